import { Signal } from "../../src/platform/signal.js";
import {
  HostError,
  type HostLogChunk,
  type HostOrder,
  type HostPhase,
  type HostReport,
  type SandboxHost,
} from "../../src/sandboxes/host.js";
import type { ManualClock } from "./manual-clock.js";

interface FakeContainer {
  readonly order: HostOrder | null;
  report: HostReport;
  readonly log: HostLogChunk[];
  /** Told when there is more of its log, or it has ended. */
  readonly grown: Signal<void>;
}

/** A host that runs nothing: the test says what becomes of each container. It outlives the processes that ask it, unless it is local. */
export class FakeSandboxHost implements SandboxHost {
  readonly name = "fake sandbox host";
  readonly id: string;
  isolates = true;
  isAvailable = true;
  /** Whether it answers at all. */
  isUp = true;
  /** Whether what is ordered runs at once. */
  runsAtOnce = true;
  /** Whether what is removed is gone at once. */
  removesAtOnce = true;
  /** Whether it tells of nothing, so that it has to be asked. */
  isMute = false;
  /** Throws to refuse an order. */
  refuse: (order: HostOrder) => void = () => undefined;
  /** Called before a list is answered. */
  onList: () => Promise<void> = async () => undefined;
  /** All that were given, repeated ones among them. */
  readonly orders: HostOrder[] = [];
  readonly removals: { readonly ref: string; readonly graceMs: number }[] = [];
  /** Readers of logs under way. */
  readers = 0;
  readonly #containers = new Map<string, FakeContainer>();
  readonly #reports = new Signal<HostReport>();
  readonly #clock: ManualClock;

  constructor(clock: ManualClock, id = "kubernetes:test") {
    this.#clock = clock;
    this.id = id;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  get refs(): string[] {
    return [...this.#containers.keys()];
  }

  async provision(order: HostOrder): Promise<void> {
    this.#answer();
    this.orders.push(order);
    this.refuse(order);
    if (this.#containers.has(order.ref)) return;
    this.put(order.ref, order);
    if (this.runsAtOnce) this.run(order.ref);
  }

  async remove(ref: string, graceMs: number): Promise<void> {
    this.#answer();
    this.removals.push({ ref, graceMs });
    if (this.removesAtOnce || !this.#containers.has(ref)) this.vanish(ref);
    else this.say(ref, { phase: "ENDING" });
  }

  async list(): Promise<readonly HostReport[]> {
    this.#answer();
    const reports = [...this.#containers.values()].map(({ report }) => report);
    await this.onList();
    return reports;
  }

  onReport(listener: (report: HostReport) => void): () => void {
    return this.#reports.on(listener);
  }

  async *logs(ref: string, cursor: string | null, signal: AbortSignal): AsyncIterable<HostLogChunk> {
    this.#answer();
    this.readers++;
    try {
      // What is under way goes on to the end of what was written, though the container is gone.
      const container = this.#containers.get(ref);
      if (!container) return;
      for (let from = cursor === null ? 0 : Number(cursor); ;) {
        const next = container.log[from];
        const isThere = this.#containers.get(ref) === container;
        if (next) {
          from = Number(next.cursor);
          yield next;
        } else if (!isThere || hasEnded(container.report.phase) || signal.aborted) return;
        else await nextOf(container.grown, signal);
        if (!this.isUp) throw unreachable();
      }
    } finally {
      this.readers--;
    }
  }

  /** That is there, of whoever's doing. */
  put(ref: string, order: HostOrder | null = null, changes: Partial<HostReport> = {}): void {
    const report: HostReport = {
      ...{ ref, phase: "STARTING", reason: null, message: null, exitCode: null, containerId: null, connection: null },
      ...{ startedAt: null, finishedAt: null, cpuMs: null, peakMemoryBytes: null, ...changes },
    };
    this.#containers.set(ref, { order, report, log: [], grown: new Signal() });
    this.#tell(report);
  }

  run(ref: string): void {
    this.say(ref, { phase: "RUNNING", containerId: `container of ${ref}`, startedAt: this.#clock.now() });
  }

  exit(ref: string, exitCode: number, changes: Partial<HostReport> = {}): void {
    const phase = exitCode === 0 ? "SUCCEEDED" : "FAILED";
    const reason = exitCode === 0 ? null : "EXIT_CODE";
    this.say(ref, { phase, reason, exitCode, finishedAt: this.#clock.now(), ...changes });
  }

  say(ref: string, changes: Partial<HostReport>): void {
    const container = this.#containers.get(ref);
    if (!container) throw new Error(`the host has no ${ref}`);
    container.report = { ...container.report, ...changes };
    this.#tell(container.report);
    container.grown.emit();
  }

  /** It is not there any more, by whatever. */
  vanish(ref: string, changes: Partial<HostReport> = {}): void {
    const container = this.#containers.get(ref);
    this.#containers.delete(ref);
    container?.grown.emit();
    this.#tell({
      ...{ ref, phase: "GONE", reason: null, message: null, exitCode: null, containerId: null, connection: null },
      ...{ startedAt: null, finishedAt: null, cpuMs: null, peakMemoryBytes: null, ...changes },
    });
  }

  write(ref: string, text: string): void {
    const container = this.#containers.get(ref);
    if (!container) throw new Error(`the host has no ${ref}`);
    container.log.push({ stream: "STDOUT", text, cursor: String(container.log.length + 1) });
    container.grown.emit();
  }

  phaseOf(ref: string): HostPhase {
    return this.#containers.get(ref)?.report.phase ?? "GONE";
  }

  #answer(): void {
    if (!this.isUp) throw unreachable();
  }

  #tell(report: HostReport): void {
    if (!this.isMute) this.#reports.emit(report);
  }
}

function unreachable(): HostError {
  return new HostError("HOST_UNREACHABLE", "The test's host does not answer.", { isPassing: true });
}

function hasEnded(phase: HostPhase): boolean {
  return phase === "SUCCEEDED" || phase === "FAILED";
}

function nextOf(signal: Signal<void>, abort: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      forget();
      abort.removeEventListener("abort", settle);
      resolve();
    };
    const forget = signal.on(settle);
    abort.addEventListener("abort", settle);
  });
}
