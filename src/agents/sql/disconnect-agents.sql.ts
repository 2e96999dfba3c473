import { moveStatement } from "./move-statement.js";

/**
 * Move `disconnect` of agents without a session; the note is the reason. Whoever runs it holds the agents' locks since
 * before it ended their sessions: only so can no session begin unseen.
 */
export const disconnectAgents = moveStatement({
  name: "disconnect-agents",
  from: "'READY', 'BUSY', 'DRAINING', 'FAULTED'",
  to: "'OFFLINE'",
  when: "NOT EXISTS (SELECT FROM agent_sessions s WHERE s.agent_id = a.id)",
  type: "AGENT_DISCONNECTED",
  data: "json_build_object('reason', note)",
});
