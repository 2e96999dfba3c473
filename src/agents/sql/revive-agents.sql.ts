import { moveStatement } from "./move-statement.js";

/**
 * Move `recover`, after a heartbeat: it disproves silence at once. An agent that beats and does not accept is deaf and
 * beats on: it is tried again after 60 s.
 */
export const reviveAgents = moveStatement({
  name: "revive-agents",
  from: "'FAULTED'",
  to: "'READY'",
  when: "(a.status_reason = 'LEASE_LOST' OR a.faulted_at <= now() - interval '60 seconds')",
  type: "AGENT_RECOVERED",
  data: "'{}'::json",
});
