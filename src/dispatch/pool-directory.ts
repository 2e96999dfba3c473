import { Batcher } from "../platform/batcher.js";
import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import type { TaskPool, TaskService } from "../tasks/index.js";

const everyMs = 5_000;

/** Topic on which a process tells of pools that it has just made. */
export function poolsTopic(tenantId: string): string {
  return `pools.${tenantId}`;
}

/**
 * Knows the pools of the tenants that have a session here. Told of new ones by their maker; a lost word is made good by
 * reading them all again every five seconds.
 */
export class PoolDirectory {
  readonly #tasks: TaskService;
  readonly #broker: Broker;
  readonly #onPools: (pools: readonly TaskPool[]) => void;
  readonly #watched = new Map<string, { sessions: number; unsubscribe: Promise<() => Promise<void>> }>();
  readonly #repeater: Repeater;
  /** The agents of a replica that was restarted may all come at once. */
  readonly #reads: Batcher<string, readonly TaskPool[]>;
  readonly #log: Log;

  constructor(parts: {
    tasks: TaskService;
    broker: Broker;
    clock: Clock;
    log: Log;
    onPools: (pools: readonly TaskPool[]) => void;
  }) {
    this.#tasks = parts.tasks;
    this.#broker = parts.broker;
    this.#log = parts.log;
    this.#onPools = parts.onPools;
    this.#reads = new Batcher({
      run: (tenantIds) => this.#read(tenantIds),
      maxWeight: 1_000,
      maxRuns: 1,
      maxWaiting: 100_000,
    });
    this.#repeater = new Repeater({
      name: "pool directory",
      clock: parts.clock,
      log: parts.log,
      run: () => this.#refreshAll(),
    });
  }

  start(): void {
    this.#repeater.start();
  }

  async stop(): Promise<void> {
    await this.#repeater.stop();
    await Promise.all([...this.#watched.keys()].map((tenantId) => this.#drop(tenantId)));
  }

  /** Follows a tenant's pools, once per session; resolves when those that exist have been told. */
  async watch(tenantId: string): Promise<void> {
    const watched = this.#watched.get(tenantId);
    if (watched) {
      watched.sessions++;
      await watched.unsubscribe;
    } else {
      const unsubscribe = this.#broker.subscribe(poolsTopic(tenantId), () => void this.refresh(tenantId));
      this.#watched.set(tenantId, { sessions: 1, unsubscribe });
      await unsubscribe;
    }
    this.#onPools(await this.#reads.add(tenantId));
  }

  async unwatch(tenantId: string): Promise<void> {
    const watched = this.#watched.get(tenantId);
    if (watched && --watched.sessions === 0) await this.#drop(tenantId);
  }

  /** Reads a tenant's pools again; never rejects. */
  async refresh(tenantId: string): Promise<void> {
    if (!this.#watched.has(tenantId)) return;
    try {
      this.#onPools(await this.#reads.add(tenantId));
    } catch (error) {
      this.#log.warn({ err: error, tenantId }, "new pools are found at the next refresh");
    }
  }

  async #read(tenantIds: readonly string[]): Promise<(readonly TaskPool[])[]> {
    const pools = await this.#tasks.pools.list([...new Set(tenantIds)]);
    return tenantIds.map((tenantId) => pools.filter((pool) => pool.tenantId === tenantId));
  }

  async #drop(tenantId: string): Promise<void> {
    const watched = this.#watched.get(tenantId);
    this.#watched.delete(tenantId);
    await (
      await watched?.unsubscribe
    )?.();
  }

  async #refreshAll(): Promise<number> {
    if (this.#watched.size > 0) this.#onPools(await this.#tasks.pools.list([...this.#watched.keys()]));
    return everyMs;
  }
}
