import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import { touchApiKeys } from "./sql/touch-api-keys.sql.js";

const flushMs = 60_000;
const maxKeysPerWrite = 1_000;

interface KeyUseOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

/** Gathers which keys were used and writes it down once a minute, so that a call never waits for it. */
export class KeyUse {
  readonly #options: KeyUseOptions;
  readonly #repeater: Repeater;
  /** When each was last used since the last write: as many as there are valid keys at most. */
  #usedAt = new Map<string, Date>();

  constructor(options: KeyUseOptions) {
    const { clock, log } = options;
    this.#options = options;
    this.#repeater = new Repeater({
      name: "key use",
      clock,
      log,
      firstMs: flushMs,
      retryMs: flushMs,
      run: async () => {
        await this.#flush();
        return flushMs;
      },
    });
  }

  note(keyId: string): void {
    this.#usedAt.set(keyId, this.#options.clock.now());
  }

  start(): void {
    this.#repeater.start();
  }

  async stop(): Promise<void> {
    await this.#repeater.stop();
    await this.#flush().catch((error: unknown) => this.#options.log.warn({ err: error }, "key use was not written"));
  }

  /** What cannot be written is dropped: the next use tells the same. */
  async #flush(): Promise<void> {
    const used = [...this.#usedAt];
    this.#usedAt = new Map();
    for (let from = 0; from < used.length; from += maxKeysPerWrite) {
      const some = used.slice(from, from + maxKeysPerWrite);
      await this.#options.database.query(touchApiKeys, [some.map(([id]) => id), some.map(([, at]) => at)]);
    }
  }
}
