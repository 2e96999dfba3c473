import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { agentColumns } from "./agent-columns.js";

/** Adds an agent and its first event. $1: id, $2: tenant, $3: name, $4: capabilities, $5: version, $6: labels, $7: who. */
export const addedAgent = (onConflict = ""): string => `added AS (
  INSERT INTO agents AS a (id, tenant_id, name, capabilities, version, labels, event_seq)
  VALUES ($1, $2, $3, $4::text[], $5, $6::jsonb, 1) ${onConflict}
  RETURNING ${agentColumns}
), logged AS (
  ${appendEvents(`(
    SELECT id AS stream_id, "eventSeq" AS seq, "tenantId" AS tenant_id, 'AGENT_REGISTERED' AS type,
      json_build_object('name', name, 'capabilities', capabilities, 'by', $7::text) AS data
    FROM added) AS e`)}
)`;

/** A new agent and its first event; parameters as above. */
export const insertAgent: Statement = { name: "insert-agent", text: `WITH ${addedAgent()} SELECT * FROM added` };
