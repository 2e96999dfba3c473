import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import { ControlWorld, type FakeProcess } from "../support/control-world.js";
import { plainSpec } from "../support/memory-ledger.js";

const second = 1_000;
const minute = 60 * second;

describe("the look at ledger and host", () => {
  let world: ControlWorld;
  let process: FakeProcess;

  beforeEach(async () => {
    world = new ControlWorld();
    process = await world.boot();
  });

  afterEach(() => world.close());

  const statusOf = (id: string) => world.ledger.get(id).status;

  it("makes good whatever a host that tells of nothing has not told", async () => {
    world.host.isMute = true;
    const [good, bad, lost, ended] = [
      await world.request(),
      await world.request(),
      await world.request(),
      await world.request(),
    ];
    await world.advance(31 * second);
    expect([good, bad, lost, ended].map(statusOf)).toEqual(["READY", "READY", "READY", "READY"]);
    world.host.exit(good, 0);
    world.host.exit(bad, 2);
    world.host.vanish(lost);
    await world.terminate(ended);
    await world.advance(65 * second);
    expect([good, bad, lost, ended].map(statusOf)).toEqual(["SUCCEEDED", "FAILED", "LOST", "TERMINATED"]);
    await world.advance(minute);
    expect(world.ledger.all.filter(({ releasedAt }) => releasedAt === null)).toEqual([]);
    expect(world.host.refs).toEqual([]);
  });

  it("ends what a person has ended, though nobody told of it", async () => {
    const id = await world.request();
    world.ledger.terminate(id);
    await world.advance(31 * second);
    expect(statusOf(id)).toBe("TERMINATED");
  });

  it("removes what no sandbox is known for, when it was so in the look before too, or is old", async () => {
    const young = newId("sandbox");
    const old = newId("sandbox");
    await world.advance(25 * second);
    world.host.put(young);
    world.host.put(old, null, { startedAt: new Date(world.clock.now().getTime() - 2 * minute) });
    await world.advance(10 * second);
    expect(world.host.refs).toEqual([young]);
    await world.advance(30 * second);
    expect(world.host.refs).toEqual([]);
    expect(await process.metrics.registry.metrics()).toContain("muster_sandbox_orphans_removed_total 2");
  });

  it("leaves alone what another process looks after, or waits for another try", async () => {
    const other = await world.boot();
    const ids = [await world.request(), await world.request(), await world.request()];
    const waiting = world.ledger.request({ taskId: "task_of_nobody" });
    world.host.put(waiting.id);
    await world.advance(5 * minute);
    expect(ids.map(statusOf)).toEqual(["READY", "READY", "READY"]);
    expect(world.host.refs).toContain(waiting.id);
    world.host.vanish(waiting.id);
    await world.stop(other);
  });

  it("hands the pool all that is its own, and removes none of it", async () => {
    world.host.put("warm_1");
    world.host.run("warm_1");
    world.host.put("warm_2");
    expect(world.pool.heard.map(({ ref }) => ref)).toEqual(["warm_1", "warm_1", "warm_2"]);
    world.pool.ready.push("warm_1");
    const id = await world.request();
    await world.advance(5 * minute);
    expect(world.pool.reconciled.map(({ ref }) => ref)).toEqual(["warm_1", "warm_2"]);
    expect(world.host.refs).toEqual(["warm_1", "warm_2"]);
    expect(statusOf(id)).toBe("READY");
  });

  it("does not take for lost what was provisioned after the list began", async () => {
    await world.advance(25 * second);
    let isListed = false;
    let answer: () => void = () => undefined;
    world.host.onList = () => {
      isListed = true;
      return new Promise((resolve) => (answer = resolve));
    };
    await world.advance(10 * second);
    expect(isListed).toBe(true);
    const id = await world.request();
    answer();
    await world.settle();
    expect(statusOf(id)).toBe("READY");
  });

  it("takes for lost neither what is being ordered as it lists, nor what is reported meanwhile", async () => {
    await world.advance(25 * second);
    world.host.isMute = true;
    let take: () => void = () => undefined;
    const provision = world.host.provision.bind(world.host);
    world.host.provision = async (order) => {
      await new Promise<void>((resolve) => (take = resolve));
      return provision(order);
    };
    const ordered = await world.request();
    await world.advance(10 * second);
    take();
    await world.settle();
    expect(statusOf(ordered)).toBe("PROVISIONING");
    world.host.isMute = false;
    await world.advance(15 * second);
    world.host.list = async () => {
      world.host.run(ordered);
      return [];
    };
    await world.advance(15 * second);
    expect(statusOf(ordered)).toBe("READY");
  });

  it("is not needed for one that was ended, unheard, while its order was under way", async () => {
    world.host.runsAtOnce = false;
    process.onCall = (name, when) => {
      if (name === "host.provision" && when === "before") world.ledger.terminate(world.ledger.all[0]?.id ?? "");
    };
    const id = await world.request();
    expect(statusOf(id)).toBe("TERMINATED");
    expect(world.host.refs).toEqual([]);
  });

  it("believes what was reported since the list began rather than the list", async () => {
    const id = await world.request();
    await world.advance(25 * second);
    let answer: () => void = () => undefined;
    world.host.onList = () => new Promise((resolve) => (answer = resolve));
    await world.advance(10 * second);
    world.host.removesAtOnce = false;
    world.host.exit(id, 0);
    await world.settle();
    answer();
    await world.settle();
    expect(statusOf(id)).toBe("SUCCEEDED");
  });

  it("takes nothing for lost while the host cannot be asked, and all that is gone when it can", async () => {
    const [kept, lost] = [await world.request(), await world.request()];
    world.host.isMute = true;
    world.host.vanish(lost);
    world.host.isUp = false;
    await world.advance(5 * minute);
    expect([kept, lost].map(statusOf)).toEqual(["READY", "READY"]);
    world.host.isUp = true;
    await world.advance(31 * second);
    expect([kept, lost].map(statusOf)).toEqual(["READY", "LOST"]);
  });

  it("ends what is overdue while the host is away, and cleans up when it is back", async () => {
    const id = await world.request({ spec: { ...plainSpec, timeoutMs: minute } });
    world.host.isUp = false;
    await world.advance(2 * minute);
    expect(world.ledger.get(id)).toMatchObject({ status: "FAILED", reason: "DEADLINE_EXCEEDED", releasedAt: null });
    world.host.isUp = true;
    await world.advance(minute);
    expect(world.ledger.get(id).releasedAt).not.toBeNull();
    expect(world.host.refs).toEqual([]);
  });

  it("lets go of what another process has taken over meanwhile", async () => {
    const id = await world.request();
    world.ledger.replicas.add("another");
    world.ledger.change(id, { ownerId: "another" });
    expect(world.host.readers).toBe(1);
    await world.advance(31 * second);
    expect(world.host.readers).toBe(0);
    world.host.exit(id, 0);
    await world.advance(minute);
    expect(statusOf(id)).toBe("READY");
    expect(world.host.removals).toEqual([]);
  });

  it("goes on when ledger and host were away", async () => {
    const id = await world.request();
    process.onCall = (name) => {
      if (/^(ledger|host)\./.test(name)) throw new Error("away");
    };
    world.host.exit(id, 0);
    await world.advance(2 * minute);
    expect(statusOf(id)).toBe("READY");
    process.onCall = () => undefined;
    await world.advance(minute);
    expect(statusOf(id)).toBe("SUCCEEDED");
  });
});
