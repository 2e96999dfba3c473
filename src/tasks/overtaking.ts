import { firstOfEach, keyOfLease, type HeldLease } from "./lease-outcomes.js";
import type { Lease, LeaseResult } from "./model.js";

type Move<Held> = (leases: readonly Held[]) => Promise<readonly LeaseResult[]>;

export interface LeaseMoves<Result extends HeldLease> {
  readonly accept: Move<HeldLease>;
  readonly complete: Move<Result>;
  /** Both moves in one statement; what is not APPLIED was not touched. */
  readonly acceptAndComplete: Move<Result>;
}

/** What became of a lease whose result came right behind its accept. */
interface Pair {
  readonly accept: LeaseResult;
  readonly complete: LeaseResult;
}

type Pairs = ReadonlyMap<string, Pair>;

/** Accepts of one turn of the event loop, and the results that came in the same turn. */
interface Turn {
  readonly accepts: Set<string>;
  readonly pairs: Map<string, Promise<Pairs>>;
  readonly over: Promise<void>;
}

/**
 * Keeps a lease's accept before its result, between which an agent does not wait for an answer. A result that comes in the
 * same turn as the accept, as that of a short handler does, is applied in one statement with it; one that comes while the
 * accept is under way waits for it.
 */
export class Overtaking<Result extends HeldLease> {
  readonly #moves: LeaseMoves<Result>;
  readonly #underWay = new Map<string, Promise<unknown>>();
  #turn: Turn | null = null;

  constructor(moves: LeaseMoves<Result>) {
    this.#moves = moves;
  }

  async accept(leases: readonly HeldLease[]): Promise<LeaseResult[]> {
    const turn = this.#thisTurn();
    for (const lease of leases) turn.accepts.add(keyOfLease(lease));
    await turn.over;
    const alone = leases.filter((lease) => !turn.pairs.has(keyOfLease(lease)));
    const [accepted, pairs] = await Promise.all([this.#accept(alone), gather(turn.pairs, leases)]);
    const own = resultsOf(alone, accepted);
    return leases.map((lease) => (own.get(lease) ?? pairs.get(keyOfLease(lease))?.accept) as LeaseResult);
  }

  async complete(results: readonly Result[]): Promise<LeaseResult[]> {
    const turn = this.#turn;
    const paired = turn ? firstOfEach(results).filter((result) => isOpen(turn, keyOfLease(result))) : [];
    if (turn === null || paired.length === 0) return [...(await this.#complete(results))];
    const pairing = turn.over.then(() => this.#pair(paired));
    for (const result of paired) turn.pairs.set(keyOfLease(result), pairing);
    const inPair = new Set(paired);
    const alone = results.filter((result) => !inPair.has(result));
    const [completed, pairs] = await Promise.all([this.#complete(alone), pairing]);
    const own = resultsOf(alone, completed);
    return results.map((result) => (own.get(result) ?? pairs.get(keyOfLease(result))?.complete) as LeaseResult);
  }

  #thisTurn(): Turn {
    if (this.#turn) return this.#turn;
    const over = new Promise<void>((resolve) =>
      setImmediate(() => {
        this.#turn = null;
        resolve();
      }),
    );
    return (this.#turn = { accepts: new Set(), pairs: new Map(), over });
  }

  async #accept(leases: readonly HeldLease[]): Promise<readonly LeaseResult[]> {
    if (leases.length === 0) return [];
    const accepted = this.#moves.accept(leases);
    for (const lease of leases) this.#underWay.set(keyOfLease(lease), accepted);
    try {
      return await accepted;
    } finally {
      for (const lease of leases) this.#underWay.delete(keyOfLease(lease));
    }
  }

  async #complete(results: readonly Result[]): Promise<readonly LeaseResult[]> {
    if (results.length === 0) return [];
    if (this.#underWay.size > 0)
      await Promise.allSettled(new Set(results.flatMap((result) => this.#underWay.get(keyOfLease(result)) ?? [])));
    return this.#moves.complete(results);
  }

  /** In one statement; what that leaves, move by move, so that each gets its own answer. */
  async #pair(results: readonly Result[]): Promise<Pairs> {
    const both = await this.#moves.acceptAndComplete(results);
    const pairs = new Map(
      results.map((result, index) => {
        const outcome = both[index] as LeaseResult;
        return [keyOfLease(result), { accept: outcome, complete: outcome }];
      }),
    );
    const left = results.filter((_result, index) => both[index]?.outcome !== "APPLIED");
    if (left.length === 0) return pairs;
    const accepted = await this.#moves.accept(left);
    const completed = await this.#moves.complete(left);
    for (const [index, result] of left.entries())
      pairs.set(keyOfLease(result), {
        accept: accepted[index] as LeaseResult,
        complete: completed[index] as LeaseResult,
      });
    return pairs;
  }
}

/** Whether the lease is accepted in this turn and has no result yet. */
function isOpen({ accepts, pairs }: Turn, key: string): boolean {
  return accepts.has(key) && !pairs.has(key);
}

async function gather(pairs: ReadonlyMap<string, Promise<Pairs>>, leases: readonly Lease[]): Promise<Pairs> {
  const wanted = new Set(leases.flatMap((lease) => pairs.get(keyOfLease(lease)) ?? []));
  if (wanted.size === 0) return new Map();
  return new Map((await Promise.all(wanted)).flatMap((some) => [...some]));
}

function resultsOf<Held extends Lease>(
  leases: readonly Held[],
  results: readonly LeaseResult[],
): Map<Held, LeaseResult> {
  // A move answers one result per lease.
  return new Map(leases.map((lease, index) => [lease, results[index] as LeaseResult]));
}
