import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import { createWasmRunner, type WasmResult, type WasmRunner, type WasmRunnerConfig } from "../../src/wasm/index.js";
import { eventually } from "../support/eventually.js";
import { ManualClock } from "../support/manual-clock.js";
import { refusalOf } from "../support/refusal.js";
import { command, endless, hello, requestOf } from "../support/wasm-modules.js";

const runners: WasmRunner[] = [];
const slow = command("(call $sleep (i64.const 300000000))");
/** Each test starts some processes from TypeScript, one after the other: seconds on a busy machine. */
const slowly = { timeout: 60_000 };

afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
});

/** A started runner whose processes have these modules compiled, so that a run of them is in its process at once. */
async function start(config: WasmRunnerConfig, clock?: ManualClock): Promise<WasmRunner> {
  const runner = createWasmRunner({ log: silentLog, metrics: createMetrics(), config, ...(clock && { clock }) });
  runners.push(runner);
  await runner.start();
  await run(runner, slow);
  await run(runner, endless, 1);
  return runner;
}

function run(runner: WasmRunner, module: Uint8Array, timeoutMs = 20_000): Promise<WasmResult> {
  return runner.run(requestOf(module, { limits: { timeoutMs, cpuMs: timeoutMs } }));
}

/** Ends these processes as the kernel would. */
function kill(pids: readonly number[]): void {
  for (const pid of pids) process.kill(pid, "SIGKILL");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("a process of runs that is killed", slowly, () => {
  it("ends the only run that was in it, and another takes its place", async () => {
    const runner = await start({ workers: 2 });
    const before = runner.pids;
    const victim = run(runner, endless);
    kill(before);
    const { failure } = await victim;
    expect(failure).toMatchObject({ reason: "CRASHED", message: expect.stringContaining("SIGKILL") });
    // It waits until there is one.
    expect(await run(runner, hello)).toMatchObject({ exitCode: 0 });
    expect(runner.pids).toHaveLength(1);
    expect(runner.pids).not.toEqual(before);
  });

  it("does no harm to several runs: each is run once more, alone", async () => {
    const runner = await start({ workers: 3 });
    const runs = [run(runner, slow), run(runner, slow), run(runner, slow)];
    kill(runner.pids);
    for (const result of await Promise.all(runs)) expect(result).toMatchObject({ exitCode: 0, failure: null });
    // The process in which they were alone is not kept.
    await eventually(() => expect([runner.running, runner.pids.length]).toEqual([0, 1]));
  });

  it("ends a run that is in it for the second time", async () => {
    const runner = await start({ workers: 2 });
    const first = run(runner, slow);
    const second = run(runner, endless);
    const [shared = 0] = runner.pids;
    kill([shared]);
    expect(await first).toMatchObject({ exitCode: 0 });
    // In the process in which the first one was alone: made after the one that took the killed one's place.
    kill(runner.pids.slice(-1));
    expect((await second).failure?.reason).toBe("CRASHED");
  });

  it("keeps the runs of other processes going", async () => {
    const runner = await start({ workers: 2, hosts: 2 });
    const runs = [run(runner, slow), run(runner, slow)];
    expect(runner.pids).toHaveLength(2);
    kill(runner.pids.slice(0, 1));
    const reasons = (await Promise.all(runs)).map(({ failure }) => failure?.reason ?? "ok");
    expect(reasons.toSorted()).toEqual(["CRASHED", "ok"]);
  });
});

it("gives up a process that does not answer in time", slowly, async () => {
  const clock = new ManualClock();
  const runner = await start({ workers: 1 }, clock);
  const [pid = 0] = runner.pids;
  process.kill(pid, "SIGSTOP");
  const result = run(runner, slow, 1_000);
  clock.advance(5_999);
  expect(isAlive(pid)).toBe(true);
  clock.advance(1);
  expect((await result).failure).toMatchObject({
    reason: "CRASHED",
    message: expect.stringContaining("did not answer"),
  });
  await eventually(() => expect(isAlive(pid)).toBe(false));
});

describe("a runner that is stopped", slowly, () => {
  it("leaves no process, refuses the runs that it had, and can be stopped again", async () => {
    const runner = await start({ workers: 1 });
    const { pids } = runner;
    const running = refusalOf(run(runner, endless));
    const waiting = refusalOf(run(runner, hello));
    const loading = runner.run({ ...requestOf(hello), load: () => new Promise(() => undefined) });
    void loading.catch(() => undefined);
    await Promise.all([runner.stop(), runner.stop()]);
    expect(pids.map(isAlive)).toEqual([false]);
    for (const refusal of [
      await running,
      await waiting,
      await refusalOf(loading),
      await refusalOf(run(runner, hello)),
    ]) {
      expect(refusal).toMatchObject({ code: "UNAVAILABLE", reason: "WASM_RUNNER_STOPPED" });
    }
    expect([runner.running, runner.waiting, runner.pids]).toEqual([0, 0, []]);
  });

  it("may be stopped before it was started and while it starts", async () => {
    const options = { log: silentLog, metrics: createMetrics(), config: { workers: 1 } };
    const idle = createWasmRunner(options);
    await idle.stop();
    expect((await refusalOf(idle.start())).reason).toBe("WASM_RUNNER_STOPPED");
    const starting = createWasmRunner({ ...options, metrics: createMetrics() });
    const started = starting.start();
    await Promise.all([expect(started).rejects.toThrow(/did not start/), starting.stop()]);
    expect(starting.pids).toEqual([]);
  });

  it("gives up a load that does not come to an end", async () => {
    const runner = await start({ workers: 1 });
    const loading = refusalOf(runner.run({ ...requestOf(hello), load: () => new Promise(() => undefined) }));
    await runner.stop();
    expect((await loading).reason).toBe("WASM_RUNNER_STOPPED");
  });
});

it("takes its processes with it when it is killed", slowly, async () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const program = fileURLToPath(new URL("../support/wasm-runner-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", program], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const pids = JSON.parse(line.toString()) as number[];
  expect(pids.map(isAlive)).toEqual([true]);
  child.kill("SIGKILL");
  await eventually(() => expect(pids.map(isRunning)).toEqual([false]));
});

/** Not even a zombie, which nobody may be there to reap. Linux tells. */
function isRunning(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
