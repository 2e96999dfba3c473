import type { Statement } from "../../platform/db/database.js";
import { bucketBoundsMs } from "../usage/durations.js";

/**
 * $1: most uses. Takes the oldest out that nobody else is taking, and answers how many they are by item, tenant, success and bucket. Locks
 * them; when the transaction is rolled back they are there as before. Indexes item_uses_pkey, releases_pkey.
 */
export const takeUses: Statement = {
  name: "take-uses",
  text: `
WITH taken AS (
  DELETE FROM item_uses u USING (SELECT id FROM item_uses ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) AS t WHERE u.id = t.id
  RETURNING u.release_id, u.tenant_id, u.succeeded, u.duration_ms, u.ended_at
)
SELECT r.item_id AS "itemId", t.tenant_id AS "tenantId", t.succeeded, count(*) AS runs,
  width_bucket(t.duration_ms, '{${bucketBoundsMs.join(",")}}'::double precision[]) AS bucket, max(t.ended_at) AS "lastRunAt"
FROM taken t JOIN releases r ON r.id = t.release_id
GROUP BY r.item_id, t.tenant_id, t.succeeded, 5`,
};

/** $1: items. Locks them, in the order in which everybody locks several of them. Index marketplace_items_pkey. */
export const lockItems: Statement = {
  name: "lock-items",
  text: `SELECT i.id FROM marketplace_items i WHERE i.id = ANY($1::text[]) ORDER BY i.id FOR NO KEY UPDATE`,
};

/**
 * $1: what takeUses answered, as JSON. Adds it to the items, which the transaction has locked: so what is read is the newest. Indexes
 * marketplace_items_pkey, item_tenants_pkey, tenants_pkey.
 */
export const countUses: Statement = {
  name: "count-uses",
  text: `
WITH uses AS MATERIALIZED (
  SELECT u.* FROM json_to_recordset($1) AS u
    ("itemId" text, "tenantId" text, succeeded boolean, runs bigint, bucket int, "lastRunAt" timestamptz)
), buckets AS (
  SELECT u."itemId", u.bucket, sum(u.runs)::bigint AS runs FROM uses u GROUP BY 1, 2
), added AS MATERIALIZED (
  SELECT u."itemId" AS id, sum(u.runs)::bigint AS runs, coalesce(sum(u.runs) FILTER (WHERE u.succeeded), 0)::bigint AS succeeded,
    max(u.bucket) + 1 AS width, max(u."lastRunAt") AS last_run_at
  FROM uses u GROUP BY 1
), tenants_added AS (
  INSERT INTO item_tenants AS t (item_id, tenant_id, runs, last_run_at)
  SELECT u."itemId", u."tenantId", sum(u.runs), max(u."lastRunAt") FROM uses u
  WHERE EXISTS (SELECT 1 FROM tenants n WHERE n.id = u."tenantId")
  GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (item_id, tenant_id) DO UPDATE
    SET runs = t.runs + excluded.runs, last_run_at = greatest(t.last_run_at, excluded.last_run_at)
)
UPDATE marketplace_items i SET runs = i.runs + a.runs, succeeded = i.succeeded + a.succeeded,
  last_run_at = greatest(i.last_run_at, a.last_run_at),
  durations = ARRAY(
    SELECT coalesce(i.durations[n], 0) + coalesce(b.runs, 0)
    FROM generate_series(1, greatest(cardinality(i.durations), a.width)) n LEFT JOIN buckets b ON b."itemId" = i.id AND b.bucket = n - 1
    ORDER BY n)
FROM added a WHERE i.id = a.id`,
};

/**
 * $1: item, $2: tenant. Whether it has run it: counted, or about to be. What is not counted is read as a whole; it is little behind a
 * fold. Indexes item_tenants_pkey, releases_pkey.
 */
export const hasUsed: Statement = {
  name: "has-used",
  text: `
SELECT EXISTS (SELECT 1 FROM item_tenants t WHERE t.item_id = $1 AND t.tenant_id = $2)
  OR EXISTS (SELECT 1 FROM item_uses u JOIN releases r ON r.id = u.release_id WHERE u.tenant_id = $2 AND r.item_id = $1) AS "hasUsed"`,
};
