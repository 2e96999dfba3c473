import type { EventService } from "../../events/index.js";
import type { Clock } from "../../platform/clock.js";
import type { Database } from "../../platform/db/database.js";
import type { Page, PageArguments } from "../../platform/page.js";
import type { WorkflowSource } from "../definition/model.js";
import type { Plan } from "../definition/plan.js";
import type { WorkflowReading } from "../door.js";
import { RunInsight, type Outlook } from "../insight/run-insight.js";
import type { WorkflowStats } from "../insight/stats.js";
import type { Step, Workflow, WorkflowRun, WorkflowVersionHead } from "../model.js";
import { DefinitionReader, type WorkflowListing } from "./definition-reader.js";
import type { RunListing } from "./run-listing.js";
import { RunReader } from "./run-reader.js";
import type { StepListing } from "./step-listing.js";
import { natureOf, type StepNature } from "./step-nature.js";
import { StepPlans } from "./step-plans.js";
import { StepReader, type StepKey, type StepPlace } from "./step-reader.js";
import { StepValues } from "./step-values.js";
import { isPast, TimeTravel } from "./time-travel.js";

export interface WorkflowReaderParts {
  readonly database: Database;
  readonly events: Pick<EventService, "read">;
  readonly clock: Pick<Clock, "now">;
  /** The plan of a version that is there. */
  readonly planOf: (versionId: string) => Promise<Plan>;
}

/** All that is read of workflows, whatever moves them. */
export class WorkflowReader implements WorkflowReading {
  readonly #definitions: DefinitionReader;
  readonly #runs: RunReader;
  readonly #steps: StepReader;
  readonly #plans: StepPlans;
  readonly #values: StepValues;
  readonly #travel: TimeTravel;
  readonly #insight: RunInsight;

  constructor(parts: WorkflowReaderParts) {
    const { database, planOf } = parts;
    this.#definitions = new DefinitionReader(database);
    this.#runs = new RunReader(database);
    this.#steps = new StepReader(database);
    this.#plans = new StepPlans(this.#runs, planOf);
    this.#values = new StepValues(database, this.#plans);
    this.#travel = new TimeTravel({ ...parts, steps: this.#steps });
    this.#insight = new RunInsight(parts);
  }

  get(tenantId: string, nameOrId: string): Promise<Workflow | null> {
    return this.#definitions.get(tenantId, nameOrId);
  }

  getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Workflow>> {
    return this.#definitions.getMany(tenantId, ids);
  }

  list(tenantId: string, listing: WorkflowListing): Promise<Page<Workflow>> {
    return this.#definitions.list(tenantId, listing);
  }

  descriptions(tenantId: string, workflowIds: readonly string[]): Promise<Map<string, string | null>> {
    return this.#definitions.descriptions(tenantId, workflowIds);
  }

  version(tenantId: string, workflowId: string, number: number): Promise<WorkflowVersionHead | null> {
    return this.#definitions.version(tenantId, workflowId, number);
  }

  versionsById(tenantId: string, ids: readonly string[]): Promise<Map<string, WorkflowVersionHead>> {
    return this.#definitions.versionsById(tenantId, ids);
  }

  latestVersions(tenantId: string, workflowIds: readonly string[]): Promise<Map<string, WorkflowVersionHead>> {
    return this.#definitions.latestVersions(tenantId, workflowIds);
  }

  versions(tenantId: string, workflowId: string, page: PageArguments): Promise<Page<WorkflowVersionHead>> {
    return this.#definitions.versions(tenantId, workflowId, page);
  }

  versionPair(
    tenantId: string,
    nameOrId: string,
    numbers: { readonly from: number; readonly to: number },
  ): Promise<{ readonly from: WorkflowVersionHead; readonly to: WorkflowVersionHead }> {
    return this.#definitions.versionPair(tenantId, nameOrId, numbers);
  }

  definitions(tenantId: string, versionIds: readonly string[]): Promise<Map<string, WorkflowSource>> {
    return this.#definitions.definitions(tenantId, versionIds);
  }

  runsById(tenantId: string, ids: readonly string[]): Promise<Map<string, WorkflowRun>> {
    return this.#runs.runsById(tenantId, ids);
  }

  async runAt(tenantId: string, id: string, seq: number): Promise<WorkflowRun | null> {
    const run = (await this.#runs.runsById(tenantId, [id])).get(id);
    return run ? this.#travel.runAt(run, seq) : null;
  }

  runs(tenantId: string, listing: RunListing): Promise<Page<WorkflowRun>> {
    return this.#runs.list(tenantId, listing);
  }

  steps(run: WorkflowRun, listing: StepListing): Promise<Page<Step>> {
    return isPast(run) ? this.#travel.list(run, listing) : this.#steps.list(run, listing);
  }

  async step(run: WorkflowRun, key: string): Promise<Step | null> {
    if (isPast(run)) return this.#travel.step(run, key);
    const [step] = await this.#steps.stepsByKey(run.tenantId, [{ runId: run.id, key }]);
    return step ?? null;
  }

  stepsById(tenantId: string, ids: readonly string[]): Promise<Map<string, Step>> {
    return this.#steps.stepsById(tenantId, ids);
  }

  stepsByKey(tenantId: string, keys: readonly StepKey[]): Promise<(Step | null)[]> {
    return this.#steps.stepsByKey(tenantId, keys);
  }

  stepsAt(tenantId: string, places: readonly StepPlace[]): Promise<(Step | null)[]> {
    return this.#steps.stepsAt(tenantId, places);
  }

  async natures(tenantId: string, steps: readonly Step[]): Promise<StepNature[]> {
    const planOf = await this.#plans.of(tenantId, steps);
    return steps.map((step) => natureOf(planOf(step), step));
  }

  inputs(tenantId: string, steps: readonly Step[]): Promise<unknown[]> {
    return this.#values.inputs(tenantId, steps);
  }

  outputs(tenantId: string, steps: readonly Step[]): Promise<unknown[]> {
    return this.#values.outputs(tenantId, steps);
  }

  costs(tenantId: string, steps: readonly Step[]): Promise<(number | null)[]> {
    return this.#values.costs(tenantId, steps);
  }

  outlooks(tenantId: string, runs: readonly WorkflowRun[]): Promise<Outlook[]> {
    return this.#insight.outlooks(tenantId, runs);
  }

  async criticalPaths(tenantId: string, runs: readonly WorkflowRun[]): Promise<Step[][]> {
    const paths = await this.#insight.criticalPaths(tenantId, runs);
    const places = runs.flatMap((run, index) =>
      isPast(run) ? [] : (paths[index] ?? []).map((ordinal) => ({ run, runId: run.id, ordinal })),
    );
    const steps = new Map<WorkflowRun, Step[]>(runs.map((run) => [run, []]));
    for (const [index, step] of (await this.#steps.stepsAt(tenantId, places)).entries()) {
      const run = places[index]?.run;
      if (run && step) steps.get(run)?.push(step);
    }
    return Promise.all(
      runs.map(async (run, index) =>
        isPast(run) ? this.#travel.stepsAt(run, paths[index] ?? []) : (steps.get(run) ?? []),
      ),
    );
  }

  stats(tenantId: string, workflowId: string, days: number): Promise<WorkflowStats> {
    return this.#insight.stats(tenantId, workflowId, days);
  }
}
