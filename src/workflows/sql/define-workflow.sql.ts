import type { Statement } from "../../platform/db/database.js";

const workflowColumns = `id, tenant_id AS "tenantId", name, latest_version AS "latestVersion", created_at AS "createdAt",
  updated_at AS "updatedAt"`;
/** Where a content comes again further on, its hash has the version's number behind it: see written-versions.ts. */
const versionColumns = `id, tenant_id AS "tenantId", workflow_id AS "workflowId", number, definition,
  left(content_hash, 64) AS "contentHash", created_by AS "createdBy", created_at AS "createdAt"`;

/** Takes the workflow's row, made if it is not there: of two who define it one waits. $1: id to be, $2: tenant id, $3: name. */
export const takeWorkflow: Statement = {
  name: "take-workflow",
  text: `
INSERT INTO workflows (id, tenant_id, name, latest_version) VALUES ($1, $2, $3, 0)
ON CONFLICT (tenant_id, name) DO UPDATE SET name = excluded.name RETURNING ${workflowColumns}`,
};

/** The version that has this content. $1: workflow id, $2: hash. Index workflow_versions_workflow_id_content_hash_key. */
export const findVersionByHash: Statement = {
  name: "find-version-by-hash",
  text: `SELECT ${versionColumns} FROM workflow_versions WHERE workflow_id = $1 AND content_hash = $2`,
};

/**
 * Of which releases the first and the latest version of a workflow are, and the latest's content. $1: workflow id. Answers one row; the
 * first version tells who the workflow is of. Index workflow_versions_workflow_id_number_key, the workflow's row is taken.
 */
export const findEnds: Statement = {
  name: "find-ends",
  text: `
SELECT f.release_id AS "firstReleaseId", l.id AS "latestId", l.content_hash AS "latestHash"
FROM workflows w
LEFT JOIN workflow_versions f ON f.workflow_id = w.id AND f.number = 1
LEFT JOIN workflow_versions l ON l.workflow_id = w.id AND l.number = w.latest_version
WHERE w.id = $1`,
};

/** Says of which release a version is. $1: id, $2: release id. By primary key; locks the row. */
export const nameRelease: Statement = {
  name: "name-release",
  text: `UPDATE workflow_versions SET release_id = $2 WHERE id = $1 RETURNING ${versionColumns}`,
};

/**
 * A further version, which becomes the latest. $1: id, $2: workflow id, $3: definition, $4: hash, $5: by whom, $6: of which release,
 * null for none. The row is taken.
 */
export const insertVersion: Statement = {
  name: "insert-version",
  text: `
WITH workflow AS (
  UPDATE workflows SET latest_version = latest_version + 1, updated_at = now() WHERE id = $2
  RETURNING tenant_id, latest_version
)
INSERT INTO workflow_versions (id, tenant_id, workflow_id, number, definition, content_hash, created_by, release_id)
SELECT $1, tenant_id, $2, latest_version, $3::json, $4, $5, $6 FROM workflow
RETURNING ${versionColumns}`,
};

/** A version as runs need it. $1: ids. By primary key. */
export const findVersionsToRun: Statement = {
  name: "find-versions-to-run",
  text: `SELECT ${versionColumns} FROM workflow_versions WHERE id = ANY($1)`,
};

/**
 * The version that a run is to have. $1: tenant id, $2: name or id of the workflow, $3: its number, or null for the latest.
 * Indexes workflows_tenant_id_name_key, workflows_pkey, workflow_versions_workflow_id_number_key.
 */
export const findVersionToStart: Statement = {
  name: "find-version-to-start",
  text: `
WITH workflow AS (
  SELECT id, name, latest_version FROM workflows WHERE tenant_id = $1 AND name = $2
  UNION ALL SELECT id, name, latest_version FROM workflows WHERE id = $2 AND tenant_id = $1
  LIMIT 1
)
SELECT w.id AS "workflowId", w.name AS workflow, v.id AS "versionId", v.number AS version
FROM workflow w LEFT JOIN workflow_versions v ON v.workflow_id = w.id AND v.number = coalesce($3::integer, w.latest_version)`,
};
