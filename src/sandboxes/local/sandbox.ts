import { hostname } from "node:os";
import { join } from "node:path";
import type { HostError, HostLogChunk, HostOrder, HostPhase, HostReport } from "../host.js";
import { commandOf, environmentOf } from "./environment.js";
import { layOut } from "./order-files.js";
import { discard } from "./place.js";
import { Run, type RunEnd, type Surroundings } from "./run.js";
import { measureFolder } from "./storage.js";
import { notPrepared, type Verdict, verdictOf, verdicts } from "./verdicts.js";

export interface SandboxOptions {
  readonly order: HostOrder;
  /** In place of a command. */
  readonly launcher: readonly string[];
  readonly surroundings: Surroundings;
  /** In order. */
  readonly onReport: (report: HostReport) => void;
}

interface Removal {
  /** Why it is taken away though nobody asked; null where somebody did. */
  readonly cause: Verdict | null;
  readonly done: Promise<boolean>;
}

/** Between SIGTERM and SIGKILL of one whose time is over. */
const deadlineGraceMs = 2_000;
/** For a killed process to be gone; beyond it hangs in the kernel, and nobody waits for it. */
const killMs = 10_000;
/** The longest that a timer of Node can wait. */
const maxTimerMs = 2 ** 31 - 1;

/** One sandbox, from its order until nothing of it is left. */
export class LocalSandbox {
  readonly #options: SandboxOptions;
  readonly #folder: string;
  readonly #orderedAt: Date;
  #phase: HostPhase = "STARTING";
  #beginning: Promise<void> | null = null;
  #run: Run | null = null;
  /** Of the first process, when all of it has ended. */
  #end: RunEnd | null = null;
  /** Why it has failed, or is about to. */
  #verdict: Verdict | null = null;
  /** What is told of it. */
  #reason: Verdict | null = null;
  #removal: Removal | null = null;
  #killTimer: { readonly dueAt: number; readonly cancel: () => void } | null = null;

  constructor(options: SandboxOptions) {
    this.#options = options;
    this.#folder = join(options.surroundings.place.path, options.order.ref);
    this.#orderedAt = options.surroundings.clock.now();
  }

  /** It has processes, or is about to. */
  get isLive(): boolean {
    return this.#phase === "STARTING" || this.#phase === "RUNNING" || (this.#phase === "ENDING" && !this.#end);
  }

  get isEnding(): boolean {
    return this.#phase === "ENDING";
  }

  /** Resolves when it is gone, with false when it could not be taken away; null while nobody is at it. */
  get leaving(): Promise<boolean> | null {
    return this.#removal?.done ?? null;
  }

  /** Resolves when it runs, or is known not to start; any number of times. Rejects with a HostError, and has left only its folder. */
  begin(): Promise<void> {
    this.#beginning ??= this.#begin().catch((error: unknown) => {
      throw notPrepared(error);
    });
    return this.#beginning;
  }

  /** Asks it to end, and takes it away when it has, or `graceMs` later. Again, it may make that sooner. True once it is gone. */
  remove(graceMs: number, cause: Verdict | null = null): Promise<boolean> {
    this.#killIn(graceMs);
    if (this.#removal) return this.#removal.done;
    const done = this.#takeAway().finally(() => (this.#removal = null));
    this.#removal = { cause, done };
    this.#tell("ENDING");
    return done;
  }

  /** Ends it where it has had more than its due; after a look at the table of processes. */
  inspect(): void {
    const { order, surroundings } = this.#options;
    if (!this.#run || this.#end) return;
    this.#run.measure();
    if (this.#run.memoryBytes > order.memoryBytes) this.#fail(verdicts.outOfMemory(order), 0);
    const ageMs = surroundings.clock.now().getTime() - this.#orderedAt.getTime();
    if (ageMs >= order.maxAgeMs) this.#fail(verdicts.tooOld(order), deadlineGraceMs);
  }

  /** The same of what it has on disk. */
  async inspectStorage(): Promise<void> {
    const { order } = this.#options;
    if (!this.#run || this.#end) return;
    const bytes = await measureFolder(this.#folder, order.storageBytes);
    if (bytes > order.storageBytes) this.#fail(verdicts.outOfStorage(order), 0);
  }

  report(): HostReport {
    const [run, usage] = [this.#run, this.#run?.usage];
    return {
      ref: this.#options.order.ref,
      phase: this.#phase,
      reason: this.#reason?.reason ?? null,
      message: this.#reason?.message ?? null,
      exitCode: this.#end?.exitCode ?? null,
      containerId: run ? `pid:${run.pid}` : null,
      connection: run ? { namespace: null, pod: null, container: null, address: hostname() } : null,
      startedAt: run?.startedAt ?? null,
      finishedAt: this.#end?.at ?? null,
      cpuMs: usage?.cpuMs ?? null,
      peakMemoryBytes: usage?.peakMemoryBytes ?? null,
    };
  }

  async *logs(cursor: string | null, signal: AbortSignal): AsyncGenerator<HostLogChunk, void> {
    await this.#beginning?.catch(() => undefined);
    if (this.#run) yield* this.#run.journal.read(cursor, signal);
  }

  async #begin(): Promise<void> {
    const { order, launcher, surroundings } = this.#options;
    const { place, account, guard } = surroundings;
    const mark = `${order.ref}@${place.life}`;
    const environment = environmentOf(order, this.#folder, mark);
    const command = commandOf(order, launcher);
    await layOut(this.#folder, order.files, account);
    await guard.makePipes(order.ref);
    if (this.#removal) return;
    const program = { folder: this.#folder, command, environment, mark, storageBytes: order.storageBytes };
    const run = await Run.begin(program, surroundings).catch((error: HostError) => {
      // The host is not to blame, and it would be no better for another try.
      if (error.isPassing) throw error;
      this.#verdict = error;
      return null;
    });
    this.#tell("STARTING");
    if (!run) return this.#tell("FAILED", this.#verdict);
    this.#run = run;
    this.#tell("RUNNING");
    void this.#watch(run);
  }

  async #watch(run: Run): Promise<void> {
    const end = await run.ended;
    this.#end = end;
    this.#verdict ??= verdictOf(end);
    this.#cancelKill();
    this.#tell(this.#verdict ? "FAILED" : "SUCCEEDED", this.#verdict);
  }

  #fail(verdict: Verdict, graceMs: number): void {
    if (this.#verdict || this.#removal) return;
    this.#verdict = verdict;
    if (graceMs > 0) void this.#run?.terminate();
    this.#killIn(graceMs);
  }

  async #takeAway(): Promise<boolean> {
    await this.#beginning?.catch(() => undefined);
    if (this.#run && !(await this.#endRun(this.#run))) return this.#giveUp("its processes do not end");
    await this.#run?.journal.close();
    try {
      await discard(this.#options.surroundings.place, this.#options.order.ref);
    } catch (error) {
      return this.#giveUp("its folder cannot be removed", error);
    }
    this.#phase = "GONE";
    this.#reason = this.#removal?.cause ?? null;
    this.#options.onReport(this.report());
    return true;
  }

  /** False where some of it is left. */
  async #endRun(run: Run): Promise<boolean> {
    if (!this.#end) {
      if (this.#killTimer) await run.terminate();
      else run.kill();
      const isOver = await this.#isOver(run);
      this.#cancelKill();
      if (!isOver) return false;
    }
    return (await run.ended).isComplete || run.clear();
  }

  /** Waits for its end, and after a kill not much longer. */
  async #isOver(run: Run): Promise<boolean> {
    const { clock } = this.#options.surroundings;
    const graceMs = Math.max(0, (this.#killTimer?.dueAt ?? 0) - clock.now().getTime());
    let cancel: () => void = () => undefined;
    const late = new Promise<boolean>((resolve) => (cancel = clock.after(graceMs + killMs, () => resolve(false))));
    const isOver = await Promise.race([run.ended.then(() => true), late]);
    cancel();
    return isOver;
  }

  /** It stays listed as ENDING; whoever wants it gone asks again. */
  #giveUp(why: string, error?: unknown): false {
    this.#options.surroundings.log.error({ err: error, ref: this.#options.order.ref }, `a sandbox is not gone: ${why}`);
    return false;
  }

  /** Unless it is to be killed sooner. */
  #killIn(graceMs: number): void {
    const { clock } = this.#options.surroundings;
    const dueAt = clock.now().getTime() + graceMs;
    if (this.#end || (this.#killTimer && this.#killTimer.dueAt <= dueAt)) return;
    this.#cancelKill();
    if (graceMs <= 0) return this.#run?.kill();
    const kill = (): void => {
      this.#killTimer = null;
      this.#run?.kill();
    };
    this.#killTimer = { dueAt, cancel: clock.after(Math.min(graceMs, maxTimerMs), kill) };
  }

  #cancelKill(): void {
    this.#killTimer?.cancel();
    this.#killTimer = null;
  }

  /** What happens to one that is being taken away is no news. */
  #tell(phase: HostPhase, reason: Verdict | null = null): void {
    if (this.#phase === "ENDING") return;
    this.#phase = phase;
    this.#reason = reason;
    this.#options.onReport(this.report());
  }
}
