import type { Statement } from "../../platform/db/database.js";
import { assigned } from "./assigned.js";

/**
 * Move `assign` for what waits in a pool's backlog: urgent tasks first, then the oldest; the broker need not know of them.
 * $1: pool id; $2: agent ids, $3: session ids, $4: lease tokens of the free slots, row by row; $5: ack timeout in ms.
 * Answers at most as many tasks as slots. Index outbox_backlog_idx. Locks the tasks' rows, and only then their outbox rows
 * as every move does; skips tasks that others are moving. A row whose task was cancelled in the instant in which it was queued
 * is dropped.
 */
export const claimBacklog: Statement = {
  name: "claim-backlog",
  text: assigned({
    ctes: `seat AS (
  SELECT * FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS s(agent_id, session_id, lease_token, place)
), chosen AS MATERIALIZED (
  SELECT b.task_id, b.priority FROM outbox b JOIN tasks t ON t.id = b.task_id
  WHERE b.pool_id = $1 AND b.published_at IS NULL AND b.destination = 'TODO' AND b.available_at <= now()
  ORDER BY b.priority DESC, b.task_id LIMIT cardinality($2::text[]) FOR UPDATE OF t SKIP LOCKED
), offer AS MATERIALIZED (
  SELECT c.task_id, s.agent_id, s.session_id, s.lease_token
  FROM (SELECT task_id, row_number() OVER (ORDER BY priority DESC, task_id) AS place FROM chosen) AS c
  JOIN seat s ON s.place = c.place
)`,
    condition: "t.status::text = 'QUEUED'",
    unqueued: "chosen",
    ackTimeoutMs: "$5",
  }),
};
