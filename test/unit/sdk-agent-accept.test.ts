import { describe, expect, it, vi } from "vitest";
import { TaskAbortError, type TaskContext } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { FakeFleet, heldHandler } from "../support/fake-fleet.js";
import { assignment, refusal } from "../support/fake-muster.js";

const fleet = FakeFleet.use();

/** What was said of leases, in its order. */
function said(): string[] {
  return fleet.server.calls.map(({ field }) => field).filter((field) => /Tasks$|^reportTask|^append/.test(field));
}

describe("a handler whose accept is not answered", () => {
  it("starts, and its result is sent right behind the accept", async () => {
    const answer = fleet.server.hold("acceptTasks");
    await fleet.start(fleet.create().handle("echo", async (input) => input));
    fleet.server.assign(assignment(1, { input: "a" }), assignment(2, { input: "b" }));
    await eventually(() => expect(said()).toEqual(["acceptTasks", "completeTasks"]));
    expect(fleet.results().map(({ output }) => output)).toEqual(["a", "b"]);
    answer();
  });

  it("has its result sent right behind the accept though an earlier report is under way", async () => {
    const answer = fleet.server.hold("completeTasks");
    await fleet.start(fleet.create().handle("echo", () => "done"));
    fleet.server.assign(assignment(1));
    await eventually(() => expect(said()).toHaveLength(2));
    fleet.server.assign(assignment(2));
    await eventually(() => expect(said()).toEqual(["acceptTasks", "completeTasks", "acceptTasks", "completeTasks"]));
    answer();
  });

  it("is aborted when the accept is refused, its result dropped and its slot free once it has returned", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    fleet.server.answers["acceptTasks"] = () => {
      fleet.server.decide("acceptTasks", "APPLIED");
      return { results: [{ taskId: "task_1", outcome: "STALE_LEASE" }] };
    };
    const agent = fleet.create({ concurrency: 1 }).handle("echo", handler);
    await fleet.start(agent);
    fleet.server.assign(assignment(1), assignment(2));
    await eventually(() => expect(contexts[0]?.signal.reason).toBeInstanceOf(TaskAbortError));
    expect(contexts[0]?.signal.reason).toMatchObject({ reason: "LEASE_LOST" });
    expect(contexts).toHaveLength(1);
    releaseAll("dropped");
    await eventually(() => expect(contexts).toHaveLength(2));
    releaseAll("done");
    await agent.stop();
    expect(fleet.results()).toMatchObject([{ taskId: "task_2", output: "done" }]);
    expect(fleet.failures()).toEqual([]);
  });

  it("is aborted when the accept fails as a whole", async () => {
    const { handler, contexts } = heldHandler();
    fleet.server.answers["acceptTasks"] = () => {
      throw refusal("INTERNAL_SERVER_ERROR");
    };
    await fleet.start(fleet.create().handle("echo", handler));
    fleet.server.assign(assignment(1), assignment(2));
    await eventually(() => expect(contexts.map(({ signal }) => signal.aborted)).toEqual([true, true]));
    expect(contexts[1]?.signal.reason).toMatchObject({ reason: "LEASE_LOST" });
  });

  it("goes without a heartbeat until it is", async () => {
    const { handler, contexts } = heldHandler();
    await fleet.start(fleet.create({ heartbeatMs: 10 }).handle("echo", handler));
    const beaten = () => fleet.server.asked("heartbeat").map(({ input }) => JSON.stringify(input));
    fleet.server.assign(assignment(1));
    await eventually(() => expect(beaten().at(-1)).toContain("lease_1"));
    const answer = fleet.server.hold("acceptTasks");
    fleet.server.assign(assignment(2));
    await eventually(() => expect(contexts).toHaveLength(2));
    const before = beaten().length;
    await eventually(() => expect(beaten().length).toBeGreaterThan(before + 2));
    expect(beaten().join()).not.toContain("lease_2");
    answer();
    await eventually(() => expect(beaten().at(-1)).toContain("lease_2"));
    expect(contexts[1]?.signal.aborted).toBe(false);
  });

  it("is waited for by stop, and so is the answer", async () => {
    const answer = fleet.server.hold("acceptTasks");
    const { handler, contexts, releaseAll } = heldHandler();
    const agent = fleet.create().handle("echo", handler);
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(contexts).toHaveLength(1));
    let stopped = false;
    const stopping = agent.stop().then(() => (stopped = true));
    await eventually(() => expect(fleet.server.subscribers("taskAssignments")).toBe(0));
    releaseAll("done");
    await eventually(() => expect(fleet.results()).toHaveLength(1));
    expect(stopped).toBe(false);
    answer();
    await stopping;
    await eventually(() => expect(fleet.server.openSockets).toBe(0));
  });

  it("gets a timer only when it outlasts the turn", async () => {
    const { handler, contexts } = heldHandler();
    await fleet.start(
      fleet
        .create()
        .handle("quick", async () => "done")
        .handle("echo", handler),
    );
    const timers = vi.spyOn(globalThis, "setTimeout");
    try {
      fleet.server.assign(assignment(1, { kind: "quick", timeoutMs: 700_000 }), assignment(2, { timeoutMs: 800_000 }));
      await eventually(() => expect(contexts).toHaveLength(1));
      await eventually(() => expect(fleet.results()).toHaveLength(1));
      const hundredSeconds = timers.mock.calls.map(([, delayMs]) => Math.round((delayMs ?? 0) / 100_000));
      expect(hundredSeconds).toContain(8);
      expect(hundredSeconds).not.toContain(7);
    } finally {
      timers.mockRestore();
    }
  });
});

describe("a report whose accept is not answered", () => {
  it("is sent once more when the result came before the accept", async () => {
    const answer = fleet.server.hold("acceptTasks");
    fleet.server.decide("completeTasks", "INVALID_STATE");
    const agent = fleet.create().handle("echo", () => "done");
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(fleet.results()).toHaveLength(1));
    const stopping = agent.stop();
    await eventually(() => expect(fleet.server.subscribers("taskAssignments")).toBe(0));
    expect(fleet.results()).toHaveLength(1);
    fleet.server.decide("completeTasks", "APPLIED");
    answer();
    await stopping;
    expect(fleet.results()).toMatchObject([{ output: "done" }, { output: "done" }]);
  });

  it("is not sent a third time", async () => {
    fleet.server.decide("completeTasks", "INVALID_STATE");
    const agent = fleet.create().handle("echo", () => "done");
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(fleet.results()).toHaveLength(2));
    await agent.stop();
    expect(fleet.results()).toHaveLength(2);
  });

  it("is dropped when the result came first and the accept is refused", async () => {
    fleet.server.decide("acceptTasks", "STALE_LEASE");
    const answer = fleet.server.hold("acceptTasks");
    fleet.server.decide("completeTasks", "INVALID_STATE");
    const agent = fleet.create().handle("echo", () => "done");
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(fleet.results()).toHaveLength(1));
    answer();
    await agent.stop();
    expect(said()).toEqual(["acceptTasks", "completeTasks"]);
  });

  it("waits for it when it tells a failure", async () => {
    const answer = fleet.server.hold("acceptTasks");
    const agent = fleet.create().handle("echo", () => Promise.reject(new Error("no luck")));
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(said()).toEqual(["acceptTasks"]));
    const stopping = agent.stop();
    await eventually(() => expect(fleet.server.subscribers("taskAssignments")).toBe(0));
    expect(fleet.failures()).toEqual([]);
    answer();
    await stopping;
    expect(fleet.failures()).toMatchObject([{ taskId: "task_1", errorMessage: "no luck", retryable: true }]);
  });

  it("is dropped when it tells a failure and the accept is refused", async () => {
    fleet.server.decide("acceptTasks", "NOT_FOUND");
    const agent = fleet.create().handle("echo", () => Promise.reject(new Error("no luck")));
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(said()).toEqual(["acceptTasks"]));
    await agent.stop();
    expect(said()).toEqual(["acceptTasks"]);
  });

  it("waits for it when it carries progress or output, and the result waits for them", async () => {
    const answer = fleet.server.hold("acceptTasks");
    const written = vi.fn();
    const agent = fleet.create().handle("echo", async (_input, context) => {
      context.progress(50);
      await context.write("text");
      written();
      return "done";
    });
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(written).toHaveBeenCalled());
    const stopping = agent.stop();
    await eventually(() => expect(fleet.server.subscribers("taskAssignments")).toBe(0));
    expect(said()).toEqual(["acceptTasks"]);
    answer();
    await stopping;
    expect(said().toSorted()).toEqual(["acceptTasks", "appendTaskOutput", "completeTasks", "reportTaskProgress"]);
    expect(said().at(-1)).toBe("completeTasks");
  });

  it("is dropped with its output when the accept is refused", async () => {
    fleet.server.decide("acceptTasks", "STALE_LEASE");
    const answer = fleet.server.hold("acceptTasks");
    const written = vi.fn();
    const agent = fleet.create().handle("echo", async (_input, context) => {
      context.progress(50);
      await context.write("text");
      written();
    });
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(written).toHaveBeenCalled());
    answer();
    await agent.stop();
    expect(said()).toEqual(["acceptTasks"]);
  });

  it("is dropped when the result waits for progress and the accept is refused", async () => {
    fleet.server.decide("acceptTasks", "STALE_LEASE");
    const answer = fleet.server.hold("acceptTasks");
    const agent = fleet.create().handle("echo", (_input, context) => {
      context.progress(50);
      return "done";
    });
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(said()).toEqual(["acceptTasks"]));
    answer();
    await agent.stop();
    expect(said()).toEqual(["acceptTasks"]);
  });
});

describe("an agent that accepts first", () => {
  it("starts a handler only when the accept is answered", async () => {
    const answer = fleet.server.hold("acceptTasks");
    const handler = vi.fn(() => "done");
    await fleet.start(fleet.create({ acceptFirst: true }).handle("echo", handler));
    fleet.server.assign(assignment(1));
    await eventually(() => expect(said()).toEqual(["acceptTasks"]));
    expect(handler).not.toHaveBeenCalled();
    answer();
    await eventually(() => expect(fleet.results()).toHaveLength(1));
  });

  it("runs only what the server lets it have, and gives the slots of the rest to others", async () => {
    const started: string[] = [];
    fleet.server.answers["acceptTasks"] = () => {
      fleet.server.decide("acceptTasks", "APPLIED");
      return { results: [{ taskId: "task_1", outcome: "STALE_LEASE" }] };
    };
    const note = (_input: unknown, { task }: TaskContext): void => void started.push(task.id);
    await fleet.start(fleet.create({ acceptFirst: true, concurrency: 1 }).handle("echo", note));
    fleet.server.assign(assignment(1), assignment(2));
    await eventually(() => expect(fleet.results().map(({ taskId }) => taskId)).toEqual(["task_2"]));
    expect(started).toEqual(["task_2"]);
  });

  it("finishes, when it stops, what it has asked for", async () => {
    const answer = fleet.server.hold("acceptTasks");
    const agent = fleet.create({ acceptFirst: true }).handle("echo", () => "done");
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(said()).toEqual(["acceptTasks"]));
    const stopping = agent.stop();
    answer();
    await stopping;
    expect(fleet.results()).toHaveLength(1);
  });
});
