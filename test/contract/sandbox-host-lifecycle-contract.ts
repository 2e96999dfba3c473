import { expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import type { HostPhase } from "../../src/sandboxes/index.js";
import type { Get, SandboxHostTraits } from "./sandbox-host-contract.js";
import { forever } from "./sandbox-host-orders.js";

const wayOf: readonly HostPhase[] = ["STARTING", "RUNNING", "SUCCEEDED", "ENDING", "GONE"];

export function sandboxLifecycleContract(get: Get, traits: SandboxHostTraits): void {
  reportingContract(get);
  removalContract(get);
  serviceContract(get, traits);
}

function reportingContract(get: Get): void {
  it("says who it is, and that it can be asked", () => {
    const { host } = get();
    expect(host.id).toMatch(/^(local|kubernetes):.+$/);
    expect(host.isAvailable).toBe(true);
  });

  it("tells of a sandbox on its way in order, up to nothing", async () => {
    const bench = get();
    const { ref } = await bench.provision("sleep 0.2");
    await bench.ended(ref);
    await bench.host.remove(ref, 0);
    await bench.until(ref, "GONE");

    const phases = bench.phasesOf(ref);
    expect(phases).toEqual(wayOf.filter((phase) => phases.includes(phase)));
    expect(phases).toEqual(expect.arrayContaining(["STARTING", "SUCCEEDED", "GONE"]));
  });

  it("tells where and since when one runs", async () => {
    const bench = get();
    const before = Date.now();
    const { ref } = await bench.provision(forever);
    const report = await bench.until(ref, "RUNNING");

    expect(report).toMatchObject({ reason: null, exitCode: null, finishedAt: null });
    expect(report.containerId).toMatch(/./);
    expect(report.connection).not.toBeNull();
    // Some hosts tell whole seconds only.
    expect(report.startedAt?.getTime()).toBeGreaterThanOrEqual(before - 1_000);
    expect(await bench.listed(ref)).toMatchObject({ phase: "RUNNING", containerId: report.containerId });
  });

  it("lists one that has ended, with how, until it is removed", async () => {
    const bench = get();
    const { ref } = await bench.provision("exit 3");
    await bench.ended(ref);

    const listed = await bench.listed(ref);
    expect(listed).toMatchObject({ phase: "FAILED", reason: "EXIT_CODE", exitCode: 3 });
    expect(listed?.finishedAt?.getTime()).toBeGreaterThanOrEqual(listed?.startedAt?.getTime() ?? Number.NaN);
    await bench.host.remove(ref, 0);
    await bench.until(ref, "GONE");
    expect(await bench.listed(ref)).toBeUndefined();
  });
}

function removalContract(get: Get): void {
  it("lets one that is removed end by itself", async () => {
    const bench = get();
    const { ref } = await bench.provision(`exec 2>/dev/null; trap 'echo bye; exit 0' TERM; echo here; ${forever}`);
    const log = bench.host.logs(ref, null, new AbortController().signal)[Symbol.asyncIterator]();
    expect(await log.next()).toMatchObject({ value: { text: "here\n" } });
    await bench.host.remove(ref, 8_000);

    expect(await log.next()).toMatchObject({ value: { text: "bye\n" } });
    expect(await log.next()).toMatchObject({ done: true });
    await bench.until(ref, "GONE");
    expect(bench.phasesOf(ref)).toEqual(["STARTING", "RUNNING", "ENDING", "GONE"]);
  });

  it("ends one that does not end by itself", async () => {
    const bench = get();
    const { ref } = await bench.provision(`trap '' TERM; echo here; ${forever}`);
    const log = bench.host.logs(ref, null, new AbortController().signal)[Symbol.asyncIterator]();
    await log.next();
    await bench.host.remove(ref, 1_000);

    await bench.until(ref, "GONE");
    expect(await log.next()).toMatchObject({ done: true });
  });

  it("says that what it has never had is gone", async () => {
    const bench = get();
    const ref = newId("sandbox");
    await bench.host.remove(ref, 0);
    expect(await bench.until(ref, "GONE")).toMatchObject({ reason: null, exitCode: null });
    await bench.host.remove(ref, 1_000);
    expect(await bench.listed(ref)).toBeUndefined();
  });
}

function serviceContract(get: Get, { survivesRestart }: SandboxHostTraits): void {
  it("tells nothing to one that listens no more", async () => {
    const bench = get();
    const heard: string[] = [];
    const unlisten = bench.host.onReport(({ ref }) => heard.push(ref));
    unlisten();
    const { ref } = await bench.provision("exit 0");
    await bench.ended(ref);
    expect(heard).toEqual([]);
  });

  it(`${survivesRestart ? "finds" : "has ended"} what ran before a restart`, async () => {
    const bench = get();
    const { id } = bench.host;
    const { ref } = await bench.provision(forever);
    await bench.until(ref, "RUNNING");
    await bench.restart();

    expect(bench.host.id).toBe(id);
    const listed = await bench.listed(ref);
    expect(listed?.phase).toBe(survivesRestart ? "RUNNING" : undefined);
    await bench.host.remove(ref, 0);
    await bench.until(ref, "GONE");
  });

  it("takes nothing once it is stopped, however often", async () => {
    const { host, order } = { host: get().host, order: get().order("exit 0") };
    await host.stop();
    await host.stop();
    expect(host.isAvailable).toBe(false);
    await expect(host.provision(order)).rejects.toMatchObject({ name: "HostError", isPassing: true });
  });
}
