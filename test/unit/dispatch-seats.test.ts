import { beforeEach, describe, expect, it } from "vitest";
import { Dispatcher } from "../../src/dispatch/dispatcher.js";
import { LocalSession } from "../../src/dispatch/local-session.js";
import type { Broker } from "../../src/platform/broker/broker.js";
import { silentLog } from "../../src/platform/log.js";
import type { TaskService } from "../../src/tasks/index.js";
import { ManualClock } from "../support/manual-clock.js";

const pool = { id: "pool_1", tenantId: "tenant_1", kind: "echo", capabilities: [] };

describe("holding seats", () => {
  let clock: ManualClock;
  let dispatcher: Dispatcher;

  beforeEach(() => {
    clock = new ManualClock();
    dispatcher = new Dispatcher({
      broker: { isConnected: () => false } as unknown as Broker,
      tasks: {} as unknown as TaskService,
      clock,
      log: silentLog,
      onTaken: () => undefined,
      onSlot: () => undefined,
    });
    dispatcher.start();
    const profile = dispatcher.profileOf(pool.tenantId, [], null);
    dispatcher.learn([pool]);
    const parts = { id: "session_1", agentId: "agent_1", capacity: 2, prefetch: 0, profile, eligible: true };
    dispatcher.add(new LocalSession({ ...parts, onClose: async () => undefined }));
  });

  const freedPerMs = () => dispatcher.outlook(pool.id).freedPerMs;

  it("makes the pace unknown for a while, since what is given out may come back at any pace", () => {
    expect(dispatcher.holdSeats(pool.id, 2)).toHaveLength(2);
    expect(freedPerMs()).toBe(Infinity);
    clock.advance(1_000);
    expect(freedPerMs()).toBe(0);
  });

  it("leaves the pace known when no slot is free: nothing was given out", () => {
    dispatcher.holdSeats(pool.id, 2);
    clock.advance(1_000);
    expect(dispatcher.holdSeats(pool.id, 1)).toEqual([]);
    expect(freedPerMs()).toBe(0);
  });
});
