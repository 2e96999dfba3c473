import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ItemFilter, ItemOrder } from "../../src/marketplace/inputs.js";
import { MusterError } from "../../src/platform/errors.js";
import { openSmallMarketplace, type SmallMarketplace } from "../support/small-marketplace.js";

let market: SmallMarketplace;
let catalogue: SmallMarketplace["catalogue"];
let search: SmallMarketplace["search"];
let acme: SmallMarketplace["acme"];
let umbrella: SmallMarketplace["umbrella"];
let stranger: SmallMarketplace["stranger"];

beforeAll(async () => {
  market = await openSmallMarketplace();
  ({ catalogue, search, acme, umbrella, stranger } = market);
});
afterAll(() => market.test.close());

const find: SmallMarketplace["find"] = (tenantId, listing) => market.find(tenantId, listing);

describe("what a tenant sees", () => {
  it("is public, shared with it or its own", async () => {
    expect(await find(acme, {})).toEqual([
      ...["acme/secret-plan", "acme/summarizer", "acme/word-count", "umbrella/word-cloud", "acme/payroll"],
    ]);
    expect(await find(umbrella, { query: "word" })).toEqual(["acme/word-count", "umbrella/word-cloud"].toSorted());
    expect(await find(stranger, { query: "word" })).toEqual(["acme/word-count"]);
    expect(await find(stranger, { query: "secret" })).toEqual([]);
    expect(await find(stranger, { filter: { tags: ["secret"] } })).toEqual([]);
  });

  it("is all that is counted for it", async () => {
    const values = (facets: readonly { value: string }[]): string[] => facets.map(({ value }) => value);
    const seen = await search.facets(stranger, {});
    expect(seen).toMatchObject({ count: 3, isCapped: false, publishers: [{ value: "acme", count: 3 }] });
    expect(seen.tags).toEqual([
      { value: "nlp", count: 2 },
      { value: "finance", count: 1 },
      { value: "text", count: 1 },
    ]);
    expect(values(seen.types).toSorted()).toEqual(["AGENT", "TOOL", "WORKFLOW"]);
    expect(seen.capabilities).toEqual([{ value: "count-words", count: 1 }]);
    const own = await search.facets(acme, {});
    expect(own.count).toBe(5);
    expect(values(own.publishers)).toEqual(["acme", "umbrella"]);
    expect(values(own.tags)).toContain("secret");
  });

  it("has no item without a release, but of its own where it asks for those", async () => {
    expect(await find(acme, { query: "draft" })).toEqual([]);
    expect(await find(acme, { query: "draft", filter: { isOwn: true } })).toEqual(["acme/draft"]);
    expect(await find(acme, { filter: { isOwn: true }, orderBy: "NEW" })).toEqual([
      ...["acme/secret-plan", "acme/payroll", "acme/summarizer", "acme/word-count", "acme/draft"],
    ]);
    expect(await find(stranger, { filter: { isOwn: true } })).toEqual([]);
  });
});

describe("a filter", () => {
  it.each<[string, ItemFilter, string[]]>([
    ["types", { types: ["TOOL", "WORKFLOW"] }, ["acme/summarizer", "acme/payroll"]],
    ["no types", { types: [] }, []],
    ["all of the tags", { tags: ["nlp", "text"] }, ["acme/word-count"]],
    ["no tags", { tags: [] }, ["acme/summarizer", "acme/word-count", "acme/payroll"]],
    ["capabilities", { capabilities: ["count-words"] }, ["acme/word-count"]],
    ["a publisher", { publisher: "umbrella" }, []],
    ["a publisher that is none", { publisher: "a'b \\ (c" }, []],
    ["a price", { maxPricePerRun: 1.5 }, ["acme/word-count", "acme/payroll"]],
    ["a rating", { minRating: 4 }, ["acme/word-count"]],
    ["what is not its own", { isOwn: false }, ["acme/summarizer", "acme/word-count", "acme/payroll"]],
    ["what is installed", { isInstalled: true }, []],
    ["several of them", { types: ["AGENT", "TOOL"], tags: ["nlp"], minRating: 4 }, ["acme/word-count"]],
  ])("by %s", async (_, filter, names) => {
    expect(await find(stranger, { filter })).toEqual(names);
    expect((await search.facets(stranger, { filter })).count).toBe(names.length);
  });

  it("by whether it is installed", async () => {
    const [found] = (await search.search(umbrella, { query: "word-count" })).items;
    const { id, latestReleaseId } = found?.item ?? {};
    await market.test.database.pool.query(
      "INSERT INTO installations (id, tenant_id, item_id, range, release_id, installed_by) VALUES ('i', $1, $2, '*', $3, 'u')",
      [umbrella, id, latestReleaseId],
    );
    expect(await find(umbrella, { filter: { isInstalled: true } })).toEqual(["acme/word-count"]);
    expect(await find(umbrella, { query: "word", filter: { isInstalled: true } })).toEqual(["acme/word-count"]);
    expect(await find(umbrella, { filter: { isInstalled: false } })).not.toContain("acme/word-count");
    expect(await find(acme, { filter: { isInstalled: true } })).toEqual([]);
  });

  it.each<[ItemFilter, string, (string | number)[]]>([
    [{ tags: Array.from({ length: 11 }, (_, index) => `t${index}`) }, "LIST_TOO_LONG", ["filter", "tags"]],
    [{ capabilities: ["a", "b\0"] }, "TEXT_UNSTORABLE", ["filter", "capabilities", 1]],
    [{ tags: ["x".repeat(3_000)] }, "TEXT_TOO_LONG", ["filter", "tags", 0]],
    [{ publisher: "x".repeat(101) }, "TEXT_TOO_LONG", ["filter", "publisher"]],
    [{ minRating: 6 }, "NUMBER_OUT_OF_RANGE", ["filter", "minRating"]],
    [{ maxPricePerRun: -1 }, "NUMBER_OUT_OF_RANGE", ["filter", "maxPricePerRun"]],
    [{ maxPricePerRun: Number.NaN }, "NUMBER_OUT_OF_RANGE", ["filter", "maxPricePerRun"]],
  ])("may not be %j", async (filter, reason, path) => {
    await expect(search.search(acme, { filter })).rejects.toMatchObject({ code: "BAD_USER_INPUT", reason, path });
  });
});

describe("an order", () => {
  it.each<[ItemOrder, string[]]>([
    ["RUNS", ["acme/summarizer", "acme/word-count", "acme/payroll"]],
    ["RELEVANCE", ["acme/summarizer", "acme/word-count", "acme/payroll"]],
    ["RATING", ["acme/word-count", "acme/summarizer", "acme/payroll"]],
    ["NEW", ["acme/payroll", "acme/summarizer", "acme/word-count"]],
  ])("by %s", async (orderBy, names) => {
    expect(await find(stranger, { orderBy })).toEqual(names);
  });

  it("has cursors of its own, which are checked", async () => {
    const { items } = await search.search(stranger, { orderBy: "RUNS", first: 1 });
    const after = items[0]?.cursor ?? "";
    expect(await find(stranger, { orderBy: "RUNS", after })).toEqual(["acme/word-count", "acme/payroll"]);
    const refusal = { reason: "CURSOR_INVALID", path: ["after"] };
    await expect(search.search(stranger, { orderBy: "NEW", after })).rejects.toMatchObject(refusal);
    for (const key of ["x", "-1", "1e999", "'", "NaN", ""]) {
      for (const [orderBy, name] of [
        ["RUNS", "items.runs"],
        ["RATING", "items.rating"],
        ["NEW", "items.new"],
      ] as const) {
        const made = Buffer.from(JSON.stringify([name, key, "x"])).toString("base64url");
        await expect(search.search(stranger, { orderBy, after: made })).rejects.toBeInstanceOf(MusterError);
      }
    }
  });
});

describe("what is found", () => {
  it("follows every change of an item", async () => {
    const id = await catalogue.item({ tenantId: acme, name: "acme/changeling", tags: ["old"] });
    const change = (set: string): Promise<unknown> =>
      market.test.database.pool.query(`UPDATE marketplace_items SET ${set} WHERE id = $1`, [id]);
    expect(await find(stranger, { filter: { tags: ["old"] } })).toEqual(["acme/changeling"]);
    await change("tags = '{new}', description = 'Something quixotic.'");
    expect(await find(stranger, { filter: { tags: ["old"] } })).toEqual([]);
    expect(await find(stranger, { query: "quixotic" })).toEqual(["acme/changeling"]);
    await change("runs = 1000000");
    expect((await find(stranger, {}))[0]).toBe("acme/changeling");
    await change("rating = 5");
    expect((await find(stranger, { orderBy: "RATING" }))[0]).toBe("acme/changeling");
    await change("visibility = 'PRIVATE'");
    expect(await find(stranger, { query: "quixotic" })).toEqual([]);
    await change("visibility = 'PUBLIC', latest_release_id = NULL, latest_released_at = NULL");
    expect(await find(stranger, { query: "quixotic" })).toEqual([]);
    expect(await find(acme, { query: "quixotic" })).toEqual([]);
    expect(await find(acme, { query: "quixotic", filter: { isOwn: true } })).toEqual(["acme/changeling"]);
    await market.test.database.pool.query("DELETE FROM marketplace_items WHERE id = $1", [id]).catch(() => undefined);
  });
});
