import type { StepGraph } from "./graph.js";
import { findCircle, type Components } from "./order.js";
import { quote, type ProblemList } from "./problems.js";

/** Steps of a circle that a message names. */
const maxNamed = 20;

/** Tells each group of steps that wait for each other once, by a shortest circle in it. */
export function checkCycles(graph: StepGraph, components: Components, problems: ProblemList): void {
  for (const component of components) {
    if (component.length < 2) continue;
    if (problems.isFull) return;
    const circle = findCircle(component, graph.needs);
    const start = circle[0] ?? 0;
    const others = component.length - (circle.length - 1);
    const more = others > 0 ? ` ${others} more ${others === 1 ? "step hangs" : "steps hang"} on it likewise.` : "";
    const names = nameCircle(circle, graph);
    const message = `Steps wait for each other, each for the next: ${names}.${explain(circle, graph)}${more}`;
    problems.add(["steps", start], "STEP_CYCLE", message);
  }
}

function nameCircle(circle: readonly number[], { ids }: StepGraph): string {
  const names = circle.map((ordinal) => ids[ordinal] ?? String(ordinal));
  if (names.length <= maxNamed) return names.join(" -> ");
  const left = names.length - maxNamed;
  return [...names.slice(0, maxNamed - 1), `(${left} more)`, names.at(-1)].join(" -> ");
}

/** A need that nobody wrote down is said: that of a branch for its switch. */
function explain(circle: readonly number[], { ids, branches }: StepGraph): string {
  const at = circle.findIndex((step, index) => {
    return branches[step]?.some(({ switchStep }) => switchStep === circle[index + 1]);
  });
  if (at === -1) return "";
  const [step, switchStep] = [ids[circle[at] ?? 0], ids[circle[at + 1] ?? 0]];
  return ` ${quote(step ?? "")} is in a branch of ${quote(switchStep ?? "")}, and so needs it.`;
}
