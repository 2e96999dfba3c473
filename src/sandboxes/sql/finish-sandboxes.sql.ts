import { ending, moveStatement } from "./move-statement.js";

/** Move `terminated`: for the reason for which its end was begun, unless there is another. $2: what a second of a core costs. */
export const finishSandboxes = moveStatement({
  name: "finish-sandboxes",
  from: "'TERMINATING'",
  to: "'TERMINATED'",
  set: `${ending}, exit_code = w.exit_code, reason = coalesce(w.reason, x.reason), message = coalesce(w.message, x.message)`,
  type: "SANDBOX_TERMINATED",
  data: "'reason', m.reason, 'message', m.message, 'by', w.by, 'cost', m.cost",
});
