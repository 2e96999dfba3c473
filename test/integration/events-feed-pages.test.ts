import { afterAll, beforeAll, expect, it } from "vitest";
import type { FeedPage } from "../../src/events/index.js";
import { eventually } from "../support/eventually.js";
import { EventWorld, range, seqsOf, type Replica } from "../support/event-world.js";

let world: EventWorld;
let replica: Replica;

beforeAll(async () => {
  world = await EventWorld.open();
  replica = await world.replica();
});

afterAll(() => world.close());

/** A tenant with empty streams, and the end of its feed. */
async function seed(count = 1) {
  const tenantId = await world.tenant();
  return { tenantId, streams: await world.streams(tenantId, count), start: await replica.events.position() };
}

async function page(tenantId: string, after: string, limit = 100): Promise<FeedPage> {
  const [first] = await replica.events.readFeeds([{ tenantId, after, limit }]);
  if (!first) throw new Error("a demand without an answer");
  return first;
}

it("gives every event once, page by page", async () => {
  const { tenantId, streams, start } = await seed();
  await world.fill(tenantId, streams[0] ?? "", 25);
  const seqs: number[] = [];
  let [cursor, more, pages] = [start, true, 0];
  while (more) {
    const read = await page(tenantId, cursor, 10);
    seqs.push(...seqsOf(read.events));
    ({ cursor, more } = read);
    pages++;
  }
  expect([seqs, pages]).toEqual([range(1, 25), 3]);
  expect(await page(tenantId, cursor)).toMatchObject({ events: [], more: false });
});

it("goes on behind any event of a page", async () => {
  const { tenantId, streams, start } = await seed();
  await world.fill(tenantId, streams[0] ?? "", 5);
  const { events } = await page(tenantId, start);
  expect(seqsOf((await page(tenantId, events[1]?.cursor ?? "")).events)).toEqual([3, 4, 5]);
});

it("reads many feeds with one statement, each with its own types", async () => {
  const [one, two] = [await seed(), await seed()];
  await world.write([one.streams[0] ?? ""], "AGENT_PAUSED");
  await world.write([one.streams[0] ?? "", two.streams[0] ?? ""], "AGENT_RESUMED");
  const before = replica.statements();
  const pages = await replica.events.readFeeds([
    { tenantId: one.tenantId, after: one.start, types: ["AGENT_RESUMED"], limit: 10 },
    { tenantId: two.tenantId, after: two.start, limit: 10 },
    { tenantId: two.tenantId, after: two.start, types: ["TASK_CREATED"], limit: 10 },
  ]);
  expect(pages.map(({ events }) => seqsOf(events))).toEqual([[2], [1], []]);
  expect(replica.statements() - before).toBe(2);
});

it("says that there is more where a filter has left nothing of a page", async () => {
  const { tenantId, streams, start } = await seed();
  await world.fill(tenantId, streams[0] ?? "", 10);
  const demand = { tenantId, types: ["AGENT_PAUSED"], limit: 5 } as const;
  const [first] = await replica.events.readFeeds([{ ...demand, after: start }]);
  expect(first).toMatchObject({ events: [], more: true });
  await world.write(streams, "AGENT_PAUSED");
  const [second] = await replica.events.readFeeds([{ ...demand, after: first?.cursor ?? "" }]);
  const [third] = await replica.events.readFeeds([{ ...demand, after: second?.cursor ?? "" }]);
  expect(seqsOf([...(second?.events ?? []), ...(third?.events ?? [])])).toEqual([11]);
});

it("stops before a transaction that is open, and goes on with it when it has ended", async () => {
  const { tenantId, streams, start } = await seed(2);
  const [late = "", early = ""] = streams;
  const open = await world.transaction();
  await world.write([late], "AGENT_UPDATED", open.client);
  await world.write([early]);
  const before = await page(tenantId, start);
  expect(before.events).toEqual([]);
  await open.commit();
  await eventually(async () => {
    const { events } = await page(tenantId, before.cursor);
    expect(events.map(({ streamId }) => streamId)).toEqual([late, early]);
  });
});

it("leaves out what was committed before it began, however far its pages have come, beside a transaction that was open", async () => {
  const { tenantId, streams } = await seed(3);
  const [late = "", old = "", fresh = ""] = streams;
  const open = await world.transaction();
  await world.write([late], "AGENT_UPDATED", open.client);
  for (let count = 0; count < 5; count++) await world.write([old]);
  const start = await replica.events.position();
  await world.write([fresh]);
  await open.commit();
  const seen: string[] = [];
  let cursor = start;
  await eventually(async () => {
    const read = await page(tenantId, cursor, 2);
    cursor = read.cursor;
    seen.push(...read.events.map(({ streamId }) => streamId));
    expect(seen).toEqual([late, fresh]);
  });
  expect(cursor.length).toBeLessThan(start.length);
});

it("takes no cursor that is none", async () => {
  const { tenantId } = await seed();
  await expect(page(tenantId, "nonsense")).rejects.toMatchObject({ code: "BAD_USER_INPUT", reason: "CURSOR_INVALID" });
  expect(await replica.events.readFeeds([])).toEqual([]);
});
