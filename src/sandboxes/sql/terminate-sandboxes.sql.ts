import { moveStatement } from "./move-statement.js";

/** Move `terminate`: it is up to its host from now on, and no longer to a deadline. */
export const terminateSandboxes = moveStatement({
  name: "terminate-sandboxes",
  from: "'PROVISIONING', 'READY'",
  to: "'TERMINATING'",
  set: "reason = w.reason, message = w.message, deadline_at = NULL",
  type: "SANDBOX_TERMINATING",
  data: "'reason', w.reason, 'message', w.message, 'by', w.by",
});
