import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { Cluster } from "../support/cluster.js";
import { createTcpProxy, type TcpProxy } from "../support/tcp-proxy.js";
import { Clients } from "./clients.js";
import { Fleet } from "./fleet.js";
import { fold, readEvents, readTasks, streamsOf, type LoggedEvent, type TaskRow } from "./history.js";
import { createRandom } from "./random.js";
import { Replicas } from "./replicas.js";
import { plan, play } from "./schedule.js";
import { Watchers } from "./watchers.js";

const seed = Number(process.env["MUSTER_CHAOS_SEED"] ?? Date.now() % 1_000_000);
const durationMs = 40_000;
const settleMs = 60_000;
const replicaCount = 3;
const agentCount = 8;
const clientCount = 8;
const final = new Set(["COMPLETED", "QUARANTINED"]);

const env = {
  MUSTER_LEASE_MS: "5000",
  MUSTER_ACK_TIMEOUT_MS: "2000",
  MUSTER_BACKOFF_BASE_MS: "50",
  MUSTER_BACKOFF_MAX_MS: "500",
};

let cluster: Cluster;
let proxies: { readonly broker: TcpProxy; readonly database: TcpProxy };
let replicas: Replicas;
let clients: Clients;
let fleet: Fleet;
let watchers: Watchers;
let tasks: readonly TaskRow[];
let events: readonly LoggedEvent[];
let streams: ReadonlyMap<string, readonly LoggedEvent[]>;
let repeatedOutcomes: readonly string[];
let settledMs = 0;

beforeAll(async () => {
  console.log(`chaos: MUSTER_CHAOS_SEED=${seed}`);
  await setUp();
  const random = createRandom(seed);
  const working = await beginWork();
  await play(plan(random, { durationMs, replicas: replicaCount }), { replicas, ...proxies });
  await replicas.ready();
  clients.stop();
  await Promise.all(working);
  const settlingAtMs = performance.now();
  await settle();
  settledMs = Math.round(performance.now() - settlingAtMs);
  repeatedOutcomes = await fleet.reportAgain();
  tasks = await readTasks(cluster);
  events = await readEvents(cluster);
  streams = streamsOf(events);
  console.log(`chaos: ${JSON.stringify(counts())}`);
}, 180_000);

afterAll(async () => {
  await watchers?.stop();
  await fleet?.stop();
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

/** Everybody at work, and the watchers known to be watching. Answers the clients' ends. */
async function beginWork(): Promise<Promise<void>[]> {
  const admin = await cluster.admin(replicas.url);
  const { secret } = await admin.createApiKey({ name: "chaos", role: "SERVICE" });
  for (const name of ["one", "two"]) await admin.defineTaskKind({ name });
  watchers = new Watchers();
  for (const _ of [1, 2]) watchers.follow(replicas.client(secret));
  const follower = replicas.client(secret);
  let created = 0;
  clients = new Clients(createRandom(seed + 2), (taskId) => {
    created += 1;
    if (created % 15 === 0) watchers.followTask(follower, taskId);
  });
  fleet = new Fleet(replicas);
  await fleet.start(admin, agentCount);
  const running = Array.from({ length: clientCount }, () => clients.run(replicas.client(secret)));
  await vi.waitFor(() => expect(watchers.feeds.every((feed) => feed.length > 0)).toBe(true), 10_000);
  return running;
}

/** Waits until every task has ended and every watcher has seen the end; what has not by then fails the tests below. */
async function settle(): Promise<void> {
  const isSettled = async (): Promise<void> => {
    const [open] = await cluster.rows<{ count: number }>(
      "SELECT count(*)::integer AS count FROM tasks WHERE status NOT IN ('COMPLETED', 'QUARANTINED')",
    );
    expect(open?.count).toBe(0);
    const heads = (await readEvents(cluster)).at(-1);
    for (const feed of watchers.feeds)
      expect(feed.at(-1)).toMatchObject({ streamId: heads?.streamId, seq: heads?.seq });
  };
  await vi.waitFor(isSettled, { timeout: settleMs, interval: 500 }).catch(tellOfTheStuck);
}

async function tellOfTheStuck(): Promise<void> {
  const stuck = await cluster.rows(
    `SELECT t.pool_id, t.kind, t.required_capabilities AS needs, t.status, count(*)::integer AS tasks,
       count(o.published_at)::integer AS published, count(o.task_id)::integer AS in_outbox
     FROM tasks t LEFT JOIN outbox o ON o.task_id = t.id AND o.destination = 'TODO'
     WHERE t.finished_at IS NULL GROUP BY 1, 2, 3, 4`,
  );
  const agents = await cluster.rows(
    `SELECT a.id, a.status, a.capabilities, a.last_seen_at, count(s.id)::integer AS sessions
     FROM agents a LEFT JOIN agent_sessions s ON s.agent_id = a.id GROUP BY a.id`,
  );
  const path = join(tmpdir(), `muster-chaos-${seed}.log`);
  await writeFile(path, `${replicas.output}\n${await replicas.measures()}`);
  console.error("chaos: not settled", { stuck, agents, path });
}

function counts(): Record<string, number> {
  return {
    tasks: tasks.length,
    completed: tasks.filter(({ status }) => status === "COMPLETED").length,
    events: events.length,
    settleMs: settledMs,
    tries: fleet.tries.length,
    kills: replicas.killCount,
    retries: clients.retryCount,
    lostLeases: events.filter(({ type, data }) => type === "TASK_FAILED" && data["reason"] === "LEASE_LOST").length,
    handBacks: events.filter(({ type, data }) => type === "TASK_QUEUED" && data["reason"] !== "DUE").length,
    followedTasks: watchers.streams.size,
  };
}

describe("after kills and cuts", () => {
  test("every task that was answered is there and has ended as its handler says", () => {
    const byId = new Map(tasks.map((task) => [task.id, task]));
    const answered = clients.creations.filter(({ taskId }) => taskId !== null);
    const wrong = answered.filter(({ taskId, order }) => {
      const expected = order.failures === null ? "QUARANTINED" : "COMPLETED";
      return byId.get(taskId ?? "")?.status !== expected;
    });
    expect(answered.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  test("clients saw no errors but those that a retry helps", () => {
    expect(clients.faults).toEqual([]);
  });

  test("a creation with a key has made one task, and one without at most one", () => {
    const made = new Map<number, number>();
    for (const { input } of tasks) made.set(input.creation, (made.get(input.creation) ?? 0) + 1);
    const wrong = clients.creations.filter(({ order, hasKey, taskId }) => {
      const count = made.get(order.creation) ?? 0;
      return count > 1 || (count === 0 && (hasKey || taskId !== null));
    });
    expect(wrong).toEqual([]);
  });

  test("nothing is stuck", () => {
    expect(tasks.filter(({ status }) => !final.has(status))).toEqual([]);
  });

  test("every task was completed once, with the output of the try that its event names", () => {
    const wrong = tasks.filter(({ id, status, output }) => {
      const completions = streams.get(id)?.filter(({ type }) => type === "TASK_COMPLETED") ?? [];
      const { agentId, attempt } = completions[0]?.data ?? {};
      const result = output as { readonly agentId: string; readonly attempt: number } | null;
      if (completions.length !== (status === "COMPLETED" ? 1 : 0)) return true;
      return result?.agentId !== agentId || result?.attempt !== attempt;
    });
    expect(wrong).toEqual([]);
  });

  test("no result was taken twice", () => {
    expect(repeatedOutcomes).toHaveLength(fleet.tries.length);
    expect(repeatedOutcomes.filter((outcome) => !["STALE_LEASE", "INVALID_STATE"].includes(outcome))).toEqual([]);
  });

  test("every stream counts 1, 2, 3, ... in the order of the feed", () => {
    const broken = [...streams].filter(([, stream]) => stream.some(({ seq }, index) => seq !== index + 1));
    expect(broken).toEqual([]);
  });

  test("the events of a task tell what its row says", () => {
    for (const { id, input: _, ...row } of tasks)
      expect({ id, ...fold(streams.get(id) ?? []) }).toEqual({ id, ...row });
  });

  test("whoever followed the feed saw each event once, in order", () => {
    const log = events.map(({ streamId, seq, type }) => ({ streamId, seq, type }));
    for (const feed of watchers.feeds) {
      const first = log.findIndex(({ streamId, seq }) => streamId === feed[0]?.streamId && seq === feed[0]?.seq);
      expect(feed).toEqual(log.slice(first));
    }
  });

  test("whoever followed a task saw each of its events once, in order", () => {
    expect(watchers.streams.size).toBeGreaterThan(5);
    for (const [id, seen] of watchers.streams) {
      expect(seen).toEqual(streams.get(id)?.map(({ seq, type }) => ({ seq, type })));
    }
  });

  test("output is counted without a gap", async () => {
    const broken = await cluster.rows(
      "SELECT task_id FROM task_output GROUP BY task_id HAVING max(seq) <> count(*) OR min(seq) <> 1",
    );
    expect(broken).toEqual([]);
  });

  test("no replica logged an error of its own", () => {
    expect(replicas.complaints).toEqual([]);
  });
});
