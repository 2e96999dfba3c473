import type { EventService } from "../events/index.js";
import type { IdentityService, Principal } from "../identity/index.js";
import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Database, Query } from "../platform/db/database.js";
import { notFound } from "../platform/errors.js";
import type { Log } from "../platform/log.js";
import type { Metrics } from "../platform/metrics.js";
import { startAll, stopAll } from "../platform/service.js";
import type { SandboxCheck, TaskService } from "../tasks/index.js";
import { diffDefinitions } from "./definition/diff.js";
import type { Problem } from "./definition/plan.js";
import { workflowSchema } from "./definition/schema.js";
import { workflowTemplates } from "./definition/templates.js";
import { Definitions } from "./definitions.js";
import type {
  DefinedWorkflow,
  DefineWorkflowInput,
  DefinitionInput,
  ReleasedWorkflow,
  ReleasedWorkflowInput,
  WorkflowDiff,
  WorkflowService,
  WorkflowTemplate,
} from "./door.js";
import { Engine } from "./engine/engine.js";
import { compileExpression } from "./expressions/expression.js";
import { compileTemplate } from "./expressions/template.js";
import type { StartRunInput, Step, WorkflowRun } from "./model.js";
import { Orders } from "./orders.js";
import { WorkflowReader } from "./reading/reader.js";
import { createRunStarter } from "./run-starter.js";
import {
  Runs,
  type AnswerInput,
  type CancelRunInput,
  type RetryRunInput,
  type SignalRunInput,
  type StepOfRun,
} from "./runs.js";
import { createTriggerService, type TriggerService } from "./triggers/service.js";

export interface WorkflowServiceParts {
  readonly database: Database;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics | undefined;
  readonly events: EventService;
  readonly tasks: TaskService;
  readonly identity: Pick<IdentityService, "deriveSecret">;
  /** Whether this process looks after time, triggers and what crashes leave; everything else is done by all. */
  readonly isOnDuty: boolean;
  /** Most bytes of an input, a signal or an output as JSON. */
  readonly maxTaskBytes: number;
  /** As of tasks: without it a step that asks for a sandbox is refused. */
  readonly checkSandbox?: SandboxCheck | undefined;
}

export function createWorkflowService(parts: WorkflowServiceParts): WorkflowService {
  return new PostgresWorkflowService(parts);
}

/** What is read, by what it extends, and what moves it. */
class PostgresWorkflowService extends WorkflowReader implements WorkflowService {
  readonly name = "workflows";
  readonly triggers: TriggerService;
  readonly #definitions: Definitions;
  readonly #engine: Engine;
  readonly #runs: Runs;

  constructor(parts: WorkflowServiceParts) {
    const { clock, database, events, isOnDuty, maxTaskBytes } = parts;
    const definitions = new Definitions(database, maxTaskBytes, parts.checkSandbox);
    super({ database, events, clock, planOf: (versionId) => definitions.planOf(versionId) });
    const orders = new Orders({ database, definitions, maxInputBytes: maxTaskBytes });
    const engine = new Engine({
      ...parts,
      definitions,
      orderSubRun: (request, query) => orders.within(request, query),
    });
    this.#definitions = definitions;
    this.#engine = engine;
    this.#runs = new Runs({
      engine,
      orders,
      maxPayloadBytes: maxTaskBytes,
      find: async (tenantId, id) => (await this.runsById(tenantId, [id])).get(id) ?? null,
    });
    this.triggers = createTriggerService({
      ...parts,
      runs: createRunStarter({ database, engine, orders }),
      expressions: { compileExpression, compileTemplate },
      fires: isOnDuty,
      config: { maxTaskBytes },
    });
  }

  start(): Promise<void> {
    return startAll([this.#engine, this.triggers]);
  }

  stop(): Promise<void> {
    return stopAll([this.#engine, this.triggers]);
  }

  define(principal: Principal, input: DefineWorkflowInput): Promise<DefinedWorkflow> {
    return this.#definitions.define(principal, input);
  }

  defineWithin(query: Query, principal: Principal, input: ReleasedWorkflowInput): Promise<ReleasedWorkflow> {
    return this.#definitions.defineWithin(query, principal, input);
  }

  check(input: DefinitionInput): readonly Problem[] {
    return this.#definitions.check(input);
  }

  async diff(
    tenantId: string,
    nameOrId: string,
    numbers: { readonly from: number; readonly to: number },
  ): Promise<WorkflowDiff> {
    const { from, to } = await this.versionPair(tenantId, nameOrId, numbers);
    const sources = await this.definitions(tenantId, [from.id, to.id]);
    const [before, after] = [sources.get(from.id), sources.get(to.id)];
    if (!before || !after) throw notFound("version", before ? to.id : from.id, [before ? "to" : "from"]);
    return { from, to, ...diffDefinitions(before, after) };
  }

  templates(): readonly WorkflowTemplate[] {
    return workflowTemplates;
  }

  schema(): unknown {
    return workflowSchema;
  }

  startRun(principal: Principal, input: StartRunInput): Promise<WorkflowRun> {
    return this.#runs.start(principal, input);
  }

  pause(principal: Principal, id: string): Promise<WorkflowRun> {
    return this.#runs.pause(principal, id);
  }

  resume(principal: Principal, id: string): Promise<WorkflowRun> {
    return this.#runs.resume(principal, id);
  }

  cancel(principal: Principal, input: CancelRunInput): Promise<WorkflowRun> {
    return this.#runs.cancel(principal, input);
  }

  retry(principal: Principal, input: RetryRunInput): Promise<WorkflowRun> {
    return this.#runs.retry(principal, input);
  }

  signal(principal: Principal, input: SignalRunInput): Promise<WorkflowRun> {
    return this.#runs.signal(principal, input);
  }

  async answer(principal: Principal, input: AnswerInput): Promise<Step> {
    await this.#runs.answer(principal, input);
    return this.#stepOf(principal, input);
  }

  async skip(principal: Principal, input: StepOfRun): Promise<Step> {
    await this.#runs.skip(principal, input);
    return this.#stepOf(principal, input);
  }

  async #stepOf({ tenantId }: Principal, { runId, stepKey: key }: StepOfRun): Promise<Step> {
    const [step] = await this.stepsByKey(tenantId, [{ runId, key }]);
    if (!step) throw notFound("step", key, ["stepKey"]);
    return step;
  }
}
