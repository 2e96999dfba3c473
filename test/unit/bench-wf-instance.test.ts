import { describe, expect, it } from "vitest";
import { definitionOf, parseInstance, stepIdsOf, stepsOf } from "../../bench/wf-instance.js";

const split = {
  name: "blast",
  schemaVersion: "1.5",
  workflow: {
    specification: {
      tasks: [
        { name: "split", id: "split_1", parents: [], children: ["blast_2", "blast_3"], inputFiles: ["a"] },
        { name: "blast", id: "blast_2", parents: ["split_1"], children: ["merge_4"] },
        { name: "blast", id: "blast_3", parents: ["split_1"], children: [] },
        { name: "merge", id: "merge_4", parents: ["blast_3"], children: [] },
      ],
      files: [],
    },
    execution: {
      makespanInSeconds: 20.5,
      tasks: [
        { id: "merge_4", runtimeInSeconds: 0.25 },
        { id: "split_1", runtimeInSeconds: 2, machines: ["m1"] },
        { id: "blast_2", runtimeInSeconds: 10 },
        { id: "blast_3", runtimeInSeconds: 8 },
      ],
    },
  },
};

const flatOf = (schemaVersion: string, tasks: readonly object[], rest: object = {}): unknown => ({
  name: "genome",
  schemaVersion,
  workflow: { ...rest, tasks, machines: [] },
});

describe("parseInstance", () => {
  it("joins what tasks are with how they ran", () => {
    expect(parseInstance(split)).toEqual({
      name: "blast",
      makespanMs: 20_500,
      tasks: [
        { id: "split_1", parents: [], runtimeMs: 2_000 },
        { id: "blast_2", parents: ["split_1"], runtimeMs: 10_000 },
        { id: "blast_3", parents: ["split_1"], runtimeMs: 8_000 },
        { id: "merge_4", parents: ["blast_2", "blast_3"], runtimeMs: 250 },
      ],
    });
  });

  it("reads 1.4, where tasks call each other by name", () => {
    const tasks = [
      { name: "sift_ID01", id: "ID01", type: "compute", runtimeInSeconds: 3, children: ["merge_ID02"] },
      { name: "merge_ID02", id: "ID02", type: "compute", parents: ["sift_ID01"] },
    ];
    expect(parseInstance(flatOf("1.4", tasks, { makespanInSeconds: 5 }))).toEqual({
      name: "genome",
      makespanMs: 5_000,
      tasks: [
        { id: "sift_ID01", parents: [], runtimeMs: 3_000 },
        { id: "merge_ID02", parents: ["sift_ID01"], runtimeMs: 0 },
      ],
    });
  });

  it("reads 1.3, whose times have other names and whose tasks may be called by id", () => {
    const tasks = [
      { name: "sift", id: "ID01", runtime: 3.5 },
      { name: "merge", id: "ID02", runtime: 1, parents: ["ID01"] },
    ];
    const { makespanMs, tasks: read } = parseInstance(flatOf("1.3", tasks, { makespan: 6 }));
    expect(makespanMs).toBe(6_000);
    expect(read.map(({ parents, runtimeMs }) => [parents, runtimeMs])).toEqual([
      [[], 3_500],
      [["sift"], 1_000],
    ]);
  });

  it("knows no makespan where none was recorded", () => {
    expect(parseInstance(flatOf("1.4", [{ name: "a" }])).makespanMs).toBeNull();
  });

  it.each<[string, unknown]>([
    ["there is no task b", flatOf("1.4", [{ name: "a", parents: ["b"] }])],
    [
      "there is more than one task x",
      flatOf("1.4", [
        { name: "a", id: "x" },
        { name: "b", id: "x", parents: ["x"] },
      ]),
    ],
    ["two tasks have the same id", flatOf("1.4", [{ name: "a" }, { name: "a" }])],
    [
      "it is not recorded how merge_4 ran",
      {
        ...split,
        workflow: { ...split.workflow, execution: { tasks: split.workflow.execution.tasks.slice(1) } },
      },
    ],
  ])("refuses an instance of which it says: %s", (message, instance) => {
    expect(() => parseInstance(instance)).toThrow(message);
  });

  it("refuses what is no instance", () => {
    expect(() => parseInstance({ name: "a", workflow: {} })).toThrow("tasks");
    expect(() => parseInstance([])).toThrow("object");
  });
});

describe("stepsOf", () => {
  it("keeps the graph and divides the times by the speed", () => {
    expect(stepsOf(parseInstance(split), 4)).toEqual([
      { id: "split_1", needs: [], ms: 500 },
      { id: "blast_2", needs: ["split_1"], ms: 2_500 },
      { id: "blast_3", needs: ["split_1"], ms: 2_000 },
      { id: "merge_4", needs: ["blast_2", "blast_3"], ms: 63 },
    ]);
  });

  it("gives tasks no time at an infinite speed", () => {
    expect(stepsOf(parseInstance(split), Infinity).map(({ ms }) => ms)).toEqual([0, 0, 0, 0]);
  });

  it("maps needs to the same ids as steps", () => {
    const tasks = [{ name: "a.b" }, { name: "a_b", parents: ["a.b"] }, { name: "c", parents: ["a_b"] }];
    expect(stepsOf(parseInstance(flatOf("1.4", tasks)), 1)).toEqual([
      { id: "a_b", needs: [], ms: 0 },
      { id: "a_b_2", needs: ["a_b"], ms: 0 },
      { id: "c", needs: ["a_b_2"], ms: 0 },
    ]);
  });
});

describe("definitionOf", () => {
  it("has a simulated task done for each step", () => {
    expect(
      definitionOf([
        { id: "a", needs: [], ms: 5 },
        { id: "b", needs: ["a"], ms: 0 },
      ]),
    ).toEqual({
      steps: [
        { id: "a", kind: "simulated", needs: [], input: { ms: 5 } },
        { id: "b", kind: "simulated", needs: ["a"], input: { ms: 0 } },
      ],
    });
  });
});

describe("stepIdsOf", () => {
  const idsOf = (...ids: string[]): string[] => [...stepIdsOf(ids).values()];

  it("keeps ids that a definition may have", () => {
    expect(idsOf("split_fasta_ID000001", "B2")).toEqual(["split_fasta_ID000001", "B2"]);
  });

  it("replaces what is no letter, digit or underscore, and begins with a letter", () => {
    expect(idsOf("NFCORE.FASTQC:a/b-c#1", "1st", "_x", "")).toEqual(["NFCORE_FASTQC_a_b_c_1", "t1st", "t_x", "t"]);
  });

  it("numbers those that would be the same, whatever comes after them", () => {
    expect(idsOf("a-b", "a.b", "a_b_2", "a_b")).toEqual(["a_b", "a_b_2", "a_b_2_2", "a_b_3"]);
  });

  it("leaves the id that a definition has for itself", () => {
    expect(idsOf("onFailure")).toEqual(["onFailure_2"]);
  });

  it("cuts long ids and keeps them apart", () => {
    const long = "x".repeat(70);
    const ids = idsOf(...Array.from({ length: 12 }, (_, index) => `${long}${index}`));
    expect(ids.every((id) => id.length <= 64)).toBe(true);
    expect(new Set(ids).size).toBe(12);
    expect(ids.at(-1)).toBe(`${"x".repeat(61)}_12`);
  });
});
