import { ending, moveStatement } from "./move-statement.js";

/** Move `drop`. $2: what a second of a core costs, which none of them has had. */
export const dropSandboxes = moveStatement({
  name: "drop-sandboxes",
  from: "'PENDING'",
  to: "'TERMINATED'",
  set: `${ending}, reason = w.reason, message = w.message`,
  type: "SANDBOX_TERMINATED",
  data: "'reason', w.reason, 'message', w.message, 'by', w.by, 'cost', m.cost",
});
