import { describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.js";
import { FakeFleet, heldHandler } from "../support/fake-fleet.js";
import { assignment } from "../support/fake-muster.js";

const fleet = FakeFleet.use();

describe("taking work", () => {
  it("asks for its capacity and the kinds that it handles", async () => {
    await fleet.start(fleet.create({ concurrency: 7 }).handle("echo", (input) => input));
    expect(fleet.server.asked("taskAssignments")).toEqual([{ capacity: 7, prefetch: 0, kinds: ["echo"] }]);
  });

  it("asks for all kinds when a callback catches them", async () => {
    await fleet.start(
      fleet.create().handle("echo", (input) => input),
      () => null,
    );
    expect(fleet.server.asked("taskAssignments")[0]).toEqual({ capacity: 10, prefetch: 0, kinds: null });
  });

  it("accepts a frame in one call, then reports what the handlers return in one call", async () => {
    await fleet.start(fleet.create().handle("double", (input) => (input as number) * 2));
    fleet.server.assign(...[1, 2, 3].map((number) => assignment(number, { kind: "double", input: number })));
    await eventually(() => expect(fleet.results()).toHaveLength(3));
    expect(fleet.leases("acceptTasks").map((batch) => batch.length)).toEqual([3]);
    expect(fleet.server.asked("completeTasks")).toHaveLength(1);
    expect(fleet.results().map(({ output }) => output)).toEqual([2, 4, 6]);
  });

  it("lets a kind's handler win over the callback, and gives the callback the rest", async () => {
    const kinds: string[] = [];
    await fleet.start(
      fleet.create().handle("echo", () => "handler"),
      ({ task }) => {
        kinds.push(task.kind);
        return "callback";
      },
    );
    fleet.server.assign(assignment(1), assignment(2, { kind: "other" }));
    await eventually(() => expect(fleet.results().map(({ output }) => output)).toEqual(["handler", "callback"]));
    expect(kinds).toEqual(["other"]);
  });

  it("hands back a kind that it does not handle", async () => {
    await fleet.start(fleet.create().handle("echo", () => null));
    fleet.server.assign(assignment(1, { kind: "unknown" }));
    await eventually(() =>
      expect(fleet.leases("rejectTasks").flat()).toMatchObject([{ taskId: "task_1", leaseToken: "lease_1" }]),
    );
    expect(fleet.server.asked("acceptTasks")).toHaveLength(0);
  });

  it("has assignments at hand beyond its slots when told to prefetch", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    await fleet.start(fleet.create({ concurrency: 1, prefetch: 2 }).handle("echo", handler));
    expect(fleet.server.asked("taskAssignments")).toEqual([{ capacity: 3, prefetch: 2, kinds: ["echo"] }]);
    fleet.server.assign(assignment(1), assignment(2), assignment(3));
    await eventually(() => expect(fleet.leases("acceptTasks")).toMatchObject([[{ taskId: "task_1" }]]));
    expect(contexts).toHaveLength(1);
    releaseAll("done");
    await eventually(() => expect(contexts).toHaveLength(2));
    releaseAll("done");
  });

  it.each([{ concurrency: 0 }, { prefetch: -1 }, { prefetch: 0.5 }, { concurrency: 1_000, prefetch: 1_001 }])(
    "refuses %j",
    (options) => {
      expect(() => fleet.create(options)).toThrow(RangeError);
    },
  );

  it("never runs more handlers than its concurrency", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    await fleet.start(fleet.create({ concurrency: 2 }).handle("echo", handler));
    fleet.server.assign(assignment(1), assignment(2), assignment(3));
    await eventually(() => expect(contexts).toHaveLength(2));
    releaseAll("done");
    await eventually(() => expect(contexts).toHaveLength(3));
    await eventually(() =>
      expect(fleet.leases("acceptTasks").map((batch) => batch.map(({ taskId }) => taskId))).toEqual([
        ["task_1", "task_2"],
        ["task_3"],
      ]),
    );
  });
});

describe("leaving", () => {
  it("lets handlers finish and report, then closes the socket", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    const agent = fleet.create().handle("echo", handler);
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(contexts).toHaveLength(1));
    const stopped = agent.stop();
    await eventually(() => expect(fleet.server.subscribers("taskAssignments")).toBe(0));
    expect(contexts[0]?.signal.aborted).toBe(false);
    releaseAll("done");
    await stopped;
    expect(fleet.results()).toMatchObject([{ taskId: "task_1", output: "done" }]);
    await eventually(() => expect(fleet.server.openSockets).toBe(0));
    await expect(agent.closed).resolves.toEqual({ reason: "STOPPED", error: null });
  });

  it("aborts what outlasts the grace and reports it for a retry", async () => {
    const { handler, contexts } = heldHandler();
    const agent = fleet.create().handle("echo", handler);
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(contexts).toHaveLength(1));
    await agent.stop({ graceMs: 10 });
    expect(contexts[0]?.signal.reason).toMatchObject({ reason: "STOPPING" });
    expect(fleet.failures()).toMatchObject([{ taskId: "task_1", retryable: true }]);
  });

  it("leaves when the server tells it to drain, once its work is done", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    const agent = fleet.create().handle("echo", handler);
    await fleet.start(agent);
    fleet.server.assign(assignment(1));
    await eventually(() => expect(contexts).toHaveLength(1));
    fleet.server.push("agentCommands", { __typename: "Drain", reason: "maintenance" });
    await eventually(() => expect(fleet.server.subscribers("taskAssignments")).toBe(0));
    releaseAll("done");
    await expect(agent.closed).resolves.toEqual({ reason: "DRAINED", error: null });
    expect(fleet.results()).toHaveLength(1);
  });

  it("registers an agent for a user's token and removes it when it stops", async () => {
    fleet.server.answers["viewer"] = () => ({ id: "user_1", role: "DEVELOPER", tenant: { id: "tenant_1", name: "T" } });
    const agent = fleet.create({ token: "user-token", name: "temp", capabilities: ["gpu"] }).handle("echo", () => null);
    await fleet.start(agent);
    expect(fleet.server.asked("registerAgent")).toMatchObject([{ input: { name: "temp", capabilities: ["gpu"] } }]);
    expect(fleet.server.connections).toEqual(["agent-key"]);
    await agent.stop();
    expect(fleet.server.calls.find(({ field }) => field === "removeAgent")).toMatchObject({
      args: { id: "agent_1" },
      token: "agent-key",
    });
  });

  it("announces what is given with an agent's own key", async () => {
    await fleet.start(fleet.create({ capabilities: ["gpu"], version: "1.2.3" }).handle("echo", () => null));
    expect(fleet.server.asked("updateAgent")).toMatchObject([{ input: { capabilities: ["gpu"], version: "1.2.3" } }]);
    expect(fleet.server.asked("registerAgent")).toEqual([]);
  });
});
