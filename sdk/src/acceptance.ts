import { defer } from "./deferred.js";
import type { LeaseOutcome } from "./generated/graphql.js";

/** The right to work on a try. */
export interface Lease {
  readonly taskId: string;
  readonly leaseToken: string;
}

/** One accept of many leases, from before it is sent: what works on any of them shares it, and its one promise. */
export class Acceptance {
  readonly #leases: Lease[] = [];
  readonly #answered = defer<void>();
  /** Tokens of the leases that are not held; null until the answer is there. */
  #refused: ReadonlySet<string> | null = null;
  #failure: unknown = null;

  /** In the order of their accepts. */
  get leases(): readonly Lease[] {
    return this.#leases;
  }

  /** Resolves, and never rejects, when it is known which of the leases are held. */
  get answered(): Promise<void> {
    return this.#answered.promise;
  }

  get isAnswered(): boolean {
    return this.#refused !== null;
  }

  /** Why there is no answer, and never will be one: then no lease is held. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Whether the answer is there, and says that the task is this agent's. */
  holds({ leaseToken }: Lease): boolean {
    return this.#refused !== null && !this.#refused.has(leaseToken);
  }

  add(leases: readonly Lease[]): void {
    for (const lease of leases) this.#leases.push(lease);
  }

  /** Takes the answer: an outcome per lease. */
  answer(outcomes: readonly LeaseOutcome[]): void {
    this.#conclude(this.#leases.filter((_, index) => outcomes[index] !== "APPLIED"));
  }

  fail(failure: unknown): void {
    this.#failure = failure;
    this.#conclude(this.#leases);
  }

  #conclude(refused: readonly Lease[]): void {
    this.#refused = new Set(refused.map(({ leaseToken }) => leaseToken));
    this.#answered.resolve();
  }
}
