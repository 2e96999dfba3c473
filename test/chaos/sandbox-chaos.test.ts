import { readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Cluster } from "../support/cluster.js";
import { SandboxCluster } from "../support/sandbox-cluster.js";
import { readEvents, streamsOf, type LoggedEvent } from "./history.js";
import { createRandom } from "./random.js";
import { Replicas } from "./replicas.js";
import { endsOf, SandboxClients } from "./sandbox-clients.js";
import { foldSandbox, readSandboxes, type SandboxRow } from "./sandbox-history.js";
import { plan, play } from "./sandbox-schedule.js";

const seed = Number(process.env["MUSTER_CHAOS_SEED"] ?? Date.now() % 1_000_000);
const durationMs = 30_000;
/** A process is taken for dead after 20 s, and what it has left is looked for every 30 s. */
const settleMs = 90_000;
const replicaCount = 3;
const clientCount = 4;
const askEveryMs = 1_200;

const env = {
  MUSTER_LEASE_MS: "10000",
  MUSTER_ACK_TIMEOUT_MS: "5000",
  MUSTER_BACKOFF_BASE_MS: "50",
  MUSTER_BACKOFF_MAX_MS: "500",
  MUSTER_SANDBOX_GRACE_MS: "1000",
};

interface TaskRow {
  readonly id: string;
  readonly status: string;
  readonly seq: number;
  readonly input: unknown;
  readonly output: unknown;
}

let sandboxCluster: SandboxCluster;
let cluster: Cluster;
let replicas: Replicas;
let clients: SandboxClients;
let tasks: readonly TaskRow[];
let sandboxes: readonly SandboxRow[];
let streams: ReadonlyMap<string, readonly LoggedEvent[]>;

beforeAll(async () => {
  console.log(`sandbox chaos: MUSTER_CHAOS_SEED=${seed}`);
  sandboxCluster = await SandboxCluster.start({ podBackoffMs: 200, backoffMs: 500 });
  cluster = await Cluster.open({ env: { ...env, ...sandboxCluster.variables } });
  replicas = await Replicas.start(cluster, createRandom(seed + 1), replicaCount);
  const admin = await cluster.admin(replicas.url);
  const { secret } = await admin.createApiKey({ name: "chaos", role: "SERVICE" });
  await admin.defineTaskKind({ name: "errand" });
  clients = new SandboxClients(replicas.client(secret), createRandom(seed + 2));
  const running = Array.from({ length: clientCount }, () => clients.run(askEveryMs));
  const random = createRandom(seed);
  await play(plan(random, { durationMs, replicas: replicaCount }), { replicas, cluster: sandboxCluster, random });
  await replicas.ready();
  clients.stop();
  await Promise.all(running);
  const settlingAtMs = performance.now();
  await vi.waitFor(expectSettled, { timeout: settleMs, interval: 500 }).catch(tellOfTheStuck);
  tasks = await cluster.rows("SELECT id, status, event_seq AS seq, input, output FROM tasks");
  sandboxes = await readSandboxes(cluster);
  streams = streamsOf(await readEvents(cluster));
  const settledMs = Math.round(performance.now() - settlingAtMs);
  console.log(`sandbox chaos: ${JSON.stringify({ ...counts(), settledMs, kills: replicas.killCount })}`);
}, 240_000);

afterAll(async () => {
  await cluster?.close();
  await sandboxCluster?.stop();
});

async function expectSettled(): Promise<void> {
  const [open] = await cluster.rows<{ readonly tasks: number; readonly sandboxes: number }>(
    `SELECT (SELECT count(*)::integer FROM tasks WHERE finished_at IS NULL) AS tasks,
      (SELECT count(*)::integer FROM sandboxes WHERE finished_at IS NULL OR (host IS NOT NULL AND released_at IS NULL))
        AS sandboxes`,
  );
  expect({ ...open, objects: sandboxCluster.objects }).toEqual({ tasks: 0, sandboxes: 0, objects: [] });
}

async function tellOfTheStuck(): Promise<void> {
  const rows = await cluster.rows("SELECT id, status, kind, attempt FROM tasks WHERE finished_at IS NULL");
  const open = await cluster.rows(
    `SELECT s.id, s.status, s.reason, s.owner_id, s.host_ref, s.deadline_at, s.task_id, s.released_at,
      (SELECT max(r.seen_at) FROM replicas r WHERE r.id = s.owner_id) AS owner_seen_at
    FROM sandboxes s WHERE s.finished_at IS NULL OR (s.host IS NOT NULL AND s.released_at IS NULL)`,
  );
  const path = join(tmpdir(), `muster-sandbox-chaos-${seed}.log`);
  await writeFile(path, replicas.output);
  console.error("sandbox chaos: not settled", { rows, open, objects: sandboxCluster.objects, path });
}

function counts(): Record<string, number> {
  const events = [...streams.values()].flat();
  const count = (wanted: string): number => events.filter(({ type }) => type === wanted).length;
  return {
    tasks: tasks.length,
    sandboxes: sandboxes.length,
    events: events.length,
    lost: count("SANDBOX_LOST"),
    postponed: count("SANDBOX_POSTPONED"),
    failedTries: count("TASK_FAILED"),
  };
}

/** Ids of the sandboxes that a process of this machine runs in. */
async function sandboxesOfProcesses(): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/environ`, "utf8").catch(() => "")));
  return environments.flatMap((text) => /MUSTER_SANDBOX_ID=(sandbox_\w+)/.exec(text)?.[1] ?? []);
}

describe("after kills, and a cluster that was not well", () => {
  test("every task that was answered is there, and has ended as its errand says", () => {
    const byId = new Map(tasks.map((task) => [task.id, task]));
    const wrong = clients.tasks.filter((task) => !endsOf(task).includes(byId.get(task.taskId)?.status ?? "none"));
    expect(clients.tasks.length).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
    expect(tasks.map(({ id }) => id).toSorted()).toEqual(clients.tasks.map(({ taskId }) => taskId).toSorted());
  });

  test("clients saw no errors but those that a retry helps", () => {
    expect(clients.faults).toEqual([]);
  });

  test("what is completed was so once, with its own input as its output", () => {
    for (const { id, status, input, output } of tasks) {
      const completions = streams.get(id)?.filter(({ type }) => type === "TASK_COMPLETED") ?? [];
      expect(completions).toHaveLength(status === "COMPLETED" ? 1 : 0);
      if (status === "COMPLETED") expect(output).toEqual(input);
    }
  });

  test("every stream counts 1, 2, 3, ..., up to what its row says", () => {
    for (const { id, seq } of [...tasks, ...sandboxes]) {
      expect(streams.get(id)?.map((event) => event.seq)).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
    }
  });

  test("every sandbox has ended once, as its events tell, and its host has nothing of it", () => {
    expect(sandboxes.length).toBeGreaterThan(30);
    for (const { id, status } of sandboxes)
      expect({ id, status: foldSandbox(streams.get(id) ?? []) }).toEqual({ id, status });
    const final = ["SUCCEEDED", "FAILED", "TERMINATED", "LOST"];
    expect(sandboxes.filter(({ status }) => !final.includes(status))).toEqual([]);
    expect(sandboxCluster.objects).toEqual([]);
  });

  test("no try has had two sandboxes", () => {
    const tokens = sandboxes.flatMap(({ leaseToken }) => leaseToken ?? []);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  test("what was asked for without a task is there, and was followed without a gap", async () => {
    const ids = new Set(sandboxes.map(({ id }) => id));
    expect(clients.sandboxes.filter(({ id }) => !ids.has(id))).toEqual([]);
    await Promise.all(clients.sandboxes.map(({ followed }) => followed));
    for (const { id, seen } of clients.sandboxes) {
      expect(seen).toEqual(streams.get(id)?.map(({ seq, type }) => ({ seq, type })));
    }
  });

  test("no process of a sandbox is left", async () => {
    const ours = new Set(sandboxes.map(({ id }) => id));
    await vi.waitFor(async () => {
      expect((await sandboxesOfProcesses()).filter((id) => ours.has(id))).toEqual([]);
    }, 10_000);
  });

  test("no replica logged an error of its own", () => {
    expect(replicas.complaints).toEqual([]);
  });
});
