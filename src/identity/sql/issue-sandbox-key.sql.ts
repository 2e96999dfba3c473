import type { Statement } from "../../platform/db/database.js";

/** How it went: the ids of the keys that this one takes the place of, too. */
export interface IssuedSandboxKey {
  readonly isAgentKnown: boolean;
  readonly isIssued: boolean;
  readonly outdated: readonly string[];
}

/**
 * Keeps the key of a sandbox: $1 its id, $2 tenant, $3 the sandbox's id, $4 agent, $5 prefix, $6 hash, $7 end, $8 the one task that
 * it is for, or null. Once more it moves the end further on at most; one that is revoked, or is of another, stays as it is. What
 * earlier tries of the task had is revoked with it: two containers must not both take the one lease. The share lock orders it
 * with the agent's removal, which revokes all keys that came before. agents_pkey, api_keys_pkey, api_keys_agent_id_idx.
 */
export const issueSandboxKey: Statement = {
  name: "issue_sandbox_key",
  text: `
    WITH owner AS (
      SELECT id FROM agents WHERE id = $4 AND tenant_id = $2 AND removed_at IS NULL FOR SHARE
    ), issued AS (
      INSERT INTO api_keys AS k (id, tenant_id, name, role, agent_id, prefix, secret_hash, expires_at, task_id)
      SELECT $1::text, $2::text, $3::text, 'AGENT'::"Role", $4::text, $5::text, $6::text, $7::timestamptz, $8::text
      FROM owner
      ON CONFLICT (id) DO UPDATE SET prefix = excluded.prefix, secret_hash = excluded.secret_hash,
        expires_at = greatest(k.expires_at, excluded.expires_at)
      WHERE k.revoked_at IS NULL AND k.tenant_id = excluded.tenant_id AND k.agent_id = excluded.agent_id
        AND k.task_id IS NOT DISTINCT FROM excluded.task_id
      RETURNING id
    ), outdated AS (
      UPDATE api_keys SET revoked_at = now(), expires_at = least(expires_at, now())
      WHERE agent_id = $4 AND task_id = $8 AND revoked_at IS NULL AND id <> $1 AND EXISTS (SELECT FROM issued)
      RETURNING id
    )
    SELECT EXISTS (SELECT FROM owner) AS "isAgentKnown", EXISTS (SELECT FROM issued) AS "isIssued",
      ARRAY(SELECT id FROM outdated) AS outdated`,
};
