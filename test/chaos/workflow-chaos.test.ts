import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import type { MusterAgent } from "../../sdk/src/index.js";
import type { PlacedRunEvent } from "../../src/workflows/engine/catalogue.js";
import { fold } from "../../src/workflows/engine/fold.js";
import { newRunState } from "../../src/workflows/engine/state.js";
import { Cluster } from "../support/cluster.js";
import { planOf } from "../support/played-run.js";
import { randomSteps, toDefinition } from "../support/random-workflows.js";
import { RunModel, type ModelAction, type ModelStep } from "../support/run-model.js";
import { createTcpProxy, type TcpProxy } from "../support/tcp-proxy.js";
import { createRandom } from "./random.js";
import { Replicas } from "./replicas.js";
import { plan, play } from "./schedule.js";
import { RunStarters, startWorkers } from "./workflow-clients.js";

const seed = Number(process.env["MUSTER_CHAOS_SEED"] ?? Date.now() % 1_000_000);
const durationMs = 30_000;
const settleMs = 90_000;
const replicaCount = 3;
const workflowCount = 25;
const clientCount = 4;

const env = {
  MUSTER_LEASE_MS: "5000",
  MUSTER_ACK_TIMEOUT_MS: "2000",
  MUSTER_BACKOFF_BASE_MS: "50",
  MUSTER_BACKOFF_MAX_MS: "500",
};

interface RunRow {
  readonly id: string;
  readonly workflow: string;
  readonly status: string;
  readonly seq: number;
}

const graphs: ReadonlyMap<string, readonly ModelStep[]> = new Map(
  fc.sample(randomSteps(10), { numRuns: workflowCount, seed }).map((steps, index) => [`chaos${index}`, steps]),
);

let cluster: Cluster;
let proxies: { readonly broker: TcpProxy; readonly database: TcpProxy };
let replicas: Replicas;
let starters: RunStarters;
let workers: MusterAgent[] = [];
let runs: readonly RunRow[];
let events: ReadonlyMap<string, readonly PlacedRunEvent[]>;

beforeAll(async () => {
  console.log(`workflow chaos: MUSTER_CHAOS_SEED=${seed}`);
  await setUp();
  const random = createRandom(seed);
  const admin = await cluster.admin(replicas.url);
  const { secret } = await admin.createApiKey({ name: "chaos", role: "SERVICE" });
  for (const name of ["work", "undo"]) await admin.defineTaskKind({ name, defaultMaxRetries: 1 });
  await define(secret);
  workers = await startWorkers(replicas, admin, createRandom(seed + 3));
  starters = new RunStarters(replicas, secret, createRandom(seed + 2));
  const starting = Array.from({ length: clientCount }, () => starters.run([...graphs.keys()]));
  await play(plan(random, { durationMs, replicas: replicaCount }), { replicas, ...proxies });
  await replicas.ready();
  starters.stop();
  await Promise.all(starting);
  await vi.waitFor(expectSettled, { timeout: settleMs, interval: 500 }).catch(() => undefined);
  runs = await readRuns();
  events = await readEvents();
  console.log(
    `workflow chaos: ${runs.length} runs, ${replicas.killCount} kills, ${[...events.values()].flat().length} events`,
  );
}, 240_000);

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop({ graceMs: 1_000 })));
  await cluster?.close();
  await Promise.all([proxies?.broker.close(), proxies?.database.close()]);
});

async function setUp(): Promise<void> {
  const [amqp, database] = [new URL(inject("amqpUrl") ?? ""), new URL(inject("databaseUrl"))];
  proxies = {
    broker: await createTcpProxy({ host: amqp.hostname, port: Number(amqp.port || 5672) }),
    database: await createTcpProxy({ host: database.hostname, port: Number(database.port || 5432) }),
  };
  cluster = await Cluster.open({
    env,
    through: ({ databaseUrl, amqpUrl }) => ({
      databaseUrl: proxies.database.through(databaseUrl),
      amqpUrl: proxies.broker.through(amqpUrl),
    }),
  });
  replicas = await Replicas.start(cluster, createRandom(seed + 1), replicaCount);
}

async function define(token: string): Promise<void> {
  const query = "mutation ($input: DefineWorkflowInput!) { defineWorkflow(input: $input) { isNew } }";
  for (const [name, steps] of graphs) {
    const response = await fetch(`${replicas.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables: { input: { name, definition: toDefinition(steps) } } }),
    });
    expect(await response.json()).toMatchObject({ data: { defineWorkflow: { isNew: true } } });
  }
}

async function expectSettled(): Promise<void> {
  const [open] = await cluster.rows<{ count: number }>(
    "SELECT count(*)::integer AS count FROM workflow_runs WHERE finished_at IS NULL",
  );
  expect(open?.count).toBe(0);
}

function readRuns(): Promise<RunRow[]> {
  return cluster.rows(
    `SELECT r.id, w.name AS workflow, r.status, r.event_seq AS seq
    FROM workflow_runs r JOIN workflows w ON w.id = r.workflow_id ORDER BY r.id`,
  );
}

async function readEvents(): Promise<Map<string, PlacedRunEvent[]>> {
  const rows = await cluster.rows<PlacedRunEvent & { runId: string }>(
    `SELECT e.stream_id AS "runId", e.seq, e.type, e.at, e.data FROM events e JOIN workflow_runs r ON r.id = e.stream_id
    ORDER BY e.stream_id, e.seq`,
  );
  const byRun = new Map<string, PlacedRunEvent[]>();
  for (const { runId, ...event } of rows) {
    const known = byRun.get(runId) ?? [];
    byRun.set(runId, known);
    known.push(event);
  }
  return byRun;
}

function stepsOf({ workflow }: RunRow): readonly ModelStep[] {
  return graphs.get(workflow) ?? [];
}

/** What happened to the run from outside, out of its log. */
function actionsOf(run: RunRow): ModelAction[] {
  const joins = new Set(stepsOf(run).flatMap(({ id, isJoin }) => (isJoin ? [id] : [])));
  const begun = new Set<string>();
  let isStopping = false;
  return (events.get(run.id) ?? []).flatMap((event): ModelAction[] => {
    switch (event.type) {
      case "STEP_STARTED":
        begun.add(event.data.step);
        return [];
      case "RUN_STOPPING": {
        isStopping = true;
        const { compensate, outcome } = event.data;
        const stopped = { type: "STOPPED", begun: new Set(begun) } as const;
        return outcome === "CANCEL" ? [{ type: "CANCEL", compensate }, stopped] : [stopped];
      }
      case "STEP_COMPLETED":
        return joins.has(event.data.step) ? [] : [{ type: "END", step: event.data.step, isGood: true }];
      case "STEP_FAILED":
        return [
          isStopping
            ? { type: "GIVE_UP", step: event.data.step }
            : { type: "END", step: event.data.step, isGood: false },
        ];
      case "STEP_RECOVERING":
      case "STEP_CANCELLED":
      case "STEP_COMPENSATION_FAILED":
        return [{ type: "END", step: event.data.step, isGood: false }];
      case "STEP_COMPENSATED":
        return [{ type: "END", step: event.data.step, isGood: true }];
      default:
        return [];
    }
  });
}

describe("after kills and cuts", () => {
  test("every run has ended", () => {
    expect(runs.length).toBeGreaterThan(50);
    const final = ["COMPLETED", "FAILED", "CANCELLED", "COMPENSATED", "COMPENSATION_FAILED"];
    expect(runs.filter(({ status }) => !final.includes(status))).toEqual([]);
  });

  test("a key has started one run, and whoever asked was told the same", () => {
    expect(starters.faults).toEqual([]);
    const ids = [...starters.answered.values()].map((answers) => [...answers]);
    expect(ids.filter((answers) => answers.length !== 1)).toEqual([]);
    expect(new Set(ids.flat()).size).toBe(ids.length);
    expect(runs.map(({ id }) => id).toSorted()).toEqual(ids.flat().toSorted());
  });

  test("every log counts 1, 2, 3, ..., and ends once", () => {
    for (const run of runs) {
      const log = events.get(run.id) ?? [];
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_event, index) => index + 1));
      expect(log.length).toBe(run.seq);
      expect(log.filter(({ type }) => type === `RUN_${run.status}`)).toHaveLength(1);
    }
  });

  test("every run is what the model makes of what happened to it", () => {
    for (const run of runs) {
      const model = new RunModel(stepsOf(run));
      for (const action of actionsOf(run)) model.apply(action);
      const state = newRunState(run.id, planOf(toDefinition(stepsOf(run))));
      for (const event of events.get(run.id) ?? []) fold(state, event);
      const statuses = Object.fromEntries(state.steps.map(({ key, status }) => [key, status]));
      expect({ id: run.id, status: run.status, statuses }).toEqual({
        id: run.id,
        status: model.runStatus,
        statuses: Object.fromEntries(model.status),
      });
    }
  });

  test("the tables hold what the logs give", async () => {
    const rows = await cluster.rows<{ runId: string; key: string; status: string; taskId: string; undoTaskId: string }>(
      `SELECT run_id AS "runId", key, status, task_id AS "taskId", undo_task_id AS "undoTaskId" FROM workflow_steps
      ORDER BY run_id, ordinal`,
    );
    const folded = runs.flatMap((run) => {
      const state = newRunState(run.id, planOf(toDefinition(stepsOf(run))));
      for (const event of events.get(run.id) ?? []) fold(state, event);
      expect(state.status).toBe(run.status);
      return state.steps.map(({ key, status, taskId, undoTaskId }) => ({
        runId: run.id,
        key,
        status,
        taskId,
        undoTaskId,
      }));
    });
    expect(rows).toEqual(folded);
  });

  test("compensations went in reverse order of completion", () => {
    for (const run of runs) {
      const log = events.get(run.id) ?? [];
      const completedAt = new Map(
        log.flatMap((event) => (event.type === "STEP_COMPLETED" ? [[event.data.step, event.seq]] : [])),
      );
      const undone = log.flatMap((event) =>
        event.type === "STEP_COMPENSATING" ? [completedAt.get(event.data.step) ?? 0] : [],
      );
      expect(undone).toEqual(undone.toSorted((a, b) => b - a));
    }
  });

  test("every task of a run was completed at most once, and none is left open", async () => {
    const repeated = await cluster.rows(
      `SELECT t.id FROM tasks t JOIN events e ON e.stream_id = t.id AND e.type = 'TASK_COMPLETED'
      WHERE t.run_id IS NOT NULL GROUP BY t.id HAVING count(*) > 1`,
    );
    const open = await cluster.rows("SELECT id, status FROM tasks WHERE run_id IS NOT NULL AND finished_at IS NULL");
    expect({ repeated, open }).toEqual({ repeated: [], open: [] });
  });

  test("no replica logged an error of its own", () => {
    expect(replicas.complaints).toEqual([]);
  });
});
