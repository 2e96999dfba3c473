import { access, chmod, readdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { forever } from "../contract/sandbox-host-orders.js";
import { eventually } from "../support/eventually.js";
import { guardOf, isRunning, makeDirectory, pidsOf, startBench } from "../support/local-sandboxes.js";

const mib = 2 ** 20;
const isRoot = process.getuid?.() === 0;

describe("what a local sandbox is", () => {
  it("runs the launcher where an order has no command", async () => {
    const bench = await startBench();
    expect(await bench.outputOf("", { command: null, args: ["a b", "c"] })).toBe("launched a b c\n");
  });

  it("has a home and a temporary folder of its own, and the node that we run on", async () => {
    const bench = await startBench();
    const script = '[ "$HOME" = "$PWD" ] && cd && [ -w "$TMPDIR" ] && node -p process.execPath && echo $LANG';
    expect(await bench.outputOf(script)).toBe(`${process.execPath}\nC.UTF-8\n`);
  });

  it.runIf(isRoot)("is nobody where we are root, and owns its files", async () => {
    const bench = await startBench();
    const files = [{ path: "in/a", base64: "YQ==" }];
    const script = "id -u; id -g; id -G; stat -c %u . in in/a; echo b >>in/a; cat /proc/self/status | grep CapEff";
    expect(await bench.outputOf(script, { files })).toBe(`${"65533\n".repeat(6)}CapEff:\t0000000000000000\n`);
  });

  it.each(["../a", "/etc/a", "a/../../b", "a//b", "", ".", "a/", "a\0b"])("has no file at %j", async (path) => {
    const directory = await makeDirectory();
    const bench = await startBench({ directory });
    const order = bench.order("exit 0", { files: [{ path, base64: "YQ==" }] });
    await expect(bench.host.provision(order)).rejects.toMatchObject({ reason: "HOST_REFUSED", isPassing: false });
    expect(bench.reportsOf(order.ref)).toEqual([]);
    expect(await bench.host.list()).toEqual([]);
    await expect(access(join(directory, "0", order.ref))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it.each([
    ["a", "a"],
    ["a", "a/b"],
    ["a/b", "a"],
  ])("has not both files %s and %s", async (one, other) => {
    const bench = await startBench();
    const files = [one, other].map((path) => ({ path, base64: "YQ==" }));
    const refusal = { reason: "HOST_REFUSED", isPassing: false };
    await expect(bench.host.provision(bench.order("exit 0", { files }))).rejects.toMatchObject(refusal);
  });

  it.each(["../x", "sandbox", "sandbox_", "sandbox_/../../x", "trash", ""])("is not called %j", async (ref) => {
    const bench = await startBench();
    const refusal = { reason: "HOST_REFUSED", isPassing: false };
    await expect(bench.host.provision(bench.order("exit 0", { ref }))).rejects.toMatchObject(refusal);
  });
});

describe("what a local sandbox may use", () => {
  it("is no more than so many sandboxes at a time, those that have ended not counted", async () => {
    const bench = await startBench({ maxProcesses: 2 });
    const first = await bench.provision(forever);
    const { ref } = await bench.provision("exit 0");
    await bench.ended(ref);
    await bench.provision(forever);
    const further = bench.order(forever);
    const refusal = { reason: "HOST_QUOTA", isPassing: true };
    await expect(bench.host.provision(further)).rejects.toMatchObject(refusal);

    await bench.host.remove(first.ref, 0);
    await bench.until(first.ref, "GONE");
    await bench.host.provision(further);
  });

  it.each([
    ["a large file", "head -c 40000000 /dev/zero >large; sleep 60"],
    ["many files", "i=0; while :; do head -c 100000 /dev/zero >many-$i; i=$((i+1)); done"],
    ["a temporary file", 'while :; do head -c 100000 /dev/zero >>"$TMPDIR/grows" || sleep 60; done'],
  ])("is as much disk as it has: %s", async (_, script) => {
    const bench = await startBench();
    const { ref } = await bench.provision(script, { storageBytes: 16 * mib });
    expect(await bench.ended(ref)).toMatchObject({ phase: "FAILED", reason: "OUT_OF_STORAGE" });
  });

  it("does not include what a link of it leads to", async () => {
    const directory = await makeDirectory();
    const bench = await startBench({ directory });
    const { ref } = await bench.provision("ln -s / root; ln -s .. loop; sleep 2.2", { storageBytes: mib });
    expect(await bench.ended(ref)).toMatchObject({ phase: "SUCCEEDED" });
  });

  it.runIf(process.platform === "linux")("is told of, with what its children used", async () => {
    const bench = await startBench();
    const seen = join(await makeDirectory(), "seen");
    const work = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
    const { ref } = await bench.provision(`sh -c '${work}'; (${work}); until [ -e ${seen} ]; do sleep 0.05; done`);
    await eventually(async () => expect((await bench.listed(ref))?.cpuMs).toBeGreaterThan(100));
    await writeFile(seen, "");
    const report = await bench.ended(ref);
    expect(report.phase).toBe("SUCCEEDED");
    expect(report.cpuMs).toBeGreaterThan(100);
    expect(report.peakMemoryBytes).toBeGreaterThan(300_000);
    expect(report.peakMemoryBytes).toBeLessThan(50 * mib);
  });

  it.runIf(process.platform === "linux")("includes memory of all its processes together", async () => {
    const bench = await startBench();
    const hold = "{ head -c 40000000 /dev/zero; sleep 60; } | tail -n 1 >/dev/null";
    const { ref } = await bench.provision(`(${hold}) & (${hold}) & wait`, { memoryBytes: 64 * mib });
    const report = await bench.ended(ref);
    expect(report).toMatchObject({ phase: "FAILED", reason: "OUT_OF_MEMORY", exitCode: 137 });
    expect(report.peakMemoryBytes).toBeGreaterThan(64 * mib);
  });
});

describe.runIf(process.platform === "linux")("the end of a local sandbox", () => {
  it("takes along what has left its session and its environment, once that was seen", async () => {
    const bench = await startBench();
    const { ref } = await bench.provision(`env -i setsid sh -c 'echo $$; ${forever}' & ${forever}`);
    const log = bench.host.logs(ref, null, new AbortController().signal)[Symbol.asyncIterator]();
    const { value } = await log.next();
    const pid = Number(value?.text);
    // Some looks at the processes of this machine later.
    await eventually(async () => expect((await bench.listed(ref))?.cpuMs ?? 0).toBeGreaterThan(20));
    expect(await isRunning(pid)).toBe(true);

    await bench.host.remove(ref, 0);

    await bench.until(ref, "GONE");
    expect(await isRunning(pid)).toBe(false);
  });

  it("takes along what was closed to its owner", async () => {
    const directory = await makeDirectory();
    const bench = await startBench({ directory });
    const { ref } = await bench.provision(
      "mkdir -p a/b && echo x >a/b/c && ln -s /etc a/b/etc && chmod 0 a/b/c a/b a .",
    );
    await bench.ended(ref);
    await bench.host.remove(ref, 0);
    await bench.until(ref, "GONE");
    expect(await readdir(join(directory, "0"))).not.toContain(ref);
    expect(await readdir(join(directory, "0", "trash"))).toEqual([]);
    await access("/etc/passwd");
  });

  it("comes for all when the host stops, which says so and leaves nothing", async () => {
    const directory = await makeDirectory();
    const bench = await startBench({ directory, stopGraceMs: 100 });
    const orders = await Promise.all([
      bench.provision(`trap '' TERM; ${forever}`),
      bench.provision(`setsid sh -c "trap '' TERM; ${forever}" & ${forever}`),
      bench.provision("exit 0"),
    ]);
    const late = bench.host.provision(bench.order(forever)).catch(() => undefined);
    await bench.host.stop();
    await late;

    for (const { ref } of orders)
      expect(bench.reportsOf(ref).at(-1)).toMatchObject({ phase: "GONE", reason: "HOST_LOST" });
    expect(await pidsOf(directory)).toEqual([]);
    expect((await readdir(directory, { recursive: true })).toSorted()).toEqual(["0", "0/host-id", "0/trash"]);
  });

  it("comes too where its host's guard has been killed meanwhile, and the guard comes back", async () => {
    const directory = await makeDirectory();
    const bench = await startBench({ directory });
    const guard = await guardOf(directory);
    process.kill(guard, "SIGKILL");
    await eventually(async () => {
      expect(await guardOf(directory)).not.toBe(guard);
    });
    expect(await bench.outputOf("echo works")).toBe("works\n");
  });
});

describe("the place of a local host", () => {
  it("is where a directory leads to, be it a link", async () => {
    const directory = await makeDirectory();
    const link = join(await makeDirectory(), "link");
    await symlink(directory, link);
    const bench = await startBench({ directory: link });
    expect(await bench.outputOf("echo works")).toBe("works\n");
    expect(await readdir(directory)).toEqual(["0"]);
  });

  it("keeps its name, and two at a time have two", async () => {
    const directory = await makeDirectory();
    const [first, second] = [await startBench({ directory }), await startBench({ directory })];
    const ids = [first.host.id, second.host.id];
    expect(new Set(ids).size).toBe(2);
    await Promise.all([first.stop(), second.stop()]);
    const again = await Promise.all([startBench({ directory }), startBench({ directory })]);
    expect(again.map(({ host }) => host.id).toSorted()).toEqual(ids.toSorted());
  });

  it.runIf(isRoot)("is among the temporary folders while a closed folder is in its way", async () => {
    const closed = await makeDirectory();
    await chmod(closed, 0o700);
    const bench = await startBench({ directory: join(closed, "data") });
    const { id } = bench.host;
    const home = (await bench.outputOf("id -u; echo x >a; cat ~/a; echo $HOME")).split("\n");
    expect(home.slice(0, 2)).toEqual(["65533", "x"]);
    const folder = join(home[2] ?? "", "../..");
    expect(dirname(folder)).toBe(tmpdir());
    await bench.stop();
    await expect(access(folder)).rejects.toMatchObject({ code: "ENOENT" });
    expect((await startBench({ directory: join(closed, "data") })).host.id).toBe(id);
  });

  it.runIf(isRoot)("belongs to ourselves where nobody else could read the launcher", async () => {
    const closed = await makeDirectory();
    await writeFile(join(closed, "launcher"), "#!/bin/sh\nid -u\n", { mode: 0o700 });
    const bench = await startBench({ launcher: [join(closed, "launcher")] });
    expect(await bench.outputOf("", { command: null })).toBe("0\n");
  });
});
