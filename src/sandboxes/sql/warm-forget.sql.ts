import type { Statement } from "../../platform/db/database.js";

export interface ForgottenWarm {
  readonly id: string;
  readonly image: string;
  /** Whether it was never ready. */
  readonly isLate: boolean;
}

const forgotten = `w.id, w.image, w.ready_at IS NULL AS "isLate"`;

/** Members that are no good any more, unless they have become sandboxes. $1: ids. By primary key; locks the rows that go. */
export const forgetWarm: Statement = {
  name: "forget-warm",
  text: `DELETE FROM warm_sandboxes w WHERE w.id = ANY($1::text[]) AND w.sandbox_id IS NULL RETURNING ${forgotten}`,
};

/**
 * Members of a process that are not ready in time, or of no image of the pool any more; and the oldest of each image that has waited too
 * long: one at a time, so that another can take its place. $1: host, $2: whose they are, $3: ms to be ready in, $4: ms to wait at most,
 * $5: images. Index warm_sandboxes_ready_idx; locks the rows that go.
 */
export const expireWarm: Statement = {
  name: "expire-warm",
  text: `
DELETE FROM warm_sandboxes w WHERE w.sandbox_id IS NULL AND w.id IN (
  SELECT o.id FROM warm_sandboxes o
  WHERE o.host = $1 AND o.owner_id = $2 AND o.sandbox_id IS NULL AND (o.image <> ALL($5::text[])
    OR (o.ready_at IS NULL AND o.created_at < now() - $3::double precision * interval '1 millisecond'))
  UNION ALL (
    SELECT DISTINCT ON (o.image) o.id FROM warm_sandboxes o
    WHERE o.host = $1 AND o.owner_id = $2 AND o.sandbox_id IS NULL
      AND o.created_at < now() - $4::double precision * interval '1 millisecond'
    ORDER BY o.image, o.id))
RETURNING ${forgotten}`,
};

/**
 * What a host does not have any more, be it a member still or a sandbox: it must have had it for a while, or have been given long enough.
 * $1: host, $2: what it has. Index warm_sandboxes_host_id_idx; locks the rows that go.
 */
export const forgetAbsentWarm: Statement = {
  name: "forget-absent-warm",
  text: `
DELETE FROM warm_sandboxes w
WHERE w.host = $1 AND w.id <> ALL($2::text[])
  AND coalesce(w.ready_at + interval '10 seconds', w.created_at + interval '1 minute') < now()
RETURNING ${forgotten}`,
};
