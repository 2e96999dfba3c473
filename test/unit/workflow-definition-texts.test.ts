import { describe, expect, it } from "vitest";
import type { Problem } from "../../src/workflows/definition/plan.js";
import type { ScopeName } from "../../src/workflows/expressions/model.js";
import { planOf, problemsOf, stepOf, task, toldOf } from "../support/definitions.js";

const everywhere: readonly ScopeName[] = ["input", "run", "trigger"];
const special: readonly ScopeName[] = ["steps", "item", "index", "error", "output", "event"];

/** Which names a text may read where `place` puts it. */
function namesAt(place: (text: string) => unknown): ScopeName[] {
  return [...everywhere, ...special].filter((name) => {
    const text = name === "steps" ? "steps.before.output" : name;
    return toldOf(place(`\${${text} == ${text}}`)).length === 0;
  });
}

const before = task("before");
const inStep = (more: object) => ({ steps: [before, { id: "a", kind: "k", needs: ["before"], ...more }] });
const inTyped = (more: object) => ({ steps: [before, { id: "a", needs: ["before"], ...more }] });

describe("names in scope", () => {
  it.each<[string, (text: string) => unknown, ScopeName[]]>([
    ["a task's input", (input) => inStep({ input: [{ x: input }] }), []],
    ["a step's condition", (when) => inStep({ when }), []],
    ["a run's input", (input) => inTyped({ type: "workflow", workflow: "w", input }), []],
    ["a forEach's items", (items) => inTyped({ type: "forEach", items, do: { kind: "k" } }), []],
    [
      "a forEach's work",
      (input) => inTyped({ type: "forEach", items: [], do: { kind: "k", input } }),
      ["item", "index"],
    ],
    [
      "a forEach's runs",
      (input) => inTyped({ type: "forEach", items: [], do: { workflow: "w", input } }),
      ["item", "index"],
    ],
    ["a case", (when) => inTyped({ type: "switch", cases: [{ when, then: [] }] }), []],
    ["a duration", (durationMs) => inTyped({ type: "sleep", durationMs }), []],
    ["an instant", (until) => inTyped({ type: "sleepUntil", until }), []],
    ["a signal's default", (value) => inTyped({ type: "waitForSignal", signal: "s", default: { value } }), []],
    ["an approval's message", (message) => inTyped({ type: "approval", role: "ADMIN", message }), []],
    ["an event's data", (data) => inTyped({ type: "emit", event: "e", data }), []],
    ["what is done on failure", (input) => inStep({ onFailure: { kind: "k", input } }), ["error"]],
    [
      "what is done on failure of a forEach",
      (input) => inTyped({ type: "forEach", items: [], do: { kind: "k" }, onFailure: { kind: "k", input } }),
      ["error"],
    ],
    ["what undoes a step", (input) => inStep({ compensate: { kind: "k", input } }), ["output"]],
    [
      "what undoes an item",
      (input) => inTyped({ type: "forEach", items: [], do: { kind: "k" }, compensate: { kind: "k", input } }),
      ["item", "index", "output"],
    ],
    ["the output", (output) => ({ steps: [before], output }), []],
    ["the definition's onFailure", (input) => ({ steps: [before], onFailure: { kind: "k", input } }), ["error"]],
  ])("of %s", (_what, place, more) => {
    expect(namesAt(place)).toEqual([...everywhere, "steps", ...more]);
  });

  it("of the key of a concurrency have no steps: none has run", () => {
    expect(namesAt((key) => ({ steps: [before], concurrency: { key, limit: 1 } }))).toEqual(everywhere);
  });
});

describe("texts that cannot be compiled", () => {
  it("are told with their place, each of them", () => {
    const input = { a: ["${(}", "${input}"], "b.c": { d: "x ${nobody} y" } };
    expect(problemsOf({ steps: [task("a", { input, when: "(" })] })).toEqual([
      {
        path: ["steps", 0, "when"],
        reason: "EXPRESSION_INVALID",
        message: expect.stringMatching(/at character 2 of `\(`$/),
      },
      {
        path: ["steps", 0, "input", "a", 0],
        reason: "EXPRESSION_INVALID",
        message: expect.stringMatching(/at character 4 of `\$\{\(\}`$/),
      },
      {
        path: ["steps", 0, "input", "b.c", "d"],
        reason: "EXPRESSION_INVALID",
        message: expect.stringMatching(/^Nothing is called `nobody`/),
      },
    ]);
  });

  it("are told as soon as they are written, as far as their kinds are known", () => {
    expect(toldOf({ steps: [task("a", { when: "1 + 1", input: "${run.nothing}" })] })).toEqual([
      "steps.0.when EXPRESSION_INVALID",
      "steps.0.input EXPRESSION_INVALID",
    ]);
  });

  it("are told of what is of a wrong shape otherwise, too", () => {
    expect(toldOf({ steps: [{ id: "a", type: "forEach", items: "${x}", do: { input: "${y}" }, retry: {} }] })).toEqual([
      "steps.0.retry FIELD_UNKNOWN",
      "steps.0.do.kind FIELD_MISSING",
      "steps.0.items EXPRESSION_INVALID",
      "steps.0.do.input EXPRESSION_INVALID",
    ]);
  });
});

const messageOf = ([problem]: readonly Problem[]) => problem?.message;

describe("reading a step", () => {
  it("is for those that need it, or need what needs it", () => {
    const steps = [
      task("a"),
      task("b", { needs: ["a"], input: "${steps.a.output}" }),
      task("c", { needs: ["b"], input: "${steps.a.output}${steps.b.status}", when: "steps.a.error == null" }),
    ];
    const plan = planOf({ steps });
    const { body, when } = stepOf(plan, "c");
    expect(body.type === "task" && [...body.input.steps]).toEqual(["a", "b"]);
    expect(when && [...when.steps]).toEqual(["a"]);
  });

  it("is for the branches of a switch: what the switch needs has ended", () => {
    const sw = { id: "sw", type: "switch", needs: ["a"], cases: [{ when: "true", then: ["b"] }] };
    const b = task("b", { input: "${steps.a.output}${steps.sw.output}" });
    expect(toldOf({ steps: [task("a"), sw, b] })).toEqual([]);
  });

  it("is refused where the step has not surely ended", () => {
    const steps = [task("a"), task("b", { input: { x: "${steps.a.output}" } })];
    expect(problemsOf({ steps })).toEqual([
      {
        path: ["steps", 1, "input"],
        reason: "STEP_NOT_AN_ANCESTOR",
        message: "Reads step `a`, which has not surely ended by then: `b` must need it, or a step that does.",
      },
    ]);
  });

  it.each<[string, object, string]>([
    ["its input", { input: "${steps.a.output}" }, "A step cannot read itself."],
    [
      "what is done on its failure",
      { onFailure: { kind: "k", input: "${steps.a.output}" } },
      "The step has failed here: it has an `error`, but no output.",
    ],
    [
      "what undoes it",
      { compensate: { kind: "k", input: "${steps.a.output}" } },
      "The step's own output is `output` here.",
    ],
  ])("is refused within the step itself: in %s", (_what, more, message) => {
    expect(messageOf(problemsOf({ steps: [task("a", more)] }))).toBe(message);
  });

  it("is refused where there is no such step, the hidden one included", () => {
    const steps = [task("build"), task("test", { needs: ["build"], input: { x: "${steps.biuld.output}" } })];
    expect(problemsOf({ steps, output: "${steps.zzz.output}" })).toEqual([
      { path: ["output"], reason: "STEP_UNKNOWN", message: "Reads step `zzz`, which does not exist." },
      {
        path: ["steps", 1, "input"],
        reason: "STEP_UNKNOWN",
        message: "Reads step `biuld`, which does not exist. Did you mean `build`?",
      },
    ]);
    expect(toldOf({ steps: [task("a")], onFailure: { kind: "k" }, output: "${steps.onFailure.output}" })).toEqual([
      "output STEP_UNKNOWN",
    ]);
  });

  it("is for any step once the run has ended or failed", () => {
    const text = "${steps.a.output}${steps.b.output}";
    expect(toldOf({ steps: [task("a"), task("b")], output: text, onFailure: { kind: "k", input: text } })).toEqual([]);
  });

  it("is not told of steps that go round together: the circle is", () => {
    const steps = [
      task("a", { needs: ["b"], input: "${steps.b.output}" }),
      task("b", { needs: ["a"], input: "${steps.a.output}" }),
    ];
    expect(toldOf({ steps })).toEqual(["steps.0 STEP_CYCLE"]);
  });
});
