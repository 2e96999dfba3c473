import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import { HostError } from "../../src/sandboxes/index.js";
import { eventually } from "../support/eventually.js";
import { ManualClock } from "../support/manual-clock.js";
import { image, PoolWorld, reportOf } from "../support/pool-world.js";
import type { TestServices } from "../support/services.js";

let services: TestServices;
let world: PoolWorld;

beforeAll(async () => {
  services = await PoolWorld.services();
});
afterAll(() => services.close());
beforeEach(() => {
  world = new PoolWorld(services);
});
afterEach(() => world.close());

describe("the pool is kept", () => {
  const fail = (): HostError => new HostError("HOST_QUOTA", "No room.", { isPassing: true });

  it("without what the host does not make, which is tried again later", async () => {
    world.host.failure = fail();
    const clock = new ManualClock();
    const { metrics } = await world.process({ clock });
    clock.advance(0);
    await eventually(() => expect(world.host.removed).toHaveLength(2));
    expect(await world.members()).toEqual([]);
    expect(world.host.orders).toHaveLength(2);
    expect(await metrics.registry.metrics()).toContain(`failures_total{image="${image}"} 2`);
    world.host.failure = null;
    await eventually(() => {
      clock.advance(5_000);
      expect(world.host.there.size).toBe(2);
    });
    await world.ready(2);
    expect(world.host.orders).toHaveLength(4);
  });

  it("as it is while the host is away", async () => {
    world.host.isAvailable = false;
    const clock = new ManualClock();
    const { metrics } = await world.process({ clock });
    clock.advance(0);
    const looked = `members{image="${image}",state="ready"} 0`;
    await eventually(async () => expect(await metrics.registry.metrics()).toContain(looked));
    expect(world.host.orders).toEqual([]);
    world.host.isAvailable = true;
    await eventually(() => {
      clock.advance(5_000);
      expect(world.host.orders.length).toBe(2);
    });
  });

  it("by making another for one that has ended, but for one that is a sandbox", async () => {
    const { pool } = await world.process();
    const [first] = await world.ready(2);
    const sandboxRef = await pool.take(await world.sandbox());
    await world.ready(2);
    const before = (await world.members()).map(({ id }) => id);
    const other = before.find((id) => id !== sandboxRef && id !== first?.id) ?? "";
    pool.onReport(reportOf(other, "RUNNING"));
    pool.onReport(reportOf(sandboxRef ?? "", "FAILED"));
    pool.onReport(reportOf(other, "FAILED"));
    await eventually(async () => {
      const now = (await world.members()).map(({ id }) => id);
      expect(now).toHaveLength(3);
      expect(now).not.toContain(other);
      expect(now).toContain(sandboxRef);
    });
    expect(world.host.removed).toEqual([other]);
  });

  it("by taking from the host what nobody knows, and forgetting what it does not have", async () => {
    const { pool } = await world.process();
    const [first, second] = await world.ready(2);
    const [stray, ended, claimed] = [newId("warm"), first?.id ?? "", newId("warm")];
    const sandbox = await world.sandbox();
    await world.rows("UPDATE sandboxes SET host_ref = $2 WHERE id = $1", [sandbox.id, claimed]);
    await world.rows("UPDATE warm_sandboxes SET ready_at = now() - interval '1 hour' WHERE id = $1", [second?.id]);
    const reports = [stray, claimed, sandbox.id].map((ref) => reportOf(ref, "RUNNING"));
    await pool.reconcile([...reports, reportOf(ended, "SUCCEEDED")]);
    expect(world.host.removed.toSorted()).toEqual([stray, ended].toSorted());
    await eventually(async () => {
      const now = await world.members();
      expect(now).toHaveLength(2);
      for (const gone of [first, second]) expect(now.map(({ id }) => id)).not.toContain(gone?.id);
    });
  });

  it("by taking from the host what a sandbox was to become that is over without it, as a crash came between", async () => {
    const { pool } = await world.process();
    await world.ready(2);
    const [kept, lost] = [await world.sandbox(), await world.sandbox()];
    const [keptRef, lostRef] = [(await pool.take(kept)) ?? "", (await pool.take(lost)) ?? ""];
    await world.rows("UPDATE sandboxes SET host_ref = $2, status = 'READY' WHERE id = $1", [kept.id, keptRef]);
    await pool.reconcile([reportOf(keptRef, "RUNNING"), reportOf(lostRef, "RUNNING")]);
    expect(world.host.removed).toEqual([]);
    await world.rows("UPDATE sandboxes SET status = 'FAILED', finished_at = now() WHERE id = $1", [lost.id]);
    await pool.reconcile([reportOf(keptRef, "RUNNING"), reportOf(lostRef, "RUNNING")]);
    expect(world.host.removed).toEqual([lostRef]);
  });

  it("with what has just been ordered, which a look from before does not know", async () => {
    const { pool } = await world.process();
    const members = await world.ready(2);
    await pool.reconcile([]);
    expect((await world.members()).map(({ id }) => id)).toEqual(members.map(({ id }) => id));
    expect(world.host.removed).toEqual([]);
  });

  it("by others when its process is gone", async () => {
    const first = await world.process();
    const members = await world.ready(2);
    await first.stop();
    const second = await world.process({ sizes: { [image]: 3 } });
    await eventually(async () => {
      const now = await world.members();
      expect(now).toHaveLength(3);
      for (const { ownerId } of now) expect(ownerId).toBe(second.ownerId);
    });
    expect((await world.members()).map(({ id }) => id)).toEqual(expect.arrayContaining(members.map(({ id }) => id)));
    expect(world.host.removed).toEqual([]);
  });

  it("fresh: one at a time is replaced that has waited for long", async () => {
    const clock = new ManualClock();
    await world.process({ clock });
    clock.advance(0);
    const old = await world.ready(2);
    await world.rows("UPDATE warm_sandboxes SET created_at = now() - interval '13 hours' WHERE host = $1", [
      world.host.id,
    ]);
    clock.advance(5_000);
    await eventually(() => expect(world.host.removed).toEqual([old[0]?.id]));
    await eventually(async () => {
      clock.advance(5_000);
      expect(world.host.removed.toSorted()).toEqual(old.map(({ id }) => id));
    });
    await world.ready(2);
  });

  it("without what is not ready in time, and without images that are none of it any more", async () => {
    const first = await world.process({ sizes: { "old:1": 1 } });
    await world.ready(1);
    await first.stop();
    const [old] = await world.members();
    world.host.onProvisioned = () => undefined;
    const clock = new ManualClock();
    await world.process({ clock, sizes: { [image]: 1 } });
    clock.advance(0);
    await eventually(() => expect(world.host.removed).toEqual([old?.id]));
    const [late] = await eventually(async () => {
      const now = await world.members();
      expect(now).toMatchObject([{ image, ready: false }]);
      return now;
    });
    await world.rows("UPDATE warm_sandboxes SET created_at = now() - interval '2 minutes' WHERE id = $1", [late?.id]);
    await eventually(() => {
      clock.advance(5_000);
      expect(world.host.removed).toEqual([old?.id, late?.id]);
    });
  });
});
