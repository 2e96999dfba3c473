import type { ScopeName } from "../expressions/model.js";
import { checkDuration, checkInstant, checkItems } from "./constants.js";
import { isRecord, listOf, recordOf } from "./json-tree.js";
import { maxItems, type CallSource, type StepSource, type SwitchStepSource, type WorkflowCallSource } from "./model.js";
import type { PlannedCall, PlannedStep, PlannedSubRun, PlannedSwitch, StepBody } from "./plan.js";
import type { ProblemList } from "./problems.js";
import type { RetryPatterns } from "./retry-patterns.js";
import type { StepSandboxes } from "./step-sandboxes.js";
import type { TextPlace, Texts } from "./texts.js";

/** What is in scope in every text of a step. */
export const stepNames = namesOf();
const itemNames = namesOf("item", "index");
const undoNames = namesOf("output");
const undoItemNames = namesOf("output", "item", "index");
export const failureNames = namesOf("error");

function namesOf(...more: readonly ScopeName[]): readonly ScopeName[] {
  return ["input", "steps", "run", "trigger", ...more];
}

/** A part of a definition that may lack anything: what is wrong with it has been told, and its plan is thrown away. */
type Draft<Source> = { readonly [Field in keyof Source]?: Source[Field] };

type StepDraft<Source = StepSource> = Source extends StepSource ? Draft<Source> & Pick<Source, "type"> : never;

/** What of a planned step follows from the step alone. */
export type OwnPlan = Omit<PlannedStep, "ordinal" | "id" | "needs" | "dependants" | "branches">;

interface PlannerParts {
  readonly texts: Texts;
  readonly patterns: RetryPatterns;
  readonly sandboxes: StepSandboxes;
  readonly problems: ProblemList;
}

/** Makes steps ready, one by one. */
export class StepPlanner {
  readonly #texts: Texts;
  readonly #patterns: RetryPatterns;
  readonly #sandboxes: StepSandboxes;
  readonly #problems: ProblemList;

  constructor({ texts, patterns, sandboxes, problems }: PlannerParts) {
    this.#texts = texts;
    this.#patterns = patterns;
    this.#sandboxes = sandboxes;
    this.#problems = problems;
  }

  plan(source: unknown, ordinal: number): OwnPlan {
    const step = recordOf(source) as StepDraft;
    const place: TextPlace = { path: ["steps", ordinal], names: stepNames, reader: ordinal };
    const failure = { ...below(place, "onFailure"), names: failureNames };
    const undo = { ...below(place, "compensate"), names: step.type === "forEach" ? undoItemNames : undoNames };
    return {
      when: step.when === undefined ? null : this.#texts.expression(step.when, below(place, "when")),
      runsAfterSkipped: step.whenNeedsSkipped === "RUN",
      timeoutMs: step.timeoutMs ?? null,
      continueOnError: step.continueOnError ?? false,
      onFailure: step.onFailure === undefined ? null : this.call(step.onFailure, failure),
      compensate: step.compensate === undefined ? null : this.call(step.compensate, undo),
      body: this.#body(step, place),
    };
  }

  call(source: unknown, place: TextPlace): PlannedCall {
    const call = recordOf(source) as Draft<CallSource>;
    this.#patterns.check(call.retry, below(place, "retry").path);
    if (call.sandbox !== undefined) this.#sandboxes.check(call.sandbox, place.path);
    return {
      type: "task",
      kind: call.kind ?? "",
      input: this.#template(call.input ?? null, below(place, "input")),
      requiredCapabilities: call.requiredCapabilities ?? [],
      priority: call.priority ?? null,
      retry: call.retry ?? null,
      attemptTimeoutMs: call.attemptTimeoutMs ?? null,
      sandbox: call.sandbox ?? null,
    };
  }

  #subRun(source: unknown, place: TextPlace): PlannedSubRun {
    const call = recordOf(source) as Draft<WorkflowCallSource>;
    return {
      type: "workflow",
      workflow: call.workflow ?? "",
      version: call.version ?? null,
      input: this.#template(call.input ?? null, below(place, "input")),
    };
  }

  #body(step: StepDraft, place: TextPlace): StepBody {
    switch (step.type) {
      case undefined:
      case "task":
        return this.call(step, place);
      case "workflow":
        return this.#subRun(step, place);
      case "forEach":
        return this.#forEach(step, place);
      case "switch":
        return this.#switch(step, place);
      case "sleep":
      case "sleepUntil":
        return this.#sleep(step, place);
      case "waitForSignal":
      case "approval":
        return this.#wait(step, place);
      case "emit":
        return { type: "emit", event: step.event ?? "", data: this.#template(step.data ?? null, below(place, "data")) };
      case "join":
      default:
        return { type: "join" };
    }
  }

  #forEach(step: Extract<StepDraft, { type: "forEach" }>, place: TextPlace): StepBody {
    const items = this.#template(step.items, below(place, "items"));
    checkItems(items, { path: below(place, "items").path, problems: this.#problems });
    const inner = { ...below(place, "do"), names: itemNames };
    const isRun = isRecord(step.do) && "workflow" in step.do;
    return {
      type: "forEach",
      items,
      concurrency: step.concurrency ?? maxItems,
      do: isRun ? this.#subRun(step.do, inner) : this.call(step.do, inner),
    };
  }

  #switch(step: Draft<SwitchStepSource>, place: TextPlace): PlannedSwitch {
    const conditions = new Map<string, number>();
    const cases = listOf(step.cases).map((each, choice) => {
      const at = below(below(place, "cases"), choice);
      const condition = this.#texts.expression(recordOf(each)["when"], below(at, "when"));
      const bare = condition.source
        .trim()
        .replace(/^\$\{([^]*)\}$/, "$1")
        .trim();
      const earlier = conditions.get(bare);
      if (earlier !== undefined) {
        const message = `Is never chosen: case ${earlier} has the same condition (cases count from 0).`;
        this.#problems.add(at.path, "CASE_UNREACHABLE", message);
      } else if (bare !== "") conditions.set(bare, choice);
      return condition;
    });
    return { type: "switch", cases, hasDefault: step.default !== undefined };
  }

  #sleep(step: Extract<StepDraft, { type: "sleep" | "sleepUntil" }>, place: TextPlace): StepBody {
    if (step.type === "sleep") {
      const at = below(place, "durationMs");
      const durationMs = this.#template(step.durationMs ?? null, at);
      checkDuration(durationMs, { path: at.path, problems: this.#problems });
      return { type: "sleep", durationMs };
    }
    const at = below(place, "until");
    const until = this.#template(step.until ?? null, at);
    checkInstant(until, { path: at.path, problems: this.#problems });
    return { type: "sleepUntil", until };
  }

  #wait(step: Extract<StepDraft, { type: "waitForSignal" | "approval" }>, place: TextPlace): StepBody {
    if (step.type === "approval") {
      const message = this.#template(step.message ?? null, below(place, "message"));
      return { type: "approval", role: step.role ?? "ADMIN", message, default: step.default ?? null };
    }
    // A default of null is one: the step completes with it.
    const value = step.default === undefined ? null : this.#template(step.default, below(place, "default"));
    return { type: "waitForSignal", signal: step.signal ?? "", default: value };
  }

  #template(value: unknown, place: TextPlace) {
    return this.#texts.template(value, place);
  }
}

function below(place: TextPlace, field: string | number): TextPlace {
  return { ...place, path: [...place.path, field] };
}
