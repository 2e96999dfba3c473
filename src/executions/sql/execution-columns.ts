/** Columns of `executions x` under the names of the `Execution` row. */
export const executionColumns = `
  x.id, x.tenant_id AS "tenantId", x.item_id AS "itemId", x.release_id AS "releaseId", x.binary_sha256 AS "binarySha256",
  x.task_id AS "taskId", x.status, to_json(x.args) AS args, x.exit_code AS "exitCode", x.stdout, x.stderr, x.output, x.error,
  x.duration_ms AS "durationMs", x.cpu_ms AS "cpuMs", x.peak_memory_bytes AS "peakMemoryBytes", x.cost,
  x.created_by AS "createdBy", x.created_at AS "createdAt", x.finished_at AS "finishedAt"`;

/** What is known of a run as it begins, as columns of a JSON recordset. `age_ms`: how long ago it was asked for. */
export const startColumns = `id text, tenant_id text, item_id text, release_id text, binary_sha256 text, task_id text, args json,
  created_by text, age_ms double precision`;

/** A JSON array of texts as an array, in its order. */
export const textsOf = (json: string): string => `ARRAY(SELECT json_array_elements_text(${json}))`;

/** Instants of the database's clock, so many milliseconds from now. */
export const before = (ms: string): string => `now() - ${ms} * interval '1 millisecond'`;
export const after = (ms: string): string => `now() + ${ms} * interval '1 millisecond'`;
