import { after, moveStatement } from "./move-statement.js";

/** Move `ready`: from now on its time runs. */
export const readySandboxes = moveStatement({
  name: "ready-sandboxes",
  from: "'PROVISIONING'",
  to: "'READY'",
  set: `ready_at = now(), deadline_at = ${after("(x.spec->>'timeoutMs')::double precision")}, reason = NULL, message = NULL`,
  type: "SANDBOX_READY",
  data: `'fromPool', m."isFromPool", 'containerId', m."containerId"`,
});
