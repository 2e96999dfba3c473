import type { Principal } from "../../identity/index.js";
import { itemOfKind, type AgentRuns, type Catalogue, type InstallationDesk } from "../../marketplace/index.js";
import type { Clock } from "../../platform/clock.js";
import { MusterError } from "../../platform/errors.js";
import type { Log } from "../../platform/log.js";
import type { Assignment, Lease, LeaseResult, TaskService } from "../../tasks/index.js";
import { pause } from "../../platform/pause.js";
import type { AbortReason, Job, Places } from "../../workers/index.js";
import type { Execution } from "../model.js";
import type { ExecutionRuns } from "../runs.js";
import { subjectOf, type Subject } from "../subjects.js";
import { verdictOf, verdictOfRefusal, type Verdict } from "./verdict.js";

export interface WasmJobParts {
  readonly tasks: Pick<TaskService, "accept" | "reject" | "complete" | "fail">;
  readonly catalogue: Pick<Catalogue, "runnable">;
  readonly installations: Pick<InstallationDesk, "installationsOf">;
  readonly agentRuns: Pick<AgentRuns, "limitsOf">;
  readonly runs: Pick<ExecutionRuns, "run">;
  readonly places: Places;
  readonly clock: Clock;
  readonly log: Log;
  /** How long an assignment may wait here for a place before it goes back. */
  readonly waitMs: number;
}

/** Between tries while the runner is busy or the database is away, doubling from the first to the last. */
const retryMs = { first: 100, last: 2_000 } as const;
/** Then the lease ends by itself, and somebody else gets the task. */
const maxReportTries = 12;

/** A task of an installed module, done in this process from its offer to the word on how it went. */
export class WasmJob implements Job {
  readonly #parts: WasmJobParts;
  readonly #agent: Principal;
  readonly #assignment: Assignment;
  readonly #abort = new AbortController();
  #reason: AbortReason | null = null;
  #isWaiting = true;
  #isAccepted = false;

  constructor(parts: WasmJobParts, agent: Principal, assignment: Assignment) {
    this.#parts = parts;
    this.#agent = agent;
    this.#assignment = assignment;
  }

  get lease(): Lease {
    return { taskId: this.#assignment.task.id, leaseToken: this.#assignment.leaseToken };
  }

  get isAccepted(): boolean {
    return this.#isAccepted;
  }

  abort(reason: AbortReason): void {
    this.#reason ??= reason;
    this.#abort.abort();
  }

  dropIfWaiting(): void {
    if (this.#isWaiting) this.abort("LOST");
  }

  /** What is not accepted yet is left to whoever ends the session. */
  async work(): Promise<void> {
    const { places, waitMs, log } = this.#parts;
    try {
      if (!(await places.take(waitMs, this.#abort.signal))) return await this.#handBack();
      this.#isWaiting = false;
      try {
        await this.#workInPlace();
      } finally {
        places.leave();
      }
    } catch (error) {
      log.warn({ err: error, taskId: this.lease.taskId }, "a task is left to the end of its lease");
    }
  }

  async #handBack(): Promise<void> {
    if (this.#reason !== null) return;
    await this.#parts.tasks.reject(this.#agent, [{ ...this.lease, reason: "Every place to run is taken." }]);
  }

  async #workInPlace(): Promise<void> {
    const [accepted] = await this.#parts.tasks.accept(this.#agent, [this.lease]);
    if (!isApplied(accepted)) return;
    this.#isAccepted = true;
    const verdict = await this.#run();
    if (this.#reason === "CANCELLED" || this.#reason === "LOST") return;
    await this.#report(this.#reason === "STOPPING" ? stopped(verdict) : verdict);
  }

  async #run(): Promise<Verdict> {
    const startedAtMs = this.#nowMs();
    try {
      const subject = await this.#findSubject();
      return verdictOf(await this.#runWhenPossible(subject, startedAtMs));
    } catch (error) {
      if (!(error instanceof MusterError))
        this.#parts.log.error({ err: error, taskId: this.lease.taskId }, "a task's run failed");
      return verdictOfRefusal(error);
    }
  }

  /** What is installed; what may be run but is not installed is not meant by the task. */
  async #findSubject(): Promise<Subject> {
    const { tenantId, kind } = this.#assignment.task;
    // Its session asks for no other kinds.
    const name = itemOfKind(kind, "wasm") ?? kind;
    const { catalogue, installations } = this.#parts;
    const runnable = await catalogue.runnable(tenantId, name, null);
    const installed = await installations.installationsOf(tenantId, [runnable.item.id]);
    if (installed.has(runnable.item.id)) return subjectOf(runnable);
    throw new MusterError("NOT_FOUND", `${name} is not installed.`, { reason: "INSTALLATION_NOT_FOUND" });
  }

  /** Waits while the runner is busy: the task's own time, which the reaper looks after, is the bound. */
  async #runWhenPossible(subject: Subject, startedAtMs: number): Promise<Execution> {
    for (let delayMs: number = retryMs.first; ; delayMs = Math.min(2 * delayMs, retryMs.last)) {
      try {
        return await this.#runOnce(subject, startedAtMs);
      } catch (error) {
        const isBusy = error instanceof MusterError && error.code === "RATE_LIMITED";
        if (!isBusy || this.#reason !== null || this.#leftMs(startedAtMs) <= delayMs) throw error;
        await pause(this.#parts.clock, delayMs, this.#abort.signal);
      }
    }
  }

  #runOnce(subject: Subject, startedAtMs: number): Promise<Execution> {
    const { task } = this.#assignment;
    const { timeoutMs } = this.#parts.agentRuns.limitsOf({ limits: {}, manifest: subject.manifest });
    const leftMs = Math.max(1, this.#leftMs(startedAtMs));
    return this.#parts.runs.run({
      ...{ tenantId: task.tenantId, subject, createdBy: this.#agent.id, taskId: task.id, signal: this.#abort.signal },
      call: {
        ...{ stdin: { json: task.input }, args: [], env: {}, fileSystem: false, files: [] },
        limits: leftMs < timeoutMs ? { timeoutMs: leftMs } : {},
      },
    });
  }

  async #report(verdict: Verdict): Promise<void> {
    const said = "output" in verdict ? await this.#complete(verdict) : verdict;
    if (!said) return;
    await this.#insist(async () => {
      await this.#parts.tasks.fail(this.#agent, { ...this.lease, ...said });
    });
  }

  /** Null when that is that; else what is wrong with the output. */
  async #complete(
    result: Extract<Verdict, { output: unknown }>,
  ): Promise<Extract<Verdict, { errorMessage: string }> | null> {
    try {
      await this.#insist(() => this.#parts.tasks.complete(this.#agent, [{ ...this.lease, ...result }]));
      return null;
    } catch (error) {
      if (!(error instanceof MusterError) || isAway(error)) throw error;
      return { errorMessage: `${error.reason}: ${error.message}`, retryable: true };
    }
  }

  /** A run that is done is not thrown away because the database is away for a moment. */
  async #insist(work: () => Promise<unknown>): Promise<void> {
    let delayMs: number = retryMs.first;
    for (let tries = 1; ; tries++) {
      try {
        await work();
        return;
      } catch (error) {
        if (!isAway(error) || tries === maxReportTries || this.#reason !== null) throw error;
      }
      await pause(this.#parts.clock, delayMs, this.#abort.signal);
      delayMs = Math.min(2 * delayMs, retryMs.last);
    }
  }

  #leftMs(startedAtMs: number): number {
    return startedAtMs + this.#assignment.task.timeoutMs - this.#nowMs();
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }
}

function isApplied(result: LeaseResult | undefined): boolean {
  return result?.outcome === "APPLIED";
}

function isAway(error: unknown): boolean {
  return error instanceof MusterError && (error.code === "UNAVAILABLE" || error.code === "TIMEOUT");
}

/** What was done by then counts; what was cut off is to be done again. */
function stopped(verdict: Verdict): Verdict {
  return "output" in verdict ? verdict : { errorMessage: "The process that ran it is stopping.", retryable: true };
}
