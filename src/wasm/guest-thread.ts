import { Worker } from "node:worker_threads";
import { createBook, emptyBook, openBook, read, type Book } from "./book.js";
import type { WasmModule } from "./engine.js";
import { ownInput, type Job, type JobInput, type Outcome } from "./job.js";
import type { WasmFailure, WasmFailureReason, WasmLimits, WasmResult } from "./model.js";
import { Watchdog } from "./watchdog.js";

/** A new thread takes 25 ms of a core; what little a thread might keep of its guests goes with it. */
const maxRuns = 1_000;
/** From the end of a thread being asked for to its end; it takes some milliseconds. */
const maxEndingMs = 1_000;
const heapMb = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };
/** After these the next guest gets another thread. */
const worrying: ReadonlySet<WasmFailureReason | undefined> = new Set(["TRAP", "STACK_OVERFLOW", "CRASHED"] as const);

interface Guest {
  readonly book: Book;
  readonly watchdog: Watchdog;
  readonly settle: (result: WasmResult) => void;
  /** Called in place of an end where the thread does not end. */
  readonly onStuck: (result: WasmResult) => void;
  /** Why it is being ended; null while it may go on. */
  verdict: WasmFailure | null;
}

/** A thread of the host process, with one guest in it at a time. */
export class GuestThread {
  /** Resolves when it can take a guest; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
  readonly #worker: Worker;
  #book: { readonly outputBytes: number; readonly shared: SharedArrayBuffer } | null = null;
  #guest: Guest | null = null;
  #runs = 0;
  #isEnding = false;
  #error: Error | null = null;

  constructor(program: URL) {
    this.#worker = new Worker(program, { env: {}, argv: [], stdout: true, stderr: true, resourceLimits: heapMb });
    this.#worker.on("error", (error) => (this.#error = error));
    this.ended = new Promise((resolve) => this.#worker.once("exit", () => resolve()));
    this.ready = new Promise((resolve, reject) => {
      this.#worker.once("message", () => resolve());
      void this.ended.then(() => reject(this.#error ?? new Error("The thread ended before it was ready.")));
    });
    void this.ended.then(() => this.#onEnd());
  }

  /** False when another is to take the next guest. */
  get isFit(): boolean {
    return !this.#isEnding && this.#runs < maxRuns;
  }

  /** Resolves when the guest is gone; its thread may be ending then. */
  run(module: WasmModule, input: JobInput, onStuck: (result: WasmResult) => void): Promise<WasmResult> {
    const shared = this.#bookFor(input.limits);
    const book = openBook(shared);
    emptyBook(book);
    const { input: own, buffers } = detach(input);
    this.#runs++;
    return new Promise((settle) => {
      const watchdog = new Watchdog(input.limits, book, (failure) => this.end(failure));
      this.#guest = { book, watchdog, settle, onStuck, verdict: null };
      this.#worker.once("message", (outcome: Outcome) => this.#onOutcome(outcome));
      this.#worker.postMessage({ module, input: own, book: shared } satisfies Job, buffers);
    });
  }

  /** Ends the thread, and with it the guest, for this reason. */
  end(verdict: WasmFailure | null): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    void this.#worker.terminate();
    const guest = this.#guest;
    if (!guest) return;
    guest.verdict = verdict;
    guest.watchdog.stop();
    // A process that stood still itself finds its timers due before it hears of the thread's end: it listens once more.
    const tell = (): void => {
      if (this.#guest === guest) guest.onStuck(resultOf(guest));
    };
    const timer = setTimeout(() => setImmediate(tell), maxEndingMs);
    void this.ended.then(() => clearTimeout(timer));
  }

  #onOutcome({ durationMs, ...outcome }: Outcome): void {
    const guest = this.#guest;
    // What comes while it is being ended came too late.
    if (!guest || this.#isEnding) return;
    this.#guest = null;
    guest.watchdog.stop();
    const { cpuMs, stdout, stderr } = resultOf(guest);
    if (worrying.has(outcome.failure?.reason)) this.end(null);
    guest.settle({ ...outcome, durationMs, cpuMs: Math.min(cpuMs, durationMs), stdout, stderr });
  }

  #onEnd(): void {
    const guest = this.#guest;
    this.#isEnding = true;
    this.#guest = null;
    if (!guest) return;
    guest.watchdog.stop();
    guest.verdict ??= {
      reason: "CRASHED",
      message: `The thread of the run is gone: ${this.#error?.message ?? "it ended"}.`,
    };
    guest.settle(resultOf(guest));
  }

  /** The last guest's where it has room for as much. */
  #bookFor({ outputBytes }: WasmLimits): SharedArrayBuffer {
    if (this.#book?.outputBytes !== outputBytes) this.#book = { outputBytes, shared: createBook(outputBytes) };
    return this.#book.shared;
  }
}

function resultOf({ book, watchdog, verdict }: Guest): WasmResult {
  return {
    exitCode: null,
    stdout: read(book, "stdout"),
    stderr: read(book, "stderr"),
    durationMs: watchdog.durationMs,
    cpuMs: watchdog.awakeMs,
    peakMemoryBytes: 0,
    failure: verdict,
  };
}

/** With bytes of its own, which may move to the thread: what comes by a channel are pieces of what was read from it at once. */
function detach(input: JobInput): { readonly input: JobInput; readonly buffers: ArrayBuffer[] } {
  const own = ownInput(input);
  const files = own.directories.flatMap((directory) => directory.files.map(({ bytes }) => bytes));
  // None is shared memory, see `ownBytes`.
  return { input: own, buffers: [own.stdin, ...files].map(({ buffer }) => buffer as ArrayBuffer) };
}
