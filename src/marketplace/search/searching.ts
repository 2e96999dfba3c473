import { LRUCache } from "lru-cache";
import type { Query } from "../../platform/db/database.js";
import { StatementNames } from "../../platform/db/statement-names.js";
import { encodeCursor, parsePage, takePage, type Page, type PageRequest } from "../../platform/page.js";
import type { FoundItem } from "../door.js";
import type { SearchInput, SearchListing } from "../inputs.js";
import type { Facet, ItemFacets, MarketplaceItem } from "../model.js";
import { correctionsOf } from "./corrections.js";
import { conditionsOf, Places } from "./conditions.js";
import { beyond, countFacets } from "./count-facets.js";
import { parseDemand, type Demand } from "./demand.js";
import type { Search } from "./found-items.js";
import { checkAfter, orderOf, type SearchOrder } from "./orders.js";
import { selectItems } from "./select-items.js";
import { scoreItems, walkItems } from "./walk-items.js";

type Shape = (search: Search, order: SearchOrder, page: PageRequest) => string;

/** Of an item its row and its key; all null in the one row of a page without any. */
interface FoundRow extends MarketplaceItem {
  readonly matches: number | null;
  readonly place: unknown;
  readonly key: string | null;
}

interface FacetRow extends Facet {
  /** The letter before a facet's colon. */
  readonly sort: string;
}

export interface ItemSearchOptions {
  /** Of more finds than this the order is walked along; 2,500 unless said: about there both take as long. */
  readonly mostSelected?: number;
  /** What facets are counted of; 10,000 unless said. */
  readonly mostCounted?: number;
}

/** What many items have they still have a moment later, and counting them again takes longer than all the rest. In ms. */
const remembered = { max: 1_000, ttl: 10_000 };
/** Less than this is too little: then its words may be misspelt. */
const tooFew = 5;
/** The sets of conditions in use are few dozen, even of many clients. */
const names = new StatementNames("search-items", 200);
const facetNames = new StatementNames("count-facets", 100);

/**
 * Finds items. What few items have is looked up and sorted; what many have is met soon on a walk along the order wanted; so either
 * costs little. Which of the two it is shows when it is looked up: a look-up of too many is given up.
 */
export class ItemSearch {
  readonly #query: Query;
  readonly #mostSelected: number;
  readonly #mostCounted: number;
  /** What more than `mostSelected` items have: it need not be looked up to be given up. */
  readonly #common = new LRUCache<string, true>(remembered);
  /** Of what many items have. */
  readonly #counted = new LRUCache<string, ItemFacets>(remembered);
  /** Of what too little is found: what is looked for instead, which finds that too. */
  readonly #corrected = new LRUCache<string, Demand>(remembered);

  constructor(query: Query, { mostSelected = 2_500, mostCounted = 10_000 }: ItemSearchOptions = {}) {
    this.#query = query;
    this.#mostSelected = mostSelected;
    this.#mostCounted = mostCounted;
  }

  /** BAD_USER_INPUT below `["query"]` and `["filter"]`, at `["first"]` and `["after"]`. */
  async search(tenantId: string, listing: SearchListing): Promise<Page<FoundItem>> {
    const demand = parseDemand(tenantId, listing);
    const order = orderOf(listing.orderBy ?? "RELEVANCE", demand.words !== null);
    const page = parsePage(listing, order.page);
    checkAfter(page, order);
    const rows = demand.isEmpty ? [] : await this.#find(tenantId, { demand, order, page });
    return takePage(
      rows.filter(({ key }) => key !== null).map((row) => foundItemOf(row, order)),
      page,
    );
  }

  /** Of more than 2,500 items the counts may be ten seconds old. */
  async facets(tenantId: string, input: SearchInput): Promise<ItemFacets> {
    const asked = parseDemand(tenantId, input);
    if (asked.isEmpty) return facetsOf([]);
    const demand = this.#corrected.get(keyOf(tenantId, asked)) ?? asked;
    const found = await this.#count(tenantId, demand);
    const corrected = found.count < tooFew ? await this.#correct(tenantId, demand) : null;
    return corrected ? this.#count(tenantId, corrected) : found;
  }

  async #find(tenantId: string, finding: Finding): Promise<FoundRow[]> {
    const { demand, order } = finding;
    if (!this.#searchOf(tenantId, demand).conditions.isSelective) return this.#read(walkItems, tenantId, finding);
    const key = keyOf(tenantId, demand);
    const before = this.#corrected.get(key);
    if (before) return this.#find(tenantId, { ...finding, demand: before });
    if (!this.#common.has(key)) {
      const rows = await this.#read(selectItems, tenantId, finding);
      const matches = rows[0]?.matches ?? 0;
      const corrected = matches < tooFew ? await this.#correct(tenantId, demand) : null;
      if (corrected) return this.#find(tenantId, { ...finding, demand: corrected });
      if (matches <= this.#mostSelected) return rows;
      this.#common.set(key, true);
    }
    return this.#read(order.key === null ? scoreItems : walkItems, tenantId, finding);
  }

  #read(shape: Shape, tenantId: string, { demand, order, page }: Finding): Promise<FoundRow[]> {
    const search = this.#searchOf(tenantId, demand);
    const text = shape(search, order, page);
    return this.#query({ name: names.of(text), family: "search-items", text }, search.places.values);
  }

  async #count(tenantId: string, demand: Demand): Promise<ItemFacets> {
    const key = keyOf(tenantId, demand);
    const before = this.#counted.get(key);
    if (before) return before;
    const search = this.#searchOf(tenantId, demand);
    const text = countFacets(search);
    const statement = { name: facetNames.of(text), family: "count-facets", text };
    const facets = facetsOf(await this.#query<FacetRow>(statement, search.places.values));
    if (facets.count > this.#mostSelected) this.#counted.set(key, facets);
    return facets;
  }

  #searchOf(tenantId: string, demand: Demand): Search {
    const places = new Places(tenantId);
    const [mostSelected, mostCounted] = [this.#mostSelected, this.#mostCounted];
    return { demand, places, conditions: conditionsOf(demand, places), mostSelected, mostCounted };
  }

  /** The demand with what may have been meant by its words; null where that is nothing else. */
  async #correct(tenantId: string, demand: Demand): Promise<Demand | null> {
    if (!demand.words || demand.corrections.length > 0) return null;
    const corrections = await correctionsOf(this.#query, { tenantId, words: demand.words });
    if (!corrections.some((meant) => meant.length > 0)) return null;
    const corrected = { ...demand, corrections };
    this.#corrected.set(keyOf(tenantId, demand), corrected);
    return corrected;
  }
}

interface Finding {
  readonly demand: Demand;
  readonly order: SearchOrder;
  readonly page: PageRequest;
}

function keyOf(tenantId: string, demand: Demand): string {
  return JSON.stringify([tenantId, demand]);
}

function foundItemOf({ matches: _matches, place: _place, key, ...item }: FoundRow, order: SearchOrder): FoundItem {
  return { item, cursor: encodeCursor(order.page, [key ?? "", item.id]) };
}

function facetsOf(rows: readonly FacetRow[]): ItemFacets {
  const of = (sort: string): Facet[] =>
    rows.filter((row) => row.sort === sort).map(({ value, count }) => ({ value, count }));
  const types = of("t");
  return {
    count: types.reduce((sum, { count }) => sum + count, 0),
    isCapped: rows.some(({ sort }) => sort === beyond),
    types,
    tags: of("g"),
    capabilities: of("c"),
    publishers: of("p"),
  };
}
