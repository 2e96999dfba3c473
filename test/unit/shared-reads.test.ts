import { describe, expect, it } from "vitest";
import { SharedReads } from "../../src/platform/shared-reads.js";

/** Reads that end when they are told to; each answers how many had begun with it. */
class Source {
  begun = 0;
  readonly #ends: (() => void)[] = [];
  readonly #fails: (() => void)[] = [];

  readonly read = (): Promise<number> => {
    const mine = ++this.begun;
    return new Promise((resolve, reject) => {
      this.#ends.push(() => resolve(mine));
      this.#fails.push(() => reject(new Error(`read ${mine} failed`)));
    });
  };

  async end(index: number): Promise<void> {
    this.#ends[index]?.();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async fail(index: number): Promise<void> {
    this.#fails[index]?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("shared reads", () => {
  it("answer nobody from before they asked", async () => {
    const reads = new SharedReads<number>();
    const source = new Source();
    const first = reads.get("a", source.read);
    const [second, third] = [reads.get("a", source.read), reads.get("a", source.read)];
    expect(source.begun).toBe(1);
    await source.end(0);
    expect(source.begun).toBe(2);
    const fourth = reads.get("a", source.read);
    await source.end(1);
    await source.end(2);
    expect(await Promise.all([first, second, third, fourth])).toEqual([1, 2, 2, 3]);
  });

  it("begin at once when none is under way, and remember nothing", async () => {
    const reads = new SharedReads<number>();
    const source = new Source();
    for (const count of [1, 2, 3]) {
      const read = reads.get("a", source.read);
      expect(source.begun).toBe(count);
      await source.end(count - 1);
      expect(await read).toBe(count);
    }
  });

  it("keep keys apart", async () => {
    const reads = new SharedReads<number>();
    const source = new Source();
    const both = [reads.get("a", source.read), reads.get("b", source.read)];
    expect(source.begun).toBe(2);
    await source.end(0);
    await source.end(1);
    expect(await Promise.all(both)).toEqual([1, 2]);
  });

  it("let a failure reach those alone who waited for that read", async () => {
    const reads = new SharedReads<number>();
    const source = new Source();
    const first = reads.get("a", source.read);
    const others = [reads.get("a", source.read), reads.get("a", source.read)];
    const failed = expect(first).rejects.toThrow("read 1 failed");
    await source.fail(0);
    await failed;
    await source.end(1);
    expect(await Promise.all(others)).toEqual([2, 2]);
    const next = reads.get("a", source.read);
    await source.end(2);
    expect(await next).toBe(3);
  });
});
