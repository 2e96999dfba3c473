import type { Statement } from "../../platform/db/database.js";
import { activeOf } from "./provisioned.js";

/**
 * Tenants with sandboxes that wait, have no task, and are due, and that have a part of their share left: those first that have the least under
 * way, then those that wait the longest. $1: share of each, $2: most tenants. Where nothing waits, sandboxes_pending_idx tells so at once;
 * else each tenant is looked at, by sandboxes_waiting_idx and sandboxes_active_idx. Locks nothing.
 */
export const findWaitingTenants: Statement = {
  name: "find-tenants-with-waiting-sandboxes",
  text: `
SELECT t.id FROM tenants t
CROSS JOIN LATERAL (
  SELECT x.id FROM sandboxes x
  WHERE x.tenant_id = t.id AND x.status = 'PENDING' AND x.task_id IS NULL AND x.next_try_at <= now() ORDER BY x.id LIMIT 1
) AS first
CROSS JOIN LATERAL (SELECT ${activeOf("t.id")} AS active) AS used
WHERE EXISTS (SELECT FROM sandboxes p WHERE p.status = 'PENDING' AND p.next_try_at <= now()) AND used.active < $1::integer
ORDER BY used.active, first.id LIMIT $2`,
};
