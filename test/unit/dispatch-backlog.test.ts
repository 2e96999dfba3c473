import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Backlog } from "../../src/dispatch/backlog.js";
import { silentLog } from "../../src/platform/log.js";
import type { Assignment, Seat, TaskService } from "../../src/tasks/index.js";
import { ManualClock } from "../support/manual-clock.js";

const session = { agentId: "agent_1", sessionId: "session_1" };
const fromTheStart = ["", "", "", ""];

describe("the backlog of pools whose agents are all here", () => {
  let clock: ManualClock;
  let backlog: Backlog;
  /** Ids of waiting tasks. */
  let queue: string[];
  let claims: { poolId: string; seats: number; after: string[] }[];
  let taken: string[];
  let freeSlots: number;
  let isDown: boolean;

  const holdSeats = (_poolId: string, count: number): Seat[] => {
    const held = Math.min(count, freeSlots);
    freeSlots -= held;
    const take = ({ task }: Assignment): void => void taken.push(task.id);
    const free = (): void => void freeSlots++;
    return Array.from({ length: held }, () => ({ ...session, take, free }));
  };
  const claimBacklog = async (poolId: string, seats: readonly Seat[], after: readonly string[]) => {
    claims.push({ poolId, seats: seats.length, after: [...after] });
    if (isDown) throw new Error("The database is away.");
    const found = queue.filter((id) => id > (after[1] ?? "")).slice(0, seats.length);
    queue = queue.filter((id) => !found.includes(id));
    return found.map((id) => ({ task: { id, priority: "NORMAL" }, ...session }));
  };
  const passes = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
  };

  beforeEach(() => {
    [queue, claims, taken, freeSlots, isDown] = [[], [], [], 2, false];
    clock = new ManualClock();
    const tasks = { assignments: { claimBacklog } } as unknown as TaskService;
    backlog = new Backlog({ tasks, clock, log: silentLog, holdSeats });
    backlog.start();
  });
  afterEach(() => backlog.drain());

  it("is claimed as slots are free, each time from where it ended", async () => {
    queue = ["1", "2", "3", "4"];
    backlog.add("pool", 4);
    await passes();
    expect(taken).toEqual(["1", "2"]);
    freeSlots = 2;
    backlog.wake();
    await passes();
    expect(taken).toEqual(["1", "2", "3", "4"]);
    expect(claims.map(({ after }) => after[1])).toEqual(["", "2"]);
    expect(backlog.has("pool")).toBe(false);
  });

  it("is not claimed while no slot is free", async () => {
    freeSlots = 0;
    backlog.add("pool", 1);
    await passes();
    expect(claims).toEqual([]);
    expect(backlog.has("pool")).toBe(true);
  });

  it("is looked through from the start when a counted task is missing", async () => {
    queue = ["5"];
    backlog.add("pool", 1);
    await passes();
    queue = ["3"];
    backlog.add("pool", 1);
    await passes();
    expect(taken).toEqual(["5", "3"]);
    expect(claims.map(({ after }) => after)).toEqual([fromTheStart, ["", "5", "", ""], fromTheStart]);
  });

  it("is looked through from the start, until it is empty, when its number is not known", async () => {
    freeSlots = 11;
    queue = ["5"];
    backlog.add("pool", 1);
    await passes();
    queue = Array.from({ length: 9 }, (_, index) => `3${index}`);
    backlog.add("pool", Infinity);
    await passes();
    expect(taken).toHaveLength(10);
    expect(claims[1]?.after).toEqual(fromTheStart);
    expect(backlog.has("pool")).toBe(false);
  });

  it("gives its slots back when a claim fails, and tries again after a while", async () => {
    isDown = true;
    queue = ["1"];
    backlog.add("pool", 1);
    await passes();
    expect(freeSlots).toBe(2);
    expect(claims).toHaveLength(1);
    isDown = false;
    clock.advance(200);
    await passes();
    expect(taken).toEqual(["1"]);
  });

  it("claims nothing once it is drained", async () => {
    await backlog.drain();
    backlog.add("pool", 1);
    await passes();
    expect(claims).toEqual([]);
  });
});
