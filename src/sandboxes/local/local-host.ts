import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import { Repeater } from "../../platform/repeater.js";
import { Signal } from "../../platform/signal.js";
import { HostError, type HostLogChunk, type HostOrder, type HostReport, type SandboxHost } from "../host.js";
import type { SandboxReason } from "../model.js";
import { type Account, areOpenToAll, sandboxAccount } from "./account.js";
import { refused } from "./environment.js";
import { Guard } from "./guard.js";
import { clearLeftovers } from "./leftovers.js";
import { discard, takePlace } from "./place.js";
import { ProcessTable } from "./process-table.js";
import type { Surroundings } from "./run.js";
import { LocalSandbox } from "./sandbox.js";
import { verdicts } from "./verdicts.js";

export interface LocalHostOptions {
  /** Made where it is not there. Several processes may share it: each has a place of its own in it. */
  readonly directory: string;
  readonly log: Log;
  readonly clock: Clock;
  /** What an order without a command runs, before its arguments. */
  readonly launcher: readonly string[];
  /** Sandboxes at a time, those that have ended not among them. */
  readonly maxProcesses: number;
  /** From one look at what they use to the next. */
  readonly sampleEveryMs?: number;
  /** What they get to end by themselves when the host is stopped. */
  readonly stopGraceMs?: number;
}

const defaultSampleEveryMs = 250;
const defaultStopGraceMs = 2_000;
/** To the first look at a new one, so that something is known of short ones too. */
const firstSampleMs = 50;
const minStorageSampleMs = 1_000;
/** Walking through folders takes at most a tenth of the time. */
const storageRest = 10;
/** Names a folder. */
const refForm = /^[a-z]+_[0-9a-z]{1,100}$/;

/**
 * Runs sandboxes as child processes of ours: for development and for programs that one trusts, as it does not isolate them.
 *
 * A sandbox sees the machine's files, processes and network as any process of its account does: of an account that owns nothing else
 * (65533) where we are root and it can read the launcher, else of ours, which can read our own memory and files. `image` and `egress` say
 * nothing here. Its environment holds nothing of ours.
 *
 * Limits: memory is the resident memory of its processes, looked at every 250 ms (it may be above in between, and shared memory counts for
 * each process); disk is what its folder takes, looked at every second or, with very many files, less often, and as a second net the
 * size of each file where there is `prlimit`. Processors are not limited: its processes only come after ours (`nice`). Memory, and what is
 * used of it and of processors, is known on Linux only, up to the last look before the end.
 *
 * Nothing outlives us: a guard, a small shell beside us, kills all when we die, by `kill -9` too. On Linux that includes what has left its
 * session, as long as it has kept its environment; of the rest see `ProcessTable`. On other systems what has left the group goes unseen.
 */
export function createLocalHost(options: LocalHostOptions): SandboxHost {
  return new LocalHost(options);
}

class LocalHost implements SandboxHost {
  readonly name = "local sandboxes";
  readonly isolates = false;
  readonly #options: LocalHostOptions;
  readonly #sandboxes = new Map<string, LocalSandbox>();
  readonly #provisions = new Set<Promise<void>>();
  readonly #reports = new Signal<HostReport>();
  readonly #table = new ProcessTable();
  readonly #sampler: Repeater;
  readonly #storageSampler: Repeater;
  #starting: Promise<void> | null = null;
  #stopping: Promise<void> | null = null;
  #surroundings: Surroundings | null = null;

  constructor(options: LocalHostOptions) {
    this.#options = options;
    const { clock, log } = options;
    this.#sampler = new Repeater({ name: "use of sandboxes", clock, log, run: () => this.#sample() });
    this.#storageSampler = new Repeater({ name: "disk of sandboxes", clock, log, run: () => this.#sampleStorage() });
  }

  get id(): string {
    return `local:${this.#surroundings?.place.hostId ?? ""}`;
  }

  get isAvailable(): boolean {
    return this.#surroundings !== null && this.#stopping === null;
  }

  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async provision(order: HostOrder): Promise<void> {
    const provision = this.#provision(order);
    this.#provisions.add(provision);
    try {
      await provision;
    } finally {
      this.#provisions.delete(provision);
    }
  }

  async remove(ref: string, graceMs: number): Promise<void> {
    const sandbox = this.#sandboxes.get(ref);
    if (sandbox) void sandbox.remove(graceMs);
    else this.#reports.emit(goneReport(ref));
  }

  async list(): Promise<readonly HostReport[]> {
    return [...this.#sandboxes.values()].map((sandbox) => sandbox.report());
  }

  onReport(listener: (report: HostReport) => void): () => void {
    return this.#reports.on(listener);
  }

  async *logs(ref: string, cursor: string | null, signal: AbortSignal): AsyncGenerator<HostLogChunk, void> {
    const sandbox = this.#sandboxes.get(ref);
    if (sandbox) yield* sandbox.logs(cursor, signal);
  }

  async #start(): Promise<void> {
    const { directory, launcher, clock, log } = this.#options;
    const account = await chooseAccount(launcher, log);
    const place = await takePlace(directory, account);
    const guard = new Guard({ place, hasAccount: account !== null, log, clock });
    this.#surroundings = { place, account, guard, table: this.#table, clock, log };
    await clearLeftovers(place, log);
    await guard.start();
    this.#sampler.start();
    this.#storageSampler.start();
  }

  async #stop(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    const graceMs = this.#options.stopGraceMs ?? defaultStopGraceMs;
    await Promise.all([...this.#sandboxes.values()].map((sandbox) => sandbox.remove(graceMs, verdicts.hostStopped)));
    await Promise.allSettled(this.#provisions);
    await this.#sampler.stop();
    await this.#storageSampler.stop();
    await this.#surroundings?.guard.stop();
    await this.#surroundings?.place.leave();
  }

  async #provision(order: HostOrder): Promise<void> {
    if (!refForm.test(order.ref)) throw refused(`${JSON.stringify(order.ref)} is no name of a sandbox.`);
    for (let other = this.#sandboxes.get(order.ref); other; other = this.#sandboxes.get(order.ref)) {
      if (!other.isEnding) return other.begin();
      // One that is on its way out makes room first.
      if ((await other.leaving) !== true) throw passing("HOST_REFUSED", `${order.ref} is not gone yet.`);
    }
    const sandbox = this.#add(order);
    try {
      await sandbox.begin();
    } catch (error) {
      if (!sandbox.isEnding) await this.#forget(order.ref);
      throw error;
    }
    this.#sampler.wakeIn(firstSampleMs);
    this.#storageSampler.wakeIn(firstSampleMs);
  }

  #add(order: HostOrder): LocalSandbox {
    const { launcher, maxProcesses } = this.#options;
    const surroundings = this.#surroundings;
    if (!surroundings || this.#stopping) throw passing("HOST_UNREACHABLE", "The local host is not running.");
    if (this.#live.length >= maxProcesses) {
      throw passing("HOST_QUOTA", `${maxProcesses} sandboxes run on this machine already.`);
    }
    const onReport = (report: HostReport): void => {
      if (report.phase === "GONE") this.#sandboxes.delete(order.ref);
      this.#reports.emit(report);
    };
    const sandbox = new LocalSandbox({ order, launcher, surroundings, onReport });
    this.#sandboxes.set(order.ref, sandbox);
    return sandbox;
  }

  /** Of one that nobody has heard of. */
  async #forget(ref: string): Promise<void> {
    this.#sandboxes.delete(ref);
    const { place, log } = this.#surroundings ?? {};
    if (place) await discard(place, ref).catch((error: unknown) => log?.warn({ err: error, ref }, "a folder is left"));
  }

  get #live(): readonly LocalSandbox[] {
    return [...this.#sandboxes.values()].filter(({ isLive }) => isLive);
  }

  async #sample(): Promise<number | null> {
    if (this.#live.length === 0) return null;
    await this.#table.look(false);
    for (const sandbox of this.#live) sandbox.inspect();
    return this.#options.sampleEveryMs ?? defaultSampleEveryMs;
  }

  async #sampleStorage(): Promise<number | null> {
    const start = performance.now();
    for (const sandbox of this.#live) await sandbox.inspectStorage();
    const tookMs = performance.now() - start;
    return this.#live.length === 0 ? null : Math.max(minStorageSampleMs, tookMs * storageRest);
  }
}

/** An account of its own, where we may choose and it can run the launcher. */
async function chooseAccount(launcher: readonly string[], log: Log): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  if (await areOpenToAll([process.execPath, ...launcher])) return sandboxAccount;
  log.warn({ launcher }, "sandboxes run as root: no other account can read what is to be run in them");
  return null;
}

function passing(reason: SandboxReason, message: string): HostError {
  return new HostError(reason, message, { isPassing: true });
}

function goneReport(ref: string): HostReport {
  const unknown = { reason: null, message: null, exitCode: null, containerId: null, connection: null };
  return { ref, phase: "GONE", ...unknown, startedAt: null, finishedAt: null, cpuMs: null, peakMemoryBytes: null };
}
