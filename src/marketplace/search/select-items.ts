import type { PageRequest } from "../../platform/page.js";
import { keyOf, pageOf, withParts, type Search } from "./found-items.js";
import type { SearchOrder } from "./orders.js";
import { mostScored, scoredItems, unscoredKey } from "./scored-items.js";

/**
 * A page of what an index finds, all of which is looked at: for what is found seldom. `matches` of each row says how many were found;
 * beyond `mostSelected` there is no page. Index item_search_document_idx, then by primary keys.
 *
 * Measured with 100,000 items, on two cores that others were busy on: 8 ms of 700 finds, 17 ms of 2,000 by two misspelt words, 0.3 ms
 * of none. Of a word that 34,000 have, the index takes 3 ms and giving up at 2,500 another 3: a find costs a page, for seven rows
 * share one.
 */
export function selectItems(search: Search, order: SearchOrder, page: PageRequest): string {
  const { conditions, mostSelected } = search;
  const count = "(SELECT count(*)::int FROM matched)";
  const columns = order.key === null ? `i.runs, (${conditions.foundByName}) AS is_named` : `${keyOf(order)} AS key`;
  const matched = `matched AS MATERIALIZED (
  SELECT i.id, ${columns} FROM item_search i WHERE ${conditions.found} AND ${conditions.allowed} LIMIT ${mostSelected + 1}
)`;
  const isFew = `${count} <= ${mostSelected}`;
  const parts =
    order.key === null ? scored(search, isFew) : [`found AS (SELECT m.id, m.key FROM matched m WHERE ${isFew})`];
  return withParts([conditions.query, matched, ...parts]) + pageOf(search, { order, page, count });
}

function scored(search: Search, isFew: string): readonly string[] {
  const most = `ORDER BY m.runs DESC, m.id DESC LIMIT ${mostScored}`;
  return [
    `candidates AS MATERIALIZED (
  (SELECT m.id FROM matched m WHERE m.is_named AND ${isFew} ${most}) UNION (SELECT m.id FROM matched m WHERE ${isFew} ${most})
)`,
    scoredItems(search),
    `found AS (
  SELECT s.id, s.key FROM scored s UNION ALL SELECT m.id, ${unscoredKey("m.runs")} FROM matched m
  WHERE ${isFew} AND m.id NOT IN (SELECT b.id FROM candidates b)
)`,
  ];
}
