import { FailureCount } from "../platform/failure-count.js";
import { networkOf } from "../platform/networks.js";
import { signInQueueFull, signInsLimited } from "./errors.js";
import { Gate } from "./gate.js";

const failuresPerAccount = 10;
/** Wider than an account's: many people may share one address. */
const failuresPerAddress = 100;
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
  readonly #accounts = new FailureCount({ limit: failuresPerAccount, refuse: signInsLimited });
  readonly #addresses = new FailureCount({ limit: failuresPerAddress, refuse: signInsLimited });
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
