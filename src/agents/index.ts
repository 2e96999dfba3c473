export type * from "./inputs.js";
export type { Registration } from "./declarations.js";
export { joinAgent, type AgentColumn, type JoinedAgent } from "./joined-agent.js";
export type { Agent, AgentCommand, AgentSession } from "./model.js";
export { isBuiltInCapability, sandboxCapability, wasmCapability, type BuiltIn } from "./built-ins.js";
export { OldAgents } from "./old-agents.js";
export { createAgentService, type AgentService } from "./service.js";
export { agentMoves, agentStatuses, allowedActions, mayMove, type AgentMove, type AgentStatus } from "./states.js";
export { agentCursor } from "./store.js";
