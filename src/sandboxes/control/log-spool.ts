import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import type { HostLogChunk } from "../host.js";
import type { SandboxLedger } from "../ledger.js";
import { backoffMs } from "./backoff.js";
import { pause } from "../../platform/pause.js";

export interface LogSpoolParts {
  readonly ledger: Pick<SandboxLedger, "appendLog">;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly maxLogBytes: number;
  readonly onLogBytes: (count: number) => void;
}

/** What is written at once: so much, or what has come in that time. */
const maxBatchBytes = 65_536;
const gatherMs = 100;
const retry = { firstMs: 500, maxMs: 10_000 } as const;

/** What was read of one sandbox's log on its way to the ledger: never more than two batches of it. */
export class LogSpool {
  /** Whether no more of it is kept. */
  isFull: boolean;
  /** Where the host's log is to be read from, should the reader begin anew: behind all that is kept. */
  cursor: string | null;
  readonly #parts: LogSpoolParts;
  readonly #id: string;
  /** Aborted when what is not written by then is to be given up. */
  readonly #over: AbortSignal;
  #waiting: HostLogChunk[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> = Promise.resolve();
  #cancelTimer: (() => void) | null = null;

  constructor(
    parts: LogSpoolParts,
    sandbox: { readonly id: string; readonly logCursor: string | null; readonly isLogCut: boolean },
    over: AbortSignal,
  ) {
    this.#parts = parts;
    this.#id = sandbox.id;
    this.#over = over;
    this.cursor = sandbox.logCursor;
    this.isFull = sandbox.isLogCut || parts.maxLogBytes === 0;
  }

  /** Resolves when there is room for the next. */
  async add(chunk: HostLogChunk): Promise<void> {
    this.#waiting.push(chunk);
    this.#waitingBytes += Buffer.byteLength(chunk.text);
    if (this.#waitingBytes >= maxBatchBytes) return this.flush();
    this.#cancelTimer ??= this.#parts.clock.after(gatherMs, () => void this.flush());
  }

  /** Resolves when all is written, or given up. Never rejects. */
  flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const chunks = this.#waiting;
    const bytes = this.#waitingBytes;
    const last = chunks.at(-1);
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (!last || this.isFull) return;
    const { ledger, clock, log, random, maxLogBytes, onLogBytes } = this.#parts;
    for (let failures = 0; !this.#over.aborted; failures++) {
      try {
        this.isFull = !(await ledger.appendLog(this.#id, chunks, maxLogBytes));
        this.cursor = last.cursor;
        return onLogBytes(bytes);
      } catch (error) {
        log.warn({ err: error, sandboxId: this.#id }, "a piece of a sandbox's log is not kept yet");
        await pause(clock, backoffMs(failures, retry, random), this.#over);
      }
    }
  }
}
