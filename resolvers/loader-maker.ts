import DataLoader from "dataloader";
import type { Principal } from "../src/identity/index.js";

export interface Loader<Key, Value> {
  load(key: Key): Promise<Value>;
}

export type ById<Row> = Loader<string, Row | null>;
export type ListById<Row> = Loader<string, readonly Row[]>;

type Read<Value> = (tenantId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
type ReadEach<Key, Value> = (tenantId: string, keys: readonly Key[]) => Promise<readonly (Value | Error)[]>;

/** Makes look-ups within the caller's tenant, gathered per tick. */
export interface LoaderMaker {
  /** Null for an id that the answer lacks. */
  one<Row>(read: Read<Row | null>): ById<Row>;
  many<Row>(read: Read<readonly Row[]>): ListById<Row>;
  /** Answers come in the order of the keys, of which those with the same `identity` are one; an error among them is thrown. */
  each<Key, Value>(read: ReadEach<Key, Value>, identity: (key: Key) => unknown): Loader<Key, Value>;
}

/**
 * Without a principal every look-up finds nothing: there is no tenant to look in. `remember` keeps what was read, so that
 * one operation sees one state; without it each tick reads anew.
 */
export function createLoaderMaker(principal: Principal | null, remember: boolean): LoaderMaker {
  const options = { cache: remember };
  const find = <Value>(read: Read<Value>, ids: readonly string[]): Promise<ReadonlyMap<string, Value>> =>
    principal ? read(principal.tenantId, ids) : Promise.resolve(new Map());
  const byId = <Value>(read: Read<Value>, none: Value): Loader<string, Value> =>
    lazily(
      () =>
        new DataLoader<string, Value>(async (ids) => {
          const rows = await find(read, ids);
          return ids.map((id) => rows.get(id) ?? none);
        }, options),
    );
  return {
    one: (read) => byId(read, null),
    many: (read) => byId(read, []),
    each: (read, identity) =>
      lazily(
        () =>
          new DataLoader(
            async (keys) => {
              if (!principal) throw new Error("Nobody is signed in to have read such a row.");
              return read(principal.tenantId, keys);
            },
            { ...options, cacheKeyFn: identity },
          ),
      ),
  };
}

/** An operation uses one or two of them. */
function lazily<Key, Value>(create: () => Loader<Key, Value>): Loader<Key, Value> {
  let loader: Loader<Key, Value> | null = null;
  return { load: (key) => (loader ??= create()).load(key) };
}

/** Identity of rows that are their own: one that was read another time is another. */
export function itself<Row>(row: Row): Row {
  return row;
}
