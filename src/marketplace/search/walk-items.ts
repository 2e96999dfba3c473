import type { PageRequest } from "../../platform/page.js";
import { behindOf, keyOf, pageOf, scoreOf, withParts, type Search } from "./found-items.js";
import { orderOf, type SearchOrder } from "./orders.js";

const isPublic = "i.visibility = 'PUBLIC' AND i.latest_released_at IS NOT NULL";
/** Of each sort, what is scored. */
const mostScored = 300;
/** What is looked through for those. */
const mostWalked = 20_000;
const mostNamed = 5_000;

interface Walk {
  readonly search: Search;
  readonly order: SearchOrder;
  readonly page: PageRequest;
  /** How many, as a parameter or a number. */
  readonly limit: string;
  readonly column: string;
  /** Of what everybody sees, what is looked through; all unless said. */
  readonly most?: number;
}

/**
 * A page by walking an order's index: for what is found often, or is not looked for at all. Indexes item_search_runs_idx,
 * item_search_rating_idx and item_search_new_idx of what everybody sees; item_search_own_idx and item_search_shared_idx of what the tenant
 * sees beside that, all of which is looked at.
 */
export function walkItems(search: Search, order: SearchOrder, page: PageRequest): string {
  const { conditions, places } = search;
  const limit = places.add(page.first + 1);
  const found = `found AS (${walk({ search, order, page, limit, column: `${keyOf(order)} AS key` })})`;
  return withParts([conditions.query, found]) + pageOf(search, { order, page, count: "NULL::int" });
}

/** The first of each branch; each has another's items. */
export function walk({ search, order, page, limit, column, most }: Walk): string {
  const { demand, conditions, places } = search;
  // Not for the index of texts, which would find all there is.
  const wanted = `(${conditions.found}) IS TRUE AND ${conditions.allowed}`;
  const some = keyOf(order);
  const sorted = (key: string): string => `ORDER BY ${key} DESC, i.id DESC`;
  const branch = (where: string, key: string, source = "item_search"): string =>
    `(SELECT i.id, ${column} FROM ${source} i WHERE ${where} AND ${wanted} AND ${behindOf({ order, page, places }, key, "i.id")}
    ${sorted(key)} LIMIT ${limit})`;
  const key = String(order.key);
  const first = `(SELECT * FROM item_search i WHERE ${isPublic} ${sorted(key)} LIMIT ${most})`;
  const own = branch(`i.tenant_id = ${places.tenant}${demand.isOwn ? "" : ` AND (${isPublic}) IS NOT TRUE`}`, some);
  if (demand.isOwn) return own;
  const shared = `i.visibility = 'SHARED' AND i.shared_with @> ARRAY[${places.tenant}] AND i.tenant_id <> ${places.tenant}`;
  const branches = [
    branch(isPublic, key, most === undefined ? undefined : first),
    branch(shared, some),
    ...(demand.isOwn === null ? [own] : []),
  ];
  return branches.join("\n  UNION ALL ");
}

/**
 * A page of what fits a text best, of a text that many items have: those whose name has it and those most run of them, `mostScored` of each.
 * Index item_search_document_idx for the names, and as `walkItems`.
 */
export function scoreItems(search: Search, order: SearchOrder, page: PageRequest): string {
  const { conditions } = search;
  const named = `named AS MATERIALIZED (
  SELECT m.id FROM (
    SELECT i.id, i.runs FROM item_search i WHERE ${conditions.foundByName} AND ${conditions.allowed} LIMIT ${mostNamed}
  ) AS m ORDER BY m.runs DESC, m.id DESC LIMIT ${mostScored}
)`;
  const first = { first: mostScored, after: null };
  const column = "i.runs AS key";
  const popular = walk({
    search,
    order: orderOf("RUNS", false),
    page: first,
    limit: String(mostScored),
    column,
    most: mostWalked,
  });
  const found = `found AS (
  SELECT i.id, ${scoreOf(search)} AS key
  FROM (SELECT n.id FROM named n UNION SELECT p.id FROM (${popular}) AS p) AS b JOIN item_search i ON i.id = b.id
)`;
  return withParts([conditions.query, named, found]) + pageOf(search, { order, page, count: "NULL::int" });
}
