import { describe, expect, it } from "vitest";
import { diffDefinitions, type DefinitionDiff } from "../../src/workflows/definition/diff.js";
import { task } from "../support/definitions.js";

function diff(from: object, to: object): DefinitionDiff {
  return diffDefinitions({ steps: [], ...from }, { steps: [], ...to });
}

const same = { addedSteps: [], removedSteps: [], changedSteps: [] };

describe("diffDefinitions", () => {
  it("finds nothing where nothing differs but the order of keys", () => {
    const from = { timeoutMs: 1, output: { a: 1, b: [2] }, steps: [{ id: "a", kind: "k" }] };
    const to = { steps: [{ kind: "k", id: "a" }], output: { b: [2], a: 1 }, timeoutMs: 1 };
    expect(diff(from, to)).toEqual({ ...same, changes: [] });
  });

  it("names steps by their id, wherever they stand", () => {
    const from = { steps: [task("gone"), task("a", { needs: ["gone"], input: { x: 1, y: 2 } }), task("b")] };
    const to = { steps: [task("new"), task("a", { needs: ["new"], input: { x: 1, z: 3 } }), task("b")] };
    expect(diff(from, to)).toEqual({
      addedSteps: ["new"],
      removedSteps: ["gone"],
      changedSteps: ["a"],
      changes: [
        { path: ["steps", "gone"], before: task("gone"), after: null },
        { path: ["steps", "a", "needs", "0"], before: "gone", after: "new" },
        { path: ["steps", "a", "input", "y"], before: 2, after: null },
        { path: ["steps", "a", "input", "z"], before: null, after: 3 },
        { path: ["steps", "new"], before: null, after: task("new") },
      ],
    });
  });

  it("goes into lists by their index, and tells what became of another type as a whole", () => {
    const from = {
      steps: [{ id: "a", type: "switch", cases: [{ when: "x", then: ["b"] }], default: ["c"] }],
      output: [1],
    };
    const to = { steps: [{ id: "a", type: "switch", cases: [{ when: "y", then: ["b", "d"] }] }], output: { a: 1 } };
    expect(diff(from, to).changes).toEqual([
      { path: ["output"], before: [1], after: { a: 1 } },
      { path: ["steps", "a", "cases", "0", "when"], before: "x", after: "y" },
      { path: ["steps", "a", "cases", "0", "then", "1"], before: null, after: "d" },
      { path: ["steps", "a", "default"], before: ["c"], after: null },
    ]);
  });

  it("tells what the definition has beside its steps, in the order of the earlier one", () => {
    const from = { onFailure: { kind: "k" }, timeoutMs: 1 };
    const to = { description: "d", timeoutMs: 2 };
    expect(diff(from, to)).toEqual({
      ...same,
      changes: [
        { path: ["onFailure"], before: { kind: "k" }, after: null },
        { path: ["timeoutMs"], before: 1, after: 2 },
        { path: ["description"], before: null, after: "d" },
      ],
    });
  });

  it("tells a default of null from none", () => {
    const wait = { id: "a", type: "waitForSignal", signal: "s" };
    expect(diff({ steps: [wait] }, { steps: [{ ...wait, default: null }] })).toEqual({
      ...same,
      changedSteps: ["a"],
      changes: [{ path: ["steps", "a", "default"], before: null, after: null }],
    });
  });

  it("tells that the order of steps differs, if nothing else does", () => {
    expect(diff({ steps: [task("a"), task("b")] }, { steps: [task("b"), task("new"), task("a")] })).toEqual({
      ...same,
      addedSteps: ["new"],
      changes: [
        { path: ["steps", "new"], before: null, after: task("new") },
        { path: ["steps"], before: ["a", "b"], after: ["b", "a"] },
      ],
    });
  });

  it("tells a thousand changes, and all steps", () => {
    const steps = (kind: string) => Array.from({ length: 10_000 }, (_, index) => task(`s${index}`, { kind }));
    const { changedSteps, changes } = diff({ steps: steps("k") }, { steps: steps("l") });
    expect([changedSteps.length, changes.length]).toEqual([10_000, 1_000]);
    expect(diff({ steps: steps("k") }, {})).toMatchObject({
      removedSteps: { length: 10_000 },
      changes: { length: 1_000 },
    });
  });

  it("has paths and lists of its own: what it was made from stays as it is", () => {
    const from = Object.freeze({ steps: Object.freeze([Object.freeze(task("a"))]) });
    expect(diff(from, { steps: [task("a", { kind: "other" })] }).changes).toHaveLength(1);
  });

  it("keeps names of JavaScript's own apart", () => {
    const from = { output: JSON.parse('{"__proto__": 1, "constructor": 2}') as object };
    expect(diff(from, { output: {} }).changes.map(({ path }) => path.join("."))).toEqual([
      "output.__proto__",
      "output.constructor",
    ]);
  });
});
