import { describe, expect, it } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import { PlayedRun } from "../support/played-run.js";

const task = (id: string, more: object = {}) => ({ id, kind: "work", ...more });

describe("a run", () => {
  it("starts steps when all that they need has ended, and completes with the last", async () => {
    const run = await PlayedRun.start({
      steps: [task("a"), task("b", { needs: ["a"] }), task("c", { needs: ["a"] }), task("d", { needs: ["b", "c"] })],
    });
    expect(run.open).toEqual(["a"]);
    await run.complete("a");
    expect(run.open).toEqual(["b", "c"]);
    await run.complete("c");
    expect(run.open).toEqual(["b"]);
    await run.complete("b");
    await run.complete("d");
    expect(run.state.status).toBe("COMPLETED");
    expect(run.events.map(({ seq }) => seq)).toEqual(run.events.map((_event, index) => index + 1));
  });

  it("fills in inputs and the run's output from what came before", async () => {
    const run = await PlayedRun.start(
      {
        output: { url: "${steps.publish.output.url}", by: "${run.workflow}" },
        steps: [
          task("build", { input: { repository: "${input.repository}" } }),
          task("publish", {
            needs: ["build"],
            input: { artifact: "${steps.build.output.artifact}", tag: "v-${input.tag}" },
          }),
        ],
      },
      { repository: "muster", tag: 7 },
    );
    expect(run.inputOf("build")).toEqual({ repository: "muster" });
    await run.complete("build", { artifact: "a.tgz" });
    expect(run.inputOf("publish")).toEqual({ artifact: "a.tgz", tag: "v-7" });
    await run.complete("publish", { url: "https://muster.example" });
    expect(run.state.output).toEqual({ url: "https://muster.example", by: "played" });
  });

  it("fails a step whose expression meets what is not there", async () => {
    const run = await PlayedRun.start({ steps: [task("a", { input: "${input.missing.field}" })] }, {});
    expect(run.state).toMatchObject({ status: "FAILED", error: { class: "EXPRESSION", step: "a" } });
  });

  it("fails a step whose task is refused", async () => {
    const run = await PlayedRun.start({ steps: [task("a"), { id: "b", kind: "unknown", needs: ["a"] }] });
    run.refused.set("unknown", new MusterError("BAD_USER_INPUT", "No such kind.", { reason: "KIND_UNKNOWN" }));
    await run.complete("a");
    expect(run.state).toMatchObject({
      status: "FAILED",
      error: { class: "REFUSED", message: "No such kind.", step: "b" },
    });
  });

  it("takes an end that it has heard before as heard", async () => {
    const run = await PlayedRun.start({ steps: [task("a"), task("b", { needs: ["a"] })] });
    const [taskId = ""] = [...run.tasks.keys()];
    await run.complete("a");
    const events = run.events.length;
    await run.tell({ type: "TASK_ENDED", taskId, step: "a", status: "QUARANTINED", error: null });
    expect(run.events).toHaveLength(events);
    expect(run.statusOf("a")).toBe("COMPLETED");
  });

  it("completes at once when there is nothing to wait for", async () => {
    const run = await PlayedRun.start({
      steps: [
        { id: "a", type: "join" },
        { id: "b", type: "join", needs: ["a"] },
      ],
    });
    expect(run.state.status).toBe("COMPLETED");
  });
});

describe("conditions", () => {
  it("skips a step whose condition does not hold, and what needs nothing else", async () => {
    const run = await PlayedRun.start(
      {
        steps: [
          task("a", { when: "input.wanted" }),
          task("b", { needs: ["a"] }),
          task("c", { needs: ["a"], whenNeedsSkipped: "RUN" }),
        ],
      },
      { wanted: false },
    );
    expect([run.statusOf("a"), run.statusOf("b"), run.open]).toEqual(["SKIPPED", "SKIPPED", ["c"]]);
  });

  const routed = {
    steps: [
      {
        id: "route",
        type: "switch" as const,
        cases: [
          { when: "input.size > 100", then: ["large"] },
          { when: "input.size > 10", then: ["medium"] },
        ],
        default: ["small"],
      },
      task("large"),
      task("medium"),
      task("small"),
      task("after", { needs: ["large", "medium", "small"] }),
    ],
  };

  it.each([
    [500, "large"],
    [50, "medium"],
    [5, "small"],
  ])("runs the branch of the first case that holds: %i is %s", async (size, branch) => {
    const run = await PlayedRun.start(routed, { size });
    expect(run.open).toEqual([branch]);
    await run.complete(branch);
    expect(run.open).toEqual(["after"]);
  });
});

describe("failures", () => {
  it("goes on past a step that may fail, with its error in scope", async () => {
    const run = await PlayedRun.start({
      steps: [
        task("a", { continueOnError: true }),
        task("b", { needs: ["a"], input: "${steps.a.status}: ${steps.a.error.message}" }),
      ],
    });
    await run.fail("a", { message: "no luck" });
    expect(run.inputOf("b")).toBe("FAILED: no luck");
  });

  it("has a fallback done, whose output is then the step's", async () => {
    const run = await PlayedRun.start({
      output: "${steps.a.output}",
      steps: [task("a", { onFailure: { kind: "other", input: "${error.class}" } })],
    });
    await run.fail("a", { reason: "TIMEOUT", message: "slow" });
    expect(run.inputOf("a")).toBe("TIMEOUT");
    await run.complete("a", "from the fallback");
    expect(run.state).toMatchObject({ status: "COMPLETED", output: "from the fallback" });
  });

  it("fails when the fallback does", async () => {
    const run = await PlayedRun.start({ steps: [task("a", { onFailure: { kind: "other" } })] });
    await run.fail("a", { message: "first" });
    await run.fail("a", { message: "second" });
    expect(run.state).toMatchObject({ status: "FAILED", error: { message: "second" } });
  });

  it("stops the others, and waits for them to end", async () => {
    const run = await PlayedRun.start({ steps: [task("a"), task("b"), task("c", { needs: ["a"] })] });
    await run.fail("a");
    expect([run.state.status, run.statusOf("c"), run.cancelled.length]).toEqual(["STOPPING", "CANCELLED", 1]);
    await run.obey();
    expect([run.state.status, run.statusOf("b")]).toEqual(["FAILED", "CANCELLED"]);
  });

  it("tells the definition's onFailure, once", async () => {
    const run = await PlayedRun.start({
      onFailure: { kind: "alert", input: "${error.step} failed: ${error.message}" },
      steps: [task("a"), task("b")],
    });
    await run.fail("a", { message: "broken" });
    expect(run.inputOf("onFailure")).toBe("a failed: broken");
    await run.obey();
    expect(run.state.status).toBe("STOPPING");
    await run.fail("onFailure");
    expect(run.state).toMatchObject({ status: "FAILED", error: { step: "a" } });
  });

  it("leaves onFailure aside when nothing fails", async () => {
    const run = await PlayedRun.start({ onFailure: { kind: "alert" }, steps: [task("a")] });
    await run.complete("a");
    expect([run.state.status, run.statusOf("onFailure")]).toEqual(["COMPLETED", "SKIPPED"]);
  });
});

describe("compensation", () => {
  const undo = (id: string, more: object = {}) =>
    task(id, { compensate: { kind: "undo", input: "${output}" }, ...more });
  const trip = {
    steps: [
      undo("flight"),
      undo("hotel"),
      task("map", { needs: ["hotel"] }),
      undo("car", { needs: ["flight", "map"] }),
    ],
  };

  it("undoes what was completed, the last first, one at a time", async () => {
    const run = await PlayedRun.start(trip);
    await run.complete("hotel", "h");
    await run.complete("map");
    await run.complete("flight", "f");
    await run.fail("car");
    expect([run.state.status, run.open, run.inputOf("flight")]).toEqual(["COMPENSATING", ["flight"], "f"]);
    await run.complete("flight");
    expect([run.open, run.inputOf("hotel")]).toEqual([["hotel"], "h"]);
    await run.complete("hotel");
    expect(run.state.status).toBe("COMPENSATED");
    expect(run.typesOf("STEP_COMPENSATED")).toEqual(["flight", "hotel"]);
  });

  it("undoes the others too when one cannot be undone", async () => {
    const run = await PlayedRun.start(trip);
    await run.complete("flight");
    await run.complete("hotel");
    await run.fail("map");
    await run.fail("hotel");
    await run.complete("flight");
    expect([run.state.status, run.statusOf("hotel"), run.statusOf("flight")]).toEqual([
      "COMPENSATION_FAILED",
      "COMPENSATION_FAILED",
      "COMPENSATED",
    ]);
  });

  it("counts a task that completes although it was told to end, and undoes it", async () => {
    const run = await PlayedRun.start(trip);
    await run.complete("hotel");
    await run.fail("map");
    await run.complete("flight", "late");
    expect(run.open).toEqual(["flight"]);
    expect(run.inputOf("flight")).toBe("late");
  });

  it("undoes on request when a run is cancelled, else not", async () => {
    const cancel = (compensate: boolean) => ({ type: "CANCEL", by: "user_1", compensate, reason: null }) as const;
    const kept = await PlayedRun.start(trip);
    await kept.complete("flight");
    await kept.tell(cancel(false));
    await kept.obey();
    expect(kept.state.status).toBe("CANCELLED");
    const undone = await PlayedRun.start(trip);
    await undone.complete("flight");
    await undone.tell(cancel(true));
    await undone.obey();
    await undone.complete("flight");
    expect(undone.state.status).toBe("COMPENSATED");
  });
});
