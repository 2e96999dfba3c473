import { moveStatement } from "./move-statement.js";

/** Move `drain`; the note is who did it. */
export const drainAgents = moveStatement({
  name: "drain-agents",
  from: "'READY', 'BUSY'",
  to: "'DRAINING'",
  type: "AGENT_DRAINING",
  data: "json_build_object('by', note)",
});
