import { describe, expect, it } from "vitest";
import { PlayedRun } from "../support/played-run.js";

const each = (more: object = {}) => ({
  id: "each",
  type: "forEach" as const,
  items: "${input.list}",
  do: { kind: "work", input: { item: "${item}", at: "${index}" } },
  ...more,
});

describe("a step that fans out", () => {
  it("does its task for each item, and gives the list of their outputs", async () => {
    const run = await PlayedRun.start(
      { output: "${steps.each.output}", steps: [each(), { id: "after", type: "join", needs: ["each"] }] },
      { list: ["x", "y"] },
    );
    expect(run.open).toEqual(["each[0]", "each[1]"]);
    expect(run.inputOf("each[1]")).toEqual({ item: "y", at: 1 });
    await run.complete("each[1]", "Y");
    await run.complete("each[0]", "X");
    expect(run.state).toMatchObject({ status: "COMPLETED", output: ["X", "Y"] });
  });

  it("has no more at a time than its concurrency", async () => {
    const run = await PlayedRun.start({ steps: [each({ concurrency: 2 })] }, { list: [1, 2, 3, 4] });
    expect(run.open).toEqual(["each[0]", "each[1]"]);
    await run.complete("each[1]");
    expect(run.open).toEqual(["each[0]", "each[2]"]);
    await run.complete("each[0]");
    await run.complete("each[2]");
    expect(run.open).toEqual(["each[3]"]);
  });

  it("completes at once without items", async () => {
    const run = await PlayedRun.start({ output: "${steps.each.output}", steps: [each()] }, { list: [] });
    expect(run.state).toMatchObject({ status: "COMPLETED", output: [] });
  });

  it.each([["no list"], [{ a: 1 }], [null]])("fails on items that are no list: %j", async (list) => {
    const run = await PlayedRun.start({ steps: [each()] }, { list });
    expect(run.state).toMatchObject({ status: "FAILED", error: { class: "EXPRESSION", step: "each" } });
  });

  it("fails with its first item that fails, and begins no more", async () => {
    const run = await PlayedRun.start({ steps: [each({ concurrency: 2 })] }, { list: [1, 2, 3] });
    await run.fail("each[0]", { message: "bad item" });
    expect([run.statusOf("each"), run.statusOf("each[2]"), run.state.status]).toEqual([
      "FAILED",
      "CANCELLED",
      "STOPPING",
    ]);
    await run.obey();
    expect(run.state).toMatchObject({ status: "FAILED", error: { message: "bad item", step: "each[0]" } });
  });

  it("goes on past items that fail where it may, with null for them", async () => {
    const run = await PlayedRun.start(
      { output: "${steps.each.output}", steps: [each({ continueOnError: true })] },
      { list: [1, 2] },
    );
    await run.fail("each[0]");
    await run.complete("each[1]", "two");
    expect(run.state).toMatchObject({ status: "COMPLETED", output: [null, "two"] });
  });

  it("has its fallback done in place of all items, once one has failed", async () => {
    const run = await PlayedRun.start(
      { output: "${steps.each.output}", steps: [each({ onFailure: { kind: "other" } })] },
      { list: [1, 2] },
    );
    await run.fail("each[0]");
    expect(run.open).toEqual(["each[1]", "each"]);
    await run.complete("each", "instead");
    expect(run.state.status).toBe("RUNNING");
    await run.obey();
    expect(run.state).toMatchObject({ status: "COMPLETED", output: "instead" });
  });

  it("has one fallback, however many items fail at a time", async () => {
    const run = await PlayedRun.start({ steps: [each({ onFailure: { kind: "other" } })] }, { list: [1, 2] });
    const ends = [...run.tasks].map(
      ([taskId, { step }]) => ({ type: "TASK_ENDED", taskId, step, status: "QUARANTINED", error: null }) as const,
    );
    await run.tellAll(ends);
    expect(run.typesOf("STEP_RECOVERING")).toEqual(["each"]);
  });

  it("is undone item by item, the last completed first", async () => {
    const compensate = { kind: "undo", input: "${item} ${output}" };
    const last = { id: "last", kind: "work", needs: ["each"] };
    const run = await PlayedRun.start({ steps: [each({ compensate }), last] }, { list: ["x", "y"] });
    await run.complete("each[1]", 1);
    await run.complete("each[0]", 0);
    await run.fail("last");
    expect([run.open, run.inputOf("each[0]")]).toEqual([["each[0]"], "x 0"]);
    await run.complete("each[0]");
    expect([run.open, run.inputOf("each[1]")]).toEqual([["each[1]"], "y 1"]);
    await run.complete("each[1]");
    expect(run.state.status).toBe("COMPENSATED");
  });

  it("does only those items again that did not complete, when the run is retried", async () => {
    const run = await PlayedRun.start(
      { output: "${steps.each.output}", steps: [each(), { id: "after", kind: "work", needs: ["each"] }] },
      { list: [1, 2, 3] },
    );
    await run.complete("each[0]", "one");
    await run.fail("each[1]");
    await run.obey();
    await run.tell({ type: "RETRY", by: "user_1", fromSteps: null });
    expect([run.state.status, run.open]).toEqual(["RUNNING", ["each[1]", "each[2]"]]);
    await run.complete("each[1]", "two");
    await run.complete("each[2]", "three");
    await run.complete("after");
    expect(run.state).toMatchObject({ status: "COMPLETED", output: ["one", "two", "three"] });
  });

  it("does all items anew, when the run is retried from a step before it", async () => {
    const run = await PlayedRun.start({
      steps: [
        { id: "list", kind: "work" },
        each({ needs: ["list"], items: "${steps.list.output}" }),
        { id: "after", kind: "work", needs: ["each"] },
      ],
    });
    await run.complete("list", [1, 2, 3]);
    for (const item of ["each[0]", "each[1]", "each[2]"]) await run.complete(item);
    await run.fail("after");
    await run.tell({ type: "RETRY", by: "user_1", fromSteps: ["list"] });
    await run.complete("list", [4]);
    expect(run.open).toEqual(["each[0]"]);
    expect(run.inputOf("each[0]")).toEqual({ item: 4, at: 0 });
    await run.complete("each[0]");
    await run.complete("after");
    expect([run.state.status, run.state.steps.length]).toEqual(["COMPLETED", 4]);
  });
});

describe("runs within a run", () => {
  const source = {
    output: "${steps.sub.output}",
    steps: [{ id: "sub", type: "workflow" as const, workflow: "other" }],
  };
  const end = (status: "COMPLETED" | "FAILED" | "CANCELLED") =>
    ({ type: "RUN_ENDED", runId: "run_1", status, error: null }) as const;

  it("complete their step", async () => {
    const run = await PlayedRun.start(source);
    expect([...run.subRuns.keys()]).toEqual(["run_1"]);
    await run.tell(end("COMPLETED"));
    expect(run.state.status).toBe("COMPLETED");
  });

  it("fail it", async () => {
    const run = await PlayedRun.start(source);
    await run.tell(end("FAILED"));
    expect(run.state).toMatchObject({ status: "FAILED", error: { class: "SUB_RUN", step: "sub" } });
  });

  it("are told to end with it", async () => {
    const run = await PlayedRun.start(source);
    await run.tell({ type: "CANCEL", by: "user_1", compensate: false, reason: "enough" });
    expect([run.state.status, run.cancelled]).toEqual(["STOPPING", ["run_1"]]);
    await run.tell(end("CANCELLED"));
    expect(run.state).toMatchObject({ status: "CANCELLED", error: { class: "CANCELLED", message: "enough" } });
  });
});
