import { afterAll, beforeAll, expect, it } from "vitest";
import { lockTrigger } from "../../src/workflows/sql/change-trigger.sql.js";
import { findTriggers, findWebhookTrigger, listTriggers } from "../../src/workflows/sql/find-triggers.sql.js";
import { countTriggers, lockTriggeredWorkflow } from "../../src/workflows/sql/insert-trigger.sql.js";
import { markWebhookTrigger, saveTriggers } from "../../src/workflows/sql/save-triggers.sql.js";
import {
  findNextTrigger,
  findWaitingTriggers,
  lockDueTriggers,
  lockWaitingTriggers,
} from "../../src/workflows/sql/turn-cron-triggers.sql.js";
import {
  findEventOrigins,
  findEventTriggers,
  lockEventTriggers,
} from "../../src/workflows/sql/turn-event-triggers.sql.js";
import { genericPlanOf } from "../support/plan.js";
import { TriggerWorld } from "../support/trigger-world.js";

let world: TriggerWorld;

/** Enough rows that the planner prefers the index that it should. */
beforeAll(async () => {
  world = await TriggerWorld.open();
  const tenantId = await world.events.tenant();
  await world.rows(
    `INSERT INTO workflows (id, tenant_id, name, latest_version)
     SELECT 'workflow_' || n, $1, 'flow ' || n, 1 FROM generate_series(1, 500) n`,
    [tenantId],
  );
  await world.rows(
    `INSERT INTO workflow_triggers (id, tenant_id, workflow_id, name, type, config, next_at, feed_cursor, created_by)
     SELECT 'trigger_' || n, $1, 'workflow_' || (1 + n % 500), 'trigger ' || n,
       (ARRAY['CRON', 'EVENT', 'WEBHOOK'])[1 + n % 3]::"TriggerType", '{}', now() + n * interval '1 minute', 'cursor', 'user'
     FROM generate_series(1, 3000) n`,
    [tenantId],
  );
  await world.rows("ANALYZE workflows, workflow_triggers, workflow_runs, tasks");
});

afterAll(() => world.close());

const [byId, ids] = ["workflow_triggers_pkey", ["trigger_1", "trigger_2"]];
const now = "2026-06-01T12:00:00Z";

it.each([
  [findTriggers, ["tenant", ids], ["workflow_triggers_tenant_id_id_idx"]],
  [listTriggers, ["tenant", ["workflow_1"]], ["workflow_triggers_workflow_id_name_key"]],
  [findWebhookTrigger, ["trigger_1"], [byId]],
  [lockTriggeredWorkflow, ["tenant", "flow 1"], ["workflows_pkey", "workflows_tenant_id_name_key"]],
  [countTriggers, ["workflow_1"], ["workflow_triggers_workflow_id_name_key"]],
  [lockTrigger, ["tenant", "trigger_1"], ["workflow_triggers_tenant_id_id_idx"]],
  [findNextTrigger, [], ["workflow_triggers_due_idx"]],
  [lockDueTriggers, [now, 50], ["workflow_triggers_due_idx"]],
  [findWaitingTriggers, ["", 50], ["workflow_triggers_waiting_idx"]],
  [lockWaitingTriggers, [ids], ["workflow_triggers_waiting_idx"]],
  [findEventTriggers, [now, "", 32], ["workflow_triggers_listening_idx"]],
  [lockEventTriggers, [ids, ids], [byId]],
  [findEventOrigins, [ids], ["tasks_pkey", "workflow_runs_pkey"]],
  [saveTriggers, ["[]"], [byId]],
  [markWebhookTrigger, ["trigger_1", "run_1", null], [byId]],
])("$name finds its rows by an index", async (statement, values, indexes) => {
  const plan = await genericPlanOf(world.database, statement, values);
  for (const index of indexes) expect(plan).toContain(index);
  expect(plan).not.toMatch(/Seq Scan/);
});

it("reads schedules that are due, and events' triggers, in the order of their index", async () => {
  for (const [statement, values] of [
    [lockDueTriggers, [now, 50]],
    [findEventTriggers, [now, "", 32]],
    [findWaitingTriggers, ["", 50]],
  ] as const)
    expect(await genericPlanOf(world.database, statement, values)).not.toMatch(/Sort/);
});
