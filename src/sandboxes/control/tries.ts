import type { Principal } from "../../identity/index.js";
import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import { Repeater } from "../../platform/repeater.js";
import type { Lease, LeaseOutcome } from "../../tasks/index.js";
import { hasEnded } from "../states.js";
import type { Attendant } from "./attendant.js";
import type { BuiltInAgents } from "./built-in-agents.js";
import type { Charge } from "./charge.js";
import type { Charges } from "./charges.js";
import { groupBy } from "./groups.js";
import type { ControllerNeighbours } from "./parts.js";
import { leaseOf } from "./settlement.js";

export interface TriesParts {
  readonly tasks: Pick<ControllerNeighbours["tasks"], "hold" | "ended">;
  readonly builtIns: BuiltInAgents;
  readonly charges: Charges;
  readonly attendant: Attendant;
  readonly clock: Clock;
  readonly log: Log;
  readonly leaseMs: number;
}

/** An assignment that has no sandbox yet. */
export interface WaitingTry {
  readonly lease: Lease;
  readonly agent: Principal;
  /** By the process's clock: when its lease was last held. */
  heldAtMs: number;
  abort(reason: "LOST" | "STOPPING"): void;
}

interface HeldLease {
  readonly tenantId: string;
  readonly lease: Lease;
  readonly onOutcome: (outcome: LeaseOutcome) => void;
}

/** How often a lease is held in the time that it lasts. */
const turnsOfLease = 3;
/** Of one call. */
const maxLeases = 1_000;
/** Many assignments that come together are held together. */
const gatherMs = 20;
const askEndedEveryMs = 3_000;
/**
 * An agent that has accepted beats itself, and is to be missed when it does not: its lease is asked about so seldom that, unless it beats, it
 * ends in between. In leases.
 */
const askEvery = 3;

/** Holds the leases of tasks until the agents in their sandboxes have them, and notices when there is nothing left to hold. */
export class Tries {
  readonly #parts: TriesParts;
  readonly #waiting = new Set<WaitingTry>();
  readonly #onNone = new Set<() => void>();
  readonly #holder: Repeater;
  readonly #asker: Repeater;

  constructor(parts: TriesParts) {
    const { clock, log } = parts;
    this.#parts = parts;
    this.#holder = new Repeater({ name: "sandbox leases", clock, log, run: () => this.#holdAll() });
    this.#asker = new Repeater({ name: "sandbox tasks", clock, log, run: () => this.#askEnded() });
  }

  start(): void {
    this.#holder.start();
    this.#asker.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#holder.stop(), this.#asker.stop()]);
  }

  hold(waiting: WaitingTry): void {
    this.#waiting.add(waiting);
    this.#holder.wakeIn(gatherMs);
  }

  letGo(waiting: WaitingTry): void {
    this.#waiting.delete(waiting);
    if (this.#waiting.size === 0) for (const tell of this.#onNone) tell();
  }

  /** Resolves when none is without a sandbox any more: those that are have gone back. */
  async handBack(): Promise<void> {
    if (this.#waiting.size === 0) return;
    const none = new Promise<void>((resolve) => this.#onNone.add(resolve));
    for (const waiting of this.#waiting) waiting.abort("STOPPING");
    await none;
  }

  ended(taskIds: Iterable<string>): void {
    const { charges, attendant } = this.#parts;
    for (const taskId of taskIds) {
      for (const charge of charges.ofTask(taskId)) {
        charge.taskEnded(this.#nowMs());
        attendant.nudge(charge);
      }
    }
  }

  async #holdAll(): Promise<number> {
    const { leaseMs } = this.#parts;
    const held = [...this.#ofWaiting(), ...this.#ofCharges()];
    const groups = [...groupBy(held, ({ tenantId }) => tenantId).values()].flatMap((group) => inBatches(group));
    const calls = await Promise.allSettled(groups.map((group) => this.#hold(group)));
    const failed = calls.find((call) => call.status === "rejected");
    if (failed) this.#parts.log.warn({ err: failed.reason }, "leases of tasks in sandboxes were not held");
    return leaseMs / turnsOfLease;
  }

  /** Whether so many turns of the holder have passed since it was held, about. */
  #isDue({ heldAtMs }: { readonly heldAtMs: number }, turns: number): boolean {
    return heldAtMs + ((turns - 0.5) * this.#parts.leaseMs) / turnsOfLease <= this.#nowMs();
  }

  #ofWaiting(): HeldLease[] {
    const due = [...this.#waiting].filter((waiting) => this.#isDue(waiting, 1));
    return due.map((waiting) => ({
      ...{ tenantId: waiting.agent.tenantId, lease: waiting.lease },
      onOutcome: (outcome) => {
        waiting.heldAtMs = this.#nowMs();
        if (outcome !== "APPLIED") waiting.abort("LOST");
      },
    }));
  }

  #ofCharges(): HeldLease[] {
    return this.#parts.charges.all().flatMap((charge) => {
      const lease = leaseOf(charge);
      const turns = charge.isTaken && charge.status === "READY" ? askEvery * turnsOfLease : 1;
      if (!lease || charge.task !== "OPEN" || charge.isSettled || !this.#isDue(charge, turns)) return [];
      const { tenantId } = charge.sandbox;
      return [{ tenantId, lease, onOutcome: (outcome) => this.#heard(charge, outcome) }];
    });
  }

  async #hold(group: readonly HeldLease[]): Promise<void> {
    const { tasks, builtIns } = this.#parts;
    const [first] = group;
    if (!first) return;
    const agent = await builtIns.of(first.tenantId);
    const results = await tasks.hold(
      agent,
      group.map(({ lease }) => lease),
    );
    for (const [index, { onOutcome }] of group.entries()) onOutcome(results[index]?.outcome ?? "APPLIED");
  }

  #heard(charge: Charge, outcome: LeaseOutcome): void {
    charge.heldAtMs = this.#nowMs();
    if (outcome === "APPLIED" || charge.task !== "OPEN") return;
    // A lease that was spent on the task's end is a program's that may be about to end as well.
    if (outcome === "INVALID_STATE") charge.taskEnded(this.#nowMs());
    else charge.task = "LOST";
    this.#parts.attendant.nudge(charge);
  }

  async #askEnded(): Promise<number> {
    const open = this.#parts.charges.all().filter(({ task, status }) => task === "OPEN" && !hasEnded(status));
    const taskIds = [...new Set(open.flatMap(({ sandbox }) => sandbox.taskId ?? []))];
    for (const some of inBatches(taskIds)) this.ended(await this.#parts.tasks.ended(some));
    return askEndedEveryMs;
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }
}

function inBatches<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / maxLeases);
  return Array.from({ length: count }, (_, index) => items.slice(index * maxLeases, (index + 1) * maxLeases));
}
