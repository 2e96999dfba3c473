/*
 * Statements that come by task id compare `status::text`: the planner cannot match that with the partial indexes on open
 * leases. It took these for nearly empty, as they are but for dead entries, and read 3,000 pages to complete 7 tasks (5.6 ms
 * where the primary key takes 0.6).
 */

/** Leases shown by agents, row by row: $1 task ids, $2 lease tokens, $3 agent ids. */
export const leaseHolders = `
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS l(task_id, lease_token, agent_id)`;

/**
 * True of every row, but the planner takes a JSON recordset for 100 rows without it, and with it for 11: few enough to look
 * each up by primary key, also in a plan that was made while the table was small.
 */
export function fewRows(table: string): string {
  return `${table}.task_id > '' AND ${table}.lease_token > ''`;
}

/** What every move of a lease answers, as `MovedLease`; `t` is the table after the move. */
export const movedLease = `
  t.id AS "taskId", t.tenant_id AS "tenantId", t.pool_id AS "poolId", t.kind, t.agent_id AS "agentId",
  t.session_id AS "sessionId", t.lease_token AS "leaseToken", t.attempt, t.status, t.event_seq AS seq,
  t.run_id AS "runId", t.step_key AS "stepKey"`;

/** Puts what `moved` answers, with its priority, in the backlog, to be published at once. */
export const enqueueMoved = `
  INSERT INTO outbox (task_id, destination, tenant_id, pool_id, priority)
  SELECT "taskId", 'TODO', "tenantId", "poolId", priority FROM moved
  ON CONFLICT (task_id, destination) DO UPDATE SET available_at = now(), published_at = NULL`;
