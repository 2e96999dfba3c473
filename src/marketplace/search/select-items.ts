import type { PageRequest } from "../../platform/page.js";
import { keyOf, pageOf, scoreOf, withParts, type Search } from "./found-items.js";
import type { SearchOrder } from "./orders.js";

/** Of more that fit a text, those whose name has it, then those most run, are the ones that are scored. */
const mostScored = 1_000;

/**
 * A page of what an index finds, all of which is looked at: for what is found seldom. `matches` of each row says how many were found; beyond
 * `mostSelected` there is no page. Index item_search_document_idx, then by primary keys.
 */
export function selectItems(search: Search, order: SearchOrder, page: PageRequest): string {
  const { conditions, mostSelected } = search;
  const count = "(SELECT count(*)::int FROM matched)";
  const columns = order.key === null ? `i.runs, (${conditions.foundByName}) AS is_named` : `${keyOf(order)} AS key`;
  const matched = `matched AS MATERIALIZED (
  SELECT i.id, ${columns} FROM item_search i WHERE ${conditions.found} AND ${conditions.allowed} LIMIT ${mostSelected + 1}
)`;
  const all = order.key === null ? scored(search) : "SELECT m.id, m.key FROM matched m";
  const found = `found AS (${all} WHERE ${count} <= ${mostSelected})`;
  return withParts([conditions.query, matched, found]) + pageOf(search, { order, page, count });
}

function scored(search: Search): string {
  return `SELECT i.id, ${scoreOf(search)} AS key FROM (
    SELECT m.id FROM matched m ORDER BY m.is_named DESC, m.runs DESC, m.id DESC LIMIT ${mostScored}
  ) AS b JOIN item_search i ON i.id = b.id`;
}
