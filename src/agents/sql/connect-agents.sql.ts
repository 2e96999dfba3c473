import { moveStatement } from "./move-statement.js";

/** Move `connect`; the note is the id of the session. An agent that is held or drains stays so. */
export const connectAgents = moveStatement({
  name: "connect-agents",
  from: "'CREATED', 'OFFLINE', 'FAULTED'",
  to: "'READY'",
  set: "status_reason = NULL, faulted_at = NULL, last_seen_at = now()",
  type: "AGENT_CONNECTED",
  data: "json_build_object('sessionId', note)",
});
