import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runSandboxed, type RunSandboxedOptions, type SandboxedEnd, type TaskHandler } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { heldHandler, silent } from "../support/fake-fleet.js";
import { assignment, FakeMuster, refusal } from "../support/fake-muster.js";

let server: FakeMuster;
let stop: AbortController;
let running: Promise<SandboxedEnd>;

beforeEach(async () => {
  server = await FakeMuster.start();
  stop = new AbortController();
});

afterEach(async () => {
  stop.abort();
  await running;
  await server.stop();
});

const env = (url = server.url) => ({ MUSTER_URL: url, MUSTER_API_KEY: "key", MUSTER_TASK_ID: "task_1", OTHER: "x" });

/** Begins, and waits until it listens for its task. */
async function begin(handler: TaskHandler, options: Partial<RunSandboxedOptions> = {}): Promise<void> {
  const reconnect = { baseMs: 5, capMs: 20 };
  const given = { env: env(), logger: silent, signal: stop.signal, graceMs: 200, reconnect, ...options };
  running = runSandboxed(handler, given);
  await listening();
}

const listening = () => eventually(() => expect(server.subscribers("taskAssignments")).toBe(1));
const results = () => server.asked("completeTasks").flatMap(({ results: all }) => all as readonly unknown[]);
const failures = () => server.asked("reportTaskFailure").map(({ input }) => input);
const accepted = () => server.asked("acceptTasks").flatMap(({ leases }) => leases as readonly unknown[]);
const own = (task: object = {}) => assignment(1, { input: { n: 2 }, ...task });
const cancel = (taskId: string) =>
  server.push("agentCommands", { __typename: "CancelTask", taskId, reason: "Not wanted." });

describe("a task that is done", () => {
  it("is accepted, worked on and reported, and that is the end", async () => {
    await begin((input, { task, attempt }) => ({ input, id: task.id, attempt }));
    server.assign(own());
    expect(await running).toEqual({ reason: "DONE", error: null });
    expect(accepted()).toEqual([{ taskId: "task_1", leaseToken: "lease_1" }]);
    expect(results()).toMatchObject([{ taskId: "task_1", output: { input: { n: 2 }, id: "task_1", attempt: 1 } }]);
    expect(server.connections).toEqual(["key"]);
    await eventually(() => expect(server.openSockets).toBe(0));
  });

  it("asks nothing that its key is not for", async () => {
    await begin(async (_input, { write, progress }) => {
      progress(50);
      await write("x");
    });
    server.assign(own());
    await running;
    const allowed = ["taskAssignments", "agentCommands", "acceptTasks", "completeTasks", "heartbeat"];
    const fields = new Set(server.calls.map(({ field }) => field));
    for (const field of [...allowed, "reportTaskProgress", "appendTaskOutput"]) fields.delete(field);
    expect([...fields]).toEqual([]);
  });

  it("is reported as failed when the handler throws", async () => {
    await begin(() => Promise.reject(new Error("Broken.")));
    server.assign(own());
    expect(await running).toEqual({ reason: "DONE", error: null });
    expect(failures()).toMatchObject([{ taskId: "task_1", errorMessage: "Broken.", retryable: true }]);
  });

  it("is reported as failed when its time is over", async () => {
    await begin((_input, { signal }) => new Promise((resolve) => signal.addEventListener("abort", resolve)));
    server.assign(own({ timeoutMs: 20 }));
    expect(await running).toEqual({ reason: "DONE", error: null });
    expect(failures()).toMatchObject([{ errorMessage: "The try ran longer than 20 ms." }]);
  });

  it("is reported although its stream ended before the answer", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    await begin(handler);
    server.assign(own());
    await eventually(() => expect(contexts).toHaveLength(1));
    const answer = server.hold("completeTasks");
    releaseAll("done");
    await eventually(() => expect(server.asked("completeTasks")).toHaveLength(1));
    server.complete("taskAssignments");
    await listening();
    server.complete("taskAssignments");
    answer();
    expect(await running).toEqual({ reason: "DONE", error: null });
    expect(failures()).toEqual([]);
  });
});

describe("a lost connection", () => {
  it("does not disturb the work, and the task that is given again is not begun again", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    await begin(handler);
    server.assign(own());
    await eventually(() => expect(contexts).toHaveLength(1));
    server.drop();
    await eventually(() => expect(server.connections).toHaveLength(2));
    await listening();
    server.assign(own());
    // Heard after the assignment on the same socket.
    cancel("task_other");
    releaseAll("done");
    expect(await running).toEqual({ reason: "DONE", error: null });
    expect(contexts).toHaveLength(1);
    expect(accepted()).toHaveLength(1);
    expect(results()).toMatchObject([{ output: "done" }]);
  });

  it.each([1000, 1001, 1006, 1012])(
    "that ends with %s before the task has come is not taken for the end",
    async (code) => {
      await begin((input) => input);
      if (code === 1006) server.drop();
      else server.close(code);
      await eventually(() => expect(server.connections).toHaveLength(2));
      await listening();
      server.assign(own());
      expect(await running).toEqual({ reason: "DONE", error: null });
    },
  );

  it("is waited out when there is no server yet", async () => {
    const { port } = server;
    await server.stop();
    running = runSandboxed((input) => input, {
      ...{ env: env(`http://127.0.0.1:${port}`), logger: silent, signal: stop.signal },
      reconnect: { baseMs: 5, capMs: 20 },
    });
    server = await FakeMuster.start(port);
    await listening();
    server.assign(own());
    expect(await running).toMatchObject({ reason: "DONE" });
  });
});

describe("a task that is gone", () => {
  it("is no reason to wait: the server has none", async () => {
    await begin((input) => input);
    server.complete("taskAssignments");
    expect(await running).toEqual({ reason: "GONE", error: null });
  });

  it("is not begun when its accept is refused", async () => {
    server.decide("acceptTasks", "STALE_LEASE");
    const { handler, contexts } = heldHandler();
    await begin(handler);
    server.assign(own());
    expect(await running).toEqual({ reason: "GONE", error: null });
    expect(contexts).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ["it is cancelled", () => cancel("task_1")],
    ["its stream has ended", () => endStream()],
    ["a heartbeat finds the lease lost", () => loseLease()],
    ["it comes under another lease", () => server.assign({ ...own(), leaseToken: "lease_other", attempt: 2 })],
  ])("ends the handler when %s", async (_how, lose) => {
    const { handler, contexts } = heldHandler();
    await begin((input, context) => Promise.race([handler(input, context), abortOf(context.signal)]), {
      heartbeatMs: 30,
    });
    server.assign(own());
    await eventually(() => expect(contexts).toHaveLength(1));
    await lose();
    expect(await running).toEqual({ reason: "GONE", error: null });
    expect(contexts[0]?.signal.aborted).toBe(true);
    expect([results(), failures()]).toEqual([[], []]);
    expect(contexts).toHaveLength(1);
  });

  it("is not waited for by a handler that does not heed its signal", async () => {
    const { handler, contexts } = heldHandler();
    await begin(handler, { graceMs: 20 });
    server.assign(own());
    await eventually(() => expect(contexts).toHaveLength(1));
    cancel("task_1");
    expect(await running).toEqual({ reason: "GONE", error: null });
  });

  it("does not take the commands and assignments of others for its own", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    await begin(handler);
    server.assign(assignment(2));
    server.assign(own());
    await eventually(() => expect(contexts).toHaveLength(1));
    cancel("task_2");
    server.push("agentCommands", { __typename: "Drain", reason: "x" });
    releaseAll("done");
    expect(await running).toEqual({ reason: "DONE", error: null });
    expect(accepted()).toEqual([{ taskId: "task_1", leaseToken: "lease_1" }]);
  });
});

describe("the end by others", () => {
  it("is at once when nothing runs", async () => {
    await begin((input) => input);
    stop.abort();
    expect(await running).toEqual({ reason: "STOPPED", error: null });
  });

  it("lets the handler finish within the grace, and reports", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    await begin(handler, { graceMs: 5_000 });
    server.assign(own());
    await eventually(() => expect(contexts).toHaveLength(1));
    stop.abort();
    releaseAll("done");
    expect(await running).toEqual({ reason: "DONE", error: null });
    expect(results()).toMatchObject([{ output: "done" }]);
  });

  it("fails the try, to be made again, when the grace is over", async () => {
    const { handler, contexts } = heldHandler();
    await begin(handler, { graceMs: 20 });
    server.assign(own());
    await eventually(() => expect(contexts).toHaveLength(1));
    stop.abort();
    expect(await running).toEqual({ reason: "STOPPED", error: null });
    expect(failures()).toMatchObject([{ errorMessage: expect.stringContaining("stopped"), retryable: true }]);
  });

  it("tells why when the server does not let it in", async () => {
    server.admits = () => false;
    running = runSandboxed((input) => input, { env: env(), logger: silent, signal: stop.signal });
    const end = await running;
    expect(end.reason).toBe("REFUSED");
    expect(end.error).toMatchObject({ closeCode: 4403 });
  });

  it("tells why when the server lets it in no more, though the handler is done", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    await begin(handler);
    server.assign(own());
    await eventually(() => expect(contexts).toHaveLength(1));
    server.hold("completeTasks");
    releaseAll("done");
    await eventually(() => expect(server.asked("completeTasks")).toHaveLength(1));
    server.close(4403);
    expect(await running).toMatchObject({ reason: "REFUSED", error: { closeCode: 4403 } });
  });

  it("tells why when the server refuses the stream", async () => {
    server.answers["taskAssignments"] = () => {
      throw refusal("FORBIDDEN", { reason: "ROLE_FORBIDDEN" });
    };
    running = runSandboxed((input) => input, { env: env(), logger: silent, signal: stop.signal });
    expect(await running).toMatchObject({ reason: "REFUSED", error: { code: "FORBIDDEN" } });
  });

  it.each(["MUSTER_URL", "MUSTER_API_KEY", "MUSTER_TASK_ID"])("comes before the beginning without %s", async (name) => {
    running = Promise.resolve({ reason: "STOPPED", error: null });
    for (const value of [undefined, ""]) {
      const options = { env: { ...env(), [name]: value } };
      await expect(runSandboxed((input) => input, options)).rejects.toThrow(`${name} is not set`);
    }
  });
});

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("Aborted."))));
}

/** Ends it, and the one that is opened to see whether there is more. */
async function endStream(): Promise<void> {
  server.complete("taskAssignments");
  await eventually(() => expect(server.asked("taskAssignments")).toHaveLength(2));
  await listening();
  server.complete("taskAssignments");
}

function loseLease(): void {
  server.answers["heartbeat"] = ({ input }) => ({
    results: (input as { activeLeases: { taskId: string }[] }).activeLeases.map(({ taskId }) => ({
      taskId,
      outcome: "STALE_LEASE",
      message: null,
    })),
    lostTaskIds: ["task_1"],
    leaseExpiresAt: new Date().toISOString(),
  });
}
