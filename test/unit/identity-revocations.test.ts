import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Revocations } from "../../src/identity/revocations.js";
import { createEmbeddedBroker } from "../../src/platform/broker/embedded-broker.js";
import type { Broker } from "../../src/platform/broker/broker.js";
import type { Database } from "../../src/platform/db/database.js";
import { silentLog } from "../../src/platform/log.js";
import { ManualClock } from "../support/manual-clock.js";

const topic = "identity.revoked";
let broker: Broker;
let clock: ManualClock;
let revocations: Revocations;
const poll = vi.fn<(statement: unknown, values: readonly unknown[]) => Promise<{ id: string }[]>>();
const heard = vi.fn();

beforeEach(async () => {
  poll.mockReset().mockResolvedValue([]);
  heard.mockReset();
  broker = createEmbeddedBroker();
  clock = new ManualClock();
  // The poll is all that it asks of a database.
  const database = { query: poll } as unknown as Database;
  revocations = new Revocations({ database, broker, clock, log: silentLog });
  revocations.on(heard);
  await broker.start();
  await revocations.start();
});
afterEach(async () => {
  await revocations.stop();
  await broker.stop();
});

/** Resolves when the last poll is through. */
async function polled(times: number): Promise<void> {
  await vi.waitFor(() => expect(poll).toHaveBeenCalledTimes(times));
  await Promise.allSettled(poll.mock.results.map(({ value }) => value as Promise<unknown>));
}

describe("revocations", () => {
  it("are told here at once, without waiting for the broker", () => {
    revocations.announce(["key_1", "key_2"]);
    expect(heard.mock.calls).toEqual([["key_1"], ["key_2"]]);
    expect(revocations.has("key_1")).toBe(true);
    expect(revocations.has("key_3")).toBe(false);
  });

  it("that are many go out in several messages", async () => {
    const bodies: string[] = [];
    await broker.subscribe(topic, (body) => void bodies.push(body));
    const ids = Array.from({ length: 1_001 }, (_, index) => `key_${index}`);
    revocations.announce(ids);
    await vi.waitFor(() => expect(bodies.flatMap((body) => JSON.parse(body) as string[])).toEqual(ids));
    expect(bodies.length).toBe(3);
  });

  it.each(["{", "null", '{"id":"key_1"}', "[1, null]"])("survive a broadcast of %s", async (body) => {
    broker.broadcast(topic, body);
    broker.broadcast(topic, '["key_1"]');
    await vi.waitFor(() => expect(heard.mock.calls).toEqual([["key_1"]]));
  });

  it("that no broadcast told are found by a look every five seconds, and told once", async () => {
    poll.mockResolvedValue([{ id: "key_1" }]);
    clock.advance(5_000);
    await vi.waitFor(() => expect(heard.mock.calls).toEqual([["key_1"]]));
    clock.advance(5_000);
    await polled(2);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it("are looked for as far back as the last look that worked", async () => {
    poll.mockRejectedValueOnce(new Error("down"));
    clock.advance(5_000);
    await polled(1);
    await vi.waitFor(() => {
      clock.advance(5_000);
      expect(poll).toHaveBeenCalledTimes(2);
    });
    const elapsedMs = Number(poll.mock.calls[1]?.[1][0]);
    expect(elapsedMs).toBeGreaterThanOrEqual(10_000 + 30_000);
  });

  it("are not looked for after the stop", async () => {
    await revocations.stop();
    clock.advance(60_000);
    expect(poll).not.toHaveBeenCalled();
  });
});
