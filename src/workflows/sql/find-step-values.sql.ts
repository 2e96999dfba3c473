import type { Statement } from "../../platform/db/database.js";

/** What tasks and runs were given. $1: tenant id, $2: task ids, $3: run ids. By primary keys; locks nothing. */
export const findInputs: Statement = {
  name: "find-workflow-step-inputs",
  text: `
SELECT t.id, t.input AS value FROM tasks t WHERE t.id = ANY ($2::text[]) AND t.tenant_id = $1
UNION ALL SELECT r.id, r.input FROM workflow_runs r WHERE r.id = ANY ($3::text[]) AND r.tenant_id = $1`,
};

/** What tasks and runs gave. $1: tenant id, $2: task ids, $3: run ids. By primary keys; locks nothing. */
export const findOutputs: Statement = {
  name: "find-workflow-step-outputs",
  text: `
SELECT t.id, t.output AS value FROM tasks t WHERE t.id = ANY ($2::text[]) AND t.tenant_id = $1
UNION ALL SELECT r.id, r.output FROM workflow_runs r WHERE r.id = ANY ($3::text[]) AND r.tenant_id = $1`,
};

/**
 * The tasks or runs of the items of steps that fan out, in the order of the items; null for an item that is not done. $1: tenant
 * id, $2: run ids, $3: ordinals of the steps, row by row. Walks the runs' items by primary key; locks nothing.
 * Measured: 10,000 items in 5 ms.
 */
export const findItemSources: Statement = {
  name: "find-workflow-item-sources",
  text: `
SELECT (a.number - 1)::integer AS number,
  array_agg(CASE WHEN s.completed_seq IS NOT NULL THEN coalesce(s.task_id, s.child_run_id) END ORDER BY s.item_index) AS ids
FROM unnest($2::text[], $3::integer[]) WITH ORDINALITY AS a(run_id, ordinal, number)
JOIN workflow_steps s ON s.run_id = a.run_id AND s.ordinal > a.ordinal AND s.parent_ordinal = a.ordinal AND s.tenant_id = $1
GROUP BY a.number`,
};

/**
 * Bytes that outputs take as they are stored, list by list: without unpacking any of them. $1: tenant id, $2: number of its list,
 * $3: task or run id, row by row. By primary keys; locks nothing. Measured: 10,000 outputs in 19 ms.
 */
export const measureOutputs: Statement = {
  name: "measure-workflow-outputs",
  text: `
SELECT a.list, sum(coalesce(pg_column_size(t.output), pg_column_size(r.output), 0))::double precision AS bytes
FROM unnest($2::integer[], $3::text[]) AS a(list, id)
LEFT JOIN tasks t ON t.id = a.id AND t.tenant_id = $1
LEFT JOIN workflow_runs r ON r.id = a.id AND r.tenant_id = $1
GROUP BY a.list`,
};

/**
 * Outputs as one JSON list for each list of ids, null where there is none; no list where it would be larger than $4 bytes as JSON.
 * $1: tenant id, $2: number of the list, $3: task or run id (null: none), row by row, in the order of the list. By primary keys;
 * locks nothing. Measured: 10,000 outputs in 20 ms.
 */
export const listOutputs: Statement = {
  name: "list-workflow-outputs",
  text: `
SELECT a.list, CASE WHEN sum(octet_length(coalesce(t.output, r.output)::text)) <= $4 OR count(coalesce(t.output, r.output)) = 0
  THEN json_agg(coalesce(t.output, r.output) ORDER BY a.place) END AS outputs
FROM unnest($2::integer[], $3::text[]) WITH ORDINALITY AS a(list, id, place)
LEFT JOIN tasks t ON t.id = a.id AND t.tenant_id = $1
LEFT JOIN workflow_runs r ON r.id = a.id AND r.tenant_id = $1
GROUP BY a.list`,
};

/**
 * What steps cost: their tasks of all attempts, what they were undone with among them, or the run that they started; of a step that
 * fans out, its items'. $1: tenant id, $2: run ids, $3: ordinals, $4: keys, $5: whether it fans out, row by row. Answers null while
 * nothing was reported. Indexes tasks_run_idx, workflow_steps_pkey, workflow_runs_pkey; locks nothing.
 * Measured: 100 steps in 0.6 ms, one with 10,000 items in 5.
 */
export const sumCosts: Statement = {
  name: "sum-workflow-step-costs",
  text: `
SELECT (a.number - 1)::integer AS number, (SELECT sum(c.cost) FROM (
  SELECT t.cost FROM tasks t WHERE t.run_id = a.run_id AND t.step_key = a.key AND t.tenant_id = $1
  UNION ALL
  SELECT t.cost FROM tasks t
  WHERE a.fans_out AND t.run_id = a.run_id AND t.step_key > a.key || '[' AND t.step_key < a.key || '\\' AND t.tenant_id = $1
  UNION ALL
  SELECT r.cost FROM workflow_steps s JOIN workflow_runs r ON r.id = s.child_run_id
  WHERE s.run_id = a.run_id AND s.ordinal = a.ordinal AND s.tenant_id = $1
  UNION ALL
  SELECT r.cost FROM workflow_steps s JOIN workflow_runs r ON r.id = s.child_run_id
  WHERE a.fans_out AND s.run_id = a.run_id AND s.ordinal > a.ordinal AND s.parent_ordinal = a.ordinal AND s.tenant_id = $1
) AS c) AS cost
FROM unnest($2::text[], $3::integer[], $4::text[], $5::boolean[]) WITH ORDINALITY AS a(run_id, ordinal, key, fans_out, number)`,
};
