/** Columns of `binaries b`, as Binary has them. */
export const binaryColumns = `b.id, b.tenant_id AS "tenantId", b.sha256, b.size, b.media_type AS "mediaType",
  b.created_by AS "createdBy", b.created_at AS "createdAt"`;
