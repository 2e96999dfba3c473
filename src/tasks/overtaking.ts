import { Batcher } from "../platform/batcher.js";
import { firstOfEach, keyOfLease, type HeldLease } from "./lease-outcomes.js";
import type { LeaseResult } from "./model.js";

type Move<Held> = (leases: readonly Held[]) => Promise<readonly LeaseResult[]>;

export interface LeaseMoves<Result extends HeldLease> {
  readonly accept: Move<HeldLease>;
  readonly complete: Move<Result>;
  /** Both moves in one statement; what is not APPLIED was not touched. */
  readonly acceptAndComplete: Move<Result>;
}

export interface OvertakingLimits {
  /** Most leases in one run of accepts; two runs are under way at a time. */
  readonly maxWeight: number;
  /** Accepts waiting beyond this are refused as UNAVAILABLE. */
  readonly maxWaiting: number;
}

/** What became of a lease whose result went with its accept. */
interface Pair {
  readonly accept: LeaseResult;
  readonly complete: LeaseResult;
}

/** One call's accept. */
interface Accept<Result> {
  readonly leases: readonly HeldLease[];
  /** Results that go with it, by `keyOfLease`. */
  readonly results: Map<string, Result>;
  /** Its turn has come: what has not joined it by now is too late. */
  begun: boolean;
}

/** What became of it, by `keyOfLease`: two statements, which fail each for itself. */
interface Outcome {
  readonly alone: PromiseSettledResult<ReadonlyMap<string, LeaseResult>>;
  readonly pairs: PromiseSettledResult<ReadonlyMap<string, Pair>>;
}

interface Known<Result> {
  readonly accept: Accept<Result>;
  readonly outcome: Promise<Outcome>;
}

/**
 * Keeps a lease's accept before its result, between which an agent does not wait for an answer. An accept waits for the end
 * of the tick, or longer while two runs of accepts are under way: a result that comes by then, as that of a short handler
 * does, is applied in one statement with it. One that comes later waits for the accept.
 */
export class Overtaking<Result extends HeldLease> {
  readonly #moves: LeaseMoves<Result>;
  readonly #known = new Map<string, Known<Result>>();
  readonly #turns: Batcher<Accept<Result>, Outcome>;

  constructor(moves: LeaseMoves<Result>, limits: OvertakingLimits) {
    this.#moves = moves;
    this.#turns = new Batcher({
      run: (accepts) => Promise.all(accepts.map((accept) => this.#run(accept))),
      weigh: ({ leases }) => leases.length,
      maxRuns: 2,
      ...limits,
    });
  }

  async accept(leases: readonly HeldLease[]): Promise<LeaseResult[]> {
    const accept: Accept<Result> = { leases, results: new Map(), begun: false };
    const known = { accept, outcome: this.#turns.add(accept) };
    const keys = leases.map(keyOfLease);
    for (const key of keys) if (!this.#known.has(key)) this.#known.set(key, known);
    try {
      const { alone, pairs } = await known.outcome;
      const accepted = valueOf(alone);
      const paired = valueOf(pairs);
      return keys.map((key) => (paired.get(key)?.accept ?? accepted.get(key)) as LeaseResult);
    } finally {
      for (const key of keys) if (this.#known.get(key) === known) this.#known.delete(key);
    }
  }

  async complete(results: readonly Result[]): Promise<LeaseResult[]> {
    const joined = new Map<Result, Promise<Outcome>>();
    const before = new Set<Promise<Outcome>>();
    for (const result of this.#known.size > 0 ? firstOfEach(results) : []) {
      const known = this.#known.get(keyOfLease(result));
      if (!known) continue;
      if (joins(result, known.accept)) joined.set(result, known.outcome);
      else before.add(known.outcome);
    }
    const alone = results.filter((result) => !joined.has(result));
    await Promise.allSettled(before);
    const completed = alone.length > 0 ? await this.#moves.complete(alone) : [];
    const answers = new Map(alone.map((result, index) => [result, completed[index]]));
    for (const [result, outcome] of joined)
      answers.set(result, valueOf((await outcome).pairs).get(keyOfLease(result))?.complete);
    // A move answers one result per lease.
    return results.map((result) => answers.get(result) as LeaseResult);
  }

  async #run(accept: Accept<Result>): Promise<Outcome> {
    accept.begun = true;
    const { leases, results } = accept;
    const left = results.size === 0 ? leases : leases.filter((lease) => !results.has(keyOfLease(lease)));
    const [alone, pairs] = await Promise.allSettled([this.#accept(left), this.#pair([...results.values()])]);
    return { alone, pairs };
  }

  async #accept(leases: readonly HeldLease[]): Promise<ReadonlyMap<string, LeaseResult>> {
    const accepted = leases.length > 0 ? await this.#moves.accept(leases) : [];
    return new Map(leases.map((lease, index) => [keyOfLease(lease), accepted[index] as LeaseResult]));
  }

  /** In one statement; what that leaves, move by move, so that each gets its own answer. */
  async #pair(results: readonly Result[]): Promise<ReadonlyMap<string, Pair>> {
    const both = results.length > 0 ? await this.#moves.acceptAndComplete(results) : [];
    const pairs = new Map(results.map((result, index) => [keyOfLease(result), pairOf(both[index], both[index])]));
    const left = results.filter((_result, index) => both[index]?.outcome !== "APPLIED");
    if (left.length === 0) return pairs;
    const accepted = await this.#moves.accept(left);
    const completed = await this.#moves.complete(left);
    for (const [index, result] of left.entries())
      pairs.set(keyOfLease(result), pairOf(accepted[index], completed[index]));
    return pairs;
  }
}

/** Whether the result goes with the accept, as its first one that comes in time does. */
function joins<Result extends HeldLease>(result: Result, { begun, results }: Accept<Result>): boolean {
  const key = keyOfLease(result);
  if (begun || results.has(key)) return false;
  results.set(key, result);
  return true;
}

/** A move answers one result per lease. */
function pairOf(accept: LeaseResult | undefined, complete: LeaseResult | undefined): Pair {
  return { accept: accept as LeaseResult, complete: complete as LeaseResult };
}

function valueOf<Value>(settled: PromiseSettledResult<Value>): Value {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}
