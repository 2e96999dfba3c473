import type { Statement } from "../../platform/db/database.js";

/**
 * Ends runs whose steps have all ended, each by the function `settle_workflow_run`. $1: JSON array of {id, output}. Answers
 * those that ended by it, with their status, cost and the seq of their last event.
 */
export const settleRuns: Statement = {
  name: "settle-runs",
  text: `
SELECT i.id, s.status, s.seq, s.cost FROM json_to_recordset($1::json) AS i(id text, output json),
  LATERAL settle_workflow_run(i.id, i.output) AS s`,
};
