import { describe, expect, it } from "vitest";
import { maxProblems, problemReasons } from "../../src/workflows/definition/problems.js";
import { planOf, problemsOf, task, toldOf } from "../support/definitions.js";

const step = (more: object) => ({ steps: [{ id: "a", ...more }] });

/** What is said of the one problem of a definition. */
function messageOf(definition: unknown): string {
  const problems = problemsOf(definition);
  expect(problems).toHaveLength(1);
  return problems[0]?.message ?? "";
}

describe("the shape of a definition", () => {
  it.each<[string, object]>([
    ["a task without a type", { kind: "work" }],
    ["a task with one", { type: "task", kind: "text.count", input: null, priority: "HIGH" }],
    [
      "all that a task may have",
      { kind: "k", requiredCapabilities: ["gpu"], retry: { attempts: 1, nonRetryable: ["^a"] } },
    ],
    [
      "all that a sandbox may have",
      {
        kind: "k",
        sandbox: {
          ...{ image: "a:1", command: ["sh"], args: ["-c", "echo ${HOME}"], env: { A: "${" }, labels: { team: "a" } },
          ...{
            files: [
              { path: "a/b", text: "" },
              { path: "c", base64: "" },
            ],
            timeoutMs: 86_400_000,
          },
          ...{ resources: { cpu: "1", memory: "1Gi", ephemeralStorage: "1Gi" }, network: { egress: ["10.0.0.0/8"] } },
        },
      },
    ],
    ["a run of a workflow", { type: "workflow", workflow: "nightly", version: 2, input: [1] }],
    ["a forEach over tasks", { type: "forEach", items: [1, 2], do: { kind: "k" } }],
    ["a forEach over runs", { type: "forEach", items: "${input.list}", concurrency: 2, do: { workflow: "w" } }],
    ["a switch", { type: "switch", cases: [{ when: "true", then: [] }], default: [] }],
    ["a sleep", { type: "sleep", durationMs: 0 }],
    ["a sleep that is told its time", { type: "sleep", durationMs: "${input.ms}" }],
    ["a sleep until an instant", { type: "sleepUntil", until: "2028-02-29T00:00:00.5+02:00" }],
    ["a wait for a signal", { type: "waitForSignal", signal: "go", default: null, timeoutMs: 1 }],
    ["an approval", { type: "approval", role: "VIEWER", message: "${input.x}?", default: "REJECT" }],
    ["an event", { type: "emit", event: "order.done", data: {} }],
    ["a join", { type: "join" }],
  ])("may have %s", (_what, more) => {
    expect(toldOf(step(more))).toEqual([]);
  });

  it.each<[unknown, string]>([
    [null, "not null."],
    [5, "not a number."],
    [[], "not a list."],
    ["steps: []", "not a text. A text is given as `source`."],
  ])("is an object, unlike %j", (definition, end) => {
    expect(messageOf(definition)).toBe(`A definition is an object with a list of \`steps\`, ${end}`);
  });

  it.each<[string, unknown, string]>([
    ["no steps", {}, "steps FIELD_MISSING"],
    ["an empty list of them", { steps: [] }, "steps LIST_EMPTY"],
    ["an object of them", { steps: { a: {} } }, "steps TYPE_WRONG"],
    ["an unknown field", { steps: [task("a")], name: "x" }, "name FIELD_UNKNOWN"],
    ["a timeout of a fraction", { steps: [task("a")], timeoutMs: 1.5 }, "timeoutMs TYPE_WRONG"],
    ["a timeout of nothing", { steps: [task("a")], timeoutMs: 0 }, "timeoutMs NUMBER_OUT_OF_RANGE"],
    ["a long description", { steps: [task("a")], description: "x".repeat(2_001) }, "description TEXT_TOO_LONG"],
    ["room for no run", { steps: [task("a")], concurrency: { limit: 0 } }, "concurrency.limit NUMBER_OUT_OF_RANGE"],
    ["an empty key", { steps: [task("a")], concurrency: { limit: 1, key: "" } }, "concurrency.key TEXT_EMPTY"],
    ["an onFailure without a kind", { steps: [task("a")], onFailure: {} }, "onFailure.kind FIELD_MISSING"],
  ])("may not have %s", (_what, definition, problem) => {
    expect(toldOf(definition)).toEqual([problem]);
  });

  it.each<[string, object, string]>([
    ["no kind", {}, "kind FIELD_MISSING"],
    ["a bad kind", { kind: "a b" }, "kind NAME_INVALID"],
    ["an unknown type", { type: "loop" }, "type VALUE_UNKNOWN"],
    ["a type that is null", { type: null, kind: "k" }, "type VALUE_UNKNOWN"],
    ["needs that are a text", { kind: "k", needs: "b" }, "needs TYPE_WRONG"],
    ["a need that is a number", { kind: "k", needs: [5] }, "needs.0 TYPE_WRONG"],
    ["an empty condition", { kind: "k", when: "" }, "when TEXT_EMPTY"],
    ["a condition that is a boolean", { kind: "k", when: true }, "when TYPE_WRONG"],
    ["a condition without end", { kind: "k", when: "x".repeat(4_097) }, "when TEXT_TOO_LONG"],
    ["an unknown word", { kind: "k", whenNeedsSkipped: "run" }, "whenNeedsSkipped VALUE_UNKNOWN"],
    ["an unknown priority", { kind: "k", priority: "CRITICAL" }, "priority VALUE_UNKNOWN"],
    ["a short try", { kind: "k", attemptTimeoutMs: 99 }, "attemptTimeoutMs NUMBER_OUT_OF_RANGE"],
    ["a sandbox that is a text", { kind: "k", sandbox: "image" }, "sandbox TYPE_WRONG"],
    ["a sandbox that is null", { kind: "k", sandbox: null }, "sandbox TYPE_WRONG"],
    ["an image that is a number", { kind: "k", sandbox: { image: 1 } }, "sandbox.image TYPE_WRONG"],
    ["arguments that are a text", { kind: "k", sandbox: { args: "-v" } }, "sandbox.args TYPE_WRONG"],
    ["a variable that is a number", { kind: "k", sandbox: { env: { A: 1 } } }, "sandbox.env.A TYPE_WRONG"],
    ["a file without a path", { kind: "k", sandbox: { files: [{}] } }, "sandbox.files.0.path FIELD_MISSING"],
    [
      "101 files",
      { kind: "k", sandbox: { files: Array.from(Array(101), () => ({ path: "a" })) } },
      "sandbox.files LIST_TOO_LONG",
    ],
    [
      "a processor that is a number",
      { kind: "k", sandbox: { resources: { cpu: 2 } } },
      "sandbox.resources.cpu TYPE_WRONG",
    ],
    ["a short sandbox", { kind: "k", sandbox: { timeoutMs: 999 } }, "sandbox.timeoutMs NUMBER_OUT_OF_RANGE"],
    [
      "an unknown field of a network",
      { kind: "k", sandbox: { network: { dns: [] } } },
      "sandbox.network.dns FIELD_UNKNOWN",
    ],
    ["a sandbox of what is no task", { type: "join", sandbox: {} }, "sandbox FIELD_UNKNOWN"],
    ["no try", { kind: "k", retry: { attempts: 0 } }, "retry.attempts NUMBER_OUT_OF_RANGE"],
    ["shrinking waits", { kind: "k", retry: { factor: 0.5 } }, "retry.factor NUMBER_OUT_OF_RANGE"],
    ["a field of another kind of step", { kind: "k", signal: "s" }, "signal FIELD_UNKNOWN"],
    ["a compensation without a kind", { kind: "k", compensate: { input: 1 } }, "compensate.kind FIELD_MISSING"],
    ["a workflow without a name", { type: "workflow" }, "workflow FIELD_MISSING"],
    ["version 0", { type: "workflow", workflow: "w", version: 0 }, "version NUMBER_OUT_OF_RANGE"],
    ["items without work", { type: "forEach", items: [] }, "do FIELD_MISSING"],
    ["work for items without a kind", { type: "forEach", items: [], do: {} }, "do.kind FIELD_MISSING"],
    ["both for items", { type: "forEach", items: [], do: { workflow: "w", kind: "k" } }, "do.kind FIELD_UNKNOWN"],
    ["work that is a text", { type: "forEach", items: [], do: "k" }, "do TYPE_WRONG"],
    ["a switch of no case", { type: "switch", cases: [] }, "cases LIST_EMPTY"],
    ["a case without steps", { type: "switch", cases: [{ when: "true" }] }, "cases.0.then FIELD_MISSING"],
    ["a sleep into the past", { type: "sleep", durationMs: -1 }, "durationMs NUMBER_OUT_OF_RANGE"],
    ["a sleep of two years", { type: "sleep", durationMs: 7e10 }, "durationMs NUMBER_OUT_OF_RANGE"],
    ["an agent that approves", { type: "approval", role: "AGENT" }, "role VALUE_UNKNOWN"],
    ["an answer that is none", { type: "approval", role: "ADMIN", default: "MAYBE" }, "default VALUE_UNKNOWN"],
    ["a join with a kind", { type: "join", kind: "k" }, "kind FIELD_UNKNOWN"],
  ])("refuses a step with %s", (_what, more, problem) => {
    expect(toldOf(step(more))).toEqual([`steps.0.${problem}`]);
  });

  it.each(["", "1a", "a-b", "a b", "ä", "x".repeat(65)])("takes no id %j", (id) => {
    expect(toldOf({ steps: [task(id)] })).toEqual(["steps.0.id NAME_INVALID"]);
  });

  it("takes ids that are names of JavaScript's own", () => {
    const ids = ["constructor", "toString", "hasOwnProperty", "valueOf"];
    const plan = planOf({ steps: ids.map((id, index) => task(id, { needs: ids.slice(0, index) })) });
    expect(plan.steps[3]?.needs).toEqual([0, 1, 2]);
  });

  it("has everything told at once, in the order of the definition", () => {
    const definition = {
      steps: [{ kind: "k" }, 5, task("c", { needs: ["x"], when: "(", retry: { attempts: 0 } }), task("c")],
      timeoutMs: "1",
    };
    expect(toldOf(definition)).toEqual([
      "timeoutMs TYPE_WRONG",
      "steps.0.id FIELD_MISSING",
      "steps.1 TYPE_WRONG",
      "steps.2.retry.attempts NUMBER_OUT_OF_RANGE",
      "steps.2.needs.0 STEP_UNKNOWN",
      "steps.2.when EXPRESSION_INVALID",
      "steps.3.id STEP_ID_REPEATED",
    ]);
  });

  it("has a bounded number of problems told", () => {
    const problems = problemsOf({ steps: Array.from({ length: 500 }, () => 5) });
    expect(problems).toHaveLength(maxProblems + 1);
    expect(problems.at(-1)).toEqual({
      path: [],
      reason: "PROBLEMS_TOO_MANY",
      message: "There is more wrong: these are the first 100 problems that were found.",
    });
  });
});

describe("what is said of a misfit", () => {
  it.each<[object, string]>([
    [{ kind: "k", nees: [] }, "A task step has no field `nees`. Did you mean `needs`?"],
    [{ kind: "k", role: "ADMIN" }, "A task step has no field `role`. A step of `type: approval` has."],
    [{ kind: "k", "<<": {} }, "A task step has no field `<<`. YAML 1.2 has no merge keys."],
    [{ kind: "k", zzzzz: 1 }, "A task step has no field `zzzzz`."],
    [{}, "A task step lacks `kind`: name of a task kind."],
    [{ type: "emit" }, "An emit step lacks `event`: name of the event."],
    [{ kind: "k", retry: { retries: 1 } }, "A retry has no field `retries`."],
    [{ kind: "k", description: null }, "Must be a text, not null. Leave it out where there is none."],
    [{ type: "sleep", durationMs: {} }, "Must be a whole number or a text, not an object."],
    [{ kind: "a b" }, "`a b` is no name of this form: 1 to 100 of `a-z A-Z 0-9 . _ : / -`."],
    [{ kind: "k", attemptTimeoutMs: 1 }, "Must be from 100 to 86,400,000."],
    [{ type: "approval", role: "SERVICE" }, "Must be one of ADMIN, SUPERVISOR, DEVELOPER, VIEWER."],
    [
      { type: "approval", role: "ADMINS" },
      "Must be one of ADMIN, SUPERVISOR, DEVELOPER, VIEWER. Did you mean `ADMIN`?",
    ],
    [{ kind: "k", requiredCapabilities: Array(21).fill("a") }, "May have at most 20 entries."],
  ])("is fit for a person: %j", (more, message) => {
    expect(messageOf(step(more))).toBe(message);
  });

  it("lists the types there are, and the likely one", () => {
    const types = "task, workflow, forEach, switch, sleep, sleepUntil, waitForSignal, approval, emit, join";
    expect(messageOf(step({ type: "foreach" }))).toBe(`Must be one of ${types}. Did you mean \`forEach\`?`);
  });

  it("says which need is there twice", () => {
    const message = messageOf({ steps: [task("a"), task("b"), task("c", { needs: ["a", "b", "a"] })] });
    expect(message).toBe("Has `a` twice.");
  });

  it("is never longer than a person reads, however long what it is about", () => {
    expect(messageOf(step({ kind: "x y".repeat(10_000) })).length).toBeLessThan(500);
    expect(messageOf(step({ kind: "k", ["x".repeat(10_000)]: 1 })).length).toBeLessThan(500);
  });

  it("has a reason that the table explains", () => {
    const known = Object.keys(problemReasons);
    expect(known.filter((reason) => !/^[A-Z]+(_[A-Z]+)+$/.test(reason))).toEqual([]);
    expect(problemsOf(step({ type: "x" })).every(({ reason }) => known.includes(reason))).toBe(true);
  });
});

describe("what is fixed in a definition", () => {
  it.each<[string, object, string]>([
    ["a duration that is a text", { type: "sleep", durationMs: "500" }, "durationMs DURATION_INVALID"],
    ["a day that there is not", { type: "sleepUntil", until: "2026-02-30T00:00:00Z" }, "until INSTANT_INVALID"],
    ["an instant without a zone", { type: "sleepUntil", until: "2026-02-03T00:00:00" }, "until INSTANT_INVALID"],
    ["an expression without its braces", { type: "sleepUntil", until: "input.at" }, "until INSTANT_INVALID"],
    ["items that are a text", { type: "forEach", items: "input.list", do: { kind: "k" } }, "items ITEMS_INVALID"],
    ["items that are an object", { type: "forEach", items: {}, do: { kind: "k" } }, "items ITEMS_INVALID"],
    ["too many", { type: "forEach", items: Array(10_001).fill(0), do: { kind: "k" } }, "items ITEMS_INVALID"],
    ["a look-ahead", { kind: "k", retry: { nonRetryable: ["a", "(?=b)"] } }, "retry.nonRetryable.1 PATTERN_INVALID"],
  ])("is looked at: %s", (_what, more, problem) => {
    expect(toldOf(step(more))).toEqual([`steps.0.${problem}`]);
  });

  it("includes the schemas", () => {
    const definition = {
      steps: [task("a")],
      inputSchema: { type: "wrong" },
      outputSchema: { const: "x".repeat(70_000) },
    };
    expect(toldOf(definition)).toEqual(["inputSchema SCHEMA_INVALID", "outputSchema SCHEMA_TOO_LARGE"]);
    expect(toldOf({ steps: [task("a")], inputSchema: 5, outputSchema: null })).toEqual([
      "inputSchema TYPE_WRONG",
      "outputSchema TYPE_WRONG",
    ]);
    expect(toldOf({ steps: [task("a")], inputSchema: true, outputSchema: { type: "object" } })).toEqual([]);
  });

  it("includes the patterns of every call, each text once", () => {
    const retry = { nonRetryable: ["("] };
    const item = { id: "b", type: "forEach", items: [], do: { kind: "k", retry } };
    const steps = [task("a", { onFailure: { kind: "k", retry }, compensate: { kind: "k", retry } }), item];
    expect(toldOf({ steps, onFailure: { kind: "k", retry } })).toEqual([
      "onFailure.retry.nonRetryable.0 PATTERN_INVALID",
      "steps.0.onFailure.retry.nonRetryable.0 PATTERN_INVALID",
      "steps.0.compensate.retry.nonRetryable.0 PATTERN_INVALID",
      "steps.1.do.retry.nonRetryable.0 PATTERN_INVALID",
    ]);
  });

  it("may have a hundred different patterns", () => {
    const steps = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        task(`s${index}`, { retry: { nonRetryable: [`a${index}`, "same"] } }),
      );
    expect(toldOf({ steps: steps(99) })).toEqual([]);
    expect(toldOf({ steps: steps(100) })).toEqual(["steps.99.retry PATTERNS_TOO_MANY"]);
  });
});
