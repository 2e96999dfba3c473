import { appendEvents, type EventType } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { agentColumns } from "./agent-columns.js";

/** What tells one move from another; all of it SQL. */
export interface MoveParts {
  readonly name: string;
  /** Statuses to move from: `'READY', 'BUSY'`. */
  readonly from: string;
  /** Status to move to: `'PAUSED'`. */
  readonly to: string;
  /** Further condition on `a`. */
  readonly when?: string;
  /** Further assignments; `l.note` is what $2 says of the agent. */
  readonly set?: string;
  readonly type: EventType;
  /** The event's data: a JSON expression over `note`. */
  readonly data: string;
}

/**
 * A move of many agents at once. $1: agent ids, each once; $2: a note for each, or empty where the move has none.
 * By primary key. Locks the rows that move in the order of their ids, so that two batches cannot wait for each other; one
 * whose status changed while it waited stays where it is. No index holds what is written: the update is a HOT one.
 * Answers the agents that moved, as they are now, each with its event appended.
 */
export function moveStatement({ name, from, to, when = "true", set, type, data }: MoveParts): Statement {
  const guard = `a.removed_at IS NULL AND a.status IN (${from}) AND ${when}`;
  return {
    name,
    text: `
WITH wanted AS (
  SELECT * FROM unnest($1::text[], $2::text[]) AS w(id, note)
), locked AS (
  SELECT a.id, w.note FROM agents a JOIN wanted w ON w.id = a.id WHERE ${guard} ORDER BY a.id FOR NO KEY UPDATE OF a
), moved AS (
  UPDATE agents a SET status = ${to}, event_seq = a.event_seq + 1, ${set ?? "status_reason = NULL, faulted_at = NULL"}
  FROM locked l WHERE a.id = l.id AND ${guard}
  RETURNING ${agentColumns}, l.note
), logged AS (
  ${appendEvents(`(
    SELECT id AS stream_id, "eventSeq" AS seq, "tenantId" AS tenant_id, '${type}' AS type, ${data} AS data
    FROM moved) AS e`)}
)
SELECT id, "tenantId", name, capabilities, version, labels, status, "statusReason", load, "eventSeq", "lastSeenAt",
  "removedAt", "createdAt"
FROM moved`,
  };
}
