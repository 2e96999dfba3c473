import type { Statement } from "../../platform/db/database.js";

/** A workflow's columns under the names of the `Workflow` row; `w` is the table. */
const columns = `w.id, w.tenant_id AS "tenantId", w.name, w.latest_version AS "latestVersion", w.created_at AS "createdAt",
  w.updated_at AS "updatedAt"`;

/** Workflows of a tenant. $1: tenant id, $2: ids. By primary key; locks nothing. */
export const findWorkflows: Statement = {
  name: "find-workflows",
  text: `SELECT ${columns} FROM workflows w WHERE w.id = ANY ($2::text[]) AND w.tenant_id = $1`,
};

/**
 * The workflow of that name, or else of that id. $1: tenant id, $2: name or id. Answers one row at most. Indexes
 * workflows_tenant_id_name_key, workflows_pkey; locks nothing.
 */
export const findWorkflow: Statement = {
  name: "find-workflow",
  text: `
SELECT ${columns} FROM workflows w WHERE w.tenant_id = $1 AND w.name = $2
UNION ALL SELECT ${columns} FROM workflows w WHERE w.id = $2 AND w.tenant_id = $1
LIMIT 1`,
};

/**
 * A page of a tenant's workflows by name. $1: tenant id, $2: after this name, $3: pattern of the name (null: any), $4: most rows.
 * Walks workflows_tenant_id_name_key from there and stops when the page is full; locks nothing.
 */
export const listWorkflows: Statement = {
  name: "list-workflows",
  text: `
SELECT ${columns} FROM workflows w
WHERE w.tenant_id = $1 AND w.name > $2 AND ($3::text IS NULL OR w.name ILIKE $3::text)
ORDER BY w.name LIMIT $4`,
};

/**
 * What the latest versions say of workflows. $1: tenant id, $2: workflow ids. Answers the workflow's id and the description, or null.
 * Indexes workflows_pkey, workflow_versions_workflow_id_number_key; locks nothing.
 */
export const describeWorkflows: Statement = {
  name: "describe-workflows",
  text: `
SELECT w.id, v.definition ->> 'description' AS description
FROM workflows w JOIN workflow_versions v ON v.workflow_id = w.id AND v.number = w.latest_version
WHERE w.id = ANY ($2::text[]) AND w.tenant_id = $1`,
};
