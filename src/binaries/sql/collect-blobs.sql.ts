import type { Statement } from "../../platform/db/database.js";

/** A blob as the collector passes it. */
export interface PassedBlob {
  readonly sha256: string;
  readonly isGarbage: boolean;
}

/** Nobody has begun to send it for so long; `graceMs` is the parameter. */
const isStill = (graceMs: string): string =>
  `greatest(b.created_at, b.pinned_until) < now() - ${graceMs}::integer * interval '1 millisecond'`;

/**
 * $1: SHA-256 behind which to look, $2: most, $3: grace in ms. A page of all blobs, so that a turn costs the same however many are
 * in use. Locks nothing. By primary key, each by binaries_sha256_idx: as NOT EXISTS, all binaries were read and hashed for a page. A
 * page of 500 among 100,000: 9 ms on a busy machine.
 */
export const passBlobs: Statement = {
  name: "pass-blobs",
  text: `
SELECT b.sha256, (h.is_held IS NULL AND ${isStill("$3")}) AS "isGarbage"
FROM blobs b
LEFT JOIN LATERAL (SELECT true AS is_held FROM binaries y WHERE y.sha256 = b.sha256 LIMIT 1) h ON true
WHERE b.sha256 > $1
ORDER BY b.sha256 LIMIT $2::integer`,
};

/**
 * $1: SHA-256, $2: grace in ms. Takes the row of a blob that still is garbage, and locks it until the transaction ends; nothing
 * when it is not, or another has it. That nobody has it, the foreign key of binaries makes sure at once. By primary key.
 */
export const deleteBlob: Statement = {
  name: "delete-blob",
  text: `
DELETE FROM blobs d WHERE d.sha256 = (
  SELECT b.sha256 FROM blobs b WHERE b.sha256 = $1 AND ${isStill("$2")}
    AND NOT EXISTS (SELECT FROM binaries y WHERE y.sha256 = b.sha256)
  FOR UPDATE OF b SKIP LOCKED
) RETURNING d.sha256, d.size`,
};

/** $1: most. Uploads that have expired and that nobody sends. Skips what is locked. By binary_uploads_expires_at_idx and primary key. */
export const expireUploads: Statement = {
  name: "expire-uploads",
  text: `
DELETE FROM binary_uploads d WHERE d.id = ANY (ARRAY(
  SELECT u.id FROM binary_uploads u
  WHERE u.expires_at <= now() AND (u.taken_until IS NULL OR u.taken_until <= now())
  ORDER BY u.expires_at LIMIT $1::integer FOR UPDATE SKIP LOCKED
)) RETURNING d.id`,
};
