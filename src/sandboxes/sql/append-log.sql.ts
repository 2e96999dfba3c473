import type { Statement } from "../../platform/db/database.js";

/** What `append-sandbox-log` answers. */
export interface AppendedLog {
  readonly tenantId: string;
  readonly logSeq: number;
  readonly isLogCut: boolean;
}

/**
 * Appends to a sandbox's log. $1: id; $2, $3, $4: of each piece stream, text and the cursor behind it; $5: most bytes in all. Of pieces up to the
 * cursor that is kept all are kept: whoever tells them again, as the answer was lost, tells nothing twice. What does not fit and all behind
 * it is left out for good: the log is cut, with no gap in what is there. By primary key; locks the row, which orders the pieces. Answers
 * nothing where there is no such sandbox.
 */
export const appendLog: Statement = {
  name: "append-sandbox-log",
  text: `
WITH log AS MATERIALIZED (
  SELECT x.id, x.log_seq, x.log_bytes, x.is_log_cut, x.log_cursor FROM sandboxes x WHERE x.id = $1 FOR NO KEY UPDATE
), told AS MATERIALIZED (
  SELECT * FROM unnest($2::smallint[], $3::text[], $4::text[]) WITH ORDINALITY AS t(stream, chunk, cursor, number)
), fresh AS MATERIALIZED (
  SELECT t.stream, t.chunk, row_number() OVER w AS place, l.log_bytes + sum(octet_length(t.chunk)) OVER w <= $5::bigint AS fits
  FROM told t CROSS JOIN log l
  WHERE t.number > coalesce((SELECT max(k.number) FROM told k WHERE k.cursor = l.log_cursor), 0)
  WINDOW w AS (ORDER BY t.number)
), kept AS MATERIALIZED (
  SELECT f.* FROM fresh f CROSS JOIN log l WHERE f.fits AND NOT l.is_log_cut
), stored AS (
  INSERT INTO sandbox_logs (sandbox_id, seq, stream, chunk)
  SELECT l.id, l.log_seq + k.place, k.stream, k.chunk FROM kept k CROSS JOIN log l
)
UPDATE sandboxes x SET log_seq = x.log_seq + (SELECT count(*) FROM kept),
  log_bytes = x.log_bytes + (SELECT coalesce(sum(octet_length(chunk)), 0) FROM kept),
  is_log_cut = x.is_log_cut OR EXISTS (SELECT FROM fresh WHERE NOT fits),
  log_cursor = coalesce((SELECT cursor FROM told ORDER BY number DESC LIMIT 1), x.log_cursor)
FROM log l WHERE x.id = l.id
RETURNING x.tenant_id AS "tenantId", x.log_seq AS "logSeq", x.is_log_cut AS "isLogCut"`,
};
