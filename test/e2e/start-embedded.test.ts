import { mkdtemp, readFile, readlink, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "graphql-ws";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { MusterAgent, MusterClient } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { heldHandler, silent } from "../support/fake-fleet.js";
import { freePort, startServer, type Environment, type ServerProcess } from "../support/processes.js";

const email = "admin@muster.local";
const startMs = 60_000;
/** A stop closes the sockets, then writes what the database still has in memory. */
const stopMs = 15_000;

let dataDir: string;
let env: Environment;
let server: ServerProcess | null = null;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "muster-start-"));
  env = {
    ...{ MUSTER_DATA_DIR: dataDir, MUSTER_LOG_LEVEL: "warn", PORT: String(await freePort()) },
    // However long a busy machine takes to stop and to start again.
    ...{ MUSTER_LEASE_MS: "300000", MUSTER_ACK_TIMEOUT_MS: "300000" },
  };
});

afterEach(async () => {
  await server?.kill("SIGKILL");
  server = null;
});

afterAll(async () => {
  await eventually(async () => expect(await processesIn(join(dataDir, "postgres"))).toEqual([]));
  await rm(dataDir, { recursive: true, force: true });
});

/** Resolves when it has told that it runs. */
async function start(): Promise<ServerProcess> {
  const started = (server = await startServer(env));
  await started.ready();
  await eventually(() => expect(started.output).toContain("Muster is running."));
  return started;
}

async function signedIn(): Promise<MusterClient> {
  const client = new MusterClient({ url: `http://127.0.0.1:${env["PORT"]}`, logger: silent });
  await client.signIn({ email, password: await keptPassword() });
  return client;
}

async function keptPassword(): Promise<string> {
  return (await readFile(join(dataDir, "admin-password"), "utf8")).trim();
}

/** Ids of the processes that work in the folder. */
async function processesIn(folder: string): Promise<string[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(ids.map((id) => readlink(`/proc/${id}/cwd`).catch(() => null)));
  return ids.filter((_id, index) => folders[index] === folder);
}

describe("main.js on a data directory of its own", () => {
  it(
    "tells at its first start where it is and how to come in",
    async () => {
      const { output, url } = await start();
      const password = await keptPassword();
      expect(output).toContain(`GraphQL    ${url}/graphql`);
      expect(output).toContain(`Explorer   ${url}/explorer`);
      expect(output).toContain(`Sign in    ${email}, password ${password}`);
      expect((await stat(join(dataDir, "admin-password"))).mode & 0o777).toBe(0o600);
      await expect((await signedIn()).viewer()).resolves.toMatchObject({ role: "ADMIN", user: { email } });
    },
    startMs,
  );

  it(
    "shows no password at its next start, and keeps the one that it has",
    async () => {
      const password = await keptPassword();
      const { output } = await start();
      expect(output).toContain(`Sign in    ${email}, password in ${join(dataDir, "admin-password")}`);
      expect(output).not.toContain(password);
      await expect(keptPassword()).resolves.toBe(password);
      await signedIn();
    },
    startMs,
  );

  it(
    "loses no task to kill -9, and leaves no PostgreSQL behind",
    async () => {
      await start();
      const before = await signedIn();
      await before.defineTaskKind({ name: "echo" });
      const { id } = await before.createTask({ kind: "echo", input: "kept" });
      await server?.kill("SIGKILL");
      await eventually(async () => expect(await processesIn(join(dataDir, "postgres"))).toEqual([]));
      const { url } = await start();
      const after = await signedIn();
      const { agent, apiKey } = await after.registerAgent({ name: "after", capabilities: [] });
      const worker = new MusterAgent({ url, token: apiKey, logger: silent }).handle("echo", (input) => input);
      await worker.startConsuming();
      const done = await after.waitForTask(id);
      await worker.stop();
      expect(done).toMatchObject({ status: "COMPLETED", output: "kept", attempt: 1, agent: { id: agent.id } });
    },
    startMs,
  );

  it(
    "refuses a directory that another process uses, and leaves that one alone",
    async () => {
      const first = await start();
      const second = await startServer({ ...env, PORT: "0" });
      await expect(second.ended).resolves.toEqual({ code: 1, signal: null });
      expect(second.output.trim().split("\n")).toEqual([
        expect.stringContaining(`${join(dataDir, "postgres")} is in use by another process.`),
      ]);
      await expect(first.ready()).resolves.toBeUndefined();
      await signedIn();
    },
    startMs,
  );
});

describe("main.js told to stop", () => {
  it(
    "closes the sockets with 1001, ends with 0, and takes the result of what ran meanwhile when it is back",
    async () => {
      const { url, kill, ended } = await start();
      const client = await signedIn();
      await client.defineTaskKind({ name: "held" });
      const { apiKey } = await client.registerAgent({ name: "holder", capabilities: [] });
      const { handler, contexts, releaseAll } = heldHandler();
      const reconnect = { baseMs: 50, capMs: 500 };
      const agent = new MusterAgent({ url, token: apiKey, logger: silent, reconnect }).handle("held", handler);
      await agent.startConsuming();
      const { id } = await client.createTask({ kind: "held" });
      await eventually(() => expect(contexts).toHaveLength(1));
      const { closed } = await openSocket(url, apiKey);
      const sinceMs = performance.now();
      await kill("SIGTERM");
      await expect(ended).resolves.toEqual({ code: 0, signal: null });
      expect(performance.now() - sinceMs).toBeLessThan(stopMs);
      await expect(closed).resolves.toBe(1001);
      expect(contexts[0]?.signal.aborted).toBe(false);
      releaseAll("done");
      await start();
      await expect(client.waitForTask(id)).resolves.toMatchObject({ status: "COMPLETED", output: "done", attempt: 1 });
      await agent.stop();
    },
    startMs,
  );

  it(
    "while it is still starting ends with 0",
    async () => {
      const starting = (server = await startServer({ ...env, MUSTER_LOG_LEVEL: "debug" }));
      await eventually(() => expect(starting.output).toContain("database system is ready"));
      await expect(starting.kill("SIGTERM")).resolves.toEqual({ code: 0, signal: null });
    },
    startMs,
  );
});

describe("main.js with an environment that is not usable", () => {
  async function complaintOf(variables: Environment): Promise<string> {
    const refused = await startServer(variables);
    await expect(refused.ended).resolves.toEqual({ code: 1, signal: null });
    return refused.output;
  }

  it("tells everything that is wrong at once", async () => {
    const complaint = await complaintOf({ PORT: "abc", MUSTER_ROLES: "nope" });
    expect(complaint.trim().split("\n")).toEqual([
      "The environment is not usable:",
      expect.stringContaining("PORT: expected a whole number"),
      expect.stringContaining("MUSTER_ROLES: "),
    ]);
  });

  it("does not run some of the roles on services that only this process could reach", async () => {
    const complaint = await complaintOf({ MUSTER_ROLES: "api,dispatcher", DATABASE_URL: "postgres://nowhere/muster" });
    expect(complaint).toContain("AMQP_URL: fewer roles than all need it");
    expect(complaint).not.toContain("DATABASE_URL");
  });
});

/** An open socket, by the code that the server is going to close it with. */
async function openSocket(url: string, token: string): Promise<{ readonly closed: Promise<number> }> {
  let close: (code: number) => void = () => {};
  const closed = new Promise<number>((resolve) => (close = resolve));
  await new Promise((connected) =>
    createClient({
      url: `${url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
      onNonLazyError: () => undefined,
      on: { connected, closed: (event) => close((event as { readonly code: number }).code) },
    }),
  );
  return { closed };
}
