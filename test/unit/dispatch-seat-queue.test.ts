import { beforeEach, describe, expect, it } from "vitest";
import { SeatQueue, type Outlook } from "../../src/dispatch/seat-queue.js";
import type { Seat } from "../../src/tasks/index.js";
import { ManualClock } from "../support/manual-clock.js";

const pool = "pool";
const seat: Seat = { agentId: "agent_1", sessionId: "session_1", take: () => undefined, free: () => undefined };
const mayWait = { mayWait: true };

describe("the queue for slots that are about to be free", () => {
  let clock: ManualClock;
  let seats: SeatQueue;
  let outlook: Outlook;
  let isLocal: boolean;
  let backlog: number;

  const free = (freeSlots: number): void => {
    outlook = { ...outlook, freeSlots };
    seats.wake();
  };
  /** Calls `hold` and notes how many seats it answered; null while it waits. */
  const call = (count: number, options = mayWait) => {
    const told: { held: number | null } = { held: null };
    void Promise.resolve(seats.hold(pool, count, options)).then((held) => (told.held = held.length));
    return told;
  };
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

  beforeEach(() => {
    [clock, isLocal, backlog] = [new ManualClock(), true, 0];
    outlook = { freeSlots: 0, prefetch: 10, freedPerMs: 1 };
    seats = new SeatQueue({
      clock,
      gauge: { isLocal: () => isLocal },
      outlook: () => outlook,
      waitingBefore: () => backlog,
      hold: (_poolId, count) => {
        const held = backlog > 0 ? 0 : Math.min(count, outlook.freeSlots);
        outlook = { ...outlook, freeSlots: outlook.freeSlots - held };
        return Array.from({ length: held }, () => seat);
      },
    });
    seats.start();
  });

  it("answers at once what is free when that is enough", () => {
    outlook = { ...outlook, freeSlots: 5 };
    expect(seats.hold(pool, 5, mayWait)).toHaveLength(5);
    expect(outlook.freeSlots).toBe(0);
  });

  it("saves slots up until there are as many as tasks", async () => {
    const waiting = call(4);
    free(3);
    await turn();
    expect(waiting.held).toBeNull();
    free(4);
    await turn();
    expect(waiting.held).toBe(4);
  });

  it("saves up no more slots than agents have for tasks beyond their handlers", async () => {
    const waiting = call(500);
    free(10);
    await turn();
    expect(waiting.held).toBe(10);
  });

  it("serves in the order of the calls", async () => {
    const [first, second] = [call(4), call(1)];
    free(2);
    await turn();
    expect([first.held, second.held]).toEqual([null, null]);
    free(5);
    await turn();
    expect([first.held, second.held]).toEqual([4, 1]);
  });

  it("lets what has been written as waiting go first", async () => {
    backlog = 3;
    const waiting = call(2);
    free(4);
    await turn();
    expect(waiting.held).toBeNull();
    backlog = 0;
    free(2);
    await turn();
    expect(waiting.held).toBe(2);
  });

  it.each<[string, () => void]>([
    ["slots become free too slowly", () => (outlook = { ...outlook, freedPerMs: 0.001 })],
    ["no agent has slots beyond its handlers", () => (outlook = { ...outlook, prefetch: 0 })],
    ["agents at other processes may take the tasks too", () => (isLocal = false)],
    ["too much waits before it", () => (backlog = 10_000)],
    ["it is stopped", () => seats.stop()],
  ])("makes nobody wait when %s", async (_when, arrange) => {
    outlook = { ...outlook, freeSlots: 1 };
    arrange();
    const held = backlog > 0 ? 0 : 1;
    const told = call(4);
    await turn();
    expect(told.held).toBe(held);
  });

  it("makes nobody wait who may not", async () => {
    const told = call(4, { mayWait: false });
    await turn();
    expect(told.held).toBe(0);
  });

  it("lets a call that cannot wait overtake nobody", async () => {
    const waiting = call(4);
    free(2);
    expect(seats.hold(pool, 1, { mayWait: false })).toHaveLength(0);
    free(4);
    await turn();
    expect(waiting.held).toBe(4);
  });

  it.each([
    [4, 100],
    [100, 400],
    [1_000, 2_000],
  ])("with %i tasks waits for %i ms at most, and takes what is free then", async (count, mostMs) => {
    outlook = { ...outlook, freedPerMs: 100 };
    const [first, second] = [call(count), call(count)];
    outlook = { ...outlook, freeSlots: 3 };
    clock.advance(mostMs - 1);
    await turn();
    expect(first.held).toBeNull();
    clock.advance(1);
    await turn();
    expect([first.held, second.held]).toEqual([3, 0]);
  });

  it("lets everybody go when it stops, and leaves no timer", async () => {
    const told = [call(4), call(4)];
    seats.stop();
    await turn();
    expect(told.map(({ held }) => held)).toEqual([0, 0]);
    clock.advance(2_000);
  });

  it("bounds the number of those who wait", async () => {
    outlook = { ...outlook, freedPerMs: 1_000 };
    const told = Array.from({ length: 1_001 }, () => call(1));
    await turn();
    expect(told.filter(({ held }) => held === null)).toHaveLength(1_000);
    expect(told.at(-1)?.held).toBe(0);
    seats.stop();
  });
});
