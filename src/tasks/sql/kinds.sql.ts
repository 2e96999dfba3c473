import type { Statement } from "../../platform/db/database.js";

/** A row of `task_kinds`; the priority is kept as its index. */
export interface KindRow {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly description: string | null;
  readonly inputSchema: unknown;
  readonly outputSchema: unknown;
  readonly defaultPriority: number;
  readonly defaultMaxRetries: number;
  readonly defaultTimeoutMs: number;
  readonly requiredCapabilities: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = `id, tenant_id AS "tenantId", name, description, input_schema AS "inputSchema", output_schema AS "outputSchema",
  default_priority AS "defaultPriority", default_max_retries AS "defaultMaxRetries", default_timeout_ms AS "defaultTimeoutMs",
  required_capabilities AS "requiredCapabilities", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Inserts a kind or replaces its definition. $1 to $10: the columns in their order. Locks the kind's row. */
export const defineKind: Statement = {
  name: "define-kind",
  text: `
INSERT INTO task_kinds (id, tenant_id, name, description, input_schema, output_schema, default_priority,
  default_max_retries, default_timeout_ms, required_capabilities)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (tenant_id, name) DO UPDATE SET description = excluded.description, input_schema = excluded.input_schema,
  output_schema = excluded.output_schema, default_priority = excluded.default_priority,
  default_max_retries = excluded.default_max_retries, default_timeout_ms = excluded.default_timeout_ms,
  required_capabilities = excluded.required_capabilities, updated_at = clock_timestamp()
RETURNING ${columns}`,
};

/** $1: tenant id, $2: names. Index task_kinds_tenant_id_name_key. */
export const findKinds: Statement = {
  name: "find-kinds",
  text: `SELECT ${columns} FROM task_kinds WHERE tenant_id = $1 AND name = ANY($2::text[])`,
};

/** $1: tenant id, $2: ids. */
export const findKindsById: Statement = {
  name: "find-kinds-by-id",
  text: `SELECT ${columns} FROM task_kinds WHERE tenant_id = $1 AND id = ANY($2::text[])`,
};

/** A page by name. $1: tenant id, $2: after this name, $3: most rows. Index task_kinds_tenant_id_name_key. */
export const listKinds: Statement = {
  name: "list-kinds",
  text: `SELECT ${columns} FROM task_kinds WHERE tenant_id = $1 AND name > $2 ORDER BY name LIMIT $3`,
};
