import { newId } from "../../src/platform/ids.js";
import type { TriggerWorld } from "./trigger-world.js";

interface NewRun {
  readonly tenantId: string;
  readonly trigger: { readonly type: string; readonly context: Readonly<Record<string, unknown>> };
  readonly triggerId?: string | null;
  readonly parentRunId?: string;
}

type Rows = Pick<TriggerWorld, "rows">;

/** A run as the engine would have written it, as far as anybody else reads it. */
export async function addRun(world: Rows, { tenantId, trigger, triggerId, parentRunId }: NewRun): Promise<string> {
  const [workflowId, versionId, runId] = [newId("workflow"), newId("version"), newId("run")];
  await world.rows("INSERT INTO workflows (id, tenant_id, name, latest_version) VALUES ($1, $2, $1, 1)", [
    workflowId,
    tenantId,
  ]);
  await world.rows(
    `INSERT INTO workflow_versions (id, tenant_id, workflow_id, number, definition, content_hash, created_by)
     VALUES ($1, $2, $3, 1, '{}', $1, 'user')`,
    [versionId, tenantId, workflowId],
  );
  await world.rows(
    `INSERT INTO workflow_runs (id, tenant_id, workflow_id, version_id, status, trigger, trigger_id, parent_run_id, step_count, created_by)
     VALUES ($1, $2, $3, $4, 'RUNNING', $5, $6, $7, 0, 'user')`,
    [runId, tenantId, workflowId, versionId, JSON.stringify(trigger), triggerId ?? null, parentRunId ?? null],
  );
  return runId;
}

/** A task of a run. */
export async function addTask(
  world: Rows,
  { tenantId, runId }: { readonly tenantId: string; readonly runId: string },
): Promise<string> {
  const id = newId("task");
  await world.rows(
    `INSERT INTO tasks (id, tenant_id, kind, pool_id, status, priority, required_capabilities, max_retries, timeout_ms, due_at,
       created_by, run_id, step_key)
     VALUES ($1, $2, 'work', 'pool', 'QUEUED', 1, '{}', 0, 1000, now(), $3, $3, 'step')`,
    [id, tenantId, runId],
  );
  return id;
}

/** The first event of a stream. */
export async function logEvent(
  world: Rows,
  event: { readonly tenantId: string; readonly streamId: string; readonly type: string; readonly data?: unknown },
): Promise<void> {
  const { streamId, tenantId, type, data = {} } = event;
  await world.rows("INSERT INTO events (stream_id, seq, tenant_id, type, data) VALUES ($1, 1, $2, $3, $4)", [
    streamId,
    tenantId,
    type,
    JSON.stringify(data),
  ]);
}
