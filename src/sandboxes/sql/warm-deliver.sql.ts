import type { Statement } from "../../platform/db/database.js";
import type { Sandbox } from "../model.js";

export interface WaitingWarm {
  readonly id: string;
  readonly isClaimed: boolean;
  readonly isDelivered: boolean;
}

/** Where the member stands that shows a key; it is ready from the first time on. $1: the key's hash. Index warm_sandboxes_key_hash_key. */
export const awaitWarm: Statement = {
  name: "await-warm",
  text: `
WITH begun AS (
  UPDATE warm_sandboxes w SET ready_at = now() WHERE w.key_hash = $1 AND w.ready_at IS NULL
)
SELECT w.id, w.sandbox_id IS NOT NULL AS "isClaimed", w.delivered_at IS NOT NULL AS "isDelivered"
FROM warm_sandboxes w WHERE w.key_hash = $1`,
};

/** Of members that wait, those that have become a sandbox and were not told. $1: ids. By primary key. */
export const findClaimedWarm: Statement = {
  name: "find-claimed-warm",
  text: `SELECT w.id FROM warm_sandboxes w WHERE w.id = ANY($1::text[]) AND w.sandbox_id IS NOT NULL AND w.delivered_at IS NULL`,
};

/** What a member is told that has become a sandbox; what its key is made of too. */
export type ClaimedSandbox = Pick<Sandbox, "id" | "tenantId" | "taskId" | "agentId" | "spec">;

/** The sandbox that a member has become, unless it was told or the sandbox is to end. $1: the member. By primary keys. */
export const readWarmClaim: Statement = {
  name: "read-warm-claim",
  text: `
SELECT s.id, s.tenant_id AS "tenantId", s.task_id AS "taskId", s.agent_id AS "agentId", s.spec
FROM warm_sandboxes w JOIN sandboxes s ON s.id = w.sandbox_id
WHERE w.id = $1 AND w.delivered_at IS NULL AND s.status = 'PROVISIONING'`,
};

/**
 * A member is told what it is to do, once. $1: the member, $2: the sandbox. Answers it, unless it was given up or the sandbox is to end.
 * By primary keys; locks the row.
 */
export const deliverWarm: Statement = {
  name: "deliver-warm",
  text: `
UPDATE warm_sandboxes w SET delivered_at = now() FROM sandboxes s
WHERE w.id = $1 AND w.sandbox_id = $2 AND w.delivered_at IS NULL AND s.id = $2 AND s.status = 'PROVISIONING'
RETURNING w.id`,
};
