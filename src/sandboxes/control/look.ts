import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import { Repeater } from "../../platform/repeater.js";
import type { HostReport, SandboxHost } from "../host.js";
import type { Keeping, KeptSandbox, SandboxLedger } from "../ledger.js";
import type { WarmPool } from "../pool.js";
import { giveUpAbandoned, type AbandonedParts } from "./abandoned.js";
import type { Attendant } from "./attendant.js";
import type { Charge } from "./charge.js";
import { isWarm, type Charges } from "./charges.js";
import { groupBy } from "./groups.js";
import { Orphans, type OrphansParts } from "./orphans.js";
import type { ControllerConfig, ControllerNeighbours } from "./parts.js";

export interface LookParts extends OrphansParts, AbandonedParts {
  readonly ledger: Pick<SandboxLedger, "adopt" | "kept" | "knownRefs" | "dropOfEndedTasks"> & AbandonedParts["ledger"];
  readonly host: SandboxHost;
  readonly pool: Pick<WarmPool, "reconcile">;
  readonly agents: Pick<ControllerNeighbours["agents"], "get">;
  readonly charges: Charges;
  readonly attendant: Attendant;
  readonly keeping: () => Keeping;
  readonly config: Pick<ControllerConfig, "maxRunning">;
  readonly clock: Clock;
  readonly log: Log;
}

const everyMs = 30_000;
const retryMs = 5_000;
const pageSize = 200;
/** Of those that wait for their tasks, what is looked at at once; and how often, while all of it is dropped. */
const dropSize = 1_000;
const maxDropRounds = 10;

/**
 * Looks through all that this process has to look after, in the ledger and on the host, and so makes good whatever was missed: reports,
 * requests, crashes. Nothing depends on anything else having been heard.
 */
export class Look {
  readonly #parts: LookParts;
  readonly #repeater: Repeater;
  readonly #orphans: Orphans;

  constructor(parts: LookParts) {
    const { clock, log } = parts;
    this.#parts = parts;
    this.#orphans = new Orphans(parts);
    this.#repeater = new Repeater({ name: "sandbox look", clock, log, retryMs, run: () => this.#turn() });
  }

  start(): void {
    this.#repeater.start();
  }

  async stop(): Promise<void> {
    await this.#repeater.stop();
  }

  wake(): void {
    this.#repeater.wake();
  }

  async #turn(): Promise<number> {
    await this.#adopt();
    await this.#readLedger();
    await this.#readHost();
    await this.#dropOfEndedTasks();
    await giveUpAbandoned(this.#parts);
    await this.#findRemovedAgents();
    for (const charge of this.#parts.charges.all()) this.#parts.attendant.nudge(charge);
    return everyMs;
  }

  async #adopt(): Promise<void> {
    const { ledger, charges, attendant, metrics, keeping, config } = this.#parts;
    const { maxRunning } = config;
    for (;;) {
      // What is there needs somebody, before anything new does: it may be twice as many as there is room for.
      const limit = Math.min(pageSize, 2 * maxRunning - charges.count);
      if (limit <= 0) return;
      const adopted = await ledger.adopt(keeping(), limit);
      charges.room.enter(adopted.length);
      for (const sandbox of adopted) attendant.admit(sandbox, null);
      metrics.onAdopted(adopted.length);
      if (adopted.length < limit) return;
    }
  }

  async #readLedger(): Promise<void> {
    const { ledger, charges, attendant, keeping } = this.#parts;
    const missing = new Set(charges.all());
    for (let after = ""; ;) {
      const page = await ledger.kept(keeping(), after, pageSize);
      for (const row of page) {
        const charge = charges.get(row.id) ?? this.#admit(row);
        charges.learn(charge, row);
        missing.delete(charge);
      }
      const last = page.at(-1);
      if (!last || page.length < pageSize) break;
      after = last.id;
    }
    // One that waits is nobody's; the others were released, or taken over since this process was silent for long.
    for (const charge of missing) if (charge.status !== "PENDING") attendant.leave(charge);
  }

  #admit(row: KeptSandbox): Charge {
    this.#parts.charges.room.enter(1);
    return this.#parts.attendant.admit(row, null);
  }

  async #readHost(): Promise<void> {
    const { host, pool, charges, log } = this.#parts;
    if (!host.isAvailable) return;
    const before = new Map(charges.all().map((charge) => [charge, charge.report]));
    const placed = [...before.keys()].filter(({ isPlaced }) => isPlaced);
    let reports: readonly HostReport[];
    try {
      reports = await host.list();
    } catch (error) {
      log.warn({ err: error }, "what the host has is looked through later");
      return;
    }
    this.#hear(reports, before);
    const refs = new Set(reports.map(({ ref }) => ref));
    // What was reported since the list began is newer than the list.
    const vanished = placed.filter((one) => !refs.has(one.ref) && one.report === before.get(one) && !one.isGone);
    for (const charge of vanished) charges.hear(goneOf(charge.ref));
    await pool.reconcile(reports.filter(({ ref }) => isWarm(ref)));
    await this.#orphans.sweep(reports.filter(({ ref }) => !isWarm(ref)));
  }

  #hear(reports: readonly HostReport[], before: ReadonlyMap<Charge, HostReport | null>): void {
    const { charges } = this.#parts;
    for (const report of reports) {
      const charge = charges.ofRef(report.ref);
      if (!charge || charge.report === (before.get(charge) ?? null)) charges.hear(report);
    }
  }

  async #dropOfEndedTasks(): Promise<void> {
    for (let round = 0; round < maxDropRounds; round++) {
      if ((await this.#parts.ledger.dropOfEndedTasks(dropSize)) < dropSize) return;
    }
  }

  async #findRemovedAgents(): Promise<void> {
    const { agents, charges } = this.#parts;
    const theirs = charges.all().filter(({ sandbox, isRunning }) => isRunning && sandbox.agentId !== null);
    const byAgent = groupBy(theirs, ({ sandbox }) => sandbox.agentId ?? "");
    for (const [agentId, ofAgent] of byAgent) {
      const [first] = ofAgent;
      if (!first || (await agents.get(first.sandbox.tenantId, agentId))) continue;
      for (const charge of ofAgent) {
        charge.wish ??= { move: "terminate", reason: "AGENT_REMOVED", message: "Its agent was removed." };
      }
    }
  }
}

/** What a list says of what is not in it. */
function goneOf(ref: string): HostReport {
  return {
    ...{ ref, phase: "GONE", reason: null, message: null, exitCode: null, containerId: null, connection: null },
    ...{ startedAt: null, finishedAt: null, cpuMs: null, peakMemoryBytes: null },
  };
}
