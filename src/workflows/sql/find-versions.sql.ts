import type { Statement } from "../../platform/db/database.js";

/**
 * A version's columns under the names of the `WorkflowVersionHead` row; `v` is the table. Behind the 64 characters of a hash may stand
 * the number of the version that has the content again.
 */
const columns = `v.id, v.tenant_id AS "tenantId", v.workflow_id AS "workflowId", v.number,
  left(v.content_hash, 64) AS "contentHash", v.created_by AS "createdBy", v.created_at AS "createdAt"`;

/** Versions of a tenant. $1: tenant id, $2: ids. By primary key; locks nothing. */
export const findVersions: Statement = {
  name: "find-workflow-versions",
  text: `SELECT ${columns} FROM workflow_versions v WHERE v.id = ANY ($2::text[]) AND v.tenant_id = $1`,
};

/** The latest version of each workflow. $1: tenant id, $2: workflow ids. Indexes workflows_pkey, workflow_versions_workflow_id_number_key. */
export const findLatestVersions: Statement = {
  name: "find-latest-workflow-versions",
  text: `
SELECT ${columns} FROM workflows w JOIN workflow_versions v ON v.workflow_id = w.id AND v.number = w.latest_version
WHERE w.id = ANY ($2::text[]) AND w.tenant_id = $1`,
};

/** A version of a workflow. $1: tenant id, $2: workflow id, $3: number. Index workflow_versions_workflow_id_number_key. */
export const findNumberedVersion: Statement = {
  name: "find-numbered-workflow-version",
  text: `SELECT ${columns} FROM workflow_versions v WHERE v.workflow_id = $2 AND v.number = $3 AND v.tenant_id = $1`,
};

/**
 * A page of a workflow's versions, newest first. $1: tenant id, $2: workflow id, $3: before this number, $4: most rows. Walks
 * workflow_versions_workflow_id_number_key backwards; locks nothing.
 */
export const listVersions: Statement = {
  name: "list-workflow-versions",
  text: `
SELECT ${columns} FROM workflow_versions v
WHERE v.workflow_id = $2 AND v.number < $3 AND v.tenant_id = $1 ORDER BY v.number DESC LIMIT $4`,
};

/** What versions say. $1: tenant id, $2: ids. Up to a megabyte each. By primary key; locks nothing. */
export const findDefinitions: Statement = {
  name: "find-workflow-definitions",
  text: `SELECT v.id, v.definition FROM workflow_versions v WHERE v.id = ANY ($2::text[]) AND v.tenant_id = $1`,
};
