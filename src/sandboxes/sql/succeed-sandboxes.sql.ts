import { ending, moveStatement, usesCounted } from "./move-statement.js";

/** Move `succeed`. $2: what a second of a core costs. */
export const succeedSandboxes = moveStatement({
  name: "succeed-sandboxes",
  from: "'PROVISIONING', 'READY'",
  to: "'SUCCEEDED'",
  set: `${ending}, exit_code = coalesce(w.exit_code, 0), reason = NULL, message = NULL`,
  type: "SANDBOX_SUCCEEDED",
  data: `'exitCode', m."exitCode", 'cost', m.cost`,
  also: usesCounted,
});
