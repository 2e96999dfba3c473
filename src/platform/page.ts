import { badInput } from "./errors.js";

const defaultSize = 20;
const maxSize = 100;
/** More than any cursor of ours has; what is longer was made up. */
const maxCursorChars = 1_000;

/** How a list is sorted. Its cursors fit this order only. */
export interface PageOrder {
  /** Unique among all orders of all lists, as `agents.name.asc`. */
  readonly name: string;
  /** How many sort keys place an item; the last one is unique. */
  readonly keyCount: number;
}

/** The paging arguments as a client sends them. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A validated demand for one page: a store reads `first + 1` rows behind `after` and hands them to `takePage`. */
export interface PageRequest {
  /** 1 to 100. */
  readonly first: number;
  /** Sort keys of the item before the page; null for the first page. */
  readonly after: readonly string[] | null;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface Connection<Item> {
  readonly edges: readonly { readonly node: Item; readonly cursor: string }[];
  readonly nodes: readonly Item[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** `first` is 20 unless said; refused as BAD_USER_INPUT: a `first` outside of 1 to 100, an `after` of another order. */
export function parsePage({ first, after }: PageArguments, order: PageOrder): PageRequest {
  const size = first ?? defaultSize;
  if (!Number.isInteger(size) || size < 1 || size > maxSize) {
    throw badInput(`first must be 1 to ${maxSize}.`, ["first"], "PAGE_SIZE_INVALID");
  }
  return { first: size, after: after === null || after === undefined ? null : decodeCursor(order, after) };
}

/** The position of an item, for a client to hand back: opaque to it, and of no use in another order. */
export function encodeCursor(order: PageOrder, keys: readonly string[]): string {
  return Buffer.from(JSON.stringify([order.name, ...keys])).toString("base64url");
}

function decodeCursor(order: PageOrder, cursor: string): readonly string[] {
  const [name, ...keys] = cursor.length <= maxCursorChars ? parseStrings(cursor) : [];
  if (name !== order.name || keys.length !== order.keyCount) {
    throw badInput("after is no cursor of this list in this order.", ["after"], "CURSOR_INVALID");
  }
  return keys;
}

function parseStrings(cursor: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(value) && value.every(isKey) ? value : [];
  } catch {
    return [];
  }
}

/** PostgreSQL takes no NUL in a text. */
function isKey(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\0");
}

/** A page out of the rows that a store read: one more than asked for tells that a further page follows. */
export function takePage<Item>(rows: readonly Item[], { first, after }: PageRequest): Page<Item> {
  return { items: rows.slice(0, first), hasNextPage: rows.length > first, hasPreviousPage: after !== null };
}

/** The page in the shape of a Relay connection. A cursor is made when it is read: most clients want the last one alone. */
export function toConnection<Item>(page: Page<Item>, cursorOf: (item: Item) => string): Connection<Item> {
  const { hasNextPage, hasPreviousPage, items } = page;
  const cursorAt = (index: number): string | null => {
    const item = items.at(index);
    return item === undefined ? null : cursorOf(item);
  };
  return {
    get edges() {
      return items.map((node) => ({ node, cursor: cursorOf(node) }));
    },
    nodes: items,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      get startCursor() {
        return cursorAt(0);
      },
      get endCursor() {
        return cursorAt(-1);
      },
    },
  };
}
