import { describe, expect, it, vi } from "vitest";
import type { MusterAgentOptions, TaskContext } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { FakeFleet, silent } from "../support/fake-fleet.js";
import { assignment, FakeMuster } from "../support/fake-muster.js";
import { PushSource } from "../support/push-source.js";

const fleet = FakeFleet.use();

/** Starts an agent and gives it one task, whose handler ends when told. */
async function startWithTask(options: Partial<MusterAgentOptions> = {}) {
  const contexts: TaskContext[] = [];
  let release: (output: unknown) => void = () => {};
  const agent = fleet.create(options).handle("echo", (_input, context) => {
    contexts.push(context);
    return new Promise((resolve) => (release = resolve));
  });
  await fleet.start(agent);
  fleet.server.assign(assignment(1));
  await eventually(() => expect(contexts).toHaveLength(1));
  return { agent, contexts, release: (output: unknown) => release(output) };
}

describe("a lost connection", () => {
  it("is opened again, with the subscriptions", async () => {
    await fleet
      .create()
      .handle("echo", () => null)
      .startConsuming();
    await fleet.subscribed();
    fleet.server.drop();
    await eventually(() => expect(fleet.server.asked("taskAssignments")).toHaveLength(2));
    await eventually(() => expect(fleet.server.asked("agentCommands")).toHaveLength(2));
    expect(fleet.server.connections).toEqual(["key", "key"]);
  });

  it("leaves handlers running, extends their leases as soon as it is back, and reports over the new one", async () => {
    const { contexts, release } = await startWithTask({ acceptFirst: true });
    fleet.server.drop();
    await eventually(() =>
      expect(fleet.server.asked("heartbeat").at(-1)).toMatchObject({
        input: { activeLeases: [{ taskId: "task_1", leaseToken: "lease_1" }] },
      }),
    );
    expect(contexts[0]?.signal.aborted).toBe(false);
    release("done");
    await eventually(() => expect(fleet.results().map(({ taskId }) => taskId)).toEqual(["task_1"]));
  });

  it("keeps a result that is ready meanwhile", async () => {
    const { release } = await startWithTask();
    const { port } = fleet.server;
    await fleet.server.stop();
    release("done");
    fleet.server = await FakeMuster.start(port);
    await eventually(() => expect(fleet.results().map(({ taskId }) => taskId)).toEqual(["task_1"]));
  });

  it("sends a result again whose answer was lost, and is content that it was applied before", async () => {
    const warned = vi.fn();
    const { release } = await startWithTask({ acceptFirst: true, logger: { ...silent, warn: warned } });
    fleet.server.answers["completeTasks"] = async () => {
      fleet.server.answers["completeTasks"] = () => ({
        results: [{ taskId: "task_1", outcome: "INVALID_STATE", message: null }],
      });
      fleet.server.drop();
      await new Promise(() => {});
    };
    release("done");
    await eventually(() => expect(fleet.server.asked("completeTasks")).toHaveLength(2));
    await fleet.stop();
    expect(warned.mock.calls.map(([message]) => message)).not.toContain("Result not applied");
  });

  it("leaves a handler running whose accept was applied though its answer was lost", async () => {
    fleet.server.answers["acceptTasks"] = async () => {
      fleet.server.decide("acceptTasks", "INVALID_STATE");
      fleet.server.drop();
      await new Promise(() => {});
    };
    const { contexts, release } = await startWithTask();
    await eventually(() => expect(fleet.server.asked("acceptTasks")).toHaveLength(2));
    await eventually(() =>
      expect(fleet.server.asked("heartbeat").at(-1)).toMatchObject({ input: { activeLeases: [{ taskId: "task_1" }] } }),
    );
    release("done");
    await eventually(() => expect(fleet.results().map(({ taskId }) => taskId)).toEqual(["task_1"]));
    expect(contexts[0]?.signal.aborted).toBe(false);
    expect(contexts).toHaveLength(1);
  });

  it("aborts a handler whose task was taken back before the accept could be sent again", async () => {
    let takeBack: () => void = () => {};
    fleet.server.answers["acceptTasks"] = async () => {
      fleet.server.decide("acceptTasks", "STALE_LEASE");
      takeBack = fleet.server.hold("acceptTasks");
      fleet.server.drop();
      await new Promise(() => {});
    };
    const { agent, contexts, release } = await startWithTask();
    await eventually(() => expect(fleet.server.asked("acceptTasks")).toHaveLength(2));
    expect(contexts[0]?.signal.aborted).toBe(false);
    takeBack();
    await eventually(() => expect(contexts[0]?.signal.reason).toMatchObject({ reason: "LEASE_LOST" }));
    release("done");
    await agent.stop();
    expect(fleet.results()).toEqual([]);
    expect(fleet.failures()).toEqual([]);
  });

  it("opens a subscription again that the server completes", async () => {
    await fleet
      .create()
      .handle("echo", () => null)
      .startConsuming();
    await fleet.subscribed();
    fleet.server.complete("taskAssignments");
    await eventually(() => expect(fleet.server.asked("taskAssignments")).toHaveLength(2));
    expect(fleet.server.connections).toHaveLength(1);
  });

  it("is noticed when the server does not answer in time", async () => {
    const applied = fleet.server.answers["acceptTasks"];
    fleet.server.answers["acceptTasks"] = (args, token) => {
      if (fleet.server.asked("acceptTasks").length === 1) return new Promise(() => {});
      return applied?.(args, token);
    };
    fleet.server.answers["taskAssignments"] = () => {
      const source = new PushSource();
      // Over each connection, as the server does it with what it has no word of.
      if (fleet.results().length === 0) source.push({ taskAssignments: { assignments: [assignment(1)] } });
      return source;
    };
    await fleet
      .create({ requestTimeoutMs: 400 })
      .handle("echo", () => "done")
      .startConsuming();
    await eventually(() => expect(fleet.server.asked("acceptTasks").length).toBeGreaterThan(1));
    expect(fleet.server.connections.length).toBeGreaterThan(1);
    await eventually(() => expect(new Set(fleet.results().map(({ taskId }) => taskId))).toEqual(new Set(["task_1"])));
  });
});

describe("starting", () => {
  it("keeps trying until the server is there", async () => {
    const { port } = fleet.server;
    await fleet.server.stop();
    const started = fleet
      .create()
      .handle("echo", () => null)
      .startConsuming();
    fleet.server = await FakeMuster.start(port);
    await started;
    await fleet.subscribed();
  });

  it("can be stopped before the server is there", async () => {
    await fleet.server.stop();
    const agent = fleet.create().handle("echo", () => null);
    const started = agent.startConsuming();
    await agent.stop();
    await started;
    await expect(agent.closed).resolves.toEqual({ reason: "STOPPED", error: null });
  });

  it("is refused without anything to do, and a second time", async () => {
    await expect(fleet.create().startConsuming()).rejects.toThrow("Nothing to do");
    const agent = fleet.create().handle("echo", () => null);
    await agent.startConsuming();
    await expect(agent.startConsuming()).rejects.toThrow("once");
  });

  it("rejects when the token is not accepted", async () => {
    fleet.server.answers["viewer"] = () => null;
    const agent = fleet.create().handle("echo", () => null);
    await expect(agent.startConsuming()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(agent.closed).resolves.toMatchObject({ reason: "FATAL" });
  });
});

describe("a refusal for good", () => {
  it.each([4400, 4401, 4403, 4406])("ends the agent when the socket closes with %i", async (code) => {
    const onFatal = vi.fn();
    const { agent, contexts } = await startWithTask({ onFatal });
    fleet.server.admits = () => false;
    fleet.server.close(code);
    const { reason, error } = await agent.closed;
    expect(reason).toBe("FATAL");
    expect(error).toMatchObject({ closeCode: code });
    expect(onFatal).toHaveBeenCalledWith(error);
    expect(contexts[0]?.signal.reason).toMatchObject({ reason: "LEASE_LOST" });
  });

  it.each([1001, 1006, 1013, 4408, 4410, 4500])("is not seen in a socket that ends with %i", async (code) => {
    await fleet
      .create()
      .handle("echo", () => null)
      .startConsuming();
    await fleet.subscribed();
    if (code === 1006) fleet.server.drop();
    else fleet.server.close(code);
    await eventually(() => expect(fleet.server.asked("taskAssignments")).toHaveLength(2));
  });

  it("does not end an agent whose token can be refreshed", async () => {
    const tokens = ["first", "second"];
    const refusedTokens: (string | undefined)[] = [];
    const token = (refused?: string): string => {
      refusedTokens.push(refused);
      return (refused === undefined ? tokens[0] : tokens[1]) ?? "";
    };
    await fleet
      .create({ token })
      .handle("echo", () => null)
      .startConsuming();
    await fleet.subscribed();
    fleet.server.admits = (given) => given !== "first";
    fleet.server.close(4403);
    await eventually(() => expect(fleet.server.connections).toEqual(["first", "second"]));
    await fleet.subscribed();
    expect(refusedTokens.at(-1)).toBe("first");
  });

  it("ends an agent whose refreshed token is the one refused", async () => {
    const agent = fleet.create({ token: () => "same" }).handle("echo", () => null);
    await agent.startConsuming();
    fleet.server.admits = () => false;
    fleet.server.close(4403);
    await expect(agent.closed).resolves.toMatchObject({ reason: "FATAL", error: { closeCode: 4403 } });
  });
});
