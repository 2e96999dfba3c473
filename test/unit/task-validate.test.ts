import { describe, expect, it } from "vitest";
import { badInput, MusterError, type InputPath } from "../../src/platform/errors.js";
import { newId } from "../../src/platform/ids.js";
import type { CreateTaskInput, TaskKind } from "../../src/tasks/index.js";
import { checkEachOnce } from "../../src/tasks/sandbox-checks.js";
import { readyTask } from "../../src/tasks/validate.js";

const now = new Date("2026-01-01T00:00:00Z");
const later = (ms: number) => new Date(now.getTime() + ms);
const yearMs = 366 * 86_400_000;

const kind: TaskKind = {
  id: newId("kind"),
  tenantId: newId("tenant"),
  name: "sum",
  description: null,
  inputSchema: null,
  outputSchema: null,
  defaultPriority: "HIGH",
  defaultMaxRetries: 7,
  defaultTimeoutMs: 1_000,
  requiredCapabilities: ["math"],
  createdAt: now,
  updatedAt: now,
};

/** What is kept says that it was looked at. */
const checkSandbox = checkEachOnce((input) => {
  if ("image" in input && input.image === "") throw badInput("No image.", ["image"], "IMAGE_INVALID");
  return { ...input, checked: true };
}, 100);

const ready = (input: Partial<CreateTaskInput>, of: Partial<TaskKind> = {}) =>
  readyTask({ kind: "sum", ...input }, { ...kind, ...of }, { now, maxTaskBytes: 100, checkSandbox });

function patterns(count: number, pattern: string) {
  return { nonRetryable: Array.from({ length: count }, () => pattern) };
}

function refusal(input: Partial<CreateTaskInput>, of: Partial<TaskKind> = {}): MusterError {
  try {
    ready(input, of);
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

describe("readyTask", () => {
  it("fills in the kind's defaults and the rest", () => {
    expect(ready({})).toEqual({
      kind: "sum",
      input: null,
      inputBytes: 0,
      priority: 2,
      capabilities: ["math"],
      maxRetries: 7,
      timeoutMs: 1_000,
      scheduledAt: null,
      deadlineAt: null,
      labels: {},
      retry: null,
      sandbox: null,
      idempotencyKey: null,
      inputHash: null,
    });
  });

  it("takes what the caller says before the kind's defaults, zero and false included", () => {
    const told = ready({
      input: false,
      priority: "LOW",
      maxRetries: 0,
      timeoutMs: 100,
      requiredCapabilities: ["fast", "math", "fast"],
    });
    expect(told).toMatchObject({
      input: false,
      priority: 0,
      maxRetries: 0,
      timeoutMs: 100,
      capabilities: ["fast", "math"],
    });
  });

  it.each<[string, Partial<CreateTaskInput>, string, InputPath]>([
    ["retries beyond 100", { maxRetries: 101 }, "NUMBER_OUT_OF_RANGE", ["maxRetries"]],
    ["half a retry", { maxRetries: 0.5 }, "NUMBER_OUT_OF_RANGE", ["maxRetries"]],
    ["a timeout of 99 ms", { timeoutMs: 99 }, "NUMBER_OUT_OF_RANGE", ["timeoutMs"]],
    ["a timeout of more than a day", { timeoutMs: 86_400_001 }, "NUMBER_OUT_OF_RANGE", ["timeoutMs"]],
    ["a due time beyond a year", { scheduledAt: later(yearMs + 1) }, "TIME_OUT_OF_RANGE", ["scheduledAt"]],
    [
      "a due time in the year 0",
      { scheduledAt: new Date("0000-12-31T23:59:59Z") },
      "TIME_OUT_OF_RANGE",
      ["scheduledAt"],
    ],
    ["a deadline now", { deadlineAt: now }, "TIME_OUT_OF_RANGE", ["deadlineAt"]],
    [
      "a deadline at the due time",
      { scheduledAt: later(5), deadlineAt: later(5) },
      "TIME_OUT_OF_RANGE",
      ["deadlineAt"],
    ],
    [
      "a deadline in the year 10000",
      { deadlineAt: new Date("9999-12-31T23:59:59-01:00") },
      "TIME_OUT_OF_RANGE",
      ["deadlineAt"],
    ],
    ["a deadline that is no time", { deadlineAt: new Date(Number.NaN) }, "TIME_OUT_OF_RANGE", ["deadlineAt"]],
    [
      "21 capabilities",
      { requiredCapabilities: Array.from({ length: 21 }, (_, n) => `c${n}`) },
      "LIST_TOO_LONG",
      ["requiredCapabilities"],
    ],
    ["a key of 201 characters", { idempotencyKey: "k".repeat(201) }, "KEY_INVALID", ["idempotencyKey"]],
    ["a key with a NUL", { idempotencyKey: "k\0" }, "KEY_INVALID", ["idempotencyKey"]],
    ["an input of 101 bytes", { input: "x".repeat(99) }, "JSON_TOO_LARGE", ["input"]],
    [
      "a wait of less than nothing",
      { retry: { initialDelayMs: -1 } },
      "NUMBER_OUT_OF_RANGE",
      ["retry", "initialDelayMs"],
    ],
    [
      "a wait of more than a day",
      { retry: { maxDelayMs: 86_400_001 } },
      "NUMBER_OUT_OF_RANGE",
      ["retry", "maxDelayMs"],
    ],
    ["a factor that shortens waits", { retry: { factor: 0.9 } }, "NUMBER_OUT_OF_RANGE", ["retry", "factor"]],
    ["a factor beyond 10", { retry: { factor: 10.1 } }, "NUMBER_OUT_OF_RANGE", ["retry", "factor"]],
    ["a factor that is no number", { retry: { factor: Number.NaN } }, "NUMBER_OUT_OF_RANGE", ["retry", "factor"]],
    ["21 patterns", { retry: patterns(21, "a") }, "LIST_TOO_LONG", ["retry", "nonRetryable"]],
    ["a pattern that is empty", { retry: patterns(1, "") }, "PATTERN_INVALID", ["retry", "nonRetryable", 0]],
    ["a pattern of 501", { retry: patterns(1, "a".repeat(501)) }, "PATTERN_INVALID", ["retry", "nonRetryable", 0]],
    ["a pattern with a NUL", { retry: patterns(1, "a\0") }, "PATTERN_INVALID", ["retry", "nonRetryable", 0]],
    ["a pattern that is none", { retry: patterns(1, "(") }, "PATTERN_INVALID", ["retry", "nonRetryable", 0]],
    ["a pattern that could hang", { retry: patterns(1, "(?=a)b") }, "PATTERN_INVALID", ["retry", "nonRetryable", 0]],
    [
      "patterns that are too large together",
      { retry: patterns(3, "[a-z]{999}") },
      "PATTERN_TOO_LARGE",
      ["retry", "nonRetryable", 1],
    ],
  ])("refuses %s", (_what, input, reason, path) => {
    expect(refusal(input)).toMatchObject({ reason, path });
  });

  it("takes the extremes that are allowed", () => {
    const task = ready({
      scheduledAt: later(yearMs),
      deadlineAt: new Date("9999-12-31T23:59:59.999Z"),
      maxRetries: 100,
      input: "x".repeat(98),
    });
    expect(task).toMatchObject({ scheduledAt: later(yearMs), maxRetries: 100 });
    expect(ready({ scheduledAt: new Date("0001-01-01T00:00:00Z") }).scheduledAt).toEqual(
      new Date("0001-01-01T00:00:00Z"),
    );
  });

  it("fills in what a policy leaves out", () => {
    const policy = { initialDelayMs: 1_000, factor: 2, maxDelayMs: 300_000, nonRetryable: [] };
    expect(ready({ retry: {} }).retry).toEqual(policy);
    expect(ready({ retry: { initialDelayMs: null, factor: 1.5, nonRetryable: ["^no such "] } }).retry).toEqual({
      ...policy,
      factor: 1.5,
      nonRetryable: ["^no such "],
    });
    expect(ready({ retry: { initialDelayMs: 0, maxDelayMs: 0, ...patterns(20, "x".repeat(90)) } }).retry).toMatchObject(
      {
        initialDelayMs: 0,
        maxDelayMs: 0,
      },
    );
  });

  it("keeps a sandbox as it was checked, and requires nothing but one", () => {
    const task = ready({ sandbox: { image: "a" }, requiredCapabilities: ["fast", "muster:sandbox"] });
    const spec = { image: "a", checked: true };
    expect(task.sandbox).toEqual({ spec, text: JSON.stringify(spec), bytes: JSON.stringify(spec).length });
    expect(task.capabilities).toEqual(["muster:sandbox"]);
    expect(ready({ sandbox: null }).capabilities).toEqual(["math"]);
  });

  it.each([
    ["a kind that has its own", {}, { requiredCapabilities: ["math", "muster:sandbox"] }],
    ["a kind of a module", {}, { requiredCapabilities: ["muster:wasm"] }],
    ["a task that asks for what another built-in agent has", { requiredCapabilities: ["muster:wasm"] }, {}],
  ])("refuses a sandbox for %s", (_what, input, of) => {
    expect(refusal({ ...input, sandbox: { image: "" } }, of)).toMatchObject({
      ...{ code: "BAD_USER_INPUT", reason: "SANDBOX_NOT_FOR_KIND", path: ["sandbox"] },
    });
  });

  it("tells where a sandbox is wrong, as often as it is given", () => {
    const sandbox = { image: "" };
    for (const _time of [1, 2])
      expect(refusal({ sandbox })).toMatchObject({ reason: "IMAGE_INVALID", path: ["sandbox", "image"] });
  });

  it("counts a sandbox with the input", () => {
    const sandbox = { image: "x".repeat(60) };
    const bytes = JSON.stringify({ ...sandbox, checked: true }).length;
    const input = "x".repeat(100 - bytes - 2);
    expect(ready({ sandbox, input }).sandbox).toMatchObject({ bytes });
    const tooLarge = { code: "PAYLOAD_TOO_LARGE", reason: "JSON_TOO_LARGE", path: ["sandbox"] };
    expect(refusal({ sandbox, input: `${input}x` })).toMatchObject(tooLarge);
    expect(refusal({ sandbox: { image: "x".repeat(101) } })).toMatchObject(tooLarge);
  });

  it("refuses a sandbox that could not be kept", () => {
    expect(refusal({ sandbox: { args: ["a\0"] } })).toMatchObject({ reason: "TEXT_UNSTORABLE", path: ["sandbox"] });
  });

  const hash = (input: Partial<CreateTaskInput>) => ready({ idempotencyKey: "k", ...input }).inputHash;

  it("hashes an input to the same whatever the order of its fields and what is left out or null", () => {
    expect(hash({ input: { a: 1, b: { c: 2, d: 3 } }, priority: null })).toBe(
      hash({ priority: undefined, input: { b: { d: 3, c: 2 }, a: 1 } }),
    );
  });

  it.each<[string, Partial<CreateTaskInput>]>([
    ["the input", { input: { a: 2 } }],
    ["a null within the input", { input: { a: 1, b: null } }],
    ["the priority", { input: { a: 1 }, priority: "HIGH" }],
    ["the due time", { input: { a: 1 }, scheduledAt: later(1) }],
    ["a label", { input: { a: 1 }, labels: { a: "1" } }],
    ["the way it is retried", { input: { a: 1 }, retry: { factor: 3 } }],
    ["the place that it runs in", { input: { a: 1 }, sandbox: { image: "a" } }],
  ])("hashes to another when it differs in %s", (_what, input) => {
    expect(hash(input)).not.toBe(hash({ input: { a: 1 } }));
  });
});
