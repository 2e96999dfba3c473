import type { Statement } from "../../platform/db/database.js";
import { runRows } from "./run-rows.js";

/** Runs of a tenant. $1: tenant id, $2: ids. By primary key; locks nothing. */
export const findRuns: Statement = {
  name: "find-workflow-runs",
  text: `SELECT ${runRows.all.text} FROM workflow_runs r WHERE r.id = ANY ($2::text[]) AND r.tenant_id = $1`,
  rowMode: "array",
};

/** Which versions runs are pinned to. $1: tenant id, $2: run ids. By primary key; locks nothing. */
export const findRunVersions: Statement = {
  name: "find-workflow-run-versions",
  text: `SELECT r.id, r.version_id AS "versionId" FROM workflow_runs r WHERE r.id = ANY ($2::text[]) AND r.tenant_id = $1`,
};

/**
 * The latest snapshot of a run at an event or before it. $1: tenant id, $2: run id, $3: seq. Answers one row at most, its state
 * as `toSnapshot` gave it. Indexes workflow_snapshots_pkey, backwards, and workflow_runs_pkey; locks nothing.
 */
export const findSnapshot: Statement = {
  name: "find-workflow-snapshot",
  text: `
SELECT s.state FROM workflow_snapshots s
WHERE s.run_id = $2 AND s.seq <= $3 AND EXISTS (SELECT FROM workflow_runs r WHERE r.id = $2 AND r.tenant_id = $1)
ORDER BY s.seq DESC LIMIT 1`,
};
