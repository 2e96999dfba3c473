import { failForGood, plannedOf, runError, stop } from "./failing.js";
import { advanceItems } from "./items.js";
import { callTasks, type TaskOrder } from "./calls.js";
import { attempt, scopeOf } from "./scope.js";
import { startStep } from "./start-step.js";
import { isExpanded, isOpen, type StepState } from "./state.js";
import type { Turn } from "./turn.js";
import { undoNext } from "./undo.js";

/** Begins all that may begin, until nothing is left to. Answers whether the run has come to its end and is to be settled. */
export async function advance(turn: Turn): Promise<boolean> {
  for (;;) {
    const before = turn.events.length;
    await takeDefaults(turn);
    await recover(turn);
    if (turn.state.status === "RUNNING") await begin(turn);
    else if (turn.state.status === "STOPPING") await wind(turn);
    else if (turn.state.status === "COMPENSATING") await undoNext(turn);
    if (turn.events.length > before) continue;
    if (!isAtEnd(turn)) return false;
    if (turn.state.status === "RUNNING" && !(await giveOutput(turn))) continue;
    skipHandler(turn);
    return true;
  }
}

/** The run's output, ready to be settled with. One that cannot be had fails the run: then there is more to do. */
async function giveOutput(turn: Turn): Promise<boolean> {
  const { output } = turn.state.plan;
  if (!output) return true;
  const scope = await scopeOf(turn, output);
  const given = attempt(() => output.render(scope));
  const problem = "problem" in given ? given.problem : await turn.world.checkOutput(given.value);
  if ("value" in given && problem === null) {
    turn.output = given.value;
    return true;
  }
  const error = runError("problem" in given ? "EXPRESSION" : "REFUSED", `The run's output: ${problem}`, null);
  stop(turn, { outcome: "FAIL", error, compensate: true });
  return false;
}

/** Steps that are ready, and items of those that fan out. */
async function begin(turn: Turn): Promise<void> {
  const { derived, plan, steps } = turn.state;
  const ready = [...derived.candidates].map((ordinal) => steps[ordinal]).filter((step) => step?.status === "PENDING");
  derived.candidates.clear();
  const orders: TaskOrder[] = [];
  for (const step of ready) {
    if (!step || step.ordinal === plan.failureStep) continue;
    const order = await startStep(turn, step);
    if (order) orders.push(order);
    if (turn.state.status !== "RUNNING") return;
  }
  await callTasks(turn, orders);
  if (turn.state.status === "RUNNING") await advanceItems(turn);
}

/** While the run stops: the definition's `onFailure`, then the undoing of what was done. */
async function wind(turn: Turn): Promise<void> {
  const { derived, plan, outcome, steps } = turn.state;
  const handler = plan.failureStep === null ? undefined : steps[plan.failureStep];
  if (outcome === "FAIL" && handler?.status === "PENDING") {
    const order = await startStep(turn, handler, { error: turn.state.error });
    await callTasks(turn, order ? [order] : []);
    return;
  }
  endEmptied(turn);
  if (derived.active.size === 0) await undoNext(turn);
}

/** Steps that fan out have ended when the last of their items has. */
function endEmptied(turn: Turn): void {
  const { derived, steps } = turn.state;
  for (const ordinal of derived.expanding) {
    const step = steps[ordinal];
    if (step && isExpanded(step) && derived.items.get(ordinal)?.open === 0)
      turn.emit("STEP_CANCELLED", { step: step.key });
  }
  derived.expanding.clear();
}

/** Begins what is to be done about steps that failed. */
async function recover(turn: Turn): Promise<void> {
  const orders: TaskOrder[] = [];
  for (const { step, error } of turn.recoveries.splice(0)) {
    const { onFailure } = plannedOf(turn, step);
    // Its task may have completed all the same, in the same turn.
    if (!onFailure || !isOpen(step)) continue;
    const scope = await scopeOf(turn, onFailure.input, { error });
    const input = attempt(() => onFailure.input.render(scope));
    if ("problem" in input) failForGood(turn, step, runError("EXPRESSION", input.problem, step.key));
    else orders.push({ step, call: onFailure, input: input.value, as: "FALLBACK", error });
  }
  await callTasks(turn, orders);
}

/** Completes what waited in vain with what its definition says. */
async function takeDefaults(turn: Turn): Promise<void> {
  for (const step of turn.defaults.splice(0)) {
    const { body } = plannedOf(turn, step);
    if (body.type !== "waitForSignal" || !body.default || step.status !== "WAITING") continue;
    const { default: template } = body;
    const scope = await scopeOf(turn, template);
    const output = attempt(() => template.render(scope));
    if ("problem" in output) failForGood(turn, step, runError("EXPRESSION", output.problem, step.key));
    else turn.emit("STEP_COMPLETED", { step: step.key, output: output.value });
  }
}

/** With nothing open but the handler of a failure that never came. */
function isAtEnd(turn: Turn): boolean {
  const { status, derived } = turn.state;
  if (status !== "RUNNING" && status !== "STOPPING" && status !== "COMPENSATING") return false;
  const { PENDING, RUNNING, WAITING, COMPENSATING } = derived.counts;
  return RUNNING + WAITING + COMPENSATING === 0 && PENDING === (unusedHandler(turn) ? 1 : 0);
}

function skipHandler(turn: Turn): void {
  const handler = unusedHandler(turn);
  if (handler) turn.emit("STEP_SKIPPED", { step: handler.key, reason: "NO_FAILURE" });
}

function unusedHandler({ state }: Turn): StepState | null {
  const handler = state.plan.failureStep === null ? undefined : state.steps[state.plan.failureStep];
  return state.status === "RUNNING" && handler?.status === "PENDING" ? handler : null;
}
