import { LRUCache } from "lru-cache";
import { RateLimiterMemory } from "rate-limiter-flexible";

export interface FailureCountOptions {
  /** Failures of one key within a minute before it is refused. */
  readonly limit: number;
  /** What a key that has failed too often is told. */
  readonly refuse: (retryAfterMs: number) => Error;
}

const windowSeconds = 60;
/** When more fail within a window, those that failed longest ago are forgotten. */
const maxKeys = 20_000;

/** Counts failures in this process, by key, in windows of a minute. */
export class FailureCount {
  readonly #options: FailureCountOptions;
  readonly #limiter: RateLimiterMemory;
  /** The library's memory has no bound of its own: what falls out here is deleted there. */
  readonly #keys: LRUCache<string, true>;

  constructor(options: FailureCountOptions) {
    const limiter = new RateLimiterMemory({ points: options.limit, duration: windowSeconds });
    this.#options = options;
    this.#limiter = limiter;
    this.#keys = new LRUCache({ max: maxKeys, noDisposeOnSet: true, dispose: (_, key) => void limiter.delete(key) });
  }

  /** Rejects when the key has failed too often. */
  async admit(key: string): Promise<void> {
    const count = await this.#limiter.get(key);
    const { limit, refuse } = this.#options;
    // A record outlives its window until its timer runs.
    if (count && count.consumedPoints >= limit && count.msBeforeNext > 0) throw refuse(count.msBeforeNext);
  }

  async add(key: string): Promise<void> {
    this.#keys.set(key, true);
    await this.#limiter.penalty(key);
  }
}
