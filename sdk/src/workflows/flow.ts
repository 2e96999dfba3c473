import type { StepDefinition, StepDefinitionBase, SwitchStepDefinition } from "./definition.js";

/** Steps so far, and how the next one is tied to them. */
export interface Flow {
  readonly steps: readonly StepDefinition[];
  /** What the next step needs unless it says so: in a sequence what came right before, in parallel what came before them all. */
  readonly before: readonly string[];
  /** What follows the flow needs these: of a sequence its last step, of parallel branches the last of each. */
  readonly ends: readonly string[];
}

/** SEQUENCE: each step needs the one before. PARALLEL: all need the same, and not one another. */
export type Order = "SEQUENCE" | "PARALLEL";

/** Gives a flow more steps. */
export type Growth = (flow: Flow) => Flow;

export const emptyFlow: Flow = { steps: [], before: [], ends: [] };

/** Id of the step that a definition's `onFailure` becomes. */
const failureStepId = "onFailure";

/** A flow with one more step. Throws a TypeError for an id that is malformed or taken. */
export function addStep(flow: Flow, order: Order, step: StepDefinition): Flow {
  const { id } = step;
  if (!/^[A-Za-z]\w{0,63}$/.test(id) || id === failureStepId)
    throw new TypeError(`"${id}" is no id of a step: 1 to 64 letters, digits and _, beginning with a letter.`);
  if (flow.steps.some((other) => other.id === id)) throw new TypeError(`There is a step "${id}" already.`);
  return follow({ ...flow, steps: [...flow.steps, step] }, order, [id]);
}

/** A flow with another one in it, which begins where it stands. */
export function addFlow(flow: Flow, order: Order, grow: Growth): Flow {
  const { steps, ends } = grow({ ...flow, ends: [] });
  return follow({ ...flow, steps }, order, ends);
}

/** What a switch may choose; `when` is null for what is left. */
export interface Branch {
  readonly when: string | null;
  readonly grow: Growth;
}

interface GrownBranch {
  readonly when: string | null;
  readonly names: readonly string[];
  readonly ends: readonly string[];
}

export interface SwitchParts {
  readonly step: StepDefinitionBase;
  readonly branches: readonly Branch[];
}

/**
 * A flow with a switch and its branches. What follows needs the last steps of all branches, of which those that are not chosen
 * count as ended; and the switch itself: with nothing but skipped needs it would be skipped too where no step is chosen.
 */
export function addSwitch(flow: Flow, order: Order, { step, branches }: SwitchParts): Flow {
  const place = flow.steps.length;
  let { steps } = addStep(flow, order, { ...step, type: "switch", cases: [] });
  const grown: GrownBranch[] = [];
  for (const { when, grow } of branches) {
    // They need the switch without saying so.
    const branch = grow({ steps, before: [], ends: [] });
    grown.push({ when, names: namesOf(branch.steps.slice(steps.length)), ends: branch.ends });
    steps = branch.steps;
  }
  const ends = [step.id, ...grown.flatMap((branch) => branch.ends)];
  return follow({ ...flow, steps: steps.with(place, switchOf(step, grown)) }, order, ends);
}

function switchOf(step: StepDefinitionBase, branches: readonly GrownBranch[]): SwitchStepDefinition {
  const cases = branches.flatMap(({ when, names }) => (when === null ? [] : [{ when, then: names }]));
  const [rest, ...more] = branches.filter(({ when }) => when === null);
  if (more.length > 0 || (rest !== undefined && rest !== branches.at(-1)))
    throw new TypeError(`Of the cases of "${step.id}" only the last may have no condition.`);
  return { ...step, type: "switch", cases, ...(rest === undefined ? {} : { default: rest.names }) };
}

/** The steps of a branch, but for those that a switch within it names: these are skipped together with that one. */
function namesOf(steps: readonly StepDefinition[]): readonly string[] {
  const inner = new Set(
    steps.flatMap((step) =>
      step.type === "switch" ? [...step.cases.flatMap(({ then }) => then), ...(step.default ?? [])] : [],
    ),
  );
  return steps.map(({ id }) => id).filter((id) => !inner.has(id));
}

function follow(flow: Flow, order: Order, ends: readonly string[]): Flow {
  if (ends.length === 0) return flow;
  return order === "SEQUENCE" ? { ...flow, before: ends, ends } : { ...flow, ends: [...flow.ends, ...ends] };
}
