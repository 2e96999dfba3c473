import type { Statement } from "../../platform/db/database.js";

/**
 * What a host knows a sandbox by. $1: id, $2: that. By primary key. Kept also where it has moved on meanwhile, so that the host is cleaned up;
 * not where it has none any more, which is asked so that no partial index is taken (ADR 7). Answers whether it is still made.
 */
export const setHostRef: Statement = {
  name: "set-sandbox-host-ref",
  text: `
UPDATE sandboxes x SET host_ref = $2 WHERE x.id = $1 AND coalesce(x.host, '') <> '' AND x.released_at IS NULL
RETURNING x.status IN ('PROVISIONING') AS "isProvisioning"`,
};
