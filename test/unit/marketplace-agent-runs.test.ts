import { describe, expect, it } from "vitest";
import { AgentRuns, type AgentCall } from "../../src/marketplace/agents/agent-runs.js";
import type { Manifest } from "../../src/marketplace/model.js";
import { badInput } from "../../src/platform/errors.js";
import { maxWasmLimits } from "../../src/wasm/index.js";
import { exit, FakeWasm } from "../support/fake-wasm.js";
import { refusalOf } from "../support/refusal.js";

const mebibyte = 1_048_576;
const module = Uint8Array.of(0, 97, 115, 109);

function setUp(maxLimits = maxWasmLimits) {
  const wasm = new FakeWasm();
  const runs = new AgentRuns({ wasm, binaries: { load: () => Promise.resolve(module) }, maxLimits });
  const call = (changes: Partial<AgentCall> = {}): AgentCall => ({
    ...{ owner: "tenant_1", binary: { sha256: "ab".repeat(32), size: 4 }, manifest: {}, stdin: { json: undefined } },
    ...{ args: [], env: {}, limits: {}, fileSystem: false, files: [] },
    ...changes,
  });
  return { wasm, runs, call };
}

describe("a run of an agent", () => {
  it("is asked of the runner with all that was said", async () => {
    const { wasm, runs, call } = setUp();
    const { signal } = new AbortController();
    await runs.run(call({ stdin: { json: { a: "ä" } }, args: ["-v"], env: { A: "1" }, signal }));
    const [request] = wasm.requests;
    expect(request).toMatchObject({
      ...{
        owner: "tenant_1",
        sha256: "ab".repeat(32),
        args: ["agent", "-v"],
        env: { A: "1" },
        directories: [],
        signal,
      },
      stdin: Buffer.from('{"a":"ä"}'),
    });
    expect(await request?.load()).toBe(module);
  });

  it("has nothing on stdin where nothing was said, and bytes as they are", async () => {
    const { wasm, runs, call } = setUp();
    await runs.run(call());
    await runs.run(call({ stdin: { bytes: Uint8Array.of(255, 0) } }));
    expect(wasm.requests.map(({ stdin }) => [...stdin])).toEqual([[], [255, 0]]);
  });

  it("finds files at / where anybody says so", async () => {
    const { wasm, runs, call } = setUp();
    const files = [{ path: "in.txt", bytes: module }];
    for (const changes of [{ files }, { fileSystem: true }, { manifest: { fileSystem: true } }])
      await runs.run(call(changes));
    expect(wasm.requests.map(({ directories }) => directories)).toEqual([
      [{ guestPath: "/", files }],
      [{ guestPath: "/", files: [] }],
      [{ guestPath: "/", files: [] }],
    ]);
    wasm.play = () => {
      throw badInput("No.", ["directories"], "FILES_INVALID");
    };
    expect(await refusalOf(runs.run(call({ files })))).toMatchObject({ path: ["files"], reason: "FILES_INVALID" });
  });
});

describe("what a run may use", () => {
  it("is what the caller asks for, else what the manifest needs, else the defaults", () => {
    const { runs } = setUp();
    const resources = { memoryMib: 128, timeoutMs: 20_000, outputBytes: 10 };
    expect(runs.limitsOf({ limits: {}, manifest: {} })).toEqual({
      ...{
        memoryBytes: 64 * mebibyte,
        timeoutMs: 5_000,
        cpuMs: 5_000,
        outputBytes: mebibyte,
        fileBytes: 16 * mebibyte,
      },
    });
    expect(runs.limitsOf({ limits: {}, manifest: { resources } })).toEqual({
      ...{ memoryBytes: 128 * mebibyte, timeoutMs: 20_000, cpuMs: 20_000, outputBytes: 10, fileBytes: 16 * mebibyte },
    });
    const limits = { memoryBytes: 65_536, timeoutMs: 10, outputBytes: 0, fileBytes: 5 };
    expect(runs.limitsOf({ limits, manifest: { resources } })).toEqual({ ...limits, cpuMs: 10 });
    expect(runs.limitsOf({ limits: { cpuMs: 3 }, manifest: { resources: { cpuMs: 4 } } }).cpuMs).toBe(3);
  });

  it("is never more than the installation allows", () => {
    const max = { memoryBytes: 100_000, timeoutMs: 1_000, cpuMs: 500, outputBytes: 7, fileBytes: 8 };
    const { runs } = setUp(max);
    const within = { ...max, memoryBytes: 65_536 };
    expect(runs.limitsOf({ limits: {}, manifest: {} })).toEqual(within);
    expect(runs.limitsOf({ limits: maxWasmLimits, manifest: { resources: { memoryMib: 4_096 } } })).toEqual(within);
  });
});

describe("an agent's output", () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    [" [1, null]\n", [1, null]],
    ["null", null],
    ["words", null],
    ["", null],
    ["[".repeat(100_000) + "]".repeat(100_000), null],
    [Uint8Array.of(34, 255, 34), null],
  ])("is the JSON on stdout, or null: %j", async (stdout, output) => {
    const { wasm, runs, call } = setUp();
    wasm.play = () => ({ stdout });
    expect(await runs.run(call())).toMatchObject({ output, failure: null, exitCode: 0 });
  });

  it("is none of a run that failed", async () => {
    const { wasm, runs, call } = setUp();
    wasm.play = () => exit(3, "{}");
    expect(await runs.run(call({ manifest: { outputs: false } }))).toMatchObject({
      ...{ output: null, exitCode: 3, failure: { reason: "EXIT_CODE" } },
    });
  });

  it("must be as the manifest says", async () => {
    const { wasm, runs, call } = setUp();
    const manifest: Manifest = { outputs: { type: "object", required: ["words"] } };
    wasm.play = () => ({ stdout: '{"words":2}' });
    expect((await runs.run(call({ manifest }))).failure).toBeNull();
    for (const stdout of ["", "2", "{}", "null"]) {
      wasm.play = () => ({ stdout });
      expect((await runs.run(call({ manifest }))).failure).toMatchObject({ reason: "OUTPUT_INVALID" });
    }
    expect((await runs.run(call({ manifest: { outputs: { type: "null" } } }))).failure).toBeNull();
  });
});

describe("an agent's input", () => {
  const manifest: Manifest = { inputs: { type: "object", properties: { n: { type: "number" } }, required: ["n"] } };

  it("must be as the manifest says, or the agent is not run", async () => {
    const { wasm, runs, call } = setUp();
    await runs.run(call({ manifest, stdin: { json: { n: 1 } } }));
    await runs.run(call({ manifest, stdin: { bytes: Buffer.from('{"n":2}') } }));
    expect(wasm.requests).toHaveLength(2);
    for (const [stdin, path, reason] of [
      [{ json: { n: "1" } }, ["input", "n"], "SCHEMA_MISFIT"],
      [{ json: undefined }, ["input"], "SCHEMA_MISFIT"],
      [{ bytes: Buffer.from('{"n":"2"}') }, ["stdin", "n"], "SCHEMA_MISFIT"],
      [{ bytes: Buffer.from("words") }, ["stdin"], "INPUT_INVALID"],
      [{ bytes: new Uint8Array() }, ["stdin"], "SCHEMA_MISFIT"],
    ] as const) {
      const refusal = await refusalOf(runs.run(call({ manifest, stdin })));
      expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", path, reason });
    }
    expect(wasm.requests).toHaveLength(2);
  });

  it("is checked against this manifest, whatever another of the same binary says", async () => {
    const { runs, call } = setUp();
    const stdin = { json: "text" };
    await runs.run(call({ manifest: { inputs: { type: "string" } }, stdin }));
    expect(await refusalOf(runs.run(call({ manifest, stdin })))).toMatchObject({ path: ["input"] });
  });
});
