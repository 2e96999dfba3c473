import { isVisibleTo } from "./columns.js";

/** The installation of `marketplace_items i`: a scalar, as an EXISTS within an OR may read the installations of everybody into a hash. */
function installed(column: string, tenant: string): string {
  return `(SELECT n.${column} FROM installations n WHERE n.tenant_id = ${tenant} AND n.item_id = i.id)`;
}

/**
 * Whether a tenant may read `marketplace_items i`: it may see it, or has it installed. An item that is taken away from a tenant stays
 * readable there for as long as it is installed, and to nobody else. `tenant` is the parameter, as `$1::text`. Index
 * installations_tenant_id_item_id_key.
 */
export function isReadableBy(tenant: string): string {
  return `(${isVisibleTo(tenant)} OR i.id = ${installed("item_id", tenant)})`;
}

/**
 * Whether a tenant may read `releases r` of `marketplace_items i`: its own; of what it may see all that passed their tests; of what it
 * may not see any more the one that it has installed.
 */
export function isReleaseReadableBy(tenant: string): string {
  return `(i.tenant_id = ${tenant} OR (r.status <> 'REJECTED' AND ${isVisibleTo(tenant)})
    OR r.id = ${installed("release_id", tenant)})`;
}
