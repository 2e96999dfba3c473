import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import {
  findBacklogPools,
  findDead,
  findNextDue,
  findStalePools,
  forgetDead,
  measurePools,
  returnLost,
  returnToBacklog,
  takeBacklog,
} from "../../src/dispatch/sql/outbox.sql.js";
import type { Database, Statement } from "../../src/platform/db/database.js";
import { findTenantsRequiring } from "../../src/tasks/pools.js";
import { acceptAndCompleteTasks } from "../../src/tasks/sql/accept-and-complete-tasks.sql.js";
import { acceptTasks } from "../../src/tasks/sql/accept-tasks.sql.js";
import { adoptLeases, findHeldTasks, findUnacceptedOf } from "../../src/tasks/sql/adopt-leases.sql.js";
import { appendOutput } from "../../src/tasks/sql/append-output.sql.js";
import { assignTasks } from "../../src/tasks/sql/assign-tasks.sql.js";
import { cancelOverdueTasks, cancelTask, cancelTasks } from "../../src/tasks/sql/cancel-tasks.sql.js";
import { completeTasks } from "../../src/tasks/sql/complete-tasks.sql.js";
import { claimBacklog } from "../../src/tasks/sql/claim-backlog.sql.js";
import { countTasks } from "../../src/tasks/sql/count-tasks.sql.js";
import { explainLeases } from "../../src/tasks/sql/explain-leases.sql.js";
import { explainOutput } from "../../src/tasks/sql/explain-output.sql.js";
import { expireTasks, findFirstTask, shrinkTasks } from "../../src/tasks/sql/expire-tasks.sql.js";
import { extendLeases } from "../../src/tasks/sql/extend-leases.sql.js";
import { failTasks } from "../../src/tasks/sql/fail-tasks.sql.js";
import { findEndedTasks, findOutputs } from "../../src/tasks/sql/find-ended-tasks.sql.js";
import { findExpiredLeases, findTimedOutTasks } from "../../src/tasks/sql/find-expired-leases.sql.js";
import { dropIdempotencyKeys, findIdempotencyKeys } from "../../src/tasks/sql/find-idempotency-keys.sql.js";
import { findHeldAssignment, findHeldLeases } from "../../src/tasks/sql/find-held-assignment.sql.js";
import { findLifeEvents } from "../../src/tasks/sql/find-life-events.sql.js";
import { findEndedOrGone, findSandboxes } from "../../src/tasks/sql/find-sandboxes.sql.js";
import { findTries } from "../../src/tasks/sql/find-tries.sql.js";
import { handBackTasks } from "../../src/tasks/sql/hand-back-tasks.sql.js";
import { holdLeases } from "../../src/tasks/sql/hold-leases.sql.js";
import { findKinds, findKindsById, listKinds } from "../../src/tasks/sql/kinds.sql.js";
import { moveToSandbox } from "../../src/tasks/sql/move-to-sandbox.sql.js";
import { prioritizeTask } from "../../src/tasks/sql/prioritize-task.sql.js";
import { queueDueTasks } from "../../src/tasks/sql/queue-due-tasks.sql.js";
import { redriveTask } from "../../src/tasks/sql/redrive-task.sql.js";
import { reportProgress } from "../../src/tasks/sql/report-progress.sql.js";
import type { TaskFilter, TaskOrder, TaskSelection } from "../../src/tasks/index.js";
import { TaskStore } from "../../src/tasks/store.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";
import { genericPlanOf } from "../support/plan.js";

/** Tasks of one pool and priority, so many that the planner would rather read all of them by their key than sort them. */
const oneLongBacklog = `
INSERT INTO tasks (id, tenant_id, kind, pool_id, status, priority, required_capabilities, max_retries, timeout_ms, due_at, created_by)
  SELECT 'task_' || lpad(n::text, 26, '0'), 'tenant_1', 'k', 'pool_0', 'QUEUED', 1, '{}', 3, 1000, now(), 'user_1'
  FROM generate_series(1, 30000) n;
INSERT INTO outbox (task_id, destination, tenant_id, pool_id, priority) SELECT id, 'TODO', tenant_id, pool_id, priority FROM tasks;
ANALYZE tasks, outbox;`;
const slots = Array.from({ length: 64 }, () => "x");

const fill = `
INSERT INTO tenants (id, name) SELECT 'tenant_' || n, 'T' FROM generate_series(0, 9) n;
INSERT INTO task_kinds (id, tenant_id, name) SELECT 'kind_' || n, 'tenant_' || n % 10, 'k' || n FROM generate_series(1, 1000) n;
INSERT INTO task_pools (id, tenant_id, kind, capabilities) SELECT 'pool_' || n, 'tenant_' || n % 10, 'k' || n, '{}' FROM generate_series(1, 1000) n;
INSERT INTO agents (id, tenant_id, name, capabilities) SELECT 'agent_' || n, 'tenant_' || n % 10, 'a', '{}' FROM generate_series(1, 500) n;
INSERT INTO agent_sessions (id, tenant_id, agent_id, replica_id, capacity)
  SELECT 'session_' || n, 'tenant_' || n % 10, 'agent_' || n, 'replica_1', 1 FROM generate_series(1, 500) n;
INSERT INTO tasks (id, tenant_id, kind, pool_id, status, priority, required_capabilities, labels, max_retries, timeout_ms, due_at,
    deadline_at, agent_id, session_id, lease_token, lease_expires_at, timeout_at, finished_at, created_by)
  SELECT 'task_' || n, 'tenant_' || n % 10, 'k' || n % 1000, 'pool_' || n % 1000, s.status, n % 4, '{}',
    CASE WHEN n % 10 = 0 THEN jsonb_build_object('team', n % 100) ELSE '{}' END, 3, 1000, now() + n * interval '1 s',
    CASE WHEN n % 5 = 0 THEN now() + n * interval '1 s' END, 'agent_' || n % 500, 'session_' || n % 500, 'token',
    CASE WHEN s.status IN ('ASSIGNED', 'RUNNING') THEN now() + n * interval '1 s' END,
    CASE WHEN s.status = 'RUNNING' THEN now() + n * interval '1 s' END,
    CASE WHEN s.status IN ('COMPLETED', 'CANCELLED', 'QUARANTINED') THEN now() END, 'user_1'
  FROM generate_series(1, 7000) n,
    LATERAL (SELECT (enum_range(NULL::"TaskStatus"))[1 + n % 7] AS status) s;
INSERT INTO outbox (task_id, destination, tenant_id, pool_id, priority, available_at, published_at)
  SELECT id, 'TODO', tenant_id, pool_id, priority, now(), CASE WHEN priority > 0 THEN now() END FROM tasks;
INSERT INTO outbox (task_id, destination, tenant_id, pool_id, priority)
  SELECT id, 'DEAD', tenant_id, pool_id, priority FROM tasks WHERE status = 'QUARANTINED';
INSERT INTO idempotency_keys SELECT tenant_id, id, 'hash', id, now() + random() * interval '1 day' FROM tasks;
INSERT INTO events (stream_id, seq, tenant_id, type, data) SELECT id, 1, tenant_id, 'TASK_CREATED', '{}' FROM tasks;
ANALYZE`;

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
  await test.database.pool.query(fill);
});
afterAll(() => test.close());

const ids = ["task_1", "task_2"];
const tokens = ["token", "token"];
const agents = ["agent_1", "agent_2"];
const sessions = ["session_1", "session_2"];
const pools = ["pool_1", "pool_2"];
const json = JSON.stringify([{ task_id: "task_1", lease_token: "token", agent_id: "agent_1" }]);
const tasks = "tasks_pkey";
/** An id asked for together with its tenant is found as well by the indexes that begin with the tenant. */
const byId = /tasks_(pkey|tenant_id_(status_)?id_idx)/;

it.each<[Statement, Parameters<typeof genericPlanOf>[2], (string | RegExp)[]]>([
  [acceptTasks, [ids, tokens, agents, 1000], [tasks]],
  [adoptLeases, [agents, sessions], ["tasks_agent_open_idx"]],
  [findHeldTasks, [ids, sessions], [tasks]],
  [findHeldAssignment, ["task_1", "tenant_1", "agent_1"], [byId]],
  [findHeldLeases, [ids, tokens], [tasks]],
  [findUnacceptedOf, [sessions, agents], ["tasks_agent_open_idx"]],
  [appendOutput, ["task_1", "token", "agent_1", ["a"], 10, 1], [tasks, /task_output_pkey/]],
  [explainOutput, ["task_1", 1], [tasks, "task_output_pkey"]],
  [assignTasks, [ids, pools, agents, sessions, tokens, 1000], [tasks, "outbox_pkey"]],
  [
    claimBacklog,
    ["pool_1", agents, sessions, tokens, 1000, ["0", "0", "0", "0"]],
    ["outbox_backlog_idx", tasks, "outbox_pkey"],
  ],
  [cancelTask, ["task_1", "tenant_1", "user_1"], [byId, "outbox_pkey"]],
  [cancelTasks, [ids, "tenant_1", "user_1"], [byId, "outbox_pkey"]],
  [cancelOverdueTasks, [10], ["tasks_deadline_idx", tasks]],
  [completeTasks, [json], [tasks]],
  [acceptAndCompleteTasks, [json], [tasks]],
  [countTasks, ["tenant_1"], ["tasks_tenant_id_status_id_idx"]],
  [explainLeases, [ids, ["tenant_1", "tenant_2"]], [byId]],
  [expireTasks, ["task_1", "task_5", 1000, 100], [tasks, "outbox_pkey", "task_output_pkey", "events_pkey"]],
  [findFirstTask, [], [tasks]],
  [shrinkTasks, [100], [/tasks_tenant_id_id_idx/, "task_output_pkey", "events_pkey"]],
  [extendLeases, [ids, tokens, agents, 1000], [tasks]],
  [failTasks, [json], [tasks]],
  [findEndedTasks, [ids], [tasks, "events_pkey"]],
  [findOutputs, ["tenant_1", ids], [byId]],
  [findExpiredLeases, [10], ["tasks_lease_idx"]],
  [findTimedOutTasks, [10], ["tasks_timeout_idx"]],
  [findIdempotencyKeys, [["tenant_1"], ["task_1"]], ["idempotency_keys_pkey"]],
  [dropIdempotencyKeys, [10], ["idempotency_keys_expires_at_idx"]],
  [findLifeEvents, ["task_1", 10], ["events_pkey"]],
  [findTenantsRequiring, ["muster:sandbox", "tenant_1", 10], ["task_pools_tenant_id_idx"]],
  [findTries, [ids, tokens, agents], [tasks]],
  [findSandboxes, [ids], [tasks]],
  [findEndedOrGone, [ids], [tasks]],
  [handBackTasks, [json], [tasks]],
  [holdLeases, [ids, tokens, agents, 1000], [tasks]],
  [findKinds, ["tenant_1", ["k1"]], ["task_kinds_tenant_id_name_key"]],
  [findKindsById, ["tenant_1", ["kind_1"]], ["task_kinds_"]],
  [listKinds, ["tenant_1", "", 10], ["task_kinds_tenant_id_name_key"]],
  [moveToSandbox, ["task_1", "tenant_1", "pool_1", "{}", ["muster:sandbox"], "pool_2"], [byId]],
  [prioritizeTask, ["task_1", "tenant_1", 1, "user_1"], [byId, "outbox_pkey"]],
  [queueDueTasks, [10], ["tasks_due_idx", tasks]],
  [redriveTask, ["task_1", "tenant_1", "user_1"], [byId]],
  [reportProgress, [json], [tasks]],
  [measurePools, [pools, 64], ["outbox_published_idx", "outbox_backlog_idx", "agent_sessions_tenant_id_idx"]],
  [findBacklogPools, ["", 10], ["outbox_backlog_idx"]],
  [takeBacklog, [pools, [10, 10]], ["outbox_backlog_idx", "outbox_pkey"]],
  [returnToBacklog, [ids], ["outbox_pkey"]],
  [findStalePools, [1000, 10], ["outbox_published_idx"]],
  [returnLost, ["pool_1", "2026-01-01", 3, 1000], ["outbox_published_idx", "outbox_pkey", tasks]],
  [findDead, [10], ["outbox_dead_idx", tasks]],
  [forgetDead, [ids, ["2026-01-01", "2026-01-02"]], ["outbox_pkey"]],
  [findNextDue, [], ["tasks_due_idx"]],
])("$name finds its rows by the index that it names, whatever its values", async (statement, values, indexes) => {
  const plan = await genericPlanOf(test.database, statement, values);
  expect(plan).not.toContain("Seq Scan on");
  for (const index of indexes) expect(plan).toMatch(index);
});

/** The statement that a listing sends. */
async function listingOf(
  filter: TaskFilter,
  orderBy: TaskOrder,
  after: readonly string[] | null,
  select?: TaskSelection,
): Promise<[Statement, readonly unknown[]]> {
  const sent: [Statement, readonly unknown[]][] = [];
  const recorder: Pick<Database, "query"> = {
    query: async (statement, values) => (sent.push([statement, values]), []),
  };
  await new TaskStore(recorder as Database).list("tenant_1", {
    filter,
    orderBy,
    page: { first: 10, after },
    ...(select && { select }),
  });
  const [first] = sent;
  if (!first) throw new Error("nothing was sent");
  return first;
}

const byAge: TaskOrder = { field: "CREATED_AT", direction: "DESC" };

it.each<[string, TaskFilter, readonly string[] | null, RegExp]>([
  ["of a tenant", {}, null, /tasks_tenant_id_id_idx/],
  ["behind a cursor", {}, ["task_5"], /tasks_tenant_id_id_idx/],
  ["of one status", { status: ["RUNNING"] }, null, /tasks_tenant_id_(status_)?id_idx/],
  ["with a label", { labels: { team: "1" } }, null, /tasks_(labels|tenant_id_id)_idx/],
])("a page of tasks %s is read by an index", async (_what, filter, after, index) => {
  const [statement, values] = await listingOf(filter, byAge, after);
  const plan = await genericPlanOf(test.database, statement, values as (string | number)[]);
  expect(plan).not.toContain("Seq Scan on");
  expect(plan).toMatch(index);
});

it("a page of tasks with their agents finds each agent by its key", async () => {
  const select = { columns: new Set(["kind"] as const), agent: new Set(["name"] as const) };
  const [statement, values] = await listingOf({}, byAge, null, select);
  const plan = await genericPlanOf(test.database, statement, values as (string | number)[]);
  expect(plan).not.toContain("Seq Scan on");
  expect(plan).toMatch(/Limit[^]*Nested Loop Left Join[^]*tasks_tenant_id_id_idx[^]*agents_tenant_id_id_idx/);
});

it.each<[Statement, Parameters<typeof genericPlanOf>[2]]>([
  [claimBacklog, ["pool_0", slots, slots, slots, 10_000, ["a", "a", "a", "a"]]],
  [takeBacklog, [["pool_0"], [64]]],
])("$name reads a backlog of one pool in its order, not all that waits", async (statement, values) => {
  const big = await openTestDatabase();
  onTestFinished(() => big.close());
  await big.database.pool.query(oneLongBacklog);
  const plan = await genericPlanOf(big.database, statement, values);
  expect(plan).toMatch(/LockRows[^]*Index Scan using outbox_backlog_idx/);
  expect(plan).not.toMatch(/Index Scan using outbox_pkey on outbox b/);
});
