import type { Principal } from "../identity/index.js";
import { badInput, MusterError, notFound } from "../platform/errors.js";
import { isId } from "../platform/ids.js";
import { isStorable } from "../platform/labels.js";
import { checkJson } from "../tasks/index.js";
import type { Engine } from "./engine/engine.js";
import type { RunFact } from "./engine/facts.js";
import type { ApprovalDecision, StartRunInput, WorkflowRun } from "./model.js";
import type { Orders } from "./orders.js";

export interface RunsParts {
  readonly engine: Engine;
  readonly orders: Orders;
  readonly maxPayloadBytes: number;
  /** A run of the tenant's that is there. */
  readonly find: (tenantId: string, id: string) => Promise<WorkflowRun | null>;
}

export interface StepOfRun {
  readonly runId: string;
  /** Id in the definition; an item as `<step>[<index>]`. */
  readonly stepKey: string;
}

export interface AnswerInput extends StepOfRun {
  readonly decision: ApprovalDecision;
  readonly comment: string | null;
}

export interface CancelRunInput {
  readonly id: string;
  readonly compensate: boolean;
  readonly reason: string | null;
}

export interface RetryRunInput {
  readonly id: string;
  /** From what did not complete unless said. */
  readonly fromSteps: readonly string[] | null;
}

export interface SignalRunInput {
  readonly id: string;
  readonly signal: string;
  readonly payload: unknown;
}

/** A run, and the field of the input that names it. */
interface Asked {
  readonly id: string;
  readonly field?: string;
}

const maxReason = 1_000;
const maxSignalName = 200;

/** What people and programs do with runs. */
export class Runs {
  readonly #parts: RunsParts;

  constructor(parts: RunsParts) {
    this.#parts = parts;
  }

  /** Paths of errors are relative to the input. */
  async start(principal: Principal, input: StartRunInput): Promise<WorkflowRun> {
    const started = await this.#parts.engine.startRun(await this.#parts.orders.manual(principal, input));
    if (started.isNew) return started.run;
    const run = await this.#parts.find(principal.tenantId, started.runId);
    if (!run) throw notFound("run", started.runId);
    return run;
  }

  pause(principal: Principal, id: string): Promise<WorkflowRun> {
    return this.#ask(principal, { id }, { type: "PAUSE", by: principal.id });
  }

  resume(principal: Principal, id: string): Promise<WorkflowRun> {
    return this.#ask(principal, { id }, { type: "RESUME", by: principal.id });
  }

  cancel(principal: Principal, { id, compensate, reason }: CancelRunInput): Promise<WorkflowRun> {
    return this.#ask(
      principal,
      { id },
      { type: "CANCEL", by: principal.id, compensate, reason: text(reason, "reason") },
    );
  }

  retry(principal: Principal, { id, fromSteps }: RetryRunInput): Promise<WorkflowRun> {
    return this.#ask(principal, { id }, { type: "RETRY", by: principal.id, fromSteps });
  }

  signal(principal: Principal, { id, signal, payload }: SignalRunInput): Promise<WorkflowRun> {
    if (signal.length < 1 || signal.length > maxSignalName || !isStorable(signal))
      throw badInput(`A signal's name has 1 to ${maxSignalName} characters.`, ["signal"], "NAME_INVALID");
    checkJson(payload, this.#parts.maxPayloadBytes, ["payload"]);
    return this.#ask(principal, { id }, { type: "SIGNAL", by: principal.id, signal, payload: payload ?? null });
  }

  async answer(principal: Principal, { comment, decision, runId, stepKey: step }: AnswerInput): Promise<void> {
    const { id: by, role } = principal;
    const fact = { type: "ANSWER", by, role, step, decision, comment: text(comment, "comment") } as const;
    await this.#ask(principal, { id: runId, field: "runId" }, fact);
  }

  async skip(principal: Principal, { runId, stepKey: step }: StepOfRun): Promise<void> {
    await this.#ask(principal, { id: runId, field: "runId" }, { type: "SKIP", by: principal.id, step });
  }

  async #ask({ tenantId }: Principal, { id, field = "id" }: Asked, fact: RunFact): Promise<WorkflowRun> {
    if (!isId("run", id)) throw notFound("run", id.slice(0, 100), [field]);
    try {
      return await this.#parts.engine.ask(tenantId, id, fact);
    } catch (error) {
      // The engine does not know what the input calls the run.
      throw error instanceof MusterError && error.reason === "RUN_NOT_FOUND" ? notFound("run", id, [field]) : error;
    }
  }
}

function text(value: string | null, field: string): string | null {
  if (value === null) return null;
  if (value.length > maxReason || !isStorable(value))
    throw badInput(`At most ${maxReason} characters.`, [field], "TEXT_TOO_LONG");
  return value;
}
