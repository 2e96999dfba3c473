import { describe, expect, it } from "vitest";
import { PlayedRun } from "../support/played-run.js";
import { refusalOf } from "../support/refusal.js";

const signal = (name: string, payload: unknown = null) =>
  ({ type: "SIGNAL", by: "user_1", signal: name, payload }) as const;

describe("waiting for time", () => {
  it("sleeps, then goes on", async () => {
    const run = await PlayedRun.start(
      {
        steps: [
          { id: "nap", type: "sleep", durationMs: "${input.ms}" },
          { id: "after", kind: "work", needs: ["nap"] },
        ],
      },
      { ms: 60_000 },
    );
    await run.pass(59_999);
    expect([run.statusOf("nap"), run.open]).toEqual(["WAITING", []]);
    await run.pass(1);
    expect(run.open).toEqual(["after"]);
  });

  it("sleeps until an instant, or not at all when it has passed", async () => {
    const until = (at: string) => PlayedRun.start({ steps: [{ id: "nap", type: "sleepUntil", until: at }] });
    const run = await until("2026-01-01T01:00:00Z");
    await run.pass(3_600_000);
    expect(run.state.status).toBe("COMPLETED");
    expect((await until("2025-01-01T00:00:00Z")).state.status).toBe("COMPLETED");
  });

  it("fails a step that takes too long, and tells its task to end", async () => {
    const run = await PlayedRun.start({ steps: [{ id: "a", kind: "work", timeoutMs: 1_000 }] });
    await run.pass(1_000);
    expect(run.cancelled).toHaveLength(1);
    expect(run.state).toMatchObject({ status: "FAILED", error: { class: "TIMEOUT", step: "a" } });
  });

  it("lets a task count that completes in the turn in which its step times out", async () => {
    const run = await PlayedRun.start({
      steps: [{ id: "a", kind: "work", timeoutMs: 1_000, onFailure: { kind: "other" } }],
    });
    const [taskId = ""] = [...run.tasks.keys()];
    run.nowMs += 1_000;
    await run.tellAll([{ type: "LOOK" }, { type: "TASK_ENDED", taskId, step: "a", status: "COMPLETED", error: null }]);
    expect([run.state.status, run.typesOf("STEP_RECOVERING")]).toEqual(["COMPLETED", []]);
  });

  it("fails a run that takes too long", async () => {
    const run = await PlayedRun.start({
      timeoutMs: 5_000,
      steps: [{ id: "wait", type: "waitForSignal", signal: "go" }],
    });
    await run.pass(5_000);
    expect(run.state).toMatchObject({ status: "FAILED", error: { class: "TIMEOUT", step: null } });
  });
});

describe("signals", () => {
  const source = {
    output: "${steps.wait.output}",
    steps: [
      { id: "first", kind: "work" },
      { id: "wait", type: "waitForSignal" as const, signal: "go", needs: ["first"], timeoutMs: 1_000 },
    ],
  };

  it("go to the step that waits", async () => {
    const run = await PlayedRun.start(source);
    await run.complete("first");
    await run.tell(signal("other", 1));
    await run.tell(signal("go", 2));
    expect(run.state).toMatchObject({ status: "COMPLETED", output: 2 });
  });

  it("are kept for the step that will wait, the oldest first", async () => {
    const run = await PlayedRun.start(source);
    await run.tell(signal("go", "early"));
    await run.tell(signal("go", "later"));
    await run.complete("first");
    expect(run.state).toMatchObject({ status: "COMPLETED", output: "early" });
    expect(run.state.signals.map(({ payload }) => payload)).toEqual(["later"]);
  });

  it("may be missing: then the default counts, or the step fails", async () => {
    const withDefault = { ...source, steps: [source.steps[0], { ...source.steps[1], default: { by: "${run.id}" } }] };
    const run = await PlayedRun.start(withDefault as typeof source);
    await run.complete("first");
    await run.pass(1_000);
    expect(run.state).toMatchObject({ status: "COMPLETED", output: { by: "run_1" } });
    const without = await PlayedRun.start(source);
    await without.complete("first");
    await without.pass(1_000);
    expect(without.state).toMatchObject({ status: "FAILED", error: { class: "TIMEOUT" } });
  });

  it("are refused when a hundred wait", async () => {
    const run = await PlayedRun.start(source);
    for (let count = 0; count < 100; count++) await run.tell(signal("go"));
    expect(await refusalOf(run.tell(signal("go")))).toMatchObject({ code: "QUOTA_EXCEEDED" });
  });
});

describe("approvals", () => {
  const ask = {
    id: "ask",
    type: "approval" as const,
    role: "SUPERVISOR" as const,
    message: "Ship ${input.version}?",
    timeoutMs: 1_000,
  };
  const answer = (decision: "APPROVE" | "REJECT", role: "SUPERVISOR" | "ADMIN" | "DEVELOPER" = "SUPERVISOR") =>
    ({ type: "ANSWER", by: "user_1", role, step: "ask", decision, comment: "because" }) as const;
  const start = (more: object = {}) =>
    PlayedRun.start({ output: "${steps.ask.output}", steps: [{ ...ask, ...more }] }, { version: 3 });

  it("wait for an answer of the role, or of an admin", async () => {
    const run = await start();
    expect(run.state.steps[0]).toMatchObject({ status: "WAITING", input: { role: "SUPERVISOR", message: "Ship 3?" } });
    expect(await refusalOf(run.tell(answer("APPROVE", "DEVELOPER")))).toMatchObject({ code: "FORBIDDEN" });
    await run.tell(answer("APPROVE", "ADMIN"));
    expect(run.state.output).toEqual({ decision: "APPROVE", by: "user_1", comment: "because" });
  });

  it("fail the step when the answer is no", async () => {
    const run = await start();
    await run.tell(answer("REJECT"));
    expect(run.state).toMatchObject({ status: "FAILED", error: { class: "REJECTED", message: "because" } });
  });

  it("take no answer after their time: the default has counted", async () => {
    const run = await start({ default: "APPROVE" });
    await run.pass(1_000);
    expect(run.state).toMatchObject({ status: "COMPLETED", output: { decision: "APPROVE", by: null } });
    expect(await refusalOf(run.tell(answer("REJECT")))).toMatchObject({ code: "INVALID_STATE" });
  });

  it.each([
    [{ default: "REJECT" }, "REJECTED"],
    [{}, "TIMEOUT"],
  ])("fail when nobody answers, with %j", async (byDefault, errorClass) => {
    const run = await start(byDefault);
    await run.pass(1_000);
    expect(run.state).toMatchObject({ status: "FAILED", error: { class: errorClass } });
  });
});

describe("what people do", () => {
  const chain = {
    steps: [
      { id: "a", kind: "work" },
      { id: "b", kind: "work", needs: ["a"] },
    ],
  };

  it("pauses: what runs goes on, nothing starts until it is resumed", async () => {
    const run = await PlayedRun.start(chain);
    await run.tell({ type: "PAUSE", by: "user_1" });
    await run.complete("a");
    expect([run.statusOf("a"), run.open]).toEqual(["COMPLETED", []]);
    await run.tell({ type: "RESUME", by: "user_1" });
    expect(run.open).toEqual(["b"]);
  });

  it("skips a step: its task is told to end, what needs it is skipped too", async () => {
    const run = await PlayedRun.start({
      steps: [...chain.steps, { id: "c", type: "join", needs: ["b"], whenNeedsSkipped: "RUN" }],
    });
    await run.tell({ type: "SKIP", by: "user_1", step: "a" });
    expect([run.statusOf("a"), run.statusOf("b"), run.statusOf("c"), run.cancelled.length]).toEqual([
      "SKIPPED",
      "SKIPPED",
      "COMPLETED",
      1,
    ]);
  });

  it("retries from where it failed, with earlier results kept", async () => {
    const run = await PlayedRun.start({ output: "${steps.a.output}", ...chain });
    await run.complete("a", "kept");
    await run.fail("b");
    await run.tell({ type: "RETRY", by: "user_1", fromSteps: null });
    expect(run.open).toEqual(["b"]);
    await run.complete("b");
    expect(run.state).toMatchObject({ status: "COMPLETED", output: "kept" });
    expect(run.state.steps.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it("retries from a step of choice, and all that follows", async () => {
    const run = await PlayedRun.start(chain);
    await run.complete("a");
    await run.fail("b");
    await run.tell({ type: "RETRY", by: "user_1", fromSteps: ["a"] });
    expect([run.open, run.statusOf("b")]).toEqual([["a"], "PENDING"]);
  });

  it("retries what failed elsewhere too, when it is told from where", async () => {
    const two = [...chain.steps, { id: "c", kind: "work" }, { id: "d", kind: "work", needs: ["c"] }];
    const run = await PlayedRun.start({ steps: two });
    await run.complete("c");
    await run.fail("a");
    await run.obey();
    await run.tell({ type: "RETRY", by: "user_1", fromSteps: ["c"] });
    expect(run.open).toEqual(["a", "c"]);
    for (const step of ["a", "b", "c", "d"]) await run.complete(step);
    expect(run.state.steps.map(({ status }) => status)).toEqual(["COMPLETED", "COMPLETED", "COMPLETED", "COMPLETED"]);
  });

  it("does again what was undone", async () => {
    const undone = { ...chain.steps[0], id: "a", kind: "work", compensate: { kind: "undo" } };
    const run = await PlayedRun.start({ steps: [undone, { id: "b", kind: "work", needs: ["a"] }] });
    await run.complete("a");
    await run.fail("b");
    await run.complete("a");
    expect(run.state.status).toBe("COMPENSATED");
    await run.tell({ type: "RETRY", by: "user_1", fromSteps: null });
    expect(run.open).toEqual(["a"]);
  });

  it.each(["PAUSE", "RESUME", "RETRY", "SIGNAL", "CANCEL", "SKIP"] as const)(
    "refuses %s where the state does not allow it, and changes nothing",
    async (type) => {
      const run = await PlayedRun.start(chain);
      await run.complete("a");
      await run.complete("b");
      const events = run.events.length;
      const more = { fromSteps: null, signal: "go", payload: null, compensate: false, reason: null, step: "a" };
      expect(await refusalOf(run.tell({ type, by: "user_1", ...more }))).toMatchObject({ code: "INVALID_STATE" });
      expect([run.state.status, run.events.length]).toEqual(["COMPLETED", events]);
    },
  );
});
