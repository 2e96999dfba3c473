import { expect, it, vi } from "vitest";
import type { Broker } from "../../src/platform/broker/broker.js";
import type { Get } from "./broker-contract.js";

export function brokerTopicContract(get: Get): void {
  matchingContract(get);
  endingContract(get);
  sendingContract(get);
}

function matchingContract(get: Get): void {
  it("brings a broadcast to everyone who subscribes to its topic", async () => {
    const { broker, name } = get();
    const topic = `${name("t")}.1`;
    const one = await listen(broker, topic);
    const two = await listen(broker, topic);

    broker.broadcast(topic, "hello");

    await Promise.all([one.hears(1), two.hears(1)]);
    expect(one.heard).toEqual([[topic, "hello"]]);
    expect(two.heard).toEqual([[topic, "hello"]]);
  });

  it("matches `.*` to exactly one further word", async () => {
    const { broker, name } = get();
    const root = name("t");
    const ear = await listen(broker, `${root}.a.*`);
    const end = await listen(broker, `${root}.end`);

    for (const topic of ["a", "a.1", "a.1.2", "b.1", "a.2", "end"]) broker.broadcast(`${root}.${topic}`, "x");

    await end.hears(1);
    expect(ear.heard.map(([topic]) => topic)).toEqual([`${root}.a.1`, `${root}.a.2`]);
  });

  it("tells a listener once, though other patterns match too", async () => {
    const { broker, name } = get();
    const root = name("t");
    const exact = await listen(broker, `${root}.1`);
    const wide = await listen(broker, `${root}.*`);

    broker.broadcast(`${root}.1`, "a");
    broker.broadcast(`${root}.1`, "b");

    await Promise.all([exact.hears(2), wide.hears(2)]);
    expect(exact.heard).toEqual(wide.heard);
    expect(exact.heard.map(([, body]) => body)).toEqual(["a", "b"]);
  });
}

function endingContract(get: Get): void {
  it("is silent after the end of a subscription, and only to that one", async () => {
    const { broker, name } = get();
    const topic = name("t");
    const gone = await listen(broker, topic);
    const staying = await listen(broker, topic);

    await gone.end();
    await gone.end();
    broker.broadcast(topic, "for one");

    await staying.hears(1);
    expect(gone.heard).toEqual([]);
  });

  it("hears again after the last subscription has ended and a new one began", async () => {
    const { broker, name } = get();
    const topic = name("t");
    const first = await listen(broker, topic);
    const ending = first.end();
    const second = await listen(broker, topic);
    await ending;

    broker.broadcast(topic, "second");

    await second.hears(1);
    expect(first.heard).toEqual([]);
  });
}

function sendingContract(get: Get): void {
  it("forgets what nobody was there to hear", async () => {
    const { broker, name } = get();
    const topic = name("t");
    broker.broadcast(topic, "too early");
    const probe = await listen(broker, `${topic}.probe`);
    broker.broadcast(`${topic}.probe`, "all earlier ones have passed");
    await probe.hears(1);

    const ear = await listen(broker, topic);
    broker.broadcast(topic, "in time");

    await ear.hears(1);
    expect(ear.heard.map(([, body]) => body)).toEqual(["in time"]);
  });

  it("is not called from within broadcast, and goes on after a listener has thrown", async () => {
    const { broker, name } = get();
    const topic = name("t");
    let calls = 0;
    await broker.subscribe(topic, () => {
      calls += 1;
      throw new Error("a bug in a listener");
    });
    const ear = await listen(broker, topic);

    broker.broadcast(topic, "1");
    expect(calls).toBe(0);
    broker.broadcast(topic, "2");

    await ear.hears(2);
    expect(calls).toBe(2);
  });

  it("keeps the order of 2,000 broadcasts", async () => {
    const { broker, name } = get();
    const topic = name("t");
    const ear = await listen(broker, topic);
    const bodies = Array.from({ length: 2_000 }, (_, index) => String(index));

    for (const body of bodies) broker.broadcast(topic, body);

    await ear.hears(2_000);
    expect(ear.heard.map(([, body]) => body)).toEqual(bodies);
  });
}

async function listen(broker: Broker, pattern: string) {
  const heard: [topic: string, body: string][] = [];
  const end = await broker.subscribe(pattern, (body, topic) => heard.push([topic, body]));
  const hears = (count: number) =>
    vi.waitFor(
      () => {
        if (heard.length < count) throw new Error(`heard ${heard.length} of ${count}`);
      },
      { timeout: 10_000, interval: 5 },
    );
  return { heard, end, hears };
}
