import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ControlWorld, type FakeProcess } from "../support/control-world.js";
import { plainSpec } from "../support/memory-ledger.js";

const second = 1_000;
const minute = 60 * second;

describe("what a process leaves", () => {
  let world: ControlWorld;

  beforeEach(() => {
    world = new ControlWorld();
  });

  afterEach(() => world.close());

  const each = async (process: FakeProcess) => {
    const task = world.neighbours.create();
    await world.offer(process, task);
    world.neighbours.accept(task);
    return { task, id: world.ofTask(task).id };
  };

  it("runs on when it is killed, and ends with its task's word in the next process's care", async () => {
    const first = await world.boot();
    const { task, id } = await each(first);
    world.kill(first);
    const second_ = await world.boot();
    expect(world.ledger.get(id)).toMatchObject({ status: "READY", ownerId: second_.id });
    world.host.exit(id, 1, { message: "It broke." });
    await world.advance(5 * second);
    expect(task.failures).toEqual([{ message: "EXIT_CODE: It broke.", isRetryable: true }]);
    expect(world.ledger.get(id).releasedAt).not.toBeNull();
    expect(await second_.metrics.registry.metrics()).toContain("muster_sandboxes_adopted_total 1");
  });

  it("is made good when it ended, vanished or was ended while nobody was there", async () => {
    const first = await world.boot();
    const [good, gone, ended] = [await world.request(), await world.request(), await world.request()];
    world.kill(first);
    world.host.exit(good, 0);
    world.host.vanish(gone);
    world.ledger.terminate(ended);
    await world.boot();
    expect([good, gone, ended].map((id) => world.ledger.get(id).status)).toEqual(["SUCCEEDED", "LOST", "TERMINATED"]);
    await world.settle();
    expect(world.host.refs).toEqual([]);
  });

  it("is ended as it did, though nobody lived to write down that it was there, and its try has no key any more", async () => {
    world.host.refuse = ({ ref }) => {
      world.host.put(ref);
      throw new Error("Nobody hears of it.");
    };
    const first = await world.boot();
    const task = world.neighbours.create();
    await world.offer(first, task);
    const { id } = world.ofTask(task);
    expect(world.ledger.get(id)).toMatchObject({ status: "PROVISIONING", hostRef: null });
    world.kill(first);
    world.host.exit(id, 3);
    world.neighbours.revoked.add(id);
    await world.boot();
    await world.advance(5 * second);
    expect(world.ledger.get(id)).toMatchObject({ status: "FAILED", reason: "EXIT_CODE", exitCode: 3 });
    expect(world.ledger.get(id).releasedAt).not.toBeNull();
    expect(world.host.refs).toEqual([]);
  });

  it("is lost with its machine, and released, by a process on another", async () => {
    await world.close();
    world = new ControlWorld();
    const first = await world.boot();
    const id = await world.request();
    const ended = await world.request();
    world.ledger.takeTo("local:another", first.id);
    world.ledger.terminate(ended);
    world.kill(first);
    await world.boot();
    expect(world.ledger.get(id)).toMatchObject({ status: "LOST", reason: "HOST_LOST" });
    expect(world.ledger.get(ended)).toMatchObject({ status: "TERMINATED" });
    for (const one of [id, ended]) expect(world.ledger.get(one).releasedAt).not.toBeNull();
  });

  it("has its deadline kept by whoever comes next", async () => {
    const first = await world.boot();
    const id = await world.request({ spec: { ...plainSpec, timeoutMs: minute } });
    world.kill(first);
    await world.advance(2 * minute);
    await world.boot();
    expect(world.ledger.get(id)).toMatchObject({ status: "FAILED", reason: "DEADLINE_EXCEEDED" });
  });

  it("is adopted though there is no room for it, before anything new is begun", async () => {
    await world.close();
    world = new ControlWorld({ config: { maxRunning: 2 } });
    const [first, other] = [await world.boot(), await world.boot()];
    const ids = [await world.request(), await world.request(), await world.request(), await world.request()];
    const late = await world.request();
    world.kill(first);
    await world.advance(31 * second);
    expect(ids.map((id) => world.ledger.get(id).ownerId)).toEqual(ids.map(() => other.id));
    world.host.exit(ids[0] ?? "", 0);
    world.host.exit(ids[1] ?? "", 0);
    await world.advance(10 * second);
    expect(world.ledger.get(late).status).toBe("PENDING");
    world.host.exit(ids[2] ?? "", 0);
    await world.settle();
    expect(world.ledger.get(late).status).toBe("READY");
  });

  it("has its time measured by the ledger's clock, whatever a process's own says", async () => {
    for (const aheadMs of [60 * minute, -60 * minute]) {
      const process = await world.boot({ aheadMs });
      const id = await world.request({ spec: { ...plainSpec, timeoutMs: 90 * second } });
      await world.advance(85 * second);
      expect(world.ledger.get(id).status).toBe("READY");
      await world.advance(10 * second);
      expect(world.ledger.get(id)).toMatchObject({ status: "FAILED", reason: "DEADLINE_EXCEEDED" });
      await world.stop(process);
    }
  });

  it("has nothing begun by a process that stops: an assignment that comes late goes back", async () => {
    const process = await world.boot();
    world.host.isAvailable = false;
    const [early, late] = [world.neighbours.create(), world.neighbours.create()];
    await world.offer(process, early);
    await world.stop(process);
    expect(early).toMatchObject({ status: "QUEUED", attempts: 0, rejections: ["The process is stopping."] });
    await world.offer(process, late);
    expect(late.rejections).toEqual(["The process is stopping."]);
    expect(world.ledger.all).toEqual([]);
  });

  it("is let go when the process stops, and touched by nobody until another adopts it", async () => {
    const first = await world.boot();
    const { task, id } = await each(first);
    await world.stop(first);
    expect(world.ledger.get(id)).toMatchObject({ status: "READY", ownerId: null });
    expect(world.host.phaseOf(id)).toBe("RUNNING");
    expect(world.host.removals).toEqual([]);
    const next = await world.boot();
    expect(world.ledger.get(id).ownerId).toBe(next.id);
    expect([task.status, task.failures]).toEqual(["RUNNING", []]);
  });

  it("is shared by as many processes as there are, each with no more than its room", async () => {
    await world.close();
    world = new ControlWorld({ config: { maxRunning: 3 } });
    const [first, other] = [await world.boot(), await world.boot()];
    for (let n = 0; n < 8; n++) await world.request();
    const owners = world.ledger.all.map(({ ownerId }) => ownerId);
    expect(owners.filter((owner) => owner === first.id)).toHaveLength(3);
    expect(owners.filter((owner) => owner === other.id)).toHaveLength(3);
    expect(owners.filter((owner) => owner === null)).toHaveLength(2);
  });

  it("does nothing any more, and keeps nothing, when it has stopped", async () => {
    const first = await world.boot();
    const id = await world.request();
    world.host.write(id, "words");
    await world.stop(first);
    expect(world.host.readers).toBe(0);
    expect(world.ledger.logText(id)).toBe("words");
    const calls: string[] = [];
    first.onCall = (name) => calls.push(name);
    world.host.exit(id, 0);
    await world.advance(5 * minute);
    expect(calls).toEqual([]);
    await first.controller.stop();
  });
});

describe("a host that goes with its process", () => {
  it("has all of it ended when the process stops, and the tries failed at once", async () => {
    const world = new ControlWorld({ hostId: "local:here" });
    const process = await world.boot();
    const task = world.neighbours.create();
    await world.offer(process, task);
    world.neighbours.accept(task);
    const [plain, agents] = [await world.request(), await world.request({ agentId: "agent" })];
    await world.stop(process);
    expect(world.ledger.all.map(({ status, reason }) => [status, reason])).toEqual([
      ["LOST", "HOST_LOST"],
      ["LOST", "HOST_LOST"],
      ["LOST", "HOST_LOST"],
    ]);
    expect([plain, agents].map((id) => world.ledger.get(id).releasedAt)).not.toContain(null);
    expect(task).toMatchObject({ status: "QUEUED", failures: [{ isRetryable: true }] });
    expect(world.neighbours.revoked).toContain(agents);
    expect(world.host.refs).toEqual([]);
    await world.close();
  });

  it("stops in time though the host does not let go of anything", async () => {
    const world = new ControlWorld({ hostId: "local:here" });
    const process = await world.boot();
    const id = await world.request();
    world.host.removesAtOnce = false;
    await world.stop(process);
    expect(world.ledger.get(id)).toMatchObject({ status: "LOST", ownerId: null, releasedAt: null });
    world.host.vanish(id);
    await world.boot();
    expect(world.ledger.get(id).releasedAt).not.toBeNull();
    await world.close();
  });
});
