import { describe, expect, it } from "vitest";
import { contentHash } from "../../src/workflows/definition/content-hash.js";
import { Plans } from "../../src/workflows/definition/plans.js";
import { checkDefinition } from "../../src/workflows/definition/compile.js";
import type { StepBody } from "../../src/workflows/definition/plan.js";
import type { WorkflowSource } from "../../src/workflows/definition/model.js";
import { planOf, stepOf, task } from "../support/definitions.js";

function bodyOf(more: object): StepBody {
  return stepOf(planOf({ steps: [{ id: "a", ...more }] }), "a").body;
}

describe("a planned step", () => {
  it("has what is not said filled in", () => {
    expect(stepOf(planOf({ steps: [task("a")] }), "a")).toMatchObject({
      ordinal: 0,
      id: "a",
      needs: [],
      dependants: [],
      branches: [],
      when: null,
      runsAfterSkipped: false,
      timeoutMs: null,
      continueOnError: false,
      onFailure: null,
      compensate: null,
      body: {
        type: "task",
        kind: "work",
        requiredCapabilities: [],
        priority: null,
        retry: null,
        attemptTimeoutMs: null,
        sandbox: null,
        input: { isConstant: true },
      },
    });
  });

  it("has what is said", () => {
    const retry = { attempts: 2 };
    const call = {
      kind: "k",
      requiredCapabilities: ["gpu"],
      priority: "LOW",
      retry,
      attemptTimeoutMs: 500,
      sandbox: { image: "a" },
    };
    const said = { when: "true", whenNeedsSkipped: "RUN", timeoutMs: 9, continueOnError: true };
    const planned = stepOf(planOf({ steps: [{ id: "a", ...call, ...said, onFailure: call, compensate: call }] }), "a");
    const expected = { ...call, type: "task" };
    expect(planned).toMatchObject({
      when: { source: "true" },
      runsAfterSkipped: true,
      timeoutMs: 9,
      continueOnError: true,
      onFailure: expected,
      compensate: expected,
      body: expected,
    });
  });

  it("may run its own workflow again: how deep is a matter of the run", () => {
    expect(bodyOf({ type: "workflow", workflow: "itself" })).toMatchObject({
      type: "workflow",
      workflow: "itself",
      version: null,
    });
  });

  it("does all items at a time unless said", () => {
    const work = { type: "forEach", items: [1], do: { kind: "k" } };
    expect(bodyOf(work)).toMatchObject({ concurrency: 10_000, do: { type: "task" } });
    expect(bodyOf({ ...work, concurrency: 3, do: { workflow: "w" } })).toMatchObject({
      concurrency: 3,
      do: { type: "workflow", workflow: "w" },
    });
  });

  it("tells a default of null from none", () => {
    expect(bodyOf({ type: "waitForSignal", signal: "s" })).toMatchObject({ default: null });
    expect(bodyOf({ type: "waitForSignal", signal: "s", default: null })).toMatchObject({
      default: { isConstant: true },
    });
    expect(bodyOf({ type: "approval", role: "ADMIN" })).toMatchObject({ default: null, message: { isConstant: true } });
  });

  it("keeps a number of milliseconds, and an instant, as they are written", () => {
    const scope = { input: 0, steps: {}, run: { id: "", workflow: "", version: 1, createdAt: "" }, trigger: 0 };
    const sleep = bodyOf({ type: "sleep", durationMs: 5 });
    expect(sleep.type === "sleep" && sleep.durationMs.render(scope)).toBe(5);
    const until = bodyOf({ type: "sleepUntil", until: "2026-01-31T12:00:00Z" });
    expect(until.type === "sleepUntil" && until.until.render(scope)).toBe("2026-01-31T12:00:00Z");
  });
});

describe("a plan", () => {
  it("has the definition's onFailure as its last step, which hangs on none", () => {
    const plan = planOf({ steps: [task("a"), task("b", { needs: ["a"] })], onFailure: { kind: "mail" } });
    expect(plan.failureStep).toBe(2);
    expect(plan.ordinalOf.get("onFailure")).toBe(2);
    expect(plan.steps[2]).toMatchObject({
      id: "onFailure",
      needs: [],
      dependants: [],
      body: { type: "task", kind: "mail" },
    });
  });

  it("has neither that nor anything else that is not said", () => {
    const source = { steps: [task("a")] };
    expect(planOf(source)).toMatchObject({
      source,
      output: null,
      timeoutMs: null,
      concurrency: null,
      failureStep: null,
    });
  });

  it("has what the definition says as a whole", () => {
    const more = { output: "${steps.a.output}", timeoutMs: 5, concurrency: { limit: 2, key: "${input.k}" } };
    expect(planOf({ steps: [task("a")], ...more })).toMatchObject({
      output: { isConstant: false },
      timeoutMs: 5,
      concurrency: { limit: 2, key: { isConstant: false }, whenFull: "QUEUE" },
    });
    expect(planOf({ steps: [task("a")], concurrency: { limit: 1, whenFull: "REFUSE" } }).concurrency).toEqual({
      limit: 1,
      key: null,
      whenFull: "REFUSE",
    });
  });

  it("may give null as its output", () => {
    expect(planOf({ steps: [task("a")], output: null }).output).toMatchObject({ isConstant: true });
  });

  it("is not there where something is wrong", () => {
    expect(checkDefinition({ steps: [task("a")] })).toEqual([]);
    expect(checkDefinition({ steps: [] })).toHaveLength(1);
  });
});

describe("contentHash", () => {
  it("is the same whatever the order of keys, and another for other content", () => {
    const one = contentHash({ steps: [{ id: "a", kind: "k" }], timeoutMs: 5 });
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(contentHash({ timeoutMs: 5, steps: [{ kind: "k", id: "a" }] })).toBe(one);
    expect(contentHash({ timeoutMs: 5, steps: [{ kind: "k", id: "b" }] })).not.toBe(one);
    expect(contentHash({ steps: [1, 2] })).not.toBe(contentHash({ steps: [2, 1] }));
  });
});

describe("Plans", () => {
  const definition = { steps: [task("a")] } as unknown as WorkflowSource;

  it("compile a version once", () => {
    const plans = new Plans();
    const first = plans.of({ id: "v1", definition });
    expect(plans.of({ id: "v1", definition })).toBe(first);
    expect(plans.of({ id: "v2", definition })).not.toBe(first);
  });

  it("forget those that were not asked for lately, by the steps of all", () => {
    const plans = new Plans({ maxSteps: 2 });
    const [first, second] = ["v1", "v2"].map((id) => plans.of({ id, definition }));
    expect(plans.of({ id: "v1", definition })).toBe(first);
    plans.of({ id: "v3", definition });
    expect(plans.of({ id: "v1", definition })).toBe(first);
    expect(plans.of({ id: "v2", definition })).not.toBe(second);
  });

  it("compile what is larger than they keep", () => {
    const plans = new Plans({ maxSteps: 1 });
    const large = { steps: [task("a"), task("b")] } as unknown as WorkflowSource;
    expect(plans.of({ id: "v1", definition: large }).steps).toHaveLength(2);
  });

  it("say which version cannot be compiled any more, and why", () => {
    const broken = { steps: [{ id: "a" }] } as unknown as WorkflowSource;
    expect(() => new Plans().of({ id: "v1", definition: broken })).toThrow(
      "The definition of v1 cannot be compiled: steps.0.kind: A task step lacks `kind`",
    );
  });
});
