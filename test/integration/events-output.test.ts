import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Follower, OutputChunk, StreamHead } from "../../src/events/index.js";
import { newId } from "../../src/platform/ids.js";
import { EventWorld, range, seqsOf, type Replica } from "../support/event-world.js";

let world: EventWorld;
let replica: Replica;
let tenantId: string;

beforeAll(async () => {
  world = await EventWorld.open();
  replica = await world.replica();
  tenantId = await world.tenant();
});

afterAll(async () => {
  await world.close();
});

async function append(taskId: string, [first, last]: readonly [number, number], chunk = "text"): Promise<StreamHead> {
  await world.test.database.pool.query(
    "INSERT INTO task_output (task_id, seq, attempt, chunk) SELECT $1, seq, 1, $4 FROM generate_series($2::integer, $3::integer) AS seq",
    [taskId, first, last, chunk],
  );
  return { tenantId, streamId: taskId, seq: last };
}

async function log(taskId: string, seq: number, type: string): Promise<void> {
  await world.test.database.pool.query(
    "INSERT INTO events (stream_id, seq, tenant_id, type, data) VALUES ($1, $2, $3, $4, '{}')",
    [taskId, seq, tenantId, type],
  );
  replica.events.announce([{ tenantId, streamId: taskId, seq }]);
}

async function drain(follower: Follower<OutputChunk>): Promise<OutputChunk[]> {
  const chunks: OutputChunk[] = [];
  for await (const chunk of follower) chunks.push(chunk);
  return chunks;
}

it("gives an ended task's output and ends", async () => {
  const taskId = newId("task");
  await append(taskId, [1, 500]);
  const chunks = await drain(replica.events.followOutput({ tenantId, taskId, after: 3, ended: true, eventSeq: 9 }));
  expect(seqsOf(chunks)).toEqual(range(4, 500));
  expect(chunks[0]).toEqual({ taskId, seq: 4, attempt: 1, chunk: "text", at: expect.any(Date) });
  expect(await drain(replica.events.followOutput({ tenantId, taskId, after: 500, ended: true, eventSeq: 9 }))).toEqual(
    [],
  );
});

it.each(["TASK_COMPLETED", "TASK_CANCELLED", "TASK_QUARANTINED"])(
  "is live until %s, and ends after the last chunk",
  async (type) => {
    const taskId = newId("task");
    const follower = replica.events.followOutput({ tenantId, taskId, after: 0, ended: false, eventSeq: 3 });
    const first = follower.next();
    replica.events.announceOutput([await append(taskId, [1, 1])]);
    expect((await first).value?.seq).toBe(1);
    await log(taskId, 4, "TASK_PROGRESSED");
    replica.events.announceOutput([await append(taskId, [2, 2])]);
    expect((await follower.next()).value?.seq).toBe(2);
    // Nobody is told of these before the end.
    await append(taskId, [3, 300]);
    await log(taskId, 5, type);
    expect(seqsOf(await drain(follower))).toEqual(range(3, 300));
    await vi.waitFor(() => expect(world.broker.patterns).toEqual([]));
  },
);

it("sees an end that came between the look at the task and the subscription", async () => {
  const taskId = newId("task");
  await append(taskId, [1, 2]);
  await log(taskId, 4, "TASK_COMPLETED");
  const chunks = await drain(replica.events.followOutput({ tenantId, taskId, after: 0, ended: false, eventSeq: 3 }));
  expect(seqsOf(chunks)).toEqual([1, 2]);
});

it("reaches a subscriber on another replica, in chunks of any size", async () => {
  const other = await world.replica();
  const taskId = newId("task");
  const follower = other.events.followOutput({ tenantId, taskId, after: 0, ended: false, eventSeq: 0 });
  const first = follower.next();
  await vi.waitFor(() => expect(world.broker.patterns).toHaveLength(2));
  replica.events.announceOutput([await append(taskId, [1, 200], "x".repeat(65_536))]);
  const got = [(await first).value?.seq];
  while (got.length < 200) got.push((await follower.next()).value?.seq);
  expect(got).toEqual(range(1, 200));
  await follower.return?.();
});
