import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { SubscriberOverflow, type EventRecord, type EventService } from "../../src/events/index.js";
import { unavailable } from "../../src/platform/errors.js";
import type { Database } from "../../src/platform/db/index.js";
import { newId } from "../../src/platform/ids.js";
import { eventually } from "../support/eventually.js";
import { EventWorld, range, seqsOf, take } from "../support/event-world.js";
import { ManualClock } from "../support/manual-clock.js";

let world: EventWorld;
let tenantId: string;

beforeAll(async () => {
  world = await EventWorld.open();
  tenantId = await world.tenant();
});

afterAll(async () => {
  await world.close();
});

async function writeAndAnnounce(events: EventService, streamId: string): Promise<void> {
  events.announce(await world.write([streamId]));
}

describe("a stream", () => {
  it("is replayed from the position asked for, then followed live", async () => {
    const { events } = await world.replica();
    const streamId = await world.streamOf(tenantId, 700);
    const follower = events.follow({ tenantId, streamId, after: 5 });
    const replayed: EventRecord[] = [];
    while (replayed.length < 695) replayed.push((await follower.next()).value as EventRecord);
    const live = follower.next();
    await writeAndAnnounce(events, streamId);
    expect(seqsOf(replayed)).toEqual(range(6, 700));
    expect((await live).value).toMatchObject({
      streamId,
      seq: 701,
      tenantId,
      type: "AGENT_UPDATED",
      data: { at: 701 },
    });
    await follower.return?.();
  });

  it("reaches a subscriber on another replica", async () => {
    const [here, there] = [await world.replica(), await world.replica()];
    const streamId = await world.streamOf(tenantId, 1);
    const follower = there.events.follow({ tenantId, streamId, after: 1 });
    const next = follower.next();
    await vi.waitFor(() => expect(world.broker.patterns).toHaveLength(1));
    await writeAndAnnounce(here.events, streamId);
    expect((await next).value?.seq).toBe(2);
    await follower.return?.();
  });

  it("is repaired by the sweep when its broadcast is lost", async () => {
    const clock = new ManualClock();
    const { events, statements } = await world.replica({ clock });
    const streamId = await world.streamOf(tenantId, 1);
    const follower = events.follow({ tenantId, streamId, after: 0 });
    await follower.next();
    const next = follower.next();
    await vi.waitFor(() => expect(statements()).toBeGreaterThanOrEqual(1));
    await world.write([streamId]);
    clock.advance(2_000);
    expect((await next).value?.seq).toBe(2);
    await follower.return?.();
  });

  it("is read again when the broker comes back", async () => {
    const clock = new ManualClock();
    const { events, statements } = await world.replica({ clock });
    const streamId = await world.streamOf(tenantId, 0);
    const follower = events.follow({ tenantId, streamId, after: 0 });
    const next = follower.next();
    await vi.waitFor(() => expect(statements()).toBeGreaterThanOrEqual(1));
    await world.write([streamId]);
    world.broker.reconnect();
    expect((await next).value?.seq).toBe(1);
    await follower.return?.();
  });

  it("is not shown to another tenant", async () => {
    const { events } = await world.replica();
    const streamId = await world.streamOf(tenantId, 3);
    const other = await world.tenant();
    const own = events.follow({ tenantId, streamId, after: 0 });
    const foreign = events.follow({ tenantId: other, streamId, after: 0 });
    const stolen = foreign.next();
    expect(seqsOf(await take(own, 3))).toEqual([1, 2, 3]);
    await events.stop();
    expect(await stolen).toEqual({ done: true, value: undefined });
  });

  it("goes on where it was when the database comes back", async () => {
    let failures = 3;
    const { query, ...rest } = world.test.database;
    const flaky: Database = {
      ...rest,
      prisma: world.test.database.prisma,
      pool: world.test.database.pool,
      transaction: (work) => world.test.database.transaction(work),
      query: (statement, values) =>
        failures-- > 0
          ? Promise.reject(unavailable("away", "DATABASE_DOWN"))
          : (query.call(world.test.database, statement, values) as never),
    };
    const { events } = await world.replica({ database: flaky });
    const streamId = await world.streamOf(tenantId, 4);
    expect(seqsOf(await take(events.follow({ tenantId, streamId, after: 1 }), 3))).toEqual([2, 3, 4]);
    expect(failures).toBeLessThan(0);
  });

  it("refuses a position that is none", async () => {
    const { events } = await world.replica();
    for (const after of [-1, 0.5, Number.NaN, 2 ** 53]) {
      const refused = () => events.follow({ tenantId, streamId: newId("task"), after });
      expect(refused).toThrow(expect.objectContaining({ code: "BAD_USER_INPUT", path: ["after"] }));
    }
  });

  it("is read in pages", async () => {
    const { events, statements } = await world.replica();
    const [long, short] = [await world.streamOf(tenantId, 30), await world.streamOf(tenantId, 2)];
    const [page, next, all] = await Promise.all([
      events.read(long, 0, 20),
      events.read(long, 20, 20),
      events.read(short, 0, 20),
    ]);
    expect([seqsOf(page), seqsOf(next), seqsOf(all)]).toEqual([range(1, 20), range(21, 30), [1, 2]]);
    expect(statements()).toBe(1);
  });
});

describe("a slow subscriber", () => {
  it("replays at its own pace", async () => {
    const { events, statements } = await world.replica({ subscriberBuffer: 10 });
    const streamId = await world.streamOf(tenantId, 100);
    const follower = events.follow({ tenantId, streamId, after: 0 });
    const first = await follower.next();
    for (let turn = 0; turn < 50; turn++) await world.test.database.pool.query("SELECT 1");
    expect(statements()).toBeLessThan(5);
    expect([first.value?.seq, ...seqsOf(await take(follower, 99))]).toEqual(range(1, 100));
  });

  it("overflows when it is stuck, after what it had, and goes on from there", async () => {
    const clock = new ManualClock();
    const { events, statements } = await world.replica({ clock, subscriberBuffer: 10, sweepMs: 1_000 });
    const streamId = await world.streamOf(tenantId, 1);
    const onOverflow = vi.fn();
    const follower = events.follow({ tenantId, streamId, after: 0, onOverflow });
    const got = [(await follower.next()).value as EventRecord];
    await vi.waitFor(() => expect(statements()).toBeGreaterThanOrEqual(1));
    for (let count = 0; count < 15; count++) await world.write([streamId]);
    events.announce([{ tenantId, streamId, seq: 16 }]);
    await eventually(() => {
      clock.advance(1_000);
      expect(onOverflow).toHaveBeenCalledOnce();
    });
    const drain = async (): Promise<void> => {
      for await (const event of follower) got.push(event);
    };
    await expect(drain()).rejects.toThrow(SubscriberOverflow);
    expect(seqsOf(got)).toEqual(range(1, 11));
    expect(await follower.next()).toEqual({ done: true, value: undefined });
    expect(seqsOf(await take(events.follow({ tenantId, streamId, after: 11 }), 5))).toEqual(range(12, 16));
  });

  it("is not taken for stuck while it takes something", async () => {
    const clock = new ManualClock();
    const { events } = await world.replica({ clock, subscriberBuffer: 4, sweepMs: 1_000 });
    const streamId = await world.streamOf(tenantId, 1);
    const onOverflow = vi.fn();
    const follower = events.follow({ tenantId, streamId, after: 0, onOverflow });
    const got = [(await follower.next()).value as EventRecord];
    for (let count = 0; count < 30; count++) await world.write([streamId]);
    events.announce([{ tenantId, streamId, seq: 31 }]);
    while (got.length < 31) {
      got.push((await follower.next()).value as EventRecord);
      clock.advance(1_000);
    }
    expect(seqsOf(got)).toEqual(range(1, 31));
    expect(onOverflow).not.toHaveBeenCalled();
    await follower.return?.();
  });
});

describe("many subscribers", () => {
  it("share one read and its rows", async () => {
    const clock = new ManualClock();
    const { events, statements } = await world.replica({ clock });
    const streamId = await world.streamOf(tenantId, 1);
    const followers = Array.from({ length: 100 }, () => events.follow({ tenantId, streamId, after: 0 }));
    const first = await Promise.all(followers.map((follower) => follower.next()));
    const next = followers.map((follower) => follower.next());
    await vi.waitFor(() => expect(statements()).toBeGreaterThanOrEqual(1));
    const before = statements();
    await writeAndAnnounce(events, streamId);
    const second = await Promise.all(next);
    expect(new Set(first.map(({ value }) => value)).size).toBe(1);
    expect(new Set(second.map(({ value }) => value)).size).toBe(1);
    await new Promise(setImmediate);
    expect(statements() - before).toBeLessThanOrEqual(2);
    for (const follower of followers) await follower.return?.();
  });

  it("leave nothing behind", async () => {
    const clock = new ManualClock();
    const { events, metrics, statements } = await world.replica({ clock });
    const ids = await world.streams(tenantId, 40);
    const task = { taskId: newId("task"), ended: false, eventSeq: 0 };
    const followers = [
      ...ids.map((streamId) => events.follow({ tenantId, streamId, after: 0 })),
      ...ids.map((id) => events.followFeed({ tenantId, after: null, filter: { subjectIds: [id] } })),
      events.followOutput({ ...task, tenantId, after: 0 }),
    ];
    const pending = followers.map((follower) => follower.next());
    await vi.waitFor(() => expect(world.broker.patterns).toContain(`events.${tenantId}.*`));
    expect(await metrics.registry.metrics()).toContain("muster_log_subscribers_count 82");
    for (const follower of followers) await follower.return?.();
    expect(await Promise.all(pending)).toEqual(followers.map(() => ({ done: true, value: undefined })));
    await vi.waitFor(() => expect(world.broker.patterns).toEqual([]));
    expect(await metrics.registry.metrics()).toContain("muster_log_subscribers_count 0");
    await events.stop();
    const after = statements();
    clock.advance(60_000);
    events.announce([{ tenantId, streamId: ids[0] ?? "", seq: 9 }]);
    await new Promise(setImmediate);
    expect(statements()).toBe(after);
  });
});
