import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Follower, SandboxLogChunk, StreamHead } from "../../src/events/index.js";
import { newId } from "../../src/platform/ids.js";
import { EventWorld, range, seqsOf, type Replica } from "../support/event-world.js";
import { refusalOf } from "../support/refusal.js";

let world: EventWorld;
let replica: Replica;
let tenantId: string;

beforeAll(async () => {
  world = await EventWorld.open();
  replica = await world.replica();
  tenantId = await world.tenant();
});

afterAll(() => world.close());

/** Pieces of a log: every third is of standard error. */
async function append(
  sandboxId: string,
  [first, last]: readonly [number, number],
  chunk = "line\n",
): Promise<StreamHead> {
  await world.test.database.pool.query(
    `INSERT INTO sandbox_logs (sandbox_id, seq, stream, chunk)
     SELECT $1, seq, CASE WHEN seq % 3 = 0 THEN 1 ELSE 0 END, $4 FROM generate_series($2::integer, $3::integer) AS seq`,
    [sandboxId, first, last, chunk],
  );
  return { tenantId, streamId: sandboxId, seq: last };
}

async function log(sandboxId: string, seq: number, type: string): Promise<void> {
  await world.test.database.pool.query(
    "INSERT INTO events (stream_id, seq, tenant_id, type, data) VALUES ($1, $2, $3, $4, '{}')",
    [sandboxId, seq, tenantId, type],
  );
  replica.events.announce([{ tenantId, streamId: sandboxId, seq }]);
}

async function drain(follower: Follower<SandboxLogChunk>): Promise<SandboxLogChunk[]> {
  const chunks: SandboxLogChunk[] = [];
  for await (const chunk of follower) chunks.push(chunk);
  return chunks;
}

it("gives an ended sandbox's log and ends", async () => {
  const sandboxId = newId("sandbox");
  await append(sandboxId, [1, 500]);
  const follow = (after: number) =>
    drain(replica.events.followLogs({ tenantId, sandboxId, after, ended: true, eventSeq: 9 }));
  const chunks = await follow(1);
  expect(seqsOf(chunks)).toEqual(range(2, 500));
  const at: unknown = expect.any(Date);
  expect(chunks.slice(0, 2)).toEqual([
    { sandboxId, seq: 2, stream: "STDOUT", text: "line\n", at },
    { sandboxId, seq: 3, stream: "STDERR", text: "line\n", at },
  ]);
  expect(await follow(500)).toEqual([]);
});

it.each(["SANDBOX_SUCCEEDED", "SANDBOX_FAILED", "SANDBOX_TERMINATED", "SANDBOX_LOST"])(
  "is live until %s, and ends after the last piece",
  async (type) => {
    const sandboxId = newId("sandbox");
    const follower = replica.events.followLogs({ tenantId, sandboxId, after: 0, ended: false, eventSeq: 3 });
    const first = follower.next();
    replica.events.announceLogs([await append(sandboxId, [1, 1])]);
    expect((await first).value?.seq).toBe(1);
    await log(sandboxId, 4, "SANDBOX_TERMINATING");
    replica.events.announceLogs([await append(sandboxId, [2, 2])]);
    expect((await follower.next()).value?.seq).toBe(2);
    // Nobody is told of these before the end.
    await append(sandboxId, [3, 300]);
    await log(sandboxId, 5, type);
    expect(seqsOf(await drain(follower))).toEqual(range(3, 300));
    await vi.waitFor(() => expect(world.broker.patterns).toEqual([]));
  },
);

it("sees an end that came between the look at the sandbox and the subscription", async () => {
  const sandboxId = newId("sandbox");
  await append(sandboxId, [1, 2]);
  await log(sandboxId, 4, "SANDBOX_FAILED");
  const chunks = await drain(replica.events.followLogs({ tenantId, sandboxId, after: 0, ended: false, eventSeq: 3 }));
  expect(seqsOf(chunks)).toEqual([1, 2]);
});

it("reaches a subscriber on another replica, which does not look by itself", async () => {
  const other = await world.replica({ sweepMs: 60_000 });
  const sandboxId = newId("sandbox");
  const follower = other.events.followLogs({ tenantId, sandboxId, after: 0, ended: false, eventSeq: 0 });
  const first = follower.next();
  await vi.waitFor(() => expect(world.broker.patterns).toHaveLength(2));
  replica.events.announceLogs([await append(sandboxId, [1, 200], "x".repeat(16_384))]);
  const got = [(await first).value?.seq];
  while (got.length < 200) got.push((await follower.next()).value?.seq);
  expect(got).toEqual(range(1, 200));
  await follower.return?.();
});

it("is of something that the tenant's feed may be asked for", async () => {
  const sandboxId = newId("sandbox");
  const filter = { subjectIds: [sandboxId] };
  const feed = replica.events.followFeed({ tenantId, after: await replica.events.position(), filter });
  const next = feed.next();
  await log(newId("sandbox"), 1, "SANDBOX_REQUESTED");
  await log(sandboxId, 1, "SANDBOX_REQUESTED");
  expect((await next).value).toMatchObject({ streamId: sandboxId, type: "SANDBOX_REQUESTED" });
  await feed.return?.();
});

it("refuses a position that is none", async () => {
  const input = { tenantId, sandboxId: newId("sandbox"), after: -1, ended: true, eventSeq: 1 };
  const refusal = await refusalOf((async () => replica.events.followLogs(input))());
  expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", path: ["after"] });
});
