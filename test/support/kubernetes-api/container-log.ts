import type { LogScript } from "./pod-script.js";

export interface LogLine {
  /** RFC 3339 with nanoseconds. */
  readonly at: string;
  readonly text: string | Buffer;
  /** The line goes on in the next one, of the same instant as far as a reader can tell. */
  readonly isPartial?: boolean;
}

/** What a container has written, and goes on to write. */
export interface ContainerLog {
  /** From the first line on, some at a time; with `follow` until the container has ended. */
  lines(options: { readonly follow: boolean; readonly signal: AbortSignal }): AsyncIterable<readonly LogLine[]>;
  /** Readers' connections break after so many bytes; null for never. */
  readonly dropAfterBytes: number | null;
}

const atOnce = 1_000;

/** Lines that are made as they are read: `line 000000012 ...`. Nothing of them is held. */
export class GeneratedLog implements ContainerLog {
  readonly dropAfterBytes: number | null;
  readonly #startMs: number;
  readonly #count: number;
  readonly #lineBytes: number;
  readonly #ended: Promise<unknown>;

  constructor({ bytes, lineBytes = 100, dropAfterBytes }: LogScript, startedAt: Date, ended: Promise<unknown>) {
    this.#lineBytes = Math.max(20, lineBytes);
    this.#count = Math.floor(bytes / this.#lineBytes);
    this.#startMs = startedAt.getTime();
    this.dropAfterBytes = dropAfterBytes ?? null;
    this.#ended = ended;
  }

  async *lines({ follow, signal }: { follow: boolean; signal: AbortSignal }): AsyncIterable<readonly LogLine[]> {
    for (let first = 0; first < this.#count && !signal.aborted; first += atOnce) {
      const count = Math.min(atOnce, this.#count - first);
      yield Array.from({ length: count }, (_, index) => this.#line(first + index));
    }
    if (!follow) return;
    await Promise.race([
      this.#ended,
      new Promise((resolve) => {
        signal.addEventListener("abort", resolve, { once: true });
      }),
    ]);
  }

  /** A thousand in a millisecond, each with an instant of its own. */
  #line(index: number): LogLine {
    const at = new Date(this.#startMs + Math.floor(index / 1_000)).toISOString();
    const number = `line ${String(index).padStart(9, "0")} `;
    const text = number.padEnd(this.#lineBytes - 1, ".");
    return { at: `${at.slice(0, -1)}${String(index % 1_000).padStart(3, "0")}000Z`, text };
  }
}
