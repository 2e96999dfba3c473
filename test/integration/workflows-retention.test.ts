import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Expirer } from "../../src/platform/expirer.js";
import type { Statement } from "../../src/platform/db/index.js";
import { newId } from "../../src/platform/ids.js";
import { OldTasks } from "../../src/tasks/index.js";
import { OldRuns } from "../../src/workflows/index.js";
import { deleteRuns, deleteRunTasks, findFirstRun, hideRuns } from "../../src/workflows/sql/expire-runs.sql.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";
import { ManualClock } from "../support/manual-clock.js";
import { genericPlanOf } from "../support/plan.js";

const dayMs = 86_400_000;
const keepMs = dayMs;
const plenty = 2_000;
const tables = ["workflow_runs", "workflow_steps", "workflow_snapshots", "tasks", "task_output", "events"] as const;

interface RunOptions {
  readonly steps?: number;
  readonly parent?: string;
  readonly hoursAgo?: number | null;
  /** Events of the run. */
  readonly events?: number;
}

describe("runs that have ended long ago", () => {
  let test: TestDatabase;
  let tenantId: string;
  let versionId: string;
  let old: Expirer;

  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    for (const table of ["workflow_runs", "tasks", "events", "task_output"]) await rows(`DELETE FROM ${table}`);
    [tenantId, versionId] = [newId("tenant"), newId("version")];
    const workflowId = newId("workflow");
    await rows("INSERT INTO tenants (id, name) VALUES ($1, 'T')", [tenantId]);
    await rows("INSERT INTO workflows (id, tenant_id, name, latest_version) VALUES ($1, $2, 'w', 1)", [
      workflowId,
      tenantId,
    ]);
    await rows(
      `INSERT INTO workflow_versions (id, tenant_id, workflow_id, number, definition, content_hash, created_by)
       VALUES ($1, $2, $3, 1, '{}', 'hash', 'user_1')`,
      [versionId, tenantId, workflowId],
    );
    old = expirer();
  });

  async function rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await test.database.pool.query(text, [...values])).rows as Row[];
  }

  /** As it would be two days from now. */
  function expirer(): Expirer {
    const clock = new ManualClock(new Date(Date.now() + 2 * dayMs));
    return new OldRuns({ database: test.database, clock, keepMs });
  }

  /** A run whose steps have a task each, with three events and a piece of output. `hoursAgo` null: it is open. */
  async function run({ steps = 2, parent, hoursAgo = 25, events = 4 }: RunOptions = {}): Promise<string> {
    const id = newId("run");
    const ended = hoursAgo === null ? "NULL" : `now() - ${hoursAgo} * interval '1 hour'`;
    await rows(
      `INSERT INTO workflow_runs (id, tenant_id, workflow_id, version_id, status, trigger, parent_run_id, step_count, event_seq,
         created_by, finished_at)
       SELECT $1, $2, workflow_id, id, $3::"WorkflowRunStatus", '{}', $4, $5, $6, 'user_1', ${ended}
       FROM workflow_versions WHERE id = $7`,
      [id, tenantId, hoursAgo === null ? "RUNNING" : "COMPLETED", parent ?? null, steps, events, versionId],
    );
    await logged(id, events);
    await rows("INSERT INTO workflow_snapshots (run_id, seq, state) VALUES ($1, 2, '{}')", [id]);
    for (let ordinal = 0; ordinal < steps; ordinal++) await step(id, ordinal);
    return id;
  }

  async function logged(streamId: string, events: number): Promise<void> {
    await rows(
      `INSERT INTO events (stream_id, seq, tenant_id, type, data) SELECT $1, n, $2, 'T', '{}' FROM generate_series(1, $3::int) n`,
      [streamId, tenantId, events],
    );
  }

  async function step(runId: string, ordinal: number): Promise<void> {
    const taskId = newId("task");
    await rows(
      `INSERT INTO tasks (id, tenant_id, kind, pool_id, status, priority, required_capabilities, max_retries, timeout_ms, due_at,
         event_seq, output_seq, finished_at, run_id, step_key, created_by)
       VALUES ($1, $2, 'k', 'pool_1', 'COMPLETED', 1, '{}', 0, 1000, now(), 3, 1, now(), $3, $4, 'user_1')`,
      [taskId, tenantId, runId, `step_${ordinal}`],
    );
    await logged(taskId, 3);
    await rows("INSERT INTO task_output (task_id, seq, attempt, chunk) VALUES ($1, 1, 1, 'x')", [taskId]);
    await rows(
      `INSERT INTO workflow_steps (id, run_id, tenant_id, ordinal, key, status, task_id) VALUES ($1, $2, $3, $4, $5, 'COMPLETED', $6)`,
      [newId("step"), runId, tenantId, ordinal, `step_${ordinal}`, taskId],
    );
  }

  async function expire(by = old, maxRows = plenty): Promise<Record<string, number>> {
    const deleted: Record<string, number> = {};
    for (;;) {
      const done = await by.expire(maxRows);
      for (const [table, count] of Object.entries(done.deleted)) deleted[table] = (deleted[table] ?? 0) + count;
      if (done.isDone) return deleted;
    }
  }

  async function left(): Promise<Record<string, number>> {
    const counts = tables.map(async (table) => {
      const [row] = await rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
      return [table, row?.n ?? -1] as const;
    });
    return Object.fromEntries(await Promise.all(counts));
  }

  const nothing = Object.fromEntries(tables.map((table) => [table, 0]));
  const ofOne = {
    workflow_runs: 1,
    workflow_steps: 2,
    workflow_snapshots: 1,
    tasks: 2,
    task_output: 2,
    events: 4 + 2 * 3,
  };

  it("are deleted with their steps, snapshots, events and tasks, and all that belongs to these", async () => {
    await run();
    expect(await expire()).toMatchObject(ofOne);
    expect(await left()).toEqual(nothing);
  });

  it("are not those that are open, nor those that have ended since", async () => {
    await run({ hoursAgo: null });
    await run({ hoursAgo: 23 });
    const before = await left();
    expect(await expire()).toEqual({});
    expect(await left()).toEqual(before);
  });

  it("are not those of another run that is still there", async () => {
    const parent = await run({ hoursAgo: null });
    const child = await run({ parent });
    await expire();
    expect(await rows("SELECT id FROM workflow_runs ORDER BY id")).toEqual([{ id: parent }, { id: child }]);
    await rows(
      `UPDATE workflow_runs SET status = 'FAILED', finished_at = now() - interval '25 hours' WHERE parent_run_id IS NULL`,
    );
    await expire();
    await expire();
    expect(await left()).toEqual(nothing);
  });

  it("are hidden while they are deleted a few rows at a time, their events from the end", async () => {
    const id = await run({ steps: 12, events: 25 });
    await old.expire(10);
    expect(await rows("SELECT tenant_id FROM workflow_runs")).toEqual([{ tenant_id: "" }]);
    let calls = 1;
    for (let isDone = false; !isDone; calls++) {
      ({ isDone } = await old.expire(10));
      const seqs = await rows<{ seq: number }>("SELECT seq FROM events WHERE stream_id = $1 ORDER BY seq", [id]);
      expect(seqs.map(({ seq }) => seq)).toEqual(seqs.map((_row, index) => index + 1));
    }
    expect(calls).toBeGreaterThan(8);
    expect(await left()).toEqual(nothing);
  });

  it("are deleted to their end by another process when the first dies", async () => {
    await run({ steps: 12, events: 25 });
    for (let call = 0; call < 3; call++) await old.expire(10);
    await expire(expirer());
    expect(await left()).toEqual(nothing);
  });

  it("leave a task that is too large to whoever deletes tasks", async () => {
    const id = await run();
    await rows("UPDATE tasks SET event_seq = 33 WHERE run_id = $1 AND step_key = 'step_0'", [id]);
    const [task] = await rows<{ id: string }>("SELECT id FROM tasks WHERE run_id = $1 AND step_key = 'step_0'", [id]);
    await rows(
      `INSERT INTO events (stream_id, seq, tenant_id, type, data) SELECT $1, n, $2, 'T', '{}' FROM generate_series(4, 33) n`,
      [task?.id, tenantId],
    );
    expect(await expire(old, 20)).toMatchObject({ workflow_runs: 1, tasks: 1 });
    expect(await left()).toMatchObject({ ...nothing, tasks: 1, task_output: 1, events: 33 });
    await expire(new OldTasks({ database: test.database, clock: new ManualClock(), keepMs }), 20);
    expect(await left()).toEqual(nothing);
  });

  it("stay while one of their tasks is open again", async () => {
    await run({ steps: 1 });
    await old.expire(plenty);
    await rows("UPDATE tasks SET status = 'QUEUED', finished_at = NULL");
    await expire();
    expect(await left()).toMatchObject({ workflow_runs: 1, workflow_steps: 1, tasks: 1 });
    await rows("UPDATE tasks SET status = 'CANCELLED', finished_at = now()");
    await expire();
    expect(await left()).toEqual(nothing);
  });

  it("are deleted once by any number of processes", async () => {
    for (let n = 0; n < 12; n++) await run();
    const all = await Promise.all([expirer(), expirer(), expirer()].map((by) => expire(by, 30)));
    await expire(expirer());
    expect(all.reduce((sum, deleted) => sum + (deleted["workflow_runs"] ?? 0), 0)).toBe(12);
    expect(await left()).toEqual(nothing);
  });

  it.each<[Statement, (string | number)[], string[]]>([
    [findFirstRun, [], ["workflow_runs_pkey"]],
    [hideRuns, ["run_1", "run_5", 1000, 100], ["workflow_runs_pkey"]],
    [
      deleteRunTasks,
      [100],
      ["workflow_runs_tenant_id_id_idx", "tasks_run_idx", "tasks_pkey", "events_pkey", "task_output_pkey"],
    ],
    [deleteRuns, [100], ["workflow_runs_tenant_id_id_idx", "tasks_run_idx", "workflow_steps_pkey", "events_pkey"]],
  ])("$name finds its rows by an index", async (statement, values, indexes) => {
    const plan = await genericPlanOf(test.database, statement, values);
    for (const index of indexes) expect(plan).toContain(index);
    expect(plan).not.toContain("Seq Scan on");
  });
});
