import { createEmbeddedBroker } from "../../src/platform/broker/embedded-broker.js";
import type { Clock } from "../../src/platform/clock.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics, type Metrics } from "../../src/platform/metrics.js";
import { createSandboxController, type SandboxController } from "../../src/sandboxes/control/controller.js";
import type { ControllerConfig } from "../../src/sandboxes/control/parts.js";
import type { SandboxJob } from "../../src/sandboxes/control/task-job.js";
import type { LedgerConfig, KeptSandbox } from "../../src/sandboxes/ledger.js";
import type { HostReport } from "../../src/sandboxes/host.js";
import type { WarmPool } from "../../src/sandboxes/pool.js";
import { FakeSandboxHost } from "./fake-sandbox-host.js";
import { FakeNeighbours, type FakeTask } from "./fake-sandbox-tasks.js";
import { ManualClock } from "./manual-clock.js";
import { MemoryLedger } from "./memory-ledger.js";

/** A pool that has what the test puts there. */
export class FakePool implements WarmPool {
  readonly name = "fake pool";
  readonly ready: string[] = [];
  readonly taken = new Map<string, string>();
  readonly heard: HostReport[] = [];
  reconciled: readonly HostReport[] = [];
  readonly #ledger: MemoryLedger;
  readonly #host: FakeSandboxHost;

  constructor(ledger: MemoryLedger, host: FakeSandboxHost) {
    this.#ledger = ledger;
    this.#host = host;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  async take({ id }: KeptSandbox): Promise<string | null> {
    const ref = this.taken.get(id) ?? this.ready.shift() ?? null;
    if (ref !== null) this.taken.set(id, ref);
    return ref;
  }

  onReport(report: HostReport): void {
    this.heard.push(report);
  }

  /** Takes away what has become a sandbox that does not know of it, and will not any more. */
  async reconcile(reports: readonly HostReport[]): Promise<void> {
    this.reconciled = reports;
    for (const [id, ref] of this.taken) {
      const { status, hostRef } = this.#ledger.get(id);
      if (hostRef !== ref && status !== "PENDING" && status !== "PROVISIONING") await this.#host.remove(ref, 0);
    }
  }
}

/** One Muster process. `kill` is kill -9: nothing that it had under way goes on. */
export interface FakeProcess {
  readonly id: string;
  readonly controller: SandboxController;
  readonly metrics: Metrics;
  readonly isDead: boolean;
  /** Whether it was told to stop. */
  isStopped: boolean;
  kill(): void;
  /** Calls to its neighbours are told before and after, as `ledger.move`; throwing makes the call fail. */
  onCall: (name: string, when: "before" | "after", args: readonly unknown[]) => void;
}

export interface ControlWorldOptions {
  readonly hostId?: string;
  readonly config?: Partial<ControllerConfig>;
  readonly ledger?: Partial<LedgerConfig>;
}

interface BootOptions {
  readonly random?: () => number;
  /** How far its clock is ahead of the ledger's. */
  readonly aheadMs?: number;
  readonly onCall?: (process: FakeProcess, ...call: Parameters<FakeProcess["onCall"]>) => void;
}

const defaults: ControllerConfig = {
  ...{ url: () => "http://muster", maxRunning: 50, readyTimeoutMs: 300_000, graceMs: 10_000, acceptMs: 60_000 },
  ...{ leaseMs: 30_000, maxLogBytes: 1_000_000, maxLogsFollowed: 10, allowUntrusted: false },
  defaults: { cpuMillis: 500, memoryBytes: 2 ** 29, storageBytes: 2 ** 30 },
};

/** A ledger, a host and neighbours that outlive the processes which look after sandboxes there. */
export class ControlWorld {
  readonly clock = new ManualClock(new Date("2026-01-01T00:00:00Z"));
  readonly broker = createEmbeddedBroker();
  readonly pool: FakePool;
  readonly ledger: MemoryLedger;
  readonly host: FakeSandboxHost;
  readonly neighbours = new FakeNeighbours(this.clock);
  readonly #config: ControllerConfig;
  readonly processes: FakeProcess[] = [];

  constructor({ hostId, config, ledger }: ControlWorldOptions = {}) {
    this.host = new FakeSandboxHost(this.clock, hostId);
    this.ledger = new MemoryLedger(this.clock, ledger);
    this.pool = new FakePool(this.ledger, this.host);
    this.ledger.findEnded = (ids) => this.neighbours.ended(ids);
    this.#config = { ...defaults, ...config };
  }

  /** A process that is started. Its chance is always 0 unless said. */
  async boot({ random = () => 0, aheadMs = 0, onCall }: BootOptions = {}): Promise<FakeProcess> {
    const process = this.#create(random, aheadMs);
    if (onCall) process.onCall = (...call) => onCall(process, ...call);
    this.ledger.replicas.add(process.id);
    if (this.processes.push(process) === 1) await this.broker.start();
    await process.controller.start();
    await this.settle();
    return process;
  }

  /** Ends what the test has left running. */
  async close(): Promise<void> {
    for (const process of this.processes) if (!process.isDead && !process.isStopped) await this.stop(process);
    await this.broker.stop();
  }

  /** As SIGTERM does. */
  async stop(process: FakeProcess): Promise<void> {
    process.isStopped = true;
    const stopped = process.controller.stop();
    const over = new AbortController();
    void stopped.then(() => over.abort());
    for (let ms = 0; !over.signal.aborted && ms < 60_000; ms += 500) await this.advance(500);
    await stopped;
    this.ledger.replicas.delete(process.id);
  }

  kill(process: FakeProcess): void {
    process.kill();
    this.ledger.replicas.delete(process.id);
  }

  /** Lets all that is under way come as far as it can without time passing. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 12; turn++) {
      this.clock.advance(0);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  async advance(byMs: number): Promise<void> {
    for (let leftMs = byMs; leftMs > 0; leftMs -= 500) {
      this.clock.advance(Math.min(leftMs, 500));
      await this.settle();
    }
    await this.settle();
  }

  /** As the door does it: with a word to whoever looks after it. */
  async terminate(id: string): Promise<void> {
    const { ownerId } = this.ledger.terminate(id);
    this.broker.broadcast("sandboxes.changed", JSON.stringify({ id, ownerId }));
    await this.settle();
  }

  /** A sandbox that is asked for, and what came of it at once. */
  async request(input: Parameters<MemoryLedger["request"]>[0] = {}): Promise<string> {
    const { id } = this.ledger.request(input);
    this.broker.broadcast("sandboxes.changed", "{}");
    await this.settle();
    return id;
  }

  /** An assignment of the task that a job of the process works on. */
  async offer(process: FakeProcess, task: FakeTask): Promise<{ readonly job: SandboxJob; readonly isOver: boolean }> {
    const job = process.controller.job(this.neighbours.assign(task));
    const state = { job, isOver: false };
    void job.work().then(() => (state.isOver = true));
    await this.advance(100);
    return state;
  }

  /** The newest sandbox of a task. */
  ofTask({ id }: FakeTask): KeptSandbox {
    const found = this.ledger.all.findLast(({ taskId }) => taskId === id);
    if (!found) throw new Error(`no sandbox of ${id}`);
    return found;
  }

  #create(random: () => number, aheadMs: number): FakeProcess {
    let isDead = false;
    const metrics = createMetrics();
    const process: Omit<FakeProcess, "controller"> = {
      ...{ id: newId("replica"), metrics, isStopped: false, onCall: () => undefined, kill: () => void (isDead = true) },
      get isDead() {
        return isDead;
      },
    };
    const guard = <Port extends object>(name: string, port: Port): Port => mortal(name, port, process);
    const { identity, agents, tasks, catalogue } = this.neighbours.ports;
    const controller = createSandboxController({
      ...{ ledger: guard("ledger", this.ledger), host: guard("host", this.host), pool: guard("pool", this.pool) },
      ...{ identity: guard("identity", identity), agents: guard("agents", agents), tasks: guard("tasks", tasks) },
      ...{ catalogue: guard("catalogue", catalogue), broker: guard("broker", this.broker) },
      ...{ clock: mortalClock(this.clock, process, aheadMs), log: silentLog, metrics, ownerId: process.id, random },
      config: this.#config,
    });
    return Object.assign(process, { controller });
  }
}

const never = new Promise<never>(() => undefined);

type Listener = (...said: unknown[]) => void;

/** The port as a process sees it that may die: then no call comes back, and none is made. */
function mortal<Port extends object>(name: string, port: Port, process: Omit<FakeProcess, "controller">): Port {
  const alive = (listener: Listener): Listener => {
    return (...said) => (process.isDead ? undefined : listener(...said));
  };
  const call = async (method: string, run: () => unknown, args: readonly unknown[]): Promise<unknown> => {
    if (process.isDead) return never;
    process.onCall(`${name}.${method}`, "before", args);
    if (process.isDead) return never;
    const result = await run();
    if (process.isDead) return never;
    process.onCall(`${name}.${method}`, "after", args);
    return process.isDead ? never : result;
  };
  return new Proxy(port, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      const method = String(key);
      const run = (...args: unknown[]): unknown =>
        Reflect.apply(
          value,
          target,
          args.map((arg) => (typeof arg === "function" ? alive(arg as Listener) : arg)),
        );
      const isAtOnce = method.startsWith("on") || method === "logs" || method === "broadcast";
      return isAtOnce ? run : (...args: unknown[]) => call(method, () => run(...args), args);
    },
  });
}

function mortalClock(clock: ManualClock, process: Omit<FakeProcess, "controller">, aheadMs: number): Clock {
  return {
    now: () => new Date(clock.now().getTime() + aheadMs),
    after: (delayMs, run) =>
      clock.after(delayMs, () => {
        if (!process.isDead) run();
      }),
  };
}
