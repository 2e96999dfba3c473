import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MusterClient } from "../../sdk/src/index.js";
import { cloneTemplate } from "../support/database.js";
import { eventually } from "../support/eventually.js";
import { silent } from "../support/fake-fleet.js";
import { freePort, startServer, type ServerProcess } from "../support/processes.js";
import { startSandboxAgent, type SandboxAgentProcess } from "../support/sandbox-agent-process.js";
import { issueTaskKey } from "../support/task-keys.js";
import { createTcpProxy, type TcpProxy } from "../support/tcp-proxy.js";
import { dropDatabase } from "../support/template.js";
import { Holder } from "../support/task-holder.js";

const email = "admin@muster.test";
const password = "correct horse battery";

let databaseUrl: string;
let environment: Record<string, string>;
let server: ServerProcess;
let proxy: TcpProxy;
let client: MusterClient;
let holder: Holder;
/** A file that programs wait for. */
let release: string;
let directory: string;
const agents: SandboxAgentProcess[] = [];

beforeAll(async () => {
  databaseUrl = await cloneTemplate();
  const port = await freePort();
  environment = {
    ...{ PORT: String(port), DATABASE_URL: databaseUrl, MUSTER_LOG_LEVEL: "warn" },
    ...{ MUSTER_ADMIN_EMAIL: email, MUSTER_ADMIN_PASSWORD: password },
    // However long a busy machine takes to start the next server.
    ...{ MUSTER_LEASE_MS: "300000", MUSTER_ACK_TIMEOUT_MS: "300000" },
  };
  server = await startServer(environment);
  await server.ready();
  proxy = await createTcpProxy({ host: "127.0.0.1", port });
  client = new MusterClient({ url: server.url, logger: silent });
  await client.signIn({ email, password });
  await client.defineTaskKind({ name: "build" });
});

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "muster-agent-"));
  release = join(directory, "release");
  holder = await Holder.register(client, server.url);
});

afterEach(async () => {
  for (const agent of agents.splice(0)) {
    agent.kill("SIGKILL");
    await agent.exitCode;
  }
  await holder.leave();
  await rm(directory, { recursive: true });
});

afterAll(async () => {
  await proxy?.close();
  await server?.kill("SIGTERM");
  await dropDatabase(databaseUrl);
});

/** A task that is held for its sandbox, and the sandbox. */
async function begin(script: string, input: unknown = null): Promise<string> {
  const { id } = await client.createTask({ kind: "build", input });
  await holder.holds(id);
  const { tenantId, agentId } = holder;
  const MUSTER_API_KEY = await issueTaskKey(databaseUrl, { tenantId, agentId, taskId: id });
  const env = { MUSTER_URL: proxy.through(server.url), MUSTER_API_KEY, MUSTER_TASK_ID: id, RELEASE: release };
  agents.push(startSandboxAgent(env, script));
  return id;
}

const agent = (): SandboxAgentProcess => {
  const [only] = agents;
  if (!only) throw new Error("There is no sandbox.");
  return only;
};
const running = () => eventually(() => expect(agent().log()).toContain("running"));

/** Ends when it is released, and counts how often it was begun. */
const waits = `
  const { existsSync } = require("fs");
  console.error("running");
  setInterval(() => { if (existsSync(process.env.RELEASE)) { process.stdout.write('"done"'); process.exit(0); } }, 20);`;

describe("muster-sandbox-agent", () => {
  it("does the one task of its sandbox, and ends", async () => {
    const other = await client.createTask({ kind: "build", input: "another" });
    await holder.holds(other.id);
    const id = await begin(
      'const { words } = JSON.parse(require("fs").readFileSync(0, "utf8")); console.log(JSON.stringify(words.length))',
      { words: ["a", "b", "c"] },
    );
    expect(await agent().exitCode).toBe(0);
    expect(await client.task(id)).toMatchObject({ status: "COMPLETED", output: 3, attempt: 1 });
    expect(await client.task(other.id)).toMatchObject({ status: "ASSIGNED", attempt: 1 });
  });

  it("fails the try of a program that fails", async () => {
    const id = await begin('console.error("no compiler"); process.exit(4)');
    expect(await agent().exitCode).toBe(4);
    const { lastError } = (await client.task(id)) ?? {};
    expect(lastError).toMatchObject({ message: "The program ended with exit code 4.\nno compiler" });
  });

  it("goes on while its connection breaks, again and again", async () => {
    const id = await begin(waits);
    await running();
    for (let count = 0; count < 3; count++) {
      await eventually(() => expect(proxy.connectionCount).toBe(1));
      proxy.drop();
      await eventually(() => expect(proxy.connectionCount).toBe(1));
    }
    await writeFile(release, "");
    expect(await agent().exitCode).toBe(0);
    expect(await client.task(id)).toMatchObject({ status: "COMPLETED", output: "done", attempt: 1 });
    expect(
      agent()
        .log()
        .match(/running/g),
    ).toHaveLength(1);
  });

  it("goes on while its server is killed, and reports to the next", async () => {
    const id = await begin(waits);
    await running();
    await server.kill("SIGKILL");
    await writeFile(release, "");
    server = await startServer(environment);
    await server.ready();
    expect(await agent().exitCode).toBe(0);
    expect(await client.task(id)).toMatchObject({ status: "COMPLETED", output: "done", attempt: 1 });
  }, 120_000);

  it("ends its program when the task is cancelled", async () => {
    const id = await begin(waits);
    await running();
    await client.cancelTask(id);
    expect(await agent().exitCode).toBe(143);
  });

  it("hands SIGTERM on to its program, and reports what comes of it", async () => {
    const id = await begin(`process.on("SIGTERM", () => { process.stdout.write("7"); process.exit(0); }); ${waits}`);
    await running();
    agent().kill("SIGTERM");
    expect(await agent().exitCode).toBe(0);
    expect(await client.task(id)).toMatchObject({ status: "COMPLETED", output: 7 });
  });

  it("ends at once when there is nothing that it could do", async () => {
    const env = { MUSTER_URL: server.url, MUSTER_API_KEY: `muster_agent_${"x".repeat(43)}`, MUSTER_TASK_ID: "task_1" };
    agents.push(startSandboxAgent(env, waits));
    expect(await agent().exitCode).toBe(1);
    expect(agent().log()).not.toContain("running");
  });
});
