import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SandboxSpec } from "../../src/sandboxes/index.js";
import type { KeptSandbox } from "../../src/sandboxes/ledger.js";
import { deliverMs } from "../../src/sandboxes/pool/deliveries.js";
import { eventually } from "../support/eventually.js";
import { HeldClock } from "../support/held-clock.js";
import { ManualClock } from "../support/manual-clock.js";
import { image, PoolWorld, resources } from "../support/pool-world.js";
import type { TestServices } from "../support/services.js";
import { wrapBroker } from "../support/wrapped-broker.js";

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

describe("the pool", () => {
  it("is filled up with containers that know Muster and a key of their own", async () => {
    await world.process();
    const members = await world.ready(2);
    expect(world.host.orders.map(({ ref }) => ref).toSorted()).toEqual(members.map(({ id }) => id));
    for (const { ref, secrets, ...order } of world.host.orders) {
      expect(ref).toMatch(/^warm_/);
      expect(secrets).toEqual({ MUSTER_POOL_KEY: expect.stringMatching(/^muster_pool_[\w-]{43}$/) });
      expect(order).toEqual({
        ...{ tenantId: null, image, command: null, args: [], env: { MUSTER_URL: "http://muster.example" }, files: [] },
        ...{ ...resources, maxAgeMs: 86_400_000, egress: [], labels: {} },
      });
    }
    expect(new Set(world.host.orders.map(({ secrets }) => secrets["MUSTER_POOL_KEY"])).size).toBe(2);
  });

  it("is of one size however many processes keep it", async () => {
    const sizes = { [image]: 9, "other:1": 3 };
    await Promise.all([world.process({ sizes }), world.process({ sizes }), world.process({ sizes })]);
    await world.ready(12);
    expect(world.host.orders).toHaveLength(12);
    expect((await world.members()).filter((member) => member.image === "other:1")).toHaveLength(3);
  });

  it("gives one of it to who asks, tells it once what to do, and makes another", async () => {
    const { pool, desk } = await world.process();
    await world.ready(2);
    const sandbox = await world.sandbox();
    const ref = await pool.take(sandbox);
    expect(world.claims.get(ref ?? "")).toEqual({
      ...{ sandboxId: sandbox.id, apiKey: `key of ${sandbox.id}`, taskId: sandbox.taskId, command: null, args: ["a"] },
      ...{ env: { A: "1" }, files: [{ path: "in.txt", base64: "YQ==" }] },
    });
    const key = world.host.orders.find((order) => order.ref === ref)?.secrets["MUSTER_POOL_KEY"] ?? "";
    await expect(desk.awaitClaim(key, 1_000, new AbortController().signal)).rejects.toMatchObject({
      ...{ code: "UNAUTHENTICATED", reason: "POOL_KEY_INVALID" },
    });
    expect(await pool.take(sandbox)).toBe(ref);
    expect(world.claims.size).toBe(1);
    await world.ready(2);
    expect(world.host.removed).toEqual([]);
  });

  it("gives nobody what another has, and nothing where none is ready", async () => {
    const processes = [await world.process({ sizes: { [image]: 5 } }), await world.process({ sizes: { [image]: 5 } })];
    await world.ready(5);
    // What is taken from now on is not replaced.
    world.host.isAvailable = false;
    const sandboxes = await Promise.all(Array.from({ length: 8 }, () => world.sandbox()));
    const take = async (sandbox: KeptSandbox, index: number) => processes[index % 2]?.pool.take(sandbox);
    const refs = await Promise.all(sandboxes.map(take));
    const taken = refs.filter((ref) => ref !== null);
    expect([taken.length, new Set(taken).size]).toEqual([5, 5]);
    for (const [index, ref] of refs.entries())
      if (ref) expect(world.claims.get(ref)?.sandboxId).toBe(sandboxes[index]?.id);
    const counts = await Promise.all(processes.map(({ metrics }) => metrics.registry.metrics()));
    const sum = (outcome: string): number =>
      counts
        .map((text) => Number(new RegExp(`takes_total{outcome="${outcome}"} (\\d+)`).exec(text)?.[1] ?? 0))
        .reduce((total, count) => total + count, 0);
    expect([sum("hit"), sum("miss"), sum("lost")]).toEqual([5, 3, 0]);
  });

  it("is no place for one without a task and an agent to have a key", async () => {
    const { pool } = await world.process();
    await world.ready(2);
    const ref = await pool.take(await world.sandbox({}, null));
    expect(world.claims.get(ref ?? "")).toMatchObject({ apiKey: null, taskId: null });
  });

  it.each<[string, Partial<SandboxSpec>]>([
    ["another image", { image: "other" }],
    ["a program in place of the image's", { command: ["sh"] }],
    ["more processor", { cpuMillis: 251 }],
    ["more memory", { memoryBytes: resources.memoryBytes + 1 }],
    ["more disk", { storageBytes: resources.storageBytes + 1 }],
    ["networks", { egress: ["10.0.0.0/8"] }],
    ["more time than one has left", { timeoutMs: 86_400_000 }],
  ])("has none for who asks for %s", async (_what, changes) => {
    const { pool, metrics } = await world.process();
    await world.ready(2);
    expect(await pool.take(await world.sandbox(changes))).toBeNull();
    expect(await metrics.registry.metrics()).not.toContain('takes_total{outcome="miss"}');
    await world.ready(2);
  });

  it("gives what has enough time left", async () => {
    const { pool } = await world.process({ sizes: { [image]: 1 } });
    await world.ready(1);
    await world.rows("UPDATE warm_sandboxes SET created_at = now() - interval '6 hours' WHERE host = $1", [
      world.host.id,
    ]);
    world.host.isAvailable = false;
    expect(await pool.take(await world.sandbox({ timeoutMs: 18 * 3_600_000 }))).toBeNull();
    expect(await pool.take(await world.sandbox({ timeoutMs: 17 * 3_600_000 }))).not.toBeNull();
  });
});

describe("a container of the pool that is to be a sandbox", () => {
  it("is told even when the broker loses the word", async () => {
    const deaf = wrapBroker(services.broker, { broadcast: () => undefined });
    const clock = new HeldClock(deliverMs);
    const { pool } = await world.process({ broker: deaf, clock });
    await world.ready(2);
    const taking = pool.take(await world.sandbox());
    await eventually(() => expect([world.claims.size, clock.count]).toEqual([1, 1]));
    clock.advance(deliverMs);
    const ref = await taking;
    expect(world.claims.has(ref ?? "")).toBe(true);
  });

  it("is told by whatever process holds its call", async () => {
    const { pool } = await world.process();
    const other = await world.process({ sizes: {} });
    world.desks.splice(0, world.desks.length, other.desk);
    await world.rows("DELETE FROM warm_sandboxes WHERE host = $1", [world.host.id]);
    await world.ready(2);
    const ref = await pool.take(await world.sandbox());
    expect(world.claims.has(ref ?? "")).toBe(true);
  });

  it("is given up when it does not hear, and its late call is refused", async () => {
    const clock = new ManualClock();
    world.host.onProvisioned = () => undefined;
    const { pool, desk, metrics } = await world.process({ clock, sizes: { [image]: 1 } });
    clock.advance(0);
    await eventually(() => expect(world.host.orders).toHaveLength(1));
    const key = world.host.orders[0]?.secrets["MUSTER_POOL_KEY"] ?? "";
    // It calls once, hangs up, and does not call again.
    const call = new AbortController();
    const calling = desk.awaitClaim(key, 25_000, call.signal);
    const [member] = await world.ready(1);
    call.abort();
    expect(await calling).toBeNull();
    const taking = pool.take(await world.sandbox());
    await eventually(async () => expect((await world.members())[0]?.sandboxId).not.toBeNull());
    world.host.isAvailable = false;
    await eventually(() => {
      clock.advance(deliverMs);
      expect(world.host.removed).toEqual([member?.id]);
    });
    expect(await taking).toBeNull();
    expect(await world.members()).toEqual([]);
    await expect(desk.awaitClaim(key, 0, new AbortController().signal)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    expect(await metrics.registry.metrics()).toContain('takes_total{outcome="lost"} 1');
  });

  it("is not told of a sandbox that is to end", async () => {
    const clock = new ManualClock();
    const { pool } = await world.process({ clock, sizes: { [image]: 1 } });
    clock.advance(0);
    await world.ready(1);
    const sandbox = await world.sandbox();
    await world.rows("UPDATE sandboxes SET status = 'TERMINATING' WHERE id = $1", [sandbox.id]);
    const taking = pool.take(sandbox);
    await eventually(async () => expect((await world.members())[0]?.sandboxId).toBe(sandbox.id));
    world.host.isAvailable = false;
    await eventually(async () => {
      clock.advance(deliverMs);
      expect(await world.members()).toEqual([]);
    });
    expect(await taking).toBeNull();
    expect(world.claims.size).toBe(0);
  });
});
