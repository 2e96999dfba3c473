import { expect, it } from "vitest";
import { Announcer, parseHeads, topicOf } from "../../src/events/announcer.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { ChaoticBroker } from "../support/chaotic-broker.js";

const tenantId = newId("tenant");

it("sends what is told within a tick as one message per topic, the highest position of each stream", async () => {
  const broker = new ChaoticBroker();
  const announcer = new Announcer({ broker, log: silentLog, isFollowed: (id) => id === tenantId });
  const head = { tenantId, streamId: newId("task"), seq: 5 };
  for (const seq of [5, 7, 6]) announcer.add("events", { ...head, seq });
  announcer.add("output", { ...head, seq: 1 });
  expect(broker.sent).toEqual([]);
  await new Promise(setImmediate);
  expect(broker.sent.map(({ topic, body }) => parseHeads(topic, body))).toEqual([
    { log: "events", heads: [{ ...head, seq: 7 }] },
    { log: "output", heads: [{ ...head, seq: 1 }] },
  ]);
});

it("is silent about tenants that nobody follows elsewhere", () => {
  const broker = new ChaoticBroker();
  const announcer = new Announcer({ broker, log: silentLog, isFollowed: (id) => id === tenantId });
  announcer.add("events", { tenantId: newId("tenant"), streamId: newId("task"), seq: 1 });
  announcer.flush();
  expect(broker.sent).toEqual([]);
});

it("keeps its messages small", () => {
  const broker = new ChaoticBroker();
  const announcer = new Announcer({ broker, log: silentLog, isFollowed: (id) => id === tenantId });
  const heads = Array.from({ length: 8_000 }, (_, index) => ({ tenantId, streamId: newId("task"), seq: index + 1 }));
  for (const head of heads) announcer.add("events", head);
  announcer.flush();
  expect(Math.max(...broker.sent.map(({ body }) => body.length))).toBeLessThan(32_000);
  const told = broker.sent.flatMap(({ topic, body }) => parseHeads(topic, body).heads);
  expect(told).toHaveLength(heads.length);
  expect(new Set(told.map(({ streamId }) => streamId))).toEqual(new Set(heads.map(({ streamId }) => streamId)));
});

it("spreads the streams of a tenant over 16 topics", () => {
  const topics = Array.from({ length: 1_600 }, () => topicOf("events", { tenantId, streamId: newId("task") }));
  const counts = [...new Set(topics)].map((topic) => topics.filter((other) => other === topic).length);
  expect(counts).toHaveLength(16);
  expect(Math.min(...counts)).toBeGreaterThan(50);
});

it("survives a broker that throws", () => {
  const broker = new ChaoticBroker();
  broker.broadcast = () => {
    throw new Error("away");
  };
  const announcer = new Announcer({ broker, log: silentLog, isFollowed: (id) => id === tenantId });
  announcer.add("events", { tenantId, streamId: newId("task"), seq: 1 });
  expect(() => announcer.flush()).not.toThrow();
});

it.each(["", "{", "null", "{}", '[[1,2],["a"],null,["a","1"]]'])("hears nothing in %j", (body) => {
  expect(parseHeads(`events.${tenantId}.3`, body).heads).toEqual([]);
});
