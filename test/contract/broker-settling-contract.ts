import { expect, it } from "vitest";
import { eventually } from "../support/eventually.js";
import { drain, Inbox, numbered } from "../support/inbox.js";
import type { Get } from "./broker-contract.js";

export function brokerSettlingContract(get: Get): void {
  ackContract(get);
  requeueContract(get);
  cancelContract(get);
}

function ackContract(get: Get): void {
  it("never delivers again what was acked", async () => {
    const { broker, name } = get();
    const queue = name("acked");
    await broker.publish(queue, numbered(5));
    const inbox = await Inbox.open(broker, queue, 5);
    await inbox.holds(5);

    inbox.ackAll();
    await inbox.consumer?.cancel();
    await broker.publish(queue, ["later"]);

    expect(await drain(broker, queue, 1)).toEqual(["later"]);
  });

  it("takes acks in any order", async () => {
    const { broker, name } = get();
    const queue = name("shuffled");
    await broker.publish(queue, numbered(100));
    const inbox = await Inbox.open(broker, queue, 100);
    const held = await inbox.holds(100);

    const evens = held.filter((_, index) => index % 2 === 0);
    for (const delivery of evens.toReversed()) delivery.ack();
    await inbox.consumer?.cancel();
    for (const delivery of held.filter((_, index) => index % 2 === 1)) delivery.requeue();

    const odds = numbered(100).filter((_, index) => index % 2 === 1);
    expect((await drain(broker, queue, 50)).toSorted()).toEqual(odds.toSorted());
  });

  it("ignores every settlement after the first", async () => {
    const { broker, name } = get();
    const queue = name("twice");
    await broker.publish(queue, ["a", "b", "c"]);
    const inbox = await Inbox.open(broker, queue, 1);
    const [first] = await inbox.holds(1);

    first?.ack();
    first?.ack();
    first?.requeue();

    await inbox.holds(2);
    expect(inbox.bodies).toEqual(["a", "b"]);
    expect(await broker.depth(queue)).toBe(1);
  });
}

function requeueContract(get: Get): void {
  it("puts requeued messages to the front and keeps their order", async () => {
    const { broker, name } = get();
    const queue = name("requeue");
    await broker.publish(queue, numbered(30));
    const inbox = await Inbox.open(broker, queue, 20);
    const held = await inbox.holds(20);

    await inbox.consumer?.cancel();
    for (const delivery of held) delivery.requeue();

    await eventually(async () => expect(await broker.depth(queue)).toBe(30));
    expect(await drain(broker, queue, 30)).toEqual(numbered(30));
  });

  it("offers a requeued message to the same consumer too", async () => {
    const { broker, name } = get();
    const queue = name("again");
    await broker.publish(queue, ["once more"]);
    const inbox = await Inbox.open(broker, queue, 1);
    const [first] = await inbox.holds(1);

    first?.requeue();

    await inbox.holds(2);
    expect(inbox.bodies).toEqual(["once more", "once more"]);
  });
}

function cancelContract(get: Get): void {
  it("delivers nothing after a cancel", async () => {
    const { broker, name } = get();
    const queue = name("cancel");
    const inbox = await Inbox.open(broker, queue);

    await inbox.consumer?.cancel();
    await inbox.consumer?.cancel();
    await broker.publish(queue, ["unheard"]);

    expect(await broker.depth(queue)).toBe(1);
    expect(inbox.received).toHaveLength(0);
    expect(inbox.lostCount).toBe(0);
  });

  it("lets deliveries in hand be settled after a cancel", async () => {
    const { broker, name } = get();
    const queue = name("inhand");
    await broker.publish(queue, numbered(3));
    const inbox = await Inbox.open(broker, queue, 2);
    const [first, second] = await inbox.holds(2);

    await inbox.consumer?.cancel();
    expect(await broker.depth(queue)).toBe(1);
    first?.ack();
    second?.requeue();

    await eventually(async () => expect(await broker.depth(queue)).toBe(2));
    expect(await drain(broker, queue, 2)).toEqual(["m1", "m2"]);
  });
}
