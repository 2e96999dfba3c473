import type { Statement } from "../../platform/db/database.js";
import { binaryColumns } from "./columns.js";

/**
 * $1: SHA-256, $2: bytes, $3: for how long from now on, in ms. Before the first byte goes to the store: from here on there is a row for
 * what may lie there. Waits while the row's blob is being removed, and makes the row anew then. By primary key.
 */
export const pinBlob: Statement = {
  name: "pin-blob",
  text: `
INSERT INTO blobs AS b (sha256, size, pinned_until) VALUES ($1, $2, now() + $3::integer * interval '1 millisecond')
ON CONFLICT (sha256) DO UPDATE SET pinned_until = greatest(b.pinned_until, excluded.pinned_until)`,
};

/**
 * $1: SHA-256, $2: bytes, as they were counted: whoever pinned it first may have lied. Locks the blob's row until the transaction
 * ends. Answers nothing when it is gone. By primary key.
 */
export const settleBlob: Statement = {
  name: "settle-blob",
  text: `UPDATE blobs b SET size = $2 WHERE b.sha256 = $1 RETURNING b.sha256`,
};

/**
 * $1: upload, $2: until when we have it, $3: id for the binary. Answers the binary, or the one that the tenant has of the same bytes;
 * nothing when the upload is ours no more. To be sent under the blob's lock, and by the time of day, not of the transaction's
 * begin: if we have the upload now, we have had it all the time, and nobody can have removed the blob in between. By primary keys
 * and binaries_tenant_id_sha256_key.
 */
export const finishUpload: Statement = {
  name: "finish-upload",
  text: `
WITH done AS (
  DELETE FROM binary_uploads u WHERE u.id = $1 AND u.taken_until = $2 AND u.taken_until > clock_timestamp()
  RETURNING u.tenant_id, u.sha256, u.size, u.media_type, u.created_by
)
INSERT INTO binaries AS b (id, tenant_id, sha256, size, media_type, created_by)
SELECT $3, d.tenant_id, d.sha256, d.size, d.media_type, d.created_by FROM done d
ON CONFLICT (tenant_id, sha256) DO UPDATE SET size = excluded.size
RETURNING ${binaryColumns}`,
};
