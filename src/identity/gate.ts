import type { MusterError } from "../platform/errors.js";

interface GateOptions {
  /** Runs under way at a time. */
  readonly maxRunning: number;
  /** Runs waiting beyond this are refused. */
  readonly maxWaiting: number;
  /** The error for those refused. */
  readonly refusal: () => MusterError;
}

/** Lets so many through at a time and the rest in order of arrival; refuses when too many wait. */
export class Gate {
  readonly #options: GateOptions;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Whether nothing runs, and so nothing waits. */
  get isIdle(): boolean {
    return this.#running === 0;
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    const { maxRunning, maxWaiting, refusal } = this.#options;
    if (this.#running < maxRunning) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= maxWaiting) throw refusal();
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Who leaves hands its place to the first that waits, so the count stays. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running--;
  }
}
