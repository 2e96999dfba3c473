import { appendEvents } from "../../events/index.js";
import { taskColumns } from "./task-columns.js";

export interface Offering {
  /** CTEs, of which `offer` answers (task_id, agent_id, session_id, lease_token). */
  readonly ctes: string;
  /** What the task has to be. */
  readonly condition: string;
  /** Answers (task_id, pool_id) of the outbox rows that have served. */
  readonly unqueued: string;
  /** The parameter with the ack timeout in ms. */
  readonly ackTimeoutMs: string;
}

/**
 * The move `assign` for the rows of an offering, QUEUED -> ASSIGNED: the attempt counted, a lease given until the ack
 * timeout, the outbox row gone. Answers `AssignedRow`s.
 */
export function assigned({ ctes, condition, unqueued, ackTimeoutMs }: Offering): string {
  return `
WITH ${ctes},
moved AS (
  UPDATE tasks t SET status = 'ASSIGNED', attempt = t.attempt + 1, agent_id = o.agent_id, session_id = o.session_id,
    lease_token = o.lease_token, lease_expires_at = now() + ${ackTimeoutMs}::integer * interval '1 millisecond',
    started_at = NULL, progress_percent = NULL, progress_message = NULL, event_seq = t.event_seq + 1
  FROM offer o
  WHERE t.id = o.task_id AND ${condition}
  RETURNING ${taskColumns}, t.session_id AS "sessionId", t.lease_token AS "leaseToken",
    coalesce(octet_length(t.input::text), 0) AS "inputBytes"
), unqueued AS (
  DELETE FROM outbox o USING ${unqueued} AS u WHERE o.task_id = u.task_id AND o.destination = 'TODO' AND o.pool_id = u.pool_id
), logged AS (
  ${appendEvents(`(
    SELECT id AS stream_id, "eventSeq" AS seq, "tenantId" AS tenant_id, 'TASK_ASSIGNED' AS type,
      json_build_object('agentId', "agentId", 'attempt', attempt) AS data
    FROM moved) AS e`)}
)
SELECT * FROM moved`;
}
