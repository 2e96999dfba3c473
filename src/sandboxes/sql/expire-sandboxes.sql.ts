import { deleteEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";

/** What `expire-sandboxes` answers: the stretch that it has seen and what it has deleted. */
export interface ExpiredSandboxes {
  readonly sandboxes: number;
  readonly logs: number;
  readonly events: number;
  readonly lastId: string | null;
  readonly keptId: string | null;
  readonly hasMore: boolean;
}

/** The oldest sandbox that there is. By primary key. */
export const findFirstSandbox: Statement = {
  name: "find-first-sandbox",
  text: "SELECT id FROM sandboxes ORDER BY id LIMIT 1",
};

const isOver = `x.released_at IS NOT NULL AND x.finished_at <= now() - $3::double precision * interval '1 millisecond'`;

/**
 * Deletes sandboxes that have ended long ago and that no host has anything of, with their logs and events. $1, $2: ids from and below which to
 * look; $3: how long ago, in ms; $4: most rows, looked at and deleted, the sandbox's own among them: how many it has is known from its
 * counters. One that has more goes bit by bit, from the ends of its log and its stream, before all that follow. By primary key; locks the
 * rows, and skips those that others have locked. `kept` is told by a hashed subplan (ADR 7).
 */
export const expireSandboxes: Statement = {
  name: "expire-sandboxes",
  text: `
WITH seen AS MATERIALIZED (
  SELECT x.id, (${isOver}) IS TRUE AS is_over, 1 + x.event_seq + x.log_seq AS weight
  FROM sandboxes x WHERE x.id >= $1 AND x.id < $2 ORDER BY x.id LIMIT $4
), weighed AS (
  SELECT s.*, sum(CASE WHEN s.is_over THEN s.weight ELSE 1 END) OVER w AS total, row_number() OVER w AS place
  FROM seen s WINDOW w AS (ORDER BY s.id)
), looked AS MATERIALIZED (
  SELECT id, is_over FROM weighed WHERE total <= $4
), large AS MATERIALIZED (
  SELECT x.id, greatest(0, x.log_seq - $4::integer) AS log_seq,
    CASE WHEN x.log_seq > $4::integer THEN x.event_seq ELSE greatest(0, x.event_seq - $4::integer) END AS event_seq
  FROM weighed w JOIN sandboxes x ON x.id = w.id
  WHERE w.place = 1 AND w.is_over AND w.weight > $4 AND ${isOver} FOR UPDATE OF x SKIP LOCKED
), chosen AS MATERIALIZED (
  SELECT x.id FROM looked l JOIN sandboxes x ON x.id = l.id WHERE l.is_over AND ${isOver} ORDER BY x.id FOR UPDATE OF x SKIP LOCKED
), shrunk AS (
  UPDATE sandboxes x SET log_seq = l.log_seq, event_seq = l.event_seq, is_log_cut = true FROM large l WHERE x.id = l.id
), gone AS (
  DELETE FROM sandboxes x USING chosen c WHERE x.id = c.id RETURNING x.id
), ends AS (
  SELECT id, 0 AS log_seq, 0 AS event_seq FROM gone UNION ALL SELECT id, log_seq, event_seq FROM large
), log AS (
  DELETE FROM sandbox_logs l USING ends e WHERE l.sandbox_id = e.id AND l.seq > e.log_seq RETURNING 1
), history AS (
  ${deleteEvents("(SELECT id AS stream_id, event_seq AS after FROM ends)")}
)
SELECT (SELECT count(*)::integer FROM gone) AS sandboxes, (SELECT count(*)::integer FROM log) AS logs,
  (SELECT count(*)::integer FROM history) AS events, (SELECT max(id) FROM looked) AS "lastId",
  (SELECT count(*) FROM looked) < (SELECT count(*) FROM seen) OR (SELECT count(*) FROM seen) = $4 AS "hasMore",
  (SELECT min(id) FROM looked WHERE id NOT IN (SELECT id FROM gone)) AS "keptId"`,
};
