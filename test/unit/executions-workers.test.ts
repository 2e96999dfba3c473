import { describe, expect, it } from "vitest";
import { AgentProfile } from "../../src/dispatch/profile.js";
import type { Execution } from "../../src/executions/index.js";
import { verdictOf, verdictOfRefusal } from "../../src/executions/workers/verdict.js";
import { badInput, MusterError, unavailable } from "../../src/platform/errors.js";
import { poolOf } from "../../src/tasks/pools.js";

describe("what is said of a task", () => {
  const ended = (changes: Partial<Execution>): Execution => ({
    ...{ id: "execution", tenantId: "tenant", itemId: null, releaseId: null, binarySha256: "", taskId: "task" },
    ...{ status: "SUCCEEDED", args: [], exitCode: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0), output: null },
    ...{ error: null, durationMs: 1, cpuMs: 1, peakMemoryBytes: 1, cost: 2, createdBy: "agent" },
    ...{ createdAt: new Date(0), finishedAt: new Date(0) },
    ...changes,
  });

  it("is the JSON that was written, else the text, as PostgreSQL can keep it", () => {
    expect(verdictOf(ended({ output: { a: 1 } }))).toEqual({ output: { a: 1 }, cost: 2 });
    expect(verdictOf(ended({ output: false }))).toMatchObject({ output: false });
    expect(verdictOf(ended({ stdout: Buffer.from(" null\n") }))).toMatchObject({ output: null });
    expect(verdictOf(ended({ stdout: Buffer.from("a\0\xff", "latin1") }))).toMatchObject({ output: "a\uFFFD\uFFFD" });
  });

  it("is why a run failed, and the beginning of its stderr, without half a character", () => {
    const error = { reason: "TRAP", message: "unreachable" } as const;
    const failed = ended({ status: "FAILED", error, stderr: Buffer.from(`${"x".repeat(1_023)}üyz`) });
    expect(verdictOf(failed)).toEqual({ errorMessage: `TRAP: unreachable\n${"x".repeat(1_023)}`, retryable: true });
    expect(verdictOf(ended({ status: "FAILED", error }))).toMatchObject({ errorMessage: "TRAP: unreachable" });
  });

  it.each([
    [badInput("No.", []), false],
    [new MusterError("NOT_FOUND", "No.", { reason: "ITEM_NOT_FOUND" }), false],
    [new MusterError("INVALID_STATE", "No.", { reason: "SIGNATURE_INVALID" }), false],
    [new MusterError("PAYLOAD_TOO_LARGE", "No.", { reason: "MODULE_TOO_LARGE" }), false],
    [new MusterError("RATE_LIMITED", "No.", { reason: "EXECUTIONS_BUSY" }), true],
    [unavailable("No.", "BLOB_STORE_UNAVAILABLE"), true],
  ])("is that a refusal stays, or passes by itself: %s", (error, retryable) => {
    expect(verdictOfRefusal(error)).toEqual({ errorMessage: `${error.reason}: No.`, retryable });
  });

  it("tells nothing of what goes wrong inside", () => {
    expect(verdictOfRefusal(new TypeError("secret"))).toEqual({
      ...{ errorMessage: "The run failed on our side.", retryable: true },
    });
  });
});

describe("a session's kinds", () => {
  const profile = (kinds: readonly string[] | null) => new AgentProfile("tenant", ["muster:wasm"], kinds);
  const pool = (kind: string) => poolOf("tenant", kind, ["muster:wasm"]);

  it.each<[readonly string[] | null, string, boolean]>([
    [["wasm:*"], "wasm:acme/words", true],
    [["wasm:*"], "wasm:", true],
    [["wasm:*"], "wasm", false],
    [["wasm:*"], "echo", false],
    [["echo", "wasm:acme/*"], "echo", true],
    [["echo", "wasm:acme/*"], "wasm:other/words", false],
    [["wasm"], "wasm:acme/words", false],
    [[], "echo", false],
    [null, "echo", true],
  ])("%j take %s: %s", (kinds, kind, expected) => {
    expect(profile(kinds).canTake(pool(kind))).toBe(expected);
  });
});
