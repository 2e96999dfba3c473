import { ending, moveStatement, usesCounted } from "./move-statement.js";

/** Move `fail`. $2: what a second of a core costs. */
export const failSandboxes = moveStatement({
  name: "fail-sandboxes",
  from: "'PENDING', 'PROVISIONING', 'READY'",
  to: "'FAILED'",
  set: `${ending}, exit_code = w.exit_code, reason = w.reason, message = w.message`,
  type: "SANDBOX_FAILED",
  data: `'reason', w.reason, 'message', coalesce(w.message, ''), 'exitCode', w.exit_code, 'cost', m.cost`,
  also: usesCounted,
});
