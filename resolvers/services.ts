import type { AgentService } from "../src/agents/index.js";
import type { BinaryService } from "../src/binaries/index.js";
import type { DispatchService } from "../src/dispatch/index.js";
import type { EventService } from "../src/events/index.js";
import type { ExecutionService } from "../src/executions/index.js";
import type { IdentityService } from "../src/identity/index.js";
import type { MarketplaceService } from "../src/marketplace/index.js";
import type { SandboxService } from "../src/sandboxes/index.js";
import type { TaskService } from "../src/tasks/index.js";
import type { WorkflowService } from "../src/workflows/index.js";

/** The doors that resolvers may knock at. */
export interface Services {
  readonly identity: IdentityService;
  readonly agents: AgentService;
  readonly tasks: TaskService;
  readonly dispatch: DispatchService;
  readonly events: EventService;
  readonly workflows: WorkflowService;
  readonly binaries: BinaryService;
  readonly marketplace: MarketplaceService;
  readonly executions: ExecutionService;
  readonly sandboxes: SandboxService;
}
