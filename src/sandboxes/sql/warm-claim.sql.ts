import type { Statement } from "../../platform/db/database.js";

export interface ClaimedWarm {
  readonly id: string;
  readonly isDelivered: boolean;
}

/**
 * The longest ready member of an image on a host becomes a sandbox. $1: host, $2: image, $3: sandbox, $4: its age in ms at the most: what
 * it lives from then on has to be enough. Answers the member; again the same for the same sandbox; none where none is ready.
 * Locks the row, and skips those that others take. Indexes warm_sandboxes_ready_idx, warm_sandboxes_sandbox_id_key.
 */
export const claimWarm: Statement = {
  name: "claim-warm",
  text: `
WITH known AS (
  SELECT w.id, w.delivered_at FROM warm_sandboxes w WHERE w.sandbox_id = $3
), chosen AS (
  SELECT w.id FROM warm_sandboxes w
  WHERE w.host = $1 AND w.image = $2 AND w.sandbox_id IS NULL AND w.ready_at IS NOT NULL
    AND w.created_at > now() - $4::double precision * interval '1 millisecond' AND NOT EXISTS (SELECT FROM known)
  ORDER BY w.id LIMIT 1 FOR UPDATE SKIP LOCKED
), taken AS (
  UPDATE warm_sandboxes w SET sandbox_id = $3 FROM chosen c WHERE w.id = c.id RETURNING w.id, w.delivered_at
)
SELECT id, delivered_at IS NOT NULL AS "isDelivered" FROM known UNION ALL SELECT id, false FROM taken`,
};

/** A member that has become a sandbox and was not told in time is none any more. $1: id. Answers it, unless it was told. By primary key. */
export const giveUpWarm: Statement = {
  name: "give-up-warm",
  text: `DELETE FROM warm_sandboxes WHERE id = $1 AND sandbox_id IS NOT NULL AND delivered_at IS NULL RETURNING id`,
};
