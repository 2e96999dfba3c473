import type { Statement } from "../../platform/db/database.js";

/** What the broker holds of a pool and what waits behind it. */
export interface PoolLevel {
  readonly poolId: string;
  readonly tenantId: string;
  /** Told to the broker and not taken by an agent yet; counted up to the window. */
  readonly published: number;
  /** Whether something waits that may be published now. */
  readonly hasBacklog: boolean;
  /** Slots of all the tenant's live sessions. */
  readonly slots: number;
}

/**
 * Levels of pools. $1: pool ids, $2: largest window. Bounded work per pool on any backlog.
 * Indexes outbox_published_idx, outbox_backlog_idx, agent_sessions_tenant_id_idx.
 */
export const measurePools: Statement = {
  name: "measure-pools",
  text: `
SELECT p.id AS "poolId", p.tenant_id AS "tenantId",
  (SELECT count(*)::integer FROM (
    SELECT 1 FROM outbox o WHERE o.pool_id = p.id AND o.published_at IS NOT NULL AND o.destination = 'TODO' LIMIT $2) AS held)
    AS published,
  EXISTS (
    SELECT 1 FROM outbox o WHERE o.pool_id = p.id AND o.published_at IS NULL AND o.destination = 'TODO'
      AND o.available_at <= now()) AS "hasBacklog",
  (SELECT coalesce(sum(s.capacity), 0)::integer FROM agent_sessions s WHERE s.tenant_id = p.tenant_id) AS slots
FROM task_pools p WHERE p.id = ANY($1::text[])`,
};

/**
 * Pools that have a backlog, by id, after a given one: a loose index scan (https://wiki.postgresql.org/wiki/Loose_indexscan),
 * one index probe per pool however long the backlog is. $1: after this pool id, $2: most pools. Index outbox_backlog_idx.
 */
export const findBacklogPools: Statement = {
  name: "find-backlog-pools",
  text: `
WITH RECURSIVE pools AS (
  (SELECT pool_id FROM outbox WHERE published_at IS NULL AND destination = 'TODO' AND pool_id > $1 ORDER BY pool_id LIMIT 1)
  UNION ALL
  SELECT (SELECT o.pool_id FROM outbox o
    WHERE o.published_at IS NULL AND o.destination = 'TODO' AND o.pool_id > p.pool_id ORDER BY o.pool_id LIMIT 1)
  FROM pools p WHERE p.pool_id IS NOT NULL
)
SELECT pool_id AS "poolId" FROM pools WHERE pool_id IS NOT NULL LIMIT $2`,
};

/**
 * Takes tasks out of the backlog to publish them: per pool as many as there is room for, urgent ones first, then the oldest.
 * $1: pool ids, $2: rooms, row by row. Marks them as published before they are: whoever dies in between leaves them to the
 * reconciler. Index outbox_backlog_idx; skips rows that another feeder holds.
 */
export const takeBacklog: Statement = {
  name: "take-backlog",
  text: `
WITH chosen AS MATERIALIZED (
  SELECT o.task_id FROM unnest($1::text[], $2::integer[]) AS r(pool_id, room) CROSS JOIN LATERAL (
    SELECT b.task_id FROM outbox b
    WHERE b.pool_id = r.pool_id AND b.published_at IS NULL AND b.destination = 'TODO' AND b.available_at <= now()
    ORDER BY b.priority DESC, b.task_id NULLS FIRST LIMIT r.room FOR UPDATE SKIP LOCKED) AS o
), taken AS (
  UPDATE outbox o SET published_at = now() FROM chosen c
  WHERE o.task_id = c.task_id AND o.destination = 'TODO'
  RETURNING o.task_id, o.pool_id, o.priority
)
SELECT task_id AS "taskId", pool_id AS "poolId" FROM taken ORDER BY priority DESC, task_id`,
};

/** Puts tasks back in the backlog that the broker did not confirm. $1: task ids. By primary key. */
export const returnToBacklog: Statement = {
  name: "return-to-backlog",
  text: `UPDATE outbox SET published_at = NULL WHERE task_id = ANY($1::text[]) AND destination = 'TODO' AND published_at IS NOT NULL`,
};

/** A pool with tasks that the broker was told of long ago. */
export interface StalePool {
  readonly poolId: string;
  /** All that the broker was told of and nobody took, until now. */
  readonly count: number;
  /** That now. */
  readonly at: Date;
}

/** Pools with tasks that the broker was told of long ago. $1: how long, in ms; $2: most pools. Index outbox_published_idx. */
export const findStalePools: Statement = {
  name: "find-stale-pools",
  text: `
SELECT pool_id AS "poolId", count(*)::integer AS count, now()::timestamptz(3) AS at FROM outbox
WHERE published_at IS NOT NULL AND destination = 'TODO'
GROUP BY pool_id HAVING min(published_at) <= now() - $1::integer * interval '1 millisecond' LIMIT $2`,
};

/**
 * Puts back in the backlog what the broker was told of long ago and has no more, and forgets what is not queued any more: a
 * task cancelled in the instant in which it was queued leaves its row. $1: pool id, $2: when the broker was asked for the
 * queue's depth, $3: that depth, $4: how long, in ms. Index outbox_published_idx; locks the rows that it changes, and leaves
 * those alone that were queued anew meanwhile. Answers a row per task put back.
 */
export const returnLost: Statement = {
  name: "return-lost",
  text: `
WITH missing AS MATERIALIZED (
  SELECT o.task_id FROM outbox o
  WHERE o.pool_id = $1 AND o.published_at <= $2::timestamptz AND o.published_at IS NOT NULL AND o.destination = 'TODO'
  ORDER BY o.published_at DESC OFFSET $3::integer
), judged AS MATERIALIZED (
  SELECT t.id, t.status = 'QUEUED' AS is_queued FROM missing m JOIN tasks t ON t.id = m.task_id
), dropped AS (
  DELETE FROM outbox o USING judged j
  WHERE o.task_id = j.id AND NOT j.is_queued AND o.destination = 'TODO'
    AND o.published_at <= now() - $4::integer * interval '1 millisecond'
)
UPDATE outbox o SET published_at = NULL FROM judged j
WHERE o.task_id = j.id AND j.is_queued AND o.destination = 'TODO'
  AND o.published_at <= now() - $4::integer * interval '1 millisecond'
RETURNING 1`,
};

/** Puts all back in the backlog, for a broker that has forgotten everything. */
export const returnAll: Statement = {
  name: "return-all",
  text: `UPDATE outbox SET published_at = NULL WHERE published_at IS NOT NULL AND destination = 'TODO'`,
};

/** The oldest messages for the dead-letter queue. $1: most. Index outbox_dead_idx. */
export const findDead: Statement = {
  name: "find-dead",
  text: `
SELECT o.task_id AS "taskId", o.tenant_id AS "tenantId", o.pool_id AS "poolId", t.kind, t.attempt, t.last_error AS "lastError",
  o.available_at AS "at"
FROM outbox o JOIN tasks t ON t.id = o.task_id
WHERE o.destination = 'DEAD' ORDER BY o.available_at LIMIT $1`,
};

/** Forgets dead letters that the broker has confirmed, unless the task has died anew since. $1: task ids, $2: their times. */
export const forgetDead: Statement = {
  name: "forget-dead",
  text: `
DELETE FROM outbox o USING unnest($1::text[], $2::timestamptz[]) AS d(task_id, at)
WHERE o.task_id = d.task_id AND o.destination = 'DEAD' AND o.available_at = d.at`,
};

/** How long until the next scheduled task is due, by the clock that decides it. Index tasks_due_idx. */
export const findNextDue: Statement = {
  name: "find-next-due",
  text: `SELECT (extract(epoch FROM due_at - now()) * 1000)::double precision AS "inMs" FROM tasks WHERE status = 'SCHEDULED' ORDER BY due_at LIMIT 1`,
};
