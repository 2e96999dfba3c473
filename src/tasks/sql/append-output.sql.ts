import type { Statement } from "../../platform/db/database.js";

/**
 * Appends chunks to a running task's output, numbered on from a position, or from its last.
 * $1: task id, $2: lease token, $3: agent id, $4: chunks, $5: most chunks that a task may have, $6: the position, or null.
 * Of chunks numbered from a position those are skipped that the same try has stored already: positions have no gap, so
 * what conflicts is what is stored. Answers a row with the number of the last chunk when the lease holds, there is room, and
 * nothing is missing before the chunks, nor anything stored behind the position by an earlier try. Locks the task's row,
 * which orders the chunks.
 */
export const appendOutput: Statement = {
  name: "append-output",
  text: `
WITH moved AS (
  UPDATE tasks SET output_seq = greatest(output_seq, coalesce($6::integer, output_seq) + cardinality($4::text[]))
  WHERE id = $1 AND lease_token = $2 AND agent_id = $3 AND status::text = 'RUNNING'
    AND coalesce($6::integer, output_seq) + cardinality($4::text[]) <= $5::integer
    AND coalesce($6::integer, output_seq) <= output_seq
    AND NOT EXISTS (
      SELECT FROM task_output o WHERE o.task_id = $1 AND o.seq = $6::integer + 1 AND o.attempt <> tasks.attempt)
  RETURNING id, tenant_id, attempt, coalesce($6::integer + cardinality($4::text[]), output_seq) AS seq
), stored AS (
  INSERT INTO task_output (task_id, seq, attempt, chunk)
  SELECT m.id, m.seq - cardinality($4::text[]) + c.number, m.attempt, c.chunk
  FROM moved m CROSS JOIN unnest($4::text[]) WITH ORDINALITY AS c(chunk, number)
  ON CONFLICT (task_id, seq) DO NOTHING
)
SELECT id AS "taskId", tenant_id AS "tenantId", seq FROM moved`,
};
