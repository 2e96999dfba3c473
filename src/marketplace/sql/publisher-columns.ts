/** Columns of `publishers p`, as Publisher has them. */
export const publisherColumns = `p.id, p.tenant_id AS "tenantId", p.name, p.display_name AS "displayName", p.created_at AS "createdAt"`;

/** Columns of `publisher_keys k`, as PublisherKey has them. */
export const publisherKeyColumns = `k.id, k.tenant_id AS "tenantId", k.publisher_id AS "publisherId", k.name,
  k.public_key AS "publicKey", k.revoked_at AS "revokedAt", k.created_at AS "createdAt"`;
