import { isIPv6 } from "node:net";
import { LRUCache } from "lru-cache";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { signInQueueFull, signInsLimited } from "./errors.js";
import { Gate } from "./gate.js";

const windowSeconds = 60;
const failuresPerAccount = 10;
/** Wider than an account's: many people may share one address. */
const failuresPerAddress = 100;
/** Per limiter. When more fail within a window, those that failed longest ago are forgotten. */
const maxKeys = 20_000;
/** Sign-ins of one account that may wait for the one under way. */
const maxWaiting = 50;

export interface Attempt {
  /** Whose password is tried. */
  readonly account: string;
  /** From where; null where the caller is signed in already. */
  readonly address: string | null;
}

/** Counts failed passwords in this process, per account and per address, in windows of a minute. */
export class SignInLimiter {
  readonly #accounts = new FailureCount(failuresPerAccount);
  readonly #addresses = new FailureCount(failuresPerAddress);
  /** Only of accounts with an attempt under way. */
  readonly #gates = new Map<string, Gate>();

  /**
   * Runs `check` unless too many have failed: RATE_LIMITED with `retryAfterMs`. What it answers null for is a failure.
   * One at a time per account, so that attempts made side by side cannot outnumber the limit.
   */
  async guard<Result>(attempt: Attempt, check: () => Promise<Result | null>): Promise<Result | null> {
    const { account } = attempt;
    const gate = this.#gates.get(account) ?? new Gate({ maxRunning: 1, maxWaiting, refusal: signInQueueFull });
    this.#gates.set(account, gate);
    try {
      return await gate.run(() => this.#check(attempt, check));
    } finally {
      if (gate.isIdle) this.#gates.delete(account);
    }
  }

  async #check<Result>({ account, address }: Attempt, check: () => Promise<Result | null>): Promise<Result | null> {
    const network = address === null ? null : networkOf(address);
    await this.#accounts.admit(account);
    if (network !== null) await this.#addresses.admit(network);
    const result = await check();
    if (result === null) {
      await this.#accounts.add(account);
      if (network !== null) await this.#addresses.add(network);
    }
    return result;
  }
}

class FailureCount {
  readonly #limit: number;
  readonly #limiter: RateLimiterMemory;
  /** The library's memory has no bound of its own: what falls out here is deleted there. */
  readonly #keys: LRUCache<string, true>;

  constructor(limit: number) {
    const limiter = new RateLimiterMemory({ points: limit, duration: windowSeconds });
    this.#limit = limit;
    this.#limiter = limiter;
    this.#keys = new LRUCache({ max: maxKeys, noDisposeOnSet: true, dispose: (_, key) => void limiter.delete(key) });
  }

  async admit(key: string): Promise<void> {
    const count = await this.#limiter.get(key);
    // A record outlives its window until its timer runs.
    if (count && count.consumedPoints >= this.#limit && count.msBeforeNext > 0)
      throw signInsLimited(count.msBeforeNext);
  }

  async add(key: string): Promise<void> {
    this.#keys.set(key, true);
    await this.#limiter.penalty(key);
  }
}

/** An IPv6 address stands for its /64: whoever has one address there has them all. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes(".")) return address;
  const [start = [], end] = address.replace(/%.*$/, "").split("::").map(groupsOf);
  const groups = end ? [...start, ...Array<string>(8 - start.length - end.length).fill("0"), ...end] : start;
  return groups.slice(0, 4).join(":");
}

/** Without leading zeros, so that one address has one spelling. */
function groupsOf(part: string): string[] {
  return part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16).toString(16));
}
