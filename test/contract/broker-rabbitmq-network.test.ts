import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { connect } from "amqplib";
import { createLog } from "../../src/platform/log.js";
import type { Broker } from "../../src/platform/broker/broker.js";
import type { RabbitMqTiming } from "../../src/platform/broker/rabbitmq-settings.js";
import { drain, Inbox, numbered } from "../support/inbox.js";
import { openRabbitMqWorld, type RabbitMqWorld } from "../support/rabbitmq-world.js";
import { createTcpProxy, type TcpProxy } from "../support/tcp-proxy.js";

const amqpUrl = inject("amqpUrl");
const url = amqpUrl ?? "";
const unavailable = { code: "UNAVAILABLE", reason: "BROKER_UNAVAILABLE" };
const patience = { timeout: 10_000, interval: 10 };

/** `direct` reaches RabbitMQ by itself, `broker` by way of the proxy. */
let world: RabbitMqWorld;
let proxy: TcpProxy;
let direct: Broker;
let broker: Broker;

beforeEach(async () => {
  world = await openRabbitMqWorld(url);
  const { hostname, port } = new URL(url);
  proxy = await createTcpProxy({ host: hostname, port: Number(port || 5672) });
  direct = world.broker;
});

afterEach(async () => {
  await world.close();
  await proxy.close();
});

/** Gives up soon what does not answer. */
const impatient = { connectTimeoutMs: 3_000, callTimeoutMs: 3_000, confirmTimeoutMs: 3_000 };

async function connectBroker(timing: Partial<RabbitMqTiming> = {}): Promise<void> {
  broker = world.createWith({ url: proxy.through(url), timing });
  await broker.start();
}

describe.skipIf(amqpUrl === null)("a RabbitMQ connection that is reset", () => {
  beforeEach(() => connectBroker());

  it("comes back by itself, tells consumers once that they are lost, and listeners that it is back", async () => {
    const queue = world.name("reset");
    const inbox = await Inbox.open(broker, queue, 2);
    await direct.publish(queue, numbered(3));
    const [first, second] = await inbox.holds(2);
    const onReconnect = vi.fn();
    const forget = broker.onReconnect(onReconnect);

    proxy.drop();

    await vi.waitFor(() => expect(onReconnect).toHaveBeenCalledOnce(), patience);
    expect(broker.isConnected()).toBe(true);
    expect(inbox.lostCount).toBe(1);
    first?.ack();
    second?.requeue();
    await expectReady(queue, 3);
    expect(await drain(broker, queue, 3)).toEqual(numbered(3));

    forget();
    proxy.drop();
    await vi.waitFor(() => expect(broker.isConnected()).toBe(false), patience);
    await vi.waitFor(() => expect(broker.isConnected()).toBe(true), patience);
    expect(onReconnect).toHaveBeenCalledOnce();
  });

  it("refuses calls at once while it is away", async () => {
    proxy.cut();
    await vi.waitFor(() => expect(broker.isConnected()).toBe(false), patience);

    const calls = [broker.publish("q", ["x"]), broker.depth("q"), Inbox.open(broker, "q")];

    for (const call of calls) await expect(call).rejects.toMatchObject(unavailable);
    broker.broadcast("t", "lost without an error");
  });

  it("rejects every publish that was not confirmed, and loses none that was", async () => {
    const queue = world.name("inflight");
    const bodies = numbered(200).map((body) => [body.padEnd(1_000), body.padEnd(900)]);
    const outcomes: Promise<boolean>[] = bodies.map((batch) =>
      broker.publish(queue, batch).then(
        () => true,
        () => false,
      ),
    );
    await outcomes[20];

    proxy.drop();

    const confirmed = (await Promise.all(outcomes)).flatMap((isConfirmed, index) =>
      isConfirmed ? (bodies[index] ?? []) : [],
    );
    expect(confirmed.length).toBeGreaterThanOrEqual(2);
    const arrived = new Set(await drain(direct, queue, await direct.depth(queue)));
    expect(confirmed.filter((body) => !arrived.has(body))).toEqual([]);
  });

  it("keeps subscriptions, and takes new ones while it is away", async () => {
    const heard: string[] = [];
    const root = world.name("t");
    await broker.subscribe(`${root}.*`, (body) => heard.push(body));
    proxy.cut();
    await vi.waitFor(() => expect(broker.isConnected()).toBe(false), patience);
    await broker.subscribe(`${root}.late.*`, (body) => heard.push(body));
    const end = await broker.subscribe(`${root}.gone`, () => heard.push("unwanted"));
    await end();
    direct.broadcast(`${root}.1`, "missed");

    proxy.restore();
    await vi.waitFor(() => expect(broker.isConnected()).toBe(true), patience);
    direct.broadcast(`${root}.late.1`, "new");
    broker.broadcast(`${root}.1`, "old");

    await vi.waitFor(() => expect(heard.toSorted()).toEqual(["new", "old"]), patience);
  });

  it("survives a hundred resets without a warning, a listener or a socket left", async () => {
    const warnings: string[] = [];
    const onWarning = (warning: Error) => warnings.push(warning.message);
    process.on("warning", onWarning);
    await broker.subscribe(world.name("t"), () => {});

    for (let round = 0; round < 100; round += 1) {
      proxy.drop();
      await vi.waitFor(() => expect(broker.isConnected()).toBe(true), patience);
    }

    await vi.waitFor(() => expect(proxy.connectionCount).toBe(2), patience);
    process.off("warning", onWarning);
    expect(warnings).toEqual([]);
  }, 60_000);
});

describe.skipIf(amqpUrl === null)("a RabbitMQ connection that is stalled", () => {
  beforeEach(() => connectBroker(impatient));

  it("rejects what waits for a confirm in time", async () => {
    const queue = world.name("stalled");
    await broker.publish(queue, ["first"]);
    proxy.stall();

    const calls = [broker.publish(queue, ["x"]), broker.publish(world.name("new"), ["x"]), broker.depth(queue)];

    await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject(unavailable)));
  });

  it("does not hold up a stop", async () => {
    proxy.stall();
    const publish = broker.publish(world.name("q"), ["x"]);
    const refused = expect(publish).rejects.toMatchObject(unavailable);

    await broker.stop();

    await refused;
    // A stalled proxy does not see the end of a connection before it has read what came ahead of it.
    proxy.restore();
    await vi.waitFor(() => expect(proxy.connectionCount).toBe(0), patience);
  });

  it("does not hold up a start", async () => {
    proxy.stall();
    const late = world.createWith({ url: proxy.through(url), timing: impatient });

    await late.start();
    expect(late.isConnected()).toBe(false);

    proxy.restore();
    await vi.waitFor(() => expect(late.isConnected()).toBe(true), patience);
  });
});

describe.skipIf(amqpUrl === null)("a RabbitMQ connection that is silent", () => {
  beforeEach(() => connectBroker({ heartbeatSeconds: 1 }));

  it("is given up after two heartbeats and made anew", async () => {
    const inbox = await Inbox.open(broker, world.name("silent"));
    proxy.stall();

    await vi.waitFor(() => expect(broker.isConnected()).toBe(false), patience);
    await vi.waitFor(() => expect(inbox.lostCount).toBe(1), patience);
    proxy.restore();

    await vi.waitFor(() => expect(broker.isConnected()).toBe(true), patience);
    await vi.waitFor(() => expect(proxy.connectionCount).toBe(2), patience);
  });
});

describe.skipIf(amqpUrl === null)("a RabbitMQ that others meddle with", () => {
  beforeEach(() => connectBroker());

  it("declares a queue again that has gone, and publishes what was sent back", async () => {
    const queue = world.name("deleted");
    await broker.publish(queue, ["before"]);
    const inbox = await Inbox.open(broker, queue);
    await meddle((channel) => channel.deleteQueue(world.prefix + queue));
    await vi.waitFor(() => expect(inbox.lostCount).toBe(1), patience);

    await broker.publish(queue, numbered(50));

    expect(await drain(broker, queue, 50)).toEqual(numbered(50));
    expect(broker.isConnected()).toBe(true);
  });

  it("refuses calls on a queue that was declared otherwise, and nothing else", async () => {
    const foreign = world.name("foreign");
    await meddle((channel) => channel.assertQueue(world.prefix + foreign, { durable: false }));

    await expect(broker.publish(foreign, ["x"])).rejects.toMatchObject(unavailable);
    await expect(Inbox.open(broker, foreign)).rejects.toMatchObject(unavailable);
    await expect(broker.depth(foreign)).rejects.toMatchObject(unavailable);

    expect(broker.isConnected()).toBe(true);
    await broker.publish(world.name("fine"), ["x"]);
  });

  it("comes back when the broker has closed a channel under it", async () => {
    const onReconnect = vi.fn();
    broker.onReconnect(onReconnect);
    await meddle((channel) => channel.deleteExchange(`${world.prefix}muster.live`));

    broker.broadcast("t", "to an exchange that is not there");

    await vi.waitFor(() => expect(onReconnect).toHaveBeenCalledOnce(), patience);
    const heard: string[] = [];
    await broker.subscribe("t", (body) => heard.push(body));
    broker.broadcast("t", "again");
    await vi.waitFor(() => expect(heard).toEqual(["again"]), patience);
  });

  it("sends its acks and broadcasts before it stops, and hands over what it held", async () => {
    const queue = world.name("handover");
    await direct.publish(queue, numbered(4));
    const inbox = await Inbox.open(broker, queue, 3);
    const [first] = await inbox.holds(3);
    first?.ack();

    const heard: string[] = [];
    await direct.subscribe("t", (body) => heard.push(body));
    broker.broadcast("t", "last words");
    await broker.stop();

    await expectReady(queue, 3);
    expect(await drain(direct, queue, 3)).toEqual(["m1", "m2", "m3"]);
    await vi.waitFor(() => expect(heard).toEqual(["last words"]), patience);
  });
});

describe.skipIf(amqpUrl === null)("the log of the RabbitMQ adapter", () => {
  it("never shows the password, even when sign-in fails", async () => {
    const lines: string[] = [];
    const log = createLog("trace", { write: (line) => void lines.push(line) });
    const wrong = new URL(url);
    wrong.username = "nobody";
    wrong.password = "hush-hush";

    const refused = world.createWith({ url: wrong.href, log });
    await refused.start();

    expect(refused.isConnected()).toBe(false);
    expect(lines.join("\n")).toContain(wrong.host);
    expect(lines.join("\n")).not.toContain("hush-hush");
  });
});

/** RabbitMQ has noticed that a consumer is gone: until then others would overtake what was in its hand. */
async function expectReady(queue: string, count: number): Promise<void> {
  await vi.waitFor(async () => expect(await direct.depth(queue)).toBe(count), patience);
}

async function meddle(
  act: (channel: Awaited<ReturnType<Awaited<ReturnType<typeof connect>>["createChannel"]>>) => Promise<unknown>,
) {
  const connection = await connect(url);
  await act(await connection.createChannel());
  await connection.close();
}
