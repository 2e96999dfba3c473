import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { agentColumns } from "./agent-columns.js";

/**
 * Writes an agent's declaration anew. $1: id, $2: capabilities, $3: version, $4: labels, $5: names of the fields that
 * change. Whoever runs it holds the agent's lock already. Answers the agent.
 */
export const updateAgent: Statement = {
  name: "update-agent",
  text: `
WITH changed AS (
  UPDATE agents a SET capabilities = $2::text[], version = $3, labels = $4::jsonb, event_seq = a.event_seq + 1
  WHERE a.id = $1 AND a.removed_at IS NULL
  RETURNING ${agentColumns}
), logged AS (
  ${appendEvents(`(
    SELECT id AS stream_id, "eventSeq" AS seq, "tenantId" AS tenant_id, 'AGENT_UPDATED' AS type,
      json_build_object('changed', $5::text[]) AS data
    FROM changed) AS e`)}
)
SELECT * FROM changed`,
};
