import type { Statement } from "../../platform/db/database.js";

/**
 * Guards the number of open runs of a workflow and key until the end of the transaction. $1: texts that name them, each once;
 * taken in order, so that two transactions cannot wait for each other.
 */
export const lockAdmission: Statement = {
  name: "lock-admission",
  text: `
SELECT pg_advisory_xact_lock(hashtextextended(k, 0)) FROM (SELECT k FROM unnest($1::text[]) AS k ORDER BY k) AS ordered`,
};

/** How many runs are open beside those that wait. $1: workflow id, $2: key. Index workflow_runs_concurrency_idx. */
export const countOpenRuns: Statement = {
  name: "count-open-runs",
  text: `
SELECT count(*) FILTER (WHERE status <> 'QUEUED')::integer AS open, count(*) FILTER (WHERE status = 'QUEUED')::integer AS queued,
  min(id) FILTER (WHERE status <> 'QUEUED') AS oldest
FROM workflow_runs WHERE workflow_id = $1 AND concurrency_key = $2 AND finished_at IS NULL`,
};

/** The runs that wait the longest. $1: workflow id, $2: key, $3: how many. Index workflow_runs_concurrency_idx. */
export const findQueuedRuns: Statement = {
  name: "find-queued-runs",
  text: `
SELECT id FROM workflow_runs
WHERE workflow_id = $1 AND concurrency_key = $2 AND concurrency_key IS NOT NULL AND finished_at IS NULL AND status = 'QUEUED'
ORDER BY id LIMIT $3`,
};
