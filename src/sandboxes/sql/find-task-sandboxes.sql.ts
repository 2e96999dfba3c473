import type { Statement } from "../../platform/db/database.js";
import { sandboxColumns } from "./sandbox-columns.js";

/** The newest of each of these tasks. $1: tenant, $2: ids of tasks, each once. Index sandboxes_task_idx. */
export const findTaskSandboxes: Statement = {
  name: "find-task-sandboxes",
  text: `
SELECT x.* FROM unnest($2::text[]) AS wanted(task_id)
CROSS JOIN LATERAL (
  SELECT ${sandboxColumns} FROM sandboxes x WHERE x.task_id = wanted.task_id AND x.tenant_id = $1 ORDER BY x.id DESC LIMIT 1
) AS x`,
};
