import { isDeepStrictEqual } from "node:util";
import type { Principal } from "../../src/identity/index.js";
import { MusterError, notFound } from "../../src/platform/errors.js";
import { newId } from "../../src/platform/ids.js";
import type { SandboxSpec } from "../../src/sandboxes/index.js";
import type { SandboxTasks } from "../../src/sandboxes/neighbours.js";

export interface FakeTask {
  readonly tenantId: string;
  status: "QUEUED" | "RUNNING" | "COMPLETED";
  spec: SandboxSpec | null;
}

/** Stands for the tasks as far as sandboxes are asked for and dropped: which wait, which have ended, which place they ask for. */
export class FakeSandboxTasks implements Pick<SandboxTasks, "moveToSandbox" | "specsOf" | "ended"> {
  readonly #tasks = new Map<string, FakeTask>();
  /** Called when a task has moved, before anybody is told. */
  onMoved: (taskId: string, spec: SandboxSpec) => Promise<void> = async () => undefined;

  /** A task that waits, unless something else is said of it; answers its id. */
  add({ tenantId }: Principal, more: Partial<Pick<FakeTask, "status" | "spec">> = {}): string {
    const id = newId("task");
    this.#tasks.set(id, { tenantId, status: "QUEUED", spec: null, ...more });
    return id;
  }

  end(id: string): void {
    this.#get(id).status = "COMPLETED";
  }

  asksFor(id: string, spec: SandboxSpec): boolean {
    return isDeepStrictEqual(this.#get(id).spec, spec);
  }

  async moveToSandbox({ tenantId }: Principal, taskId: string, spec: SandboxSpec): Promise<void> {
    const task = this.#tasks.get(taskId);
    if (task?.tenantId !== tenantId) throw notFound("task", taskId, ["taskId"]);
    if (task.spec !== null) throw refusal("TASK_HAS_SANDBOX");
    if (task.status !== "QUEUED") throw refusal("TASK_NOT_WAITING");
    // As it comes back from where it is kept.
    task.spec = JSON.parse(JSON.stringify(spec)) as SandboxSpec;
    await this.onMoved(taskId, task.spec);
  }

  async specsOf(taskIds: readonly string[]): Promise<Map<string, SandboxSpec>> {
    const known = taskIds.map((id) => [id, this.#tasks.get(id)?.spec ?? null] as const);
    return new Map(known.flatMap(([id, spec]) => (spec ? [[id, spec]] : [])));
  }

  async ended(taskIds: readonly string[]): Promise<Set<string>> {
    return new Set(taskIds.filter((id) => this.#tasks.get(id)?.status === "COMPLETED"));
  }

  #get(id: string): FakeTask {
    const task = this.#tasks.get(id);
    if (!task) throw new Error(`no task ${id}`);
    return task;
  }
}

function refusal(reason: string): MusterError {
  return new MusterError("INVALID_STATE", "That is not possible now.", { reason, path: ["taskId"] });
}
