import type { IncomingMessage } from "node:http";
import { finished, Transform, type TransformCallback } from "node:stream";
import type { Clock } from "../platform/clock.js";
import { MusterError } from "../platform/errors.js";

export interface IntakeOptions {
  readonly clock: Clock;
  /** Longest wait for the next byte. */
  readonly idleMs: number;
  /** In all. */
  readonly deadlineMs: number;
}

/**
 * The body of a request, for somebody who may destroy it: the connection stays, so that the refusal can be answered. Fails with
 * TIMEOUT when its sender is too slow; only its sender's time counts, none in which nobody has taken what is there.
 */
export class Intake extends Transform {
  readonly #options: IntakeOptions;
  readonly #startedAtMs: number;
  #waitingSinceMs: number;
  #cancelTimer: () => void = () => undefined;

  constructor(request: IncomingMessage, options: IntakeOptions) {
    super();
    this.#options = options;
    this.#startedAtMs = this.#nowMs();
    this.#waitingSinceMs = this.#startedAtMs;
    // Whoever it is given to may not listen when it fails.
    this.on("error", () => undefined);
    finished(request, { writable: false }, (error) => {
      if (error) this.destroy(error);
    });
    request.pipe(this);
    this.#look();
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#waitingSinceMs = this.#nowMs();
    done(null, piece);
  }

  override _read(size: number): void {
    this.#waitingSinceMs = this.#nowMs();
    super._read(size);
  }

  override _flush(done: TransformCallback): void {
    this.#cancelTimer();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#cancelTimer();
    done(error);
  }

  #look(): void {
    const { clock, idleMs, deadlineMs } = this.#options;
    const nowMs = this.#nowMs();
    // What lies here is waited for by nobody.
    const idleForMs = this.readableLength > 0 ? 0 : nowMs - this.#waitingSinceMs;
    const leftMs = Math.min(idleMs - idleForMs, this.#startedAtMs + deadlineMs - nowMs);
    if (leftMs <= 0) this.destroy(tooSlow());
    else this.#cancelTimer = clock.after(leftMs, () => this.#look());
  }

  #nowMs(): number {
    return this.#options.clock.now().getTime();
  }
}

function tooSlow(): MusterError {
  return new MusterError("TIMEOUT", "The body came too slowly; send it again.", { reason: "UPLOAD_TOO_SLOW" });
}
