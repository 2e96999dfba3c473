import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Interest } from "../../src/events/interest.js";
import { createEmbeddedBroker } from "../../src/platform/broker/embedded-broker.js";
import type { Broker } from "../../src/platform/broker/broker.js";
import { silentLog } from "../../src/platform/log.js";
import { ManualClock } from "../support/manual-clock.js";

describe("interest in other replicas' events", () => {
  let broker: Broker;
  let clock: ManualClock;
  let running: Interest[];

  beforeEach(async () => {
    broker = createEmbeddedBroker({ log: silentLog });
    await broker.start();
    clock = new ManualClock();
    running = [];
  });
  afterEach(async () => {
    for (const interest of running) await interest.stop();
    await broker.stop();
  });

  async function replica(followed: Set<string> = new Set()) {
    const interest = new Interest({ broker, clock, log: silentLog, followed: () => followed });
    running.push(interest);
    await interest.start();
    return {
      interest,
      follow: (tenantId: string) => {
        followed.add(tenantId);
        interest.tell(tenantId);
      },
    };
  }

  /** Lets time pass, and then what it has started: turns, and messages of the broker. */
  async function pass(ms: number): Promise<void> {
    clock.advance(ms);
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  }

  it("is heard by the others, not by itself", async () => {
    const [one, other] = [await replica(), await replica()];
    one.follow("a");
    await vi.waitFor(() => expect(other.interest.has("a")).toBe(true));
    expect(one.interest.has("a")).toBe(false);
    expect(other.interest.has("b")).toBe(false);
  });

  it("is told to a replica that starts later", async () => {
    await replica(new Set(["a"]));
    const late = await replica();
    await vi.waitFor(() => expect(late.interest.has("a")).toBe(true));
  });

  it("lasts for as long as it is told again", async () => {
    const followed = new Set(["a"]);
    await replica(followed);
    const other = await replica();
    await vi.waitFor(() => expect(other.interest.has("a")).toBe(true));
    for (let turn = 0; turn < 10; turn++) await pass(9_000);
    expect(other.interest.has("a")).toBe(true);
    followed.clear();
    for (let turn = 0; turn < 5; turn++) await pass(10_000);
    expect(other.interest.has("a")).toBe(false);
  });

  it("survives a broker that throws", async () => {
    const { follow, interest } = await replica();
    broker.broadcast = () => {
      throw new Error("away");
    };
    expect(() => follow("a")).not.toThrow();
    expect(() => interest.renew()).not.toThrow();
  });
});
