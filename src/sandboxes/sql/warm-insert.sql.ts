import type { Statement } from "../../platform/db/database.js";

/** Makes whoever counts the members of an image on a host wait for whoever adds some. $1: both. Until the end of the transaction. */
export const lockWarmImage: Statement = {
  name: "lock-warm-image",
  text: `SELECT pg_advisory_xact_lock(hashtextextended('warm ' || $1, 0))`,
};

/**
 * Members of the pool that are about to be made, as far as they are missing. $1: ids, $2: hashes of their keys, row by row; $3: image,
 * $4: host, $5: whose they are, $6: how many there are to be. In a transaction that holds `lock-warm-image`: so processes together make no
 * more than that. Answers the ids that were added. Index warm_sandboxes_ready_idx.
 */
export const insertWarm: Statement = {
  name: "insert-warm",
  text: `
INSERT INTO warm_sandboxes (id, image, host, owner_id, key_hash)
SELECT n.id, $3, $4, $5, n.key_hash FROM unnest($1::text[], $2::text[]) AS n(id, key_hash)
LIMIT greatest(0, $6::integer - (
  SELECT count(*) FROM warm_sandboxes w WHERE w.host = $4 AND w.image = $3 AND w.sandbox_id IS NULL))
RETURNING id`,
};
