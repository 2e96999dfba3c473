import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { mayMove, sandboxMoves, sandboxStatuses, type SandboxMove } from "../../src/sandboxes/index.js";
import type { KeptSandbox, SandboxChange } from "../../src/sandboxes/ledger.js";
import type { PostgresLedger } from "../../src/sandboxes/postgres-ledger.js";
import { specOf } from "../support/sandbox-specs.js";
import { SandboxWorld } from "../support/sandbox-world.js";

let world: SandboxWorld;
let ledger: PostgresLedger;
let admin: Principal;

beforeAll(async () => {
  world = await SandboxWorld.open();
  ledger = world.ledger({ maxPerTenant: 1_000 });
  admin = await world.tenant();
});
afterAll(() => world.close());

const moves = Object.keys(sandboxMoves).filter(
  (name): name is Exclude<SandboxMove, "provision"> => name !== "provision",
);

async function move(change: SandboxChange): Promise<KeptSandbox | undefined> {
  const [moved] = await ledger.move([change]);
  return moved;
}

/** As if it had been made so long ago. */
async function age(id: string, column: "ready_at", seconds: number): Promise<void> {
  await world.rows(`UPDATE sandboxes SET ${column} = ${column} - $2 * interval '1 second' WHERE id = $1`, [
    id,
    seconds,
  ]);
}

const lastEvent = async (id: string) => {
  const { type, data } = (await world.eventsOf(id)).at(-1) ?? {};
  return { type, data };
};

/** Milliseconds from now, by PostgreSQL's clock. */
async function inMs(at: Date | null | undefined): Promise<number> {
  const [row] = await world.rows<{ ms: number }>(
    "SELECT extract(epoch FROM $1::timestamptz - now())::float * 1000 AS ms",
    [at],
  );
  return row?.ms ?? Number.NaN;
}

describe("a sandbox", () => {
  it.each(moves.flatMap((name) => sandboxStatuses.map((from) => [name, from] as const)))(
    "makes the move %s from %s as the table says, with one event, or stays as it is",
    async (name, from) => {
      const before = await world.at(from, admin);
      const moved = await move({ id: before.id, move: name, reason: "REQUESTED", message: "said" });
      const events = await world.eventsOf(before.id);
      if (!mayMove(name, from)) {
        expect(moved).toBeUndefined();
        expect(events).toHaveLength(before.eventSeq);
        return;
      }
      expect(moved).toMatchObject({ id: before.id, status: sandboxMoves[name].to, eventSeq: before.eventSeq + 1 });
      expect(events).toHaveLength(before.eventSeq + 1);
    },
  );

  it("tells its whole life in its events", async () => {
    const { id, tenantId } = await world.waiting(admin, { image: "a/b:1" });
    const keeping = await world.process("kubernetes:x");
    await ledger.claim(keeping, 1_000);
    await move({ id, move: "postpone", reason: "HOST_QUOTA", message: "full", delayMs: 0 });
    await ledger.claim(keeping, 1_000);
    await move({ id, move: "ready", facts: { containerId: "c1" } });
    await move({ id, move: "terminate", reason: "REQUESTED", by: "user_1" });
    await move({ id, move: "terminated", facts: { cpuMs: 7 } });
    const events = await world.eventsOf(id);
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      ["SANDBOX_REQUESTED", { image: "a/b:1", by: admin.id }],
      ["SANDBOX_PROVISIONING", { host: "kubernetes:x", attempt: 1 }],
      ["SANDBOX_POSTPONED", { reason: "HOST_QUOTA", message: "full", nextTryAt: expect.stringMatching(/^\d{4}-.*T/) }],
      ["SANDBOX_PROVISIONING", { host: "kubernetes:x", attempt: 2 }],
      ["SANDBOX_READY", { fromPool: false, containerId: "c1" }],
      ["SANDBOX_TERMINATING", { reason: "REQUESTED", by: "user_1" }],
      ["SANDBOX_TERMINATED", { reason: "REQUESTED", cost: expect.any(Number) }],
    ]);
    expect(new Set(events.map((event) => event.tenantId))).toEqual(new Set([tenantId]));
  });

  it("that is ready has its own time from then on", async () => {
    const { id, deadlineAt } = await world.at("PROVISIONING", admin, { timeoutMs: 5_000_000 });
    expect(Math.abs((await inMs(deadlineAt)) - 60_000)).toBeLessThan(20_000);
    const moved = await move({ id, move: "ready" });
    expect((moved?.deadlineAt?.getTime() ?? 0) - (moved?.readyAt?.getTime() ?? 0)).toBe(5_000_000);
    expect(moved).toMatchObject({ reason: null, message: null, finishedAt: null, cost: null });
  });

  it("that is put off waits again, is nobody's, and keeps the try of its task", async () => {
    const taskId = world.tasks.add(admin);
    const attempt = { tenantId: admin.tenantId, taskId, leaseToken: "lease", spec: specOf({ env: { A: "b" } }) };
    const begun = await ledger.beginTask(await world.process(), { ...attempt, releaseId: null, createdBy: admin.id });
    await ledger.setHostRef(begun?.id ?? "", "warm_1");
    const change = { id: begun?.id ?? "", move: "postpone", reason: "HOST_QUOTA", delayMs: 60_000 } as const;
    expect(await move(change)).toMatchObject({
      ...{ status: "PENDING", host: null, hostRef: null, ownerId: null, provisioningAt: null, deadlineAt: null },
      ...{ postponements: 1, leaseToken: "lease", isFromPool: false, reason: null, releasedAt: null },
      // Its host is to be told of it once more.
      spec: attempt.spec,
    });
    const [row] = await world.rows<{ nextTryAt: Date }>(
      'SELECT next_try_at AS "nextTryAt" FROM sandboxes WHERE id = $1',
      [change.id],
    );
    expect(await inMs(row?.nextTryAt)).toBeGreaterThan(30_000);
  });

  it.each<[SandboxChange["move"], Partial<SandboxChange>, object]>([
    ["succeed", { exitCode: 0 }, { exitCode: 0 }],
    [
      "fail",
      { reason: "OUT_OF_MEMORY", message: "much", exitCode: 137 },
      { reason: "OUT_OF_MEMORY", message: "much", exitCode: 137 },
    ],
    ["fail", { reason: "DEADLINE_EXCEEDED" }, { reason: "DEADLINE_EXCEEDED", message: "" }],
    ["lose", {}, { reason: "HOST_LOST", message: "" }],
  ])("that has run costs its time times what it asked for: %s with %j", async (name, how, data) => {
    const { id } = await world.at("READY", admin, { resources: { cpu: "500m" } });
    await age(id, "ready_at", 3_600);
    const moved = await move({ id, move: name, ...how });
    // Half a core for an hour, at 2 a second.
    expect(moved?.cost).toBeGreaterThanOrEqual(3_600);
    expect(moved?.cost).toBeLessThan(3_700);
    expect(moved).toMatchObject({ deadlineAt: null, releasedAt: null, exitCode: how.exitCode ?? null });
    expect(moved?.finishedAt).toBeInstanceOf(Date);
    expect((await lastEvent(id)).data).toEqual({ ...data, cost: moved?.cost });
  });

  it("that is ended costs until it is gone", async () => {
    const { id } = await world.at("TERMINATING", admin, { resources: { cpu: "1" } });
    await age(id, "ready_at", 100);
    const moved = await move({ id, move: "terminated" });
    expect(moved?.cost).toBeGreaterThanOrEqual(200);
    expect(moved).toMatchObject({ reason: "REQUESTED", status: "TERMINATED" });
  });

  it.each([
    ["drop", "PENDING"],
    ["fail", "PROVISIONING"],
    ["fail", "PENDING"],
  ] as const)("costs nothing when it never ran: %s of one that is %s", async (name, from) => {
    const { id } = await world.at(from, admin);
    expect(await move({ id, move: name, reason: "UNSCHEDULABLE" })).toMatchObject({ cost: 0 });
  });

  it.each([
    ["drop", "PENDING", true],
    ["fail", "PENDING", true],
    ["fail", "PROVISIONING", false],
  ] as const)("is released at once by %s where it is %s and no host has it: %s", async (name, from, isReleased) => {
    const { id } = await world.at(from, admin);
    const moved = await move({ id, move: name, reason: "TASK_ENDED" });
    expect(moved?.releasedAt !== null).toBe(isReleased);
  });

  it.each([
    ["succeed", true],
    ["fail", false],
  ] as const)("of a release counts as a use of it by %s, once", async (name, succeeded) => {
    const releaseId = await world.release(admin);
    const { id } = await world.at("READY", admin, { releaseId });
    await age(id, "ready_at", 90);
    await Promise.all(Array.from({ length: 4 }, () => ledger.move([{ id, move: name, reason: "EXIT_CODE" }])));
    const uses = await world.rows<{ durationMs: number }>(
      'SELECT tenant_id AS "tenantId", succeeded, duration_ms AS "durationMs" FROM item_uses WHERE release_id = $1',
      [releaseId],
    );
    expect(uses).toEqual([{ tenantId: admin.tenantId, succeeded, durationMs: expect.any(Number) }]);
    expect(uses[0]?.durationMs).toBeGreaterThanOrEqual(90_000);
    expect(uses[0]?.durationMs).toBeLessThan(120_000);
  });

  it("of a release counts as no use when it was ended, or lost", async () => {
    const releaseId = await world.release(admin);
    for (const name of ["lose", "terminate", "terminated"] as const) {
      const { id } = await world.at(name === "terminated" ? "TERMINATING" : "READY", admin, { releaseId });
      expect(await move({ id, move: name })).toBeDefined();
    }
    expect(await world.rows("SELECT 1 FROM item_uses WHERE release_id = $1", [releaseId])).toEqual([]);
  });

  it("keeps what its host has told, and forgets none of it where the host is silent", async () => {
    const { id } = await world.at("PROVISIONING", admin);
    const connection = { namespace: "n", pod: "p", container: null, address: "10.0.0.1" };
    const first = { containerId: "c1", connection, cpuMs: 1.5, peakMemoryBytes: 100.4 };
    expect(await move({ id, move: "ready", facts: first })).toMatchObject({ ...first, peakMemoryBytes: 100 });
    const second = { containerId: null, connection: undefined, cpuMs: 2.5, peakMemoryBytes: 50 };
    expect(await move({ id, move: "succeed", exitCode: 3, facts: second })).toMatchObject({
      ...{ containerId: "c1", connection, cpuMs: 2.5, peakMemoryBytes: 100, exitCode: 3 },
    });
  });

  it("keeps of what a host says whatever can be kept of it", async () => {
    const { id } = await world.at("READY", admin);
    const message = `a\0b\ud800${"x".repeat(10_000)}`;
    const facts = { containerId: "c\0" };
    const moved = await move({ id, move: "fail", reason: "EXIT_CODE", message, exitCode: 3_221_225_477, facts });
    expect(moved?.message?.startsWith("a\ufffdb\ufffdxxx")).toBe(true);
    expect(moved?.message).toHaveLength(2_000);
    expect(moved).toMatchObject({ containerId: "c\ufffd", exitCode: 2_147_483_647 });
  });
});

describe("changes that come together", () => {
  it("are one statement for each move, and those of one sandbox in their order", async () => {
    const a = await world.at("PROVISIONING", admin);
    const b = await world.at("PROVISIONING", admin);
    const c = await world.at("READY", admin);
    const unknown = { id: "sandbox_none", move: "ready" } as const;
    const moved = await ledger.move([
      { id: a.id, move: "ready" },
      { id: c.id, move: "succeed" },
      unknown,
      { id: b.id, move: "ready" },
      { id: a.id, move: "succeed" },
      { id: b.id, move: "ready" },
    ]);
    expect(moved.map(({ id, status }) => [id, status])).toEqual(
      expect.arrayContaining([
        [a.id, "READY"],
        [b.id, "READY"],
        [a.id, "SUCCEEDED"],
        [c.id, "SUCCEEDED"],
      ]),
    );
    expect(moved).toHaveLength(4);
    expect(await world.eventTypesOf(a.id)).toEqual(["REQUESTED", "PROVISIONING", "READY", "SUCCEEDED"]);
  });

  it("are none", async () => {
    expect(await ledger.move([])).toEqual([]);
    await expect(ledger.move([{ id: "x", move: "provision" }])).rejects.toThrow("claim");
  });

  it("of many that meet in any order leave each sandbox with one end", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 12; count++) ids.push((await world.at("READY", admin)).id);
    const ends = ["succeed", "fail", "terminate", "lose"] as const;
    const batches = ends.map((name, index) => {
      const order = index % 2 === 0 ? ids : ids.toReversed();
      return ledger.move(order.map((id) => ({ id, move: name, reason: "REQUESTED" as const })));
    });
    const moved = (await Promise.all(batches)).flat();
    expect(moved.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    for (const { id, status } of moved) expect((await world.eventTypesOf(id)).at(-1)).toBe(status);
  });

  it("are told to followers of the events after the commit", async () => {
    const { id, tenantId, eventSeq } = await world.at("READY", admin);
    const follower = world.events.follow({ tenantId, streamId: id, after: eventSeq });
    const next = follower.next();
    await move({ id, move: "succeed" });
    expect((await next).value).toMatchObject({ type: "SANDBOX_SUCCEEDED", seq: eventSeq + 1 });
    await follower.return?.();
  });
});
