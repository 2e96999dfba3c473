import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import type { SandboxHost } from "../host.js";
import type { Keeping, KeptSandbox, SandboxChange, SandboxFacts, SandboxLedger } from "../ledger.js";
import { backoffMs } from "./backoff.js";
import type { Charge, Deed } from "./charge.js";
import type { Charges } from "./charges.js";
import type { ControlMetrics } from "./control-metrics.js";
import { decide, type Now, type Step } from "./decision.js";
import type { LogCollector } from "./log-collector.js";
import type { ControllerConfig } from "./parts.js";
import { endsWithin } from "../../platform/pause.js";
import { Places } from "../../workers/index.js";
import { provision, type ProvisioningParts } from "./provisioning.js";
import { isTaken, settle, type SettlementParts } from "./settlement.js";
import type { LedgerWrites } from "./writes.js";

export interface AttendantParts extends ProvisioningParts, SettlementParts {
  readonly tasks: SettlementParts["tasks"];
  readonly ledger: Pick<SandboxLedger, "setHostRef" | "beginTask" | "kept">;
  readonly host: SandboxHost;
  readonly writes: LedgerWrites;
  readonly charges: Charges;
  readonly collector: LogCollector;
  readonly metrics: ControlMetrics;
  readonly keeping: () => Keeping;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: ControllerConfig;
}

/** Of what failed since somebody was away. */
const retry = { firstMs: 1_000, maxMs: 30_000 } as const;
/** What was removed is removed again when it is still there. */
const removeAgainMs = 30_000;
/** While a tenant's share is used up. */
const beginAgainMs = 5_000;
/** Orders and removals under way at a time, each. */
const maxHostCalls = 32;
const foreverMs = 2 ** 31 - 1;
/** What is under way as the process stops. */
const stopMs = 10_000;

/** Does for each sandbox what is to be done next, one thing at a time; for different ones side by side. */
export class Attendant {
  readonly #parts: AttendantParts;
  readonly #orders: Places;
  readonly #removals: Places;
  readonly #stopped = new AbortController();
  readonly #underWay = new Set<Promise<void>>();

  constructor(parts: AttendantParts) {
    this.#parts = parts;
    this.#orders = new Places(parts.clock, maxHostCalls);
    this.#removals = new Places(parts.clock, maxHostCalls);
  }

  /** Looks after it from now on. It has a place already. */
  admit(sandbox: KeptSandbox, isForeign: boolean | null): Charge {
    const charge = this.#parts.charges.add(sandbox, isForeign);
    if (charge.isRunning) this.#parts.collector.follow(charge);
    this.nudge(charge);
    return charge;
  }

  /** That something about it has changed. */
  nudge(charge: Charge): void {
    charge.wantsAttention = true;
    if (charge.isAttended || charge.isLeft || this.#stopped.signal.aborted) return;
    charge.isAttended = true;
    const work = this.#attend(charge).finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  /** Those whose time has come. */
  nudgeDue(): void {
    const { ms } = this.#now();
    for (const charge of this.#parts.charges.all()) if (charge.dueAtMs <= ms) this.nudge(charge);
  }

  /** Does nothing further, and waits a while for what is under way. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await endsWithin(this.#parts.clock, Promise.allSettled(this.#underWay), stopMs);
  }

  async #attend(charge: Charge): Promise<void> {
    while (charge.wantsAttention && !charge.isLeft && !this.#stopped.signal.aborted) {
      charge.wantsAttention = false;
      charge.dueAtMs = Infinity;
      await this.#readAgain(charge);
      const step = decide(charge, this.#now(), this.#parts.config);
      if (step.do === "leave") this.leave(charge);
      else if (step.do === "wait") charge.dueAtMs = step.untilMs;
      else await this.#try(charge, step);
    }
    charge.isAttended = false;
  }

  /** Nothing of it stays here; its host keeps what it has. */
  leave(charge: Charge): void {
    this.#parts.collector.drop(charge);
    this.#parts.charges.drop(charge);
  }

  async #try(charge: Charge, step: Exclude<Step, { readonly do: "wait" | "leave" }>): Promise<void> {
    charge.wantsAttention = true;
    try {
      await this.#do(charge, step);
      charge.failures.delete(step.do);
    } catch (error) {
      if (this.#stopped.signal.aborted) return;
      const details = { err: error, sandboxId: charge.sandbox.id, step: step.do };
      this.#parts.log.warn(details, "what is to be done for a sandbox is done again later");
      this.#failed(charge, step.do);
    }
  }

  async #do(charge: Charge, step: Exclude<Step, { readonly do: "wait" | "leave" }>): Promise<void> {
    const { collector, writes, config } = this.#parts;
    const { id } = charge.sandbox;
    switch (step.do) {
      case "begin":
        return this.#begin(charge);
      case "provision":
        return this.#provision(charge);
      case "move":
        return this.#move(charge, step.change);
      case "collect":
        return collector.finish(charge, step.waitMs);
      case "note":
        return this.#note(charge, step.facts);
      case "probe":
        if (await isTaken(this.#parts, charge, config.acceptMs)) charge.isTaken = true;
        else charge.task = "LOST";
        return;
      case "remove":
        return this.#remove(charge, step.graceMs);
      case "settle":
        await settle(this.#parts, charge, this.#stopped.signal);
        charge.isSettled = true;
        return;
      case "revoke":
        await writes.revokeKeys(id);
        charge.isRevoked = true;
        return;
      case "release":
        await writes.release(id);
        return this.leave(charge);
    }
  }

  /** Of a task's try that was put off: once more, in the same sandbox unless that was dropped meanwhile. */
  async #begin(charge: Charge): Promise<void> {
    const { ledger, keeping, charges } = this.#parts;
    const { tenantId, taskId, leaseToken, spec, releaseId, createdBy } = charge.sandbox;
    if (taskId === null || leaseToken === null) return this.leave(charge);
    const attempt = { tenantId, taskId, leaseToken, spec, releaseId, createdBy };
    const begun = await ledger.beginTask(keeping(), attempt);
    if (!begun) return this.#later(charge, "begin", beginAgainMs);
    charge.forgetHost();
    if (begun.id === charge.sandbox.id) return charges.learn(charge, begun);
    this.leave(charge);
    charges.room.enter(1);
    this.admit(begun, charge.isForeign);
  }

  async #provision(charge: Charge): Promise<void> {
    if (!(await this.#orders.take(foreverMs, this.#stopped.signal))) return;
    try {
      // Much may have happened while it waited for its turn.
      if (decide(charge, this.#now(), this.#parts.config).do !== "provision") return;
      const outcome = await provision(this.#parts, charge);
      if ("hostRef" in outcome) this.#placed(charge, outcome);
      else await this.#notPlaced(charge, outcome);
    } finally {
      this.#orders.leave();
    }
  }

  #placed(charge: Charge, { hostRef, isOurs }: { readonly hostRef: string; readonly isOurs: boolean }): void {
    const isOutdated = charge.isOutdated || !isOurs;
    this.#parts.charges.learn(charge, { ...charge.sandbox, hostRef, isFromPool: hostRef !== charge.sandbox.id });
    charge.isOutdated = isOutdated;
  }

  async #notPlaced(
    charge: Charge,
    { change, delayMs }: { readonly change: SandboxChange; readonly delayMs: number },
  ): Promise<void> {
    await this.#move(charge, change);
    if (charge.status === "PENDING") this.#later(charge, "begin", delayMs);
    if (change.move === "postpone" && change.reason) this.#parts.metrics.onPostponed(change.reason);
  }

  async #move(charge: Charge, change: SandboxChange): Promise<void> {
    const { writes, charges, metrics, ledgerTime, collector } = this.#parts;
    const moved = await writes.move(change);
    if (!moved) return this.#missed(charge);
    charges.learn(charge, moved);
    metrics.onMoved(moved);
    if (moved.status === "READY") {
      ledgerTime.learn(moved.readyAt);
      collector.follow(charge);
    } else ledgerTime.learn(moved.finishedAt);
  }

  /** Somebody else has moved it, or it is not ours any more. */
  async #missed(charge: Charge): Promise<void> {
    const { eventSeq } = charge.sandbox;
    charge.isOutdated = true;
    await this.#readAgain(charge);
    if (charge.sandbox.eventSeq === eventSeq) this.#failed(charge, "move");
  }

  async #readAgain(charge: Charge): Promise<void> {
    if (!charge.isOutdated) return;
    try {
      const row = await this.#find(charge.sandbox.id);
      if (row) this.#parts.charges.learn(charge, row);
      else if (charge.status !== "PENDING") this.leave(charge);
      charge.isOutdated = false;
    } catch (error) {
      // The look reads all of them, however this went.
      this.#parts.log.warn({ err: error, sandboxId: charge.sandbox.id }, "a sandbox is read again later");
    }
  }

  /** The ledger reads pages by id: this is the one behind all ids that are less. */
  async #find(id: string): Promise<KeptSandbox | null> {
    const [row] = await this.#parts.ledger.kept(this.#parts.keeping(), id.slice(0, -1), 1);
    return row?.id === id ? row : null;
  }

  async #note(charge: Charge, facts: SandboxFacts): Promise<void> {
    const { id } = charge.sandbox;
    await this.#parts.writes.note({ ...facts, id });
    charge.sandbox = { ...charge.sandbox, ...definedOf(facts) };
    charge.usageNotedAtMs = this.#now().ms;
  }

  async #remove(charge: Charge, graceMs: number): Promise<void> {
    if (!(await this.#removals.take(foreverMs, this.#stopped.signal))) return;
    try {
      await this.#parts.host.remove(charge.ref, graceMs);
      this.#later(charge, "remove", graceMs + removeAgainMs);
    } finally {
      this.#removals.leave();
    }
  }

  #failed(charge: Charge, deed: Deed): void {
    const failures = charge.failures.get(deed) ?? 0;
    charge.failures.set(deed, failures + 1);
    this.#later(charge, deed, backoffMs(failures, retry, this.#parts.random));
  }

  #later(charge: Charge, deed: Deed, delayMs: number): void {
    charge.notBeforeMs.set(deed, this.#now().ms + delayMs);
  }

  #now(): Now {
    return { ms: this.#parts.clock.now().getTime(), ledgerMs: this.#parts.ledgerTime.nowMs() };
  }
}

/** What is known; what is not stays as it is. */
function definedOf(facts: SandboxFacts): Partial<KeptSandbox> {
  const { containerId, connection, cpuMs, peakMemoryBytes } = facts;
  return {
    ...(containerId !== undefined && { containerId }),
    ...(connection !== undefined && { connection }),
    ...(cpuMs !== undefined && { cpuMs }),
    ...(peakMemoryBytes !== undefined && { peakMemoryBytes }),
  };
}
