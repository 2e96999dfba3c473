import type { Clock } from "../../../src/platform/clock.js";

/** What is to happen later, by name where it can be put off. */
export class Alarms {
  readonly #clock: Clock;
  readonly #cancels = new Map<string | symbol, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** In place of what is to happen by the same name. */
  set(delayMs: number, run: () => void, name: string | symbol = Symbol("alarm")): void {
    this.clear(name);
    const cancel = this.#clock.after(Math.max(0, delayMs), () => {
      this.#cancels.delete(name);
      run();
    });
    this.#cancels.set(name, cancel);
  }

  has(name: string): boolean {
    return this.#cancels.has(name);
  }

  clear(name: string | symbol): void {
    this.#cancels.get(name)?.();
    this.#cancels.delete(name);
  }

  clearAll(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
  }
}
