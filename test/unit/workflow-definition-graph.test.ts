import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Ancestors } from "../../src/workflows/definition/ancestors.js";
import { findCircle, findComponents } from "../../src/workflows/definition/order.js";
import { planOf, problemsOf, stepOf, task, toldOf } from "../support/definitions.js";

const messagesOf = (definition: unknown) => problemsOf(definition).map(({ message }) => message);

function choose(id: string, branches: { cases: string[][]; default?: string[]; needs?: string[] }): object {
  const { cases, ...more } = branches;
  return { id, type: "switch", cases: cases.map((then, index) => ({ when: `input.x == ${index}`, then })), ...more };
}

describe("needs", () => {
  it("become ordinals, each once, and are known from both ends", () => {
    const plan = planOf({ steps: [task("c", { needs: ["a", "b"] }), task("a"), task("b", { needs: ["a"] })] });
    expect(plan.steps.map(({ needs, dependants }) => [needs, dependants])).toEqual([
      [[1, 2], []],
      [[], [0, 2]],
      [[1], [0]],
    ]);
    expect([...plan.ordinalOf]).toEqual([
      ["c", 0],
      ["a", 1],
      ["b", 2],
    ]);
  });

  it("name steps that there are", () => {
    const definition = { steps: [task("build"), task("test", { needs: ["biuld", "zzz", "onFailure"] })] };
    expect(problemsOf(definition)).toEqual([
      {
        path: ["steps", 1, "needs", 0],
        reason: "STEP_UNKNOWN",
        message: "Step `test` needs `biuld`, which does not exist. Did you mean `build`?",
      },
      {
        path: ["steps", 1, "needs", 1],
        reason: "STEP_UNKNOWN",
        message: "Step `test` needs `zzz`, which does not exist.",
      },
      {
        path: ["steps", 1, "needs", 2],
        reason: "STEP_UNKNOWN",
        message: "Step `test` needs `onFailure`, which does not exist.",
      },
    ]);
  });

  it("do not name the step itself", () => {
    expect(messagesOf({ steps: [task("a", { needs: ["a"] })] })).toEqual(["Step `a` may not need itself."]);
  });

  it("are refused when they go round, with the shortest way round", () => {
    const steps = [
      task("start"),
      task("a", { needs: ["start", "b"] }),
      task("b", { needs: ["c", "d"] }),
      task("c", { needs: ["a"] }),
      task("d", { needs: ["c"] }),
      task("after", { needs: ["d"] }),
    ];
    expect(problemsOf({ steps })).toEqual([
      {
        path: ["steps", 1],
        reason: "STEP_CYCLE",
        message: "Steps wait for each other, each for the next: a -> b -> c -> a. 1 more step hangs on it likewise.",
      },
    ]);
  });

  it("are refused for each group that goes round, once", () => {
    const pair = (a: string, b: string) => [task(a, { needs: [b] }), task(b, { needs: [a] })];
    expect(toldOf({ steps: [...pair("a", "b"), ...pair("c", "d")] })).toEqual([
      "steps.0 STEP_CYCLE",
      "steps.2 STEP_CYCLE",
    ]);
  });

  it("are named up to a bound when they go round a long way", () => {
    const steps = Array.from({ length: 100 }, (_, index) => task(`s${index}`, { needs: [`s${(index + 1) % 100}`] }));
    expect(messagesOf({ steps })[0]).toMatch(/s0 -> s1 -> .* -> s18 -> \(81 more\) -> s0\.$/);
  });
});

describe("ids", () => {
  it("are unique", () => {
    expect(problemsOf({ steps: [task("a"), task("b"), task("a")] })).toEqual([
      {
        path: ["steps", 2, "id"],
        reason: "STEP_ID_REPEATED",
        message: "Step 0 has the id `a` already (steps count from 0).",
      },
    ]);
  });

  it("leave `onFailure` to the definition's own, be there one or not", () => {
    expect(toldOf({ steps: [task("onFailure")] })).toEqual(["steps.0.id STEP_ID_RESERVED"]);
    expect(toldOf({ steps: [task("onFailure")], onFailure: { kind: "k" } })).toEqual(["steps.0.id STEP_ID_RESERVED"]);
    expect(toldOf({ steps: [task("onfailure")] })).toEqual([]);
  });
});

describe("branches", () => {
  it("need their switch without saying so, and know their choices; the default is the one behind the cases", () => {
    const plan = planOf({
      steps: [
        task("x"),
        choose("sw", { cases: [["a", "b"], ["b"]], default: ["c"], needs: ["x"] }),
        ...["a", "b", "c"].map((id) => task(id)),
      ],
    });
    expect(["a", "b", "c"].map((id) => stepOf(plan, id)).map(({ needs, branches }) => [needs, branches])).toEqual([
      [[1], [{ switchStep: 1, choice: 0 }]],
      [[1], [0, 1].map((choice) => ({ switchStep: 1, choice }))],
      [[1], [{ switchStep: 1, choice: 2 }]],
    ]);
    expect(stepOf(plan, "sw")).toMatchObject({ dependants: [2, 3, 4], branches: [], body: { hasDefault: true } });
  });

  it("may be of several switches, and say their need all the same", () => {
    const steps = [
      choose("one", { cases: [["a"]] }),
      choose("two", { cases: [[], ["a"]] }),
      task("a", { needs: ["two"] }),
    ];
    expect(stepOf(planOf({ steps }), "a")).toMatchObject({
      needs: [0, 1],
      branches: [
        { switchStep: 0, choice: 0 },
        { switchStep: 1, choice: 1 },
      ],
    });
  });

  it("may be empty, and a default may be left out", () => {
    const plan = planOf({ steps: [choose("sw", { cases: [[]] })] });
    expect(stepOf(plan, "sw").body).toMatchObject({ hasDefault: false });
  });

  it("name steps that there are, and not the switch itself", () => {
    const steps = [choose("sw", { cases: [["b", "sw"]], default: ["c"] }), task("a")];
    expect(problemsOf({ steps }).map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual([
      "steps.0.cases.0.then.0: Step `sw` chooses `b`, which does not exist.",
      "steps.0.cases.0.then.1: The switch `sw` may not be in a branch of its own.",
      "steps.0.default.0: Step `sw` chooses `c`, which does not exist.",
    ]);
  });

  it("cannot be what their switch needs, which is said as what it is", () => {
    const steps = [task("a"), task("b", { needs: ["a"] }), choose("sw", { cases: [["a"]], needs: ["b"] })];
    expect(messagesOf({ steps })).toEqual([
      "Steps wait for each other, each for the next: a -> sw -> b -> a. `a` is in a branch of `sw`, and so needs it.",
    ]);
  });

  it("have conditions that differ", () => {
    const when = "input.x == 1";
    const cases = [when, "input.x == 2", ` \${ ${when} } `].map((each) => ({ when: each, then: [] }));
    expect(problemsOf({ steps: [{ id: "sw", type: "switch", cases }] })).toEqual([
      {
        path: ["steps", 0, "cases", 2],
        reason: "CASE_UNREACHABLE",
        message: "Is never chosen: case 0 has the same condition (cases count from 0).",
      },
    ]);
  });
});

/** Needs of a few steps, with or without circles. */
const graphs = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.array(fc.uniqueArray(fc.integer({ min: 0, max: size - 1 })), { minLength: size, maxLength: size }).map((lists) => {
    return lists.map((needs, step) => new Set(needs.filter((need) => need !== step)));
  }),
);

/** All that a step needs, and what that needs: the plain way. */
function reach(needs: readonly ReadonlySet<number>[], from: number): Set<number> {
  const found = new Set<number>();
  const queue = [from];
  for (const step of queue) {
    for (const need of needs[step] ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      queue.push(need);
    }
  }
  return found;
}

describe("findComponents", () => {
  it("puts together what goes round, behind all that it needs", () => {
    fc.assert(
      fc.property(graphs, (needs) => {
        const components = findComponents(needs);
        expect(components.flat().toSorted((a, b) => a - b)).toEqual([...needs.keys()]);
        const placeOf = new Map(components.flatMap((steps, place) => steps.map((step) => [step, place])));
        for (const [step, place] of placeOf) {
          const reached = reach(needs, step);
          for (const other of reached) expect(placeOf.get(other)).toBeLessThanOrEqual(place);
          const circle = [...reached].filter((other) => other !== step && reach(needs, other).has(step));
          expect(components[place]?.toSorted((a, b) => a - b)).toEqual([...circle, step].toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it("finds a way round in each that goes round", () => {
    fc.assert(
      fc.property(graphs, (needs) => {
        for (const component of findComponents(needs).filter(({ length }) => length > 1)) {
          const circle = findCircle(component, needs);
          expect(circle.length).toBeGreaterThan(2);
          expect(circle.at(-1)).toBe(circle[0]);
          for (const [index, step] of circle.slice(0, -1).entries()) {
            expect(needs[step]?.has(circle[index + 1] ?? -1)).toBe(true);
          }
        }
      }),
    );
  });
});

describe("Ancestors", () => {
  it("are all that a step needs and what that needs, as far as they are asked for", () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat(11)), (needs, some) => {
        const wanted = new Set(some.filter((step) => step < needs.length));
        const ancestors = new Ancestors({ needs, components: findComponents(needs) }, wanted);
        for (const step of needs.keys()) {
          const reached = reach(needs, step);
          for (const other of needs.keys()) {
            expect(ancestors.has(step, other)).toBe(wanted.has(other) && reached.has(other));
          }
        }
      }),
    );
  });

  it("are told apart beyond the bits of a word", () => {
    const needs = Array.from({ length: 100 }, (_, step) => new Set(step === 0 ? [] : [step - 1]));
    const ancestors = new Ancestors({ needs, components: findComponents(needs) }, new Set(needs.keys()));
    expect([ancestors.has(99, 0), ancestors.has(64, 63), ancestors.has(31, 32), ancestors.has(5, 5)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
