import { describe, expect, it, vi } from "vitest";
import { createEmbeddedBroker } from "../../src/platform/broker/embedded-broker.js";
import { Inbox, numbered } from "../support/inbox.js";
import { ManualClock } from "../support/manual-clock.js";

describe("the embedded broker", () => {
  it("refuses a publish that would overfill the queue, and takes it when there is room", async () => {
    const broker = createEmbeddedBroker({ maxQueueMessages: 10 });
    await broker.start();
    await broker.publish("q", numbered(8));

    await expect(broker.publish("q", numbered(3))).rejects.toMatchObject({
      code: "UNAVAILABLE",
      reason: "BROKER_FULL",
    });
    expect(await broker.depth("q")).toBe(8);
    await broker.publish("other", numbered(10));

    const inbox = await Inbox.open(broker, "q");
    await inbox.holds(8);
    await broker.publish("q", numbered(3));
    await broker.stop();
  });

  it("serves consumers in turn", async () => {
    const broker = createEmbeddedBroker();
    await broker.start();
    const inboxes = [await Inbox.open(broker, "q"), await Inbox.open(broker, "q"), await Inbox.open(broker, "q", 1)];

    await broker.publish("q", numbered(7));

    await vi.waitFor(() => expect(inboxes.flatMap((inbox) => inbox.bodies)).toHaveLength(7));
    expect(inboxes.map((inbox) => inbox.bodies)).toEqual([["m0", "m3", "m5"], ["m1", "m4", "m6"], ["m2"]]);
    await broker.stop();
  });

  it("drops a queue that nobody has consumed for an hour, and no other", async () => {
    const clock = new ManualClock();
    const broker = createEmbeddedBroker({ clock });
    await broker.start();
    await broker.publish("left", ["x"]);
    await broker.publish("attended", ["x", "y"]);
    const inbox = await Inbox.open(broker, "attended", 1);
    await inbox.holds(1);

    clock.advance(3_600_000 * 0.9);
    expect(await broker.depth("left")).toBe(1);
    clock.advance(3_600_000);

    expect(await broker.depth("left")).toBe(0);
    expect(await broker.depth("attended")).toBe(1);
    await broker.stop();
  });

  it("lets consumers run while others publish without a pause", async () => {
    const broker = createEmbeddedBroker();
    await broker.start();
    const inbox = await Inbox.open(broker, "q", 2_000);
    while (inbox.received.length === 0) await broker.publish("q", ["x"]);

    expect(inbox.received.length).toBeGreaterThan(0);
    await broker.stop();
  });

  it("hands out nothing further when a consumer stops it", async () => {
    const broker = createEmbeddedBroker();
    await broker.start();
    const seen: string[] = [];
    const onDelivery = ({ body }: { readonly body: string }) => {
      seen.push(body);
      void broker.stop();
    };
    await broker.consume("q", { prefetch: 10, onDelivery, onLost: () => {} });

    await broker.publish("q", numbered(5));

    await vi.waitFor(() => expect(seen).toEqual(["m0"]));
    expect(broker.isConnected()).toBe(false);
  });
});
