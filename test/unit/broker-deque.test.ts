import { describe, expect, it } from "vitest";
import { Deque } from "../../src/platform/broker/deque.js";

describe("Deque", () => {
  it("gives back what was put in, first in first out, through growth and shrinking", () => {
    const deque = new Deque<number>();
    const model: number[] = [];
    let next = 0;
    for (let round = 0; round < 200; round += 1) {
      const pushes = (round * 7919) % 61;
      const shifts = (round * 104_729) % 59;
      for (let count = 0; count < pushes; count += 1, next += 1) {
        deque.push(next);
        model.push(next);
      }
      for (let count = 0; count < shifts; count += 1) {
        expect(deque.peek()).toBe(model[0]);
        expect(deque.shift()).toBe(model.shift());
      }
      expect(deque.length).toBe(model.length);
    }
  });

  it("is empty after clear, and of use again", () => {
    const deque = new Deque<string>();
    for (let count = 0; count < 100; count += 1) deque.push("old");

    deque.clear();
    expect([deque.length, deque.peek(), deque.shift()]).toEqual([0, undefined, undefined]);

    deque.push("new");
    expect([deque.length, deque.shift()]).toEqual([1, "new"]);
  });
});
