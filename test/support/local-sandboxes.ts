import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { systemClock } from "../../src/platform/clock.js";
import { silentLog } from "../../src/platform/log.js";
import { createLocalHost, type LocalHostOptions } from "../../src/sandboxes/local/index.js";
import { SandboxBench } from "../contract/sandbox-host-orders.js";

/** A folder of the running test, open to all, so that sandboxes have an account of their own where the tests run as root. */
export async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "muster-local-host-"));
  await chmod(directory, 0o755);
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A started local host, stopped with the running test. */
export async function startBench(options: Partial<LocalHostOptions> = {}): Promise<SandboxBench> {
  const directory = options.directory ?? (await makeDirectory());
  const parts = {
    directory,
    log: silentLog,
    clock: systemClock,
    launcher: ["/bin/echo", "launched"],
    maxProcesses: 100,
  };
  const host = createLocalHost({ ...parts, sampleEveryMs: 50, ...options });
  await host.start();
  const bench = new SandboxBench({
    host,
    commandOf: (script) => ["/bin/sh", "-c", script, "sh"],
    restart: () => Promise.reject(new Error("Start another one.")),
    stop: () => host.stop(),
  });
  onTestFinished(() => bench.stop());
  return bench;
}

/** Whether it is there and has not ended. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => null);
  return stat !== null && !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
}

/** Processes whose command line holds these words. */
export async function pidsOf(words: string): Promise<number[]> {
  const pids = (await readdir("/proc")).map(Number).filter((pid) => pid > 0);
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")));
  return pids.filter((_, index) => lines[index]?.replaceAll("\0", " ").includes(words));
}

/** The process that ends what a host on this directory has begun; rejects where there is none. */
export async function guardOf(directory: string): Promise<number> {
  const [pid] = await pidsOf(`muster-sandbox-guard ${directory}`);
  if (pid === undefined) throw new Error("There is no guard.");
  return pid;
}
