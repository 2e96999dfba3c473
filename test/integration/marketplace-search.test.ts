import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ItemFilter, ItemOrder, SearchListing } from "../../src/marketplace/inputs.js";
import { ItemSearch } from "../../src/marketplace/search/searching.js";
import { MusterError } from "../../src/platform/errors.js";
import { Catalogue } from "../support/catalogue.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";

let test: TestDatabase;
let catalogue: Catalogue;
let search: ItemSearch;
let acme: string;
let umbrella: string;
let stranger: string;

beforeAll(async () => {
  test = await openTestDatabase();
  catalogue = new Catalogue(test.database);
  search = new ItemSearch((statement, values) => test.database.query(statement, values));
  [acme, umbrella, stranger] = [await catalogue.tenant(), await catalogue.tenant(), await catalogue.tenant()];
  const of = { tenantId: acme };
  await catalogue.item({
    ...{ ...of, name: "acme/word-count", description: "Counts the words of a text.", tags: ["nlp", "text"], runs: 50 },
    ...{ capabilities: ["count-words"], rating: 4.5, releasedAt: new Date("2026-01-01") },
  });
  await catalogue.item({
    ...{
      ...of,
      name: "acme/summarizer",
      description: "Summarizes letters, so that counting them is no need.",
      runs: 900,
    },
    ...{ type: "TOOL", tags: ["nlp"], pricePerRun: 2, rating: 3, releasedAt: new Date("2026-02-01") },
  });
  await catalogue.item({
    ...{ ...of, name: "acme/payroll", description: "Ведомость: считает зарплату. 数据分析 für Löhne.", runs: 7 },
    ...{ type: "WORKFLOW", tags: ["finance"], releasedAt: new Date("2026-03-01") },
  });
  await catalogue.item({ ...of, name: "acme/secret-plan", visibility: "PRIVATE", tags: ["secret"], runs: 5_000 });
  await catalogue.item({ ...of, name: "acme/draft", releasedAt: null, tags: ["draft"] });
  await catalogue.item({
    ...{ tenantId: umbrella, name: "umbrella/word-cloud", description: "Draws the words of a text.", tags: ["vision"] },
    ...{ visibility: "SHARED", sharedWith: [acme], runs: 20, releasedAt: new Date("2026-04-01") },
  });
});
afterAll(() => test.close());

async function find(tenantId: string, listing: SearchListing): Promise<string[]> {
  return (await search.search(tenantId, listing)).items.map(({ item }) => item.name);
}

describe("a text", () => {
  it.each([
    ["a word of the name", "summarizer", ["acme/summarizer"]],
    ["the name", "acme/word-count", ["acme/word-count"]],
    ["a tag", "finance", ["acme/payroll"]],
    ["a capability", "count-words", ["acme/word-count"]],
    ["a word of the description", "letters", ["acme/summarizer"]],
    ["another form of a word", "letter", ["acme/summarizer"]],
    ["the beginning of a word", "summar", ["acme/summarizer"]],
    ["the beginning of a word that is cut off within its ending", "summarize", ["acme/summarizer"]],
    [
      "the beginning of a word, though it says nothing by itself",
      "so",
      ["acme/summarizer", "acme/word-count", "acme/payroll"],
    ],
    ["words that stand apart", "count nlp", ["acme/word-count", "acme/summarizer"]],
    ["a word that says nothing among others", "the payroll of", ["acme/payroll"]],
    ["Cyrillic letters", "зарплату", ["acme/payroll"]],
    ["the beginning of a word in Cyrillic letters", "зарп", ["acme/payroll"]],
    ["characters without spaces", "分析", ["acme/payroll"]],
    ["letters with marks", "löhne", ["acme/payroll"]],
    ["the publisher's display name", "somewhere payroll", ["acme/payroll"]],
  ])("finds %s", async (_, query, names) => {
    expect(await find(stranger, { query })).toEqual(names);
  });

  it("has what fits best first: the name, then what is said of it", async () => {
    expect(await find(stranger, { query: "count" })).toEqual(["acme/word-count", "acme/summarizer"]);
  });

  it.each(["wrd-cont", "wrod-cuont", "word-coutn", "wordcount", "Word-Cuont", "acme word conut"])(
    "finds word-count by %s",
    async (query) => {
      expect((await find(stranger, { query }))[0]).toBe("acme/word-count");
    },
  );

  it("finds nothing where not all of it is found", async () => {
    expect(await find(stranger, { query: "payroll xylophone" })).toEqual([]);
  });

  it("finds everything where it is empty, the most run first", async () => {
    const all = ["acme/summarizer", "acme/word-count", "acme/payroll"];
    for (const query of [null, undefined, "", "    ", " ".repeat(200)])
      expect(await find(stranger, { query })).toEqual(all);
  });

  it.each([
    ...[
      "'",
      '"',
      "\\",
      "'; DROP TABLE item_search; --",
      "a & | ! <-> b",
      "(((",
      ":*",
      "!!",
      "<2>",
      "%",
      "_",
      "a:*b",
      "\\'",
    ],
    ...[
      "🚀",
      "🚀 word",
      "\u202e",
      "\ufffd",
      "\u0300",
      "a\u0300",
      "\u00a0",
      "ﬀ",
      "٣",
      "½",
      "x".repeat(200),
      "ä".repeat(200),
    ],
    ...[
      "数".repeat(200),
      "a ".repeat(100),
      "-".repeat(200),
      "the",
      "a",
      "the of and",
      "https://example.com/a?b=c#d",
      "1e5",
      "-5.3",
    ],
    ...[
      "<b>bold</b>",
      "&amp;",
      "user@example.com",
      "/usr/bin/env",
      "1.2.3.4",
      "\t\n\r",
      "E'\\n'",
      "$1",
      "{}",
      "[]",
      "NULL",
      "ไทย",
    ],
  ])("may be %j", async (query) => {
    await expect(search.search(stranger, { query })).resolves.toMatchObject({ hasNextPage: false });
    await expect(search.facets(stranger, { query })).resolves.toMatchObject({ isCapped: false });
  });

  it.each([
    ["x".repeat(201), "TEXT_TOO_LONG"],
    ["a\0b", "TEXT_UNSTORABLE"],
    ["\ud800", "TEXT_UNSTORABLE"],
  ])("may not be %j", async (query, reason) => {
    const refusal = { code: "BAD_USER_INPUT", reason, path: ["query"] };
    await expect(search.search(stranger, { query })).rejects.toMatchObject(refusal);
    await expect(search.facets(stranger, { query })).rejects.toMatchObject(refusal);
  });
});

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

describe("a word with a typing error", () => {
  it("is taken for one of what the tenant sees, be it its own, shared with it or public", async () => {
    expect(await find(acme, { query: "secrte" })).toEqual(["acme/secret-plan"]);
    expect(await find(acme, { query: "clodu" })).toEqual(["umbrella/word-cloud"]);
    expect(await find(umbrella, { query: "cluod" })).toEqual(["umbrella/word-cloud"]);
    expect(await find(acme, { query: "sumarizer" })).toEqual(["acme/summarizer"]);
  });

  it("tells nobody of the words of others", async () => {
    for (const query of ["secrte", "clodu", "cluod"]) {
      expect(await find(stranger, { query })).toEqual([]);
      expect((await search.facets(stranger, { query })).count).toBe(0);
    }
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
    await test.database.pool.query(
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
      test.database.pool.query(`UPDATE marketplace_items SET ${set} WHERE id = $1`, [id]);
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
    await test.database.pool.query("DELETE FROM marketplace_items WHERE id = $1", [id]).catch(() => undefined);
  });
});
