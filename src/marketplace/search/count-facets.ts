import { withParts, type Search } from "./found-items.js";
import { orderOf } from "./orders.js";
import { walk } from "./walk-items.js";

/** More are not counted. */
export const mostCounted = 10_000;
/** Of each sort. */
const mostValues = 20;

/**
 * How many items have which facet, the most used first: rows of sort, value and count. Of an index's finds the first that it comes across, else
 * those most run. Indexes as `selectItems`, or as `walkItems`. All items have one type, so their sum is how many were found.
 */
export function countFacets(search: Search): string {
  const { conditions } = search;
  const limit = mostCounted + 1;
  const order = orderOf("RUNS", false);
  const all = { first: limit, after: null };
  const source = conditions.isSelective
    ? `SELECT i.facets FROM item_search i WHERE ${conditions.found} AND ${conditions.allowed} LIMIT ${limit}`
    : `SELECT w.facets FROM (${walk({ search, order, page: all, limit: String(limit), column: "i.facets" })}) AS w LIMIT ${limit}`;
  const counted = `SELECT unnest(m.facets) AS facet FROM (SELECT facets FROM matched LIMIT ${mostCounted}) AS m`;
  return `${withParts([conditions.query, `matched AS MATERIALIZED (${source})`])}
SELECT left(r.facet, 1) AS sort, substr(r.facet, 3) AS value, r.count, (SELECT count(*) FROM matched) > ${mostCounted} AS "isCapped"
FROM (
  SELECT c.facet, c.count, row_number() OVER (PARTITION BY left(c.facet, 1) ORDER BY c.count DESC, c.facet) AS place
  FROM (SELECT f.facet, count(*)::int AS count FROM (${counted}) AS f GROUP BY f.facet) AS c
) AS r WHERE r.place <= ${mostValues} ORDER BY r.place`;
}
