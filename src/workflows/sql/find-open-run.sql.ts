import type { Statement } from "../../platform/db/database.js";

/** Whether a run has not ended: one row or none. $1: its id; by primary key. */
export const findOpenRun: Statement = {
  name: "find-open-run",
  text: "SELECT 1 AS open FROM workflow_runs WHERE id = $1 AND finished_at IS NULL",
};
