/** Both in nanoseconds. */
export interface Clock {
  /** Since 1970. */
  readonly wall: () => bigint;
  /** From anywhere on; never goes back. */
  readonly steady: () => bigint;
}

const nsPerMs = 1_000_000;

/** The wall's time is taken once, in milliseconds; from there the steady clock counts on. */
export function hostClock(): Clock {
  const steady = (): bigint => process.hrtime.bigint();
  const offset = BigInt(Date.now()) * BigInt(nsPerMs) - steady();
  return { wall: () => steady() + offset, steady };
}

/** The guest's time. Its steady clock begins with the run: how long the host is up is not its business. */
export class Clocks {
  readonly #clock: Clock;
  readonly #sleep: (ms: number) => void;
  readonly #startedAt: bigint;
  #asleepNs = 0n;

  constructor(clock: Clock, sleep: (ms: number) => void) {
    this.#clock = clock;
    this.#sleep = sleep;
    this.#startedAt = clock.steady();
  }

  wall(): bigint {
    return this.#clock.wall();
  }

  steady(): bigint {
    return this.#clock.steady() - this.#startedAt;
  }

  /** A module has one thread: what it is not asleep, it has the processor or waits for it. */
  processor(): bigint {
    return this.steady() - this.#asleepNs;
  }

  /** Until then by the steady clock; a sleep may end early. */
  sleepUntil(deadline: bigint): void {
    const from = this.steady();
    for (let left = deadline - from; left > 0n; left = deadline - this.steady()) this.#sleep(Number(left) / nsPerMs);
    this.#asleepNs += this.steady() - from;
  }
}
