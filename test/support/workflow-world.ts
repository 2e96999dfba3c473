import type { Principal } from "../../src/identity/index.js";
import { silentLog } from "../../src/platform/log.js";
import { systemClock } from "../../src/platform/clock.js";
import { createWorkflowService, type WorkflowService } from "../../src/workflows/index.js";
import type { WorkflowSource } from "../../src/workflows/definition/model.js";
import { TaskWorld, type PlayedAgent, type Replica, type ReplicaOptions } from "./task-world.js";
import type { Assignment } from "../../src/tasks/index.js";

export interface WorkflowReplica extends Replica {
  readonly workflows: WorkflowService;
}

interface StoredEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface WorkflowReplicaOptions extends ReplicaOptions {
  /** Whether it looks after time and after what crashes leave; true unless said. */
  readonly isOnDuty?: boolean;
}

/** Replicas with workflows, a tenant, and an agent or two that a test plays. */
export class WorkflowWorld {
  readonly #services: WorkflowService[] = [];

  private constructor(readonly tasks: TaskWorld) {}

  static async open(): Promise<WorkflowWorld> {
    return new WorkflowWorld(await TaskWorld.open());
  }

  async close(): Promise<void> {
    for (const service of this.#services) await service.stop();
    await this.tasks.close();
  }

  async replica({ isOnDuty = true, ...options }: WorkflowReplicaOptions = {}): Promise<WorkflowReplica> {
    const replica = await this.tasks.replica(options);
    const { database, broker } = this.tasks.services;
    const workflows = createWorkflowService({
      ...{ database, broker: options.broker ?? broker, clock: systemClock, log: options.log ?? silentLog },
      ...{ events: replica.events, tasks: replica.tasks, identity: this.tasks.identity },
      isOnDuty,
      maxTaskBytes: 262_144,
      checkSandbox: options.checkSandbox,
    });
    if (options.start !== false) await workflows.start();
    this.#services.push(workflows);
    return { ...replica, workflows };
  }

  /** A tenant whose agents do tasks of these kinds. */
  async tenant({ tasks }: Replica, kinds: readonly string[] = ["work", "undo"]): Promise<Principal> {
    const admin = await this.tasks.tenant();
    for (const name of kinds) await tasks.defineKind(admin, { name });
    return admin;
  }

  async define({ workflows }: WorkflowReplica, by: Principal, source: WorkflowSource, name = "played"): Promise<void> {
    await workflows.define(by, { name, definition: source });
  }

  /** The run's events, checked to be gapless. */
  async eventsOf(runId: string): Promise<StoredEvent[]> {
    const rows = await this.tasks.rows<StoredEvent>(
      "SELECT seq, type, at, data FROM events WHERE stream_id = $1 ORDER BY seq",
      [runId],
    );
    rows.forEach(({ seq }, index) => {
      if (seq !== index + 1) throw new Error(`run ${runId} has a gap at ${index + 1}`);
    });
    return rows;
  }

  /** Statuses of the run's steps and items by key. */
  async statusesOf(runId: string): Promise<Record<string, string>> {
    const rows = await this.tasks.rows<{ key: string; status: string }>(
      "SELECT key, status FROM workflow_steps WHERE run_id = $1 ORDER BY ordinal",
      [runId],
    );
    return Object.fromEntries(rows.map(({ key, status }) => [key, status]));
  }

  async statusOf(runId: string): Promise<string | undefined> {
    const [row] = await this.tasks.rows<{ status: string }>("SELECT status FROM workflow_runs WHERE id = $1", [runId]);
    return row?.status;
  }
}

/** How a worker answers a task. */
export type Answer = { readonly output: unknown; readonly cost?: number } | { readonly error: string };

/** Accepts and answers whatever an agent is given, until its session ends. Answers the assignments in the order in which they came. */
export function work(
  { tasks }: Replica,
  agent: PlayedAgent,
  answer: (assignment: Assignment) => Answer = () => ({ output: null }),
): Assignment[] {
  const seen: Assignment[] = [];
  const loop = async (): Promise<void> => {
    for (;;) {
      const frame = await agent.next();
      seen.push(...frame);
      await Promise.all(frame.map((assignment) => settle(tasks, agent, assignment, answer(assignment))));
    }
  };
  // It ends when the session does.
  loop().catch(() => undefined);
  return seen;
}

async function settle(
  tasks: Replica["tasks"],
  { principal }: PlayedAgent,
  { task, leaseToken }: Assignment,
  answer: Answer,
): Promise<void> {
  const lease = { taskId: task.id, leaseToken };
  await tasks.accept(principal, [lease]);
  if ("error" in answer) await tasks.fail(principal, { ...lease, errorMessage: answer.error, retryable: false });
  else await tasks.complete(principal, [{ ...lease, output: answer.output, cost: answer.cost ?? null }]);
}
