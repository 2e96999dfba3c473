import type { Statement } from "../../platform/db/database.js";
import { keptColumns } from "./sandbox-columns.js";

/**
 * Those that a process looks after and their host may still have something of, by id. $1: host, $2: process, $3: id to go on behind, $4: most.
 * Index sandboxes_host_idx; locks nothing.
 */
export const findKeptSandboxes: Statement = {
  name: "find-kept-sandboxes",
  text: `
SELECT ${keptColumns} FROM sandboxes x
WHERE x.host = $1 AND x.released_at IS NULL AND x.owner_id = $2 AND x.id > $3 ORDER BY x.id LIMIT $4`,
};
