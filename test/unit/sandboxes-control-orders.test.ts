import { describe, expect, it } from "vitest";
import { backoffMs } from "../../src/sandboxes/control/backoff.js";
import { Charge } from "../../src/sandboxes/control/charge.js";
import { orderOf } from "../../src/sandboxes/control/orders.js";
import { Places } from "../../src/workers/index.js";
import { ManualClock } from "../support/manual-clock.js";
import { MemoryLedger, plainSpec } from "../support/memory-ledger.js";

const details = { url: "https://muster.example", apiKey: "key", maxAgeMs: 5_000 };

describe("what a host is told", () => {
  const ledger = new MemoryLedger(new ManualClock());

  it("is what was asked for, and what Muster says to the program", () => {
    const spec = {
      ...{ ...plainSpec, image: "registry/words:1", command: ["run"], args: ["--fast"], egress: ["10.0.0.0/8"] },
      ...{ env: { WORDS: "many" }, files: [{ path: "a/b", base64: "YQ==" }], labels: { team: "x" } },
    };
    const sandbox = ledger.request({ taskId: "task_1", spec });
    const { timeoutMs: _timeout, ...place } = spec;
    expect(orderOf(sandbox, details)).toEqual({
      ...{ ...place, ref: sandbox.id, tenantId: "tenant", maxAgeMs: 5_000, secrets: { MUSTER_API_KEY: "key" } },
      env: {
        ...{ WORDS: "many", MUSTER_URL: "https://muster.example", MUSTER_SANDBOX_ID: sandbox.id },
        MUSTER_TASK_ID: "task_1",
      },
    });
  });

  it("has no key and no task where there is none", () => {
    const order = orderOf(ledger.request(), { ...details, apiKey: null });
    expect(order.secrets).toEqual({});
    expect(Object.keys(order.env)).toEqual(["MUSTER_URL", "MUSTER_SANDBOX_ID"]);
  });

  it("takes no words that are Muster's own from a request", () => {
    const env = { MUSTER_API_KEY: "mine", MUSTER_POOL_KEY: "mine", MUSTER_TASK_ID: "mine", MUSTER_URL: "mine" };
    const order = orderOf(ledger.request({ spec: { ...plainSpec, env } }), { ...details, apiKey: null });
    expect(Object.values(order.env)).not.toContain("mine");
  });
});

describe("what is known of a sandbox", () => {
  const ledger = new MemoryLedger(new ManualClock());

  it("is not undone by a row that was read before it", () => {
    const row = { ...ledger.request(), status: "PROVISIONING" as const, eventSeq: 2 };
    const charge = new Charge(row, false);
    charge.learn({ ...row, hostRef: "warm_1" });
    charge.learn(row);
    expect(charge).toMatchObject({ ref: "warm_1", isPlaced: true });
    charge.learn({ ...row, hostRef: "warm_1", status: "READY", eventSeq: 3 });
    charge.learn(row);
    expect(charge.status).toBe("READY");
  });
});

describe("the time between tries", () => {
  const bounds = { firstMs: 1_000, maxMs: 300_000 };

  it("doubles up to its bound, by up to half as much more", () => {
    expect([0, 1, 2, 8, 9, 1_000].map((count) => backoffMs(count, bounds, () => 0))).toEqual([
      ...[1_000, 2_000, 4_000, 256_000, 300_000, 300_000],
    ]);
    expect([0, 8, 1_000].map((count) => backoffMs(count, bounds, () => 0.999))).toEqual([1_500, 300_000, 300_000]);
  });
});

describe("the room in a process", () => {
  const never = new AbortController().signal;

  it("is given in the order of arrival, and waited for no longer than is said", async () => {
    const clock = new ManualClock();
    const room = new Places(clock, 1);
    expect(await room.take(0, never)).toBe(true);
    const abort = new AbortController();
    const [late, gone, next] = [room.take(50, never), room.take(1_000, abort.signal), room.take(1_000, never)];
    clock.advance(50);
    expect(await late).toBe(false);
    abort.abort();
    expect(await gone).toBe(false);
    room.leave();
    expect(await next).toBe(true);
    expect(room.free).toBe(0);
    room.leave();
    expect(room.free).toBe(1);
  });

  it("is none until those have left that came without asking", async () => {
    const room = new Places(new ManualClock(), 1);
    room.enter(3);
    const next = room.take(1_000, never);
    room.leave(2);
    expect(room.free).toBe(0);
    room.leave();
    expect(await next).toBe(true);
  });
});
