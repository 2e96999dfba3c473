import { moveStatement } from "./move-statement.js";

/** Move `pause`; the note is who did it. */
export const pauseAgents = moveStatement({
  name: "pause-agents",
  from: "'CREATED', 'READY', 'BUSY', 'DRAINING', 'OFFLINE', 'FAULTED'",
  to: "'PAUSED'",
  type: "AGENT_PAUSED",
  data: "json_build_object('by', note)",
});
