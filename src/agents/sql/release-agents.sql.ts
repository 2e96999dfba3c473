import { moveStatement } from "./move-statement.js";

/** Move `release` of agents without a session; the note is who did it. Whoever runs it holds the agents' locks already. */
export const releaseAgents = moveStatement({
  name: "release-agents",
  from: "'PAUSED', 'DRAINING', 'FAULTED'",
  to: "'OFFLINE'",
  when: "NOT EXISTS (SELECT FROM agent_sessions s WHERE s.agent_id = a.id)",
  type: "AGENT_RESUMED",
  data: "json_build_object('by', note)",
});
