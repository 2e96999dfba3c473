import { describe, expect, it } from "vitest";
import { badInput, MusterError } from "../../src/platform/errors.js";
import { compileDefinition, type CompileOptions } from "../../src/workflows/definition/compile.js";
import { contentHash } from "../../src/workflows/definition/content-hash.js";
import { diffDefinitions } from "../../src/workflows/definition/diff.js";
import type { WorkflowSource } from "../../src/workflows/definition/model.js";
import { task } from "../support/definitions.js";

/** Takes images of ours only, and notes what it was asked. */
function checkOf(asked: object[] = []): CompileOptions {
  return {
    checkSandbox: (input) => {
      asked.push(input);
      if ("image" in input && typeof input.image === "string" && !input.image.startsWith("ours/"))
        throw new MusterError("FORBIDDEN", `No ${input.image} here.`, { reason: "IMAGE_FORBIDDEN", path: ["image"] });
      if ("files" in input) throw badInput("Up and out.", ["files", 0, "path"], "PATH_INVALID");
      return input;
    },
    maxSandboxBytes: 100,
  };
}

function problemsOf(definition: unknown, options = checkOf()) {
  const compiled = compileDefinition(definition, options);
  return "problems" in compiled
    ? compiled.problems.map(({ path, ...problem }) => ({ path: path.join("."), ...problem }))
    : [];
}

const theirs = { sandbox: { image: "theirs" } };
const ours = { sandbox: { image: "ours/a" } };

describe("the sandboxes of a definition", () => {
  it("may be what the operator allows, and are in the plan as they are written", () => {
    const args = ["${input.x}", "$${"];
    const compiled = compileDefinition({ steps: [task("a", { sandbox: { ...ours.sandbox, args } })] }, checkOf());
    if ("problems" in compiled) throw new Error("it has problems");
    expect(compiled.plan.steps[0]?.body).toMatchObject({ type: "task", sandbox: { image: "ours/a", args } });
  });

  it("are refused each at its place with the operator's words, wherever a task may be", () => {
    const call = { kind: "k", ...theirs };
    const definition = {
      onFailure: call,
      steps: [
        task("a", { ...theirs, onFailure: call, compensate: call }),
        { id: "b", type: "forEach", items: [], do: call },
        task("c", ours),
        task("d", { sandbox: { files: [{ path: "../x" }] } }),
      ],
    };
    const problems = problemsOf(definition);
    expect(problems.map(({ path }) => path).toSorted()).toEqual([
      ...["onFailure.sandbox.image", "steps.0.compensate.sandbox.image", "steps.0.onFailure.sandbox.image"],
      ...["steps.0.sandbox.image", "steps.1.do.sandbox.image", "steps.3.sandbox.files.0.path"],
    ]);
    expect(problems[0]).toEqual({
      ...{ path: "onFailure.sandbox.image", reason: "SANDBOX_REFUSED", message: "No theirs here." },
    });
  });

  it("are told of beside what else is wrong, but not where they have another shape", () => {
    const asked: object[] = [];
    const steps = [
      task("a", { sandbox: { image: 5 } }),
      task("b", { sandbox: { files: {} } }),
      task("c", { ...theirs, needs: ["z"] }),
    ];
    expect(problemsOf({ steps }, checkOf(asked)).map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      ...["steps.0.sandbox.image TYPE_WRONG", "steps.1.sandbox.files TYPE_WRONG", "steps.2.needs.0 STEP_UNKNOWN"],
      "steps.2.sandbox.image SANDBOX_REFUSED",
    ]);
    expect(asked).toEqual([theirs.sandbox]);
  });

  it("may not take more than a task may", () => {
    const sandbox = { image: `ours/${"x".repeat(100)}` };
    expect(problemsOf({ steps: [task("a", { sandbox })] })).toMatchObject([
      { path: "steps.0.sandbox", reason: "SANDBOX_REFUSED" },
    ]);
  });

  it("do not keep a version from being run that was defined when they were allowed", () => {
    expect(compileDefinition({ steps: [task("a", theirs)] })).toHaveProperty("plan");
  });

  it("lets a failure of the check be what it is", () => {
    const checkSandbox = () => {
      throw new TypeError("a bug");
    };
    expect(() => compileDefinition({ steps: [task("a", ours)] }, { checkSandbox })).toThrow("a bug");
  });

  it("make another version, which differs in them", () => {
    const [before, after] = [ours, { sandbox: { image: "ours/b" } }].map(
      (sandbox) => ({ steps: [task("a", sandbox)] }) as WorkflowSource,
    );
    if (!before || !after) throw new Error("two were made");
    expect(contentHash(before)).not.toBe(contentHash(after));
    expect(diffDefinitions(before, after).changes).toEqual([
      { path: ["steps", "a", "sandbox", "image"], before: "ours/a", after: "ours/b" },
    ]);
  });
});
