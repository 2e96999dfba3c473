import type { Statement } from "../../platform/db/database.js";

/**
 * Keeps a run from being started twice for the same reason. $1: JSON array of {scope, key, input_hash, run_id, keep_ms}, each
 * scope and key once. Answers who has the key: the run given, or the one that was before; waits for a transaction that is just
 * claiming it. By primary key.
 */
export const claimRunKeys: Statement = {
  name: "claim-run-keys",
  text: `
INSERT INTO workflow_run_keys AS k (scope, key, input_hash, run_id, expires_at)
SELECT scope, key, input_hash, run_id, now() + keep_ms * interval '1 millisecond'
FROM json_to_recordset($1::json) AS i(scope text, key text, input_hash text, run_id text, keep_ms double precision)
ORDER BY scope, key
ON CONFLICT (scope, key) DO UPDATE SET
  run_id = CASE WHEN k.expires_at <= now() THEN excluded.run_id ELSE k.run_id END,
  input_hash = CASE WHEN k.expires_at <= now() THEN excluded.input_hash ELSE k.input_hash END,
  expires_at = CASE WHEN k.expires_at <= now() THEN excluded.expires_at ELSE k.expires_at END
RETURNING scope, key, run_id AS "runId", input_hash AS "inputHash"`,
};

/** Gives keys back whose runs were not wanted. $1: ids that the runs would have had. Few rows are young enough to hold them. */
export const releaseRunKeys: Statement = {
  name: "release-run-keys",
  text: "DELETE FROM workflow_run_keys WHERE run_id = ANY($1)",
};

/** Forgets keys that have expired. $1: most at a time. Index workflow_run_keys_expires_at_idx. */
export const expireRunKeys: Statement = {
  name: "expire-run-keys",
  text: `
DELETE FROM workflow_run_keys WHERE ctid IN (
  SELECT ctid FROM workflow_run_keys WHERE expires_at <= now() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)`,
};
