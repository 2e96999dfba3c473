import { insertUses } from "../../marketplace/index.js";
import type { Statement } from "../../platform/db/database.js";
import { before, startColumns, textsOf } from "./execution-columns.js";

/** When a run that was kept began and ended, by the database's clock. */
export interface KeptExecution {
  readonly id: string;
  readonly createdAt: Date;
  readonly finishedAt: Date;
}

/**
 * Keeps how runs ended, and counts those of a release as its uses. A run that was never noted as RUNNING is kept as well; one that
 * has been given up for lost stays lost: it is missing in the answer.
 * $1: JSON array of what is known; $2, $3: stdout and stderr, $4: output as JSON, of each. By primary key; locks the rows in order.
 */
export const endExecutions: Statement = {
  name: "end-executions",
  text: `
WITH kept AS (
  INSERT INTO executions AS x (id, tenant_id, item_id, release_id, binary_sha256, task_id, args, status, exit_code, stdout, stderr,
    output, error, duration_ms, cpu_ms, peak_memory_bytes, cost, created_by, created_at, deadline_at, finished_at)
  SELECT e.id, e.tenant_id, e.item_id, e.release_id, e.binary_sha256, e.task_id, ${textsOf("e.args")}, e.status::"ExecutionStatus",
    e.exit_code, e.stdout, e.stderr, e.output::json, e.error, e.duration_ms, e.cpu_ms, e.peak_memory_bytes, e.cost, e.created_by,
    ${before("e.age_ms")}, now(), now()
  FROM ROWS FROM (
    json_to_recordset($1::json) AS (${startColumns}, status text, exit_code integer, error json, duration_ms double precision,
      cpu_ms double precision, peak_memory_bytes bigint, cost double precision),
    unnest($2::bytea[]), unnest($3::bytea[]), unnest($4::text[])
  ) AS e(id, tenant_id, item_id, release_id, binary_sha256, task_id, args, created_by, age_ms, status, exit_code, error, duration_ms,
    cpu_ms, peak_memory_bytes, cost, stdout, stderr, output)
  ORDER BY e.id
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, exit_code = excluded.exit_code, stdout = excluded.stdout,
    stderr = excluded.stderr, output = excluded.output, error = excluded.error, duration_ms = excluded.duration_ms,
    cpu_ms = excluded.cpu_ms, peak_memory_bytes = excluded.peak_memory_bytes, cost = excluded.cost,
    finished_at = excluded.finished_at
  WHERE x.status = 'RUNNING' AND x.tenant_id = excluded.tenant_id
  RETURNING x.id, x.tenant_id, x.release_id, x.status, x.duration_ms, x.created_at, x.finished_at
), used AS (${insertUses("SELECT release_id, tenant_id, status = 'SUCCEEDED', duration_ms FROM kept ORDER BY id")}
)
SELECT id, created_at AS "createdAt", finished_at AS "finishedAt" FROM kept`,
};
