import type { Statement } from "../../platform/db/database.js";
import { after, before, startColumns, textsOf } from "./execution-columns.js";

/**
 * Notes runs as RUNNING. $1: JSON array of what is known as they begin, with `lease_ms`: from now until when they are to be done.
 * A run that has been noted as ended, by a call whose answer was lost, stays so. Locks nothing that is there.
 */
export const beginExecutions: Statement = {
  name: "begin-executions",
  text: `
INSERT INTO executions (id, tenant_id, item_id, release_id, binary_sha256, task_id, args, created_by, created_at, deadline_at)
SELECT b.id, b.tenant_id, b.item_id, b.release_id, b.binary_sha256, b.task_id, ${textsOf("b.args")}, b.created_by,
  ${before("b.age_ms")}, ${after("b.lease_ms")}
FROM json_to_recordset($1::json) AS b(${startColumns}, lease_ms double precision)
ORDER BY b.id
ON CONFLICT (id) DO NOTHING`,
};
