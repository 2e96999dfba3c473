import { afterAll, beforeAll, expect, it } from "vitest";
import type { EventRecord } from "../../src/events/index.js";
import { newId } from "../../src/platform/ids.js";
import { EventWorld, range, seqsOf, take, type Replica } from "../support/event-world.js";

let world: EventWorld;
let replica: Replica;

beforeAll(async () => {
  world = await EventWorld.open();
  replica = await world.replica({ sweepMs: 500 });
});

afterAll(() => world.close());

interface Seed {
  readonly tenantId: string;
  readonly streams: readonly string[];
}

async function seed(count: number): Promise<Seed> {
  const tenantId = await world.tenant();
  return { tenantId, streams: await world.streams(tenantId, count) };
}

const takeAfter = (tenantId: string, after: string, count: number): Promise<EventRecord[]> =>
  take(replica.events.followFeed({ tenantId, after }), count);

const streamsOf = (events: readonly EventRecord[]): string[] => events.map(({ streamId }) => streamId);

it("is where a feed begins that is followed later", async () => {
  const { tenantId, streams } = await seed(3);
  const [old = "", between = "", fresh = ""] = streams;
  await world.write([old]);
  const after = await replica.events.position();
  await world.write([between]);
  const feed = replica.events.followFeed({ tenantId, after });
  replica.events.announce(await world.write([fresh]));
  expect(streamsOf(await take(feed, 2))).toEqual([between, fresh]);
});

it("stays where it was however often it is begun from", async () => {
  const { tenantId, streams } = await seed(1);
  const after = await replica.events.position();
  for (const last of [1, 2, 3]) {
    await world.write(streams);
    expect(seqsOf(await takeAfter(tenantId, after, last))).toEqual(range(1, last));
  }
});

it("keeps what a transaction writes that was open then, but nothing that was committed beside it", async () => {
  const { tenantId, streams } = await seed(3);
  const [late = "", old = "", fresh = ""] = streams;
  const open = await world.transaction();
  await world.write([late], "AGENT_UPDATED", open.client);
  await world.write([old]);
  const after = await replica.events.position();
  const other = await world.replica();
  const elsewhere = take(other.events.followFeed({ tenantId, after }), 2);
  await world.write([fresh]);
  await open.commit();
  expect(streamsOf(await takeAfter(tenantId, after, 2))).toEqual([late, fresh]);
  expect(streamsOf(await elsewhere)).toEqual([late, fresh]);
});

it("parts what is committed before from what is committed after, while many write", async () => {
  const { tenantId, streams } = await seed(8);
  const marks: { readonly after: string; readonly before: readonly number[]; readonly behind: readonly number[] }[] =
    [];
  const written = streams.map(() => 0);
  const begun = streams.map(() => 0);
  const write = async (index: number): Promise<void> => {
    const open = await world.transaction();
    begun[index] = (begun[index] ?? 0) + 1;
    await world.write([streams[index] ?? ""], "AGENT_UPDATED", open.client);
    if (begun[index] % 5 === 0) await world.test.database.pool.query("SELECT pg_sleep(0.01)");
    await open.commit();
    written[index] = (written[index] ?? 0) + 1;
  };
  const writers = streams.map(async (_, index) => {
    for (let count = 0; count < 30; count++) await write(index);
  });
  const marker = (async () => {
    for (let count = 0; count < 15; count++) {
      const before = [...written];
      const after = await replica.events.position();
      marks.push({ after, before, behind: [...begun] });
      await world.test.database.pool.query("SELECT pg_sleep(0.005)");
    }
  })();
  await Promise.all([...writers, marker]);
  const end = newId("agent");
  await world.fill(tenantId, end, 1);
  for (const { after, before, behind } of marks) {
    const feed = replica.events.followFeed({ tenantId, after });
    const got: EventRecord[] = [];
    for await (const event of feed) {
      if (event.streamId === end) break;
      got.push(event);
    }
    for (const [index, streamId] of streams.entries()) {
      const seqs = seqsOf(got.filter((event) => event.streamId === streamId));
      const [first = 31] = seqs;
      expect(seqs).toEqual(range(first, 30));
      expect(first).toBeGreaterThan(before[index] ?? 0);
      expect(first).toBeLessThanOrEqual((behind[index] ?? 0) + 1);
    }
  }
});

it("is the beginning before anything is written", async () => {
  const empty = await EventWorld.open();
  try {
    const { events } = await empty.replica();
    const tenantId = await empty.tenant();
    const after = await events.position();
    const [streamId = ""] = await empty.streams(tenantId, 1);
    await empty.write([streamId]);
    expect(seqsOf(await take(events.followFeed({ tenantId, after }), 1))).toEqual([1]);
  } finally {
    await empty.close();
  }
});

it("is refused in any other form", () => {
  const refused = (text: string) => () =>
    replica.events.followFeed({ tenantId: newId("tenant"), after: Buffer.from(text).toString("base64url") });
  for (const text of [
    "1@",
    "1@1:2",
    "1@1:2:,",
    "1@1:2:3,",
    "1@a:2:3",
    "1@1:2:3@",
    "-1@1:2:",
    "@1:2:3",
    `1@${"9".repeat(21)}:2:`,
  ]) {
    expect(refused(text)).toThrow(expect.objectContaining({ reason: "CURSOR_INVALID", path: ["after"] }));
  }
});
