import { maxDurationMs } from "../definition/limits.js";
import { maxItems, maxRunSteps } from "../definition/model.js";
import type { PlannedCall, PlannedStep, PlannedSubRun, PlannedSwitch } from "../definition/plan.js";
import type { References, Scope } from "../expressions/model.js";
import { callRun, type TaskOrder } from "./calls.js";
import { failStep, runError } from "./failing.js";
import { attempt, scopeOf, type Extras } from "./scope.js";
import type { StepState } from "./state.js";
import { dueOf } from "./timeouts.js";
import type { Turn } from "./turn.js";

interface Start {
  readonly turn: Turn;
  readonly step: StepState;
  readonly planned: PlannedStep;
  readonly scope: Scope;
}

/** Begins a step whose needs have ended, or finds that it is not needed. Answers the task that it is to have done, if any. */
export async function startStep(turn: Turn, step: StepState, extras: Extras = {}): Promise<TaskOrder | null> {
  const planned = turn.state.plan.steps[step.ordinal];
  if (!planned) return null;
  const reason = whyNot(turn, planned);
  if (reason) {
    turn.emit("STEP_SKIPPED", { step: step.key, reason });
    return null;
  }
  const scope = await scopeOf(turn, referencesOf(planned), extras);
  const start = { turn, step, planned, scope };
  if (planned.when) {
    const { when } = planned;
    const answer = attempt(() => when.evaluate(scope));
    if ("problem" in answer) return fail(start, answer.problem);
    if (answer.value !== true) {
      turn.emit("STEP_SKIPPED", { step: step.key, reason: "CONDITION" });
      return null;
    }
  }
  return startBody(start);
}

/** Why the way that the run has taken leaves it out; null when it does not. */
function whyNot({ state }: Turn, { needs, branches, runsAfterSkipped }: PlannedStep): "BRANCH" | "NEEDS" | null {
  const isChosen = branches.some(({ switchStep, choice }) => {
    const output = state.steps[switchStep]?.output;
    return typeof output === "object" && output !== null && "case" in output && output.case === choice;
  });
  if (branches.length > 0 && !isChosen) return "BRANCH";
  if (needs.length === 0 || runsAfterSkipped) return null;
  return needs.every((ordinal) => state.steps[ordinal]?.status === "SKIPPED") ? "NEEDS" : null;
}

function fail({ turn, step }: Start, problem: string): null {
  failStep(turn, step, runError("EXPRESSION", problem, step.key));
  return null;
}

async function startBody(start: Start): Promise<TaskOrder | null> {
  const { turn, step, planned, scope } = start;
  const { body } = planned;
  switch (body.type) {
    case "task":
    case "workflow":
      return call(start, body);
    case "forEach":
      return expand(
        start,
        attempt(() => body.items.render(scope)),
      );
    case "switch":
      return choose(start, body);
    case "sleep":
      return sleep(
        start,
        attempt(() => body.durationMs.render(scope)),
      );
    case "sleepUntil":
      return sleepUntil(
        start,
        attempt(() => body.until.render(scope)),
      );
    case "waitForSignal":
      return waitForSignal(start, body.signal);
    case "approval":
      return ask(
        start,
        body.role,
        attempt(() => body.message.render(scope)),
      );
    case "emit":
      return emit(
        start,
        body.event,
        attempt(() => body.data.render(scope)),
      );
    case "join":
      break;
  }
  turn.emit("STEP_COMPLETED", { step: step.key });
  return null;
}

async function call(start: Start, body: PlannedCall | PlannedSubRun): Promise<TaskOrder | null> {
  const { turn, step, scope } = start;
  const input = attempt(() => body.input.render(scope));
  if ("problem" in input) return fail(start, input.problem);
  if (body.type === "task") return { step, call: body, input: input.value, as: "MAIN" };
  await callRun(turn, { step, call: body, input: input.value });
  return null;
}

function ask(start: Start, role: string, message: Attempt): null {
  if ("problem" in message) return fail(start, message.problem);
  const { turn, step } = start;
  const text = typeof message.value === "string" ? message.value : JSON.stringify(message.value);
  turn.emit("STEP_WAITING", { step: step.key, role, message: text, ...dueOf(turn, step) });
  return null;
}

function emit(start: Start, event: string, data: Attempt): null {
  if ("problem" in data) return fail(start, data.problem);
  const { turn, step } = start;
  turn.emit("STEP_EMITTED", { step: step.key, event, data: data.value });
  turn.emit("STEP_COMPLETED", { step: step.key });
  return null;
}

type Attempt = ReturnType<typeof attempt<unknown>>;

function expand(start: Start, items: Attempt): null {
  const { turn, step } = start;
  if ("problem" in items) return fail(start, items.problem);
  const { value } = items;
  if (!Array.isArray(value)) return fail(start, "`items` gave no list.");
  if (value.length > maxItems || turn.state.steps.length + value.length > maxRunSteps)
    return fail(start, `\`items\` gave ${value.length}: at most ${maxItems} of a step, ${maxRunSteps} steps of a run.`);
  turn.emit("STEP_EXPANDED", { step: step.key, items: value, ...dueOf(turn, step) });
  return null;
}

/** The first case that holds, the default behind them, or none: -1. */
function choose(start: Start, { cases, hasDefault }: PlannedSwitch): null {
  const { turn, step, scope } = start;
  for (const [index, expression] of cases.entries()) {
    const holds = attempt(() => expression.evaluate(scope));
    if ("problem" in holds) return fail(start, holds.problem);
    if (holds.value !== true) continue;
    turn.emit("STEP_COMPLETED", { step: step.key, output: { case: index } });
    return null;
  }
  turn.emit("STEP_COMPLETED", { step: step.key, output: { case: hasDefault ? cases.length : -1 } });
  return null;
}

function sleep(start: Start, duration: Attempt): null {
  if ("problem" in duration) return fail(start, duration.problem);
  const delayMs = Number(duration.value);
  if (duration.value === null || !(delayMs >= 0 && delayMs <= maxDurationMs))
    return fail(start, "`durationMs` gave no number of milliseconds from 0 to those of a year.");
  return waitUntil(start, start.turn.at.getTime() + delayMs);
}

function sleepUntil(start: Start, until: Attempt): null {
  if ("problem" in until) return fail(start, until.problem);
  const untilMs = typeof until.value === "string" ? Date.parse(until.value) : Number.NaN;
  if (!(untilMs <= start.turn.at.getTime() + maxDurationMs))
    return fail(start, "`until` gave no instant, or one more than a year ahead.");
  return waitUntil(start, untilMs);
}

function waitUntil({ turn, step }: Start, untilMs: number): null {
  if (untilMs <= turn.at.getTime()) turn.emit("STEP_COMPLETED", { step: step.key });
  else turn.emit("STEP_WAITING", { step: step.key, dueAt: new Date(untilMs).toISOString() });
  return null;
}

/** One that came before is taken at once. */
function waitForSignal({ turn, step }: Start, signal: string): null {
  const kept = turn.state.signals.find((one) => one.signal === signal);
  if (kept) turn.emit("STEP_COMPLETED", { step: step.key, output: kept.payload, signalSeq: kept.seq });
  else turn.emit("STEP_WAITING", { step: step.key, signal, ...dueOf(turn, step) });
  return null;
}

/** What the step reads as it begins. */
function referencesOf({ when, body }: PlannedStep): References {
  const read: References[] = when ? [when] : [];
  switch (body.type) {
    case "task":
    case "workflow":
      read.push(body.input);
      break;
    case "forEach":
      read.push(body.items);
      break;
    case "switch":
      read.push(...body.cases);
      break;
    case "sleep":
      read.push(body.durationMs);
      break;
    case "sleepUntil":
      read.push(body.until);
      break;
    case "approval":
      read.push(body.message);
      break;
    case "emit":
      read.push(body.data);
      break;
    default:
      break;
  }
  return {
    steps: new Set(read.flatMap(({ steps }) => [...steps])),
    names: new Set(read.flatMap(({ names }) => [...names])),
  };
}
