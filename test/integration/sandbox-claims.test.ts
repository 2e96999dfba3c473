import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/platform/db/database.js";
import { silentLog } from "../../src/platform/log.js";
import { createClaimDesk } from "../../src/sandboxes/pool/claim-desk.js";
import { newPoolKey } from "../../src/sandboxes/pool/pool-key.js";
import { eventually } from "../support/eventually.js";
import { ManualClock } from "../support/manual-clock.js";
import { image, PoolWorld, type PoolProcess } from "../support/pool-world.js";
import type { TestServices } from "../support/services.js";

let services: TestServices;
let world: PoolWorld;
const forever = new AbortController().signal;

beforeAll(async () => {
  services = await PoolWorld.services();
});
afterAll(() => services.close());
beforeEach(() => {
  world = new PoolWorld(services);
  world.host.onProvisioned = () => undefined;
});
afterEach(() => world.close());

/** The key of a container that does not call by itself. */
async function keyOf(
  options: Parameters<PoolWorld["process"]>[0] = {},
): Promise<{ key: string; process: PoolProcess }> {
  const process = await world.process({ sizes: { [image]: 1 }, ...options });
  const key = await eventually(() => {
    expect(world.host.there.size).toBe(1);
    return world.host.orders.at(-1)?.secrets["MUSTER_POOL_KEY"] ?? "";
  });
  return { key, process };
}

const isReady = (): Promise<void> =>
  eventually(async () => expect((await world.members()).map((member) => member.ready)).toEqual([true]));

describe("a container that waits for a claim", () => {
  it("is told that there was none when its time is over, and may ask again", async () => {
    const { key, process } = await keyOf();
    expect((await world.members())[0]?.ready).toBe(false);
    expect(await process.desk.awaitClaim(key, 1, forever)).toBeNull();
    await isReady();
    expect(await process.desk.awaitClaim(key, 1, forever)).toBeNull();
  });

  it("hears at once what was claimed while it did not call", async () => {
    const { key, process } = await keyOf();
    expect(await process.desk.awaitClaim(key, 1, forever)).toBeNull();
    const sandbox = await world.sandbox();
    const taking = process.pool.take(sandbox);
    await eventually(async () => expect((await world.members())[0]?.sandboxId).toBe(sandbox.id));
    expect(await process.desk.awaitClaim(key, 25_000, forever)).toMatchObject({ sandboxId: sandbox.id });
    expect(await taking).not.toBeNull();
  });

  it("waits in its last call alone", async () => {
    const { key, process } = await keyOf();
    const first = process.desk.awaitClaim(key, 25_000, forever);
    await isReady();
    const second = process.desk.awaitClaim(key, 25_000, forever);
    expect(await first).toBeNull();
    const sandbox = await world.sandbox();
    await process.pool.take(sandbox);
    expect(await second).toMatchObject({ sandboxId: sandbox.id });
  });

  it.each(["", "muster_pool_x", "muster_agent_" + "a".repeat(43), newPoolKey(), newPoolKey() + "\0"])(
    "is refused with a key that is none: %s",
    async (key) => {
      const { process } = await keyOf();
      const call = process.desk.awaitClaim(key, 25_000, forever);
      await expect(call).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "POOL_KEY_INVALID" });
    },
  );

  it("is told later when its key cannot be issued now", async () => {
    let isAway = true;
    const issueKey = async (): Promise<string> => {
      if (isAway) throw new Error("away");
      return "key";
    };
    const { key, process } = await keyOf({ issueKey });
    const call = process.desk.awaitClaim(key, 25_000, forever);
    await isReady();
    const taking = process.pool.take(await world.sandbox());
    await expect(call).rejects.toThrow("away");
    isAway = false;
    expect(await process.desk.awaitClaim(key, 25_000, forever)).toMatchObject({ apiKey: "key" });
    expect(await taking).not.toBeNull();
  });

  it("is sent away when the process stops, and waits there no more", async () => {
    const { key, process } = await keyOf();
    const call = process.desk.awaitClaim(key, 25_000, forever);
    await isReady();
    await process.desk.stop();
    expect(await call).toBeNull();
    await expect(process.desk.awaitClaim(key, 25_000, forever)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });
});

it("lets a bounded number of calls wait", async () => {
  const stuck = { query: () => new Promise(() => undefined) } as unknown as Database;
  const issueKey = async (): Promise<null> => null;
  const parts = { database: stuck, broker: services.broker, clock: new ManualClock(), log: silentLog, issueKey };
  const desk = createClaimDesk(parts);
  await desk.start();
  for (let calls = 0; calls < 1_000; calls++) void desk.awaitClaim(newPoolKey(), 25_000, forever);
  const refusal = { code: "UNAVAILABLE", reason: "SANDBOX_CLAIMS_BUSY" };
  await expect(desk.awaitClaim(newPoolKey(), 25_000, forever)).rejects.toMatchObject(refusal);
  await desk.stop();
});
