import type { Agent } from "../../src/agents/index.js";
import type { Principal, SandboxKey } from "../../src/identity/index.js";
import type { RunnableRelease } from "../../src/marketplace/index.js";
import { MusterError, notFound } from "../../src/platform/errors.js";
import { newId } from "../../src/platform/ids.js";
import type { ControllerNeighbours } from "../../src/sandboxes/control/parts.js";
import type { SandboxSpec } from "../../src/sandboxes/model.js";
import type { SandboxAssignment } from "../../src/sandboxes/neighbours.js";
import type { Lease, LeaseOutcome, LeaseResult, Task } from "../../src/tasks/index.js";
import type { ManualClock } from "./manual-clock.js";
import { plainSpec } from "./memory-ledger.js";

export interface FakeTask {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: string;
  readonly timeoutMs: number;
  readonly spec: SandboxSpec | null;
  status: "QUEUED" | "ASSIGNED" | "RUNNING" | "COMPLETED" | "CANCELLED" | "QUARANTINED";
  leaseToken: string | null;
  leaseExpiresAtMs: number;
  /** That count. */
  attempts: number;
  readonly failures: { readonly message: string; readonly isRetryable: boolean }[];
  readonly rejections: string[];
}

const leaseMs = 30_000;
const ended: ReadonlySet<string> = new Set(["COMPLETED", "CANCELLED", "QUARANTINED"]);

/** Tasks, agents, keys and the catalogue as the controller sees them: what holds of leases there holds here. */
export class FakeNeighbours {
  readonly tasks = new Map<string, FakeTask>();
  readonly keys = new Map<string, SandboxKey>();
  readonly revoked = new Set<string>();
  readonly goneAgents = new Set<string>();
  /** Tenants that are not the operator's. */
  readonly foreign = new Set<string>();
  /** What kinds stand for. */
  readonly releases = new Map<string, RunnableRelease>();
  /** How often each lease was held. */
  readonly holds = new Map<string, number>();
  readonly #clock: ManualClock;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  get(id: string): FakeTask {
    const task = this.tasks.get(id);
    if (!task) throw new Error(`no task ${id}`);
    return task;
  }

  create(changes: Partial<Pick<FakeTask, "tenantId" | "kind" | "timeoutMs" | "spec">> = {}): FakeTask {
    const task: FakeTask = {
      ...{ id: newId("task"), tenantId: "tenant", kind: "build", timeoutMs: 600_000, spec: plainSpec },
      ...{ status: "QUEUED", leaseToken: null, leaseExpiresAtMs: 0, attempts: 0, failures: [], rejections: [] },
      ...changes,
    };
    this.tasks.set(task.id, task);
    return task;
  }

  /** As the dispatcher does. */
  assign(task: FakeTask): SandboxAssignment {
    if (task.status !== "QUEUED") throw new Error(`the task is ${task.status}`);
    const leaseToken = newId("session");
    Object.assign(task, { status: "ASSIGNED", leaseToken, attempts: task.attempts + 1 });
    task.leaseExpiresAtMs = this.#nowMs() + 10_000;
    const { id, tenantId, kind, timeoutMs } = task;
    const assigned = { task: { id, tenantId, kind, timeoutMs } as Task, leaseToken, attempt: task.attempts };
    const details = { leaseExpiresAt: new Date(task.leaseExpiresAtMs), sessionId: "session", inputBytes: 2 };
    return { agent: agentOf(tenantId), assignment: { ...assigned, ...details } };
  }

  /** As the agent inside does, or whoever has the lease. */
  accept(task: FakeTask, leaseToken: string | null = task.leaseToken): LeaseOutcome {
    const outcome = outcomeOf(task, leaseToken, ["ASSIGNED"]);
    if (outcome === "APPLIED") Object.assign(task, { status: "RUNNING", leaseExpiresAtMs: this.#nowMs() + leaseMs });
    return outcome;
  }

  complete(task: FakeTask): void {
    if (task.status !== "RUNNING") throw new Error(`the task is ${task.status}`);
    task.status = "COMPLETED";
  }

  /** As the reaper does: what was not accepted goes back, what went silent has failed. Answers how many. */
  reap(): number {
    const lapsed = [...this.tasks.values()].filter(
      ({ status, leaseExpiresAtMs }) => /ASSIGNED|RUNNING/.test(status) && leaseExpiresAtMs <= this.#nowMs(),
    );
    for (const task of lapsed) {
      if (task.status === "RUNNING") task.failures.push({ message: "LEASE_LOST", isRetryable: true });
      else task.attempts--;
      Object.assign(task, { status: "QUEUED", leaseToken: null });
    }
    return lapsed.length;
  }

  readonly ports: ControllerNeighbours = {
    identity: {
      issueSandboxKey: async (key) => {
        if (this.goneAgents.has(key.agentId)) throw notFound("agent", key.agentId);
        if (this.revoked.has(key.sandboxId))
          throw new MusterError("INVALID_STATE", "The key was revoked.", { reason: "KEY_REVOKED" });
        const ofTask = [...this.keys.values()].filter(({ taskId }) => taskId !== null && taskId === key.taskId);
        for (const { sandboxId } of ofTask) if (sandboxId !== key.sandboxId) this.revoked.add(sandboxId);
        this.keys.set(key.sandboxId, key);
        return `key of ${key.sandboxId}`;
      },
      revokeSandboxKeys: async (ids) => {
        for (const id of ids) this.revoked.add(id);
      },
      getTenant: async (id) => ({ isOperator: !this.foreign.has(id) }),
    },
    agents: {
      get: async (_tenantId, id) => (this.goneAgents.has(id) ? null : ({ id } as Agent)),
      ensureBuiltIn: async (tenantId) => ({ id: agentOf(tenantId).id }) as Agent,
    },
    tasks: {
      accept: async (_agent, leases) =>
        leases.map((lease) => this.#result(lease, (task) => this.accept(task, lease.leaseToken))),
      reject: async (_agent, rejections) =>
        rejections.map((one) => this.#result(one, (task) => this.#reject(task, one))),
      fail: async (_agent, report) => this.#fail(report),
      hold: async (_agent, leases) => leases.map((lease) => this.#result(lease, (task) => this.#hold(task, lease))),
      specsOf: async (ids) => new Map(ids.flatMap((id) => this.#specOf(id))),
      ended: async (ids) => this.ended(ids),
    },
    catalogue: { runnableContainer: async (_tenantId, kind) => this.releases.get(kind) ?? null },
  };

  ended(ids: readonly string[]): Set<string> {
    return new Set(ids.filter((id) => ended.has(this.tasks.get(id)?.status ?? "")));
  }

  #specOf(id: string): [string, SandboxSpec][] {
    const spec = this.tasks.get(id)?.spec;
    return spec ? [[id, spec]] : [];
  }

  #result({ taskId }: Lease, move: (task: FakeTask) => LeaseOutcome): LeaseResult {
    const task = this.tasks.get(taskId);
    return { taskId, outcome: task ? move(task) : "NOT_FOUND", message: null };
  }

  #reject(task: FakeTask, { leaseToken, reason }: Lease & { readonly reason?: string }): LeaseOutcome {
    const outcome = outcomeOf(task, leaseToken, ["ASSIGNED"]);
    if (outcome !== "APPLIED") return outcome;
    task.rejections.push(reason ?? "");
    Object.assign(task, { status: "QUEUED", leaseToken: null, attempts: task.attempts - 1 });
    return outcome;
  }

  #hold(task: FakeTask, { leaseToken }: Lease): LeaseOutcome {
    const outcome = outcomeOf(task, leaseToken, ["ASSIGNED", "RUNNING"]);
    if (outcome !== "APPLIED") return outcome;
    task.leaseExpiresAtMs = this.#nowMs() + leaseMs;
    this.holds.set(task.id, (this.holds.get(task.id) ?? 0) + 1);
    return outcome;
  }

  #fail({
    taskId,
    leaseToken,
    errorMessage,
    retryable = true,
  }: Parameters<ControllerNeighbours["tasks"]["fail"]>[1]): void {
    const task = this.tasks.get(taskId);
    const outcome = task ? outcomeOf(task, leaseToken, ["RUNNING"]) : "NOT_FOUND";
    if (!task || outcome !== "APPLIED")
      throw new MusterError(outcome as "STALE_LEASE", "No.", { reason: "LEASE_STALE" });
    task.failures.push({ message: errorMessage, isRetryable: retryable });
    Object.assign(task, retryable ? { status: "QUEUED", leaseToken: null } : { status: "QUARANTINED" });
  }

  #nowMs(): number {
    return this.#clock.now().getTime();
  }
}

function outcomeOf(task: FakeTask, leaseToken: string | null, from: readonly FakeTask["status"][]): LeaseOutcome {
  if (task.leaseToken !== leaseToken) return "STALE_LEASE";
  return from.includes(task.status) ? "APPLIED" : "INVALID_STATE";
}

function agentOf(tenantId: string): Principal {
  const id = `agent of ${tenantId}`;
  return { kind: "agent", id, tenantId, role: "AGENT", credentialId: id, expiresAt: null };
}
