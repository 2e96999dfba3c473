import type { Statement } from "../../platform/db/database.js";
import { after } from "./execution-columns.js";

/** Puts off when runs that are under way are to be done. $1: ids, $2: how long from now, in ms. By primary key. */
export const extendExecutions: Statement = {
  name: "extend-executions",
  text: `
UPDATE executions x SET deadline_at = ${after("$2::double precision")}
FROM (
  SELECT id FROM executions WHERE id = ANY ($1::text[]) AND status = 'RUNNING' ORDER BY id FOR NO KEY UPDATE
) AS running
WHERE x.id = running.id`,
};

/**
 * RUNNING -> LOST, for good: runs that nobody has put off. $1: most rows, $2: the error. Index executions_running_idx; locks the rows
 * that move, and skips those that are being ended or that another process is at. Answers a row for each.
 */
export const loseExecutions: Statement = {
  name: "lose-executions",
  text: `
UPDATE executions x SET status = 'LOST', error = $2::json, finished_at = now()
FROM (
  SELECT id FROM executions WHERE status = 'RUNNING' AND deadline_at < now()
  ORDER BY deadline_at LIMIT $1 FOR UPDATE SKIP LOCKED
) AS silent
WHERE x.id = silent.id AND x.status = 'RUNNING'
RETURNING x.id`,
};
