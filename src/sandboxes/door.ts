import type { Follower, SandboxLogChunk } from "../events/index.js";
import type { Principal } from "../identity/index.js";
import type { Page, PageArguments } from "../platform/page.js";
import type { Service } from "../platform/service.js";
import type { Sandbox, SandboxSpec } from "./model.js";
import type { SandboxStatus } from "./states.js";

type Optional<Value> = Value | null | undefined;

/** A place to run in, as a client asks for it. */
export interface SandboxInput {
  readonly image?: Optional<string>;
  readonly command?: Optional<readonly string[]>;
  readonly args?: Optional<readonly string[]>;
  readonly env?: unknown;
  readonly files?: Optional<
    readonly { readonly path: string; readonly text?: Optional<string>; readonly base64?: Optional<string> }[]
  >;
  readonly resources?: Optional<{
    readonly cpu?: Optional<string>;
    readonly memory?: Optional<string>;
    readonly ephemeralStorage?: Optional<string>;
  }>;
  readonly timeoutMs?: Optional<number>;
  readonly network?: Optional<{ readonly egress?: Optional<readonly string[]> }>;
  readonly labels?: unknown;
}

export interface RequestSandboxInput extends SandboxInput {
  readonly taskId?: Optional<string>;
  readonly agentId?: Optional<string>;
  readonly idempotencyKey?: Optional<string>;
}

export interface SandboxListing extends PageArguments {
  readonly filter?: Optional<{
    readonly status?: Optional<readonly SandboxStatus[]>;
    readonly taskId?: Optional<string>;
    readonly agentId?: Optional<string>;
    readonly labels?: unknown;
    readonly createdAfter?: Optional<Date>;
    readonly createdBefore?: Optional<Date>;
  }>;
}

/** What a container of the pool is told when somebody needs it. */
export interface SandboxClaim {
  readonly sandboxId: string;
  /** The key that it works with from now on; null when it is for no task and no agent. */
  readonly apiKey: string | null;
  readonly taskId: string | null;
  readonly command: readonly string[] | null;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly { readonly path: string; readonly base64: string }[];
}

/** Places in which programs run, apart from everything else. */
export interface SandboxService extends Service {
  /**
   * What is asked for with its defaults, as tasks and steps keep it. BAD_USER_INPUT with the path in the input; FORBIDDEN at `["image"]`
   * (IMAGE_FORBIDDEN) for an image that the operator does not allow; UNAVAILABLE (SANDBOXES_OFF) where no host is configured.
   */
  check(input: SandboxInput): SandboxSpec;
  /**
   * Keeps it, to be provisioned as soon as there is room. As `check`; NOT_FOUND at `["taskId"]` and `["agentId"]`; INVALID_STATE at
   * `["taskId"]` (TASK_NOT_WAITING); CONFLICT at `["idempotencyKey"]`; QUOTA_EXCEEDED (SANDBOX_QUOTA) beyond what a tenant may have waiting.
   */
  request(principal: Principal, input: RequestSandboxInput): Promise<Sandbox>;
  /** Begins its end, or drops it where it waits. Once more, and for one that has ended, it changes nothing. NOT_FOUND at `["id"]`. */
  terminate(principal: Principal, id: string): Promise<Sandbox>;
  getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Sandbox>>;
  /** The newest for each of these tasks. */
  ofTasks(tenantId: string, taskIds: readonly string[]): Promise<Map<string, Sandbox>>;
  /** Newest first. */
  list(tenantId: string, listing: SandboxListing): Promise<Page<Sandbox>>;
  /** Its log behind `after`, first what is stored, then live; ends when the sandbox has ended and all is delivered. NOT_FOUND at `["id"]`. */
  followLog(demand: {
    readonly tenantId: string;
    readonly id: string;
    readonly after: number;
    readonly onOverflow?: (() => void) | undefined;
  }): Promise<Follower<SandboxLogChunk>>;
  /**
   * For a container of the pool, by the key that it was given: waits until it is needed, at most `waitMs`; null when it was not, and it may
   * ask again. UNAUTHENTICATED for a key that is none, or that was told before.
   */
  awaitClaim(poolKey: string, waitMs: number, signal: AbortSignal): Promise<SandboxClaim | null>;
}
