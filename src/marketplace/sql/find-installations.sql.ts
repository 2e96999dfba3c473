import type { Statement } from "../../platform/db/database.js";
import { installationColumns } from "./installation-columns.js";

/** A tenant's installations. $1: tenant id, $2: ids. By primary key; locks nothing. */
export const findInstallations: Statement = {
  name: "find-installations",
  text: `SELECT ${installationColumns} FROM installations n WHERE n.id = ANY($2::text[]) AND n.tenant_id = $1`,
};

/** How items are installed. $1: tenant id, $2: item ids. Index installations_tenant_id_item_id_key; locks nothing. */
export const findInstallationsOf: Statement = {
  name: "find-installations-of",
  text: `SELECT ${installationColumns} FROM installations n WHERE n.tenant_id = $1 AND n.item_id = ANY($2::text[])`,
};

/**
 * A page of a tenant's installations, newest first. $1: tenant id, $2: before this id, null for the first page, $3: most rows. Walks
 * installations_tenant_id_id_idx backwards; locks nothing.
 */
export const listInstallations: Statement = {
  name: "list-installations",
  text: `
SELECT ${installationColumns} FROM installations n
WHERE n.tenant_id = $1 AND n.id < coalesce($2::text, 'installation~') ORDER BY n.id DESC LIMIT $3`,
};

const hasModule = "n.kind IS NOT NULL AND starts_with(n.kind, 'wasm:')";

/**
 * Tenants with tasks for WASM, in order. $1: behind this id, $2: most rows. Steps from tenant to tenant in installations_kinds_idx,
 * however many modules each has installed, over its containers; locks nothing.
 */
export const findTenantsWithKinds: Statement = {
  name: "find-tenants-with-kinds",
  text: `
WITH RECURSIVE found AS (
  (SELECT n.tenant_id FROM installations n WHERE ${hasModule} AND n.tenant_id > $1 ORDER BY n.tenant_id LIMIT 1)
  UNION ALL
  SELECT (SELECT n.tenant_id FROM installations n WHERE ${hasModule} AND n.tenant_id > f.tenant_id
    ORDER BY n.tenant_id LIMIT 1)
  FROM found f WHERE f.tenant_id IS NOT NULL
)
SELECT tenant_id AS "tenantId" FROM found WHERE tenant_id IS NOT NULL LIMIT $2`,
};
