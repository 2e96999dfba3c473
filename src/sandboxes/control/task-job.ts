import type { Principal } from "../../identity/index.js";
import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import type { Lease } from "../../tasks/index.js";
import type { SandboxHost } from "../host.js";
import type { Keeping, KeptSandbox, SandboxLedger } from "../ledger.js";
import type { SandboxAssignment } from "../neighbours.js";
import type { Attendant } from "./attendant.js";
import { backoffMs } from "./backoff.js";
import type { Charges } from "./charges.js";
import type { LedgerTime } from "./ledger-time.js";
import { isRefusal } from "./outages.js";
import type { ControllerNeighbours } from "./parts.js";
import { pause } from "../../platform/pause.js";
import { fail } from "./settlement.js";
import { findPlace, type TaskPlace, type TaskPlacesParts } from "./task-places.js";
import type { Tries, WaitingTry } from "./tries.js";

export interface SandboxJobParts extends TaskPlacesParts {
  readonly tasks: Pick<ControllerNeighbours["tasks"], "specsOf" | "accept" | "fail" | "reject">;
  readonly ledger: Pick<SandboxLedger, "beginTask">;
  readonly host: Pick<SandboxHost, "isAvailable">;
  readonly charges: Charges;
  readonly attendant: Attendant;
  readonly tries: Tries;
  readonly ledgerTime: LedgerTime;
  readonly keeping: () => Keeping;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}

/** CANCELLED, LOST: the task is no longer ours. STOPPING: it is, and whoever adopts its sandbox goes on with it. */
export type SandboxAbort = "CANCELLED" | "LOST" | "STOPPING";

/** How long an assignment may wait here before it goes back: for its host, for room in this process, for the tenant's share. */
const patience = { hostMs: 30_000, roomMs: 10_000, shareMs: 10_000 } as const;
const lookAgainMs = 1_000;
const retry = { firstMs: 250, maxMs: 5_000 } as const;
/** Then its lease ends by itself, and it is offered again. */
const maxTries = 12;

/**
 * One assignment to a tenant's built-in agent: from its offer until it has a sandbox. From then on whoever looks after the sandbox, here
 * or in another process, sees to the task as well.
 */
export class SandboxJob implements WaitingTry {
  readonly agent: Principal;
  /** Its lease is held here for as long as that is called for; whoever runs the job need not beat for it. */
  readonly isAccepted = false;
  heldAtMs = Number.NEGATIVE_INFINITY;
  readonly #parts: SandboxJobParts;
  readonly #assignment: SandboxAssignment["assignment"];
  readonly #abort = new AbortController();
  #reason: SandboxAbort | null = null;
  #isBegun = false;

  constructor(parts: SandboxJobParts, { agent, assignment }: SandboxAssignment) {
    this.#parts = parts;
    this.agent = agent;
    this.#assignment = assignment;
  }

  get lease(): Lease {
    return { taskId: this.#assignment.task.id, leaseToken: this.#assignment.leaseToken };
  }

  abort(reason: SandboxAbort): void {
    this.#reason ??= reason;
    this.#abort.abort();
  }

  /** Leaves it to whoever ends the session, unless it is begun. */
  dropIfWaiting(): void {
    if (!this.#isBegun) this.abort("LOST");
  }

  /** Resolves when it has a sandbox, or gets none. Never rejects. */
  async work(): Promise<void> {
    const { tries, log } = this.#parts;
    tries.hold(this);
    try {
      await this.#begin();
    } catch (error) {
      log.warn({ err: error, taskId: this.lease.taskId }, "a task is left to the end of its lease");
    } finally {
      tries.letGo(this);
    }
  }

  async #begin(): Promise<void> {
    const place = await this.#findPlace();
    if (!place) return;
    if (!(await this.#waitFor(() => this.#parts.host.isAvailable, patience.hostMs)))
      return this.#handBack("The host of sandboxes is away.");
    const sandbox = await this.#takePlace(place);
    if (typeof sandbox === "string") return this.#handBack(sandbox);
    const { attendant, ledgerTime } = this.#parts;
    if (sandbox.hostRef === null) ledgerTime.learn(sandbox.provisioningAt);
    const charge = attendant.admit(sandbox, place.isForeign);
    // Said while it was being begun.
    if (this.#reason === "CANCELLED") charge.taskEnded(this.#parts.clock.now().getTime());
    if (this.#reason === "LOST") charge.task = "LOST";
  }

  /** Null when it may not run, which is said. */
  async #findPlace(): Promise<TaskPlace | null> {
    try {
      return await this.#insist(() => findPlace(this.#parts, this.#assignment.task));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const message = `${error.reason}: ${error.message}`;
      await this.#insist(() => fail(this.#parts.tasks, this.agent, { lease: this.lease, message, isRetryable: false }));
      return null;
    }
  }

  /** With a place in this process, once the tenant's share has one too; else what was missing. */
  async #takePlace(place: TaskPlace): Promise<KeptSandbox | string> {
    let found: KeptSandbox | string = "Every place is taken.";
    await this.#waitFor(async () => {
      found = await this.#tryPlace(place);
      return typeof found !== "string";
    }, patience.shareMs);
    return found;
  }

  /** Who waits for a share takes no place from others meanwhile. */
  async #tryPlace({ spec, releaseId }: TaskPlace): Promise<KeptSandbox | string> {
    const { ledger, keeping, charges } = this.#parts;
    if (!(await charges.room.take(patience.roomMs, this.#abort.signal))) return "Every place is taken.";
    const { tenantId } = this.#assignment.task;
    const attempt = { ...this.lease, tenantId, spec, releaseId, createdBy: this.agent.id };
    let begun: KeptSandbox | null = null;
    this.#isBegun = true;
    try {
      begun = await this.#insist(() => ledger.beginTask(keeping(), attempt));
    } finally {
      this.#isBegun = begun !== null;
      if (!begun) charges.room.leave();
    }
    return begun ?? "The tenant's share of sandboxes is used up.";
  }

  async #handBack(reason: string): Promise<void> {
    if (this.#reason === "CANCELLED" || this.#reason === "LOST") return;
    const said = this.#reason === "STOPPING" ? "The process is stopping." : reason;
    await this.#parts.tasks.reject(this.agent, [{ ...this.lease, reason: said }]);
  }

  /** Whether it came to be within the time. */
  async #waitFor(check: () => boolean | Promise<boolean>, waitMs: number): Promise<boolean> {
    const { clock } = this.#parts;
    const untilMs = clock.now().getTime() + waitMs;
    while (this.#reason === null) {
      if (await check()) return true;
      if (clock.now().getTime() >= untilMs) return false;
      await pause(clock, lookAgainMs, this.#abort.signal);
    }
    return false;
  }

  /** What a database that is away for a moment has held up is not given up. */
  async #insist<Result>(work: () => Promise<Result>): Promise<Result> {
    const { clock, random } = this.#parts;
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (isRefusal(error) || tries === maxTries || this.#reason !== null) throw error;
      }
      await pause(clock, backoffMs(tries - 1, retry, random), this.#abort.signal);
    }
  }
}
