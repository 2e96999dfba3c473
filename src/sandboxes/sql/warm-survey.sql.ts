import type { Statement } from "../../platform/db/database.js";

export interface WarmImage {
  readonly image: string;
  /** Ready or about to be. */
  readonly count: number;
  readonly readyCount: number;
  /** How long ago the last of them became ready; null where none is. */
  readonly readyMsAgo: number | null;
}

/** What a host's pool has, by image. $1: host. Reads its members: as many as are configured. Index warm_sandboxes_ready_idx. */
export const surveyWarm: Statement = {
  name: "survey-warm",
  text: `
SELECT w.image, count(*)::integer AS count, count(w.ready_at)::integer AS "readyCount",
  (extract(epoch FROM now() - max(w.ready_at)) * 1000)::double precision AS "readyMsAgo"
FROM warm_sandboxes w WHERE w.host = $1 AND w.sandbox_id IS NULL GROUP BY w.image`,
};

/**
 * Takes over members whose process is gone. $1: host, $2: whose they become. Index warm_sandboxes_ready_idx, and replicas by their key;
 * locks the rows that change, and skips those that others take.
 */
export const adoptWarm: Statement = {
  name: "adopt-warm",
  text: `
UPDATE warm_sandboxes w SET owner_id = $2 FROM (
  SELECT o.id FROM warm_sandboxes o
  WHERE o.host = $1 AND o.sandbox_id IS NULL AND o.owner_id <> $2 AND NOT EXISTS (
    SELECT FROM replicas r WHERE r.id = o.owner_id AND r.seen_at >= now() - interval '20 seconds')
  ORDER BY o.id LIMIT 1000 FOR UPDATE SKIP LOCKED
) AS orphan
WHERE w.id = orphan.id RETURNING w.id`,
};

/**
 * Of what a host has, what the pool or a sandbox has too. $1: host, $2: what it knows them by. By primary keys, and sandboxes_host_idx. A
 * member that was to become a sandbox which is over, or got another container, is nobody's: a crash came between.
 */
export const findKnownWarm: Statement = {
  name: "find-known-warm",
  text: `
SELECT w.id FROM warm_sandboxes w LEFT JOIN sandboxes s ON s.id = w.sandbox_id
WHERE w.id = ANY($2::text[]) AND w.host = $1
  AND (w.sandbox_id IS NULL OR s.status IN ('PENDING', 'PROVISIONING') OR s.host_ref = w.id)
UNION
SELECT s.host_ref FROM sandboxes s
WHERE s.host = $1 AND s.released_at IS NULL AND s.host IS NOT NULL AND s.host_ref = ANY($2::text[])`,
};
