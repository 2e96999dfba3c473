import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import { uploadLost, uploadTimedOut } from "./errors.js";
import type { Inflow } from "./inflow.js";
import { extendMs, leaseMs, maxReceiveMs } from "./limits.js";
import { extendUpload } from "./sql/take-upload.sql.js";

export interface HoldParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

/** An upload that is ours. */
export interface TakenUpload {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly takenUntil: Date;
}

/**
 * Keeps an upload ours, and its blob pinned, while bytes come and while the store works on them. Fails the inflow when none come
 * any more, when it takes too long, or when the upload is ours no more.
 */
export class UploadHold {
  readonly #parts: HoldParts;
  readonly #upload: TakenUpload;
  readonly #inflow: Inflow;
  readonly #repeater: Repeater;
  readonly #beganAtMs: number;
  #takenUntil: Date;
  #seenBytes = 0;
  #aliveAtMs: number;

  constructor(parts: HoldParts, upload: TakenUpload, inflow: Inflow) {
    this.#parts = parts;
    this.#upload = upload;
    this.#inflow = inflow;
    this.#takenUntil = upload.takenUntil;
    this.#beganAtMs = this.#aliveAtMs = this.#nowMs();
    const { clock, log } = parts;
    const run = (): Promise<number | null> => this.#turn();
    this.#repeater = new Repeater({ name: "upload", clock, log, run, firstMs: extendMs, retryMs: extendMs / 4 });
  }

  start(): void {
    this.#repeater.start();
  }

  /** Answers until when it is ours; it is extended no further. */
  async end(): Promise<Date> {
    await this.#repeater.stop();
    return this.#takenUntil;
  }

  async #turn(): Promise<number | null> {
    const nowMs = this.#nowMs();
    if (nowMs - this.#beganAtMs >= maxReceiveMs) return this.#timeOut("Sending took too long.");
    if (this.#inflow.bytes > this.#seenBytes || this.#inflow.isWhole) this.#aliveAtMs = nowMs;
    this.#seenBytes = this.#inflow.bytes;
    if (nowMs - this.#aliveAtMs >= leaseMs) return this.#timeOut("No bytes came for a minute; send them again.");
    return nowMs === this.#aliveAtMs ? this.#extend() : extendMs;
  }

  async #extend(): Promise<number | null> {
    const values = [this.#upload.id, this.#takenUntil, leaseMs];
    const [held] = await this.#parts.database.query<{ readonly takenUntil: Date }>(extendUpload, values);
    if (!held) {
      this.#inflow.fail(uploadLost());
      return null;
    }
    this.#takenUntil = held.takenUntil;
    return extendMs;
  }

  #timeOut(message: string): null {
    this.#inflow.fail(uploadTimedOut(message));
    return null;
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }
}
