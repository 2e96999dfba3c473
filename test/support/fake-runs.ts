import { newId } from "../../src/platform/ids.js";
import type { CancelOrder, RunStarter, StartedRun, StartOrder } from "../../src/workflows/triggers/ports.js";

/** The engine as triggers see it: remembers what each run was for, and keeps runs open until the test ends them. */
export class FakeRuns implements RunStarter {
  /** Those that started a run, in their order. */
  readonly orders: StartOrder[] = [];
  readonly runIds: string[] = [];
  readonly cancelled: string[] = [];
  /** Orders that were given, those that started nothing among them. */
  attempts = 0;
  /** Throws to refuse an order. */
  refuse: (order: StartOrder) => void = () => undefined;
  /** Called when a run has been started, before whoever ordered it is told. */
  onStarted: (order: StartOrder) => Promise<void> = async () => undefined;
  readonly #known = new Map<string, string>();
  readonly #open = new Set<string>();

  async start(order: StartOrder): Promise<StartedRun> {
    this.attempts += 1;
    const name = JSON.stringify([order.once.scope, order.once.key]);
    const known = this.#known.get(name);
    if (known !== undefined) return { runId: known, isNew: false };
    this.refuse(order);
    const runId = newId("run");
    this.#known.set(name, runId);
    this.#open.add(runId);
    this.orders.push(order);
    this.runIds.push(runId);
    await this.onStarted(order);
    return { runId, isNew: true };
  }

  async isOpen(runId: string): Promise<boolean> {
    return this.#open.has(runId);
  }

  async cancel({ runId }: CancelOrder): Promise<void> {
    this.cancelled.push(runId);
    this.#open.delete(runId);
  }

  end(runId: string | undefined): void {
    if (runId !== undefined) this.#open.delete(runId);
  }

  /** What the runs of a trigger were for. */
  keysOf(triggerId: string): string[] {
    return this.orders.flatMap(({ once: { scope, key } }) => (scope === triggerId ? [key] : []));
  }

  ordersOf(triggerId: string): StartOrder[] {
    return this.orders.filter(({ once }) => once.scope === triggerId);
  }
}
