import { describe, expect, it } from "vitest";
import { NonRetryableError, TaskAbortError } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { FakeFleet, heldHandler } from "../support/fake-fleet.js";
import { assignment, refusal, type FakeLease } from "../support/fake-muster.js";

const fleet = FakeFleet.use();

describe("reporting", () => {
  it("gathers results while a report is under way", async () => {
    const answer = fleet.server.hold("completeTasks");
    const { handler, contexts, releaseAll } = heldHandler();
    await fleet.start(fleet.create().handle("echo", handler));
    fleet.server.assign(...[1, 2, 3, 4].map((number) => assignment(number)));
    await eventually(() => expect(contexts).toHaveLength(4));
    releaseAll("done", 1);
    await eventually(() => expect(fleet.server.asked("completeTasks")).toHaveLength(1));
    releaseAll("done");
    answer();
    await eventually(() => expect(fleet.results()).toHaveLength(4));
    expect(fleet.leases("completeTasks", "results").map((batch) => batch.length)).toEqual([1, 3]);
  });

  it("reports a thrown error as a failure that may be retried", async () => {
    await fleet.start(
      fleet.create().handle("echo", () => {
        throw new Error("no luck");
      }),
    );
    fleet.server.assign(assignment(1));
    await eventually(() =>
      expect(fleet.failures()).toMatchObject([{ taskId: "task_1", errorMessage: "no luck", retryable: true }]),
    );
  });

  it("reports a NonRetryableError as a failure that no retry helps", async () => {
    await fleet.start(fleet.create().handle("echo", () => Promise.reject(new NonRetryableError("never"))));
    fleet.server.assign(assignment(1));
    await eventually(() => expect(fleet.failures()).toMatchObject([{ errorMessage: "never", retryable: false }]));
  });

  it("reports a result that is not JSON as a failure", async () => {
    await fleet.start(fleet.create().handle("echo", () => 1n));
    fleet.server.assign(assignment(1));
    await eventually(() => expect(fleet.failures()[0]?.errorMessage).toContain("not JSON"));
  });

  it("completes the others when one result of a batch is refused, and fails that one", async () => {
    const applied = fleet.server.answers["completeTasks"];
    fleet.server.answers["completeTasks"] = (args, token) => {
      const bad = (args["results"] as { output: unknown }[]).some(({ output }) => output === "bad");
      if (bad) throw refusal("BAD_USER_INPUT", { reason: "OUTPUT_INVALID" });
      return applied?.(args, token);
    };
    await fleet.start(fleet.create().handle("echo", (input) => input));
    fleet.server.assign(...["good", "bad", "good", "good"].map((input, index) => assignment(index, { input })));
    await eventually(() => expect(fleet.failures()).toMatchObject([{ taskId: "task_1", retryable: true }]));
    const alone = fleet
      .leases("completeTasks", "results")
      .filter((batch) => !batch.some(({ taskId }) => taskId === "task_1"));
    expect(
      alone
        .flat()
        .map(({ taskId }) => taskId)
        .toSorted(),
    ).toEqual(["task_0", "task_2", "task_3"]);
  });

  it("sends output in order and all of it before the result", async () => {
    await fleet.start(
      fleet.create().handle("echo", async (_input, context) => {
        for (let number = 0; number < 5; number += 1) void context.write(`${number}`);
        await context.write("x".repeat(50_000));
        context.setCost(1.5);
        return "done";
      }),
    );
    fleet.server.assign(assignment(1));
    await eventually(() => expect(fleet.results()).toMatchObject([{ output: "done", cost: 1.5 }]));
    const chunks = fleet.server
      .asked("appendTaskOutput")
      .flatMap(({ input }) => (input as { chunks: string[] }).chunks);
    expect(chunks.join("")).toBe(`01234${"x".repeat(50_000)}`);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(65_536);
    expect(fleet.server.calls.findLastIndex(({ field }) => field === "appendTaskOutput")).toBeLessThan(
      fleet.server.calls.findIndex(({ field }) => field === "completeTasks"),
    );
  });

  it("has output stored once whose answer was lost", async () => {
    const stored: string[] = [];
    fleet.server.answers["appendTaskOutput"] = ({ input }) => {
      const { afterSeq, chunks } = input as { afterSeq: number; chunks: string[] };
      // As the server does it, after the two pieces of an earlier try.
      expect(afterSeq - 2).toBeLessThanOrEqual(stored.length);
      stored.push(...chunks.slice(stored.length - (afterSeq - 2)));
      if (fleet.server.asked("appendTaskOutput").length < 3) fleet.server.drop();
      return { lastSeq: afterSeq + chunks.length };
    };
    await fleet.start(
      fleet.create().handle("echo", async (_input, { write }) => {
        await Promise.all(["a", "b", "c"].map((text) => write(text)));
        await write("d");
      }),
    );
    fleet.server.assign(assignment(1, { lastOutputSeq: 2 }));
    await eventually(() => expect(fleet.results()).toHaveLength(1));
    expect(stored).toEqual(["a", "b", "c", "d"]);
    expect(fleet.server.asked("appendTaskOutput").length).toBeGreaterThanOrEqual(3);
    expect(fleet.failures()).toEqual([]);
  });

  it("thins out progress, and always tells the latest", async () => {
    await fleet.start(
      fleet.create().handle("echo", (_input, context) => {
        for (let percent = 0; percent <= 100; percent += 1) context.progress(percent, `at ${percent}`);
      }),
    );
    fleet.server.assign(assignment(1));
    await eventually(() => expect(fleet.results()).toHaveLength(1));
    const told = fleet.server
      .asked("reportTaskProgress")
      .map(({ input }) => input as { percent: number; message: string });
    expect(told.length).toBeLessThan(5);
    expect(told.at(-1)).toMatchObject({ percent: 100, message: "at 100" });
  });

  it("sends a result again while the server cannot take it", async () => {
    const applied = fleet.server.answers["completeTasks"];
    let refusals = 2;
    fleet.server.answers["completeTasks"] = (args, token) => {
      if (refusals-- > 0) throw refusal("UNAVAILABLE");
      return applied?.(args, token);
    };
    await fleet.start(fleet.create().handle("echo", () => "done"));
    fleet.server.assign(assignment(1));
    await eventually(() => expect(fleet.server.asked("completeTasks")).toHaveLength(3));
    expect(fleet.failures()).toEqual([]);
  });
});

describe("stopping a handler", () => {
  it("aborts the handler of a cancelled task and reports nothing", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    await fleet.start(fleet.create().handle("echo", handler));
    fleet.server.assign(assignment(1), assignment(2));
    await eventually(() => expect(contexts).toHaveLength(2));
    fleet.server.push("agentCommands", { __typename: "CancelTask", taskId: "task_1", reason: "changed my mind" });
    await eventually(() => expect(contexts[0]?.signal.aborted).toBe(true));
    expect(contexts[0]?.signal.reason).toMatchObject({ reason: "CANCELLED", message: "changed my mind" });
    expect(contexts[1]?.signal.aborted).toBe(false);
    releaseAll("done");
    await eventually(() => expect(fleet.results().map(({ taskId }) => taskId)).toEqual(["task_2"]));
    expect(fleet.failures()).toEqual([]);
  });

  it("aborts a handler that runs into the task's timeout, and reports it", async () => {
    const { handler, contexts } = heldHandler();
    await fleet.start(fleet.create().handle("echo", handler));
    fleet.server.assign(assignment(1, { timeoutMs: 20 }));
    await eventually(() => expect(contexts[0]?.signal.reason).toBeInstanceOf(TaskAbortError));
    expect(contexts[0]?.signal.reason).toMatchObject({ reason: "TIMEOUT" });
    await eventually(() => expect(fleet.failures()).toMatchObject([{ taskId: "task_1", retryable: true }]));
  });

  it("extends its leases by heartbeats and aborts the handler whose lease is lost", async () => {
    const { handler, contexts, releaseAll } = heldHandler();
    fleet.server.answers["heartbeat"] = ({ input }) => ({
      results: (input as { activeLeases: FakeLease[] }).activeLeases.map(({ taskId }) => ({
        taskId,
        outcome: taskId === "task_1" ? "STALE_LEASE" : "APPLIED",
      })),
      lostTaskIds: ["task_1"],
      leaseExpiresAt: new Date().toISOString(),
    });
    await fleet.start(fleet.create({ heartbeatMs: 20 }).handle("echo", handler));
    fleet.server.assign(assignment(1), assignment(2));
    await eventually(() => expect(contexts[0]?.signal.aborted).toBe(true));
    expect(contexts[0]?.signal.reason).toMatchObject({ reason: "LEASE_LOST" });
    expect(contexts[1]?.signal.aborted).toBe(false);
    releaseAll("done");
    await eventually(() => expect(fleet.results().map(({ taskId }) => taskId)).toEqual(["task_2"]));
  });

  it("aborts the handler whose output finds the lease gone", async () => {
    fleet.server.answers["appendTaskOutput"] = () => {
      throw refusal("STALE_LEASE");
    };
    const { handler, contexts } = heldHandler();
    await fleet.start(fleet.create().handle("echo", handler));
    fleet.server.assign(assignment(1));
    await eventually(() => expect(contexts).toHaveLength(1));
    await contexts[0]?.write("lost");
    await eventually(() => expect(contexts[0]?.signal.reason).toMatchObject({ reason: "LEASE_LOST" }));
    await expect(contexts[0]?.write("more")).rejects.toMatchObject({ reason: "LEASE_LOST" });
    expect(fleet.failures()).toEqual([]);
  });
});
