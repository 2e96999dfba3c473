import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ItemFilter, ItemOrder, SearchInput } from "../../src/marketplace/inputs.js";
import type { MarketplaceItem } from "../../src/marketplace/index.js";
import { ItemSearch } from "../../src/marketplace/search/searching.js";
import { Catalogue } from "../support/catalogue.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";

let test: TestDatabase;
/** Looks all finds up; and walks along the order as soon as there are more than five. */
let selecting: ItemSearch;
let walking: ItemSearch;
let tenants: string[];

const count = 400;

/** Many keys are equal, so that ids decide; some of what is there is another's. */
beforeAll(async () => {
  test = await openTestDatabase();
  const catalogue = new Catalogue(test.database);
  const query = test.database.query.bind(test.database);
  selecting = new ItemSearch(query);
  walking = new ItemSearch(query, { mostSelected: 5 });
  tenants = [await catalogue.tenant(), await catalogue.tenant(), await catalogue.tenant()];
  for (let n = 0; n < count; n++) {
    const tenantId = tenants[n % 3] ?? "";
    await catalogue.item({
      ...{
        tenantId,
        name: `publisher-${n % 3}/thing-${n}`,
        tags: [`t${n % 2}`, `t${n % 7}`],
        type: n % 4 === 0 ? "TOOL" : "AGENT",
      },
      description: n % 5 === 0 ? "Makes a widget of it." : "Does something else.",
      ...{ runs: (n * 13) % 11, rating: n % 3 === 0 ? null : 1 + (n % 4), pricePerRun: n % 6 },
      releasedAt: n % 17 === 0 ? null : new Date(Date.UTC(2026, 0, 1 + (n % 9), 0, 0, 0, n % 4)),
      ...(n % 8 === 1 && { visibility: "PRIVATE" as const }),
      ...(n % 8 === 2 && { visibility: "SHARED" as const, sharedWith: [tenants[(n + 1) % 3] ?? ""] }),
    });
  }
});
afterAll(() => test.close());

interface Walked {
  readonly items: MarketplaceItem[];
  readonly pages: number;
}

async function walkThrough(
  search: ItemSearch,
  tenantId: string,
  listing: SearchInput & { orderBy: ItemOrder },
): Promise<Walked> {
  const items: MarketplaceItem[] = [];
  let after: string | null = null;
  for (let pages = 1; ; pages++) {
    const page: Awaited<ReturnType<ItemSearch["search"]>> = await search.search(tenantId, {
      ...listing,
      first: 7,
      after,
    });
    items.push(...page.items.map(({ item }) => item));
    expect(page.hasPreviousPage).toBe(pages > 1);
    if (!page.hasNextPage) return { items, pages };
    after = page.items.at(-1)?.cursor ?? null;
  }
}

const orders: readonly ItemOrder[] = ["RELEVANCE", "RUNS", "RATING", "NEW"];
const inputs: readonly SearchInput[] = [
  {},
  { query: "widget" },
  { query: "thing" },
  { query: "wigdet" },
  ...[{ tags: ["t1"] }, { types: ["TOOL"] }, { isOwn: true }, { isOwn: false }, { publisher: "publisher-1" }].map(
    (filter): SearchInput => ({ filter: filter as ItemFilter }),
  ),
  { query: "something", filter: { tags: ["t1"], maxPricePerRun: 3, minRating: 2 } },
];

/** What the database says, asked in the plainest way. */
async function expected(tenantId: string, { query, filter }: SearchInput): Promise<string[]> {
  const { rows } = await test.database.pool.query<
    MarketplaceItem & { tenant_id: string; latest_release_id: string | null }
  >('SELECT *, price_per_run AS "pricePerRun", shared_with AS "sharedWith" FROM marketplace_items');
  const word = query === "wigdet" ? "widget" : query;
  return rows
    .filter((item) => {
      const isOwn = item.tenant_id === tenantId;
      const isListed = item.latest_release_id !== null;
      const isShown =
        item.visibility === "PUBLIC" || (item.visibility === "SHARED" && item.sharedWith.includes(tenantId));
      return (
        (isOwn ? isListed || filter?.isOwn === true : isListed && isShown) &&
        (!word || `${item.name} ${item.description}`.includes(word)) &&
        (filter?.tags ?? []).every((tag) => item.tags.includes(tag)) &&
        (filter?.types ?? [item.type]).includes(item.type) &&
        (filter?.isOwn ?? isOwn) === isOwn &&
        item.name.startsWith(filter?.publisher ?? "") &&
        item.pricePerRun <= (filter?.maxPricePerRun ?? Infinity) &&
        (item.rating ?? 0) >= (filter?.minRating ?? 0)
      );
    })
    .map(({ id }) => id);
}

function keyOf(orderBy: ItemOrder, item: MarketplaceItem): number {
  if (orderBy === "RATING") return item.rating ?? 0;
  return orderBy === "NEW" ? (item.latestReleasedAt?.getTime() ?? 0) : item.runs;
}

describe.each(inputs)("%j", (input) => {
  it.each(orders)("by %s has each item once over all pages, whichever way it is found", async (orderBy) => {
    for (const tenantId of tenants) {
      const wanted = (await expected(tenantId, input)).toSorted();
      for (const search of [selecting, walking]) {
        const { items, pages } = await walkThrough(search, tenantId, { ...input, orderBy });
        expect(items.map(({ id }) => id).toSorted()).toEqual(wanted);
        expect(pages).toBe(Math.max(1, Math.ceil(wanted.length / 7)));
        if (orderBy === "RELEVANCE" && input.query) continue;
        const sorted = items.toSorted((a, b) => keyOf(orderBy, b) - keyOf(orderBy, a) || (a.id < b.id ? 1 : -1));
        expect(items.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
      }
    }
  });

  it("has facets that count just these", async () => {
    for (const tenantId of tenants) {
      const wanted = await expected(tenantId, input);
      const { count: found, types, publishers } = await selecting.facets(tenantId, input);
      expect(found).toBe(wanted.length);
      for (const facets of [types, publishers]) expect(facets.reduce((sum, facet) => sum + facet.count, 0)).toBe(found);
    }
  });
});

it("goes on behind the cursor when what comes before it has changed", async () => {
  const [tenantId = ""] = tenants;
  const first = await selecting.search(tenantId, { orderBy: "NEW", first: 10 });
  const after = first.items.at(-1)?.cursor ?? null;
  const second = await selecting.search(tenantId, { orderBy: "NEW", first: 10, after });
  await test.database.pool.query("UPDATE marketplace_items SET latest_released_at = now() WHERE id = $1", [
    first.items[3]?.item.id,
  ]);
  const again = await selecting.search(tenantId, { orderBy: "NEW", first: 10, after });
  expect(again.items.map(({ cursor }) => cursor)).toEqual(second.items.map(({ cursor }) => cursor));
});

describe("more than is counted", () => {
  it.each<[string, SearchInput]>([
    ["of all", {}],
    ["of a word", { query: "thing" }],
  ])("%s is counted as far as that, and said to be more", async (_, input) => {
    const [tenantId = ""] = tenants;
    const found = (await expected(tenantId, input)).length;
    const facetsOf = (mostCounted: number): ReturnType<ItemSearch["facets"]> =>
      new ItemSearch(test.database.query.bind(test.database), { mostCounted }).facets(tenantId, input);
    for (const most of [50, found - 1]) {
      const { count: counted, isCapped, types, publishers } = await facetsOf(most);
      expect({ counted, isCapped }).toEqual({ counted: most, isCapped: true });
      for (const facets of [types, publishers]) expect(facets.reduce((sum, facet) => sum + facet.count, 0)).toBe(most);
    }
    for (const most of [found, found + 1])
      expect(await facetsOf(most)).toMatchObject({ count: found, isCapped: false });
  });

  it("of a sort has its 20 most used values", async () => {
    const [tenantId = ""] = tenants;
    const catalogue = new Catalogue(test.database);
    const tags = Array.from({ length: 30 }, (_, index) => `many-${index}`);
    await catalogue.item({ tenantId, name: "publisher-0/of-many-tags", tags });
    await catalogue.item({ tenantId, name: "publisher-0/of-many-tags-too", tags: tags.slice(15) });
    const facets = await selecting.facets(tenantId, { query: "of-many-tags" });
    expect(
      facets.tags
        .map(({ value }) => value)
        .slice(0, 15)
        .toSorted(),
    ).toEqual(tags.slice(15).toSorted());
    expect(facets.tags).toHaveLength(20);
  });
});

it("is told of what many items have a moment ago, and still has each item once", async () => {
  const [tenantId = ""] = tenants;
  const search = new ItemSearch(test.database.query.bind(test.database), { mostSelected: 5, mostCounted: 50 });
  const before = await search.facets(tenantId, { query: "thing" });
  expect(await search.facets(tenantId, { query: "thing" })).toBe(before);
  const once = await walkThrough(search, tenantId, { query: "thing", orderBy: "RUNS" });
  const again = await walkThrough(search, tenantId, { query: "thing", orderBy: "RUNS" });
  expect(again.items.map(({ id }) => id)).toEqual(once.items.map(({ id }) => id));
});
