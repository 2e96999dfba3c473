import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ControlWorld, type FakeProcess } from "../support/control-world.js";
import { plainSpec } from "../support/memory-ledger.js";

const second = 1_000;
const minute = 60 * second;

describe("a sandbox that is asked for", () => {
  let world: ControlWorld;
  let process: FakeProcess;

  beforeEach(async () => {
    world = new ControlWorld();
    process = await world.boot();
  });

  afterEach(() => world.close());

  const movesOf = (id: string) => world.ledger.moves.filter((move) => move.id === id).map(({ move }) => move);

  it("is claimed, provisioned and ready at once, and kept with what its host tells", async () => {
    const id = await world.request();
    expect(world.ledger.get(id)).toMatchObject({
      ...{ status: "READY", hostRef: id, ownerId: process.id, containerId: `container of ${id}` },
    });
    expect(world.host.orders).toMatchObject([{ ref: id, secrets: {}, env: { MUSTER_URL: "http://muster" } }]);
  });

  it("has succeeded or failed as its container has, and leaves nothing on the host", async () => {
    const [good, bad] = [await world.request(), await world.request()];
    world.host.exit(good, 0, { cpuMs: 12 });
    world.host.exit(bad, 137, { reason: "OUT_OF_MEMORY", message: "It took too much." });
    await world.settle();
    expect(world.ledger.get(good)).toMatchObject({ status: "SUCCEEDED", exitCode: 0, cpuMs: 12 });
    expect(world.ledger.get(bad)).toMatchObject({
      ...{ status: "FAILED", exitCode: 137, reason: "OUT_OF_MEMORY", message: "It took too much." },
    });
    expect(world.host.refs).toEqual([]);
    expect([good, bad].map((id) => world.ledger.get(id).releasedAt)).not.toContain(null);
  });

  it("that was done before anybody heard it run has succeeded", async () => {
    world.host.runsAtOnce = false;
    const id = await world.request();
    world.host.exit(id, 0);
    await world.settle();
    expect(movesOf(id)).toEqual(["provision", "succeed"]);
  });

  it("waits for room, and gets it as another leaves", async () => {
    const small = new ControlWorld({ config: { maxRunning: 2 } });
    await small.boot();
    const [first] = [await small.request(), await small.request()];
    const third = await small.request();
    expect(small.ledger.get(third).status).toBe("PENDING");
    small.host.exit(first, 0);
    await small.settle();
    expect(small.ledger.get(third).status).toBe("READY");
    await small.close();
  });

  it("is noticed within seconds when nobody tells of it", async () => {
    const { id } = world.ledger.request();
    await world.advance(4 * second);
    expect(world.ledger.get(id).status).toBe("READY");
  });

  it("waits while its host is not to be asked", async () => {
    world.host.isAvailable = false;
    const id = await world.request();
    await world.advance(10 * minute);
    expect(world.ledger.get(id).status).toBe("PENDING");
    world.host.isAvailable = true;
    await world.advance(5 * second);
    expect(world.ledger.get(id).status).toBe("READY");
  });

  it("is ended by a person, given its grace, and is gone when its host says so", async () => {
    world.host.removesAtOnce = false;
    const id = await world.request();
    await world.terminate(id);
    expect(world.ledger.get(id).status).toBe("TERMINATING");
    expect(world.host.removals).toEqual([{ ref: id, graceMs: 10_000 }]);
    world.host.vanish(id);
    await world.settle();
    expect(world.ledger.get(id)).toMatchObject({ status: "TERMINATED", reason: "REQUESTED" });
    expect(world.ledger.get(id).releasedAt).not.toBeNull();
  });

  it("is removed once more while its host has it still", async () => {
    world.host.removesAtOnce = false;
    const id = await world.request();
    await world.terminate(id);
    await world.advance(minute);
    expect(world.host.removals.length).toBeGreaterThan(1);
    expect(world.ledger.get(id).status).toBe("TERMINATING");
  });

  it("that is ended while its order is under way is removed after it", async () => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const provision = world.host.provision.bind(world.host);
    world.host.provision = async (order) => {
      await held;
      return provision(order);
    };
    const id = await world.request();
    await world.terminate(id);
    expect(world.host.removals).toEqual([]);
    letGo();
    await world.settle();
    expect(world.ledger.get(id).status).toBe("TERMINATED");
    expect(world.host.refs).toEqual([]);
  });

  it("that is ended while it waits is never provisioned", async () => {
    world.host.isAvailable = false;
    const id = await world.request();
    await world.terminate(id);
    world.host.isAvailable = true;
    await world.advance(10 * second);
    expect(movesOf(id)).toEqual(["drop"]);
    expect(world.host.orders).toEqual([]);
  });

  it("is lost when it is gone without anybody's doing, with the reason that its host has", async () => {
    const [plain, evicted] = [await world.request(), await world.request()];
    world.host.vanish(plain);
    world.host.vanish(evicted, { reason: "EVICTED", message: "The node was full." });
    await world.settle();
    expect(world.ledger.get(plain)).toMatchObject({ status: "LOST", reason: "DELETED" });
    expect(world.ledger.get(evicted)).toMatchObject({
      status: "LOST",
      reason: "EVICTED",
      message: "The node was full.",
    });
    expect(world.ledger.all.every(({ releasedAt }) => releasedAt !== null)).toBe(true);
  });

  it("has ended as it ended, though its host forgets it right after", async () => {
    const id = await world.request();
    world.host.exit(id, 3);
    world.host.vanish(id);
    await world.settle();
    expect(world.ledger.get(id)).toMatchObject({ status: "FAILED", reason: "EXIT_CODE", exitCode: 3 });
  });

  it("that has run for too long fails, and is taken from its host", async () => {
    const id = await world.request({ spec: { ...plainSpec, timeoutMs: 90 * second } });
    await world.advance(91 * second);
    expect(world.ledger.get(id)).toMatchObject({ status: "FAILED", reason: "DEADLINE_EXCEEDED" });
    expect(world.host.removals).toEqual([{ ref: id, graceMs: 10_000 }]);
    expect(world.host.refs).toEqual([]);
  });

  it("comes from the pool where there is one ready", async () => {
    world.host.put("warm_1");
    world.host.run("warm_1");
    world.pool.ready.push("warm_1");
    const id = await world.request();
    expect(world.ledger.get(id)).toMatchObject({ status: "READY", hostRef: "warm_1", isFromPool: true });
    expect(world.host.orders).toEqual([]);
    world.host.exit("warm_1", 0);
    await world.settle();
    expect(world.ledger.get(id).status).toBe("SUCCEEDED");
    expect(world.host.refs).toEqual([]);
  });

  it("has its usage noted seldom, and where it is at once", async () => {
    const id = await world.request();
    world.host.say(id, { connection: { namespace: "n", pod: "p", container: "c", address: "10.0.0.1" } });
    await world.settle();
    expect(world.ledger.get(id).connection?.pod).toBe("p");
    const before = world.ledger.notes;
    for (let n = 1; n <= 30; n++) {
      world.host.say(id, { cpuMs: n * 100 });
      await world.advance(second);
    }
    expect(world.ledger.get(id).cpuMs).toBeGreaterThan(1_000);
    expect(world.ledger.notes - before).toBeLessThanOrEqual(3);
  });

  describe("for an agent", () => {
    it("gets a key of the agent that outlives it a little, and is revoked when it has ended", async () => {
      const id = await world.request({ agentId: "agent" });
      expect(world.host.orders[0]?.secrets).toEqual({ MUSTER_API_KEY: `key of ${id}` });
      expect(world.neighbours.keys.get(id)).toMatchObject({ agentId: "agent", taskId: null });
      const expiresAt = world.neighbours.keys.get(id)?.expiresAt.getTime() ?? 0;
      expect(expiresAt - world.clock.now().getTime()).toBeGreaterThan(plainSpec.timeoutMs);
      expect(world.neighbours.revoked).not.toContain(id);
      world.host.exit(id, 0);
      await world.settle();
      expect(world.neighbours.revoked).toContain(id);
    });

    it("fails when the agent is gone, and is ended when it goes", async () => {
      const running = await world.request({ agentId: "agent" });
      world.neighbours.goneAgents.add("agent");
      const late = await world.request({ agentId: "agent" });
      expect(world.ledger.get(late)).toMatchObject({ status: "FAILED", reason: "AGENT_REMOVED" });
      await world.advance(31 * second);
      expect(world.ledger.get(running)).toMatchObject({ status: "TERMINATED", reason: "AGENT_REMOVED" });
    });
  });

  it("goes on when the ledger was away for a moment at any of its writes", async () => {
    const failures = new Map<string, number>();
    process.onCall = (name, when) => {
      const isWrite = /^(ledger|identity|host\.(provision|remove))/.test(name);
      const count = failures.get(name) ?? 0;
      if (!isWrite || when === "after" || count === 2) return;
      failures.set(name, count + 1);
      throw new Error("away");
    };
    const id = await world.request({ agentId: "agent" });
    await world.advance(2 * minute);
    expect(world.ledger.get(id).status).toBe("READY");
    world.host.exit(id, 0);
    await world.advance(2 * minute);
    expect(world.ledger.get(id).status).toBe("SUCCEEDED");
    expect(world.ledger.get(id).releasedAt).not.toBeNull();
    expect(failures.size).toBeGreaterThan(8);
  });

  it("is counted in the process's metrics", async () => {
    const [good, bad] = [await world.request(), await world.request()];
    world.host.exit(bad, 1);
    await world.settle();
    const text = await process.metrics.registry.metrics();
    expect(text).toContain("muster_sandboxes_running 1");
    expect(text).toContain('muster_sandbox_provisioning_seconds_count{pool="no"} 2');
    expect(text).toContain('muster_sandbox_failures_total{reason="EXIT_CODE"} 1');
    expect(text).toContain('muster_sandboxes_total{status="FAILED"} 1');
    expect(world.ledger.get(good).status).toBe("READY");
  });
});
