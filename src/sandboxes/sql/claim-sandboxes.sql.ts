import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { activeOf, provisionedBy, provisioningData } from "./provisioned.js";
import { keptColumns } from "./sandbox-columns.js";

const provisioned = provisionedBy({ host: "$4::text", ownerId: "$5::text", readyTimeoutMs: "$6" });

/**
 * Move `provision` of those that wait and have no task. $1: tenants, whose shares are locked; $2: most in all; $3: share of each; $4: host, $5:
 * whose they become, $6: longest time to ready, in ms. Tenants take turns by what they have under way, each with those that wait
 * the longest. Indexes sandboxes_waiting_idx, sandboxes_active_idx, sandboxes_pkey; locks the rows that move, and skips those that
 * somebody else moves. Answers them, each with its event appended.
 */
export const claimSandboxes: Statement = {
  name: "claim-sandboxes",
  text: `
WITH turns AS MATERIALIZED (
  SELECT waiting.id FROM unnest($1::text[]) AS t(id)
  CROSS JOIN LATERAL (SELECT ${activeOf("t.id")} AS active) AS used
  CROSS JOIN LATERAL (
    SELECT w.id, row_number() OVER (ORDER BY w.id) AS place FROM sandboxes w
    WHERE w.tenant_id = t.id AND w.status = 'PENDING' AND w.task_id IS NULL AND w.next_try_at <= now()
    ORDER BY w.id LIMIT least($2::integer, greatest(0, $3::integer - used.active))
  ) AS waiting
  ORDER BY used.active + waiting.place, waiting.id LIMIT $2
), locked AS (
  SELECT x.id FROM sandboxes x JOIN turns ON turns.id = x.id
  WHERE x.status::text IN ('PENDING') ORDER BY x.id FOR NO KEY UPDATE OF x SKIP LOCKED
), moved AS (
  UPDATE sandboxes x SET ${provisioned}
  FROM locked l WHERE x.id = l.id AND x.status::text IN ('PENDING')
  RETURNING ${keptColumns}
), logged AS (
  ${appendEvents(`(
    SELECT m.id AS stream_id, m."eventSeq" AS seq, m."tenantId" AS tenant_id, 'SANDBOX_PROVISIONING' AS type,
      ${provisioningData} AS data
    FROM moved m) AS e`)}
)
SELECT * FROM moved ORDER BY id`,
};
