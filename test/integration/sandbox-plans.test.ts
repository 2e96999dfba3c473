import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLogs } from "../../src/events/sql/read-logs.sql.js";
import type { Statement } from "../../src/platform/db/database.js";
import { listStatement, shapeOf } from "../../src/sandboxes/listing.js";
import { adoptSandboxes } from "../../src/sandboxes/sql/adopt-sandboxes.sql.js";
import { appendLog } from "../../src/sandboxes/sql/append-log.sql.js";
import { beginTaskSandbox } from "../../src/sandboxes/sql/begin-task-sandbox.sql.js";
import { claimSandboxes } from "../../src/sandboxes/sql/claim-sandboxes.sql.js";
import { disownSandboxes } from "../../src/sandboxes/sql/disown-sandboxes.sql.js";
import { dropSandboxes } from "../../src/sandboxes/sql/drop-sandboxes.sql.js";
import { expireSandboxes, findFirstSandbox } from "../../src/sandboxes/sql/expire-sandboxes.sql.js";
import { failSandboxes } from "../../src/sandboxes/sql/fail-sandboxes.sql.js";
import { findAbandonedSandboxes } from "../../src/sandboxes/sql/find-abandoned-sandboxes.sql.js";
import { findKeptSandboxes } from "../../src/sandboxes/sql/find-kept-sandboxes.sql.js";
import { findPendingOfTasks } from "../../src/sandboxes/sql/find-pending-of-tasks.sql.js";
import { findRequest } from "../../src/sandboxes/sql/find-request.sql.js";
import { findSandboxes } from "../../src/sandboxes/sql/find-sandboxes.sql.js";
import { findTaskSandboxes } from "../../src/sandboxes/sql/find-task-sandboxes.sql.js";
import { findWaitingTenants } from "../../src/sandboxes/sql/find-waiting-tenants.sql.js";
import { finishSandboxes } from "../../src/sandboxes/sql/finish-sandboxes.sql.js";
import { keySandbox } from "../../src/sandboxes/sql/key-sandbox.sql.js";
import { knowRefs } from "../../src/sandboxes/sql/know-refs.sql.js";
import { loseSandboxes } from "../../src/sandboxes/sql/lose-sandboxes.sql.js";
import { noteSandboxes } from "../../src/sandboxes/sql/note-sandboxes.sql.js";
import { postponeSandboxes } from "../../src/sandboxes/sql/postpone-sandboxes.sql.js";
import { readySandboxes } from "../../src/sandboxes/sql/ready-sandboxes.sql.js";
import { releaseSandboxes } from "../../src/sandboxes/sql/release-sandboxes.sql.js";
import { setHostRef } from "../../src/sandboxes/sql/set-host-ref.sql.js";
import { succeedSandboxes } from "../../src/sandboxes/sql/succeed-sandboxes.sql.js";
import { terminateSandboxes } from "../../src/sandboxes/sql/terminate-sandboxes.sql.js";
import { genericPlanOf } from "../support/plan.js";
import { specOf } from "../support/sandbox-specs.js";
import { SandboxWorld } from "../support/sandbox-world.js";

let world: SandboxWorld;

/** Thirty tenants that have all statuses, most of them ended and released. */
beforeAll(async () => {
  world = await SandboxWorld.open();
  await world.rows("INSERT INTO tenants (id, name) SELECT 'tenant_' || n, 'T' FROM generate_series(0, 29) n");
  await world.rows("INSERT INTO replicas (id, roles) SELECT 'replica_' || n, '{}' FROM generate_series(0, 9) n");
  await world.rows(
    `INSERT INTO sandboxes (id, tenant_id, status, task_id, lease_token, agent_id, spec, labels, host, host_ref, owner_id, idempotency_key,
       input_hash, created_by, finished_at, released_at, event_seq, log_seq, next_try_at)
     SELECT 'sandbox_' || n, 'tenant_' || n % 30, s.status, CASE WHEN n % 3 = 0 THEN 'task_' || n / 2 END, 'lease_' || n,
       CASE WHEN n % 7 = 0 THEN 'agent_' || n % 50 END, $1, CASE WHEN n % 10 = 0 THEN jsonb_build_object('team', n % 100) ELSE '{}' END,
       CASE WHEN s.status <> 'PENDING' THEN 'local:' || n % 3 END, 'warm_' || n, 'replica_' || n % 10,
       CASE WHEN n % 5 = 0 THEN 'key_' || n END, CASE WHEN n % 5 = 0 THEN 'h' END, 'u',
       CASE WHEN s.is_ended THEN now() END, CASE WHEN s.is_ended AND n % 20 > 0 THEN now() END, 2, 1, now() - (n % 9) * interval '1 s'
     FROM generate_series(1, 12000) n, LATERAL (
       SELECT status, status IN ('SUCCEEDED', 'FAILED', 'TERMINATED', 'LOST') AS is_ended
       FROM (SELECT CASE WHEN n % 4 > 0 THEN 'SUCCEEDED' ELSE (enum_range(NULL::"SandboxStatus"))[1 + n / 4 % 8] END AS status) AS chosen
     ) AS s`,
    [JSON.stringify(specOf())],
  );
  await world.rows("INSERT INTO sandbox_logs (sandbox_id, seq, stream, chunk) SELECT id, 1, 0, 'x' FROM sandboxes");
  await world.rows(
    `INSERT INTO events (stream_id, seq, tenant_id, type, data)
     SELECT id, n, tenant_id, 'SANDBOX_READY', '{}' FROM sandboxes, generate_series(1, 2) n`,
  );
  await world.rows("ANALYZE");
});
afterAll(() => world.close());

const ids = ["sandbox_1", "sandbox_2"];
const changes = JSON.stringify([{ id: "sandbox_1", reason: "REQUESTED" }]);
const spec = JSON.stringify(specOf());
const byKey = "sandboxes_pkey";
/** An id that is asked for together with its tenant is found as well by the indexes that begin with the tenant. */
const byId = /sandboxes_(pkey|tenant_id_(status_)?id_idx)/;

describe("the statements of sandboxes find their rows by the index that they name, whatever their values", () => {
  it.each<[Statement, Parameters<typeof genericPlanOf>[2], (string | RegExp)[]]>([
    [findWaitingTenants, [20, 10], ["sandboxes_pending_idx", "sandboxes_active_idx", "sandboxes_waiting_idx"]],
    [
      claimSandboxes,
      [["tenant_1"], 10, 20, "local:1", "replica_1", 1000],
      ["sandboxes_active_idx", "sandboxes_waiting_idx", byKey],
    ],
    [
      beginTaskSandbox,
      ["tenant_1", "task_1", "lease", spec, "{}", null, "u", "sandbox_x", "local:1", "replica_1", 1000, 20],
      ["sandboxes_active_idx", "sandboxes_task_idx", byKey],
    ],
    [
      findRequest,
      ["tenant_1", "key_5", "task_1", 100],
      ["sandboxes_key_idx", "sandboxes_task_idx", "sandboxes_tenant_id_status_id_idx"],
    ],
    [keySandbox, ["sandbox_1", "tenant_1", "k", "h"], [byId]],
    [postponeSandboxes, [changes], [byKey]],
    [readySandboxes, [changes], [byKey]],
    [succeedSandboxes, [changes, 1], [byKey]],
    [failSandboxes, [changes, 1], [byKey]],
    [terminateSandboxes, [changes], [byKey]],
    [dropSandboxes, [changes, 1], [byKey]],
    [finishSandboxes, [changes, 1], [byKey]],
    [loseSandboxes, [changes, 1], [byKey]],
    [findSandboxes, ["tenant_1", ids], [byId]],
    [findTaskSandboxes, ["tenant_1", ["task_1", "task_2"]], ["sandboxes_task_idx"]],
    [findKeptSandboxes, ["local:1", "replica_1", "", 100], ["sandboxes_host_idx"]],
    [findAbandonedSandboxes, ["local:1", 100], ["sandboxes_host_idx", "replicas_pkey"]],
    [adoptSandboxes, ["local:1", "replica_1", 100], ["sandboxes_host_idx", "replicas_pkey", byKey]],
    [disownSandboxes, ["replica_1"], ["sandboxes_host_idx", byKey]],
    [releaseSandboxes, [ids], [byKey]],
    [setHostRef, ["sandbox_1", "warm_1"], [byKey]],
    [noteSandboxes, [changes], [byKey]],
    [knowRefs, ["local:1", ids], ["sandboxes_host_idx", byKey]],
    [findPendingOfTasks, ["-infinity", "", 100], ["sandboxes_pending_idx"]],
    [appendLog, ["sandbox_1", [0], ["x"], ["1"], 1000], [byKey]],
    [readLogs, [ids, [0, 0], [10, 10]], ["sandbox_logs_pkey"]],
    [findFirstSandbox, [], [byKey]],
    [expireSandboxes, ["sandbox_1", "sandbox_5", 1000, 100], [byKey, "sandbox_logs_pkey", "events_pkey"]],
  ])("$name", async (statement, values, indexes) => {
    const plan = await genericPlanOf(world.services.database, statement, values);
    expect(plan).not.toContain("Seq Scan on");
    for (const index of indexes) expect(plan).toMatch(index);
  });

  it("a claim reads those that wait in their order, not all there are", async () => {
    const values = [["tenant_1"], 10, 20, "local:1", "replica_1", 1000] as const;
    const plan = await genericPlanOf(world.services.database, claimSandboxes, values);
    expect(plan).toMatch(/Limit[^]*WindowAgg[^]*Index Scan using sandboxes_waiting_idx on sandboxes w/);
  });

  it.each<[string, NonNullable<Parameters<typeof shapeOf>[1]["filter"]>, RegExp]>([
    ["all", {}, /sandboxes_tenant_id_id_idx/],
    ["by status", { status: ["PENDING", "READY"] }, /sandboxes_tenant_id_status_id_idx/],
    ["by task", { taskId: `task_${"0".repeat(26)}` }, /sandboxes_task_idx/],
    ["by agent", { agentId: `agent_${"0".repeat(26)}` }, /sandboxes_agent_idx/],
    ["by labels", { labels: { team: "1" } }, /sandboxes_(labels|tenant_id_id)_idx/],
    ["by time", { createdAfter: new Date(0), createdBefore: new Date() }, /sandboxes_tenant_id_id_idx/],
  ])("a page: %s", async (_what, filter, index) => {
    const shape = shapeOf("tenant_1", { filter });
    if (!shape) throw new Error("the ids are none");
    const { statement, values } = listStatement(shape);
    const texts = values.map((value) => (value instanceof Date ? value.toISOString() : (value as string | number)));
    const plan = await genericPlanOf(world.services.database, statement, texts);
    expect(plan).not.toContain("Seq Scan on");
    expect(plan).toMatch(index);
    expect(plan).toContain("sandboxes_pkey");
  });
});
