import type { Statement } from "../../platform/db/database.js";

/** What a tenant would keep, were all bytes that it has announced there. */
export interface Storage {
  readonly bytes: number;
  readonly binaries: number;
  /** Uploads that are open. */
  readonly uploads: number;
}

/** $1: tenant. Locks its row until the transaction ends, so that what it keeps is added up by one at a time. */
export const lockStorage: Statement = {
  name: "lock-storage",
  text: `SELECT id FROM tenants WHERE id = $1 FOR NO KEY UPDATE`,
};

/**
 * $1: tenant, $2: SHA-256 and $3: size of one upload more, which is counted as if it were offered already. What is announced twice,
 * or is there already, takes room once. Indexes binaries_tenant_id_id_idx, binary_uploads_tenant_id_idx and, for what is there,
 * binaries_tenant_id_sha256_key. With 10,000 binaries: 7 ms on a busy machine.
 */
export const measureStorage: Statement = {
  name: "measure-storage",
  text: `
WITH announced AS (
  SELECT u.sha256, u.size FROM binary_uploads u
  WHERE u.tenant_id = $1 AND (u.expires_at > now() OR u.taken_until > now())
  UNION ALL SELECT $2, $3::bigint
), coming AS (
  SELECT max(a.size) AS size FROM announced a
  WHERE NOT EXISTS (SELECT FROM binaries b WHERE b.tenant_id = $1 AND b.sha256 = a.sha256)
  GROUP BY a.sha256
), held AS (
  SELECT b.size FROM binaries b WHERE b.tenant_id = $1
  UNION ALL SELECT c.size FROM coming c
)
SELECT sum(h.size)::bigint AS bytes, count(*)::integer AS binaries, (SELECT count(*) FROM announced)::integer AS uploads
FROM held h`,
};

/** $1 to $6: id, tenant, SHA-256, size, media type, hash of the token; $7: for how long, in ms; $8: who. Answers when it ends. */
export const insertUpload: Statement = {
  name: "insert-upload",
  text: `
INSERT INTO binary_uploads (id, tenant_id, sha256, size, media_type, token_hash, expires_at, created_by)
VALUES ($1, $2, $3, $4, $5, $6, now() + $7::integer * interval '1 millisecond', $8)
RETURNING expires_at AS "expiresAt"`,
};
