import { moveStatement } from "./move-statement.js";

/** Move `saturate`. */
export const saturateAgents = moveStatement({
  name: "saturate-agents",
  from: "'READY'",
  to: "'BUSY'",
  type: "AGENT_SATURATED",
  data: "'{}'::json",
});
