import type { Agent } from "../agents/index.js";
import type { EventService } from "../events/index.js";
import type { Principal, SandboxKey } from "../identity/index.js";
import type { RunnableRelease } from "../marketplace/index.js";
import type { Assignment, Lease, LeaseResult } from "../tasks/index.js";
import type { SandboxSpec } from "./model.js";

/** What the slice needs of those below it. */
export interface SandboxNeighbours {
  readonly identity: {
    /** The same for the same sandbox each time, so that what a crash has left unfinished can be finished. NOT_FOUND when the agent is gone. */
    issueSandboxKey(key: SandboxKey): Promise<string>;
    /** Refused everywhere from now on; nothing where there is none. */
    revokeSandboxKeys(sandboxIds: readonly string[]): Promise<void>;
    getTenant(id: string): Promise<{ readonly isOperator: boolean } | null>;
  };
  readonly agents: {
    get(tenantId: string, id: string): Promise<Agent | null>;
    ensureBuiltIn(tenantId: string, what: "sandbox"): Promise<Agent>;
  };
  readonly tasks: SandboxTasks;
  readonly catalogue: {
    /**
     * What a task of the kind `container:<item>` runs: the installed release, which has an image, verified; refused as `runnable` is, and
     * NOT_FOUND (INSTALLATION_NOT_FOUND) where it is not installed. Null for a kind that is no container's.
     */
    runnableContainer(tenantId: string, kind: string): Promise<RunnableRelease | null>;
  };
  readonly events: Pick<EventService, "announce" | "announceLogs" | "followLogs">;
}

export interface SandboxTasks {
  accept(agent: Principal, leases: readonly Lease[]): Promise<LeaseResult[]>;
  reject(agent: Principal, rejections: readonly (Lease & { readonly reason?: string })[]): Promise<LeaseResult[]>;
  fail(
    agent: Principal,
    report: Lease & { readonly errorMessage: string; readonly retryable?: boolean },
  ): Promise<unknown>;
  /**
   * Keeps leases from ending that are not yet accepted, or are: for as long as a lease lasts from now on. Answers where each of them stands;
   * what is not APPLIED is no longer ours.
   */
  hold(agent: Principal, leases: readonly Lease[]): Promise<LeaseResult[]>;
  /** The places that these tasks ask for; none for one that asks for none. */
  specsOf(taskIds: readonly string[]): Promise<Map<string, SandboxSpec>>;
  /**
   * Makes a task that waits ask for a place: QUEUED or SCHEDULED, and without one of its own. From then on no other agent gets it. Answers
   * its kind; NOT_FOUND at `["taskId"]`; INVALID_STATE at `["taskId"]`: TASK_NOT_WAITING, TASK_HAS_SANDBOX.
   */
  moveToSandbox(principal: Principal, taskId: string, spec: SandboxSpec): Promise<void>;
  /** Of these tasks, those that have ended: COMPLETED, CANCELLED or QUARANTINED. */
  ended(taskIds: readonly string[]): Promise<Set<string>>;
}

/** What a worker's job gets of the dispatch: an assignment to the tenant's built-in agent. */
export interface SandboxAssignment {
  readonly agent: Principal;
  readonly assignment: Assignment;
}
