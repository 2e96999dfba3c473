import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { EventRecord, FollowFeedInput, Follower } from "../../src/events/index.js";
import { eventually } from "../support/eventually.js";
import { EventWorld, range, seqsOf, take, type Replica } from "../support/event-world.js";

let world: EventWorld;
let replica: Replica;

beforeAll(async () => {
  world = await EventWorld.open();
  replica = await world.replica({ sweepMs: 500 });
});

afterAll(async () => {
  await world.close();
});

/** A tenant with empty streams. */
async function seed(count = 1): Promise<{ readonly tenantId: string; readonly streams: readonly string[] }> {
  const tenantId = await world.tenant();
  return { tenantId, streams: await world.streams(tenantId, count) };
}

async function write(streamId: string, type?: string): Promise<void> {
  replica.events.announce(await world.write([streamId], type));
}

async function takeFeed(input: FollowFeedInput, count: number): Promise<EventRecord[]> {
  return take(replica.events.followFeed(input), count);
}

/** The cursor of an event that precedes all that the test writes. */
async function beginning(tenantId: string): Promise<string> {
  const [stream = ""] = await world.streams(tenantId, 1);
  await world.write([stream]);
  const [first] = await replica.events.read(stream, 0, 1);
  return first?.cursor ?? "";
}

/** Resolves when the feed has found where it begins. */
async function begun(follower: Follower<EventRecord>, streamId: string): Promise<EventRecord> {
  const first = follower.next();
  const timer = setInterval(() => void write(streamId, "AGENT_PAUSED"), 5);
  const { value } = await first;
  clearInterval(timer);
  // It was asked for and is not done.
  return value as EventRecord;
}

it("begins with what is committed from now on", async () => {
  const { tenantId, streams } = await seed(2);
  const [old = "", fresh = ""] = streams;
  await write(old);
  const feed = replica.events.followFeed({ tenantId, after: null });
  const first = await begun(feed, fresh);
  expect(first.streamId).toBe(fresh);
  await feed.return?.();
});

it("begins with a transaction that was open then, but not with what was committed beside it", async () => {
  const { tenantId, streams } = await seed(3);
  const [late = "", old = "", fresh = ""] = streams;
  const open = await world.transaction();
  await world.write([late], "AGENT_UPDATED", open.client);
  await write(old);
  const before = replica.statements();
  const feed = replica.events.followFeed({ tenantId, after: null });
  // Two find where it begins; only behind them is it read.
  await eventually(() => expect(replica.statements()).toBeGreaterThanOrEqual(before + 3));
  await vi.waitFor(() => expect(world.broker.patterns).toContain(`events.${tenantId}.*`));
  await write(fresh);
  await open.commit();
  const got = await take(feed, 2);
  expect(got.map(({ streamId }) => streamId)).toEqual([late, fresh]);
});

it("never passes a transaction that is still open", async () => {
  const { tenantId, streams } = await seed(3);
  const [first = "", late = "", fresh = ""] = streams;
  const feed = replica.events.followFeed({ tenantId, after: await beginning(tenantId) });
  await write(first);
  const got = [(await feed.next()).value?.streamId];
  const open = await world.transaction();
  await world.write([late], "AGENT_UPDATED", open.client);
  await write(fresh);
  const next = feed.next().then(({ value }) => got.push(value?.streamId));
  const before = replica.statements();
  await eventually(() => expect(replica.statements()).toBeGreaterThan(before + 3));
  expect(got).toEqual([first]);
  await open.commit();
  await next;
  got.push((await feed.next()).value?.streamId);
  expect(got).toEqual([first, late, fresh]);
  await feed.return?.();
});

it("does not wait for a transaction that writes elsewhere", async () => {
  const { tenantId, streams } = await seed(2);
  const [streamId = "", idle = ""] = streams;
  const after = await beginning(tenantId);
  const open = await world.transaction();
  await open.client.query("UPDATE agents SET version = '2' WHERE id = $1", [idle]);
  await write(streamId);
  const got = await takeFeed({ tenantId, after }, 1);
  await open.rollback();
  expect(got.map((event) => event.streamId)).toEqual([streamId]);
});

it("does not wait for a transaction that was rolled back", async () => {
  const { tenantId, streams } = await seed(2);
  const [never = "", fresh = ""] = streams;
  const after = await beginning(tenantId);
  const open = await world.transaction();
  await world.write([never], "AGENT_UPDATED", open.client);
  await write(fresh);
  const next = takeFeed({ tenantId, after }, 1);
  await open.rollback();
  expect((await next).map(({ streamId }) => streamId)).toEqual([fresh]);
});

it("keeps the order of a stream whose later event comes from the older transaction", async () => {
  const { tenantId, streams } = await seed(2);
  const [shared = "", other = ""] = streams;
  const after = await beginning(tenantId);
  const older = await world.transaction();
  await world.write([other], "AGENT_UPDATED", older.client);
  const younger = await world.transaction();
  await world.write([shared], "AGENT_PAUSED", younger.client);
  const blocked = world.write([shared], "AGENT_RESUMED", older.client);
  await younger.commit();
  await blocked;
  await older.commit();
  const got = await takeFeed({ tenantId, after }, 3);
  expect(got.filter(({ streamId }) => streamId === shared).map(({ type }) => type)).toEqual([
    "AGENT_PAUSED",
    "AGENT_RESUMED",
  ]);
});

it("goes on after any of its cursors", async () => {
  const { tenantId, streams } = await seed(4);
  const after = await beginning(tenantId);
  for (let round = 0; round < 5; round++) await world.write(streams);
  const all = await takeFeed({ tenantId, after }, 20);
  for (const [index, { cursor }] of all.entries()) {
    const rest = await takeFeed({ tenantId, after: cursor }, 19 - index);
    expect(rest).toEqual(all.slice(index + 1));
  }
  const [first] = await replica.events.read(streams[0] ?? "", 0, 1);
  expect(all.map(({ cursor }) => cursor)).toContain(first?.cursor);
});

it("passes by what its filter leaves out, however much it is", async () => {
  const { tenantId, streams } = await seed(3);
  const [wanted = "", noise = "", other = ""] = streams;
  const after = await beginning(tenantId);
  await world.write([wanted], "AGENT_PAUSED");
  await world.fill(tenantId, noise, 1_200);
  await world.write([wanted], "AGENT_RESUMED");
  await world.write([other], "AGENT_RESUMED");
  await world.write([wanted], "AGENT_PAUSED");
  const pick = async (filter: FollowFeedInput["filter"], count: number): Promise<string[]> =>
    (await takeFeed({ tenantId, after, filter }, count)).map(({ streamId, type }) => `${streamId} ${type}`);
  const [paused, resumed, alien] = [`${wanted} AGENT_PAUSED`, `${wanted} AGENT_RESUMED`, `${other} AGENT_RESUMED`];
  expect(await pick({ subjectIds: [wanted] }, 3)).toEqual([paused, resumed, paused]);
  expect(await pick({ types: ["AGENT_RESUMED"] }, 2)).toEqual([resumed, alien]);
  expect(await pick({ types: ["AGENT_RESUMED", "AGENT_PAUSED"], subjectIds: [other, wanted] }, 4)).toEqual([
    paused,
    resumed,
    alien,
    paused,
  ]);
});

it("shows nothing of another tenant", async () => {
  const [mine, theirs] = [await seed(), await seed()];
  const after = await beginning(mine.tenantId);
  const feed = replica.events.followFeed({
    tenantId: mine.tenantId,
    after,
    filter: { subjectIds: [...mine.streams, ...theirs.streams] },
  });
  for (const streamId of [...theirs.streams, ...mine.streams]) await write(streamId);
  expect((await take(feed, 1)).map(({ tenantId }) => tenantId)).toEqual([mine.tenantId]);
});

it("tells of an event within milliseconds", async () => {
  const { tenantId, streams } = await seed();
  const [streamId = ""] = streams;
  const feed = replica.events.followFeed({ tenantId, after: await beginning(tenantId) });
  const latencies: number[] = [];
  for (let count = 0; count < 30; count++) {
    const next = feed.next();
    await write(streamId);
    const writtenAt = performance.now();
    await next;
    latencies.push(performance.now() - writtenAt);
  }
  // A sweep comes each 500 ms: without being woken it would take 250 on average.
  expect(latencies.toSorted((a, b) => a - b)[15]).toBeLessThan(100);
  await feed.return?.();
});

it("refuses a cursor and subjects that are none", async () => {
  const { tenantId } = await seed();
  const refused = (input: Partial<FollowFeedInput>) => () =>
    replica.events.followFeed({ tenantId, after: null, ...input });
  for (const after of ["", "nonsense", "MS4", " MQ", Buffer.from("-1").toString("base64url"), "x".repeat(500)]) {
    expect(refused({ after })).toThrow(expect.objectContaining({ code: "BAD_USER_INPUT", path: ["after"] }));
  }
  const path = ["filter", "subjectIds"];
  expect(refused({ filter: { subjectIds: ["task_\0"] } })).toThrow(expect.objectContaining({ path: [...path, 0] }));
  expect(refused({ filter: { subjectIds: range(1, 101).map(String) } })).toThrow(expect.objectContaining({ path }));
});

it("is complete and in order while many write, commit late and roll back", async () => {
  const { tenantId, streams } = await seed(12);
  const after = await beginning(tenantId);
  const early = replica.events.followFeed({ tenantId, after });
  const writers = range(1, 8).map(async () => {
    for (let count = 0; count < 40; count++) {
      const open = await world.transaction();
      const picked = streams[Math.floor(Math.random() * streams.length)] ?? "";
      const heads = await world.write([picked], "AGENT_UPDATED", open.client);
      await world.test.database.pool.query("SELECT pg_sleep($1)", [Math.random() < 0.1 ? 0.02 : 0]);
      if (Math.random() < 0.2) await open.rollback();
      else await open.commit().then(() => replica.events.announce(heads));
    }
  });
  await Promise.all(writers);
  const counted = await world.test.database.pool.query<{ count: number }>(
    "SELECT count(*)::integer FROM events WHERE stream_id = ANY ($1)",
    [streams],
  );
  const live = await take(early, counted.rows[0]?.count ?? 0);
  for (const streamId of streams) {
    const seqs = seqsOf(live.filter((event) => event.streamId === streamId));
    expect(seqs).toEqual(range(1, seqs.length));
  }
  expect(await takeFeed({ tenantId, after }, live.length)).toEqual(live);
});
