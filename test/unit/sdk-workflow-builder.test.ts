import { describe, expect, it } from "vitest";
import { cel, expr, text, workflow, type WorkflowDefinition } from "../../sdk/src/index.js";

/** What each step needs, by id. */
const needsOf = ({ steps }: WorkflowDefinition) =>
  Object.fromEntries(steps.map(({ id, needs = [] }) => [id, needs.join(" ")]));

const task = { kind: "k" };

describe("the order of steps", () => {
  it("is the order of the calls", () => {
    const definition = workflow("w").step("a", task).step("b", task).waitAll("c").toDefinition();
    expect(needsOf(definition)).toEqual({ a: "", b: "a", c: "b" });
  });

  it("lets parallel branches begin together, and what follows wait for all of their ends", () => {
    const definition = workflow("w")
      .step("a", task)
      .parallel((p) =>
        p
          .step("b", task)
          .sequence((s) => s.step("c", task).step("d", task))
          .step("e", task),
      )
      .step("f", task)
      .toDefinition();
    expect(needsOf(definition)).toEqual({ a: "", b: "a", c: "a", d: "c", e: "a", f: "b d e" });
  });

  it("lets branches fork again", () => {
    const definition = workflow("w")
      .parallel((p) =>
        p
          .sequence((s) => s.step("a", task).parallel((q) => q.step("b", task).step("c", task)))
          .parallel((q) => q.step("d", task)),
      )
      .step("e", task)
      .toDefinition();
    expect(needsOf(definition)).toEqual({ a: "", b: "a", c: "a", d: "", e: "b c d" });
  });

  it("is not changed by branches without steps", () => {
    const definition = workflow("w")
      .step("a", task)
      .parallel((p) => p)
      .step("b", task)
      .toDefinition();
    expect(needsOf(definition)).toEqual({ a: "", b: "a" });
  });

  it("is what a step says, where it says so", () => {
    const definition = workflow("w")
      .step("a", task)
      .step("b", { ...task, needs: [] })
      .step("c", { ...task, needs: ["a", "b"] })
      .toDefinition();
    expect(needsOf(definition)).toEqual({ a: "", b: "", c: "a b" });
  });

  it("leads through the branches of a switch, and on when none was chosen", () => {
    const { steps } = workflow<{ size: number }>("w")
      .step("a", task)
      .switch("route", [
        { when: (ref) => cel`${ref.input.size} > 10`, do: (s) => s.step("big", task).step("bigger", task) },
        { when: "${input.size > 5}", do: (s) => s },
        { do: (s) => s.step("small", task) },
      ])
      .step("b", task)
      .toDefinition();
    expect(steps).toEqual([
      { id: "a", kind: "k" },
      {
        id: "route",
        needs: ["a"],
        type: "switch",
        cases: [
          { when: "input.size > 10", then: ["big", "bigger"] },
          { when: "${input.size > 5}", then: [] },
        ],
        default: ["small"],
      },
      { id: "big", kind: "k" },
      { id: "bigger", needs: ["big"], kind: "k" },
      { id: "small", kind: "k" },
      { id: "b", needs: ["route", "bigger", "small"], kind: "k" },
    ]);
  });

  it("names a step in the innermost switch only, with which it is skipped", () => {
    const { steps } = workflow("w")
      .switch("outer", [
        {
          when: "input.a",
          do: (s) => s.switch("inner", [{ when: "input.b", do: (t) => t.step("x", task) }]).step("y", task),
        },
      ])
      .toDefinition();
    expect(steps).toMatchObject([
      { id: "outer", cases: [{ then: ["inner", "y"] }] },
      { id: "inner", cases: [{ then: ["x"] }] },
      { id: "x" },
      { id: "y", needs: ["inner", "x"] },
    ]);
  });
});

describe("steps", () => {
  it("carry their options", () => {
    const { steps } = workflow<{ region: string }>("w")
      .step("deploy", {
        kind: "deploy",
        description: "To one region.",
        input: (ref) => ({ region: ref.input.region }),
        requiredCapabilities: ["cloud"],
        priority: "HIGH",
        retry: { attempts: 2, nonRetryable: ["^quota"] },
        attemptTimeoutMs: 1_000,
        sandbox: { image: "deployer:1", env: { REGION: "${not.a.template}" } },
        timeoutMs: 5_000,
        when: (ref) => cel`${ref.input.region} != "none"`,
        whenNeedsSkipped: "RUN",
        continueOnError: true,
        onFailure: { kind: "ask", input: (ref) => ({ why: ref.error.message }) },
        compensate: { kind: "undeploy", input: (ref) => ({ id: ref.output["id"] }) },
      })
      .toDefinition();
    expect(steps).toEqual([
      {
        id: "deploy",
        kind: "deploy",
        description: "To one region.",
        input: { region: "${input.region}" },
        requiredCapabilities: ["cloud"],
        priority: "HIGH",
        retry: { attempts: 2, nonRetryable: ["^quota"] },
        attemptTimeoutMs: 1_000,
        sandbox: { image: "deployer:1", env: { REGION: "${not.a.template}" } },
        timeoutMs: 5_000,
        when: 'input.region != "none"',
        whenNeedsSkipped: "RUN",
        continueOnError: true,
        onFailure: { kind: "ask", input: { why: "${error.message}" } },
        compensate: { kind: "undeploy", input: { id: "${output.id}" } },
      },
    ]);
  });

  it("fan out over a list, with tasks or with runs", () => {
    const child = workflow<{ path: string }>("child").step("a", task);
    const { steps } = workflow<{ paths: readonly string[] }>("w")
      .forEach("scan", {
        items: (ref) => ref.input.paths,
        concurrency: 10,
        do: { kind: "scan", input: (ref) => ({ path: ref.item, at: ref.index }) },
        compensate: { kind: "forget", input: (ref) => ({ path: ref.item }) },
      })
      .forEach("run", {
        items: [{ path: "a" }, { path: expr.input("paths", 0) }],
        do: { workflow: child, version: 2, input: (ref) => ({ path: cel`string(${ref.item.path})` }) },
      })
      .toDefinition();
    expect(steps).toEqual([
      {
        id: "scan",
        type: "forEach",
        items: "${input.paths}",
        concurrency: 10,
        do: { kind: "scan", input: { path: "${item}", at: "${index}" } },
        compensate: { kind: "forget", input: { path: "${item}" } },
      },
      {
        id: "run",
        needs: ["scan"],
        type: "forEach",
        items: [{ path: "a" }, { path: "${input.paths[0]}" }],
        do: { workflow: "child", version: 2, input: { path: "${string(item.path)}" } },
      },
    ]);
  });

  it("wait, ask, tell and call", () => {
    const { steps } = workflow<{ ms: number; until: string }>("w")
      .sleep("nap", { durationMs: 50 })
      .sleep("rest", { durationMs: (ref) => ref.input.ms })
      .sleepUntil("dawn", { until: (ref) => ref.input.until })
      .waitForSignal("go", { signal: "go", default: { forced: true }, timeoutMs: 1_000 })
      .approval("ok", { role: "SUPERVISOR", message: (ref) => text`After ${ref.input.ms} ms?`, default: "REJECT" })
      .emit("tell", { event: "approved", data: (ref) => ({ by: ref.steps.ok.output.by }) })
      .subWorkflow("call", { workflow: "other", version: 3, input: "x" })
      .toDefinition();
    expect(steps).toMatchObject([
      { id: "nap", type: "sleep", durationMs: 50 },
      { id: "rest", type: "sleep", durationMs: "${input.ms}" },
      { id: "dawn", type: "sleepUntil", until: "${input.until}" },
      { id: "go", type: "waitForSignal", signal: "go", default: { forced: true }, timeoutMs: 1_000 },
      { id: "ok", type: "approval", role: "SUPERVISOR", message: "After ${input.ms} ms?", default: "REJECT" },
      { id: "tell", type: "emit", event: "approved", data: { by: "${steps.ok.output.by}" } },
      { id: "call", type: "workflow", workflow: "other", version: 3, input: "x" },
    ]);
  });
});

describe("a workflow", () => {
  it("has its settings, its output and what is done when it fails", () => {
    const definition = workflow<{ env: string }>("w", {
      description: "Says hello.",
      inputSchema: { type: "object" },
      timeoutMs: 60_000,
      concurrency: { key: (ref) => ref.input.env, limit: 1, whenFull: "REFUSE" },
    })
      .step("a", task)
      .onFailure({ kind: "page", input: (ref) => ({ class: ref.error.class, env: ref.input.env }) })
      .output((ref) => ({ result: ref.steps.a.output, env: ref.input.env }))
      .toDefinition();
    expect(definition).toEqual({
      description: "Says hello.",
      inputSchema: { type: "object" },
      timeoutMs: 60_000,
      concurrency: { key: "${input.env}", limit: 1, whenFull: "REFUSE" },
      onFailure: { kind: "page", input: { class: "${error.class}", env: "${input.env}" } },
      output: { result: "${steps.a.output}", env: "${input.env}" },
      steps: [{ id: "a", kind: "k" }],
    });
  });

  it("is not changed by what is made of it", () => {
    const base = workflow("w").step("a", task);
    const one = base.step("b", task);
    const other = base.parallel((p) => p.step("c", task));
    expect([base, one, other].map((each) => Object.keys(needsOf(each.toDefinition())))).toEqual([
      ["a"],
      ["a", "b"],
      ["a", "c"],
    ]);
  });

  it("refuses ids that are malformed, reserved or taken, wherever they are", () => {
    for (const id of ["", "1a", "a-b", "a".repeat(65), "onFailure"])
      expect(() => workflow("w").step(id, task)).toThrow(TypeError);
    const id: string = "a";
    const taken = () => workflow("w").parallel((p) => p.sequence((s) => s.step("a", task)).step(id, task));
    expect(taken).toThrow('There is a step "a" already.');
  });

  it("refuses a case without a condition that is not the last one", () => {
    const build = () => workflow("w").switch("route", [{ do: (s) => s }, { when: "true", do: (s) => s }]);
    expect(build).toThrow('Of the cases of "route" only the last may have no condition.');
  });

  it("refuses a callback that answers something else", () => {
    expect(() => workflow("w").parallel(() => ({}) as never)).toThrow("The callback must answer the builder");
  });
});
