import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readlinkSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import type * as door from "../../src/wasm/index.js";
import { command, endless, hello, requestOf, textOf } from "../support/wasm-modules.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Where there is none; on a busy machine. */
const buildMs = 240_000;
let runner: door.WasmRunner;

beforeAll(async () => {
  // Does nothing where the build is of these sources.
  execFileSync(process.execPath, ["tools/build.mjs"], { cwd: root });
  const { createWasmRunner } = (await import(pathToFileURL(`${root}dist/src/wasm/index.js`).href)) as typeof door;
  runner = createWasmRunner({ log: silentLog, metrics: createMetrics(), config: { workers: 2 } });
  await runner.start();
}, buildMs);

afterAll(async () => {
  await runner.stop();
});

it("runs modules in processes that Node's permission model holds", async () => {
  expect(textOf((await runner.run(requestOf(hello))).stdout)).toBe("hello\n");
  expect((await runner.run(requestOf(endless, { limits: { timeoutMs: 100 } }))).failure?.reason).toBe("TIMEOUT");
  expect((await runner.run(requestOf(command("unreachable")))).failure?.reason).toBe("TRAP");
  const files = [{ path: "in/words.txt", bytes: new TextEncoder().encode("some words") }];
  const directories = [{ guestPath: "/", files }];
  expect(await runner.run(requestOf(hello, { directories }))).toMatchObject({ exitCode: 0 });
});

it.runIf(existsSync("/proc/self/environ"))(
  "gives the processes no variable, no folder and no descriptor of ours",
  () => {
    const [pid] = runner.pids;
    const variables = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").filter(Boolean);
    // Node's own, by which it finds its channel.
    expect(variables.map((entry) => entry.replace(/=.*/, "")).sort()).toEqual([
      "NODE_CHANNEL_FD",
      "NODE_CHANNEL_SERIALIZATION_MODE",
    ]);
    expect(readlinkSync(`/proc/${pid}/cwd`)).toBe("/");
    const flags = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    expect(flags.some((flag) => /^--(experimental-)?permission$/.test(flag))).toBe(true);
    expect(flags).toContain("--disallow-code-generation-from-strings");
    expect(flags).toContain(`--allow-fs-read=${root}dist/src/wasm/*`);
    expect(flags.filter((flag) => /^--allow-(fs-write|child-process|addons|wasi)/.test(flag))).toEqual([]);
    expect(readFileSync(`/proc/${pid}/oom_score_adj`, "utf8").trim()).toBe("1000");
  },
);
