import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { requestedData } from "./requested.js";
import { sandboxColumns } from "./sandbox-columns.js";

/**
 * Adds a sandbox that waits, and its first event. $1: id, $2: tenant, $3: spec, $4: labels, $5: task, $6: agent, $7: release, $8: who, $9: key, $10:
 * hash of the input. The tenant's share is locked, so that nobody else adds one to what was counted, or under the same key.
 */
export const insertSandbox: Statement = {
  name: "insert-sandbox",
  text: `
WITH added AS (
  INSERT INTO sandboxes AS x (id, tenant_id, spec, labels, task_id, agent_id, release_id, created_by, idempotency_key, input_hash)
  VALUES ($1, $2, $3::json, $4::jsonb, $5, $6, $7, $8, $9, $10)
  RETURNING ${sandboxColumns}
), logged AS (
  ${appendEvents(`(
    SELECT m.id AS stream_id, m."eventSeq" AS seq, m."tenantId" AS tenant_id, 'SANDBOX_REQUESTED' AS type, ${requestedData} AS data
    FROM added m) AS e`)}
)
SELECT * FROM added`,
};
