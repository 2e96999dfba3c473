import { callRun, callTasks, type TaskOrder } from "./calls.js";
import { failStep, plannedOf, runError } from "./failing.js";
import { attempt, scopeOf } from "./scope.js";
import { isExpanded, itemOf, type StepState } from "./state.js";
import type { Turn } from "./turn.js";

/** Begins items while their step has room, and completes the steps whose items have all ended. */
export async function advanceItems(turn: Turn): Promise<void> {
  const { derived, steps } = turn.state;
  const ordinals = [...derived.expanding];
  derived.expanding.clear();
  for (const ordinal of ordinals) {
    const step = steps[ordinal];
    if (!step || !isExpanded(step)) continue;
    await beginItems(turn, step);
    if (isExpanded(step) && derived.items.get(ordinal)?.open === 0) turn.emit("STEP_COMPLETED", { step: step.key });
    if (turn.state.status !== "RUNNING") return;
  }
}

async function beginItems(turn: Turn, step: StepState): Promise<void> {
  const { body } = plannedOf(turn, step);
  const items = turn.state.derived.items.get(step.ordinal);
  if (body.type !== "forEach" || !items) return;
  const scope = await scopeOf(turn, body.do.input);
  const orders: TaskOrder[] = [];
  while (items.next < items.steps.length && items.running + orders.length < body.concurrency) {
    const item = items.steps[items.next++];
    if (item?.status !== "PENDING" || item.index === null) continue;
    const { index } = item;
    const input = attempt(() => body.do.input.render({ ...scope, item: itemOf(step, item), index }));
    if ("problem" in input) failStep(turn, item, runError("EXPRESSION", input.problem, item.key));
    else if (body.do.type === "task") orders.push({ step: item, call: body.do, input: input.value, as: "MAIN" });
    else await callRun(turn, { step: item, call: body.do, input: input.value });
    if (!isExpanded(step) || turn.state.status !== "RUNNING") return;
  }
  await callTasks(turn, orders);
}
