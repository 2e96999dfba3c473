/** Columns of `marketplace_items i`, as MarketplaceItem has them. */
export const itemColumns = `i.id, i.tenant_id AS "tenantId", i.publisher_id AS "publisherId", i.name, i.type, i.description, i.tags,
  i.licence, i.repository_url AS "repositoryUrl", i.price_per_run AS "pricePerRun", i.visibility, i.shared_with AS "sharedWith",
  i.latest_release_id AS "latestReleaseId", i.latest_released_at AS "latestReleasedAt", i.capabilities, i.runs, i.succeeded,
  to_json(i.durations) AS durations, i.last_run_at AS "lastRunAt", i.rating, i.review_count AS "reviewCount",
  i.created_at AS "createdAt", i.updated_at AS "updatedAt"`;

/** Columns of `releases r`, as Release has them: all but the definition and the tests, which may be large. */
export const releaseColumns = `r.id, r.tenant_id AS "tenantId", r.item_id AS "itemId", r.version, r.status,
  r.status_reason AS "statusReason", r.changelog, r.manifest, r.binary_sha256 AS "binarySha256", r.binary_size AS "binarySize",
  r.image, r.digest, r.key_id AS "keyId", r.signature, r.test_results AS "testResults", r.published_by AS "publishedBy",
  r.created_at AS "createdAt"`;

/**
 * Whether a tenant may see `marketplace_items i`: its own, and what others have listed at least once and show to everybody or to it.
 * `tenant` is the parameter, as `$1::text`.
 */
export function isVisibleTo(tenant: string): string {
  return `(i.tenant_id = ${tenant} OR (i.latest_released_at IS NOT NULL
    AND (i.visibility = 'PUBLIC' OR (i.visibility = 'SHARED' AND ${tenant} = ANY(i.shared_with)))))`;
}
