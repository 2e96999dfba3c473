import type { EventService } from "../../events/index.js";
import type { Broker } from "../../platform/broker/broker.js";
import type { Clock } from "../../platform/clock.js";
import type { Database, Query } from "../../platform/db/database.js";
import type { Log } from "../../platform/log.js";
import type { Metrics } from "../../platform/metrics.js";
import { startAll, stopAll, type Service } from "../../platform/service.js";
import type { EndedTask, TaskService } from "../../tasks/index.js";
import type { Definitions } from "../definitions.js";
import type { WorkflowRun } from "../model.js";
import { findQueuedRuns } from "../sql/admit-runs.sql.js";
import { Alarm } from "./alarm.js";
import type { SubRunRequest } from "./engine-world.js";
import type { RunFact } from "./facts.js";
import { OutputCache } from "./output-cache.js";
import { RunLoader } from "./run-loader.js";
import type { RunOrder, RunRecord, Started } from "./run-record.js";
import { Sweeper } from "./sweeper.js";
import type { TurnOutcome } from "./turn-items.js";
import { Turns } from "./turns.js";

export interface EngineParts {
  readonly database: Database;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: Pick<EventService, "announce">;
  readonly tasks: TaskService;
  readonly definitions: Definitions;
  /** A run within a run, checked. Throws MusterError. */
  readonly orderSubRun: (request: SubRunRequest, query: Query) => Promise<RunOrder>;
  readonly metrics?: Metrics | undefined;
  /** Whether this process looks after time and after what crashes leave; turns are run by all. */
  readonly isOnDuty: boolean;
}

const admittedAtOnce = 100;

/** Moves runs forward: tells them what has happened, and does what follows from their turns. */
export class Engine implements Service {
  readonly name = "workflow engine";
  readonly #parts: EngineParts;
  readonly #turns: Turns;
  readonly #outputs = new OutputCache();
  readonly #alarm: Alarm;
  readonly #services: readonly Service[];
  #end: (() => void) | null = null;
  #isStopping = false;

  constructor(parts: EngineParts) {
    const { database, definitions, orderSubRun: order, tasks } = parts;
    this.#parts = parts;
    this.#turns = new Turns({
      database,
      tasks,
      loader: new RunLoader((versionId, query) => definitions.planOf(versionId, query)),
      world: {
        outputs: this.#outputs,
        order,
        checkOutput: (versionId, output, query) => definitions.checkOutput({ versionId, output, query }),
      },
      after: (outcomes) => this.#after(outcomes),
      metrics: parts.metrics,
    });
    this.#alarm = new Alarm({ ...parts, look: (runId) => this.#turns.tell(runId, { type: "LOOK" }) });
    this.#services = [this.#alarm, new Sweeper({ ...parts, tell: (runId, fact) => this.#turns.tell(runId, fact) })];
  }

  async start(): Promise<void> {
    this.#end ??= this.#parts.tasks.signals.ended.on((ended) => this.#hear(ended));
    await startAll(this.#services);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await stopAll(this.#services);
    this.#end?.();
    this.#end = null;
    await this.#turns.settled();
  }

  /** Resolves when the run is there, and all of it that can begin has. */
  startRun(order: RunOrder): Promise<Started> {
    return this.#turns.start(order);
  }

  /** What a person asks of a run of their tenant; throws what the run refuses. */
  ask(tenantId: string, runId: string, fact: RunFact): Promise<WorkflowRun> {
    return this.#turns.tell(runId, fact, tenantId);
  }

  #hear(ended: readonly EndedTask[]): void {
    for (const { taskId, runId, stepKey, status, error, output } of ended) {
      if (output) this.#outputs.keep(taskId, output.value);
      this.#tell(runId, { type: "TASK_ENDED", taskId, step: stepKey, status, error });
    }
  }

  /** Best effort: what is not heard now, a sweeper finds. */
  #tell(runId: string, fact: RunFact): void {
    if (this.#isStopping) return;
    this.#turns.tell(runId, fact).catch((error: unknown) => {
      this.#parts.log.warn({ err: error, runId, fact: fact.type }, "a run was not told: a sweeper will");
    });
  }

  /** What follows from turns that are committed. */
  #after(outcomes: readonly TurnOutcome[]): void {
    for (const { record, turn, isEnded, displaced } of outcomes) {
      for (const runId of displaced) this.#displace(runId);
      if (!record || !turn) continue;
      const { id, tenantId } = record.identity;
      if (turn.events.length > 0) this.#parts.events.announce([{ tenantId, streamId: id, seq: record.state.seq }]);
      this.#endWork(record, turn.cancelTasks, turn.cancelRuns);
      this.#setAlarm(record, turn.at);
      if (isEnded) this.#ended(record);
    }
  }

  #endWork({ identity, state }: RunRecord, taskIds: readonly string[], runIds: readonly string[]): void {
    const { id, tenantId } = identity;
    if (taskIds.length > 0)
      this.#parts.tasks.cancelOfRun(tenantId, taskIds, id).catch((error: unknown) => {
        this.#parts.log.warn({ err: error, runId: id }, "cancelling a run's tasks failed: a sweeper tries again");
      });
    const reason = state.error?.message ?? "Its step ended.";
    for (const runId of runIds) this.#tell(runId, { type: "CANCEL", by: id, compensate: state.compensates, reason });
  }

  #displace(runId: string): void {
    this.#tell(runId, { type: "CANCEL", by: "concurrency", compensate: true, reason: "A newer run took its place." });
  }

  #setAlarm({ state }: RunRecord, at: Date): void {
    let next = state.timeoutAt?.getTime() ?? Infinity;
    for (const { dueAt } of state.derived.active) next = Math.min(next, dueAt?.getTime() ?? Infinity);
    if (next !== Infinity) this.#alarm.setIn(next - at.getTime());
  }

  /** Tells the run that it is within, and those that have waited for its place. */
  #ended({ identity, state }: RunRecord): void {
    const { id, parentRunId, workflowId, concurrencyKey } = identity;
    if (parentRunId !== null) {
      this.#outputs.keep(id, state.output);
      this.#tell(parentRunId, { type: "RUN_ENDED", runId: id, status: state.status, error: state.error });
    }
    if (concurrencyKey === null || this.#isStopping) return;
    this.#admitNext(workflowId, concurrencyKey).catch((error: unknown) => {
      this.#parts.log.warn({ err: error, runId: id }, "admitting the next run failed: a sweeper will");
    });
  }

  async #admitNext(workflowId: string, key: string): Promise<void> {
    const values = [workflowId, key, admittedAtOnce];
    for (const { id } of await this.#parts.database.query<{ id: string }>(findQueuedRuns, values))
      this.#tell(id, { type: "ADMIT" });
  }
}
