import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MusterClient } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { silent } from "../support/fake-fleet.js";
import { scripted, SandboxMuster, staying } from "../support/sandbox-muster.js";

let muster: SandboxMuster;
/** The admin of another tenant. */
let stranger: MusterClient;
let strangerToken: string;

const strangers = { adminEmail: "admin@strangers.test", adminPassword: "correct horse battery" };
const sdk = fileURLToPath(new URL("../../sdk/dist/index.js", import.meta.url));
const digest = `sha256:${"a".repeat(64)}`;

beforeAll(async () => {
  muster = await SandboxMuster.start();
  const token = await signIn(new MusterClient({ url: muster.server.url, logger: silent }), {
    email: muster.server.email,
    password: muster.server.password,
  });
  const query = "mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } } }";
  await muster.ask(token, query, { input: { name: "strangers", ...strangers } });
  stranger = new MusterClient({ url: muster.server.url, logger: silent });
  strangerToken = await signIn(stranger, { email: strangers.adminEmail, password: strangers.adminPassword });
});

afterAll(() => muster?.close());

/** Answers the token that it works with. */
async function signIn(client: MusterClient, who: { readonly email: string; readonly password: string }) {
  const { token } = await client.signIn(who);
  return typeof token === "function" ? token() : token;
}

/** What runs as a program of its own, and is given the key. */
const node = (script: string) => ({ command: ["node", "-e", script] });

async function ready(sandboxId: string): Promise<void> {
  for await (const { type } of muster.client.sandboxes.followEvents(sandboxId)) if (type === "SANDBOX_READY") return;
  throw new Error("The sandbox has ended.");
}

describe("a sandbox that is asked for", () => {
  it("for a task that waits takes it, and is the one that it runs in", async () => {
    const kind = await muster.newKind();
    const task = await muster.client.createTask({ kind, input: [1, 2] });
    const script = `console.log(JSON.parse(require("fs").readFileSync(0, "utf8")).length)`;
    const asked = await muster.client.sandboxes.request({ taskId: task.id, ...scripted(script) });
    expect(asked).toMatchObject({ status: "PENDING", task: { id: task.id } });
    expect(await muster.client.waitForTask(task.id)).toMatchObject({ status: "COMPLETED", output: 2, attempt: 1 });
    expect(await muster.client.sandboxes.waitForEnd(asked.id)).toMatchObject({ status: "SUCCEEDED" });
    expect((await muster.sandboxesOf(task.id)).map(({ id }) => id)).toEqual([asked.id]);
    await expect(muster.client.sandboxes.request({ taskId: task.id })).rejects.toMatchObject({ code: "INVALID_STATE" });
  });

  it("for an agent works as that agent on what comes, until it is terminated", async () => {
    const kind = await muster.newKind();
    const { agent } = await muster.client.registerAgent({ name: "inside", capabilities: ["inside"] });
    const program = `
      import(${JSON.stringify(sdk)}).then(async ({ MusterAgent }) => {
        const { MUSTER_URL: url, MUSTER_API_KEY: token } = process.env;
        const agent = new MusterAgent({ url, token }).handle(${JSON.stringify(kind)}, (input) => input * 2);
        process.once("SIGTERM", () => void agent.stop().then(() => process.exit(0)));
        await agent.startConsuming();
        console.log("key " + token);
      });`;
    const { id } = await muster.client.sandboxes.request({ agentId: agent.id, ...node(program) });
    const tasks = await muster.client.createTasks(
      [1, 2, 3].map((input) => ({ kind, input, requiredCapabilities: ["inside"] })),
    );
    for (const [index, task] of tasks.entries()) {
      expect(await muster.client.waitForTask(task.id)).toMatchObject({
        ...{ status: "COMPLETED", output: (index + 1) * 2, agent: { id: agent.id } },
      });
    }
    const key = await writtenBehind(id, "key ");
    expect(await viewerOf(key)).toBe("inside");
    await muster.client.sandboxes.terminate(id);
    expect(await muster.client.sandboxes.waitForEnd(id)).toMatchObject({ status: "TERMINATED", reason: "REQUESTED" });
    await eventually(() => expect(viewerOf(key)).resolves.toBeNull());
  });

  it("for a program alone has no key, and ends with it", async () => {
    const script = `console.log(Object.keys(process.env).filter((name) => name.startsWith("MUSTER_")).toSorted().join())`;
    const { id } = await muster.client.sandboxes.request({ ...node(script), env: { MINE: "1" } });
    expect(await muster.client.sandboxes.waitForEnd(id)).toMatchObject({ status: "SUCCEEDED", environment: ["MINE"] });
    expect(await muster.logOf(id)).toBe("MUSTER_SANDBOX_ID,MUSTER_SANDBOX_REF,MUSTER_URL\n");
  });

  it("twice with one key is one, and with another input is refused", async () => {
    const input = { ...node("process.exit(0)"), idempotencyKey: "once" };
    const first = await muster.client.sandboxes.request(input);
    const again = await muster.client.sandboxes.request(input);
    expect(again.id).toBe(first.id);
    await expect(muster.client.sandboxes.request({ ...input, timeoutMs: 5_000 })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await muster.client.sandboxes.waitForEnd(first.id);
    expect((await muster.client.sandboxes.request(input)).id).toBe(first.id);
  });

  it("and ended before it could begin is dropped", async () => {
    const kind = await muster.newKind();
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const task = await muster.client.createTask({ kind, scheduledAt: later });
    const { id } = await muster.client.sandboxes.request({ taskId: task.id, ...scripted(staying) });
    await muster.client.sandboxes.terminate(id);
    expect(await muster.client.sandboxes.waitForEnd(id)).toMatchObject({ status: "TERMINATED", reason: "REQUESTED" });
    expect(await muster.eventsOf(id)).toEqual(["SANDBOX_REQUESTED", "SANDBOX_TERMINATED"]);
    expect(await muster.client.task(task.id)).toMatchObject({ status: "SCHEDULED" });
  });
});

/** What a sandbox has written on the line that begins so. */
async function writtenBehind(sandboxId: string, beginning: string): Promise<string> {
  for await (const { text } of muster.client.sandboxes.followLog(sandboxId))
    if (text.startsWith(beginning)) return text.slice(beginning.length).trim();
  throw new Error(`The sandbox has not written ${beginning}.`);
}

/** The name of the agent whose key it is; null for a key of nobody. */
async function viewerOf(key: string): Promise<string | null> {
  const { data } = await muster.ask(key, "{ viewer { agent { name } } }");
  return (data?.["viewer"] as { readonly agent: { readonly name: string } } | null)?.agent.name ?? null;
}

describe("the key of a running sandbox", () => {
  it("does its task and nothing else", async () => {
    const { id } = await muster.create(node(`console.log("key " + process.env.MUSTER_API_KEY); ${staying}`));
    const { id: sandboxId } = await muster.sandboxWhere(id, ({ status }) => status === "READY");
    const key = await writtenBehind(sandboxId, "key ");
    expect(await viewerOf(key)).toBe("muster-sandbox");
    const variables = { id, sandboxId };
    const refusals = await Promise.all(
      [
        "query ($id: ID!) { task(id: $id) { id } }",
        "{ tasks { nodes { id } } }",
        "{ agents { nodes { id } } }",
        "query ($sandboxId: ID!) { sandbox(id: $sandboxId) { id } }",
        "query ($id: ID!) { node(id: $id) { id } }",
        "mutation ($id: ID!) { cancelTask(id: $id) { task { id } } }",
        "mutation ($sandboxId: ID!) { terminateSandbox(id: $sandboxId) { sandbox { id } } }",
        "mutation { requestSandbox(input: {}) { sandbox { id } } }",
        'mutation { createTask(input: { kind: "x" }) { task { id } } }',
        'mutation { createApiKey(input: { name: "x" }) { secret } }',
      ].map((query) => muster.ask(key, query, variables)),
    );
    const codes = refusals.map(({ errors }) => errors?.[0]?.extensions["code"]);
    expect(codes).toEqual(codes.map(() => "FORBIDDEN"));
    await muster.client.cancelTask(id);
    await muster.client.sandboxes.waitForEnd(sandboxId);
    await eventually(() => expect(viewerOf(key)).resolves.toBeNull());
  });
});

describe("another tenant", () => {
  it("finds no sandbox, task or agent that is not its own", async () => {
    const { agent } = await muster.client.registerAgent({ name: "unseen", capabilities: [] });
    const task = await muster.client.createTask({ kind: await muster.newKind() });
    const { id } = await muster.client.sandboxes.request(node(staying));
    await ready(id);
    expect(await stranger.sandboxes.get(id)).toBeNull();
    expect((await stranger.sandboxes.list()).nodes).toEqual([]);
    const notFound = { code: "NOT_FOUND" };
    await expect(stranger.sandboxes.terminate(id)).rejects.toMatchObject(notFound);
    await expect(stranger.sandboxes.request({ taskId: task.id })).rejects.toMatchObject(notFound);
    await expect(stranger.sandboxes.request({ agentId: agent.id })).rejects.toMatchObject(notFound);
    await expect(stranger.sandboxes.followLog(id).next()).rejects.toMatchObject(notFound);
    await expect(stranger.sandboxes.followEvents(id).next()).rejects.toMatchObject(notFound);
    expect(await muster.ask(strangerToken, "query ($id: ID!) { node(id: $id) { id } }", { id })).toEqual({
      data: { node: null },
    });
    await muster.client.sandboxes.terminate(id);
    await muster.client.sandboxes.waitForEnd(id);
  });

  it("has no sandboxes made on the operator's own machine", async () => {
    const { id } = await stranger.sandboxes.request(node("process.exit(0)"));
    expect(await stranger.sandboxes.waitForEnd(id)).toMatchObject({ status: "FAILED", reason: "UNTRUSTED" });
  });
});

describe("a container of the marketplace on the local host", () => {
  async function publish(by: MusterClient, publisher: string): Promise<string> {
    await by.marketplace.createPublisher({ name: publisher, displayName: publisher });
    const item = `${publisher}/agent`;
    await by.marketplace.publish({
      ...{ name: item, version: "1.0.0", type: "AGENT", description: "Does things.", visibility: "PUBLIC" },
      ...{ image: `registry.example/agent@${digest}`, manifest: {} },
    });
    const { taskKind } = await muster.client.marketplace.install({ item });
    expect(taskKind).toMatchObject({ name: `container:${item}` });
    return `container:${item}`;
  }

  it("is the launcher, with nothing to run, where it is one's own", async () => {
    const kind = await publish(muster.client, "own");
    const { id } = await muster.client.createTask({ kind });
    expect(await muster.client.waitForTask(id)).toMatchObject({
      status: "QUARANTINED",
      attempt: 1,
      lastError: { message: expect.stringContaining("no program to run") },
    });
    expect(await muster.sandboxesOf(id)).toMatchObject([
      { release: { version: "1.0.0" }, image: `registry.example/agent@${digest}` },
    ]);
  });

  it("is not run where it is another's", async () => {
    const kind = await publish(stranger, "foreign");
    const { id } = await muster.client.createTask({ kind });
    expect(await muster.client.waitForTask(id)).toMatchObject({
      status: "QUARANTINED",
      attempt: 1,
      lastError: { message: expect.stringMatching(/^UNTRUSTED: /) },
    });
    expect(await muster.sandboxesOf(id)).toMatchObject([{ status: "FAILED", reason: "UNTRUSTED" }]);
  });
});
