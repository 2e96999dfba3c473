import { expect, it, vi } from "vitest";
import { Tailer, type TailPage, type TailRead } from "../../src/events/tailer.js";
import { silentLog } from "../../src/platform/log.js";
import { range } from "../support/event-world.js";
import { ManualClock } from "../support/manual-clock.js";

/** Logs in memory, each a count of numbered rows, whose reads the test lets through. */
class MemoryLogs {
  readonly reads: (readonly TailRead<string>[])[] = [];
  readonly lengths = new Map<string, number>();
  gate: Promise<void> = Promise.resolve();
  failures = 0;

  async read(reads: readonly TailRead<string>[]): Promise<TailPage<number>[]> {
    this.reads.push(reads);
    if (this.failures-- > 0) throw new Error("away");
    const pages = reads.map(({ key, after, limit }) => {
      const rows = range(after + 1, Math.min(after + limit, this.lengths.get(key) ?? 0));
      return { rows, position: rows.at(-1) ?? after, more: rows.length === limit };
    });
    await this.gate;
    return pages;
  }
}

function setUp(options: { bufferRows?: number; maxRows?: number } = {}) {
  const logs = new MemoryLogs();
  const clock = new ManualClock();
  const source = {
    name: "memory",
    read: (reads: readonly TailRead<string>[]) => logs.read(reads),
    idOf: (key: string) => key,
    groupOf: (key: string) => key.slice(0, 1),
    positionOf: (row: number) => row,
    liveRows: 4,
    pageRows: 10,
    maxRows: 1_000,
    bufferRows: 100,
    ...options,
  };
  const tailer = new Tailer(source, { clock, log: silentLog, sweepMs: 1_000 });
  const follow = (key: string, after: number) => {
    const subscriber = tailer.open(key, () => {});
    tailer.begin(key, subscriber, after);
    return subscriber;
  };
  return { logs, clock, tailer, follow };
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

async function take(follower: AsyncIterator<number, undefined>, count: number): Promise<(number | undefined)[]> {
  const rows = [];
  while (rows.length < count) rows.push((await follower.next()).value);
  return rows;
}

it("reads what becomes dirty in one tick at once, and what becomes dirty meanwhile together", async () => {
  const { logs, tailer, follow } = setUp();
  const keys = ["a1", "a2", "b1"];
  const followers = keys.map((key) => follow(key, 0));
  for (const key of keys) logs.lengths.set(key, 1);
  expect(await Promise.all(followers.map((follower) => take(follower, 1)))).toEqual([[1], [1], [1]]);
  expect(logs.reads.map((reads) => reads.length)).toEqual([3]);
  const gate = withResolvers();
  logs.gate = gate.promise;
  tailer.wake("a1", 2);
  await vi.waitFor(() => expect(logs.reads).toHaveLength(2));
  for (const key of keys) logs.lengths.set(key, 3);
  tailer.wake("a1", 2);
  tailer.wake("a1", 3);
  tailer.wakeGroup("b");
  gate.resolve();
  const [first, , last] = await Promise.all(followers.map((follower, index) => take(follower, index === 1 ? 0 : 2)));
  expect([first, last]).toEqual([range(2, 3), range(2, 3)]);
  expect(logs.reads.map((reads) => reads.map(({ key }) => key))).toEqual([keys, ["a1"], ["a1", "b1"]]);
});

it("does not read for a wake-up that tells nothing new, or that nobody follows", async () => {
  const { logs, tailer, follow } = setUp();
  logs.lengths.set("a1", 5);
  const follower = follow("a1", 0);
  await take(follower, 5);
  for (const head of [1, 4, 5]) tailer.wake("a1", head);
  tailer.wake("a2", 9);
  await new Promise(setImmediate);
  expect(logs.reads).toHaveLength(1);
});

it("wakes for what is new to a log although one of its subscribers stands beyond it", async () => {
  const { logs, tailer, follow } = setUp();
  logs.lengths.set("a1", 5);
  const [beyond, current] = [follow("a1", 50), follow("a1", 4)];
  await take(current, 1);
  logs.lengths.set("a1", 6);
  tailer.wake("a1", 6);
  expect(await take(current, 1)).toEqual([6]);
  await beyond.return();
});

it("serves everyone although a statement holds only few rows", async () => {
  const { logs, follow } = setUp({ maxRows: 20 });
  logs.lengths.set("a1", 60);
  logs.lengths.set("a2", 60);
  const followers = [0, 7, 14, 21, 28].flatMap((after) => [
    { after, follower: follow("a1", after) },
    { after, follower: follow("a2", after) },
  ]);
  for (const { after, follower } of followers) expect(await take(follower, 60 - after)).toEqual(range(after + 1, 60));
  for (const reads of logs.reads) expect(reads.reduce((sum, { limit }) => sum + limit, 0)).toBeLessThanOrEqual(30);
});

it("tries again, less and less often, while reading fails", async () => {
  const { logs, clock, follow } = setUp();
  logs.lengths.set("a1", 1);
  logs.failures = 2;
  const next = follow("a1", 0).next();
  await vi.waitFor(() => expect(logs.reads).toHaveLength(1));
  await new Promise(setImmediate);
  clock.advance(50);
  await vi.waitFor(() => expect(logs.reads).toHaveLength(2));
  await new Promise(setImmediate);
  clock.advance(99);
  await new Promise(setImmediate);
  expect(logs.reads).toHaveLength(2);
  clock.advance(1);
  expect((await next).value).toBe(1);
});

it("ends a subscriber that is to end only after a read that began later", async () => {
  const { logs, tailer } = setUp();
  const gate = withResolvers();
  logs.gate = gate.promise;
  const subscriber = tailer.open("a1", () => {});
  tailer.begin("a1", subscriber, 0);
  await vi.waitFor(() => expect(logs.reads).toHaveLength(1));
  logs.lengths.set("a1", 1);
  tailer.endAfterLog("a1", subscriber);
  gate.resolve();
  expect(await subscriber.next()).toEqual({ done: false, value: 1 });
  expect(await subscriber.next()).toEqual({ done: true, value: undefined });
});

it("ends everyone when it stops, and whoever comes later", async () => {
  const { tailer, follow } = setUp();
  const early = follow("a1", 0).next();
  await tailer.stop();
  expect(await early).toEqual({ done: true, value: undefined });
  expect(await follow("a1", 0).next()).toEqual({ done: true, value: undefined });
  expect(tailer.isIdle).toBe(true);
});
