import { afterAll, beforeAll, expect, it } from "vitest";
import type { SearchListing } from "../../src/marketplace/inputs.js";
import { findSimilarWords } from "../../src/marketplace/search/find-similar-words.sql.js";
import { ItemSearch } from "../../src/marketplace/search/searching.js";
import { countUses, hasUsed, lockItems, takeUses } from "../../src/marketplace/sql/count-uses.sql.js";
import { findReviewedItem, findReviews, listReviews } from "../../src/marketplace/sql/find-reviews.sql.js";
import {
  deleteReview,
  findOwnReview,
  lockItemOfReview,
  lockReviewedItem,
  rateItem,
  writeReview,
} from "../../src/marketplace/sql/write-review.sql.js";
import type { Statement } from "../../src/platform/db/database.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";
import { genericPlanOf } from "../support/plan.js";

const fill = `
INSERT INTO tenants (id, name) SELECT 'tenant_' || n, 'T' FROM generate_series(0, 9) n;
INSERT INTO publishers (id, tenant_id, name, display_name, created_by)
  SELECT 'publisher_' || n, 'tenant_' || n, 'publisher-' || n, 'P', 'user_1' FROM generate_series(0, 9) n;
INSERT INTO marketplace_items (id, tenant_id, publisher_id, name, type, description, tags, visibility, shared_with, runs)
  SELECT 'item_' || n, 'tenant_' || n % 10, 'publisher_' || n % 10, 'publisher-' || n % 10 || '/item-' || n, 'AGENT', 'Does thing ' || n % 97,
    ARRAY['t' || n % 50], (ARRAY['PUBLIC', 'PUBLIC', 'PUBLIC', 'SHARED', 'PRIVATE'])[1 + n % 5]::"ItemVisibility",
    ARRAY['tenant_' || n % 7], n
  FROM generate_series(1, 3000) n;
INSERT INTO releases (id, tenant_id, item_id, version, status, manifest, image, digest, published_by)
  SELECT 'release_' || substr(id, 6), tenant_id, id, '1.0.0', 'LISTED', '{}', 'i', repeat('0', 64), 'user_1' FROM marketplace_items;
UPDATE marketplace_items SET latest_release_id = 'release_' || substr(id, 6), latest_released_at = now();
INSERT INTO reviews (id, tenant_id, item_id, rating, created_by)
  SELECT 'review_' || n, 'tenant_' || n % 10, 'item_' || n, 3, 'user_1' FROM generate_series(1, 3000) n;
INSERT INTO item_tenants SELECT 'item_' || n, 'tenant_' || n % 10, 1, now() FROM generate_series(1, 3000) n;
INSERT INTO item_uses (release_id, tenant_id, succeeded, duration_ms) SELECT 'release_' || n, 'tenant_1', true, n FROM generate_series(1, 3000) n;
ANALYZE`;

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
  await test.database.pool.query(fill);
});
afterAll(() => test.close());

type Values = Parameters<typeof genericPlanOf>[2];
const byVisibility = ["item_search_shared_idx", "item_search_own_idx"];

it.each<[string, SearchListing, number, (string | RegExp)[]]>([
  ["of a word", { query: "thing" }, 5_000, ["item_search_document_idx", "item_search_pkey", "marketplace_items_pkey"]],
  ["of a tag", { filter: { tags: ["t1"] } }, 5_000, ["item_search_document_idx", "marketplace_items_pkey"]],
  ["of its own", { filter: { isOwn: true } }, 5_000, ["item_search_document_idx"]],
  [
    "of what is installed",
    { filter: { isInstalled: true } },
    5_000,
    ["installations_tenant_id_item_id_key", "item_search_pkey"],
  ],
  ["by runs", { orderBy: "RUNS" }, 5_000, ["item_search_runs_idx", ...byVisibility, "marketplace_items_pkey"]],
  ["by rating", { orderBy: "RATING" }, 5_000, ["item_search_rating_idx", ...byVisibility]],
  ["by release", { orderBy: "NEW" }, 5_000, ["item_search_new_idx", ...byVisibility]],
  ["of a common word by runs", { query: "thing", orderBy: "RUNS" }, 0, ["item_search_runs_idx", ...byVisibility]],
  ["of a common word by rating", { query: "thing", orderBy: "RATING" }, 0, ["item_search_rating_idx", ...byVisibility]],
  ["of a common word", { query: "thing" }, 0, ["item_search_document_idx", "item_search_runs_idx", ...byVisibility]],
  ["of others' by runs", { filter: { isOwn: false } }, 5_000, ["item_search_runs_idx", "item_search_shared_idx"]],
])("a page %s is found by the indexes that it names", async (_, listing, mostSelected, indexes) => {
  let last: { statement: Statement; values: readonly unknown[] } | undefined;
  const search = new ItemSearch(
    (statement, values) => {
      last = { statement, values };
      return test.database.query(statement, values);
    },
    { mostSelected },
  );
  const { items } = await search.search("tenant_1", listing);
  const after = items.at(-1)?.cursor ?? null;
  for (const page of [null, after]) {
    await search.search("tenant_1", { ...listing, after: page });
    if (!last) throw new Error("nothing was asked");
    const plan = await genericPlanOf(test.database, last.statement, last.values as Values);
    expect(plan).not.toContain("Seq Scan on");
    for (const index of indexes) expect(plan).toMatch(index);
  }
});

it.each<[string, SearchListing, string[]]>([
  ["of a word", { query: "thing" }, ["item_search_document_idx"]],
  ["of a tag", { filter: { tags: ["t1"] } }, ["item_search_document_idx"]],
  ["of all", {}, ["item_search_runs_idx", ...byVisibility]],
])("facets %s are found by the indexes that they name", async (_, listing, indexes) => {
  let plan = "";
  const search = new ItemSearch(async (statement, values) => {
    plan = await genericPlanOf(test.database, statement, values as Values);
    return test.database.query(statement, values);
  });
  await search.facets("tenant_1", listing);
  expect(plan).not.toContain("Seq Scan on");
  for (const index of indexes) expect(plan).toContain(index);
});

const uses = JSON.stringify([
  { itemId: "item_1", tenantId: "tenant_1", succeeded: true, runs: 1, bucket: 3, lastRunAt: "2026-01-01T00:00:00Z" },
]);
const items = "marketplace_items_pkey";

it.each<[Statement, Values, (string | RegExp)[]]>([
  [findSimilarWords, ["tenant_1", ["thnig"], [0], ["thing"]], ["item_words_word_idx", "item_words_pkey"]],
  [takeUses, [100], ["item_uses_pkey", "releases_pkey"]],
  [lockItems, [["item_1", "item_2"]], [items]],
  [countUses, [uses], [items, "tenants_pkey"]],
  [findReviewedItem, ["tenant_1", "item_1"], [items, "marketplace_items_name_key"]],
  [listReviews, ["item_1", null, 20], ["reviews_item_id_id_idx"]],
  [findReviews, ["tenant_1", ["review_1"]], ["reviews_pkey", items]],
  [lockReviewedItem, ["tenant_1", "item_1"], [items]],
  [findOwnReview, ["tenant_1", "item_1"], [/reviews_(tenant_id_item_id_key|item_id_id_idx)/]],
  [writeReview, ["review_x", "tenant_1", "item_1", 5, null, "user_1"], ["reviews_tenant_id_item_id_key"]],
  [lockItemOfReview, ["tenant_1", "review_1"], ["reviews_pkey", items]],
  [deleteReview, ["tenant_1", "review_1"], ["reviews_pkey"]],
  [rateItem, ["item_1", 1, 1], [items]],
])("$name finds its rows by the index that it names, whatever its values", async (statement, values, indexes) => {
  const plan = await genericPlanOf(test.database, statement, values);
  expect(plan).not.toContain("Seq Scan on");
  for (const index of indexes) expect(plan).toMatch(index);
});

it("has-used finds what is counted by its key, and reads what is not as a whole, for that is little", async () => {
  const plan = await genericPlanOf(test.database, hasUsed, ["item_1", "tenant_1"]);
  for (const index of ["item_tenants_pkey", "releases_"]) expect(plan).toContain(index);
  expect(plan).not.toMatch(/Seq Scan on (?!item_uses)/);
});
