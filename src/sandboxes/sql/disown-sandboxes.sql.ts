import type { Statement } from "../../platform/db/database.js";

/** Lets go of all that a process looks after. $1: process. Reads sandboxes_host_idx, which has what is not released; locks the rows in order. */
export const disownSandboxes: Statement = {
  name: "disown-sandboxes",
  text: `
UPDATE sandboxes x SET owner_id = NULL
FROM (
  SELECT s.id FROM sandboxes s WHERE s.owner_id = $1 AND s.host IS NOT NULL AND s.released_at IS NULL
  ORDER BY s.id FOR NO KEY UPDATE
) AS own
WHERE x.id = own.id`,
};
