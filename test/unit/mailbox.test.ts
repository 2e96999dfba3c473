import { describe, expect, it, vi } from "vitest";
import { Mailbox } from "../../src/platform/mailbox.js";
import { unavailable } from "../../src/platform/errors.js";

const overflow = unavailable("Too slow.", "SUBSCRIBER_OVERFLOW");

describe("Mailbox", () => {
  it("hands on what was put before and after the reader came, in order", async () => {
    const box = new Mailbox<number>(8, () => undefined);
    box.put(1);
    box.put(2);
    const reads = [box.next(), box.next(), box.next()];
    box.put(3);
    expect(await Promise.all(reads)).toEqual([1, 2, 3].map((value) => ({ done: false, value })));
  });

  it("refuses what is beyond its bound", () => {
    const box = new Mailbox<number>(2, () => undefined);
    expect([box.put(1), box.put(2), box.put(3)]).toEqual([true, true, false]);
  });

  it("ends waiting reads when the reader leaves, and says so once", async () => {
    const onEnd = vi.fn();
    const box = new Mailbox<number>(8, onEnd);
    const read = box.next();
    await box.return();
    await box.return();
    expect(await read).toEqual({ done: true, value: undefined });
    expect(await box.next()).toEqual({ done: true, value: undefined });
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it("throws a failure at the next read, drops what waits, and ends", async () => {
    const onEnd = vi.fn();
    const box = new Mailbox<number>(8, onEnd);
    box.put(1);
    box.fail(overflow);
    await expect(box.next()).rejects.toBe(overflow);
    expect(await box.next()).toEqual({ done: true, value: undefined });
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it("throws a failure at a read that waits already", async () => {
    const box = new Mailbox<number>(8, () => undefined);
    const reads = [box.next(), box.next()];
    box.fail(overflow);
    const outcomes = await Promise.allSettled(reads);
    expect(outcomes).toMatchObject([
      { status: "rejected", reason: overflow },
      { status: "fulfilled", value: { done: true } },
    ]);
  });

  it("can be iterated", async () => {
    const box = new Mailbox<number>(8, () => undefined);
    box.put(1);
    box.put(2);
    const seen: number[] = [];
    for await (const value of box) {
      seen.push(value);
      if (value === 2) break;
    }
    expect(seen).toEqual([1, 2]);
    expect(await box.next()).toEqual({ done: true, value: undefined });
  });
});
