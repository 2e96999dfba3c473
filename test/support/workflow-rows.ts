import { createEventService, type EventService } from "../../src/events/index.js";
import type { Principal } from "../../src/identity/index.js";
import { systemClock, type Clock } from "../../src/platform/clock.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import type { Plan } from "../../src/workflows/definition/plan.js";
import type { Workflow, WorkflowRun } from "../../src/workflows/index.js";
import { WorkflowReader } from "../../src/workflows/reading/reader.js";
import { barePlan, type BareStep } from "./bare-plans.js";
import { openTestServices, type TestServices } from "./services.js";

type Cells = Readonly<Record<string, unknown>>;

export interface PlacedVersion {
  readonly workflow: Workflow;
  readonly versionId: string;
  readonly steps: readonly BareStep[];
}

/** Workflows, runs and steps written row by row, and a reader of them: how they came to be is not its affair. */
export class WorkflowRows {
  readonly reader: WorkflowReader;
  readonly #plans = new Map<string, Plan>();

  private constructor(
    readonly services: TestServices,
    readonly events: EventService,
    clock: Clock,
  ) {
    const planOf = async (versionId: string): Promise<Plan> => {
      const plan = this.#plans.get(versionId);
      if (!plan) throw new Error(`No plan of ${versionId}`);
      return plan;
    };
    this.reader = new WorkflowReader({ database: services.database, events, clock, planOf });
  }

  static async open(clock: Clock = systemClock): Promise<WorkflowRows> {
    const services = await openTestServices();
    const config = { subscriberBuffer: 1_000, sweepMs: 500 };
    const events = createEventService({ ...services, clock: systemClock, log: silentLog, config });
    await events.start();
    return new WorkflowRows(services, events, clock);
  }

  async close(): Promise<void> {
    await this.events.stop();
    await this.services.close();
  }

  /** A new tenant's admin. */
  async tenant(): Promise<Principal> {
    const tenantId = newId("tenant");
    await this.insert("tenants", [{ id: tenantId, name: "Test" }]);
    return { kind: "user", id: newId("user"), tenantId, role: "ADMIN", credentialId: newId("signin"), expiresAt: null };
  }

  /** A workflow with one version of these steps, or one version more. */
  async version(tenantId: string, name: string, steps: readonly BareStep[], more: Cells = {}): Promise<PlacedVersion> {
    const found = await this.reader.get(tenantId, name);
    const id = found?.id ?? newId("workflow");
    const number = (found?.latestVersion ?? 0) + 1;
    if (!found) await this.insert("workflows", [{ id, tenant_id: tenantId, name, latest_version: 1 }]);
    await this.rows("UPDATE workflows SET latest_version = $2 WHERE id = $1", [id, number]);
    const versionId = newId("version");
    const definition = { ...more, steps: steps.map((step) => ({ id: step.id })) };
    const row = { id: versionId, tenant_id: tenantId, workflow_id: id, number, definition };
    await this.insert("workflow_versions", [{ ...row, content_hash: `hash${number}`, created_by: "user_1" }]);
    this.#plans.set(versionId, barePlan(steps));
    const workflow = await this.reader.get(tenantId, name);
    if (!workflow) throw new Error("the workflow is not there");
    return { workflow, versionId, steps };
  }

  /** A run with its steps, PENDING unless `steps` says otherwise by key. Items are named `<step>[<index>]`. */
  async run(
    version: PlacedVersion,
    run: Cells = {},
    steps: Readonly<Record<string, Cells>> = {},
  ): Promise<WorkflowRun> {
    const { tenantId, id: workflowId } = version.workflow;
    const id = newId("run");
    const keys = [...version.steps.map((step) => step.id), ...Object.keys(steps).filter((key) => key.includes("["))];
    const ordinals = new Map(keys.map((key, ordinal) => [key, ordinal]));
    const whose = { tenant_id: tenantId, workflow_id: workflowId, version_id: version.versionId };
    const fresh = { status: "RUNNING", trigger: { type: "MANUAL", context: {} }, created_by: "user_1" };
    await this.insert("workflow_runs", [{ id, ...whose, ...fresh, step_count: keys.length, ...run }]);
    const rows = keys.map((key, ordinal) => {
      const [, parent, index] = /^(.*)\[(\d+)\]$/.exec(key) ?? [];
      const item = { parent_ordinal: ordinals.get(parent ?? "") ?? null, item_index: index ? Number(index) : null };
      const place = { id: newId("step"), run_id: id, tenant_id: tenantId, ordinal, key, ...item };
      return { ...place, status: "PENDING", ...steps[key] };
    });
    // Columns that one row has and another has not would be null there.
    for (const row of rows) await this.insert("workflow_steps", [row]);
    const found = (await this.reader.runsById(tenantId, [id])).get(id);
    if (!found) throw new Error("the run is not there");
    return found;
  }

  /** A task that has ended; answers its id. */
  async task(tenantId: string, cells: Cells = {}): Promise<string> {
    const id = newId("task");
    const fresh = { kind: "work", pool_id: "pool_1", status: "COMPLETED", priority: 1, required_capabilities: "{}" };
    const times = { max_retries: 3, timeout_ms: 1_000, due_at: new Date(), finished_at: new Date() };
    await this.insert("tasks", [{ id, tenant_id: tenantId, ...fresh, ...times, created_by: "user_1", ...cells }]);
    return id;
  }

  /** Columns that are left out have their defaults; all rows have the same. */
  async insert(table: string, rows: readonly Cells[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {}).join(", ");
    const text = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`;
    await this.rows(text, [JSON.stringify(rows)]);
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.services.database.pool.query(text, [...values]);
    return rows as Row[];
  }
}
