import { listOf, recordOf } from "./json-tree.js";
import { maxNeeds } from "./limits.js";
import { failureStepId } from "./model.js";
import type { PlannedStep } from "./plan.js";
import { grouped, quote, type ProblemList, type ProblemPath } from "./problems.js";
import { suggest } from "./suggestion.js";

/** How steps hang together, by ordinal. Holds what is sound: entries that name no step are left out. */
export interface StepGraph {
  /** Null for a step whose id cannot be used. */
  readonly ids: readonly (string | null)[];
  readonly ordinalOf: ReadonlyMap<string, number>;
  /** Each once; the switches in whose branches a step is among them. */
  readonly needs: readonly ReadonlySet<number>[];
  readonly branches: readonly PlannedStep["branches"][];
}

/** Among more ids than this none is suggested: each is compared with the mistyped one. */
const maxSuggested = 500;

/** The end of a sentence about an id that no step has. */
export function suggestStep(id: string, ordinalOf: StepGraph["ordinalOf"]): string {
  return suggest(id, ordinalOf.size > maxSuggested ? [] : ordinalOf.keys());
}

/** Reads ids, needs and branches off the steps, whatever else is wrong with them. */
export function readGraph(steps: readonly unknown[], problems: ProblemList): StepGraph {
  const ids = steps.map((step) => idOf(step));
  const ordinalOf = new Map<string, number>();
  for (const [ordinal, id] of ids.entries()) {
    if (id !== null) addId(id, { ordinal, ordinalOf, problems });
  }
  const edges = new EdgeReader(ids, ordinalOf, problems);
  for (const [ordinal, step] of steps.entries()) edges.read(ordinal, step);
  return { ids, ordinalOf, needs: edges.needs, branches: edges.branches };
}

function idOf(step: unknown): string | null {
  const { id } = recordOf(step);
  return typeof id === "string" ? id : null;
}

interface IdPlace {
  readonly ordinal: number;
  readonly ordinalOf: Map<string, number>;
  readonly problems: ProblemList;
}

function addId(id: string, { ordinal, ordinalOf, problems }: IdPlace): void {
  const path = ["steps", ordinal, "id"];
  const first = ordinalOf.get(id);
  if (first !== undefined) {
    problems.add(path, "STEP_ID_REPEATED", `Step ${first} has the id ${quote(id)} already (steps count from 0).`);
    return;
  }
  if (id === failureStepId) {
    const message = `The id ${quote(id)} is kept for what the definition's own \`onFailure\` becomes.`;
    problems.add(path, "STEP_ID_RESERVED", message);
  }
  ordinalOf.set(id, ordinal);
}

/** Who names a step: in `needs`, or in a branch of a switch. */
interface Mention {
  readonly ordinal: number;
  readonly path: ProblemPath;
  readonly isBranch: boolean;
}

class EdgeReader {
  readonly needs: Set<number>[];
  readonly branches: { switchStep: number; choice: number }[][];
  readonly #ids: readonly (string | null)[];
  readonly #ordinalOf: ReadonlyMap<string, number>;
  readonly #problems: ProblemList;
  #count = 0;

  constructor(ids: readonly (string | null)[], ordinalOf: ReadonlyMap<string, number>, problems: ProblemList) {
    this.#ids = ids;
    this.#ordinalOf = ordinalOf;
    this.#problems = problems;
    this.needs = ids.map(() => new Set());
    this.branches = ids.map(() => []);
  }

  read(ordinal: number, source: unknown): void {
    const step = recordOf(source);
    const path = ["steps", ordinal];
    for (const need of this.#find(step["needs"], { ordinal, path: [...path, "needs"], isBranch: false })) {
      this.needs[ordinal]?.add(need);
    }
    if (step["type"] !== "switch") return;
    const cases = listOf(step["cases"]);
    for (const [choice, each] of cases.entries()) {
      this.#addBranch(choice, recordOf(each)["then"], {
        ordinal,
        path: [...path, "cases", choice, "then"],
        isBranch: true,
      });
    }
    this.#addBranch(cases.length, step["default"], { ordinal, path: [...path, "default"], isBranch: true });
  }

  #addBranch(choice: number, named: unknown, mention: Mention): void {
    for (const target of new Set(this.#find(named, mention))) {
      this.needs[target]?.add(mention.ordinal);
      this.branches[target]?.push({ switchStep: mention.ordinal, choice });
    }
  }

  /** Ordinals of the steps that a list names. */
  #find(named: unknown, mention: Mention): number[] {
    const found: number[] = [];
    for (const [index, id] of listOf(named).entries()) {
      if (typeof id !== "string" || !this.#hasRoom(mention)) continue;
      const ordinal = this.#ordinalOf.get(id);
      const isItself = ordinal === mention.ordinal;
      if (ordinal !== undefined && !isItself) found.push(ordinal);
      else if (isItself) this.#refuseItself(id, index, mention);
      else this.#refuseUnknown(id, index, mention);
    }
    return found;
  }

  #hasRoom({ path }: Mention): boolean {
    this.#count += 1;
    if (this.#count <= maxNeeds) return true;
    if (this.#count === maxNeeds + 1) {
      const message = `The steps of a definition may need ${grouped(maxNeeds)} others in all. A join may help.`;
      this.#problems.add(path, "STEP_NEEDS_TOO_MANY", message);
    }
    return false;
  }

  #refuseItself(id: string, index: number, { path, isBranch }: Mention): void {
    const message = isBranch
      ? `The switch ${quote(id)} may not be in a branch of its own.`
      : `Step ${quote(id)} may not need itself.`;
    this.#problems.add([...path, index], "STEP_NEEDS_ITSELF", message);
  }

  #refuseUnknown(id: string, index: number, { path, ordinal, isBranch }: Mention): void {
    const who = quote(this.#ids[ordinal] ?? String(ordinal));
    const verb = isBranch ? "chooses" : "needs";
    const message = `Step ${who} ${verb} ${quote(id)}, which does not exist.${suggestStep(id, this.#ordinalOf)}`;
    this.#problems.add([...path, index], "STEP_UNKNOWN", message);
  }
}
