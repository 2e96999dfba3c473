import type { Statement } from "../../platform/db/database.js";

/**
 * How a task's output stands, to say why chunks were not appended under a lease that holds. $1: task id, $2: position that
 * they were to follow. Answers the last position, and whether an earlier try wrote what stands behind $2. By id, no lock:
 * it is read after the refusal.
 */
export const explainOutput: Statement = {
  name: "explain-output",
  text: `
SELECT t.output_seq AS "lastSeq",
  EXISTS (SELECT FROM task_output o WHERE o.task_id = t.id AND o.seq = $2::integer + 1 AND o.attempt <> t.attempt) AS "isEarlier"
FROM tasks t WHERE t.id = $1`,
};
