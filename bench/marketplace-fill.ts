import type { Pool } from "pg";
import { drawItem, randomOf } from "./marketplace-words.js";

export interface MarketplaceSize {
  readonly items: number;
  readonly publishers: number;
  readonly tenants: number;
}

const insertPublishers = `
WITH t AS (INSERT INTO tenants (id, name) SELECT 'tenant_' || n, 'T' FROM generate_series(0, $2::int - 1) n)
INSERT INTO publishers (id, tenant_id, name, display_name, created_by)
SELECT 'publisher_' || n, 'tenant_' || n % $2::int, 'publisher-' || n, 'Works No. ' || n, 'user_1'
FROM generate_series(0, $1::int - 1) n`;

/** $1: JSON array of items; $2: tenants. Checked at the statement's end: an item and its latest release name each other. */
const insertItems = `
WITH drawn AS MATERIALIZED (
  SELECT d.*, 'item_' || lpad(d.n::text, 26, '0') AS id, 'release_' || lpad(d.n::text, 26, '0') AS release_id,
    'publisher_' || d.publisher AS publisher_id, 'tenant_' || d.publisher % $2::int AS tenant_id
  FROM json_to_recordset($1) AS d (n int, publisher int, name text, type "ItemType", description text, tags text[],
    capabilities text[], price float8, visibility "ItemVisibility", "sharedWith" text[], "isListed" boolean, "daysAgo" float8,
    runs bigint, rating float8)
), released AS (
  INSERT INTO releases (id, tenant_id, item_id, version, status, manifest, image, digest, published_by)
  SELECT release_id, tenant_id, id, '1.0.0', 'LISTED', '{}', 'an-image', repeat('0', 64), 'user_1' FROM drawn WHERE "isListed"
)
INSERT INTO marketplace_items (id, tenant_id, publisher_id, name, type, description, tags, capabilities, price_per_run, visibility,
  shared_with, latest_release_id, latest_released_at, runs, succeeded, rating, review_count, rating_sum)
SELECT id, tenant_id, publisher_id, 'publisher-' || publisher || '/' || name, type, description, tags, capabilities, price, visibility,
  "sharedWith", CASE WHEN "isListed" THEN release_id END,
  CASE WHEN "isListed" THEN timestamptz '2026-01-01' - "daysAgo" * interval '1 day' END,
  runs, runs, rating, (rating IS NOT NULL)::int, coalesce(rating, 0)::int
FROM drawn`;

const itemsPerStatement = 5_000;

/** Written row by row, indexes of texts take ten times as long as made at once. */
const findTextIndexes = `
SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename IN ('item_search', 'item_words') AND indexdef LIKE '%USING gin%'`;

export async function fillMarketplace(pool: Pool, { items, publishers, tenants }: MarketplaceSize): Promise<void> {
  const { rows: indexes } = await pool.query<{ name: string; definition: string }>(findTextIndexes);
  for (const { name } of indexes) await pool.query(`DROP INDEX ${name}`);
  await pool.query(insertPublishers, [publishers, tenants]);
  const draw = { names: new Set<string>(), random: randomOf(1), publishers, tenants };
  for (let first = 0; first < items; first += itemsPerStatement) {
    const count = Math.min(items - first, itemsPerStatement);
    const drawn = Array.from({ length: count }, (_, index) => drawItem(first + index, draw));
    await pool.query(insertItems, [JSON.stringify(drawn), tenants]);
  }
  for (const { definition } of indexes) await pool.query(definition);
  // What autovacuum and the next checkpoint would otherwise do in the midst of what is measured.
  for (const table of ["marketplace_items", "item_search", "item_words", "releases", "publishers"])
    await pool.query(`VACUUM (ANALYZE) ${table}`);
  await pool.query("CHECKPOINT");
}
