import { describe, expect, test } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import { isBroken, isRefusal, toFailure, toLastFailure } from "../../src/platform/db/failures.js";

function coded(code: string, message = "made up"): Error {
  return Object.assign(new Error(message), { code });
}

/** As Node makes it when every address of a host refuses. */
const refusedByAll = Object.assign(new AggregateError([], ""), { code: "ECONNREFUSED" });
const refused = Object.assign(coded("ECONNREFUSED"), { syscall: "connect" });

describe("a database error", () => {
  test.for<[string, Error]>([
    ["a refused connection", refused],
    ["a host of which every address refuses", refusedByAll],
    ["a connection cut in the middle", new Error("Connection terminated unexpectedly")],
    ["a server that says nothing any more", new Error("Query read timeout")],
    ["a pool that has ended", new Error("Cannot use a pool after calling end on the pool")],
    ["a server that shuts down", coded("57P03")],
    ["a standby that takes no writes", coded("25006")],
  ])("of %s reads as DATABASE_UNAVAILABLE and costs the connection", ([, error]) => {
    expect(toFailure(error)).toMatchObject({ code: "UNAVAILABLE", reason: "DATABASE_UNAVAILABLE", cause: error });
    expect(isBroken(error)).toBe(true);
  });

  test("of a full disk reads as DATABASE_FULL", () => {
    expect(toFailure(coded("53100"))).toMatchObject({ code: "UNAVAILABLE", reason: "DATABASE_FULL" });
  });

  test("of a pool without a free connection reads as DATABASE_BUSY", () => {
    const error = new Error("timeout exceeded when trying to connect");
    expect(toFailure(error)).toMatchObject({ code: "UNAVAILABLE", reason: "DATABASE_BUSY", cause: error });
  });

  test("of a deadlock stays as it is until nobody tries again", () => {
    const error = coded("40P01");
    expect(toFailure(error)).toBe(error);
    expect(toLastFailure(error)).toMatchObject({ reason: "DATABASE_BUSY", cause: error });
  });

  test.for(["23505", "22P02", "42P01"])(
    "of the statement's own (%s) stays as it is and keeps the connection",
    (code) => {
      const error = coded(code);
      expect(toLastFailure(error)).toBe(error);
      expect(isBroken(error)).toBe(false);
    },
  );

  test("of ours, or that is no error at all, stays as it is", () => {
    const ours = new MusterError("CONFLICT", "Taken.", { reason: "NAME_TAKEN" });
    expect(toFailure(ours)).toBe(ours);
    expect(toFailure("text")).toBe("text");
  });

  test("of a wrong password or an unknown database is not worth another try", () => {
    expect(["28P01", "3D000", "57P03"].map((code) => isRefusal(coded(code)))).toEqual([true, true, false]);
  });
});
