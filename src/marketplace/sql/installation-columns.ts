/** Columns of `installations n`, as Installation has them. */
export const installationColumns = `n.id, n.tenant_id AS "tenantId", n.item_id AS "itemId", n.range, n.release_id AS "releaseId",
  n.workflow_id AS "workflowId", n.kind, n.installed_by AS "installedBy", n.created_at AS "createdAt", n.updated_at AS "updatedAt"`;
