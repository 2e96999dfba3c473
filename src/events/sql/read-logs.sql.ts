import type { Statement } from "../../platform/db/database.js";

/**
 * A page of the log of each of many sandboxes. $1: sandbox ids, $2: seqs to go on after, $3: most rows of each, all by
 * number. Answers the rows in the order of the requests, then by seq, with the request's number from 0.
 * By primary key; locks nothing.
 */
export const readLogs: Statement = {
  name: "read-logs",
  text: `
SELECT (r.number - 1)::integer AS number, l.sandbox_id AS "sandboxId", l.seq,
  CASE l.stream WHEN 0 THEN 'STDOUT' ELSE 'STDERR' END AS stream, l.chunk AS text, l.at
FROM unnest($1::text[], $2::bigint[], $3::integer[]) WITH ORDINALITY AS r(sandbox_id, after, most, number)
CROSS JOIN LATERAL (
  SELECT * FROM sandbox_logs WHERE sandbox_id = r.sandbox_id AND seq > r.after ORDER BY seq LIMIT r.most
) AS l
ORDER BY r.number, l.seq`,
};
