import type { Principal } from "../identity/index.js";
import { Batcher } from "../platform/batcher.js";
import type { Database, Statement } from "../platform/db/database.js";
import { badInput } from "../platform/errors.js";
import { checkJson, storable } from "./json-value.js";
import { tellEnded } from "./endings.js";
import type { HandBacks } from "./hand-backs.js";
import { headsOf, tellReleased, type Announce, type MovedLease } from "./lease-moves.js";
import { explain, firstOfEach, heldBy, keyOfLease, type HeldLease } from "./lease-outcomes.js";
import type { Lease, LeaseResult, TaskResult } from "./model.js";
import { Overtaking } from "./overtaking.js";
import type { OutputGuard } from "./output-guard.js";
import type { TaskSignals } from "./signals.js";
import { acceptAndCompleteTasks } from "./sql/accept-and-complete-tasks.sql.js";
import { acceptTasks } from "./sql/accept-tasks.sql.js";
import { completeTasks } from "./sql/complete-tasks.sql.js";
import { extendLeases } from "./sql/extend-leases.sql.js";
import { holdLeases } from "./sql/hold-leases.sql.js";

export interface Rejection extends Lease {
  readonly reason?: string | null | undefined;
}

export interface LeaseParts {
  readonly database: Database;
  readonly signals: TaskSignals;
  readonly announce: Announce;
  readonly guard: OutputGuard;
  readonly handBacks: HandBacks;
  readonly leaseMs: number;
  readonly maxTaskBytes: number;
  readonly now: () => Date;
}

export interface Heartbeat {
  readonly results: readonly LeaseResult[];
  readonly lostTaskIds: readonly string[];
  readonly leaseExpiresAt: Date;
}

interface HeldResult extends HeldLease {
  readonly output: unknown;
  readonly cost: number | null;
}

export const maxLeasesPerCall = 1_000;
/** Calls of each sort that wait for their statement. */
const maxWaiting = 20_000;

/** What agents do with their leases. Calls that arrive together become one statement, whoever makes them. */
export class Leases {
  readonly #parts: LeaseParts;
  readonly #accepts: Batcher<readonly HeldLease[], LeaseResult[]>;
  readonly #completes: Batcher<readonly HeldResult[], LeaseResult[]>;
  readonly #settlements: Batcher<readonly HeldResult[], LeaseResult[]>;
  readonly #overtaking: Overtaking<HeldResult>;
  readonly #extensions: Batcher<readonly HeldLease[], LeaseResult[]>;
  readonly #holds: Batcher<readonly HeldLease[], LeaseResult[]>;

  constructor(parts: LeaseParts) {
    this.#parts = parts;
    const batcher = <Held extends HeldLease>(move: (leases: readonly Held[]) => Promise<LeaseResult[]>) =>
      new Batcher<readonly Held[], LeaseResult[]>({
        run: async (calls) => split(calls, await move(calls.flat())),
        weigh: (leases) => leases.length,
        maxWeight: maxLeasesPerCall,
        maxRuns: 2,
        maxWaiting,
      });
    this.#accepts = batcher((leases) => this.#accept(leases));
    this.#completes = batcher((results) => this.#complete(completeTasks, results));
    this.#settlements = batcher((results) => this.#complete(acceptAndCompleteTasks, results));
    this.#overtaking = new Overtaking(
      {
        accept: (leases) => this.#accepts.add(leases),
        complete: (results) => this.#completes.add(results),
        acceptAndComplete: (results) => this.#settlements.add(results),
      },
      { maxWeight: maxLeasesPerCall, maxWaiting },
    );
    this.#extensions = batcher((leases) => this.#extend(extendLeases, leases));
    this.#holds = batcher((leases) => this.#extend(holdLeases, leases));
  }

  async accept(agent: Principal, leases: readonly Lease[]): Promise<LeaseResult[]> {
    return this.#overtaking.accept(held(agent, leases, "leases"));
  }

  async reject(agent: Principal, rejections: readonly Rejection[]): Promise<LeaseResult[]> {
    const leases = held(agent, rejections, "leases");
    const moved = await this.#parts.handBacks.run(
      rejections.map(({ reason: said }, index) => ({
        // `held` answers a lease per rejection, in their order.
        ...(leases[index] as HeldLease),
        reason: "REJECTED",
        message: said ? storable(said, 1_000) : null,
        onlyIfExpired: false,
      })),
    );
    return explain(this.#parts.database, leases, moved);
  }

  /** Throws BAD_USER_INPUT with the path of an output that does not meet its kind's schema: then nothing was applied. */
  async complete(agent: Principal, results: readonly TaskResult[]): Promise<LeaseResult[]> {
    const leases = held(agent, results, "results");
    for (const [index, { output, cost }] of results.entries()) {
      checkJson(output, this.#parts.maxTaskBytes, ["results", index, "output"]);
      if (cost !== null && cost !== undefined && !(cost >= 0 && cost <= 1e12)) {
        throw badInput("A cost is a number from 0 to 1e12.", ["results", index, "cost"], "NUMBER_OUT_OF_RANGE");
      }
    }
    await this.#parts.guard.check(agent, results);
    // `held` answers a lease per result, in their order.
    return this.#overtaking.complete(
      results.map(({ output, cost }, index) => ({
        ...(leases[index] as HeldLease),
        output: output ?? null,
        cost: cost ?? null,
      })),
    );
  }

  /** Extends the leases named; those not APPLIED are lost. */
  async heartbeat(agent: Principal, leases: readonly Lease[]): Promise<Heartbeat> {
    const { leaseMs, now } = this.#parts;
    const results = leases.length === 0 ? [] : await this.#extensions.add(held(agent, leases, "activeLeases"));
    const lostTaskIds = results.filter(({ outcome }) => outcome !== "APPLIED").map(({ taskId }) => taskId);
    return { results, lostTaskIds, leaseExpiresAt: new Date(now().getTime() + leaseMs) };
  }

  /** Extends those that are not accepted yet too. */
  async hold(agent: Principal, leases: readonly Lease[]): Promise<LeaseResult[]> {
    return leases.length === 0 ? [] : this.#holds.add(held(agent, leases, "leases"));
  }

  async #accept(leases: readonly HeldLease[]): Promise<LeaseResult[]> {
    const moved = await this.#parts.database.query<MovedLease>(acceptTasks, [...columns(leases), this.#parts.leaseMs]);
    this.#parts.announce(headsOf(moved));
    for (const { taskId, kind } of moved) this.#parts.guard.remember(taskId, kind);
    if (moved.length > 0) this.#parts.signals.accepted.emit(moved);
    return explain(this.#parts.database, leases, moved);
  }

  async #complete(statement: Statement, results: readonly HeldResult[]): Promise<LeaseResult[]> {
    const rows = firstOfEach(results).map(({ taskId, leaseToken, agentId, output, cost }) => ({
      task_id: taskId,
      lease_token: leaseToken,
      agent_id: agentId,
      output,
      cost,
    }));
    const moved = await this.#parts.database.query<MovedLease>(statement, [JSON.stringify(rows)]);
    this.#parts.announce(headsOf(moved));
    if (statement === acceptAndCompleteTasks && moved.length > 0) this.#parts.signals.accepted.emit(moved);
    tellReleased(this.#parts.signals, moved, "COMPLETED");
    let outputs: ReadonlyMap<string, unknown> | null = null;
    tellEnded(this.#parts.signals, moved, (one) => {
      outputs ??= new Map(results.toReversed().map((result) => [keyOfLease(result), result.output]));
      return { output: { value: outputs.get(keyOfLease(one)) } };
    });
    return explain(this.#parts.database, results, moved);
  }

  async #extend(statement: Statement, leases: readonly HeldLease[]): Promise<LeaseResult[]> {
    const extended = await this.#parts.database.query<Lease>(statement, [...columns(leases), this.#parts.leaseMs]);
    const holds = new Set(extended.map(keyOfLease));
    const lost = leases.filter((lease) => !holds.has(keyOfLease(lease)));
    const why = new Map((await explain(this.#parts.database, lost, [])).map((result, index) => [lost[index], result]));
    return leases.map((lease) => why.get(lease) ?? { taskId: lease.taskId, outcome: "APPLIED", message: null });
  }
}

function held(agent: Principal, leases: readonly Lease[], field: string): HeldLease[] {
  if (leases.length > maxLeasesPerCall)
    throw badInput(`At most ${maxLeasesPerCall} at a time.`, [field], "LIST_TOO_LONG");
  return leases.map((lease) => heldBy(agent, lease));
}

function columns(leases: readonly HeldLease[]): readonly (readonly string[])[] {
  const each = firstOfEach(leases);
  return [
    each.map(({ taskId }) => taskId),
    each.map(({ leaseToken }) => leaseToken),
    each.map(({ agentId }) => agentId),
  ];
}

/** Cuts the results of several calls put together back into calls. */
function split(calls: readonly (readonly unknown[])[], results: readonly LeaseResult[]): LeaseResult[][] {
  let from = 0;
  return calls.map(({ length }) => results.slice(from, (from += length)));
}
