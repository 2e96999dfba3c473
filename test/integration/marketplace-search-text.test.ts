import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSmallMarketplace, type SmallMarketplace } from "../support/small-marketplace.js";

let market: SmallMarketplace;
let search: SmallMarketplace["search"];
let acme: SmallMarketplace["acme"];
let umbrella: SmallMarketplace["umbrella"];
let stranger: SmallMarketplace["stranger"];

beforeAll(async () => {
  market = await openSmallMarketplace();
  ({ search, acme, umbrella, stranger } = market);
});
afterAll(() => market.test.close());

const find: SmallMarketplace["find"] = (tenantId, listing) => market.find(tenantId, listing);

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
