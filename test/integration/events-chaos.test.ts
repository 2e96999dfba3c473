import { afterAll, beforeAll, expect, it } from "vitest";
import type { EventRecord, EventService, Follower } from "../../src/events/index.js";
import { EventWorld, range, seqsOf } from "../support/event-world.js";

let world: EventWorld;

beforeAll(async () => {
  world = await EventWorld.open();
});

afterAll(async () => {
  await world.close();
});

const eventsPerStream = 150;
const random = (below: number): number => Math.floor(Math.random() * below);

interface Journey {
  readonly replicas: readonly EventService[];
  readonly tenantId: string;
  readonly streamId: string;
  readonly after: number;
}

/** Follows to the end of the stream, and now and then leaves and comes back to another replica. */
async function followToEnd({ replicas, tenantId, streamId, after }: Journey): Promise<number[]> {
  const got: number[] = [];
  let last = after;
  while (last < eventsPerStream) {
    const events = replicas[random(replicas.length)];
    if (!events) throw new Error("There is no replica.");
    const follower = events.follow({ tenantId, streamId, after: last });
    for (let stay = 1 + random(60); stay > 0 && last < eventsPerStream; stay--) {
      // It never ends by itself.
      last = ((await follower.next()).value as EventRecord).seq;
      got.push(last);
    }
    await follower.return?.();
  }
  return got;
}

it("delivers each event once and in order, whoever writes, comes, goes, and whatever the broker does", async () => {
  world.broker.chaos = { lost: 0.3, repeated: 0.3, lateMs: 15 };
  const tenantId = await world.tenant();
  const streams = await world.streams(tenantId, 6);
  const replicas = await Promise.all(range(1, 3).map(() => world.replica({ sweepMs: 25, subscriberBuffer: 50 })));
  const services = replicas.map(({ events }) => events);
  const writing = streams.map(async (streamId) => {
    for (let count = 0; count < eventsPerStream; count++) services[random(3)]?.announce(await world.write([streamId]));
  });
  const following = streams.flatMap((streamId) =>
    range(1, 8).map(async () => {
      const after = random(eventsPerStream);
      await world.test.database.pool.query("SELECT pg_sleep($1)", [Math.random() / 5]);
      return { after, got: await followToEnd({ replicas: services, tenantId, streamId, after }) };
    }),
  );
  await Promise.all(writing);
  for (const { after, got } of await Promise.all(following)) expect(got).toEqual(range(after + 1, eventsPerStream));
});

it("delivers the feed once and in the order of every stream, across reconnects to other replicas", async () => {
  world.broker.chaos = { lost: 0.3, repeated: 0.3, lateMs: 15 };
  const tenantId = await world.tenant();
  const streams = await world.streams(tenantId, 8);
  const replicas = await Promise.all(range(1, 2).map(() => world.replica({ sweepMs: 25, subscriberBuffer: 50 })));
  const services = replicas.map(({ events }) => events);
  const [start] = await world.write(streams.slice(0, 1));
  const [first] = start ? await (services[0]?.read(start.streamId, 0, 1) ?? []) : [];
  const total = 8 * 60;
  const writing = streams.map(async (streamId) => {
    for (let count = 0; count < 60; count++) services[random(2)]?.announce(await world.write([streamId]));
  });
  const follow = async (): Promise<EventRecord[]> => {
    const got: EventRecord[] = [];
    while (got.length < total) {
      const after = got.at(-1)?.cursor ?? first?.cursor ?? null;
      const feed: Follower<EventRecord> | undefined = services[random(2)]?.followFeed({ tenantId, after });
      if (!feed) throw new Error("There is no replica.");
      for (let stay = 1 + random(100); stay > 0 && got.length < total; stay--)
        got.push((await feed.next()).value as EventRecord);
      await feed.return?.();
    }
    return got;
  };
  const following = Promise.all([follow(), follow(), follow()]);
  await Promise.all(writing);
  const feeds = await following;
  for (const feed of feeds) {
    for (const streamId of streams) {
      const seqs = seqsOf(feed.filter((event) => event.streamId === streamId));
      expect(seqs).toEqual(range(streamId === start?.streamId ? 2 : 1, streamId === start?.streamId ? 61 : 60));
    }
  }
});
