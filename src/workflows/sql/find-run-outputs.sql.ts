import type { Statement } from "../../platform/db/database.js";

/** Outputs of runs within a run. $1: run ids; by primary key. */
export const findRunOutputs: Statement = {
  name: "find-run-outputs",
  text: "SELECT id, output FROM workflow_runs WHERE id = ANY($1)",
};
