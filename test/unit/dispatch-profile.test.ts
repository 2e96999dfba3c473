import { describe, expect, it } from "vitest";
import { windowOf } from "../../src/dispatch/pool-gauge.js";
import { AgentProfile, better, type Seat } from "../../src/dispatch/profile.js";
import { poolOf } from "../../src/tasks/pools.js";

class TestSeat implements Seat {
  version = 0;
  assignedOrder = 0;
  outstanding = 0;
  eligible = true;
  countedFree = 0;

  constructor(
    readonly capacity: number,
    readonly prefetch = 0,
  ) {}

  get freeSlots(): number {
    return this.eligible ? this.capacity - this.outstanding : 0;
  }

  get isFree(): boolean {
    return this.freeSlots > 0;
  }

  get relativeLoad(): number {
    return this.outstanding / this.capacity;
  }
}

function profileOf(...seats: TestSeat[]): AgentProfile<TestSeat> {
  const profile = new AgentProfile<TestSeat>("tenant", ["gpu", "text"], null);
  for (const seat of seats) profile.add(seat);
  return profile;
}

function give(profile: AgentProfile<TestSeat>, seat: TestSeat, order: number): void {
  seat.outstanding++;
  seat.assignedOrder = order;
  profile.update(seat);
}

/** The same choice without a heap. */
function naive(seats: readonly TestSeat[]): number | null {
  const free = seats.filter(({ isFree }) => isFree);
  const least = Math.min(...free.map(({ relativeLoad }) => relativeLoad));
  const order = Math.min(
    ...free.filter(({ relativeLoad }) => relativeLoad === least).map(({ assignedOrder }) => assignedOrder),
  );
  return free.length === 0 ? null : order + least;
}

describe("AgentProfile", () => {
  it("chooses the least relative load, not the fewest tasks", () => {
    const [small, large] = [new TestSeat(2), new TestSeat(10)];
    const profile = profileOf(small, large);
    give(profile, small, 1);
    give(profile, large, 2);
    give(profile, large, 3);
    expect(profile.best()).toBe(large);
  });

  it("chooses the longest idle among equals", () => {
    const seats = [new TestSeat(1), new TestSeat(1), new TestSeat(1)];
    const profile = profileOf(...seats);
    seats.forEach((seat, index) => {
      give(profile, seat, 3 - index);
      seat.outstanding = 0;
      profile.update(seat);
    });
    expect(profile.best()).toBe(seats[2]);
  });

  it("answers none when all are full or held, and one as soon as a slot is free", () => {
    const seat = new TestSeat(1);
    const profile = profileOf(seat);
    give(profile, seat, 1);
    expect(profile.best()).toBeNull();
    seat.outstanding = 0;
    seat.eligible = false;
    profile.update(seat);
    expect(profile.best()).toBeNull();
    seat.eligible = true;
    profile.update(seat);
    expect(profile.best()).toBe(seat);
  });

  it("forgets a session that has left", () => {
    const [gone, here] = [new TestSeat(10), new TestSeat(1)];
    const profile = profileOf(gone, here);
    gone.eligible = false;
    profile.remove(gone);
    expect(profile.best()).toBe(here);
    expect(profile.capacity).toBe(1);
    expect(profile.freeSlots).toBe(1);
  });

  it("counts free slots and those for tasks at hand through all changes", () => {
    const [one, other] = [new TestSeat(4, 3), new TestSeat(2, 1)];
    const profile = profileOf(one, other);
    expect([profile.freeSlots, profile.prefetch]).toEqual([6, 4]);
    give(profile, one, 1);
    give(profile, other, 2);
    expect(profile.freeSlots).toBe(4);
    other.eligible = false;
    profile.update(other);
    expect(profile.freeSlots).toBe(3);
    profile.remove(one);
    profile.remove(one);
    expect([profile.freeSlots, profile.prefetch]).toEqual([0, 1]);
  });

  it("tells the pace at which slots become free, fading when none does", () => {
    const profile = profileOf(new TestSeat(1));
    expect(profile.freedPerMs(0)).toBe(0);
    for (let ms = 0; ms < 1_000; ms++) for (let task = 0; task < 5; task++) profile.noteFreed(ms);
    expect(profile.freedPerMs(1_000)).toBeCloseTo(5, 0);
    expect(profile.freedPerMs(2_000)).toBeLessThan(0.01);
  });

  it("does not know the pace while the first work has just been given out", () => {
    const profile = profileOf(new TestSeat(1));
    profile.noteGiven(1_000);
    expect(profile.freedPerMs(1_010)).toBe(Infinity);
    expect(profile.freedPerMs(1_100)).toBe(0);
  });

  it("agrees with a naive choice through any changes, however many stale entries they leave", () => {
    let seed = 42;
    const random = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
    const seats = Array.from({ length: 12 }, () => new TestSeat(1 + random(6)));
    const profile = profileOf(...seats);
    for (let order = 1; order <= 5_000; order++) {
      const seat = seats[random(seats.length)] as TestSeat;
      const action = random(4);
      if (action === 0) seat.eligible = !seat.eligible;
      else if (action === 1 && seat.outstanding > 0) seat.outstanding--;
      else if (action > 1 && seat.outstanding < seat.capacity) give(profile, seat, order);
      profile.update(seat);
      const best = profile.best();
      expect(best && best.assignedOrder + best.relativeLoad).toBe(naive(seats));
    }
  });

  it.each<[string, boolean, readonly string[] | null, ReturnType<typeof poolOf>]>([
    ["no requirement", true, null, poolOf("tenant", "echo", [])],
    ["what it has", true, null, poolOf("tenant", "echo", ["text", "gpu"])],
    ["more than it has", false, null, poolOf("tenant", "echo", ["text", "tpu"])],
    ["a kind that it takes", true, ["echo"], poolOf("tenant", "echo", [])],
    ["a kind that it does not take", false, ["other"], poolOf("tenant", "echo", [])],
    ["no kind at all to its taste", false, [], poolOf("tenant", "echo", [])],
    ["what it has, of another tenant", false, null, poolOf("stranger", "echo", [])],
  ])("of a pool that wants %s says %s", (_what, answer, kinds, pool) => {
    expect(new AgentProfile("tenant", ["gpu", "text"], kinds).canTake(pool)).toBe(answer);
  });

  it.each<[readonly string[], readonly string[], boolean]>([
    [["muster:sandbox"], ["muster:sandbox"], true],
    [["muster:sandbox"], [], false],
    [["muster:sandbox", "text"], ["text"], false],
    [["muster:sandbox", "text"], ["text", "muster:sandbox"], true],
    [["muster:sandbox", "muster:wasm"], ["muster:wasm"], true],
    [["muster:sandbox"], ["muster:wasm"], false],
    [["muster:sandbox"], ["muster:sandbox", "text"], false],
    [["a/muster:b"], [], true],
  ])("of a built-in agent with %j says of a pool that requires %j: %s", (capabilities, required, answer) => {
    expect(new AgentProfile("tenant", capabilities, null).canTake(poolOf("tenant", "echo", required))).toBe(answer);
  });

  it("is the same whatever the order of capabilities and kinds", () => {
    const key = AgentProfile.keyOf("t", ["a", "b"], ["k", "l"]);
    expect(AgentProfile.keyOf("t", ["b", "a"], ["l", "k"])).toBe(key);
    expect(AgentProfile.keyOf("t", ["a", "b"], null)).not.toBe(key);
    expect(AgentProfile.keyOf("t", ["a,b"], ["k", "l"])).not.toBe(key);
  });
});

describe("better", () => {
  it("is the one with less load, then the longer idle, then the first", () => {
    const [idle, busy] = [new TestSeat(2), new TestSeat(2)];
    busy.outstanding = 1;
    expect(better(busy, idle)).toBe(idle);
    busy.outstanding = 0;
    expect(better(idle, busy)).toBe(idle);
    idle.assignedOrder = 5;
    expect(better(idle, busy)).toBe(busy);
    expect(better(null, busy)).toBe(busy);
    expect(better<TestSeat>(null, null)).toBeNull();
  });
});

describe("windowOf", () => {
  it.each([
    [0, 64],
    [8, 64],
    [9, 72],
    [512, 4_096],
    [100_000, 4_096],
  ])("for %i slots is %i", (slots, window) => {
    expect(windowOf(slots)).toBe(window);
  });
});
