import type { AgentService } from "../agents/index.js";
import { Repeater } from "../platform/repeater.js";
import type { Service } from "../platform/service.js";
import type { TaskService } from "../tasks/index.js";
import { pause } from "../platform/pause.js";
import { TenantWorker, type TenantWorkerParts } from "./tenant-worker.js";

/** What it needs of those below it, whatever its jobs do. */
export interface WorkerNeighbours extends Pick<TenantWorkerParts, "dispatch"> {
  readonly agents: TenantWorkerParts["agents"] & Pick<AgentService, "onAgentChanged" | "reportLoad">;
  readonly tasks: Pick<TaskService, "heartbeat">;
}

export interface BuiltInWorkersParts
  extends
    Pick<TenantWorkerParts, "what" | "kinds" | "capacity" | "createJob" | "onCancelled" | "clock" | "log">,
    WorkerNeighbours {
  /** Tenants with tasks for the agent, by id, behind `after`; a page of them, none behind the last. */
  readonly findTenants: (after: string) => Promise<readonly string[]>;
  /** Tells that there may be others now; what it misses is found within five seconds. */
  readonly onTenantsChanged: (listener: () => void) => () => void;
  /** Of the tasks: what heartbeats extend. */
  readonly leaseMs: number;
  /** What runs when the process stops may take this long. */
  readonly drainMs: number;
}

/** Tenants whose tasks one process does; those beyond it are the others' and are told in the log. */
const maxTenants = 10_000;
const sweepMs = 5_000;
/** Many changes that come together are looked at together. */
const noticeMs = 50;
/** Sessions that are opened at a time. */
const openAtATime = 16;

/** Does the tasks that a built-in agent is for: a session of the agent of each tenant that has some, without a socket. */
export class BuiltInWorkers implements Service {
  readonly name: string;
  readonly #parts: BuiltInWorkersParts;
  readonly #workerParts: TenantWorkerParts;
  readonly #workers = new Map<string, TenantWorker>();
  /** Without a session any more, but not done. */
  readonly #leaving = new Set<TenantWorker>();
  readonly #sweeper: Repeater;
  readonly #beater: Repeater;
  readonly #ends: (() => void)[] = [];

  constructor(parts: BuiltInWorkersParts) {
    const { clock, log, what } = parts;
    this.name = `${what} workers`;
    this.#parts = parts;
    this.#workerParts = { ...parts, onEnded: (worker) => this.#ended(worker) };
    this.#sweeper = new Repeater({ name: this.name, clock, log, run: () => this.#sweep() });
    this.#beater = new Repeater({ name: `${what} heartbeat`, clock, log, run: () => this.#beat() });
  }

  async start(): Promise<void> {
    const { agents, onTenantsChanged } = this.#parts;
    this.#ends.push(
      onTenantsChanged(() => this.#sweeper.wakeIn(noticeMs)),
      agents.onAgentChanged(({ id, tenantId, status }) => {
        const worker = this.#workers.get(tenantId);
        if (status === "FAULTED" && worker?.agent.id === id) void worker.recover();
      }),
    );
    this.#sweeper.start();
    this.#beater.start();
  }

  /** Hands back what is not begun, and gives the rest a moment. */
  async stop(): Promise<void> {
    for (const end of this.#ends.splice(0)) end();
    await this.#sweeper.stop();
    await Promise.all([...this.#workers.values()].map((worker) => this.#close(worker)));
    const over = new AbortController();
    const settled = this.#settled().finally(() => over.abort());
    await pause(this.#parts.clock, this.#parts.drainMs, over.signal);
    for (const worker of this.#leaving) worker.abort("STOPPING");
    await settled;
    await this.#beater.stop();
  }

  async #settled(): Promise<void> {
    await Promise.all([...this.#leaving].map((worker) => worker.settled()));
  }

  async #sweep(): Promise<number> {
    const wanted = await this.#findTenants();
    const gone = [...this.#workers].filter(([tenantId]) => !wanted.has(tenantId));
    await Promise.all(gone.map(([, worker]) => this.#close(worker)));
    const missing = [...wanted].filter((tenantId) => !this.#workers.has(tenantId));
    await Promise.all(Array.from({ length: openAtATime }, () => this.#openAll(missing)));
    return sweepMs;
  }

  async #findTenants(): Promise<Set<string>> {
    const { findTenants, log } = this.#parts;
    const tenants = new Set<string>();
    let after = "";
    for (;;) {
      const page = await findTenants(after);
      for (const tenantId of page) {
        if (tenants.size === maxTenants) {
          log.warn({ maxTenants }, `more tenants have tasks for the ${this.name} than this process works for`);
          return tenants;
        }
        tenants.add(tenantId);
      }
      const last = page.at(-1);
      if (last === undefined) return tenants;
      after = last;
    }
  }

  async #openAll(missing: string[]): Promise<void> {
    for (let tenantId = missing.shift(); tenantId !== undefined; tenantId = missing.shift()) {
      try {
        this.#workers.set(tenantId, await TenantWorker.open(this.#workerParts, tenantId));
      } catch (error) {
        this.#parts.log.warn({ err: error, tenantId }, "no worker for the tenant until the next look");
      }
    }
  }

  async #close(worker: TenantWorker): Promise<void> {
    this.#leave(worker);
    await worker.close();
  }

  /** Its session was ended by somebody else: the next look opens another. */
  #ended(worker: TenantWorker): void {
    this.#leave(worker);
    this.#sweeper.wakeIn(noticeMs);
  }

  #leave(worker: TenantWorker): void {
    if (this.#workers.get(worker.agent.tenantId) === worker) this.#workers.delete(worker.agent.tenantId);
    if (this.#leaving.has(worker)) return;
    this.#leaving.add(worker);
    void this.#seeOff(worker);
  }

  async #seeOff(worker: TenantWorker): Promise<void> {
    await worker.close();
    await worker.settled();
    this.#leaving.delete(worker);
  }

  /** Extends the leases of what runs; what is lost is not worth going on with. */
  async #beat(): Promise<number> {
    const workers = [...this.#workers.values(), ...this.#leaving].filter(({ accepted }) => accepted.length > 0);
    const beats = await Promise.allSettled(workers.map((worker) => this.#beatFor(worker)));
    const failed = beats.find((beat) => beat.status === "rejected");
    if (failed) this.#parts.log.warn({ err: failed.reason }, "leases of built-in agents were not extended");
    return this.#parts.leaseMs / 3;
  }

  async #beatFor({ agent, accepted }: TenantWorker): Promise<void> {
    const [{ lostTaskIds }] = await Promise.all([
      this.#parts.tasks.heartbeat(
        agent,
        accepted.map(({ lease }) => lease),
      ),
      this.#parts.agents.reportLoad([{ agentId: agent.id, load: null }]),
    ]);
    const lost = new Set(lostTaskIds);
    for (const job of accepted) if (lost.has(job.lease.taskId)) job.abort("LOST");
  }
}
