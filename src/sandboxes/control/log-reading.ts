import { hostKindOf } from "../model.js";
import type { HostLogChunk, SandboxHost } from "../host.js";
import { backoffMs } from "./backoff.js";
import type { Charge } from "./charge.js";
import { LogSpool, type LogSpoolParts } from "./log-spool.js";
import { endsWithin, pause } from "../../platform/pause.js";
import type { Places } from "../../workers/index.js";

export interface LogReadingParts extends LogSpoolParts {
  readonly host: Pick<SandboxHost, "id" | "logs">;
  /** Of those that are read while their programs run. */
  readonly room: Places;
}

const retry = { firstMs: 1_000, maxMs: 30_000 } as const;
/** What was read has this long to be written when nothing more is waited for. */
const writeMs = 2_000;
/** Of the log, what is kept at hand for who asks why it failed. */
const maxTailChars = 2_048;
/** To whoever waits for a place that never comes. */
const foreverMs = 2 ** 31 - 1;

/** Reads the log of one sandbox, from where the ledger has it up to its end. */
export class LogReading {
  readonly #parts: LogReadingParts;
  readonly #charge: Charge;
  /** Ends the wait for a place, the reading, and the writing of what was read. */
  readonly #ends = { waiting: new AbortController(), reading: new AbortController(), writing: new AbortController() };
  readonly #spool: LogSpool;
  readonly #done: Promise<void>;

  constructor(parts: LogReadingParts, charge: Charge) {
    this.#parts = parts;
    this.#charge = charge;
    this.#spool = new LogSpool(parts, charge.sandbox, this.#ends.writing.signal);
    this.#done = this.#run();
  }

  /** Resolves when all is read and kept, at the latest after `waitMs` and a moment to write what was read. Never rejects. */
  async finish(waitMs: number): Promise<void> {
    const { clock } = this.#parts;
    this.#ends.waiting.abort();
    if (waitMs === 0 || !(await endsWithin(clock, this.#done, waitMs))) {
      this.#ends.reading.abort();
      await endsWithin(clock, this.#done, writeMs);
    }
    this.#ends.reading.abort();
    this.#ends.writing.abort();
  }

  async #run(): Promise<void> {
    const { room } = this.#parts;
    const hasPlace = await room.take(foreverMs, this.#ends.waiting.signal);
    try {
      await this.#readAll();
      await this.#spool.flush();
    } finally {
      if (hasPlace) room.leave();
    }
  }

  async #readAll(): Promise<void> {
    const { clock, log, random } = this.#parts;
    const { signal } = this.#ends.reading;
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        await this.#read();
        return;
      } catch (error) {
        if (signal.aborted) return;
        log.debug({ err: error, sandboxId: this.#charge.sandbox.id }, "a sandbox's log is read on later");
      }
      await this.#spool.flush();
      await pause(clock, backoffMs(failures, retry, random), signal);
    }
  }

  async #read(): Promise<void> {
    const { host } = this.#parts;
    const { signal } = this.#ends.reading;
    if (this.#spool.isFull && !isDrained(host)) return;
    for await (const chunk of host.logs(this.#charge.ref, this.#spool.cursor, signal)) {
      this.#noteTail(chunk);
      if (!this.#spool.isFull) await this.#spool.add(chunk);
      else if (!isDrained(host)) return;
      if (signal.aborted) return;
    }
  }

  #noteTail({ text }: HostLogChunk): void {
    this.#charge.logTail = (this.#charge.logTail + text).slice(-maxTailChars);
  }
}

/** Whether a program there stands still when nobody reads what it writes: then it is read on, though nothing more is kept. */
function isDrained({ id }: Pick<SandboxHost, "id">): boolean {
  return hostKindOf(id) === "LOCAL";
}
