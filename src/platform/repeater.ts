import type { Clock } from "./clock.js";
import type { Log } from "./log.js";

export interface RepeaterOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly log: Log;
  /** One turn. Answers in how many milliseconds the next is wanted; null for when it is woken. */
  readonly run: () => Promise<number | null>;
  /** From `start` to the first turn, in milliseconds; at once unless said. */
  readonly firstMs?: number;
  /** From a turn that failed to the next: `defaultRetryMs` unless said. */
  readonly retryMs?: number;
}

/** After a turn that failed: long enough not to hammer a database that is down, short enough to be back at once. */
const defaultRetryMs = 500;
/** The longest that a timer of Node can wait; beyond it, it would fire at once. */
const maxDelayMs = 2 ** 31 - 1;

/** Runs a turn again and again, never two at a time, until it is stopped. A turn that fails is logged and tried again. */
export class Repeater {
  readonly #options: RepeaterOptions;
  #running: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;
  #timerDueAt = Infinity;
  /** When a turn was asked for while one was under way, in ms of the clock. */
  #wantedAt = Infinity;
  #stopped = true;

  constructor(options: RepeaterOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    this.wakeIn(this.#options.firstMs ?? 0);
  }

  /** Resolves when the turn under way, if any, is over; no further one begins. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#clearTimer();
    await this.#running;
  }

  /** Asks for a turn now, or right after the one under way. */
  wake(): void {
    this.wakeIn(0);
  }

  /** Asks for a turn in `latestMs` at the latest. */
  wakeIn(latestMs: number): void {
    if (this.#stopped) return;
    const delayMs = Math.min(latestMs, maxDelayMs);
    const dueAt = this.#options.clock.now().getTime() + delayMs;
    if (this.#running) {
      this.#wantedAt = Math.min(this.#wantedAt, dueAt);
      return;
    }
    if (dueAt >= this.#timerDueAt) return;
    this.#clearTimer();
    this.#timerDueAt = dueAt;
    this.#cancelTimer = this.#options.clock.after(delayMs, () => {
      this.#clearTimer();
      this.#running = this.#turn();
    });
  }

  async #turn(): Promise<void> {
    let nextMs: number | null = this.#options.retryMs ?? defaultRetryMs;
    try {
      nextMs = await this.#options.run();
    } catch (error) {
      this.#options.log.warn({ err: error }, `${this.#options.name}: a turn failed`);
    }
    this.#running = null;
    const wantedMs = Math.max(0, this.#wantedAt - this.#options.clock.now().getTime());
    this.#wantedAt = Infinity;
    nextMs = Math.min(nextMs ?? Infinity, wantedMs);
    if (nextMs !== Infinity) this.wakeIn(nextMs);
  }

  #clearTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#timerDueAt = Infinity;
  }
}
