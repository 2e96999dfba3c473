import { describe, expect, it } from "vitest";
import { badInput, MusterError, notFound, unavailable } from "../../src/platform/errors.js";
import { silentLog } from "../../src/platform/log.js";
import { formatError } from "../../src/server/error-format.js";

describe("MusterError", () => {
  const cause = new Error("inner");
  const error = new MusterError("CONFLICT", "Taken.", { reason: "NAME_TAKEN", path: ["name"], cause });

  it("keeps what it was made of", () => {
    expect(error).toMatchObject({
      name: "MusterError",
      code: "CONFLICT",
      message: "Taken.",
      reason: "NAME_TAKEN",
      path: ["name"],
      cause,
    });
  });

  it("goes below a prefix and back", () => {
    const below = error.below(["inputs", 3]);
    expect(below).toMatchObject({ code: "CONFLICT", reason: "NAME_TAKEN", path: ["inputs", 3, "name"], cause });
    expect(below.without(2)).toMatchObject({ path: ["name"], cause });
    expect(error.path).toEqual(["name"]);
  });

  it("goes below a prefix without a path of its own", () => {
    expect(unavailable("Away.", "BROKER_UNAVAILABLE").below(["input"]).path).toEqual(["input"]);
  });

  it("keeps all that is wrong wherever its path goes", () => {
    const problems = [{ path: ["steps", 0], reason: "STEP_UNKNOWN", message: "No." }];
    const found = new MusterError("BAD_USER_INPUT", "No.", { reason: "STEP_UNKNOWN", path: ["definition"], problems });
    expect(found.below(["input"])).toMatchObject({ path: ["input", "definition"], problems });
    expect(found.without(1)).toMatchObject({ path: [], problems });
    expect(error.problems).toBeUndefined();
  });

  it("is made for the three common cases", () => {
    expect(notFound("task", "x")).toMatchObject({
      code: "NOT_FOUND",
      reason: "TASK_NOT_FOUND",
      path: ["id"],
      message: "No task x.",
    });
    expect(badInput("No.", ["a", 0])).toMatchObject({
      code: "BAD_USER_INPUT",
      reason: "INPUT_INVALID",
      path: ["a", 0],
    });
    expect(unavailable("Away.", "X_AWAY", cause)).toMatchObject({
      code: "UNAVAILABLE",
      reason: "X_AWAY",
      path: undefined,
      cause,
    });
  });
});

describe("what a client sees of an error", () => {
  it("is its code, its reason, its path and all that is wrong, where more than one thing is", () => {
    const problems = [{ path: ["steps", 0], reason: "STEP_UNKNOWN", message: "No." }];
    const detail = { reason: "STEP_UNKNOWN", path: ["input", "definition", "steps", 0] };
    const of = (error: MusterError) => formatError(error, silentLog).extensions;
    const told = { code: "BAD_USER_INPUT", ...detail };
    expect(of(new MusterError("BAD_USER_INPUT", "No.", { ...detail, problems }))).toEqual({ ...told, problems });
    expect(of(new MusterError("BAD_USER_INPUT", "No.", detail))).toEqual(told);
  });
});
