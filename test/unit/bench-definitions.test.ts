import { describe, expect, it } from "vitest";
import { criticalPathOf } from "../../bench/critical-path.js";
import { chainOf, diamond, graph, layered, parallelOf, spread } from "../../bench/definitions.js";
import type { WorkflowSource } from "../../src/workflows/definition/model.js";

const stepsOf = ({ steps }: WorkflowSource) => steps.map(({ id, needs = [] }) => ({ id, needs, ms: 1 }));

describe("definitions", () => {
  it.each<[string, WorkflowSource, { readonly steps: number; readonly path: number }]>([
    ["a chain", chainOf(100), { steps: 100, path: 100 }],
    ["a spread", spread, { steps: 2, path: 2 }],
    ["parallel steps", parallelOf(1_000), { steps: 1_001, path: 2 }],
    ["a diamond", diamond, { steps: 10, path: 3 }],
    ["the graph", graph, { steps: 2_000, path: 5 }],
  ])("%s has its size, and can be run", (_, definition, { steps, path }) => {
    const all = stepsOf(definition);
    expect(all).toHaveLength(steps);
    expect(new Set(all.map(({ id }) => id)).size).toBe(steps);
    expect(all.every(({ id }) => /^[A-Za-z]\w{0,63}$/.test(id))).toBe(true);
    expect(criticalPathOf(all).steps).toBe(path);
  });

  it("needs each step of a level but the last", () => {
    const needed = new Set(graph.steps.flatMap(({ needs = [] }) => needs));
    expect(graph.steps.filter(({ id }) => !needed.has(id)).map(({ id }) => id)).toEqual(["s4_0"]);
  });

  it("lets a step need those that fall to it, and one of its neighbour", () => {
    expect(stepsOf(layered([1, 4, 2])).map(({ id, needs }) => [id, ...needs])).toEqual([
      ["s0_0"],
      ["s1_0", "s0_0"],
      ["s1_1", "s0_0"],
      ["s1_2", "s0_0"],
      ["s1_3", "s0_0"],
      ["s2_0", "s1_0", "s1_2", "s1_1"],
      ["s2_1", "s1_1", "s1_3", "s1_2"],
    ]);
  });
});

describe("criticalPathOf", () => {
  it("is the chain that takes longest, in whatever order the steps come", () => {
    const steps = [
      { id: "d", needs: ["b", "c"], ms: 1 },
      { id: "c", needs: ["a"], ms: 5 },
      { id: "b", needs: ["a"], ms: 7 },
      { id: "a", needs: [], ms: 2 },
    ];
    expect(criticalPathOf(steps)).toEqual({ ms: 10, steps: 3 });
  });

  it("is the one with the most steps where none takes time", () => {
    const steps = [
      { id: "a", needs: [], ms: 0 },
      { id: "b", needs: ["a"], ms: 0 },
      { id: "c", needs: [], ms: 0 },
    ];
    expect(criticalPathOf(steps)).toEqual({ ms: 0, steps: 2 });
  });

  it("is nothing without steps", () => {
    expect(criticalPathOf([])).toEqual({ ms: 0, steps: 0 });
  });

  it("refuses steps that wait for each other, and needs that there are not", () => {
    const circle = [
      { id: "a", needs: ["b"], ms: 0 },
      { id: "b", needs: ["a"], ms: 0 },
    ];
    expect(() => criticalPathOf(circle)).toThrow("2 steps wait for each other");
    expect(() => criticalPathOf([{ id: "a", needs: ["b"], ms: 0 }])).toThrow("a needs b, which there is not");
  });
});
