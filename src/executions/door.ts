import type { Principal } from "../identity/index.js";
import type { Page, PageArguments } from "../platform/page.js";
import type { Service } from "../platform/service.js";
import type { Execution, ExecutionStatus } from "./model.js";

type Optional<Value> = Value | null | undefined;

export interface ExecuteInput {
  readonly agent: {
    readonly item?: Optional<string>;
    readonly version?: Optional<string>;
    readonly binary?: Optional<string>;
  };
  readonly input?: unknown;
  readonly stdin?: Optional<string>;
  readonly stdinBase64?: Optional<string>;
  readonly args?: Optional<readonly string[]>;
  readonly env?: unknown;
  readonly limits?: Optional<{
    readonly memoryMib?: Optional<number>;
    readonly timeoutMs?: Optional<number>;
    readonly cpuMs?: Optional<number>;
    readonly outputBytes?: Optional<number>;
  }>;
  readonly fileSystem?: Optional<boolean>;
  readonly files?: Optional<
    readonly { readonly path: string; readonly text?: Optional<string>; readonly base64?: Optional<string> }[]
  >;
}

export interface ExecutionListing extends PageArguments {
  readonly filter?: Optional<{
    readonly status?: Optional<readonly ExecutionStatus[]>;
    /** Name or id. */
    readonly item?: Optional<string>;
    readonly createdAfter?: Optional<Date>;
    readonly createdBefore?: Optional<Date>;
  }>;
}

/** Direct runs of WASM modules, and what became of them. */
export interface ExecutionService extends Service {
  /**
   * Runs it and answers how it ended. Refused, and not kept: BAD_USER_INPUT and NOT_FOUND with the path in the input, RATE_LIMITED
   * (EXECUTIONS_BUSY) where too many wait, QUOTA_EXCEEDED beyond what a tenant may run at a time or in a minute.
   */
  execute(principal: Principal, input: ExecuteInput): Promise<Execution>;
  getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Execution>>;
  /** Newest first. NOT_FOUND at `["filter", "item"]`. */
  list(tenantId: string, listing: ExecutionListing): Promise<Page<Execution>>;
}
