import { moveStatement } from "./move-statement.js";

/** Move `fault`; the note is the reason. */
export const faultAgents = moveStatement({
  name: "fault-agents",
  from: "'READY', 'BUSY'",
  to: "'FAULTED'",
  set: "status_reason = l.note, faulted_at = now()",
  type: "AGENT_FAULTED",
  data: "json_build_object('reason', note)",
});
