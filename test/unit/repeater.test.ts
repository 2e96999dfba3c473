import { beforeEach, describe, expect, it } from "vitest";
import { silentLog } from "../../src/platform/log.js";
import { Repeater } from "../../src/platform/repeater.js";
import { ManualClock } from "../support/manual-clock.js";

interface Turn {
  end(nextMs: number | null): Promise<void>;
  fail(): Promise<void>;
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("Repeater", () => {
  let clock: ManualClock;
  let turns: Turn[];
  let underWay: number;
  let most: number;
  let repeater: Repeater;

  beforeEach(() => {
    clock = new ManualClock();
    turns = [];
    underWay = most = 0;
    repeater = new Repeater({ name: "test", clock, log: silentLog, run });
  });

  async function run(): Promise<number | null> {
    most = Math.max(most, ++underWay);
    try {
      return await new Promise<number | null>((resolve, reject) => {
        turns.push({
          end: (nextMs) => (resolve(nextMs), settled()),
          fail: () => (reject(new Error("no luck")), settled()),
        });
      });
    } finally {
      underWay--;
    }
  }

  const last = (): Turn => {
    const turn = turns.at(-1);
    if (!turn) throw new Error("no turn yet");
    return turn;
  };

  it("takes its first turn at once and the next when the last one said", async () => {
    repeater.start();
    clock.advance(0);
    await last().end(100);
    clock.advance(99);
    expect(turns).toHaveLength(1);
    clock.advance(1);
    expect(turns).toHaveLength(2);
  });

  it("rests until it is woken when a turn wants no next", async () => {
    repeater.start();
    clock.advance(0);
    await last().end(null);
    clock.advance(1e9);
    expect(turns).toHaveLength(1);
    repeater.wake();
    clock.advance(0);
    expect(turns).toHaveLength(2);
  });

  it("never takes two turns at once, and one right after when it is woken meanwhile", async () => {
    repeater.start();
    clock.advance(0);
    for (let n = 0; n < 3; n++) repeater.wake();
    clock.advance(1_000);
    expect(turns).toHaveLength(1);
    await last().end(null);
    clock.advance(0);
    expect(turns).toHaveLength(2);
    await last().end(null);
    clock.advance(1_000);
    expect(turns).toHaveLength(2);
    expect(most).toBe(1);
  });

  it("lets the earliest wish win, whether asked for before, during or by a turn", async () => {
    repeater.start();
    clock.advance(0);
    repeater.wakeIn(500);
    repeater.wakeIn(50);
    await last().end(200);
    repeater.wakeIn(300);
    clock.advance(49);
    expect(turns).toHaveLength(1);
    clock.advance(1);
    expect(turns).toHaveLength(2);
    await last().end(200);
    repeater.wakeIn(10);
    clock.advance(10);
    expect(turns).toHaveLength(3);
    await last().end(null);
    clock.advance(10_000);
    expect(turns).toHaveLength(3);
  });

  it("counts a wish made during a turn from when it was made", async () => {
    repeater.start();
    clock.advance(0);
    repeater.wakeIn(100);
    clock.advance(80);
    await last().end(null);
    clock.advance(20);
    expect(turns).toHaveLength(2);
  });

  it("tries a turn that failed again after half a second, or sooner when woken", async () => {
    repeater.start();
    clock.advance(0);
    await last().fail();
    clock.advance(499);
    expect(turns).toHaveLength(1);
    clock.advance(1);
    expect(turns).toHaveLength(2);
    await last().fail();
    repeater.wake();
    clock.advance(0);
    expect(turns).toHaveLength(3);
  });

  it("waits on stop for the turn under way and takes no further one", async () => {
    repeater.start();
    clock.advance(0);
    repeater.wake();
    let stopped = false;
    const stopping = repeater.stop().then(() => (stopped = true));
    await settled();
    expect(stopped).toBe(false);
    await last().end(0);
    await stopping;
    repeater.wake();
    clock.advance(10_000);
    expect(turns).toHaveLength(1);
  });

  it("stops before it was started, and twice", async () => {
    await repeater.stop();
    await repeater.stop();
    repeater.wake();
    clock.advance(1_000);
    expect(turns).toEqual([]);
  });

  it("asks no timer for more than Node can wait", async () => {
    const far = new Repeater({ name: "far", log: silentLog, clock, run });
    far.start();
    clock.advance(0);
    await last().end(366 * 86_400_000);
    clock.advance(2 ** 31 - 1);
    expect(turns).toHaveLength(2);
    await last().end(null);
    await far.stop();
  });
});
