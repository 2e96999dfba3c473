import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunnableRelease } from "../../src/marketplace/index.js";
import { HostError } from "../../src/sandboxes/host.js";
import type { SandboxReason } from "../../src/sandboxes/model.js";
import { ControlWorld, type FakeProcess } from "../support/control-world.js";

const second = 1_000;
const minute = 60 * second;

describe("a task whose sandbox ends before it", () => {
  let world: ControlWorld;
  let process: FakeProcess;

  beforeEach(async () => {
    world = new ControlWorld();
    process = await world.boot();
  });

  afterEach(() => world.close());

  const begin = async (changes: Parameters<typeof world.neighbours.create>[0] = {}) => {
    const task = world.neighbours.create(changes);
    const offered = await world.offer(process, task);
    return { task, ...offered, sandbox: () => world.ofTask(task), id: () => world.ofTask(task).id };
  };

  it.each<[SandboxReason, boolean]>([
    ["IMAGE_INVALID", false],
    ["HOST_FORBIDDEN", false],
    ["HOST_REFUSED", false],
    ["START_FAILED", false],
    ["UNSCHEDULABLE", true],
    ["IMAGE_PULL_FAILED", true],
  ])("has failed when its host refuses for %s; to be tried again: %s", async (reason, isRetryable) => {
    world.host.refuse = () => {
      throw new HostError(reason, "No.", { isPassing: false });
    };
    const { task } = await begin();
    expect(task.failures).toEqual([{ message: `${reason}: No.`, isRetryable }]);
  });

  it.each<[SandboxReason, Partial<{ exitCode: number }>]>([
    ["OUT_OF_MEMORY", { exitCode: 137 }],
    ["OUT_OF_STORAGE", {}],
    ["EVICTED", {}],
    ["NODE_LOST", {}],
    ["DEADLINE_EXCEEDED", {}],
    ["CRASH_LOOP", {}],
  ])("is tried again when its container ends for %s", async (reason, details) => {
    const { task, id } = await begin();
    world.host.say(id(), { phase: "FAILED", reason, message: "So.", ...details });
    await world.advance(15 * second);
    expect(task.failures).toEqual([{ message: `${reason}: So.`, isRetryable: true }]);
    expect(world.host.refs).toEqual([]);
  });

  it("leaves a sandbox that had ended by itself before it was lost", async () => {
    const { task, id, sandbox } = await begin();
    await world.advance(second);
    world.host.write(id(), "never read");
    world.host.isUp = false;
    world.host.exit(id(), 3);
    await world.settle();
    Object.assign(task, { status: "ASSIGNED", leaseToken: "another" });
    await world.advance(30 * second);
    expect(sandbox()).toMatchObject({ status: "FAILED", reason: "EXIT_CODE" });
    expect(task.failures).toEqual([]);
    world.host.isUp = true;
    await world.advance(30 * second);
  });

  it("is tried again when its sandbox was not ready in time, but uncounted where its host had no room", async () => {
    world.host.runsAtOnce = false;
    const [slow, crowded] = [await begin(), await begin()];
    world.host.say(slow.id(), { reason: "UNSCHEDULABLE", message: "No node." });
    world.host.say(crowded.id(), { reason: "HOST_QUOTA", message: "Full." });
    await world.advance(5 * minute + 2 * second);
    expect(slow.task.failures).toMatchObject([{ isRetryable: true }]);
    expect(slow.sandbox().reason).toBe("PROVISIONING_TIMEOUT");
    expect(crowded.task).toMatchObject({ failures: [], attempts: 0, rejections: ["HOST_QUOTA: Full."] });
  });

  describe("by its kind", () => {
    const release = (tenantId: string, changes: Partial<RunnableRelease["release"]> = {}): RunnableRelease =>
      ({
        item: { tenantId },
        release: { id: "release", image: "registry/words:1", manifest: { resources: { memoryMib: 64 } }, ...changes },
      }) as RunnableRelease;

    it("runs the installed release's image with what its manifest says, no longer than the task may take", async () => {
      world.neighbours.releases.set("container:acme/words", release("tenant"));
      const { sandbox } = await begin({ kind: "container:acme/words", spec: null, timeoutMs: 77_000 });
      expect(sandbox()).toMatchObject({
        ...{ status: "READY", releaseId: "release", spec: { image: "registry/words:1", timeoutMs: 77_000 } },
        spec: { memoryBytes: 64 * 2 ** 20, cpuMillis: 500 },
      });
    });

    it("has failed for good where it may not run, or stands for nothing", async () => {
      const { task } = await begin({ kind: "container:acme/none", spec: null });
      expect(task).toMatchObject({ status: "QUARANTINED", failures: [{ isRetryable: false }] });
      expect(task.failures[0]?.message).toContain("SANDBOX_UNKNOWN");
    });

    it("does not run another tenant's release on a host that does not isolate", async () => {
      world.host.isolates = false;
      world.neighbours.releases.set("container:acme/words", release("acme"));
      const { task, sandbox } = await begin({ kind: "container:acme/words", spec: null });
      expect(sandbox()).toMatchObject({ status: "FAILED", reason: "UNTRUSTED" });
      expect(task).toMatchObject({ status: "QUARANTINED", failures: [{ isRetryable: false }] });
      world.neighbours.releases.set("container:own/words", release("tenant"));
      const own = await begin({ kind: "container:own/words", spec: null });
      expect(own.sandbox().status).toBe("READY");
    });
  });
});
