import type { Statement } from "../../platform/db/database.js";

/**
 * A page of the output of each of many tasks. $1: task ids, $2: seqs to go on after, $3: most rows of each, all by
 * number. Answers the rows in the order of the requests, then by seq, with the request's number from 0.
 * By primary key; locks nothing.
 */
export const readOutput: Statement = {
  name: "read-output",
  text: `
SELECT (r.number - 1)::integer AS number, o.task_id AS "taskId", o.seq, o.attempt, o.chunk, o.at
FROM unnest($1::text[], $2::bigint[], $3::integer[]) WITH ORDINALITY AS r(task_id, after, most, number)
CROSS JOIN LATERAL (
  SELECT * FROM task_output WHERE task_id = r.task_id AND seq > r.after ORDER BY seq LIMIT r.most
) AS o
ORDER BY r.number, o.seq`,
};
