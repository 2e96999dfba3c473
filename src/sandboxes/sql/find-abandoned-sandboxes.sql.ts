import type { Statement } from "../../platform/db/database.js";
import { keptColumns } from "./sandbox-columns.js";

/**
 * What is of another host and will be looked after by nobody: its process was not seen for a minute, and its host has either died with that or
 * was not taken over by anybody until long after its time. $1: the host that is not meant, $2: most. Index sandboxes_host_idx,
 * replicas_pkey; locks nothing.
 */
export const findAbandonedSandboxes: Statement = {
  name: "find-abandoned-sandboxes",
  text: `
SELECT ${keptColumns} FROM sandboxes x
WHERE x.host IS NOT NULL AND x.released_at IS NULL AND x.host <> $1
  AND (starts_with(x.host, 'local:') OR x.deadline_at < now() - interval '1 hour' OR x.finished_at < now() - interval '1 hour')
  AND NOT EXISTS (SELECT FROM replicas r WHERE r.id = x.owner_id AND r.seen_at >= now() - interval '1 minute')
ORDER BY x.host, x.id LIMIT $2`,
};
