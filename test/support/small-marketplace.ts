import type { SearchListing } from "../../src/marketplace/inputs.js";
import { ItemSearch } from "../../src/marketplace/search/searching.js";
import { Catalogue } from "./catalogue.js";
import { openTestDatabase, type TestDatabase } from "./database.js";

/** A small marketplace: three public items of one tenant, one of its own and a draft; one of another tenant that is shared with it. */
export interface SmallMarketplace {
  readonly test: TestDatabase;
  readonly catalogue: Catalogue;
  readonly search: ItemSearch;
  readonly acme: string;
  readonly umbrella: string;
  /** A tenant without items. */
  readonly stranger: string;
  /** Names of the first page. */
  find(tenantId: string, listing: SearchListing): Promise<string[]>;
}

export async function openSmallMarketplace(): Promise<SmallMarketplace> {
  const test = await openTestDatabase();
  const catalogue = new Catalogue(test.database);
  const search = new ItemSearch((statement, values) => test.database.query(statement, values));
  const acme = await catalogue.tenant();
  const umbrella = await catalogue.tenant();
  const stranger = await catalogue.tenant();
  await fill(catalogue, acme, umbrella);
  const find = async (tenantId: string, listing: SearchListing): Promise<string[]> =>
    (await search.search(tenantId, listing)).items.map(({ item }) => item.name);
  return { test, catalogue, search, acme, umbrella, stranger, find };
}

async function fill(catalogue: Catalogue, acme: string, umbrella: string): Promise<void> {
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
}
