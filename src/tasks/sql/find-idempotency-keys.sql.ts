import type { Statement } from "../../platform/db/database.js";

/**
 * The live idempotency keys among the given ones; drops those whose day is over, so that they can be taken anew.
 * $1: tenant ids, $2: keys, in pairs. Answers a row per live key. By primary key.
 */
export const findIdempotencyKeys: Statement = {
  name: "find-idempotency-keys",
  text: `
WITH wanted AS (
  SELECT * FROM unnest($1::text[], $2::text[]) AS w(tenant_id, key)
), dropped AS (
  DELETE FROM idempotency_keys k USING wanted w
  WHERE k.tenant_id = w.tenant_id AND k.key = w.key AND k.expires_at <= now()
)
SELECT k.tenant_id AS "tenantId", k.key, k.input_hash AS "inputHash", k.task_id AS "taskId"
FROM idempotency_keys k JOIN wanted w ON k.tenant_id = w.tenant_id AND k.key = w.key
WHERE k.expires_at > now()`,
};

/** Drops keys whose day is over. $1: most at a time. Index idempotency_keys_expires_at_idx; skips keys that others hold. */
export const dropIdempotencyKeys: Statement = {
  name: "drop-idempotency-keys",
  text: `
DELETE FROM idempotency_keys k USING (
  SELECT tenant_id, key FROM idempotency_keys WHERE expires_at <= now() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED
) AS old
WHERE k.tenant_id = old.tenant_id AND k.key = old.key
RETURNING 1`,
};
