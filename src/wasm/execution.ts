import { openBook, sleep, write, type Book, type Stream } from "./book.js";
import { engine, type WasmMemory } from "./engine.js";
import type { Job, Outcome } from "./job.js";
import { createWasi, WasiExit } from "./wasi/wasi.js";

/** Thrown through the guest; one that catches it meets it again with the next byte. */
class OutputExceeded extends Error {
  constructor(
    readonly stream: Stream,
    readonly maxBytes: number,
  ) {
    super(`The module wrote more than ${maxBytes} bytes to ${stream}.`);
  }
}

/** Runs a module in this thread until it ends; nothing here ends it before. */
export function execute({ module, input, book: shared }: Job): Outcome {
  const book = openBook(shared);
  const sinks = { stdout: new Sink(book, "stdout"), stderr: new Sink(book, "stderr") };
  const wasi = createWasi({
    args: input.args,
    env: input.env,
    stdin: input.stdin,
    directories: input.directories,
    fileBytes: input.limits.fileBytes,
    stdout: (bytes) => sinks.stdout.write(bytes),
    stderr: (bytes) => sinks.stderr.write(bytes),
    sleep: (delayMs) => sleep(book, delayMs),
  });
  let memory: WasmMemory | null = null;
  const startedAtMs = performance.now();
  const end = run(() => {
    const { exports } = new engine.Instance(module, { wasi_snapshot_preview1: wasi.imports });
    // Both are there, and of these types: the module was inspected.
    memory = exports["memory"] as WasmMemory;
    wasi.bind(memory);
    (exports["_start"] as () => void)();
  });
  const durationMs = performance.now() - startedAtMs;
  const overflow = sinks.stdout.overflow ?? sinks.stderr.overflow;
  return {
    ...(overflow ? failed("OUTPUT_LIMIT", overflow.message) : end),
    durationMs,
    peakMemoryBytes: (memory as WasmMemory | null)?.buffer.byteLength ?? 0,
  };
}

class Sink {
  /** Kept: a guest may catch what passes through it. */
  overflow: OutputExceeded | null = null;

  constructor(
    private readonly book: Book,
    private readonly stream: Stream,
  ) {}

  write(bytes: Uint8Array): void {
    if (write(this.book, this.stream, bytes)) return;
    this.overflow ??= new OutputExceeded(this.stream, this.book[this.stream].length);
    throw this.overflow;
  }
}

type End = Pick<Outcome, "exitCode" | "failure">;

function run(guest: () => void): End {
  try {
    guest();
    return exited(0);
  } catch (error) {
    return classify(error);
  }
}

function classify(error: unknown): End {
  if (error instanceof WasiExit) return exited(error.code);
  if (error instanceof engine.RuntimeError) return failed("TRAP", `The module trapped: ${error.message}.`);
  if (error instanceof RangeError && error.message.includes("call stack")) {
    return failed("STACK_OVERFLOW", "The module's calls are too deep for its stack.");
  }
  // As a call of WASI with arguments of other types than WASI's.
  return failed("TRAP", `The module failed: ${error instanceof Error ? error.message : "it threw something"}.`);
}

function exited(exitCode: number): End {
  if (exitCode === 0) return { exitCode, failure: null };
  return { exitCode, failure: { reason: "EXIT_CODE", message: `The module ended with the code ${exitCode}.` } };
}

function failed(reason: "TRAP" | "STACK_OVERFLOW" | "OUTPUT_LIMIT", message: string): End {
  return { exitCode: null, failure: { reason, message } };
}
