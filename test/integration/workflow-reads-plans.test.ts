import { afterAll, beforeAll, expect, it } from "vitest";
import type { Statement } from "../../src/platform/db/database.js";
import { listRunsStatement, type RunFilter } from "../../src/workflows/reading/run-listing.js";
import { demandOf, listStepsStatement, type StepFilter } from "../../src/workflows/reading/step-listing.js";
import { findRuns, findRunVersions, findSnapshot } from "../../src/workflows/sql/find-runs.sql.js";
import {
  findInputs,
  findItemSources,
  findOutputs,
  listOutputs,
  measureOutputs,
  sumCosts,
} from "../../src/workflows/sql/find-step-values.sql.js";
import { findStepIds, findSteps, findStepsByKey, findStepsByOrdinal } from "../../src/workflows/sql/find-steps.sql.js";
import {
  findDefinitions,
  findLatestVersions,
  findNumberedVersion,
  findVersions,
  listVersions,
} from "../../src/workflows/sql/find-versions.sql.js";
import {
  describeWorkflows,
  findWorkflow,
  findWorkflows,
  listWorkflows,
} from "../../src/workflows/sql/find-workflows.sql.js";
import { measureRuns, measureSlowestSteps, measureSteps } from "../../src/workflows/sql/measure-runs.sql.js";
import { countItems, outlineRuns } from "../../src/workflows/sql/outline-runs.sql.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";
import { genericPlanOf } from "../support/plan.js";

const fill = `
INSERT INTO tenants (id, name) SELECT 'tenant_' || n, 'T' FROM generate_series(0, 9) n;
INSERT INTO workflows (id, tenant_id, name, latest_version)
  SELECT 'workflow_' || n, 'tenant_' || n % 10, 'w' || n, 20 FROM generate_series(1, 3000) n;
INSERT INTO workflow_versions (id, tenant_id, workflow_id, number, definition, content_hash, created_by)
  SELECT 'version_' || n || '_' || v, 'tenant_' || n % 10, 'workflow_' || n, v, '{}', v, 'user_1'
  FROM generate_series(1, 300) n, generate_series(1, 20) v;
INSERT INTO workflow_runs (id, tenant_id, workflow_id, version_id, status, trigger, labels, step_count, created_by, finished_at)
  SELECT 'run_' || n, 'tenant_' || n % 10, 'workflow_' || 1 + n % 300, 'version_' || 1 + n % 300 || '_1', s.status, '{}',
    CASE WHEN n % 10 = 0 THEN jsonb_build_object('team', n % 100) ELSE '{}' END, 4, 'user_1',
    CASE WHEN n % 10 > 4 THEN now() END
  FROM generate_series(1, 4000) n, LATERAL (SELECT (enum_range(NULL::"WorkflowRunStatus"))[1 + n % 10] AS status) s;
INSERT INTO workflow_steps (id, run_id, tenant_id, ordinal, key, parent_ordinal, item_index, status, task_id)
  SELECT 'step_' || n || '_' || o, 'run_' || n, 'tenant_' || n % 10, o, 's' || o, CASE WHEN o > 1 THEN 1 END, o, 'PENDING', 'task_' || n
  FROM generate_series(1, 4000) n, generate_series(0, 3) o;
INSERT INTO workflow_snapshots (run_id, seq, state) SELECT 'run_' || n, s, '{}' FROM generate_series(1, 4000) n, generate_series(1, 2) s;
INSERT INTO tasks (id, tenant_id, kind, pool_id, status, priority, required_capabilities, max_retries, timeout_ms, due_at, created_by,
    run_id, step_key)
  SELECT 'task_' || n, 'tenant_' || n % 10, 'k', 'pool_1', 'QUEUED', 1, '{}', 3, 1000, now(), 'user_1', 'run_' || n, 's1'
  FROM generate_series(1, 4000) n;
ANALYZE`;

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
  await test.database.pool.query(fill);
});
afterAll(() => test.close());

const tenant = "tenant_1";
const runs = ["run_1", "run_11"];
const tasks = ["task_1", "task_11"];
const workflows = ["workflow_1", "workflow_11"];
const versions = ["version_1_1", "version_1_2"];
const numbered = "workflow_versions_workflow_id_number_key";
const named = "workflows_tenant_id_name_key";
const ofWorkflow = "workflow_runs_workflow_id_id_idx";
const steps = "workflow_steps_pkey";
/** An id asked for together with its tenant is found as well by the indexes that begin with the tenant. */
const task = /tasks_(pkey|tenant_id_(status_)?id_idx)/;
const run = /workflow_runs_(pkey|tenant_id_(status_)?id_idx)/;

it.each<[Statement, Parameters<typeof genericPlanOf>[2], (string | RegExp)[]]>([
  [findWorkflows, [tenant, workflows], ["workflows_pkey"]],
  [findWorkflow, [tenant, "w1"], [named, "workflows_pkey"]],
  [listWorkflows, [tenant, "w1", null, 10], [named]],
  [describeWorkflows, [tenant, workflows], ["workflows_pkey", numbered]],
  [findVersions, [tenant, versions], ["workflow_versions_pkey"]],
  [findLatestVersions, [tenant, workflows], ["workflows_pkey", numbered]],
  [findNumberedVersion, [tenant, "workflow_1", 2], [numbered]],
  [listVersions, [tenant, "workflow_1", 3, 10], [numbered]],
  [findDefinitions, [tenant, versions], ["workflow_versions_pkey"]],
  [findRuns, [tenant, runs], [run]],
  [findRunVersions, [tenant, runs], [run]],
  [findSnapshot, [tenant, "run_1", 5], ["workflow_snapshots_pkey", run]],
  [findSteps, [tenant, ["step_1_1"]], ["workflow_steps_id_key", run]],
  [findStepsByOrdinal, [tenant, runs, [0, 1]], [steps, run]],
  [findStepsByKey, [tenant, runs, ["s0", "s1"], [0, 0]], [steps, run]],
  [findStepIds, [tenant, "run_1", ["s0"]], [steps]],
  [findInputs, [tenant, tasks, runs], [task, run]],
  [findOutputs, [tenant, tasks, runs], [task, run]],
  [findItemSources, [tenant, runs, [1, 1]], [steps]],
  [measureOutputs, [tenant, [0, 1], ["task_1", "run_1"]], [task, run]],
  [listOutputs, [tenant, [0, 1], ["task_1", "run_1"], 1_000], [task, run]],
  [sumCosts, [tenant, runs, [0, 1], ["s0", "s1"], ["false", "true"]], ["tasks_run_idx", steps, run]],
  [outlineRuns, [tenant, runs], [steps]],
  [countItems, [tenant, runs], [steps]],
  [measureSteps, [tenant, workflows, [50, 50], [4, 4]], [ofWorkflow, steps]],
  [measureRuns, [tenant, "workflow_1", 7], [ofWorkflow]],
  [measureSlowestSteps, [tenant, "workflow_1", 7, 10], [ofWorkflow, steps]],
])("$name finds its rows by the index that it names, whatever its values", async (statement, values, indexes) => {
  const plan = await genericPlanOf(test.database, statement, values);
  expect(plan).not.toContain("Seq Scan on");
  for (const index of indexes) expect(plan).toMatch(index);
});

it.each<[string, RunFilter, readonly string[] | null, RegExp]>([
  ["of a tenant", {}, null, /Scan Backward using workflow_runs_tenant_id_id_idx/],
  ["behind a cursor", {}, ["run_5"], /Scan Backward using workflow_runs_tenant_id_id_idx/],
  [
    "of some statuses",
    { status: ["RUNNING", "QUEUED"] },
    null,
    /Scan Backward using workflow_runs_tenant_id_status_id_idx/,
  ],
  ["of a workflow", { workflow: "w1" }, null, /workflow_runs_workflow_id_id_idx/],
  ["with a label", { labels: { team: "1" } }, null, /workflow_runs_(labels|tenant_id_id)_idx/],
])("a page of runs %s is read by an index", async (_what, filter, after, index) => {
  const { statement, values } = listRunsStatement(tenant, { page: {}, filter }, { first: 10, after });
  const plan = await genericPlanOf(test.database, statement, values as (string | number)[]);
  expect(plan).not.toContain("Seq Scan on");
  expect(plan).toMatch(index);
});

it.each<[string, StepFilter]>([
  ["of a run", {}],
  ["of some statuses", { status: ["RUNNING"] }],
  ["that are items", { itemsOf: "s1" }],
])("a page of steps %s is read by primary key", async (_what, filter) => {
  const demand = demandOf({ page: { first: 10 }, filter });
  const { statement, values } = listStepsStatement({ id: "run_1", tenantId: tenant }, demand, undefined);
  const plan = await genericPlanOf(test.database, statement, values as (string | number)[]);
  expect(plan).not.toContain("Seq Scan on");
  expect(plan).toMatch(/Index Scan using workflow_steps_pkey/);
});

it("steps that do not fan out are not asked for items", async () => {
  const plan = await genericPlanOf(test.database, sumCosts, [tenant, runs, [0, 1], ["s0", "s1"], ["false", "true"]]);
  expect(plan.match(/One-Time Filter: a\.fans_out/g)).toHaveLength(2);
});
