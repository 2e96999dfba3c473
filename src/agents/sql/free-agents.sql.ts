import { moveStatement } from "./move-statement.js";

/** Move `free`. */
export const freeAgents = moveStatement({
  name: "free-agents",
  from: "'BUSY'",
  to: "'READY'",
  type: "AGENT_FREED",
  data: "'{}'::json",
});
