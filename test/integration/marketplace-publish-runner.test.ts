import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { ReleaseTestInput } from "../../src/marketplace/inputs.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import { createWasmRunner, type WasmRunner } from "../../src/wasm/index.js";
import { MarketplaceWorld } from "../support/marketplace-world.js";
import { refusalOf } from "../support/refusal.js";
import { assemble, command, echo, endless, hello } from "../support/wasm-modules.js";

let runner: WasmRunner;
let world: MarketplaceWorld;
let owner: Principal;

beforeAll(async () => {
  runner = createWasmRunner({ log: silentLog, metrics: createMetrics(), config: { workers: 2 } });
  await runner.start();
  world = await MarketplaceWorld.open({ runner, maxTestMs: 15_000 });
  owner = await world.tenant();
});
afterAll(async () => {
  await world.close();
  await runner.stop();
});

async function publish(module: Uint8Array, tests: readonly ReleaseTestInput[], manifest: object = {}) {
  const { sha256 } = await world.binary(owner, module);
  return world.publish(owner, { binary: sha256, tests, manifest });
}

describe("the tests of a release, run in modules that are real", () => {
  it("pass where it gives what is expected", async () => {
    const text = await publish(hello, [{ name: "greets", stdout: "hello\n" }]);
    expect(text).toMatchObject({ status: "LISTED", testResults: [{ name: "greets", passed: true, message: null }] });
    const json = await publish(
      echo,
      [
        { name: "JSON", input: { b: [1, "ä"], a: null }, output: { a: null, b: [1, "ä"] } },
        { name: "text", stdin: '"plain"', stdout: '"plain"' },
        { name: "code", input: 0 },
      ],
      { outputs: true },
    );
    expect(json.testResults.map(({ passed }) => passed)).toEqual([true, true, true]);
    const exits = await publish(command("(call $proc_exit (i32.const 7))"), [{ name: "exits", exitCode: 7 }]);
    expect(exits.status).toBe("LISTED");
  });

  it("fail where it gives something else, loops or traps, and then it is rejected", async () => {
    const other = await publish(hello, [{ name: "bye", stdout: "bye\n" }, { name: "greets" }]);
    expect(other).toMatchObject({ status: "REJECTED", statusReason: "Failed: bye" });
    expect(other.testResults).toMatchObject([{ passed: false, message: 'It wrote "hello\\n".' }, { passed: true }]);
    const loops = await publish(endless, [{ name: "ends" }], { resources: { timeoutMs: 100 } });
    expect(loops).toMatchObject({ status: "REJECTED", testResults: [{ passed: false }] });
    expect(loops.testResults[0]?.message).toMatch(/^(TIMEOUT|CPU_LIMIT): /);
    const traps = await publish(command("unreachable"), [{ name: "works" }]);
    expect(traps.testResults[0]?.message).toMatch(/^TRAP: /);
    expect(await world.item(traps)).toMatchObject({ latestReleaseId: null });
  });

  it("are refused, and nothing is written, where the module is not valid though it looks so", async () => {
    // An i32 is left where nothing may be: no outline tells, only compiling does.
    const good = assemble(`(module (memory (export "memory") 1) (func (export "_start") (drop (i32.const 1))))`);
    const bad = good.slice();
    bad[bad.lastIndexOf(0x1a)] = 0x01;
    const before = await world.counts();
    const refusal = await refusalOf(publish(bad, [{ name: "runs" }]));
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", reason: "MODULE_INVALID", path: ["binary"] });
    expect(await world.counts()).toEqual(before);
  });
});

it("ends the test that runs when all of them take too long together", async () => {
  const impatient = await MarketplaceWorld.open({ runner, maxTestMs: 300 });
  try {
    const by = await impatient.tenant();
    const { sha256 } = await impatient.binary(by, endless);
    const refusal = await refusalOf(impatient.publish(by, { binary: sha256, tests: [{ name: "ends" }] }));
    expect(refusal).toMatchObject({ code: "TIMEOUT", reason: "TESTS_TIMEOUT", path: ["tests"] });
    expect(await impatient.counts()).toEqual({ publishers: 0, items: 0, releases: 0 });
    expect(runner.running).toBe(0);
  } finally {
    await impatient.close();
  }
});
