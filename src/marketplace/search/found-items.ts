import type { PageRequest } from "../../platform/page.js";
import { itemColumns } from "../sql/columns.js";
import type { Conditions, Places } from "./conditions.js";
import type { Demand } from "./demand.js";
import type { SearchOrder } from "./orders.js";

/** All that makes a statement of a search. */
export interface Search {
  /** More that are found are not all looked at for a list: then its order is walked along. */
  readonly mostSelected: number;
  /** More are not counted. */
  readonly mostCounted: number;
  readonly demand: Demand;
  readonly conditions: Conditions;
  readonly places: Places;
}

/** The parts of a WITH, with the first word. */
export function withParts(parts: readonly string[]): string {
  return `WITH ${parts.filter(Boolean).join(", ")}`;
}

/** Column `key` of a list in an order that has one. */
export function keyOf({ key, missing }: SearchOrder): string {
  return missing ? `coalesce(${key}, ${missing})` : String(key);
}

interface Listed {
  readonly order: SearchOrder;
  readonly page: PageRequest;
  /** How many were found, as SQL. */
  readonly count: string;
}

/** The end of a statement: a page of `found (id, key)`, its items with their keys as text. One row of nulls where there is none. */
export function pageOf({ places }: Search, { order, page, count }: Listed): string {
  const behind = behindOf({ order, page, places }, "f.key", "f.id");
  const first = places.add(page.first + 1);
  return `
SELECT c.matches, p.* FROM (SELECT ${count} AS matches) AS c LEFT JOIN (
  SELECT f.key AS place, ${order.told("f.key")} AS key, ${itemColumns}
  FROM (SELECT f.id, f.key FROM found f WHERE ${behind} ORDER BY f.key DESC, f.id DESC LIMIT ${first}) AS f
  JOIN marketplace_items i ON i.id = f.id
) AS p ON true ORDER BY p.place DESC, p.id DESC`;
}

interface Behind {
  readonly order: SearchOrder;
  readonly page: PageRequest;
  readonly places: Places;
}

/** That a row comes after the page's cursor. */
export function behindOf({ order, page, places }: Behind, key: string, id: string): string {
  if (!page.after) return "true";
  const [before, beforeId] = page.after;
  return `(${key}, ${id}) < (${order.read(places.add(before))}, ${places.add(beforeId)}::text)`;
}
