import { ending, moveStatement } from "./move-statement.js";

/** Move `lose`. $2: what a second of a core costs. */
export const loseSandboxes = moveStatement({
  name: "lose-sandboxes",
  from: "'PROVISIONING', 'READY'",
  to: "'LOST'",
  set: `${ending}, reason = w.reason, message = w.message`,
  type: "SANDBOX_LOST",
  data: "'reason', w.reason, 'message', coalesce(w.message, ''), 'cost', m.cost",
});
