/**
 * What counts runs of releases as uses of their items, as a part of the statement that writes how they ended: `rows` selects the release
 * or null, the tenant for which it ran, whether it went well, and its time in ms. They are in the item's figures within about a second,
 * and let the tenant review it. What is rolled back does not count. Locks nothing but what it adds.
 */
export function insertUses(rows: string): string {
  return `
  INSERT INTO item_uses (release_id, tenant_id, succeeded, duration_ms)
  SELECT u.release_id, u.tenant_id, u.succeeded, u.duration_ms
  FROM (${rows}) AS u(release_id, tenant_id, succeeded, duration_ms) WHERE u.release_id IS NOT NULL`;
}
