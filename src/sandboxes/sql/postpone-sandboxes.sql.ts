import { after, moveStatement } from "./move-statement.js";

/** Move `postpone`: `delay_ms` from now it may be tried again, by whoever comes first. A try of a task stays its own. */
export const postponeSandboxes = moveStatement({
  name: "postpone-sandboxes",
  from: "'PROVISIONING'",
  to: "'PENDING'",
  set: `postponements = x.postponements + 1, next_try_at = ${after("coalesce(w.delay_ms, 0)")}, reason = NULL, message = NULL,
    host = NULL, host_ref = NULL, owner_id = NULL, provisioning_at = NULL, deadline_at = NULL`,
  type: "SANDBOX_POSTPONED",
  data: `'reason', w.reason, 'message', coalesce(w.message, ''), 'nextTryAt', ${after("coalesce(w.delay_ms, 0)")}`,
});
