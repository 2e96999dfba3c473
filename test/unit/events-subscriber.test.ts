import { describe, expect, it, vi } from "vitest";
import { SubscriberOverflow } from "../../src/events/index.js";
import { Subscriber } from "../../src/events/subscriber.js";

function open(bufferRows = 4) {
  const hooks = { onRoom: vi.fn(), onClose: vi.fn(), onOverflow: vi.fn() };
  return { subscriber: new Subscriber<number>({ bufferRows, ...hooks }), ...hooks };
}

const ended = { done: true, value: undefined };

describe("a subscriber", () => {
  it("keeps rows up to its bound and says how many it took", async () => {
    const { subscriber } = open();
    expect(subscriber.offer([1, 2, 3])).toBe(3);
    expect(subscriber.offer([4, 5, 6])).toBe(1);
    expect(subscriber.room).toBe(0);
    expect(await subscriber.next()).toEqual({ done: false, value: 1 });
    expect(subscriber.room).toBe(1);
  });

  it("hands rows to whoever waits, in the order in which they asked", async () => {
    const { subscriber } = open(1);
    const asked = [subscriber.next(), subscriber.next(), subscriber.next()];
    expect(subscriber.offer([1, 2, 3, 4, 5])).toBe(4);
    expect((await Promise.all(asked)).map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  it("passes by what it does not admit, also when it is full", () => {
    const { subscriber } = open(2);
    subscriber.admits = (row) => row % 2 === 0;
    expect(subscriber.offer([1, 2, 3, 4, 5, 6, 8])).toBe(5);
  });

  it("asks for more once half of its buffer is free", async () => {
    const { subscriber, onRoom } = open();
    subscriber.offer([1, 2, 3, 4]);
    subscriber.isStarved = true;
    await subscriber.next();
    expect(onRoom).not.toHaveBeenCalled();
    await subscriber.next();
    expect(onRoom).toHaveBeenCalledOnce();
    expect(subscriber.isStarved).toBe(false);
  });

  it("finishes after what is buffered", async () => {
    const { subscriber, onClose } = open();
    subscriber.offer([1]);
    subscriber.finish();
    expect(onClose).toHaveBeenCalledOnce();
    expect(await subscriber.next()).toEqual({ done: false, value: 1 });
    expect(await subscriber.next()).toEqual(ended);
  });

  it("ends at once when its consumer leaves, waiting or not", async () => {
    const { subscriber, onClose } = open();
    const waiting = subscriber.next();
    expect(await subscriber.return()).toEqual(ended);
    expect(await waiting).toEqual(ended);
    await subscriber.return();
    expect(onClose).toHaveBeenCalledOnce();
    expect(await subscriber.next()).toEqual(ended);
  });

  it("fails once, after what is buffered", async () => {
    const { subscriber } = open();
    subscriber.offer([1]);
    subscriber.fail(new Error("gone"));
    expect(await subscriber.next()).toEqual({ done: false, value: 1 });
    await expect(subscriber.next()).rejects.toThrow("gone");
    expect(await subscriber.next()).toEqual(ended);
  });

  it("overflows at the second sweep in which it took nothing of what waits", async () => {
    const { subscriber, onOverflow, onClose } = open(1);
    subscriber.isLive = true;
    subscriber.offer([1]);
    subscriber.isStarved = true;
    subscriber.sweep();
    expect(onOverflow).not.toHaveBeenCalled();
    subscriber.sweep();
    subscriber.sweep();
    expect(onOverflow).toHaveBeenCalledOnce();
    expect(onClose).toHaveBeenCalledOnce();
    await subscriber.next();
    await expect(subscriber.next()).rejects.toThrow(SubscriberOverflow);
  });

  it("does not overflow while it replays, nor while nothing waits for it", () => {
    const { subscriber, onOverflow } = open(1);
    subscriber.offer([1]);
    subscriber.isStarved = true;
    for (let count = 0; count < 3; count++) subscriber.sweep();
    subscriber.isLive = true;
    subscriber.isStarved = false;
    for (let count = 0; count < 3; count++) subscriber.sweep();
    expect(onOverflow).not.toHaveBeenCalled();
  });
});
