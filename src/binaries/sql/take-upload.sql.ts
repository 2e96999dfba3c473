import type { Statement } from "../../platform/db/database.js";

/** An upload that is open. */
export interface FoundUpload {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  /** Until when it is ours; null when another has it, or the size is not the one that was announced. */
  readonly takenUntil: Date | null;
}

/**
 * $1: hash of the token, $2: bytes that are to come, null when nobody says; $3: for how long to take it, in ms. Answers nothing when
 * there is none that is open. Two at a time wait for each other at the row, and the second finds it taken. By
 * binary_uploads_token_hash_key.
 */
export const takeUpload: Statement = {
  name: "take-upload",
  text: `
WITH found AS (
  SELECT u.id, u.sha256, u.size FROM binary_uploads u WHERE u.token_hash = $1 AND u.expires_at > now()
), taken AS (
  UPDATE binary_uploads u SET taken_until = now() + $3::integer * interval '1 millisecond'
  WHERE u.token_hash = $1 AND u.expires_at > now() AND (u.taken_until IS NULL OR u.taken_until <= now())
    AND u.size = coalesce($2::bigint, u.size)
  RETURNING u.taken_until
)
SELECT f.id, f.sha256, f.size, (SELECT t.taken_until FROM taken t) AS "takenUntil" FROM found f`,
};

/**
 * $1: upload, $2: until when we have it, $3: for how long from now on, in ms. Answers until when, or nothing when it is ours no
 * more: that instant is the token, for whoever takes it later has another. The blob stays pinned as long. Locks the upload, then
 * the blob. By primary keys.
 */
export const extendUpload: Statement = {
  name: "extend-upload",
  text: `
WITH held AS (
  UPDATE binary_uploads u SET taken_until = now() + $3::integer * interval '1 millisecond'
  WHERE u.id = $1 AND u.taken_until = $2 AND u.taken_until > now()
  RETURNING u.sha256, u.taken_until
), pinned AS (
  UPDATE blobs b SET pinned_until = greatest(b.pinned_until, h.taken_until) FROM held h WHERE b.sha256 = h.sha256
)
SELECT h.taken_until AS "takenUntil" FROM held h`,
};

/** $1: upload, $2: until when we have it. Lets anybody who knows the URL begin anew. By primary key. */
export const releaseUpload: Statement = {
  name: "release-upload",
  text: `UPDATE binary_uploads u SET taken_until = NULL WHERE u.id = $1 AND u.taken_until = $2`,
};

/** $1: upload, $2: until when we have it. The URL is of no use any more. By primary key. */
export const voidUpload: Statement = {
  name: "void-upload",
  text: `DELETE FROM binary_uploads u WHERE u.id = $1 AND u.taken_until = $2`,
};
