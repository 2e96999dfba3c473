import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Retention } from "../../src/dispatch/retention.js";
import type { Expired, Expirer } from "../../src/platform/expirer.js";
import { silentLog } from "../../src/platform/log.js";
import { ManualClock } from "../support/manual-clock.js";

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const minuteMs = 60_000;

/** Answers what it is told to, and remembers what it was asked. */
class PlayedExpirer implements Expirer {
  readonly asked: number[] = [];
  tookMs = 0;
  answers: (Expired | Error)[] = [];

  constructor(readonly clock: ManualClock) {}

  async expire(maxRows: number): Promise<Expired> {
    this.asked.push(maxRows);
    // Not within the clock's move that woke it.
    await Promise.resolve();
    this.clock.advance(this.tookMs);
    const answer = this.answers.shift() ?? { deleted: {}, isDone: true };
    if (answer instanceof Error) throw answer;
    return answer;
  }
}

const more: Expired = { deleted: { tasks: 2, events: 8, outbox: 0 }, isDone: false };

describe("retention", () => {
  let clock: ManualClock;
  let [first, second]: [PlayedExpirer, PlayedExpirer] = [] as never;
  let retention: Retention;
  let deleted: [string, number][];

  beforeEach(async () => {
    clock = new ManualClock();
    [first, second] = [new PlayedExpirer(clock), new PlayedExpirer(clock)];
    deleted = [];
    const onDeleted = (table: string, rows: number): void => void deleted.push([table, rows]);
    retention = new Retention({ expirers: [first, second], clock, log: silentLog, onDeleted });
    await retention.start();
  });
  afterEach(() => retention.stop());

  async function advance(byMs: number): Promise<void> {
    clock.advance(byMs);
    await settled();
  }

  /** Moves on by a millisecond at a time until a further delete was asked for; answers how many it took. */
  async function next(): Promise<number> {
    const asked = (): number => first.asked.length + second.asked.length;
    const before = asked();
    let ms = 0;
    for (await advance(0); asked() === before; ms++) await advance(1);
    return ms;
  }

  it("lets each delete in turn until none has more, and begins anew a minute later", async () => {
    first.answers = [more, more];
    for (const _turn of ["first", "second", "first", "first"]) await next();
    expect([first.asked.length, second.asked.length]).toEqual([3, 1]);
    expect(await next()).toBeGreaterThanOrEqual(minuteMs);
    await next();
    expect([first.asked.length, second.asked.length]).toEqual([4, 2]);
  });

  it("counts what was deleted, by table", async () => {
    first.answers = [more];
    await next();
    expect(deleted).toEqual([
      ["tasks", 2],
      ["events", 8],
    ]);
  });

  it("rests four times as long as it has worked", async () => {
    first.tookMs = 30;
    await next();
    expect(await next()).toBe(120);
    expect(second.asked).toHaveLength(1);
  });

  it("asks for fewer rows when they take long, and for more again when they do not", async () => {
    first.answers = Array.from({ length: 20 }, () => more);
    first.tookMs = 40;
    for (const _turn of ["first", "second", "first", "first"]) await next();
    expect(first.asked).toEqual([1_000, 250, 63]);
    first.tookMs = 1;
    for (let turn = 0; turn < 8; turn++) await next();
    expect(first.asked.slice(-3)).toEqual([1_000, 1_000, 1_000]);
    expect(second.asked).toEqual([1_000]);
  });

  it("goes on after a failure, with fewer rows when it was slow", async () => {
    first.answers = [new Error("The statement took too long.")];
    first.tookMs = 30_000;
    await next();
    await next();
    expect(first.asked).toEqual([1_000, 50]);
    expect(second.asked).toEqual([]);
  });

  it("deletes nothing more once it is stopped", async () => {
    await next();
    await retention.stop();
    await advance(minuteMs);
    expect(first.asked).toHaveLength(1);
    expect(second.asked).toEqual([]);
  });
});
