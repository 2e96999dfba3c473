import { chown, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.js";
import { startLocalHost } from "../support/local-host-process.js";
import { guardOf, isRunning, makeDirectory, pidsOf, startBench } from "../support/local-sandboxes.js";

const loop = "while :; do sleep 0.05; done";
/** Each prints as many process ids. */
const stubborn = [
  { script: `echo $$; trap '' TERM INT HUP; ${loop}`, pids: 1 },
  { script: `echo $$; setsid sh -c 'trap "" TERM HUP; echo $$; ${loop}' & ${loop}`, pids: 2 },
  { script: `echo $$; (setsid sh -c 'trap "" TERM; echo $$; ${loop}' &); ${loop}`, pids: 2 },
  { script: `echo $$; trap '' TERM; while :; do sleep 0.02 & sleep 0.01; done`, pids: 1 },
] as const;
const scripts = stubborn.map(({ script }) => script);
const pidCount = stubborn.reduce((sum, { pids }) => sum + pids, 0);
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

describe.runIf(process.platform === "linux")("the death of a local host's process", () => {
  it.each(["SIGKILL", "SIGTERM"] as const)("by %s takes all that it has begun with it", async (signal) => {
    const directory = await makeDirectory();
    const owner = startLocalHost(directory, scripts);
    const pids = await owner.numbers(pidCount);
    expect(await Promise.all(pids.map(isRunning))).toEqual(pids.map(() => true));

    await owner.kill(signal);

    await eventually(async () => {
      expect(await Promise.all(pids.map(isRunning))).toEqual(pids.map(() => false));
      expect(await pidsOf(directory)).toEqual([]);
    });
  });

  it("by SIGTERM leaves no folder of a sandbox, by SIGKILL the next host removes them", async () => {
    const directory = await makeDirectory();
    const orderly = startLocalHost(directory, scripts);
    await orderly.numbers(pidCount);
    await orderly.kill("SIGTERM");
    expect(await foldersIn(directory)).toEqual([]);

    const killed = startLocalHost(directory, scripts);
    await killed.numbers(pidCount);
    await killed.kill("SIGKILL");
    expect(await foldersIn(directory)).toHaveLength(scripts.length);
    const bench = await startBench({ directory });
    expect(await bench.host.list()).toEqual([]);
    expect(await foldersIn(directory)).toEqual([]);
  });

  it("together with its guard leaves processes to the next host, which ends them", async () => {
    const directory = await makeDirectory();
    const owner = startLocalHost(directory, scripts);
    const pids = await owner.numbers(pidCount);
    const guard = await guardOf(directory);
    process.kill(guard, "SIGSTOP");
    await owner.kill("SIGKILL");
    process.kill(guard, "SIGKILL");
    expect(await Promise.all(pids.map(isRunning))).toEqual(pids.map(() => true));

    const first = await startBench({ directory });

    expect(await Promise.all(pids.map(isRunning))).toEqual(pids.map(() => false));
    expect(await foldersIn(directory)).toEqual([]);
    expect(await first.outputOf("echo works")).toBe("works\n");
  });

  it("leaves no pid by which the next host would end a stranger", async () => {
    const directory = await makeDirectory();
    const folder = join(directory, "0", "sandbox_01k0000000000000000000000");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "process"), `${process.pid} 1 of-another-life\n`);
    const stranger = startLocalHost(await makeDirectory(), [`echo $$; ${loop}`]);
    const [pid = 0] = await stranger.numbers(1);
    await mkdir(`${folder}0`);
    await writeFile(join(`${folder}0`, "process"), `${pid} 12345 of-another-life\n`);

    await startBench({ directory });

    expect(await isRunning(pid)).toBe(true);
    expect(await foldersIn(directory)).toEqual([]);
    await stranger.kill("SIGKILL");
  });

  it.runIf(isRoot)("takes all with it too where it is not root", async () => {
    const directory = await makeDirectory();
    await chown(directory, nobody, nobody);
    const owner = startLocalHost(directory, scripts, nobody);
    const pids = await owner.numbers(pidCount);
    await owner.kill("SIGKILL");
    await eventually(async () => {
      expect(await Promise.all(pids.map(isRunning))).toEqual(pids.map(() => false));
    });
  });

  it("is not noticed by another one on the same directory", async () => {
    const directory = await makeDirectory();
    const owner = startLocalHost(directory, [`echo $$; ${loop}`]);
    const [pid = 0] = await owner.numbers(1);
    const bench = await startBench({ directory });
    const { ref } = await bench.provision(loop);
    await bench.until(ref, "RUNNING");
    expect(await isRunning(pid)).toBe(true);
    expect(await bench.host.list()).toHaveLength(1);

    await owner.kill("SIGKILL");
    await eventually(async () => expect(await isRunning(pid)).toBe(false));
    expect((await bench.listed(ref))?.phase).toBe("RUNNING");
  });
});

/** Of sandboxes, in all places of the directory. */
async function foldersIn(directory: string): Promise<string[]> {
  const found = await readdir(directory, { recursive: true });
  return found.filter((path) => /^\d+\/sandbox_[^/]+$/.test(path));
}
