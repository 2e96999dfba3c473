import { expect, it } from "vitest";
import { eventually } from "../support/eventually.js";
import { drain, Inbox, numbered } from "../support/inbox.js";
import type { Get } from "./broker-contract.js";

export function brokerQueueContract(get: Get): void {
  orderContract(get);
  deliveryContract(get);
  prefetchContract(get);
  sharingContract(get);
  isolationContract(get);
  payloadContract(get);
}

function orderContract(get: Get): void {
  it("delivers in the order of publishing, across calls and batches", async () => {
    const { broker, name } = get();
    const queue = name("order");
    const bodies = numbered(300);
    await broker.publish(queue, bodies.slice(0, 100));
    for (const body of bodies.slice(100, 120)) await broker.publish(queue, [body]);
    await broker.publish(queue, bodies.slice(120));

    expect(await drain(broker, queue, 300)).toEqual(bodies);
  });

  it("keeps what is published before anyone consumes", async () => {
    const { broker, name } = get();
    const queue = name("early");
    await broker.publish(queue, ["a", "b"]);

    const inbox = await Inbox.open(broker, queue);

    await inbox.holds(2);
    expect(inbox.bodies).toEqual(["a", "b"]);
  });
}

function deliveryContract(get: Get): void {
  it("delivers what is published while a consumer waits", async () => {
    const { broker, name } = get();
    const queue = name("waiting");
    const inbox = await Inbox.open(broker, queue);

    await broker.publish(queue, ["now"]);

    await inbox.holds(1);
    expect(inbox.bodies).toEqual(["now"]);
  });

  it("never delivers from within a call to it", async () => {
    const { broker, name } = get();
    const queue = name("reentrant");
    let isInside = false;
    const seen: boolean[] = [];
    const inside = <T>(call: () => T): T => {
      isInside = true;
      const answer = call();
      isInside = false;
      return answer;
    };
    await broker.consume(queue, {
      prefetch: 1,
      onDelivery: (delivery) => {
        seen.push(isInside);
        inside(() => delivery.ack());
      },
      onLost: () => {},
    });

    await inside(() => broker.publish(queue, numbered(20)));

    await eventually(() => expect(seen).toHaveLength(20));
    expect(seen).not.toContain(true);
  });
}

function prefetchContract(get: Get): void {
  it("hands out no more than the prefetch until something is settled", async () => {
    const { broker, name } = get();
    const queue = name("prefetch");
    await broker.publish(queue, numbered(10));
    const inbox = await Inbox.open(broker, queue, 3);

    const [first] = await inbox.holds(3);
    expect(await broker.depth(queue)).toBe(7);
    expect(inbox.received).toHaveLength(3);

    first?.ack();
    await inbox.holds(4);
    expect(await broker.depth(queue)).toBe(6);
    expect(inbox.bodies).toEqual(["m0", "m1", "m2", "m3"]);
  });

  it.each([0, -1, 1.5, 2001, Number.NaN])("refuses a prefetch of %s", async (prefetch) => {
    const { broker, name } = get();

    await expect(Inbox.open(broker, name("absurd"), prefetch)).rejects.toThrow(RangeError);
  });

  it("counts what is ready, not what is in hand", async () => {
    const { broker, name } = get();
    const queue = name("depth");
    expect(await broker.depth(queue)).toBe(0);
    await broker.publish(queue, numbered(5));
    expect(await broker.depth(queue)).toBe(5);

    const inbox = await Inbox.open(broker, queue, 2);
    await inbox.holds(2);

    expect(await broker.depth(queue)).toBe(3);
  });
}

function sharingContract(get: Get): void {
  it("shares a queue among its consumers, each message to one", async () => {
    const { broker, name } = get();
    const queue = name("shared");
    const inboxes = [await Inbox.open(broker, queue, 50), await Inbox.open(broker, queue, 50)];

    await broker.publish(queue, numbered(100));

    await Promise.all(inboxes.map((inbox) => inbox.holds(50)));
    const bodies = inboxes.flatMap((inbox) => inbox.bodies);
    expect(bodies.toSorted()).toEqual(numbered(100).toSorted());
  });

  it("passes over a consumer whose hands are full", async () => {
    const { broker, name } = get();
    const queue = name("busy");
    const busy = await Inbox.open(broker, queue, 1);
    await broker.publish(queue, ["kept"]);
    await busy.holds(1);

    const free = await Inbox.open(broker, queue, 10);
    await broker.publish(queue, numbered(5));

    await free.holds(5);
    expect(busy.received).toHaveLength(1);
  });
}

function isolationContract(get: Get): void {
  it("keeps many queues apart", async () => {
    const { broker, name } = get();
    const queues = numbered(30, "many").map(name);
    await Promise.all(queues.map((queue) => broker.publish(queue, [`for ${queue}`])));

    const inboxes = await Promise.all(queues.map((queue) => Inbox.open(broker, queue)));

    await Promise.all(inboxes.map((inbox) => inbox.holds(1)));
    expect(inboxes.map((inbox) => inbox.bodies)).toEqual(queues.map((queue) => [`for ${queue}`]));
  });

  it("goes on after a consumer has thrown", async () => {
    const { broker, name } = get();
    const queue = name("thrown");
    const seen: string[] = [];
    await broker.consume(queue, {
      prefetch: 2,
      onDelivery: ({ body }) => {
        seen.push(body);
        if (body === "m0") throw new Error("a bug in the consumer");
      },
      onLost: () => {},
    });

    await broker.publish(queue, numbered(2));

    await eventually(() => expect(seen).toEqual(["m0", "m1"]));
  });
}

function payloadContract(get: Get): void {
  it("carries 256 KiB, nothing, and every kind of character", async () => {
    const { broker, name } = get();
    const queue = name("payload");
    const bodies = ["x".repeat(262_144), "", "žluťoučký 🐎 \u0000 end", "y".repeat(262_144)];
    await broker.publish(queue, bodies);

    expect(await drain(broker, queue, 4)).toEqual(bodies);
  });

  it("confirms an empty batch at once", async () => {
    const { broker, name } = get();

    await expect(broker.publish(name("empty"), [])).resolves.toBeUndefined();
  });

  it("takes 20,000 messages in one call", async () => {
    const { broker, name } = get();
    const queue = name("bulk");
    const bodies = numbered(20_000);

    await broker.publish(queue, bodies);

    expect(await drain(broker, queue, 20_000)).toEqual(bodies);
  }, 30_000);
}
