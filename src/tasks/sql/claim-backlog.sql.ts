import type { Statement } from "../../platform/db/database.js";
import { assigned } from "./assigned.js";

/**
 * Move `assign` for what waits in a pool's backlog: urgent tasks first, then the oldest; the broker need not know of them.
 * $1: pool id; $2: agent ids, $3: session ids, $4: lease tokens of the free slots, row by row; $5: ack timeout in ms;
 * $6: by priority from LOW on, the task id up to which nothing is looked for. Up to it the index holds little but entries of
 * tasks that are gone, until it is vacuumed: after 40,000 tasks a third of the statement went by in reading over them.
 * Answers at most as many tasks as slots. Index outbox_backlog_idx. Locks the tasks' rows, and only then their outbox rows
 * as every move does; skips tasks that others are moving. A row whose task was cancelled in the instant in which it was queued
 * is dropped; one whose task was moved to another pool in the instant in which it was chosen stays, by the guards that name the pool.
 * Slots are taken by subscript: the session's plans have no hash join (ADR 7), and a loop over rows × slots cost more than the claim.
 */
export const claimBacklog: Statement = {
  name: "claim-backlog",
  text: assigned({
    ctes: `chosen AS MATERIALIZED (
  SELECT o.task_id, p.priority FROM generate_series(3, 0, -1) AS p(priority) CROSS JOIN LATERAL (
    SELECT b.task_id FROM outbox b JOIN tasks t ON t.id = b.task_id
    WHERE b.pool_id = $1 AND b.priority = p.priority AND b.task_id > ($6::text[])[p.priority + 1]
      AND b.published_at IS NULL AND b.destination = 'TODO' AND b.available_at <= now()
    ORDER BY b.task_id NULLS FIRST LIMIT cardinality($2::text[]) FOR UPDATE OF t SKIP LOCKED) AS o
  LIMIT cardinality($2::text[])
), offer AS MATERIALIZED (
  SELECT task_id, ($2::text[])[place] AS agent_id, ($3::text[])[place] AS session_id, ($4::text[])[place] AS lease_token
  FROM (SELECT task_id, row_number() OVER (ORDER BY priority DESC, task_id) AS place FROM chosen) AS c
)`,
    condition: "t.pool_id = $1 AND t.status::text = 'QUEUED'",
    unqueued: "(SELECT task_id, $1 AS pool_id FROM chosen)",
    ackTimeoutMs: "$5",
  }),
};
