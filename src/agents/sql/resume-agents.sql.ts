import { moveStatement } from "./move-statement.js";

/** Move `resume` of agents with a session; the note is who did it. Whoever runs it holds the agents' locks already. */
export const resumeAgents = moveStatement({
  name: "resume-agents",
  from: "'PAUSED', 'DRAINING', 'FAULTED'",
  to: "'READY'",
  when: "EXISTS (SELECT FROM agent_sessions s WHERE s.agent_id = a.id)",
  type: "AGENT_RESUMED",
  data: "json_build_object('by', note)",
});
