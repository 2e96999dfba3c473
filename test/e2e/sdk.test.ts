import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  MusterAgent,
  MusterClient,
  NonRetryableError,
  type MusterAgentOptions,
  type TaskContext,
  type UserSession,
} from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { silent } from "../support/fake-fleet.js";
import { MusterProcess } from "../support/muster-process.js";

let server: MusterProcess;
let client: MusterClient;
let session: UserSession;
let agents: MusterAgent[] = [];
let kinds = 0;
let kind = "";

beforeAll(async () => {
  server = await MusterProcess.create({
    MUSTER_BACKOFF_BASE_MS: "50",
    // However long a busy machine takes to start the next server.
    MUSTER_ACK_TIMEOUT_MS: "300000",
    MUSTER_LEASE_MS: "300000",
  });
  await server.start();
  client = new MusterClient({ url: server.url, logger: silent });
  session = await client.signIn({ email: server.email, password: server.password });
});

beforeEach(async () => {
  kind = `kind-${(kinds += 1)}`;
  await client.defineTaskKind({ name: kind });
});

afterEach(async () => {
  await Promise.all(agents.map((agent) => agent.stop({ graceMs: 0 })));
  agents = [];
});

afterAll(() => server.close());

function createAgent(options: Partial<MusterAgentOptions> = {}): MusterAgent {
  const agent = new MusterAgent({ url: server.url, token: session.token, concurrency: 8, logger: silent, ...options });
  agents.push(agent);
  return agent;
}

/** A handler that ends when told. */
function heldHandler() {
  const contexts: TaskContext[] = [];
  let release: (output: unknown) => void = () => {};
  const handler = (_input: unknown, context: TaskContext): Promise<unknown> => {
    contexts.push(context);
    return new Promise((resolve) => (release = resolve));
  };
  return { handler, contexts, release: (output: unknown) => release(output) };
}

async function typesOf(taskId: string, last: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { seq, type } of client.taskEvents(taskId)) {
    expect(seq).toBe(types.length + 1);
    types.push(type);
    if (type === last) break;
  }
  return types;
}

describe("an agent of the SDK on a real server", () => {
  it("works on a task, with progress, output and cost for all to see", async () => {
    const agent = createAgent().handle<{ name: string }>(kind, async ({ name }, context) => {
      context.progress(50, "half way");
      await context.write("Hello ");
      await context.write(name);
      context.setCost(0.25);
      return `Hello ${name}`;
    });
    await agent.startConsuming();
    const { id } = await client.createTask({ kind, input: { name: "Ada" } });
    const task = await client.waitForTask(id);
    expect(task).toMatchObject({
      status: "COMPLETED",
      output: "Hello Ada",
      cost: 0.25,
      attempt: 1,
      agent: { id: agent.id },
    });
    let output = "";
    for await (const { chunk } of client.taskOutput(id)) output += chunk;
    expect(output).toBe("Hello Ada");
    await expect(typesOf(id, "TASK_COMPLETED")).resolves.toEqual([
      "TASK_CREATED",
      "TASK_ASSIGNED",
      "TASK_STARTED",
      "TASK_PROGRESSED",
      "TASK_COMPLETED",
    ]);
  });

  it("works on many, each once", async () => {
    const seen = new Map<string, number>();
    const count = async (_input: unknown, { task }: TaskContext): Promise<void> =>
      void seen.set(task.id, (seen.get(task.id) ?? 0) + 1);
    const fleet = [1, 2, 3].map(() => createAgent({ concurrency: 64 }).handle(kind, count));
    await Promise.all(fleet.map((agent) => agent.startConsuming()));
    const tasks = await client.createTasks(Array.from({ length: 1_000 }, (_, number) => ({ kind, input: number })));
    await eventually(async () => {
      const { nodes } = await client.tasks({
        first: 1,
        filter: { kind: [kind], status: ["QUEUED", "ASSIGNED", "RUNNING"] },
      });
      expect(nodes).toEqual([]);
    });
    expect(new Set(seen.keys())).toEqual(new Set(tasks.map(({ id }) => id)));
    expect([...seen.values()].every((times) => times === 1)).toBe(true);
  });

  it("tries again what failed, and leaves in quarantine what no retry helps until it is redriven", async () => {
    let tries = 0;
    const agent = createAgent().handle(kind, (input) => {
      tries += 1;
      if (tries === 1) throw new Error("not yet");
      if (tries === 2) throw new NonRetryableError("never");
      return input;
    });
    await agent.startConsuming();
    const { id } = await client.createTask({ kind, input: "x" });
    const failed = await client.waitForTask(id);
    expect(failed).toMatchObject({
      status: "QUARANTINED",
      attempt: 2,
      lastError: { reason: "REPORTED", message: "never" },
    });
    await client.redriveTask(id);
    await expect(client.waitForTask(id)).resolves.toMatchObject({ status: "COMPLETED", output: "x" });
    const attempts = await client.taskAttempts(id);
    expect(attempts?.map(({ outcome }) => outcome)).toEqual(["FAILED", "QUARANTINED", "COMPLETED"]);
  });

  it("fails the try whose output does not fit the kind", async () => {
    await client.defineTaskKind({ name: kind, outputSchema: { type: "string" }, defaultMaxRetries: 0 });
    await createAgent()
      .handle(kind, () => 42)
      .startConsuming();
    const { id } = await client.createTask({ kind });
    const task = await client.waitForTask(id);
    expect(task.status).toBe("QUARANTINED");
    expect(task.lastError?.message).toContain("string");
  });

  it("stops a handler whose task is cancelled", async () => {
    const { handler, contexts } = heldHandler();
    await createAgent().handle(kind, handler).startConsuming();
    const { id } = await client.createTask({ kind });
    await eventually(() => expect(contexts).toHaveLength(1));
    await client.cancelTask(id);
    await eventually(() => expect(contexts[0]?.signal.reason).toMatchObject({ reason: "CANCELLED" }));
    await expect(client.waitForTask(id)).resolves.toMatchObject({ status: "CANCELLED" });
  });

  it("leaves in order when it is told to drain", async () => {
    const { handler, contexts, release } = heldHandler();
    const agent = createAgent().handle(kind, handler);
    await agent.startConsuming();
    const { id } = await client.createTask({ kind });
    await eventually(() => expect(contexts).toHaveLength(1));
    await client.drainAgent(agent.id ?? "");
    release("done");
    await expect(agent.closed).resolves.toEqual({ reason: "DRAINED", error: null });
    await expect(client.waitForTask(id)).resolves.toMatchObject({ status: "COMPLETED", output: "done", attempt: 1 });
  });

  it("hands its work on when it stops without grace", async () => {
    const { handler, contexts } = heldHandler();
    // A try counts from its accept on.
    const first = createAgent({ acceptFirst: true }).handle(kind, handler);
    await first.startConsuming();
    const { id } = await client.createTask({ kind });
    await eventually(() => expect(contexts).toHaveLength(1));
    await first.stop({ graceMs: 0 });
    await createAgent()
      .handle(kind, () => "second")
      .startConsuming();
    await expect(client.waitForTask(id)).resolves.toMatchObject({ status: "COMPLETED", output: "second", attempt: 2 });
  });

  it("ends when its key is revoked", async () => {
    const { agent, apiKey } = await client.registerAgent({ name: "short-lived", capabilities: [] });
    const worker = createAgent({ token: apiKey }).handle(kind, () => null);
    await worker.startConsuming();
    await client.removeAgent(agent.id);
    await expect(worker.closed).resolves.toMatchObject({ reason: "FATAL", error: { closeCode: 4403 } });
  });

  it("carries on through the death of the server, and so do those who follow", async () => {
    const { handler, contexts, release } = heldHandler();
    const { apiKey } = await client.registerAgent({ name: "survivor", capabilities: [] });
    await createAgent({ token: apiKey }).handle(kind, handler).startConsuming();
    const { id } = await client.createTask({ kind });
    const types = typesOf(id, "TASK_COMPLETED");
    await eventually(() => expect(contexts).toHaveLength(1));
    await server.kill();
    release("survived");
    await server.start();
    await expect(types).resolves.toEqual(["TASK_CREATED", "TASK_ASSIGNED", "TASK_STARTED", "TASK_COMPLETED"]);
    await expect(client.waitForTask(id)).resolves.toMatchObject({ output: "survived", attempt: 1 });
    expect(contexts).toHaveLength(1);
  }, 60_000);
});
