import { fileURLToPath } from "node:url";
import pg from "pg";
import type { FoundItem } from "../src/marketplace/index.js";
import type { ItemOrder, SearchListing } from "../src/marketplace/inputs.js";
import { ItemSearch } from "../src/marketplace/search/searching.js";
import { createDatabase, migrate, type Query } from "../src/platform/db/index.js";
import { silentLog } from "../src/platform/log.js";
import { createMetrics } from "../src/platform/metrics.js";
import type { Page } from "../src/platform/page.js";
import { latenciesOf, median, type Latencies } from "./figures.js";
import { fillMarketplace } from "./marketplace-fill.js";

const serverUrl = process.env["MUSTER_BENCH_DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";
const itemCount = 100_000;
const rounds = 40;
/** Each of a shape's texts once. */
const warmUps = 10;

/** Has items of its own, and some of others are shared with it. */
const searcher = "tenant_1";

/** Different words of each shape, so that no two rounds ask for the same. */
const words: Readonly<Record<string, readonly string[]>> = {
  "a word": ["invoice", "calendar", "resume", "ticket", "weather", "contract", "survey", "audio", "schema", "alert"],
  "two words": [
    "summarize invoice",
    "extract table",
    "translate contract",
    "count word",
    "rank product",
    "merge report",
  ],
  "a prefix": ["summ", "inv", "transl", "calen", "fore", "trans", "class", "moni", "comp", "re"],
  "a typing error": [
    "sumarize-invioce",
    "wrd-cont",
    "exract tabel",
    "transalte contrct",
    "calender",
    "monitring",
    "forcast",
  ],
  "a common word": ["data", "count", "nlp", "agent", "text", "publisher"],
  "a rare word": ["zentiul", "yoconeing", "verbaco", "xilanpro"],
};
const orders: readonly ItemOrder[] = ["RELEVANCE", "RUNS", "RATING", "NEW"];

interface Shape {
  readonly name: string;
  readonly listing: (round: number) => SearchListing;
}

const shapes: readonly Shape[] = [
  ...Object.entries(words).map(([name, queries]): Shape => ({
    name,
    listing: (round) => ({ query: queries[round % queries.length] ?? null }),
  })),
  ...orders.map((orderBy): Shape => ({
    name: `a common word by ${orderBy}`,
    listing: () => ({ query: "data", orderBy }),
  })),
  ...orders.map((orderBy): Shape => ({ name: `all by ${orderBy}`, listing: () => ({ orderBy }) })),
  ...["nlp", "ocr", "compliance"].map((tag): Shape => ({
    name: `tag ${tag}`,
    listing: (round) => ({ filter: { tags: [tag] }, orderBy: orders[round % 4] ?? null }),
  })),
  {
    name: "a word of a tag and a type",
    listing: () => ({ query: "report", filter: { tags: ["nlp"], types: ["TOOL"] } }),
  },
  { name: "its own", listing: () => ({ filter: { isOwn: true } }) },
];

interface Figures {
  readonly first: number[];
  readonly second: number[];
  readonly facets: number[];
  readonly both: number[];
  readonly cold: number[];
}

async function timed<Value>(run: () => Promise<Value>): Promise<readonly [number, Value]> {
  const start = performance.now();
  const value = await run();
  return [performance.now() - start, value];
}

/**
 * A page, the next one and the facets, one after the other. `both` is what an operation waits for that asks for a page with facets; `cold` the
 * same where nobody has looked for it in the last ten seconds.
 */
async function measure(query: Query, { listing }: Shape): Promise<Figures> {
  const figures: Figures = { first: [], second: [], facets: [], both: [], cold: [] };
  const search = new ItemSearch(query);
  for (let round = -warmUps; round < rounds; round++) {
    const asked = listing(Math.abs(round));
    const [firstMs, page] = await timed(() => search.search(searcher, asked));
    const [secondMs] = await timed(() => nextPage(search, asked, page));
    const [facetsMs] = await timed(() => search.facets(searcher, asked));
    const [coldMs] = await timed(() => lookCold(query, asked));
    if (round < 0) continue;
    figures.first.push(firstMs);
    figures.second.push(secondMs);
    figures.facets.push(facetsMs);
    figures.both.push(firstMs + facetsMs);
    figures.cold.push(coldMs);
  }
  return figures;
}

async function lookCold(query: Query, listing: SearchListing): Promise<void> {
  const search = new ItemSearch(query);
  await search.search(searcher, listing);
  await search.facets(searcher, listing);
}

async function nextPage(search: ItemSearch, listing: SearchListing, { items }: Page<FoundItem>): Promise<void> {
  const after = items.at(-1)?.cursor;
  if (after !== undefined) await search.search(searcher, { ...listing, after });
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client(serverUrl);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export interface SearchFigure {
  /** What was looked for. */
  readonly name: string;
  readonly firstPage: Latencies;
  readonly secondPage: Latencies;
  readonly pageWithFacets: Latencies;
  /** The same where nobody has looked for it in the last ten seconds. */
  readonly cold: Latencies;
}

/** How long searches of 100,000 items take, by what is looked for, in a database of its own. */
export async function searches(): Promise<readonly SearchFigure[]> {
  const name = `muster_bench_marketplace_${process.pid}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await administer(`CREATE DATABASE ${name}`);
  try {
    await migrate(url.href, fileURLToPath(new URL("../prisma/migrations", import.meta.url)));
    const parts = { poolSize: 2, log: silentLog, metrics: createMetrics(), statementMs: 600_000 };
    const database = createDatabase({ url: url.href, ...parts });
    await database.start();
    await fillMarketplace(database.pool, { items: itemCount, publishers: 2_000, tenants: 200 });
    const query: Query = (statement, parameters) => database.query(statement, parameters);
    const figures: SearchFigure[] = [];
    for (const shape of shapes) figures.push(figureOf(shape.name, await measure(query, shape)));
    await database.stop();
    return figures;
  } finally {
    await administer(`DROP DATABASE ${name} WITH (FORCE)`);
  }
}

function figureOf(name: string, { first, second, both, cold }: Figures): SearchFigure {
  return {
    name,
    firstPage: latenciesOf(first),
    secondPage: latenciesOf(second),
    pageWithFacets: latenciesOf(both),
    cold: latenciesOf(cold),
  };
}

/** The slowest shape, and the middle one. */
export function describeSearches(figures: readonly SearchFigure[]): string {
  const parts = {
    "a page": "firstPage",
    "the next": "secondPage",
    "a page with facets": "pageWithFacets",
    "the same, cold": "cold",
  } as const;
  const told = Object.entries(parts).map(([name, part]) => {
    const [slowest] = figures.toSorted((a, b) => b[part].p95Ms - a[part].p95Ms);
    const p50Ms = median(figures.map((figure) => figure[part].p50Ms));
    return `${name} p50 ${p50Ms.toFixed(1)} ms, p95 of the slowest search (${slowest?.name}) ${slowest?.[part].p95Ms.toFixed(1)} ms`;
  });
  return told.join("; ");
}
