import { LRUCache } from "lru-cache";
import type { WorkflowVersion } from "../model.js";
import { compileDefinition } from "./compile.js";
import type { Plan } from "./plan.js";
import type { TextOptions } from "./texts.js";

export interface PlansOptions extends TextOptions {
  /** Steps of all plans that are kept; 20,000 unless said: 200 MB if each has two expressions, at 5 KB each. */
  readonly maxSteps?: number;
}

/** Plans by the id of their version: a version never changes, so that its plan does not either. */
export class Plans {
  readonly #options: TextOptions;
  readonly #plans: LRUCache<string, Plan>;

  constructor({ maxSteps = 20_000, ...options }: PlansOptions = {}) {
    this.#options = options;
    this.#plans = new LRUCache({ maxSize: maxSteps, sizeCalculation: ({ steps }) => steps.length });
  }

  /** One that is ready. */
  find(versionId: string): Plan | undefined {
    return this.#plans.get(versionId);
  }

  /** One that has just been made. */
  keep(versionId: string, plan: Plan): void {
    this.#plans.set(versionId, plan);
  }

  /**
   * Throws when the definition cannot be compiled: it could when it was kept, so the rules have become stricter since.
   */
  of({ id, definition }: Pick<WorkflowVersion, "id" | "definition">): Plan {
    const known = this.#plans.get(id);
    if (known) return known;
    const compilation = compileDefinition(definition, this.#options);
    if ("plan" in compilation) {
      this.#plans.set(id, compilation.plan);
      return compilation.plan;
    }
    const [first] = compilation.problems;
    throw new Error(`The definition of ${id} cannot be compiled: ${first?.path.join(".")}: ${first?.message}`);
  }
}
