import type { Statement } from "../../platform/db/database.js";

/**
 * Of what a host has, what sandboxes are known by. $1: host, $2: the names. By primary key, and by sandboxes_host_idx for those that were taken from
 * the pool. One that waits again is known as well: it may be given to the host again at any moment, and keeps its name. Locks nothing.
 */
export const knowRefs: Statement = {
  name: "know-sandbox-refs",
  text: `
SELECT x.id AS ref FROM sandboxes x
WHERE x.id = ANY ($2::text[]) AND x.released_at IS NULL AND (x.host = $1 OR x.status::text = 'PENDING')
UNION
SELECT p.host_ref FROM sandboxes p
WHERE p.host = $1 AND p.released_at IS NULL AND p.host_ref = ANY ($2::text[])`,
};
