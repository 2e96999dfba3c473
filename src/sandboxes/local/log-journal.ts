import type { Readable } from "node:stream";
import type { Clock } from "../../platform/clock.js";
import type { HostLogChunk } from "../host.js";
import { LogBuffer, type LogReader } from "./log-buffer.js";

interface Source {
  readonly buffer: LogBuffer;
  readonly reader: LogReader;
}

/** Once a process has ended, its pipes end too, unless somebody who got away holds them: nobody waits for that longer. */
const lastWordsMs = 2_000;
const cursorForm = /^(\d{1,15}):(\d{1,15})$/;

/** Both streams of a process's output. A cursor is `<bytes of stdout>:<bytes of stderr>`. */
export class LogJournal {
  readonly #buffers: readonly [LogBuffer, LogBuffer];
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #cancelTimer: (() => void) | null = null;

  constructor(stdout: Readable, stderr: Readable, clock: Clock) {
    this.#clock = clock;
    const tell = (): void => this.#tell();
    this.#buffers = [new LogBuffer("STDOUT", stdout, tell), new LogBuffer("STDERR", stderr, tell)];
  }

  /** The process has ended. What it wrote is still read, as fast as readers take it. */
  expectEnd(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#clock.after(lastWordsMs, () => {
      for (const buffer of this.#buffers) if (!buffer.isFull) buffer.cut();
      if (!this.#hasEnded) this.expectEnd();
    });
  }

  /** Resolves when no pipe is open any more, whoever reads: those who do get to the end, from memory. */
  async close(): Promise<void> {
    for (const buffer of this.#buffers) buffer.drain();
    const cancel = this.#clock.after(lastWordsMs, () => this.#buffers.forEach((buffer) => buffer.cut()));
    while (!this.#hasEnded) await this.#change();
    cancel();
    this.#cancelTimer?.();
  }

  get #hasEnded(): boolean {
    return this.#buffers.every(({ hasEnded }) => hasEnded);
  }

  async *read(cursor: string | null, signal: AbortSignal): AsyncGenerator<HostLogChunk, void> {
    const positions =
      cursorForm
        .exec(cursor ?? "0:0")
        ?.slice(1)
        .map(Number) ?? [];
    const sources = this.#buffers.map((buffer, at): Source => ({ buffer, reader: buffer.open(positions[at] ?? 0) }));
    try {
      while (!signal.aborted) {
        const isAtEnd = this.#hasEnded;
        let isIdle = true;
        // One of each in turn, so that neither keeps the other waiting.
        for (const { buffer, reader } of sources) {
          const text = buffer.take(reader);
          if (text === null) continue;
          isIdle = false;
          yield { stream: buffer.stream, text, cursor: sources.map((one) => one.reader.position).join(":") };
          if (signal.aborted) return;
        }
        if (isIdle && isAtEnd) return;
        if (isIdle) await this.#change(signal);
      }
    } finally {
      for (const { buffer, reader } of sources) buffer.close(reader);
    }
  }

  /** Resolves when there may be more, or the signal aborts. */
  #change(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#waiting.delete(done);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      this.#waiting.add(done);
      signal?.addEventListener("abort", done, { once: true });
    });
  }

  #tell(): void {
    for (const wake of this.#waiting) wake();
  }
}
