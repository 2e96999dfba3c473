import { describe, expect, it } from "vitest";
import { AgentRuns } from "../../src/marketplace/agents/agent-runs.js";
import { CapabilityTests, type TestedModule } from "../../src/marketplace/publishing/capability-tests.js";
import type { ReleaseTestInput } from "../../src/marketplace/inputs.js";
import { checkTests } from "../../src/marketplace/publishing/release-tests.js";
import { badInput, MusterError } from "../../src/platform/errors.js";
import { maxWasmLimits } from "../../src/wasm/index.js";
import { exit, FakeWasm, type PlayedRun } from "../support/fake-wasm.js";
import { ManualClock } from "../support/manual-clock.js";
import { refusalOf } from "../support/refusal.js";

function setUp() {
  const wasm = new FakeWasm();
  const clock = new ManualClock();
  const binaries = { load: () => Promise.resolve(new Uint8Array()) };
  const agentRuns = new AgentRuns({ wasm, binaries, maxLimits: maxWasmLimits });
  const tests = new CapabilityTests({ agentRuns, clock });
  const tested = (inputs: readonly ReleaseTestInput[]): TestedModule => ({
    ...{ owner: "tenant_1", binary: { sha256: "ab".repeat(32), size: 4 }, manifest: {}, tests: checkTests(inputs) },
  });
  return { wasm, clock, tests, tested };
}

describe("the tests of a release", () => {
  it("take their normal form", () => {
    expect(checkTests(null)).toEqual([]);
    expect(
      checkTests([
        { name: "bare", input: null, stdin: null, output: null, stdout: null, args: null, exitCode: null },
        { name: "full", input: { a: 1 }, args: ["x"], output: false, exitCode: 2 },
        { name: "texts", stdin: "", stdout: "" },
      ]),
    ).toEqual([
      { name: "bare", args: [], exitCode: 0 },
      { name: "full", args: ["x"], exitCode: 2, input: { a: 1 }, output: false },
      { name: "texts", args: [], exitCode: 0, stdin: "", stdout: "" },
    ]);
  });

  const many = Array.from({ length: 21 }, (_, index) => ({ name: `test ${index}` }));
  it.each([
    [many, ["tests"], "LIST_TOO_LONG"],
    [[{ name: "a" }, { name: "b" }, { name: "a" }], ["tests", 2, "name"], "TEST_NAME_TAKEN"],
    [[{ name: "" }], ["tests", 0, "name"], "TEXT_INVALID"],
    [[{ name: "a\nb" }], ["tests", 0, "name"], "TEXT_INVALID"],
    [[{ name: "a".repeat(101) }], ["tests", 0, "name"], "TEXT_INVALID"],
    [[{ name: "a", exitCode: 256 }], ["tests", 0, "exitCode"], "NUMBER_OUT_OF_RANGE"],
    [[{ name: "a", exitCode: -1 }], ["tests", 0, "exitCode"], "NUMBER_OUT_OF_RANGE"],
    [[{ name: "a", input: 1, stdin: "1" }], ["tests", 0, "stdin"], "TEST_AMBIGUOUS"],
    [[{ name: "a", output: 1, stdout: "1" }], ["tests", 0, "stdout"], "TEST_AMBIGUOUS"],
    [[{ name: "a", args: Array.from({ length: 257 }, () => "") }], ["tests", 0, "args"], "LIST_TOO_LONG"],
    [[{ name: "a", stdin: "a\0" }], ["tests"], "TEXT_UNSTORABLE"],
  ])("may not be %j", (inputs, path, reason) => {
    expect(() => checkTests(inputs)).toThrow(expect.objectContaining({ code: "BAD_USER_INPUT", path, reason }));
  });

  it("take 256 KiB together", () => {
    const big = [{ name: "a", stdin: "x".repeat(300_000) }];
    expect(() => checkTests(big)).toThrow(expect.objectContaining({ code: "PAYLOAD_TOO_LARGE", path: ["tests"] }));
  });
});

describe("a test", () => {
  it.each<[string, ReleaseTestInput, PlayedRun]>([
    ["the code alone", { name: "t" }, { stdout: "anything" }],
    ["another code", { name: "t", exitCode: 3 }, exit(3)],
    ["another code and its output", { name: "t", exitCode: 3, output: [1] }, exit(3, "[1]")],
    [
      "JSON, whatever the order of its keys",
      { name: "t", output: { a: 1, b: [{}] } },
      { stdout: '{"b":[{}],"a":1.0}\n' },
    ],
    ["zero, whatever its sign", { name: "t", output: 0 }, { stdout: "-0" }],
    ["text", { name: "t", stdout: "héllo\n" }, { stdout: "héllo\n" }],
    ["no text", { name: "t", stdout: "" }, { stdout: "" }],
  ])("passes by %s", async (_what, input, played) => {
    const { wasm, tests, tested } = setUp();
    wasm.play = () => ({ durationMs: 12, ...played });
    expect(await tests.run(tested([input]))).toEqual([{ name: "t", passed: true, message: null, durationMs: 12 }]);
  });

  it.each<[string, ReleaseTestInput, PlayedRun, string]>([
    ["another code", { name: "t" }, exit(1), "It ended with the code 1, not 0."],
    ["no other code", { name: "t", exitCode: 3 }, exit(0), "It ended with the code 0, not 3."],
    ["other JSON", { name: "t", output: { a: [1, 2] } }, { stdout: '{"a":[2,1]}' }, 'It wrote {"a":[2,1]}.'],
    ["a text for a number", { name: "t", output: 1 }, { stdout: '"1"' }, 'It wrote "1".'],
    ["a key too many", { name: "t", output: {} }, { stdout: '{"a":null}' }, 'It wrote {"a":null}.'],
    ["no JSON", { name: "t", output: {} }, { stdout: "{" }, 'It wrote no JSON but "{".'],
    ["a line's end", { name: "t", stdout: "a" }, { stdout: "a\n" }, 'It wrote "a\\n".'],
    [
      "a trap",
      { name: "t", exitCode: 1 },
      { exitCode: null, failure: { reason: "TRAP", message: "unreachable" } },
      "TRAP: unreachable",
    ],
  ])("fails by %s", async (_what, input, played, message) => {
    const { wasm, tests, tested } = setUp();
    wasm.play = () => played;
    expect(await tests.run(tested([input]))).toMatchObject([{ passed: false, message }]);
  });

  it("is told in few words that can be kept", async () => {
    const { wasm, tests, tested } = setUp();
    wasm.play = () => ({ stdout: `\0${"x".repeat(10_000)}` });
    const [result] = await tests.run(tested([{ name: "t", stdout: "a" }]));
    expect(result?.message?.length).toBeLessThanOrEqual(500);
    expect(result?.message).not.toContain("\0");
  });
});

describe("all tests together", () => {
  it("are run one after the other, the rest too when one fails", async () => {
    const { wasm, tests, tested } = setUp();
    let running = 0;
    wasm.play = async ({ args }) => {
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      running -= 1;
      return exit(args[1] === "bad" ? 1 : 0);
    };
    const results = await tests.run(
      tested([{ name: "a", args: ["bad"] }, { name: "b" }, { name: "c", args: ["bad"] }]),
    );
    expect(results.map(({ name, passed }) => [name, passed])).toEqual([
      ["a", false],
      ["b", true],
      ["c", false],
    ]);
  });

  it("have stdin as they say", async () => {
    const { wasm, tests, tested } = setUp();
    await tests.run(tested([{ name: "a", input: [1] }, { name: "b", stdin: "text" }, { name: "c" }]));
    expect(wasm.requests.map(({ stdin }) => Buffer.from(stdin).toString())).toEqual(["[1]", "text", ""]);
  });

  it("take a minute at the most, and then the one that runs is ended", async () => {
    const { wasm, clock, tests, tested } = setUp();
    wasm.play = ({ signal }) => {
      clock.advance(30_000);
      const isOver = signal?.aborted === true;
      return isOver ? { exitCode: null, failure: { reason: "CANCELLED", message: "Cancelled." } } : {};
    };
    const work = tests.run(tested([{ name: "a" }, { name: "b" }, { name: "c" }]));
    expect(await refusalOf(work)).toMatchObject({ code: "TIMEOUT", reason: "TESTS_TIMEOUT", path: ["tests"] });
    expect(wasm.requests).toHaveLength(2);
  });

  it("are refused as the runner refuses them", async () => {
    const { wasm, tests, tested } = setUp();
    const refusals = [
      [new MusterError("RATE_LIMITED", "Busy.", { reason: "EXECUTIONS_BUSY" }), undefined],
      [badInput("No.", [], "MODULE_INVALID"), ["binary"]],
      [badInput("No.", ["args", 1], "ARGUMENT_INVALID"), ["tests", 0, "args", 1]],
      [new MusterError("PAYLOAD_TOO_LARGE", "No.", { reason: "RUN_TOO_LARGE", path: ["args"] }), ["tests", 0, "args"]],
    ] as const;
    for (const [refusal, path] of refusals) {
      wasm.play = () => {
        throw refusal;
      };
      const { code, reason } = refusal;
      expect(await refusalOf(tests.run(tested([{ name: "a" }])))).toMatchObject({ code, reason, path });
    }
    const strict = { ...tested([{ name: "a", input: 1 }]), manifest: { inputs: { type: "string" } } };
    expect(await refusalOf(tests.run(strict))).toMatchObject({ reason: "SCHEMA_MISFIT", path: ["tests", 0, "input"] });
  });
});
