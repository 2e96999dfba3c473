import type { Query } from "../../platform/db/database.js";
import { MusterError } from "../../platform/errors.js";
import { countOpenRuns, findQueuedRuns, lockAdmission } from "../sql/admit-runs.sql.js";
import type { RunIdentity, RunRecord } from "./run-record.js";
import type { Work } from "./turn-queue.js";
import type { TurnItem } from "./turn-items.js";

interface Count {
  open: number;
  queued: number;
  oldest: string | null;
}

interface Admitted {
  readonly status: "RUNNING" | "QUEUED";
  readonly displaced: readonly string[];
}

/** The runs that a workflow's concurrency allows, within one transaction: counted under a lock of the workflow and key. */
export class Admission {
  readonly #query: Query;
  readonly #counts = new Map<string, Count>();
  readonly #locked = new Set<string>();

  constructor(query: Query) {
    this.#query = query;
  }

  /** Takes the locks of all runs that are to be created, in one go. Others are taken as they are met. */
  async lock(works: readonly Work<TurnItem>[]): Promise<void> {
    const orders = works.flatMap(({ waiting }) =>
      waiting.flatMap(({ item }) => (item.type === "ORDER" ? [item.order.identity] : [])),
    );
    await this.#take(orders.map(nameOf).filter((name) => name !== null));
  }

  /** Whether a new run begins at once or waits, and which run is to make room for it. Throws CONFLICT where neither is wanted. */
  async admit({ identity, state }: RunRecord): Promise<Admitted> {
    const { concurrency } = state.plan;
    if (!concurrency || identity.concurrencyKey === null) return { status: "RUNNING", displaced: [] };
    const count = await this.#countOf(identity, identity.concurrencyKey);
    if (count.open < concurrency.limit && count.queued === 0) {
      count.open++;
      return { status: "RUNNING", displaced: [] };
    }
    if (concurrency.whenFull === "REFUSE")
      throw new MusterError("CONFLICT", `${concurrency.limit} runs of the workflow are open: it allows no more.`, {
        reason: "CONCURRENCY_REACHED",
      });
    count.queued++;
    const displaced = concurrency.whenFull === "CANCEL_OLDEST" && count.oldest !== null ? [count.oldest] : [];
    return { status: "QUEUED", displaced };
  }

  /** Whether it is the turn of a run that waits. */
  async isNext({ identity, state }: RunRecord): Promise<boolean> {
    const { concurrency } = state.plan;
    const { concurrencyKey, id, workflowId } = identity;
    if (!concurrency || concurrencyKey === null) return true;
    const count = await this.#countOf(identity, concurrencyKey);
    const room = concurrency.limit - count.open;
    if (room <= 0) return false;
    const next = await this.#query<{ id: string }>(findQueuedRuns, [workflowId, concurrencyKey, room]);
    if (!next.some((one) => one.id === id)) return false;
    count.open++;
    count.queued--;
    return true;
  }

  async #countOf(identity: RunIdentity, key: string): Promise<Count> {
    const name = nameOf(identity) ?? "";
    await this.#take([name]);
    const known = this.#counts.get(name);
    if (known) return known;
    const [count = { open: 0, queued: 0, oldest: null }] = await this.#query<Count>(countOpenRuns, [
      identity.workflowId,
      key,
    ]);
    this.#counts.set(name, count);
    return count;
  }

  async #take(names: readonly string[]): Promise<void> {
    const missing = [...new Set(names)].filter((name) => !this.#locked.has(name));
    if (missing.length === 0) return;
    await this.#query(lockAdmission, [missing]);
    for (const name of missing) this.#locked.add(name);
  }
}

function nameOf({ workflowId, concurrencyKey }: RunIdentity): string | null {
  return concurrencyKey === null ? null : `${workflowId} ${concurrencyKey}`;
}
