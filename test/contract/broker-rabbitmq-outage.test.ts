import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import type { Broker } from "../../src/platform/broker/broker.js";
import { drain, Inbox, numbered } from "../support/inbox.js";
import { openRabbitMqWorld, type RabbitMqWorld } from "../support/rabbitmq-world.js";
import { hasRabbitMq, startRabbitMq, type PrivateRabbitMq } from "../support/rabbitmq.js";

const patience = { timeout: 15_000, interval: 20 };

describe.skipIf(inject("amqpUrl") === null || !hasRabbitMq)("an outage of RabbitMQ", () => {
  let server: PrivateRabbitMq;
  let world: RabbitMqWorld;
  let broker: Broker;
  beforeAll(async () => {
    server = await startRabbitMq();
  }, 90_000);
  afterAll(() => server.close());
  beforeEach(async () => {
    world = await openRabbitMqWorld(server.url);
    broker = world.broker;
  });
  afterEach(() => world.close());

  it("costs no confirmed message, and is over by itself when the broker is back", async () => {
    const queue = world.name("durable");
    const inbox = await Inbox.open(broker, queue, 10);
    await broker.publish(queue, numbered(100));
    await inbox.holds(10);
    await server.flushDeclarations();
    const heard: string[] = [];
    await broker.subscribe("t.*", (body) => heard.push(body));
    const onReconnect = vi.fn();
    broker.onReconnect(onReconnect);

    await server.kill();
    await vi.waitFor(() => expect(broker.isConnected()).toBe(false), patience);
    // There are two connections, and either may be the first to notice.
    await vi.waitFor(() => expect(inbox.lostCount).toBe(1), patience);
    await expect(broker.publish(queue, ["x"])).rejects.toMatchObject({ reason: "BROKER_UNAVAILABLE" });

    await server.start();
    await vi.waitFor(() => expect(onReconnect).toHaveBeenCalledOnce(), patience);
    broker.broadcast("t.1", "live again");
    await vi.waitFor(() => expect(heard).toEqual(["live again"]), patience);
    // Those that were in hand come when the broker has noticed that their consumer is gone, perhaps after the others.
    const bodies = await drain(broker, queue, 100);
    expect(bodies.toSorted()).toEqual(numbered(100).toSorted());
    expect(inbox.lostCount).toBe(1);
  }, 60_000);

  it("does not prevent a start: the client connects when the broker appears", async () => {
    await server.kill();
    const early = world.create();
    const onReconnect = vi.fn();
    early.onReconnect(onReconnect);
    await early.start();
    expect(early.isConnected()).toBe(false);
    const heard: string[] = [];
    await early.subscribe("t", (body) => heard.push(body));

    await server.start();
    await vi.waitFor(() => expect(early.isConnected()).toBe(true), patience);
    early.broadcast("t", "hello");

    await vi.waitFor(() => expect(heard).toEqual(["hello"]), patience);
    expect(onReconnect).not.toHaveBeenCalled();
  }, 60_000);

  it("of memory refuses publishes soon, while consumers empty the queues", async () => {
    const queue = world.name("alarm");
    await broker.publish(queue, numbered(5));
    await server.setMemoryAlarm(true);

    await expect(broker.publish(queue, ["x"])).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "BROKER_BLOCKED" });
    const atOnce = Promise.race([broker.publish(queue, ["x"]), nextTurn()]);
    await expect(atOnce).rejects.toMatchObject({ reason: "BROKER_BLOCKED" });
    expect(await drain(broker, queue, 5)).toEqual(numbered(5));
    expect(await broker.depth(queue)).toBe(0);

    await server.setMemoryAlarm(false);
    await vi.waitFor(() => broker.publish(queue, ["after"]), patience);
    expect(broker.isConnected()).toBe(true);
  }, 60_000);

  it("of memory does not hold up a stop", async () => {
    await broker.publish(world.name("alarm"), ["x"]);
    await server.setMemoryAlarm(true);
    const publish = broker.publish(world.name("alarm"), ["x"]);
    const refused = expect(publish).rejects.toMatchObject({ code: "UNAVAILABLE" });

    await broker.stop();
    await refused;

    await server.setMemoryAlarm(false);
  }, 60_000);
});
