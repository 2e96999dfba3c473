import { beforeEach, describe, expect, it } from "vitest";
import { AgeWalk, type Stretch } from "../../src/platform/age-walk.js";
import { firstIdAt } from "../../src/platform/ids.js";
import { ManualClock } from "../support/manual-clock.js";

const keepMs = 86_400_000;

describe("AgeWalk", () => {
  let clock: ManualClock;
  let walk: AgeWalk;

  beforeEach(() => {
    clock = new ManualClock(new Date("2026-02-01T00:00:00Z"));
    walk = new AgeWalk({ prefix: "task", clock, keepMs });
  });

  const pass = (stretch: Partial<Stretch>): boolean =>
    walk.pass({ lastId: null, keptId: null, hasMore: false, ...stretch });

  it("ends where rows are too young, by the time at which it began", () => {
    const { until } = walk;
    expect(until).toBe(firstIdAt("task", new Date("2026-01-31T00:00:00Z")));
    clock.advance(1_000);
    expect(walk.until).toBe(until);
    pass({});
    expect(walk.until > until).toBe(true);
  });

  const from = () => walk.from(async () => "task_0");

  it("begins with the first row that is there, or at the beginning when there is none", async () => {
    expect(await from()).toBe("task_0");
    expect(await walk.from(() => Promise.reject(new Error("asked twice")))).toBe("task_0");
    const other = new AgeWalk({ prefix: "task", clock, keepMs });
    expect(await other.from(async () => undefined)).toBe("");
  });

  it("does not begin with a row that is too young: one may come to stand before it", async () => {
    const young = firstIdAt("task", clock.now());
    expect(await walk.from(async () => young)).toBe(walk.until);
  });

  it("goes on behind the last row that was seen, and before the next", async () => {
    expect(pass({ lastId: "task_5", hasMore: true })).toBe(false);
    const next = await from();
    expect(next > "task_5").toBe(true);
    expect(next < "task_50000000000000000000000001").toBe(true);
    expect(next < "task_6").toBe(true);
  });

  it("begins anew with the first row that stayed", async () => {
    pass({ lastId: "task_5", keptId: "task_3", hasMore: true });
    pass({ lastId: "task_8", keptId: "task_7", hasMore: true });
    expect(pass({ lastId: "task_9" })).toBe(true);
    expect(await from()).toBe("task_3");
  });

  it("begins anew where it ended when none has stayed", async () => {
    pass({ lastId: "task_5", hasMore: true });
    expect(pass({})).toBe(true);
    expect((await from()) > "task_5").toBe(true);
    expect(walk.isNew).toBe(true);
  });

  it("is new until it has been asked how far it goes", () => {
    expect(walk.isNew).toBe(true);
    expect(walk.until).not.toBe("");
    expect(walk.isNew).toBe(false);
  });
});
