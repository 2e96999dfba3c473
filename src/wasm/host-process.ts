import type { ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { getPriority, setPriority } from "node:os";
import { LRUCache } from "lru-cache";
import type { Clock } from "../platform/clock.js";
import { moduleInvalid } from "./byte-reader.js";
import { spawnHost, type HostAccount } from "./host-command.js";
import type { JobInput, Order, Report } from "./job.js";
import { maxModuleBytes } from "./limits.js";
import type { WasmResult } from "./model.js";
import { parseReport } from "./report.js";

export interface HostOptions {
  readonly clock: Clock;
  /** Most runs at a time. */
  readonly guests: number;
  /** Of the modules that it keeps compiled, by the size of their bytes; one of any size fits in. */
  readonly cacheBytes: number;
  readonly account: HostAccount | undefined;
}

/** A run on its way through a host. */
export interface HostRun {
  /** Of the module with the limits that are written into it. */
  readonly key: string;
  readonly input: JobInput;
  readonly signal: AbortSignal | undefined;
  /** The module with its limits, asked for when the host does not have it; given up when the signal says so. */
  readonly load: (givenUp: AbortSignal) => Promise<Uint8Array>;
}

/** The process ended under a run. */
export class HostLost extends Error {
  constructor(
    /** It was this run that brought it about; false where it may have been another. */
    readonly isToBlame: boolean,
    why: string,
  ) {
    super(why);
  }
}

interface Expectation {
  readonly resolve: (answer: WasmResult | string | null) => void;
  readonly reject: (error: HostLost) => void;
  readonly cancelDeadline: () => void;
}

/** 60 MB compile in 0.3 s on an idle core. */
const maxCompileMs = 10_000;
/** Above a run's own time, until a host that does not even end it is given up. The host gives up a thread after one second. */
const graceMs = 5_000;
/** It takes 0.1 s, from TypeScript one. */
const maxStartMs = 30_000;
const keptWords = 2_000;
/** Below the control plane, should both be on one machine. */
const niceness = 5;

/** The runner's end of a host process, from its spawn to its end. */
export class HostProcess {
  /** Resolves when it takes runs; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Resolves when it has ended, with how and its last words. */
  readonly ended: Promise<string>;
  readonly #options: HostOptions;
  readonly #child: ChildProcess;
  readonly #modules: LRUCache<string, number>;
  readonly #compiling = new Map<string, Promise<void>>();
  readonly #loads = new Set<AbortController>();
  readonly #expected = new Map<string, Expectation>();
  #words = "";
  #nextId = 1;
  #load = 0;
  #isReady = false;
  /** It has ended or is about to: it is given nothing more. */
  #isDoomed = false;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#modules = new LRUCache({
      maxSize: Math.max(options.cacheBytes, maxModuleBytes),
      sizeCalculation: (bytes: number) => Math.min(bytes, maxModuleBytes),
      dispose: (_bytes, key) => this.#send({ type: "forget", key }),
    });
    this.#child = spawnHost(options.guests, options.account);
    this.#child.stderr?.on("data", (text) => (this.#words = `${this.#words}${String(text)}`.slice(-keptWords)));
    this.ended = new Promise((resolve) => {
      this.#child.once("error", (error) => resolve(this.#onEnd(error.message)));
      this.#child.once("close", (code, signal) => resolve(this.#onEnd(`ended with ${signal ?? code}`)));
    });
    this.ready = this.#listen();
    // Whoever waits for `ready` hears of the failure; for others it is no unhandled rejection.
    this.ready.catch(() => undefined);
    favourOthers(this.#child.pid);
  }

  get isDoomed(): boolean {
    return this.#isDoomed;
  }

  get isReady(): boolean {
    return this.#isReady && !this.#isDoomed;
  }

  get isFree(): boolean {
    return this.isReady && this.#load < this.#options.guests;
  }

  /** Runs that are in it or on their way into it. */
  get load(): number {
    return this.#load;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  has(key: string): boolean {
    return this.#modules.has(key);
  }

  /** Rejects with a MusterError where the module is refused or not to be had, with HostLost where the process ends. */
  async run(run: HostRun): Promise<WasmResult> {
    this.#load++;
    try {
      // Another module may push this one out before it is used.
      while (this.#modules.get(run.key) === undefined) await this.#compile(run);
      return await this.#execute(run);
    } finally {
      this.#load--;
    }
  }

  /** Resolves when nothing of it is left. It holds nothing that were worth a word before. */
  async kill(): Promise<void> {
    this.#doom();
    await this.ended;
  }

  async #execute({ key, input, signal }: HostRun): Promise<WasmResult> {
    const id = this.#nextId++;
    const result = this.#expect(nameOfRun(id), input.limits.timeoutMs + graceMs);
    const cancel = (): void => this.#send({ type: "cancel", id });
    this.#send({ type: "run", id, key, input });
    if (signal?.aborted) cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      // What is expected of a run is its result.
      return (await result) as WasmResult;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** Once for all that need a module at a time; if it fails for one, the next tries by itself. */
  async #compile({ key, load }: HostRun): Promise<void> {
    if (this.#isDoomed) throw new HostLost(false, "The process ended.");
    const other = this.#compiling.get(key);
    if (other) return other.catch(() => undefined);
    const compiling = this.#compileAlone(key, load);
    this.#compiling.set(key, compiling);
    try {
      await compiling;
    } finally {
      this.#compiling.delete(key);
    }
  }

  async #compileAlone(key: string, load: HostRun["load"]): Promise<void> {
    const bytes = await this.#read(load);
    const compiled = this.#expect(nameOfModule(key), maxCompileMs);
    this.#send({ type: "compile", key, bytes });
    const problem = await compiled;
    if (typeof problem === "string") throw moduleInvalid(problem);
    this.#modules.set(key, bytes.length);
  }

  async #read(load: HostRun["load"]): Promise<Uint8Array> {
    const controller = new AbortController();
    this.#loads.add(controller);
    try {
      return await load(controller.signal);
    } catch (error) {
      throw this.#isDoomed ? new HostLost(false, "The process ended.") : error;
    } finally {
      this.#loads.delete(controller);
    }
  }

  #expect(name: string, maxMs: number): Promise<WasmResult | string | null> {
    return new Promise((resolve, reject) => {
      if (this.#isDoomed) return reject(new HostLost(false, "The process had ended."));
      const cancelDeadline = this.#options.clock.after(maxMs, () => this.#giveUp(name));
      this.#expected.set(name, { resolve, reject, cancelDeadline });
    });
  }

  #fulfil(name: string, answer: WasmResult | string | null): void {
    const expectation = this.#expected.get(name);
    this.#expected.delete(name);
    expectation?.cancelDeadline();
    expectation?.resolve(answer);
  }

  #giveUp(name: string): void {
    const expectation = this.#expected.get(name);
    this.#expected.delete(name);
    expectation?.reject(new HostLost(true, "The process did not answer in time."));
    this.#doom();
  }

  #doom(): void {
    this.#isDoomed = true;
    this.#child.kill("SIGKILL");
  }

  #listen(): Promise<void> {
    const cancelDeadline = this.#options.clock.after(maxStartMs, () => this.#doom());
    return new Promise((resolve, reject) => {
      this.#child.on("message", (message) => {
        const report = parseReport(message);
        if (!report) this.#doom();
        else if (report.type !== "ready") this.#hear(report);
        else {
          cancelDeadline();
          this.#isReady = true;
          resolve();
        }
      });
      void this.ended.then(cancelDeadline);
      void this.ended.then((how) => reject(new Error(`The process of WASM runs did not start: ${how}`)));
    });
  }

  #hear(report: Exclude<Report, { type: "ready" }>): void {
    if (report.type === "compiled") return this.#fulfil(nameOfModule(report.key), report.problem);
    this.#fulfil(nameOfRun(report.id), report.result);
    if (report.type === "stuck") this.#doom();
  }

  #onEnd(how: string): string {
    this.#isDoomed = true;
    for (const { reject, cancelDeadline } of this.#expected.values()) {
      cancelDeadline();
      reject(new HostLost(this.#expected.size === 1, `The process ${how}.`));
    }
    this.#expected.clear();
    for (const controller of this.#loads) controller.abort();
    return `${how} ${this.#words}`.trim();
  }

  #send(order: Order): void {
    // What it does not get because it is gone, its end answers.
    if (this.#child.connected) this.#child.send(order, () => undefined);
  }
}

function nameOfRun(id: number): string {
  return `run ${id}`;
}

function nameOfModule(key: string): string {
  return `module ${key}`;
}

/** Of processor and memory: short of memory, the kernel ends this process and not the one with the sockets. Linux only. */
function favourOthers(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, Math.min(getPriority() + niceness, 19));
  } catch {
    // It has just ended, which is noticed elsewhere.
    return;
  }
  writeFile(`/proc/${pid}/oom_score_adj`, "1000").catch(() => undefined);
}
