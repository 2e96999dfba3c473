import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";

interface TickerOptions {
  readonly name: string;
  /** From the end of one run to the beginning of the next. */
  readonly everyMs: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly run: () => Promise<void>;
}

/** Runs something again and again, never twice at a time. A run that fails is logged; the next comes in its turn. */
export class Ticker {
  readonly #options: TickerOptions;
  #cancel: (() => void) | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(options: TickerOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock, everyMs } = this.#options;
    this.#cancel = clock.after(everyMs, () => {
      this.#running = this.#tick();
    });
  }

  /** Resolves when a run that was under way has ended. */
  async stop(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    await this.#running;
  }

  async #tick(): Promise<void> {
    const { name, log, run } = this.#options;
    await run().catch((error: unknown) => log.warn({ err: error }, `${name} failed`));
    if (this.#cancel) this.start();
  }
}
