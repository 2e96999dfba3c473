import { readFile } from "node:fs/promises";
import { makeExecutableSchema } from "@graphql-tools/schema";
import { graphql, GraphQLError, type GraphQLSchema } from "graphql";
import { vi } from "vitest";
import type { RequestContext } from "../../resolvers/index.js";
import { events } from "../../resolvers/events.js";
import { createLoaders } from "../../resolvers/loaders.js";
import { node } from "../../resolvers/node.js";
import { scalars } from "../../resolvers/scalars.js";
import { steps } from "../../resolvers/steps.js";
import { workflowRuns } from "../../resolvers/workflow-runs.js";
import { workflows } from "../../resolvers/workflows.js";
import type { Principal, Role } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import type { Step, Trigger, WorkflowRun, WorkflowService } from "../../src/workflows/index.js";
import type { BareStep } from "./bare-plans.js";
import { WorkflowRows, type PlacedVersion } from "./workflow-rows.js";

const definition: BareStep[] = [
  { id: "a" },
  { id: "each", type: "forEach", needs: ["a"] },
  { id: "ask", type: "approval", role: "DEVELOPER", needs: ["each"] },
];

/** What the door is told of what changes something; it answers what a test has it answer. */
function createWriting() {
  return {
    ...{ define: vi.fn(), startRun: vi.fn(), pause: vi.fn(), resume: vi.fn(), cancel: vi.fn(), retry: vi.fn() },
    ...{ signal: vi.fn(), answer: vi.fn(), skip: vi.fn(), check: vi.fn(), diff: vi.fn() },
    templates: () => [{ name: "t", description: "d", definition: { steps: [] } }],
    schema: () => ({ type: "object" }),
  };
}

export type Writing = ReturnType<typeof createWriting>;

/** One run of one workflow, and the fields of the contract that lead to it. */
export class WorkflowGraph {
  readonly writing = createWriting();
  readonly triggerId = newId("trigger");
  readonly #schema: GraphQLSchema;

  private constructor(
    readonly world: WorkflowRows,
    readonly admin: Principal,
    readonly version: PlacedVersion,
    schema: GraphQLSchema,
  ) {
    this.#schema = schema;
  }

  static async open(): Promise<WorkflowGraph> {
    const world = await WorkflowRows.open();
    const admin = await world.tenant();
    const typeDefs = await readFile(new URL("../../schema.graphql", import.meta.url), "utf8");
    const schema = makeExecutableSchema({
      typeDefs,
      resolvers: [scalars, node, events, workflows, workflowRuns, steps],
    });
    const version = await world.version(admin.tenantId, "w", definition, { description: "What it does" });
    return new WorkflowGraph(world, admin, version, schema);
  }

  close(): Promise<void> {
    return this.world.close();
  }

  as(role: Role): Principal {
    return { ...this.admin, role, kind: role === "AGENT" ? "agent" : "user" };
  }

  async ask(source: string, variableValues: object = {}, principal: Principal = this.admin) {
    const contextValue = this.#contextOf(principal);
    const args = { schema: this.#schema, source, contextValue, variableValues: { ...variableValues } };
    const { data, errors = [] } = await graphql(args);
    return { data: JSON.parse(JSON.stringify(data ?? null)), errors: errors.map(causeOf) };
  }

  /** A run within a run, begun a minute ago: its first step is done, one waits, one item was skipped. */
  async run(): Promise<{ readonly run: WorkflowRun; readonly step: Step; readonly taskId: string }> {
    const { admin, triggerId, version, world } = this;
    const { tenantId } = admin;
    const at = new Date(Date.now() - 60_000);
    const parent = await world.run(version, {}, { "each[0]": {} });
    const of = { trigger_id: triggerId, parent_run_id: parent.id, parent_ordinal: 3, labels: { team: "x" } };
    const trigger = { type: "EVENT", triggerId, context: { n: 1 } };
    const error = { class: "REJECTED", message: "no", step: "ask" };
    const stand = { started_at: at, event_seq: 2, steps_ended: 2, cost: 1.5, concurrency_key: "k", priority: 2 };
    const taskId = await world.task(tenantId, { step_key: "a", input: { i: 1 }, output: { o: 1 }, cost: 2 });
    const tasks = { task_id: taskId, undo_task_id: taskId, child_run_id: parent.id, attempt: 1 };
    const run = await world.run(
      version,
      { ...of, ...stand, trigger, error },
      {
        a: { ...tasks, status: "COMPLETED", started_at: at, finished_at: at },
        ask: { status: "WAITING", started_at: at, due_at: at },
        "each[0]": { status: "SKIPPED" },
      },
    );
    await world.rows("UPDATE tasks SET run_id = $2 WHERE id = $1", [taskId, run.id]);
    const place = { stream_id: run.id, tenant_id: tenantId, at, txid: "1" };
    await world.insert("events", [
      { ...place, seq: 1, type: "RUN_CREATED", data: { status: "RUNNING" } },
      { ...place, seq: 2, type: "STEP_COMPLETED", data: { step: "ask" } },
    ]);
    const step = await world.reader.step(run, "a");
    if (!step) throw new Error("the step is not there");
    return { run, step, taskId };
  }

  #contextOf(principal: Principal): RequestContext {
    const { reader } = this.world;
    const trigger = { id: this.triggerId, name: "t", type: "EVENT", enabled: true } as Trigger;
    const triggers = {
      getMany: async () => new Map([[trigger.id, trigger]]),
      listMany: async () => new Map([[this.version.workflow.id, [trigger]]]),
    };
    // A reader's methods need it as `this`.
    const workflowService = new Proxy({ ...this.writing, triggers } as unknown as WorkflowService, {
      get: (target, name) =>
        name in target ? Reflect.get(target, name) : (Reflect.get(reader, name) as () => void).bind(reader),
    });
    const tasks = { getMany: (tenantId: string, ids: readonly string[]) => this.#tasks(tenantId, ids) };
    const services = { workflows: workflowService, tasks, events: this.world.events } as unknown as RequestContext;
    const loaders = createLoaders(services, principal, true);
    return { ...services, principal, refusal: null, clientAddress: "192.0.2.1", loaders };
  }

  async #tasks(tenantId: string, ids: readonly string[]): Promise<ReadonlyMap<string, object>> {
    const text = `SELECT id, status, run_id AS "runId", step_key AS "stepKey" FROM tasks WHERE id = ANY ($2) AND tenant_id = $1`;
    const rows = await this.world.rows<{ readonly id: string }>(text, [tenantId, ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/** What a resolver threw, out of what GraphQL put around it. */
function causeOf(error: Error): Error {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}
