import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { agentColumns } from "./agent-columns.js";

/** Takes an agent out of all lists. $1: id, $2: who. Answers the agent, or nothing when it is removed already. */
export const removeAgent: Statement = {
  name: "remove-agent",
  text: `
WITH removed AS (
  UPDATE agents a SET removed_at = now(), event_seq = a.event_seq + 1
  WHERE a.id = $1 AND a.removed_at IS NULL
  RETURNING ${agentColumns}
), logged AS (
  ${appendEvents(`(
    SELECT id AS stream_id, "eventSeq" AS seq, "tenantId" AS tenant_id, 'AGENT_REMOVED' AS type,
      json_build_object('by', $2::text) AS data
    FROM removed) AS e`)}
)
SELECT * FROM removed`,
};
