import type { Database } from "../platform/db/database.js";
import { keyReused } from "../platform/idempotency-keys.js";
import { findIdempotencyKeys } from "./sql/find-idempotency-keys.sql.js";

/** What the key of a task to create has to do with it. */
export interface KeyedTask {
  readonly id: string;
  readonly key: string | null;
  readonly inputHash: string | null;
}

/**
 * Which of the tasks exist already, by their idempotency key: id as it would be, to the id that answers for it. A key may
 * stand for a task of an earlier call or for an earlier one of this call. Throws CONFLICT where a key had another input.
 */
export async function findReplays(
  database: Database,
  tenantId: string,
  tasks: readonly KeyedTask[],
): Promise<Map<string, string>> {
  const keyed = tasks.flatMap(({ id, key, inputHash }, index) => (key === null ? [] : [{ id, key, inputHash, index }]));
  const replays = new Map<string, string>();
  if (keyed.length === 0) return replays;
  const keys = [...new Set(keyed.map(({ key }) => key))];
  const rows = await database.query<{ key: string; inputHash: string; taskId: string }>(findIdempotencyKeys, [
    keys.map(() => tenantId),
    keys,
  ]);
  const known = new Map(rows.map((row) => [row.key, row]));
  for (const { id, key, inputHash, index } of keyed) {
    const first = known.get(key);
    if (!first) known.set(key, { key, inputHash: inputHash ?? "", taskId: id });
    else if (first.inputHash === inputHash) replays.set(id, first.taskId);
    else throw keyReused([index, "idempotencyKey"]);
  }
  return replays;
}
