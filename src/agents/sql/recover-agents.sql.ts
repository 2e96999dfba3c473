import { moveStatement } from "./move-statement.js";

/** Move `recover`, after work that was accepted or done: that proves life whatever the fault was. */
export const recoverAgents = moveStatement({
  name: "recover-agents",
  from: "'FAULTED'",
  to: "'READY'",
  type: "AGENT_RECOVERED",
  data: "'{}'::json",
});
