/** What a User shows; its password hash is no part of it. */
export const userColumns = `id, tenant_id AS "tenantId", email, name, role, disabled, created_at AS "createdAt"`;

export const tenantColumns = `id, name, is_operator AS "isOperator", created_at AS "createdAt"`;

/** What an ApiKey shows; its secret's hash is no part of it. */
export const apiKeyColumns = `id, tenant_id AS "tenantId", name, role, agent_id AS "agentId", prefix,
  last_used_at AS "lastUsedAt", expires_at AS "expiresAt", revoked_at AS "revokedAt", created_at AS "createdAt"`;

/** Whether a key is a sandbox's: it has the sandbox's id for a name, and its suffix. No other key can be made to look so. */
export const isOfSandbox = "name = 'sandbox_' || substr(id, 5)";
