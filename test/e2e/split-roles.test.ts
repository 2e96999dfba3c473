import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { MusterAgent, type MusterClient, type TaskContext, type TaskHandler } from "../../sdk/src/index.js";
import { Cluster } from "../support/cluster.js";
import { eventually } from "../support/eventually.js";
import { heldHandler, silent } from "../support/fake-fleet.js";
import type { ServerProcess } from "../support/processes.js";

/** Agents connect to the dispatchers, people to the API. */
const splits = ["api", "dispatcher", "feeder", "reaper"] as const;
type Split = (typeof splits)[number];

const startMs = 120_000;
const testMs = 60_000;
/** Short enough to wait for its end, and longer than a busy machine keeps an agent from its next heartbeat. */
const leaseMs = "5000";
const env = { MUSTER_LEASE_MS: leaseMs, MUSTER_ACK_TIMEOUT_MS: leaseMs, MUSTER_BACKOFF_BASE_MS: "50" };

let cluster: Cluster;
let servers: Record<Split, ServerProcess[]>;
let client: MusterClient;
const agents: MusterAgent[] = [];

// What is embedded cannot be shared between processes.
describe.skipIf(inject("amqpUrl") === null)("with its roles spread over processes, two of each", () => {
  beforeAll(async () => {
    cluster = await Cluster.open({ env });
    servers = { api: [], dispatcher: [], feeder: [], reaper: [] };
    for (const replica of [0, 1]) {
      for (const roles of splits) servers[roles][replica] = await cluster.start({ MUSTER_ROLES: roles });
    }
    await Promise.all(Object.values(servers).flatMap((replicas) => replicas.map((server) => server.ready())));
    client = await cluster.admin(urlOf("api", 0));
    await client.defineTaskKind({ name: "echo" });
  }, startMs);

  afterEach(async () => {
    await Promise.all(agents.splice(0).map((agent) => agent.stop({ graceMs: 0 })));
  });

  afterAll(() => cluster?.close());

  test(
    "brings tasks from one process to an agent on another, and their events to a third",
    async () => {
      await work(0, (input) => input);
      await work(1, (input) => input);
      const watcher = await cluster.admin(urlOf("api", 1));
      const tasks = await client.createTasks(Array.from({ length: 50 }, (_, input) => ({ kind: "echo", input })));
      for (const [index, { id }] of tasks.entries()) {
        const seqs: number[] = [];
        for await (const { seq, type } of watcher.taskEvents(id)) {
          seqs.push(seq);
          if (type === "TASK_COMPLETED") break;
        }
        expect(seqs).toEqual(seqs.map((_seq, position) => position + 1));
        expect(await watcher.task(id)).toMatchObject({ status: "COMPLETED", output: index });
      }
    },
    testMs,
  );

  test(
    "feeds what falls due, and tries again what failed",
    async () => {
      await work(0, (_input, { attempt }) => {
        if (attempt === 1) throw new Error("not yet");
        return attempt;
      });
      const { id } = await client.createTask({ kind: "echo", scheduledAt: new Date(Date.now() + 500).toISOString() });
      expect(await client.waitForTask(id)).toMatchObject({ status: "COMPLETED", output: 2, attempt: 2 });
    },
    testMs,
  );

  test(
    "offers the work of a silent agent to one that another process holds",
    async () => {
      const { handler, contexts } = heldHandler();
      await work(0, handler, { heartbeatMs: 3_600_000 });
      const { id } = await client.createTask({ kind: "echo" });
      await eventually(() => expect(contexts).toHaveLength(1));
      await work(1, () => "second");
      expect(await client.waitForTask(id)).toMatchObject({ status: "COMPLETED", output: "second", attempt: 2 });
      await eventually(() => expect(contexts[0]?.signal.aborted).toBe(true));
    },
    testMs,
  );

  test(
    "tells an agent on another process that its task was cancelled",
    async () => {
      const { handler, contexts } = heldHandler();
      await work(1, handler);
      const { id } = await client.createTask({ kind: "echo" });
      await eventually(() => expect(contexts).toHaveLength(1));
      await client.cancelTask(id);
      await eventually(() => expect(contexts[0]?.signal.reason).toMatchObject({ reason: "CANCELLED" }));
    },
    testMs,
  );

  test(
    "carries on when one of each is killed",
    async () => {
      const seen: TaskContext[] = [];
      await work(1, (_input, context) => void seen.push(context));
      await Promise.all(splits.map(async (roles) => servers[roles][0]?.kill("SIGKILL")));
      const survivor = await cluster.admin(urlOf("api", 1));
      const { id } = await survivor.createTask({ kind: "echo", scheduledAt: new Date(Date.now() + 500).toISOString() });
      expect(await survivor.waitForTask(id)).toMatchObject({ status: "COMPLETED", attempt: 1 });
      expect(seen.map(({ task }) => task.id)).toEqual([id]);
    },
    testMs,
  );
});

function urlOf(roles: Split, replica: number): string {
  const server = servers[roles][replica];
  if (!server) throw new Error(`No ${roles} was started.`);
  return server.url;
}

/** An agent at one of the dispatchers. */
async function work(replica: number, handler: TaskHandler, options: { heartbeatMs?: number } = {}): Promise<void> {
  const { apiKey } = await client.registerAgent({ name: `at ${replica}`, capabilities: [] });
  const url = urlOf("dispatcher", replica);
  const agent = new MusterAgent({ url, token: apiKey, concurrency: 8, logger: silent, heartbeatMs: 300, ...options });
  agents.push(agent.handle("echo", handler));
  await agent.startConsuming();
}
