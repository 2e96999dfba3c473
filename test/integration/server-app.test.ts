import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, describe, expect, test, vi } from "vitest";
import { payloadOf, startAppWorld, type AppWorld } from "../support/app-world.js";
import { eventually } from "../support/eventually.js";
import { createTcpProxy, type TcpProxy } from "../support/tcp-proxy.js";

let world: AppWorld;

afterEach(() => world.close());

const createTask = "mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id status } } }";
const defineKind = 'mutation { defineTaskKind(input: { name: "echo" }) { taskKind { id } } }';
const assignments = "subscription { taskAssignments(capacity: 4) { assignments { task { id input } leaseToken } } }";

async function registerAgent(): Promise<string> {
  const answer = await world.asAdmin('mutation { registerAgent(input: { name: "one", capabilities: [] }) { apiKey } }');
  return (payloadOf(answer, "registerAgent") as { readonly apiKey: string }).apiKey;
}

interface Batch {
  readonly assignments: readonly { readonly task: { id: string; input: unknown }; readonly leaseToken: string }[];
}

describe("the app", () => {
  test("brings a task from a mutation to an agent and back over its sockets", async () => {
    world = await startAppWorld();
    await world.asAdmin(defineKind);
    const agent = world.socket(await registerAgent());
    const work = agent.iterate<{ taskAssignments: Batch }>({ query: assignments });
    const batch = work.next();
    const created = await world.asAdmin(createTask, { input: { kind: "echo", input: { n: 7 } } });
    const { id } = (payloadOf(created, "createTask") as { readonly task: { readonly id: string } }).task;
    const [assignment] = (await batch).value.data.taskAssignments.assignments;
    expect(assignment.task).toEqual({ id, input: { n: 7 } });
    const lease = { taskId: id, leaseToken: assignment.leaseToken };
    const report = async (query: string, variables: Record<string, unknown>) =>
      (await agent.iterate({ query, variables }).next()).value;
    await report("mutation ($leases: [LeaseInput!]!) { acceptTasks(leases: $leases) { results { outcome } } }", {
      leases: [lease],
    });
    const completed = await report(
      "mutation ($results: [TaskResultInput!]!) { completeTasks(results: $results) { results { outcome } } }",
      {
        results: [{ ...lease, output: { ok: true } }],
      },
    );
    expect(completed.data).toEqual({ completeTasks: { results: [{ outcome: "APPLIED" }] } });
    const read = await world.asAdmin(
      "query ($id: ID!) { node(id: $id) { id ... on Task { status output lastSeq } } }",
      { id },
    );
    expect(read.data).toEqual({ node: { id, status: "COMPLETED", output: { ok: true }, lastSeq: 4 } });
    await agent.dispose();
  });

  test("hands back what no agent has accepted when it stops", async () => {
    world = await startAppWorld();
    await world.asAdmin(defineKind);
    const agent = world.socket(await registerAgent());
    const work = agent.iterate({ query: assignments });
    const batch = work.next();
    await world.asAdmin(createTask, { input: { kind: "echo" } });
    await batch;
    await world.app.stop();
    const client = new pg.Client(world.databaseUrl);
    await client.connect();
    const { rows } = await client.query("SELECT status, attempt FROM tasks");
    await client.end();
    expect(rows).toEqual([{ status: "QUEUED", attempt: 0 }]);
  });

  test("keeps a generated password where its owner alone can read it, and tells it once", async () => {
    world = await startAppWorld();
    const path = join(world.dataDir, "admin-password");
    expect(readFileSync(path, "utf8").trim()).toBe(world.app.firstSignIn.password);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await world.asAdmin("{ viewer { role user { email } } }")).data).toEqual({
      viewer: { role: "ADMIN", user: { email: "admin@muster.local" } },
    });
  });

  test("has the metrics of docs/telemetry.md, all and no others", async () => {
    world = await startAppWorld({ env: { MUSTER_SANDBOX_HOST: "local" } });
    const metrics = await world.app.metrics.registry.getMetricsAsJSON();
    const own = metrics.map(({ name, type }) => `${name} ${type}`).filter((line) => line.startsWith("muster_"));
    const page = readFileSync(new URL("../../docs/telemetry.md", import.meta.url), "utf8");
    const listed = [...page.matchAll(/^\| `(muster_\w+)` \| (\w+) \|/gm)].map(([, name, type]) => `${name} ${type}`);
    expect(listed).toEqual(own.sort());
  });

  test("serves health alone without the role api", async () => {
    world = await startAppWorld({ env: { MUSTER_ROLES: "feeder,reaper", AMQP_URL: "amqp://127.0.0.1:1" } });
    expect((await fetch(`${world.app.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${world.app.url}/graphql`, { method: "POST" })).status).toBe(404);
    await eventually(async () => {
      const ready = await fetch(`${world.app.url}/readyz`);
      expect([ready.status, await ready.json()]).toEqual([
        503,
        { status: "down", checks: { database: "ok", broker: "down", migrations: "ok" } },
      ]);
    });
  });
});

describe("without its database the app", () => {
  let proxy: TcpProxy;

  const through = async (databaseUrl: string): Promise<string> => {
    const url = new URL(databaseUrl);
    const folder = url.searchParams.get("host");
    proxy = await createTcpProxy(
      folder
        ? { path: `${folder}/.s.PGSQL.${url.port || 5432}` }
        : { host: url.hostname, port: Number(url.port || 5432) },
    );
    url.searchParams.delete("host");
    // A URL without a host keeps it empty, so the address is put together anew.
    return `postgres://${url.username || "postgres"}:${url.password}@127.0.0.1:${proxy.port}${url.pathname}${url.search}`;
  };

  test("answers UNAVAILABLE and shows red, and recovers by itself", async () => {
    world = await startAppWorld({ through });
    await world.asAdmin(defineKind);
    proxy.cut();
    const refused = await world.asAdmin(createTask, { input: { kind: "echo" } });
    expect(refused.errors?.[0]?.extensions["code"]).toBe("UNAVAILABLE");
    expect((await fetch(`${world.app.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${world.app.url}/healthz`)).status).toBe(200);
    proxy.restore();
    await vi.waitFor(async () => expect((await fetch(`${world.app.url}/readyz`)).status).toBe(200), {
      timeout: 10_000,
    });
    const created = await world.asAdmin(createTask, { input: { kind: "echo" } });
    expect(created.errors).toBeUndefined();
    await world.app.stop();
    await proxy.close();
  });
});
