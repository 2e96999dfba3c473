import { describe, expect, it } from "vitest";
import { Places } from "../../src/workers/index.js";
import { ManualClock } from "../support/manual-clock.js";

describe("places to run", () => {
  const never = new AbortController().signal;

  it("are given in the order of arrival as others leave", async () => {
    const places = new Places(new ManualClock(), 1);
    expect(await places.take(100, never)).toBe(true);
    const order: string[] = [];
    const waiting = ["a", "b"].map((name) => places.take(100, never).then(() => order.push(name)));
    places.leave();
    await waiting[0];
    expect(order).toEqual(["a"]);
    places.leave();
    await Promise.all(waiting);
    expect(order).toEqual(["a", "b"]);
    places.leave();
    expect(await places.take(0, never)).toBe(true);
  });

  it("are waited for no longer than is said, nor for what is given up", async () => {
    const clock = new ManualClock();
    const places = new Places(clock, 1);
    await places.take(0, never);
    const abort = new AbortController();
    const [late, gone] = [places.take(50, never), places.take(1_000, abort.signal)];
    clock.advance(50);
    expect(await late).toBe(false);
    abort.abort();
    expect(await gone).toBe(false);
    expect(await places.take(1_000, abort.signal)).toBe(false);
    places.leave();
    expect(await places.take(0, never)).toBe(true);
  });
});
