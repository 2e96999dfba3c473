import type { Resolvers, ResolversTypes } from "../src/generated/graphql.js";
import type { Principal } from "../src/identity/index.js";
import { prefixOf, type IdPrefix } from "../src/platform/ids.js";
import { callerOf } from "./caller.js";
import type { RequestContext } from "./context.js";

type NodeRow = Awaited<ResolversTypes["Node"]>;
type NodeType =
  | "Agent"
  | "AgentSession"
  | "ApiKey"
  | "Binary"
  | "Execution"
  | "Installation"
  | "MarketplaceItem"
  | "Publisher"
  | "PublisherKey"
  | "Release"
  | "Review"
  | "Sandbox"
  | "Step"
  | "Task"
  | "TaskKind"
  | "Tenant"
  | "Trigger"
  | "User"
  | "Workflow"
  | "WorkflowRun"
  | "WorkflowVersion";

interface NodeKind {
  readonly type: NodeType;
  /** Who may see it, as wherever else the contract shows it; anyone unless said. */
  readonly isFor?: (principal: Principal, id: string) => boolean;
  readonly find: (context: RequestContext, principal: Principal, id: string) => Promise<NodeRow | null>;
}

const isAdmin = ({ role }: Principal): boolean => role === "ADMIN";
const isNoAgent = ({ role }: Principal): boolean => role !== "AGENT";

const kinds: { readonly [Prefix in IdPrefix]?: NodeKind } = {
  task: { type: "Task", find: ({ loaders }, _principal, id) => loaders.task.load(id) },
  agent: { type: "Agent", find: ({ agents }, principal, id) => agents.view(principal, id) },
  session: {
    type: "AgentSession",
    isFor: isNoAgent,
    find: ({ agents }, { tenantId }, id) => agents.session(tenantId, id),
  },
  kind: { type: "TaskKind", find: ({ tasks }, { tenantId }, id) => tasks.kindById(tenantId, id) },
  user: {
    type: "User",
    isFor: (principal, id) => isAdmin(principal) || principal.id === id,
    find: ({ loaders }, _principal, id) => loaders.user.load(id),
  },
  key: { type: "ApiKey", isFor: isAdmin, find: ({ loaders }, _principal, id) => loaders.apiKey.load(id) },
  tenant: {
    type: "Tenant",
    isFor: ({ tenantId }, id) => tenantId === id,
    find: ({ identity }, _principal, id) => identity.getTenant(id),
  },
  workflow: { type: "Workflow", isFor: isNoAgent, find: ({ loaders }, _principal, id) => loaders.workflow.load(id) },
  version: {
    type: "WorkflowVersion",
    isFor: isNoAgent,
    find: ({ loaders }, _principal, id) => loaders.workflowVersion.load(id),
  },
  run: { type: "WorkflowRun", isFor: isNoAgent, find: ({ loaders }, _principal, id) => loaders.workflowRun.load(id) },
  step: { type: "Step", isFor: isNoAgent, find: ({ loaders }, _principal, id) => loaders.step.load(id) },
  trigger: { type: "Trigger", isFor: isNoAgent, find: ({ loaders }, _principal, id) => loaders.trigger.load(id) },
  binary: { type: "Binary", isFor: isNoAgent, find: ({ loaders }, _principal, id) => loaders.binary.load(id) },
  publisher: { type: "Publisher", isFor: isNoAgent, find: ({ loaders }, _principal, id) => loaders.publisher.load(id) },
  pubkey: {
    type: "PublisherKey",
    isFor: isNoAgent,
    find: ({ loaders }, _principal, id) => loaders.publisherKey.load(id),
  },
  item: { type: "MarketplaceItem", isFor: isNoAgent, find: ({ loaders }, _principal, id) => loaders.item.load(id) },
  release: { type: "Release", isFor: isNoAgent, find: ({ loaders }, _principal, id) => loaders.release.load(id) },
  installation: {
    type: "Installation",
    isFor: isNoAgent,
    find: ({ loaders }, _principal, id) => loaders.installation.load(id),
  },
  review: { type: "Review", isFor: isNoAgent, find: ({ loaders }, _principal, id) => loaders.review.load(id) },
  execution: { type: "Execution", isFor: isNoAgent, find: ({ loaders }, _principal, id) => loaders.execution.load(id) },
  sandbox: { type: "Sandbox", isFor: isNoAgent, find: ({ loaders }, _principal, id) => loaders.sandbox.load(id) },
};

function kindOf(id: string): NodeKind | undefined {
  const prefix = prefixOf(id);
  return prefix && kinds[prefix];
}

export const node = {
  Query: {
    node: (_source, { id }, context) => {
      const principal = callerOf(context);
      const kind = kindOf(id);
      if (!kind || kind.isFor?.(principal, id) === false) return null;
      return kind.find(context, principal, id);
    },
  },
  Node: {
    __resolveType: ({ id }) => {
      const kind = kindOf(id);
      if (!kind) throw new Error("A node has an id that names no kind.");
      return kind.type;
    },
  },
} satisfies Resolvers;
