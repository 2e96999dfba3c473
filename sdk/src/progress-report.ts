import { wait } from "./wait.js";

/** At least this long between two reports of a try: each becomes an event in the log. */
const spacingMs = 100;

interface Progress {
  readonly percent: number | null;
  readonly message: string | null;
}

/** What a try says of its progress: the first at once, then the latest of what gathers. */
export class ProgressReport {
  readonly #send: (progress: Progress) => Promise<void>;
  /** Cuts the spacing short; there is one while something is sent. */
  #hurry: AbortController | null = null;
  #latest: Progress | null = null;
  #sending: Promise<void> | null = null;

  /** `send` must not reject. */
  constructor(send: (progress: Progress) => Promise<void>) {
    this.#send = send;
  }

  report(percent: number | null, message: string | null): void {
    const share = percent === null || Number.isNaN(percent) ? null : Math.min(100, Math.max(0, percent));
    this.#latest = { percent: share, message };
    this.#sending ??= this.#run();
  }

  /** Sends what is left without further waiting; resolves when it is answered. No report may follow. */
  async flush(): Promise<void> {
    this.#hurry?.abort();
    await this.#sending;
  }

  async #run(): Promise<void> {
    const { signal } = (this.#hurry = new AbortController());
    while (this.#latest !== null) {
      const progress = this.#latest;
      this.#latest = null;
      await this.#send(progress);
      await wait(spacingMs, signal);
    }
    this.#sending = null;
  }
}
