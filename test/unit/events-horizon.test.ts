import { describe, expect, it, vi } from "vitest";
import { Horizon } from "../../src/events/horizon.js";
import { Snapshot } from "../../src/events/snapshot.js";
import type { Database } from "../../src/platform/db/index.js";

/** A horizon on a database that answers one look after the other: last position, then who writes. */
function horizonOf(...looks: [position: number, ...writers: string[]][]): Horizon {
  const query = async () => {
    const [position, ...writers] = looks.shift() ?? [0];
    return [{ position: String(position), writers }];
  };
  return new Horizon({ query } as unknown as Database);
}

async function safeAfter(horizon: Horizon, looks: number): Promise<number[]> {
  const safe: number[] = [];
  for (let count = 0; count < looks; count++) {
    await horizon.look();
    safe.push(horizon.safe);
  }
  return safe;
}

describe("the horizon", () => {
  it("is the last position while nobody writes", async () => {
    expect(await safeAfter(horizonOf([0], [3], [3]), 3)).toEqual([0, 3, 3]);
  });

  it("waits for whoever wrote when a position was noted, and for nobody who came later", async () => {
    const horizon = horizonOf([5, "a"], [7, "a", "b"], [9, "b"], [9, "b"], [9]);
    expect(await safeAfter(horizon, 5)).toEqual([0, 0, 5, 5, 9]);
    expect(horizon.isBehind).toBe(false);
  });

  it("advances under writers that never pause", async () => {
    expect(await safeAfter(horizonOf([1, "a"], [2, "b"], [3, "c"], [4, "d"]), 4)).toEqual([0, 1, 2, 3]);
  });

  it("looks once at a time: an answer that comes late would not know whom a later look waits for", async () => {
    const answers: (() => void)[] = [];
    const looks: [number, ...string[]][] = [[4], [5, "a"], [6, "a"]];
    const query = (): Promise<unknown> =>
      new Promise((resolve) => {
        const [position, ...writers] = looks.shift() ?? [0];
        answers.push(() => resolve([{ position: String(position), writers }]));
      });
    const horizon = new Horizon({ query } as unknown as Database);
    const both = [horizon.look(), horizon.look(), horizon.look()];
    expect(answers).toHaveLength(1);
    answers.shift()?.();
    expect(await both[0]).toBe(4);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    answers.shift()?.();
    expect(await Promise.all(both)).toEqual([4, 5, 5]);
    expect(horizon.safe).toBe(4);
  });

  it("does not go back", async () => {
    expect(await safeAfter(horizonOf([5], [6, "a"], [7, "a", "b"]), 3)).toEqual([5, 5, 5]);
  });

  it("stays bounded and correct behind a writer that does not end", async () => {
    const stuck = Array.from({ length: 500 }, (_, index): [number, string] => [index + 2, "stuck"]);
    const horizon = horizonOf([1], ...stuck, [600, "other"], [601]);
    expect((await safeAfter(horizon, 501)).at(-1)).toBe(1);
    expect(await safeAfter(horizon, 2)).toEqual([501, 601]);
  });
});

describe("a snapshot", () => {
  it("tells which transactions had ended", () => {
    const snapshot = new Snapshot("10:15:10,12");
    expect([9n, 10n, 11n, 12n, 13n, 14n, 15n, 99n].filter((txid) => snapshot.hasEnded(txid))).toEqual([
      9n,
      11n,
      13n,
      14n,
    ]);
    expect(new Snapshot("10:10:").hasEnded(9n)).toBe(true);
    expect(new Snapshot("10:10:").hasEnded(10n)).toBe(false);
  });
});
