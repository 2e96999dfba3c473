import { describe, expectTypeOf, it } from "vitest";
import {
  cel,
  expr,
  signalName,
  taskKind,
  workflow,
  type Approval,
  type CallDefinition,
  type Expression,
  type MusterAgent,
  type StepDefinition,
  type TypedWorkflow,
  type WorkflowDefinition,
} from "../../sdk/src/index.js";
import type { CallSource, StepSource, WorkflowSource } from "../../src/workflows/definition/model.js";

interface Document {
  readonly path: string;
  readonly size: number;
}

const list = taskKind<null, readonly Document[]>("list");
const scan = taskKind<{ path: string; lines?: number }, { words: number }>("scan");
const child = workflow<{ path: string }>("child")
  .step("scan", { kind: scan, input: (ref) => ({ path: ref.input.path }) })
  .output((ref) => ({ words: ref.steps.scan.output.words, note: "done" }));

/** What a run of the workflow gives. */
type OutputOf<W> = W extends TypedWorkflow<never, infer Output> ? Output : never;

describe("the definition's types", () => {
  it("are those of the server", () => {
    expectTypeOf<Omit<WorkflowDefinition, "$schema">>().toEqualTypeOf<Omit<WorkflowSource, "$schema">>();
    expectTypeOf<StepDefinition>().toEqualTypeOf<StepSource>();
    expectTypeOf<CallDefinition>().toEqualTypeOf<CallSource>();
    expectTypeOf<WorkflowDefinition>().toExtend<WorkflowSource>();
    expectTypeOf<WorkflowSource>().toExtend<WorkflowDefinition>();
  });
});

describe("references", () => {
  it("know the input, and what each step so far gives", () => {
    workflow<{ paths: readonly string[]; note: string | null }>("w")
      .step("list", { kind: list })
      .step("scan", {
        kind: scan,
        input: (ref) => {
          expectTypeOf(ref.input.paths).toExtend<Expression<readonly string[]>>();
          expectTypeOf(ref.input.note).toExtend<Expression<string | null>>();
          expectTypeOf(ref.steps.list.output).toExtend<Expression<readonly Document[]>>();
          expectTypeOf(ref.steps).not.toHaveProperty("scan");
          expectTypeOf(ref).not.toHaveProperty("item");
          return { path: cel<string>`${ref.steps.list.output}[0].path` };
        },
      })
      .step("next", {
        kind: "untyped",
        input: (ref) => {
          expectTypeOf(ref.steps.scan.output.words).toExtend<Expression<number>>();
          expectTypeOf(ref.steps.scan.status).toExtend<Expression<string>>();
          return { words: ref.steps.scan.output.words };
        },
      });
  });

  it("know the items of a list, an error, and what is to be undone", () => {
    workflow<{ documents: readonly Document[] }>("w").forEach("scan", {
      items: (ref) => ref.input.documents,
      do: {
        kind: scan,
        input: (ref) => {
          expectTypeOf(ref.item.size).toExtend<Expression<number>>();
          expectTypeOf(ref.index).toExtend<Expression<number>>();
          return { path: ref.item.path };
        },
      },
      onFailure: {
        kind: "ask",
        input: (ref) => {
          expectTypeOf(ref.error.message).toExtend<Expression<string>>();
          return {};
        },
      },
      compensate: {
        kind: "forget",
        input: (ref) => {
          expectTypeOf(ref.output.words).toExtend<Expression<number>>();
          expectTypeOf(ref.item.path).toExtend<Expression<string>>();
          return {};
        },
      },
    });
  });

  it("reach no other branch, but all branches from behind", () => {
    workflow("w")
      .parallel((p) =>
        p.step("a", { kind: scan }).step("b", {
          kind: "untyped",
          input: (ref) => {
            expectTypeOf(ref.steps).not.toHaveProperty("a");
            return {};
          },
        }),
      )
      .switch("route", [{ when: "true", do: (s) => s.step("c", { kind: scan }) }, { do: (s) => s.waitAll("d") }])
      .step("last", {
        kind: "untyped",
        input: (ref) => {
          expectTypeOf(ref.steps).toHaveProperty("b");
          expectTypeOf(ref.steps).toHaveProperty("d");
          return { words: [ref.steps.a.output.words, ref.steps.c.output.words] };
        },
      });
  });
});

describe("a builder refuses", () => {
  const w = workflow<{ path: string; size: number }>("w").step("a", { kind: scan });

  it("an id that is taken", () => {
    // @ts-expect-error There is a step a already.
    const taken = () => w.step("a", { kind: scan });
    expectTypeOf(taken).toBeFunction();
  });

  it("needs that do not exist so far", () => {
    // @ts-expect-error There is no step b.
    const needless = () => w.step("c", { kind: scan, needs: ["a", "b"] });
    expectTypeOf(needless).toBeFunction();
  });

  it("references to what does not exist so far", () => {
    const unknownStep = () =>
      // @ts-expect-error There is no step b.
      w.step("c", { kind: "k", input: (ref) => ({ path: ref.steps.b.output }) });
    const unknownField = () =>
      // @ts-expect-error The input has no such field.
      w.step("c", { kind: "k", input: (ref) => ({ path: ref.input.paths }) });
    expectTypeOf([unknownStep, unknownField]).toBeArray();
  });

  it("inputs that the kind does not take", () => {
    // @ts-expect-error A path is text.
    const wrongValue = () => w.step("c", { kind: scan, input: { path: 1 } });
    // @ts-expect-error A path is text, and the size is none.
    const wrongReference = () => w.step("c", { kind: scan, input: (ref) => ({ path: ref.input.size }) });
    // @ts-expect-error The other workflow wants a path.
    const wrongRun = () => w.subWorkflow("c", { workflow: child, input: {} });
    expectTypeOf([wrongValue, wrongReference, wrongRun]).toBeArray();
  });

  it("a condition that is none", () => {
    // @ts-expect-error A path is no condition.
    const wrong = () => w.step("c", { kind: scan, when: (ref) => ref.input.path });
    expectTypeOf(wrong).toBeFunction();
  });
});

describe("a workflow", () => {
  it("knows what its runs take and give", () => {
    const w = workflow<{ documents: readonly Document[] }>("w")
      .forEach("runs", {
        items: (ref) => ref.input.documents,
        do: { workflow: child, input: (ref) => ({ path: ref.item.path }) },
      })
      .approval("ok", { role: "SUPERVISOR" })
      .waitForSignal("go", { signal: signalName<{ by: string }>("go") })
      .step("loose", { kind: "untyped", input: expr.input("documents", 0) })
      .output((ref) => ({
        runs: ref.steps.runs.output,
        by: ref.steps.go.output.by,
        ok: ref.steps.ok.output,
        loose: ref.steps.loose.output,
        size: cel<number>`size(${ref.input.documents})`,
      }));
    expectTypeOf<OutputOf<typeof w>>().toEqualTypeOf<{
      runs: readonly { words: number; note: string }[];
      by: string;
      ok: Approval;
      loose: unknown;
      size: number;
    }>();
    expectTypeOf(w).toExtend<TypedWorkflow<{ documents: readonly Document[] }>>();
    expectTypeOf(w).not.toExtend<TypedWorkflow<{ documents: string }>>();
  });
});

describe("a handler", () => {
  it("takes and gives what the kind says", () => {
    const handle = (agent: MusterAgent) =>
      agent.handle(scan, (input) => {
        expectTypeOf(input).toEqualTypeOf<{ path: string; lines?: number }>();
        return { words: input.path.length };
      });
    // @ts-expect-error It gives words, not text.
    const wrong = (agent: MusterAgent) => agent.handle(scan, () => "text");
    expectTypeOf([handle, wrong]).toBeArray();
  });
});
