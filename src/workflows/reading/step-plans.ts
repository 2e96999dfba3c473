import type { Plan } from "../definition/plan.js";
import type { Step } from "../model.js";
import type { RunReader } from "./run-reader.js";

/** Plans of the runs that steps are of. */
export class StepPlans {
  readonly #runs: RunReader;
  readonly #planOf: (versionId: string) => Promise<Plan>;

  constructor(runs: RunReader, planOf: (versionId: string) => Promise<Plan>) {
    this.#runs = runs;
    this.#planOf = planOf;
  }

  async of(tenantId: string, steps: readonly Step[]): Promise<(step: Step) => Plan> {
    const plans = new Map<string, Plan>();
    const unknown = new Set<string>();
    for (const { run, runId } of steps) {
      if (run?.asOf) plans.set(runId, run.asOf.plan);
      else unknown.add(runId);
    }
    const versionIds =
      unknown.size > 0 ? await this.#runs.versionIds(tenantId, [...unknown]) : new Map<string, string>();
    await Promise.all([...versionIds].map(async ([runId, id]) => plans.set(runId, await this.#planOf(id))));
    return ({ runId }) => {
      const plan = plans.get(runId);
      if (!plan) throw new Error(`Run ${runId} is gone while its steps were read`);
      return plan;
    };
  }
}
