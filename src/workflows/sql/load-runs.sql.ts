import type { Statement } from "../../platform/db/database.js";
import { stepColumns } from "./step-columns.js";

/** Whole runs, for a turn: what does not change of them and what folding their events has given. $1: run ids; by primary key. */
export const loadRuns: Statement = {
  name: "load-runs",
  text: `
SELECT r.id, r.tenant_id AS "tenantId", r.workflow_id AS "workflowId", r.version_id AS "versionId", w.name AS workflow,
  v.number AS version, r.status, r.outcome, r.compensates, r.input, r.output, r.error, r.trigger, r.trigger_id AS "triggerId",
  r.labels, r.priority, r.signals, r.concurrency_key AS "concurrencyKey", r.parent_run_id AS "parentRunId",
  r.parent_ordinal AS "parentOrdinal", r.depth, r.cost, r.event_seq AS seq, r.timeout_at AS "timeoutAt",
  r.created_by AS "createdBy", r.created_at AS "createdAt", r.started_at AS "startedAt", r.finished_at AS "finishedAt"
FROM workflow_runs r JOIN workflow_versions v ON v.id = r.version_id JOIN workflows w ON w.id = r.workflow_id
WHERE r.id = ANY($1)`,
};

/** All steps and items of runs, by run and ordinal. $1: run ids; by primary key. */
export const loadSteps: Statement = {
  name: "load-steps",
  text: `SELECT ${stepColumns} FROM workflow_steps s WHERE s.run_id = ANY($1) ORDER BY s.run_id, s.ordinal`,
};
