import { describe, expect, it } from "vitest";
import { Batcher, type BatcherOptions } from "../../src/platform/batcher.js";
import { MusterError, unavailable } from "../../src/platform/errors.js";
import { refusalOf } from "../support/refusal.js";

/** A batcher whose runs end when the test says so. */
class HeldRuns {
  readonly batches: number[][] = [];
  readonly #ends: (() => void)[] = [];
  readonly #batcher: Batcher<number, string>;

  constructor(options: Partial<BatcherOptions<number, string>> = {}) {
    this.#batcher = new Batcher({
      run: (items) => this.#run(items),
      maxWeight: 10,
      maxRuns: 1,
      maxWaiting: 100,
      ...options,
    });
  }

  add(...items: number[]): Promise<string[]> {
    return Promise.all(items.map((item) => this.#batcher.add(item)));
  }

  /** Ends the oldest run under way, once there is one. */
  async end(): Promise<void> {
    await turn();
    this.#ends.shift()?.();
    await turn();
  }

  async #run(items: readonly number[]): Promise<string[]> {
    this.batches.push([...items]);
    await new Promise<void>((resolve) => this.#ends.push(resolve));
    return items.map((item) => `done ${item}`);
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));

function failing(fail: (items: readonly number[]) => Error | null) {
  const batches: number[][] = [];
  const run = async (items: readonly number[]) => {
    batches.push([...items]);
    const error = fail(items);
    if (error) throw error;
    return items.map((item) => item * 2);
  };
  return { batches, batcher: new Batcher<number, number>({ run, maxWeight: 10, maxRuns: 1, maxWaiting: 100 }) };
}

describe("Batcher", () => {
  it("runs a call at the end of the tick when it is idle, with those of the same tick", async () => {
    const runs = new HeldRuns();
    const answers = runs.add(1, 2, 3);
    expect(runs.batches).toEqual([]);
    await turn();
    expect(runs.batches).toEqual([[1, 2, 3]]);
    await runs.end();
    expect(await answers).toEqual(["done 1", "done 2", "done 3"]);
  });

  it("gathers what comes while it is busy into one run", async () => {
    const runs = new HeldRuns();
    const first = runs.add(1);
    await turn();
    const later = [runs.add(2)];
    await turn();
    later.push(runs.add(3));
    await turn();
    expect(runs.batches).toEqual([[1]]);
    await runs.end();
    expect(runs.batches).toEqual([[1], [2, 3]]);
    await runs.end();
    expect((await Promise.all([first, ...later])).flat()).toEqual(["done 1", "done 2", "done 3"]);
  });

  it("keeps as many runs under way as allowed, and no more", async () => {
    const runs = new HeldRuns({ maxRuns: 2, maxWeight: 1 });
    const all = runs.add(1, 2, 3);
    await turn();
    await turn();
    expect(runs.batches).toEqual([[1], [2]]);
    await runs.end();
    expect(runs.batches).toEqual([[1], [2], [3]]);
    await runs.end();
    await runs.end();
    expect(await all).toHaveLength(3);
  });

  it("cuts runs at their weight and lets a heavier item run alone", async () => {
    const runs = new HeldRuns({ weigh: (item) => item });
    const all = runs.add(4, 6, 1, 50, 9);
    for (let n = 0; n < 4; n++) await runs.end();
    expect(runs.batches).toEqual([[4, 6], [1], [50], [9]]);
    await all;
  });

  it("refuses what comes when too many wait, and takes calls again afterwards", async () => {
    const runs = new HeldRuns({ maxWaiting: 2 });
    const running = runs.add(1);
    await turn();
    const waiting = runs.add(2, 3);
    expect(await refusalOf(runs.add(4))).toMatchObject({ code: "UNAVAILABLE", reason: "BATCH_FULL" });
    await runs.end();
    await runs.end();
    await Promise.all([running, waiting]);
    const again = runs.add(5);
    await runs.end();
    expect(await again).toEqual(["done 5"]);
  });

  it("lets only the guilty fail", async () => {
    const { batcher, batches } = failing((items) => (items.includes(2) ? new Error("two") : null));
    const settled = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    expect(settled.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason)))).toEqual([
      2,
      "Error: two",
      6,
    ]);
    expect(batches).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it("lets all fail at once when what they need is away", async () => {
    const { batcher, batches } = failing(() => unavailable("away", "DATABASE_UNAVAILABLE"));
    const settled = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    expect(settled.every((one) => one.status === "rejected" && one.reason instanceof MusterError)).toBe(true);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it("works on after a run that failed", async () => {
    let broken = true;
    const { batcher } = failing(() => (broken ? new Error("broken") : null));
    await expect(batcher.add(1)).rejects.toThrow("broken");
    broken = false;
    expect(await batcher.add(2)).toBe(4);
  });
});
