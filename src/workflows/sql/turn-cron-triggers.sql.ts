import type { Statement } from "../../platform/db/database.js";
import { turningColumns } from "./trigger-columns.js";

/** When the next schedule is due; null while there is none. Reads one entry of workflow_triggers_due_idx. */
export const findNextTrigger: Statement = {
  name: "find-next-trigger",
  text: `SELECT min(next_at) AS "nextAt" FROM workflow_triggers WHERE enabled AND type = 'CRON' AND next_at IS NOT NULL`,
};

/**
 * Takes schedules that are due, the most overdue first; leaves those that another replica has in hand. $1: now, $2: most.
 * Locks the rows until the transaction ends. Index workflow_triggers_due_idx.
 */
export const lockDueTriggers: Statement = {
  name: "lock-due-triggers",
  text: `
SELECT ${turningColumns} FROM workflow_triggers t
WHERE t.enabled AND t.type = 'CRON' AND t.next_at IS NOT NULL AND t.next_at <= $1
ORDER BY t.next_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
};

/** Triggers with an instant that waits for a run to end. $1: behind this id, $2: most. Index workflow_triggers_waiting_idx. */
export const findWaitingTriggers: Statement = {
  name: "find-waiting-triggers",
  text: `
SELECT t.id, t.last_run_id AS "lastRunId" FROM workflow_triggers t
WHERE t.enabled AND t.waiting_at IS NOT NULL AND t.id > $1 ORDER BY t.id LIMIT $2`,
};

/** Takes those of the triggers that still have an instant waiting. $1: ids. Skips what is locked. Index workflow_triggers_waiting_idx. */
export const lockWaitingTriggers: Statement = {
  name: "lock-waiting-triggers",
  text: `
SELECT ${turningColumns} FROM workflow_triggers t
WHERE t.id = ANY ($1::text[]) AND t.enabled AND t.waiting_at IS NOT NULL FOR UPDATE SKIP LOCKED`,
};
