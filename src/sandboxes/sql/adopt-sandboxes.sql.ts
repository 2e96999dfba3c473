import type { Statement } from "../../platform/db/database.js";
import { keptColumns } from "./sandbox-columns.js";

/**
 * Takes over what nobody looks after: let go, or its process was not seen for 20 s; all of a local host, which one process has at a time.
 * $1: host, $2: whose they become, $3: most. Index sandboxes_host_idx, replicas_pkey, sandboxes_pkey; locks the rows, and skips those that
 * others take. Whoever was found to look after one must still do so when it is locked: an heir that has come since is not known here, and
 * would be taken for dead. Answers them as they are now.
 */
export const adoptSandboxes: Statement = {
  name: "adopt-sandboxes",
  text: `
WITH silent AS MATERIALIZED (
  SELECT s.id, s.owner_id FROM sandboxes s
  WHERE s.host = $1 AND s.released_at IS NULL AND s.owner_id IS DISTINCT FROM $2 AND NOT EXISTS (
    SELECT FROM replicas r WHERE r.id = s.owner_id AND r.seen_at >= now() - interval '20 seconds' AND NOT starts_with($1, 'local:'))
  ORDER BY s.id LIMIT $3
), locked AS (
  SELECT s.id FROM sandboxes s JOIN silent ON silent.id = s.id
  WHERE s.owner_id IS NOT DISTINCT FROM silent.owner_id AND s.released_at IS NULL
  ORDER BY s.id FOR NO KEY UPDATE OF s SKIP LOCKED
)
UPDATE sandboxes x SET owner_id = $2
FROM locked WHERE x.id = locked.id
RETURNING ${keptColumns}`,
};
