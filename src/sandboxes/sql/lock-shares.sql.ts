import type { Statement } from "../../platform/db/database.js";

/**
 * Locks what tenants have under way and waiting, until the transaction ends: whoever counts them and adds to them holds it, so that two
 * processes together stay within a share. $1: tenants. In the order of the locks, so that nobody waits in a circle. Moves that make
 * room do not take it. A statement of its own: what is counted must be seen as it is when the lock is had.
 */
export const lockShares: Statement = {
  name: "lock-sandbox-shares",
  text: `
SELECT pg_advisory_xact_lock(k)::text
FROM (SELECT DISTINCT hashtextextended('sandboxes ' || t, 0) AS k FROM unnest($1::text[]) AS t ORDER BY k) AS ordered`,
};
