import { badInput } from "../../platform/errors.js";
import type { PageOrder, PageRequest } from "../../platform/page.js";
import type { ItemOrder } from "../inputs.js";

/** How a list is sorted: by a key of `item_search i`, the highest first, then by id, the newest first. */
export interface SearchOrder {
  readonly page: PageOrder;
  /** The key as its index has it; null for how well the text fits, which has none. */
  readonly key: string | null;
  /** What stands for a key that is null; as the key unless said. */
  readonly missing?: string;
  /** As text, for a cursor: of a key that is named so. */
  readonly told: (key: string) => string;
  /** Back from the text, which is the parameter's. */
  readonly read: (place: string) => string;
  readonly isTold: (text: string) => boolean;
}

const number = { told: (key: string) => `${key}::text`, isTold: (text: string) => /^\d{1,17}$/.test(text) };
const double = {
  told: number.told,
  read: (place: string) => `${place}::double precision`,
  isTold: (text: string) => /^\d+(\.\d+)?(e[+-]?\d{1,2})?$/.test(text) && text.length < 30,
};

/** Negative of what is not scored. */
const relevance: SearchOrder = {
  ...{ page: { name: "items.relevance", keyCount: 2 }, key: null, ...double },
  isTold: (text) => double.isTold(text.replace(/^-/, "")),
};
const rating: SearchOrder = { page: { name: "items.rating", keyCount: 2 }, key: "i.rating", ...double };
const runs: SearchOrder = {
  page: { name: "items.runs", keyCount: 2 },
  key: "i.runs",
  ...number,
  read: (place) => `${place}::bigint`,
};
/** In milliseconds; what has no release comes last. */
const newest: SearchOrder = {
  page: { name: "items.new", keyCount: 2 },
  key: "i.latest_released_at",
  missing: "timestamptz 'epoch'",
  told: (key) => `(extract(epoch FROM ${key}) * 1000)::bigint::text`,
  read: (place) => `(timestamptz 'epoch' + ${place}::bigint * interval '1 millisecond')`,
  isTold: (text) => /^\d{1,15}$/.test(text),
};

const orders: Readonly<Record<ItemOrder, SearchOrder>> = {
  RELEVANCE: relevance,
  RATING: rating,
  RUNS: runs,
  NEW: newest,
};

/** Without a text, RELEVANCE is as RUNS. */
export function orderOf(orderBy: ItemOrder, hasText: boolean): SearchOrder {
  return orderBy === "RELEVANCE" && !hasText ? runs : orders[orderBy];
}

/** A cursor comes from a client, and PostgreSQL is to read its key. */
export function checkAfter({ after }: PageRequest, order: SearchOrder): void {
  if (after && !order.isTold(after[0] ?? ""))
    throw badInput("after is no cursor of this list in this order.", ["after"], "CURSOR_INVALID");
}
