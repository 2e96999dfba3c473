import type { HostLogChunk } from "./host.js";
import type { Sandbox, SandboxConnection, SandboxReason, SandboxSpec } from "./model.js";
import type { SandboxMove } from "./states.js";

/** A sandbox as those see it who look after it. */
export interface KeptSandbox extends Sandbox {
  /** Of the try of its task; null for a sandbox without one, and for one whose task still waits. */
  readonly leaseToken: string | null;
  /** What its host knows it by: its own id, or that of the one from the pool; null while it waits. */
  readonly hostRef: string | null;
  /** The process that looks after it; null while it waits. */
  readonly ownerId: string | null;
  /** Then it is overdue: not ready in time, or run for too long. */
  readonly deadlineAt: Date | null;
  /** Where its host's log was read up to. */
  readonly logCursor: string | null;
  readonly postponements: number;
  /** When its host had nothing of it left. */
  readonly releasedAt: Date | null;
}

export interface NewSandbox {
  readonly id: string;
  readonly tenantId: string;
  readonly spec: SandboxSpec;
  readonly taskId: string | null;
  readonly agentId: string | null;
  readonly releaseId: string | null;
  readonly createdBy: string;
  readonly idempotencyKey: string | null;
  readonly inputHash: string | null;
}

/** Whose it becomes as it begins. */
export interface Keeping {
  /** Id of the host. */
  readonly host: string;
  /** Id of the process: its `replica_...`. */
  readonly ownerId: string;
}

/** The try of a task that a sandbox is made for. */
export interface TaskTry {
  readonly tenantId: string;
  readonly taskId: string;
  readonly leaseToken: string;
  readonly spec: SandboxSpec;
  readonly releaseId: string | null;
  readonly createdBy: string;
}

/** One move of one sandbox, and what is known with it. */
export interface SandboxChange {
  readonly id: string;
  readonly move: SandboxMove;
  readonly reason?: SandboxReason | undefined;
  readonly message?: string | undefined;
  /** Who asked for it, where somebody did. */
  readonly by?: string | undefined;
  readonly exitCode?: number | undefined;
  /** Of a `postpone`: until it is tried again. */
  readonly delayMs?: number | undefined;
  readonly facts?: SandboxFacts | undefined;
}

/** What a host tells of a sandbox beside where it stands; what is left out stays as it is. */
export interface SandboxFacts {
  readonly containerId?: string | null | undefined;
  readonly connection?: SandboxConnection | null | undefined;
  readonly cpuMs?: number | null | undefined;
  readonly peakMemoryBytes?: number | null | undefined;
}

/** All that is written of sandboxes. Each move is one statement with its event, guarded by where the sandbox stands; batches are one statement. */
export interface SandboxLedger {
  /** Keeps it as PENDING. CONFLICT at `["idempotencyKey"]`; the one that is there for the same key and input. QUOTA_EXCEEDED beyond `maxWaiting`. */
  insert(sandbox: NewSandbox, maxWaiting: number): Promise<Sandbox>;
  /** `provision` for what waits and has no task, the longest waiting first, as far as the tenants' shares and `limit` reach. Skips what others take. */
  claim(keeping: Keeping, limit: number): Promise<KeptSandbox[]>;
  /**
   * `provision` for a task's try: the sandbox that was requested for the task, else a new one. The same again for the same lease. Null where
   * the tenant's share is used up.
   */
  beginTask(keeping: Keeping, attempt: TaskTry): Promise<KeptSandbox | null>;
  /** Those that moved, as they are now; what stands elsewhere by now is left out. */
  move(changes: readonly SandboxChange[]): Promise<KeptSandbox[]>;
  /** What is no move: an event is not written. */
  note(facts: readonly (SandboxFacts & { readonly id: string })[]): Promise<void>;
  /** That the host knows it by this; answers whether it was still PROVISIONING. */
  setHostRef(id: string, hostRef: string): Promise<boolean>;
  /**
   * Takes over what nobody looks after any more: its process is not among the replicas of the last 20 s, or has let it go. At once what is
   * left of a local host: whoever has it is the only one.
   */
  adopt(keeping: Keeping, limit: number): Promise<KeptSandbox[]>;
  /** Lets go of all that the process looks after, so that others need not wait. */
  disown(ownerId: string): Promise<void>;
  /** Of what the process looks after and its host may still have, by id behind `after`: for the look that makes good what was missed. */
  kept(keeping: Keeping, after: string, limit: number): Promise<KeptSandbox[]>;
  /** Of other hosts than this one: what nobody will look after any more, as its machine or its cluster is gone. */
  abandoned(host: string, limit: number): Promise<KeptSandbox[]>;
  /** Of these, the ones that are there and not released: by id or by what the host knows them by. Whoever looks after them. */
  knownRefs(host: string, refs: readonly string[]): Promise<Set<string>>;
  /** That its host has nothing of it left. */
  release(ids: readonly string[]): Promise<void>;
  /** Appends to its log up to `maxBytes` in all, and where the host's log was read up to. Answers whether there is room for more. */
  appendLog(id: string, chunks: readonly HostLogChunk[], maxBytes: number): Promise<boolean>;
  /** PENDING ones whose task has ended without them: they are dropped. Answers how many. */
  dropOfEndedTasks(limit: number): Promise<number>;
}

/** What a sandbox may cost and how long it may take to be ready: as the ledger's statements need it. */
export interface LedgerConfig {
  readonly costPerCpuSecond: number;
  readonly readyTimeoutMs: number;
  /** Of a tenant, under way at a time. */
  readonly maxPerTenant: number;
}
