import { describe, expect, it } from "vitest";
import { planOf, problemsOf, toldOf } from "../support/definitions.js";

/** As many task steps, each with what `more` says of it. */
function steps(count: number, more: (index: number) => object = () => ({})): object {
  return { steps: Array.from({ length: count }, (_, index) => ({ id: `s${index}`, kind: "k", ...more(index) })) };
}

const range = (count: number, entry: (index: number) => unknown) =>
  Array.from({ length: count }, (_, index) => entry(index));
const idOf = (index: number) => `s${index}`;

/** Wrapped in as many lists. */
function nest(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

function timed<Result>(work: () => Result): Result {
  const start = performance.now();
  const result = work();
  // Each takes some 100 ms; what grows with the square of the steps would take minutes.
  expect(performance.now() - start).toBeLessThan(5_000);
  return result;
}

describe("a large definition", () => {
  it("may be a chain of 10,000 steps, written in any direction", () => {
    const chain = steps(10_000, (index) =>
      index === 0 ? {} : { needs: [idOf(index - 1)], input: `\${steps.s${index - 1}.output}` },
    );
    expect(timed(() => planOf(chain)).steps).toHaveLength(10_000);
    const back = steps(10_000, (index) => (index === 9_999 ? {} : { needs: [idOf(index + 1)] }));
    expect(timed(() => planOf(back)).steps[0]?.needs).toEqual([1]);
  });

  it("may have a step that needs 9,999 others and reads them all", () => {
    const input = range(9_999, (index) => `\${steps.s${index}.output}`);
    const wide = steps(10_000, (index) => (index === 9_999 ? { needs: range(9_999, idOf), input } : {}));
    const plan = timed(() => planOf(wide));
    expect(plan.steps[9_999]?.needs).toHaveLength(9_999);
  });

  it("may have 100,000 needs, and no more", () => {
    const needs = (index: number, most: number) => range(Math.min(index, most), (back) => idOf(index - 1 - back));
    const dense = steps(1_000, (index) => ({ needs: needs(index, 100), input: "${steps.s0.output}" }));
    expect(timed(() => toldOf(dense)).filter((told) => told !== "steps.0.input STEP_NOT_AN_ANCESTOR")).toEqual([]);
    expect(timed(() => toldOf(steps(500, (index) => ({ needs: needs(index, 499) }))))).toEqual([
      "steps.447.needs STEP_NEEDS_TOO_MANY",
    ]);
  });

  it("may have a switch over all its steps", () => {
    const chooser = { id: "sw", type: "switch", cases: range(10, () => ({ when: "true", then: range(9_999, idOf) })) };
    const cases = chooser.cases.map((each, index) => ({ ...(each as object), when: `input.x == ${index}` }));
    const plan = timed(() =>
      planOf({ steps: [{ ...chooser, cases: cases.slice(0, 9) }, ...(steps(9_999) as { steps: object[] }).steps] }),
    );
    expect(plan.steps[0]?.dependants).toHaveLength(9_999);
    expect(plan.steps[9_999]?.branches).toHaveLength(9);
  });

  it("may not have 10,001 steps", () => {
    expect(timed(() => problemsOf(steps(10_001)))).toEqual([
      { path: ["steps"], reason: "LIST_TOO_LONG", message: "A definition may have 10,000 steps; this has 10,001." },
    ]);
  });

  it("may not take more than 1 MiB", () => {
    expect(timed(() => toldOf(steps(1, () => ({ input: "x".repeat(1_048_577) }))))).toEqual([" SOURCE_TOO_LARGE"]);
    expect(timed(() => toldOf(range(2_000_000, () => 1)))).toEqual([" SOURCE_TOO_LARGE"]);
  });
});

describe("a hostile definition", () => {
  it("may be one circle of 10,000 steps, or 5,000 of two", () => {
    const ring = steps(10_000, (index) => ({ needs: [idOf((index + 1) % 10_000)] }));
    expect(timed(() => toldOf(ring))).toEqual(["steps.0 STEP_CYCLE"]);
    const pairs = steps(10_000, (index) => ({ needs: [idOf(index ^ 1)] }));
    expect(timed(() => toldOf(pairs))).toHaveLength(101);
  });

  it("may have steps that all need each other", () => {
    const knot = steps(300, (index) => ({ needs: range(300, idOf).filter((id) => id !== idOf(index)) }));
    expect(timed(() => problemsOf(knot))).toMatchObject([
      { path: ["steps", 0], message: expect.stringContaining("s0 -> s1 -> s0. 298 more steps hang on it likewise.") },
    ]);
  });

  it("may have the same id 10,000 times, or need what there is not as often", () => {
    expect(timed(() => toldOf(steps(10_000, () => ({ id: "same" }))))).toHaveLength(101);
    expect(timed(() => toldOf(steps(10_000, (index) => ({ needs: [`t${index}`] }))))).toHaveLength(101);
  });

  it("may be nested as deep as it likes", () => {
    const told = timed(() => problemsOf(steps(1, () => ({ input: nest(500_000) }))));
    expect(told).toEqual([
      {
        path: ["steps", 0, "input", ...Array(7).fill(0)],
        reason: "SOURCE_TOO_DEEP",
        message: "Nested more than 100 levels deep.",
      },
    ]);
    expect(timed(() => toldOf(nest(500_000)))).toHaveLength(1);
    expect(toldOf(steps(1, () => ({ input: nest(97) })))).toEqual([]);
  });

  it("may hold itself", () => {
    const loop: Record<string, unknown> = {};
    loop["steps"] = [loop];
    expect(toldOf(loop).map((told) => told.split(" ")[1])).toEqual(["SOURCE_TOO_DEEP"]);
  });

  it.each<[string, unknown]>([
    ["needs that are numbers", steps(1, () => ({ needs: range(500_000, () => 1) }))],
    [
      "unknown fields",
      { steps: [Object.fromEntries(range(80_000, (index) => [`k${index}`, 1]) as [string, number][])] },
    ],
    ["steps that are numbers", { steps: range(500_000, () => 1) }],
    ["cases that are numbers", { steps: [{ id: "a", type: "switch", cases: range(500_000, () => 1) }] }],
    ["bad expressions", steps(1, () => ({ input: range(100_000, () => "${(}") }))],
    ["bad patterns", steps(1_000, (index) => ({ retry: { nonRetryable: range(20, (each) => `(${index}-${each}`) } }))],
    ["reads of later steps", steps(9_000, (index) => ({ input: `\${steps.s${(index + 1) % 9_000}.output}` }))],
  ])("has a bounded number of problems: %s", (_what, definition) => {
    const problems = timed(() => problemsOf(definition));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(101);
  });

  it.each<[string, unknown, string[]]>([
    ["a NUL", { description: "a\u0000" }, ["description TEXT_UNSTORABLE"]],
    ["half a surrogate pair in a key", { output: { "\ud800": 1 } }, ["output.\ud800 TEXT_UNSTORABLE"]],
    ["a value that is no JSON", { output: [1n, Number.NaN] }, ["output.0 VALUE_NOT_JSON", "output.1 VALUE_NOT_JSON"]],
  ])("may not hold %s", (_what, more, told) => {
    expect(toldOf({ ...steps(1), ...(more as object) })).toEqual(told);
  });

  it("may have fields named like JavaScript's own", () => {
    const source = '{"steps": [{"id": "a", "kind": "k", "__proto__": {"type": "join"}, "input": {"__proto__": 1}}]}';
    expect(toldOf(JSON.parse(source))).toEqual(["steps.0.__proto__ FIELD_UNKNOWN"]);
    expect(toldOf(JSON.parse('{"steps": [{"id": "a", "type": "constructor"}]}'))).toEqual([
      "steps.0.type VALUE_UNKNOWN",
    ]);
  });
});
