import { describe, expect, it } from "vitest";
import { badInput, MusterError, notFound, unavailable } from "../../src/platform/errors.js";

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
