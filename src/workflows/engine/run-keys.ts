import type { Query } from "../../platform/db/database.js";
import { keyReused } from "../../platform/idempotency-keys.js";
import { claimRunKeys } from "../sql/claim-run-keys.sql.js";
import type { RunOrder } from "./run-record.js";
import type { Work } from "./turn-queue.js";
import type { TurnItem } from "./turn-items.js";

interface ClaimedKey {
  readonly scope: string;
  readonly key: string;
  readonly runId: string;
  readonly inputHash: string;
}

/**
 * Claims the keys of new runs. Answers, by the id of the run that was to be, the run that its key has started before. Throws CONFLICT for a key that
 * was used with another input: the turn is then done again for each run alone.
 */
export async function claimKeys(query: Query, works: readonly Work<TurnItem>[]): Promise<ReadonlyMap<string, string>> {
  const orders = works.flatMap(({ waiting }) =>
    waiting.flatMap(({ item }) => (item.type === "ORDER" && item.order.once ? [item.order] : [])),
  );
  if (orders.length === 0) return new Map();
  const firsts = new Map<string, RunOrder>();
  for (const order of orders) if (!firsts.has(nameOf(order.once))) firsts.set(nameOf(order.once), order);
  const rows = await query<ClaimedKey>(claimRunKeys, [
    JSON.stringify(
      [...firsts.values()].map(({ identity, once }) => ({
        scope: once?.scope,
        key: once?.key,
        input_hash: once?.inputHash,
        run_id: identity.id,
        keep_ms: once?.keepMs,
      })),
    ),
  ]);
  const claimed = new Map(rows.map((row) => [nameOf(row), row]));
  const existing = new Map<string, string>();
  for (const { identity, once } of orders) {
    const row = claimed.get(nameOf(once));
    if (!row || row.runId === identity.id) continue;
    if (row.inputHash !== once?.inputHash) throw keyReused(["idempotencyKey"]);
    existing.set(identity.id, row.runId);
  }
  return existing;
}

function nameOf(key: { readonly scope: string; readonly key: string } | null): string {
  return `${key?.scope} ${key?.key}`;
}
