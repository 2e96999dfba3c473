import { Exhaustion } from "./fault.js";
import { maxTextLength, maxUnits } from "./limits.js";
import type { Scope } from "./model.js";

/**
 * What one evaluation works on, and what it may still use. Whatever takes longer the more there is of it pays before it runs: an
 * iteration for its body, a search for the characters that it may look at. A unit stands for 10 ns at most, so that the worst
 * expression is refused before 100 ms; being a count and no clock, it refuses the same on every replay.
 */
export class Evaluation {
  /** Of the variables of comprehensions, by how deep they stand. */
  readonly locals: unknown[] = [];
  #units = maxUnits;

  constructor(readonly scope: Scope) {}

  /** Throws when more was used than an expression may. */
  spend(units: number): void {
    this.#units -= units;
    if (this.#units < 0) throw new Exhaustion("The expression is too costly for what it is given");
  }

  /** Pays for making a text of `length` characters, and throws when none may be as long. */
  spendText(length: number): void {
    if (length > maxTextLength) throw new Exhaustion(`A text would have more than ${maxTextLength} characters`);
    this.spend(1 + length / 8);
  }
}
