import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { after } from "./move-statement.js";
import { activeOf, provisionedBy, provisioningData } from "./provisioned.js";
import { requestedData } from "./requested.js";
import { keptColumns } from "./sandbox-columns.js";

const provisioned = provisionedBy({ host: "$9::text", ownerId: "$10::text", readyTimeoutMs: "$11" });

/**
 * The sandbox of a task's try. Whose share is locked. $1: tenant, $2: task, $3: lease token, $4: spec, $5: labels, $6: release, $7: who;
 * $8: id of a new one, $9: host, $10: whose it becomes, $11: longest time to ready, in ms; $12: share of the tenant.
 * The one that the lease has got stays as it is, unless it waits again; else move `provision` of one that waits for the task, whoever asked
 * for it; else a new one, which has made that move as well. Answers it, or nothing where the share is used up. What a release says
 * takes the place of what was asked for. Index sandboxes_task_idx; locks the row that moves.
 */
export const beginTaskSandbox: Statement = {
  name: "begin-task-sandbox",
  text: `
WITH present AS MATERIALIZED (
  SELECT x.id, x.status::text AS status, x.lease_token = $3 AND x.lease_token IS NOT NULL AS is_own FROM sandboxes x
  WHERE x.task_id = $2 AND x.tenant_id = $1 AND (x.lease_token = $3 OR x.status::text IN ('PENDING'))
  ORDER BY x.id FOR NO KEY UPDATE
), begun AS (
  SELECT id FROM present WHERE is_own AND status <> 'PENDING' ORDER BY id DESC LIMIT 1
), waiting AS (
  SELECT id FROM present WHERE status = 'PENDING' AND NOT EXISTS (SELECT FROM begun) ORDER BY is_own DESC, id LIMIT 1
), room AS MATERIALIZED (
  SELECT WHERE NOT EXISTS (SELECT FROM begun) AND ${activeOf("$1")} < $12::integer
), moved AS (
  UPDATE sandboxes x SET ${provisioned},
    lease_token = $3, release_id = coalesce(x.release_id, $6), spec = CASE WHEN $6::text IS NULL THEN x.spec ELSE $4::json END
  FROM waiting w CROSS JOIN room
  WHERE x.id = w.id AND x.status::text IN ('PENDING')
  RETURNING ${keptColumns}
), added AS (
  INSERT INTO sandboxes AS x (id, tenant_id, status, task_id, lease_token, release_id, spec, labels, host, owner_id, event_seq,
    created_by, provisioning_at, deadline_at)
  SELECT $8, $1, 'PROVISIONING', $2, $3, $6, $4::json, $5::jsonb, $9, $10, 2, $7, now(), ${after("$11::double precision")}
  FROM room WHERE NOT EXISTS (SELECT FROM waiting)
  RETURNING ${keptColumns}
), logged AS (
  ${appendEvents(`(
    SELECT m.id AS stream_id, 1 AS seq, m."tenantId" AS tenant_id, 'SANDBOX_REQUESTED' AS type, ${requestedData} AS data FROM added m
    UNION ALL
    SELECT m.id, m."eventSeq", m."tenantId", 'SANDBOX_PROVISIONING', ${provisioningData}
    FROM (SELECT * FROM moved UNION ALL SELECT * FROM added) AS m) AS e`)}
)
SELECT * FROM moved UNION ALL SELECT * FROM added UNION ALL
SELECT ${keptColumns} FROM begun b JOIN sandboxes x ON x.id = b.id`,
};
