import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import type { Keeping, KeptSandbox, LedgerConfig, TaskTry } from "../../src/sandboxes/ledger.js";
import { specOf } from "../support/sandbox-specs.js";
import { SandboxWorld } from "../support/sandbox-world.js";

let world: SandboxWorld;
let admin: Principal;
let keeping: Keeping;

beforeAll(async () => {
  world = await SandboxWorld.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  // Nothing of another test waits.
  await world.rows("DELETE FROM sandboxes");
  admin = await world.tenant();
  keeping = await world.process();
});

async function manyWaiting(by: Principal, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made++) ids.push((await world.waiting(by)).id);
  return ids;
}

const idsOf = (sandboxes: readonly KeptSandbox[]): string[] => sandboxes.map(({ id }) => id).toSorted();
const countBy = (sandboxes: readonly KeptSandbox[], { tenantId }: Principal): number =>
  sandboxes.filter((one) => one.tenantId === tenantId).length;

async function underWay(): Promise<number> {
  const [row] = await world.rows<{ count: number }>(
    "SELECT count(*)::integer AS count FROM sandboxes WHERE status IN ('PROVISIONING', 'READY', 'TERMINATING')",
  );
  return row?.count ?? Number.NaN;
}

describe("a claim", () => {
  it("takes those that wait the longest, whole, for the process and its host", async () => {
    const input = { image: "a:1", env: { A: "secret" }, files: [{ path: "a", text: "b" }] };
    const { id } = await world.waiting(admin, input);
    await manyWaiting(admin, 2);
    const [claimed, ...others] = await world.ledger().claim(keeping, 1);
    expect(others).toEqual([]);
    expect(claimed).toMatchObject({
      ...keeping,
      id,
      status: "PROVISIONING",
      spec: specOf(input),
      hostRef: null,
      eventSeq: 2,
    });
    expect(claimed?.provisioningAt).toBeInstanceOf(Date);
    expect(claimed?.leaseToken).toBeNull();
  });

  it("leaves alone what waits for a task, or until later", async () => {
    await world.waiting(admin, { taskId: world.tasks.add(admin) });
    const later = await world.at("PROVISIONING", admin);
    await world.ledger().move([{ id: later.id, move: "postpone", reason: "HOST_QUOTA", delayMs: 60_000 }]);
    expect(await world.ledger().claim(keeping, 10)).toEqual([]);
    await world.rows("UPDATE sandboxes SET next_try_at = now() - interval '1 second' WHERE id = $1", [later.id]);
    expect(idsOf(await world.ledger().claim(keeping, 10))).toEqual([later.id]);
  });

  it("reaches as far as a tenant's share, whatever has it", async () => {
    const ledger = world.ledger({ maxPerTenant: 3 });
    await world.at("READY", admin);
    await world.at("TERMINATING", admin);
    await world.at("SUCCEEDED", admin);
    const ids = await manyWaiting(admin, 3);
    expect(idsOf(await ledger.claim(keeping, 10))).toEqual(ids.slice(0, 1));
    expect(await ledger.claim(keeping, 10)).toEqual([]);
    await ledger.move([{ id: ids[0] ?? "", move: "fail" }]);
    expect(idsOf(await ledger.claim(keeping, 10))).toEqual(ids.slice(1, 2));
  });

  it("gives tenants their turn: one with a thousand waiting keeps no other from a place", async () => {
    const ledger = world.ledger();
    await world.rows(
      `INSERT INTO sandboxes (id, tenant_id, spec, created_by)
       SELECT 'sandbox_0' || lpad(n::text, 25, '0'), $1, $2, 'u' FROM generate_series(1, 1000) n`,
      [admin.tenantId, JSON.stringify(specOf())],
    );
    const small = await world.tenant();
    await manyWaiting(small, 3);
    expect(countBy(await ledger.claim(keeping, 4), small)).toBe(2);
    expect(countBy(await ledger.claim(keeping, 1), small) + countBy(await ledger.claim(keeping, 1), small)).toBe(1);
    // What has a place already counts: the newcomer is the first of all.
    const late = await world.tenant();
    await manyWaiting(late, 1);
    expect(countBy(await ledger.claim(keeping, 1), late)).toBe(1);
  });

  it("of many processes at once takes each sandbox once, and together no more than the share", async () => {
    const other = await world.tenant();
    await manyWaiting(admin, 15);
    await manyWaiting(other, 4);
    const claims = Array.from({ length: 8 }, async (_, index) =>
      world.ledger({ maxPerTenant: 7 }).claim(await world.process(`local:${index}`), 3),
    );
    const claimed = (await Promise.all(claims)).flat();
    expect(new Set(idsOf(claimed)).size).toBe(claimed.length);
    expect(countBy(claimed, admin)).toBeLessThanOrEqual(7);
    for (let rest = 1; rest > 0;) rest = (await world.ledger({ maxPerTenant: 7 }).claim(keeping, 3)).length;
    expect(await underWay()).toBe(7 + 4);
    for (const { id } of claimed) expect(await world.eventTypesOf(id)).toEqual(["REQUESTED", "PROVISIONING"]);
  });

  it("and an end that meet leave each sandbox with one of them", async () => {
    const ids = await manyWaiting(admin, 20);
    const ledger = world.ledger({ maxPerTenant: 100 });
    const drop = (id: string) => ledger.move([{ id, move: "drop", reason: "REQUESTED" }]);
    const [claimed, ...dropped] = await Promise.all([ledger.claim(keeping, 100), ...ids.map(drop)]);
    const late = await ledger.claim(keeping, 100);
    const both = [...claimed, ...late, ...dropped.flat()];
    expect(idsOf(both)).toEqual(ids.toSorted());
    for (const { id, status } of both) expect((await world.eventTypesOf(id)).at(-1)).toBe(status);
  });

  it("finds nothing where nothing waits", async () => {
    await world.at("READY", admin);
    expect(await world.ledger().claim(keeping, 10)).toEqual([]);
    expect(await world.ledger().claim(keeping, 0)).toEqual([]);
  });
});

describe("the try of a task", () => {
  const tryOf = (more: Partial<TaskTry> = {}): TaskTry => ({
    ...{ tenantId: admin.tenantId, taskId: world.tasks.add(admin), leaseToken: newId("key"), spec: specOf() },
    ...{ releaseId: null, createdBy: admin.id, ...more },
  });
  const begin = (attempt: TaskTry, config: Partial<LedgerConfig> = {}, by = keeping) =>
    world.ledger(config).beginTask(by, attempt);

  it("gets a new sandbox, which tells that it was asked for and is made", async () => {
    const spec = specOf({ image: "a:1", labels: { team: "a" }, files: [{ path: "a", text: "b" }] });
    const attempt = tryOf({ spec });
    const begun = await begin(attempt);
    expect(begun).toMatchObject({
      ...keeping,
      status: "PROVISIONING",
      spec,
      leaseToken: attempt.leaseToken,
      eventSeq: 2,
    });
    expect((await world.eventsOf(begun?.id ?? "")).map(({ type, data }) => [type, data])).toEqual([
      ["SANDBOX_REQUESTED", { image: "a:1", taskId: attempt.taskId, by: admin.id }],
      ["SANDBOX_PROVISIONING", { host: keeping.host, attempt: 1 }],
    ]);
    const [row] = await world.rows("SELECT labels FROM sandboxes");
    expect(row).toEqual({ labels: { team: "a" } });
  });

  it("gets the same again, wherever it stands by now, from whatever process", async () => {
    const attempt = tryOf();
    const first = await begin(attempt);
    expect(await begin(attempt, {}, await world.process())).toEqual(first);
    for (const move of ["ready", "fail"] as const) {
      const [moved] = await world.ledger().move([{ id: first?.id ?? "", move, reason: "EXIT_CODE" }]);
      expect(await begin(attempt)).toMatchObject({ id: first?.id, status: moved?.status, eventSeq: moved?.eventSeq });
    }
    // Also where the share is used up.
    expect(await begin(attempt, { maxPerTenant: 1 })).toMatchObject({ id: first?.id });
  });

  it("gets one sandbox for one lease, however many ask at once", async () => {
    const attempt = tryOf();
    const begun = await Promise.all(Array.from({ length: 10 }, async () => begin(attempt, {}, await world.process())));
    expect(new Set(begun.map((one) => one?.id)).size).toBe(1);
    expect(await world.rows("SELECT 1 FROM sandboxes")).toHaveLength(1);
    expect(await world.eventTypesOf(begun[0]?.id ?? "")).toEqual(["REQUESTED", "PROVISIONING"]);
  });

  it("gets another one for another lease", async () => {
    const attempt = tryOf();
    const first = await begin(attempt);
    const second = await begin({ ...attempt, leaseToken: "other" });
    expect(second?.id).not.toBe(first?.id);
    expect(second).toMatchObject({ status: "PROVISIONING", leaseToken: "other" });
  });

  it("gets the sandbox that was requested for its task, as it was requested", async () => {
    const attempt = tryOf({ createdBy: "task's maker" });
    const { id } = await world.waiting(admin, { taskId: attempt.taskId, image: "requested:1", labels: { a: "b" } });
    expect(await begin(attempt)).toMatchObject({
      ...{ id, leaseToken: attempt.leaseToken, status: "PROVISIONING", createdBy: admin.id },
      spec: { image: "requested:1", labels: { a: "b" } },
    });
    expect(await world.eventTypesOf(id)).toEqual(["REQUESTED", "PROVISIONING"]);
  });

  it("gets what its release says in place of what was requested", async () => {
    const releaseId = await world.release(admin);
    const attempt = tryOf({ releaseId, spec: specOf({ image: "released:1" }) });
    const { id } = await world.waiting(admin, { taskId: attempt.taskId, image: "requested:1" });
    expect(await begin(attempt)).toMatchObject({ id, releaseId, spec: { image: "released:1" } });
  });

  it("that was put off gets its own again, and a later one what an earlier one has left waiting", async () => {
    const attempt = tryOf();
    const first = await begin(attempt);
    const id = first?.id ?? "";
    const postpone = { id, move: "postpone", reason: "HOST_QUOTA", delayMs: 3_600_000 } as const;
    await world.ledger().move([postpone]);
    expect(await begin(attempt)).toMatchObject({ id, postponements: 1, status: "PROVISIONING" });
    await world.ledger().move([postpone]);
    expect(await begin({ ...attempt, leaseToken: "later" })).toMatchObject({ id, leaseToken: "later" });
  });

  it("whose sandbox was dropped while it waited again gets no second one", async () => {
    const attempt = tryOf();
    const id = (await begin(attempt))?.id ?? "";
    await world.ledger().move([{ id, move: "postpone", reason: "HOST_QUOTA", delayMs: 0 }]);
    await world.ledger().move([{ id, move: "drop", reason: "REQUESTED" }]);
    expect(await begin(attempt)).toMatchObject({ id, status: "TERMINATED" });
    expect(await world.rows("SELECT 1 FROM sandboxes")).toHaveLength(1);
  });

  it("waits where the tenant's share is used up, and leaves nothing behind", async () => {
    await world.at("READY", admin);
    const { id } = await world.waiting(admin, { taskId: world.tasks.add(admin) });
    const events = await world.rows("SELECT 1 FROM events");
    expect(await begin(tryOf(), { maxPerTenant: 1 })).toBeNull();
    const requested = await world.rows<{ taskId: string }>('SELECT task_id AS "taskId" FROM sandboxes WHERE id = $1', [
      id,
    ]);
    expect(await begin(tryOf({ taskId: requested[0]?.taskId ?? "" }), { maxPerTenant: 1 })).toBeNull();
    expect(await world.rows("SELECT 1 FROM events")).toHaveLength(events.length);
    expect(await world.rows("SELECT 1 FROM sandboxes")).toHaveLength(2);
    // Of another tenant it says nothing.
    const other = await world.tenant();
    expect(await begin(tryOf({ tenantId: other.tenantId }), { maxPerTenant: 1 })).not.toBeNull();
  });

  it("and claims together stay within the share", async () => {
    await manyWaiting(admin, 10);
    const config = { maxPerTenant: 5 };
    await Promise.all([
      ...Array.from({ length: 10 }, () => begin(tryOf(), config)),
      ...Array.from({ length: 10 }, () => world.ledger(config).claim(keeping, 2)),
    ]);
    expect(await underWay()).toBe(5);
  });

  it("takes nothing of a task of another tenant", async () => {
    const other = await world.tenant();
    const attempt = tryOf();
    const { id } = await world.waiting(admin, { taskId: attempt.taskId });
    const stranger = await begin({ ...attempt, tenantId: other.tenantId });
    expect(stranger).toMatchObject({ tenantId: other.tenantId, eventSeq: 2 });
    expect(await begin(attempt)).toMatchObject({ id, tenantId: admin.tenantId });
  });
});

describe("what waits for a task that has ended", () => {
  it("is dropped, some at a time, and what waits for others stays", async () => {
    const tasks = Array.from({ length: 7 }, () => world.tasks.add(admin));
    const ids: string[] = [];
    for (const taskId of tasks) ids.push((await world.waiting(admin, { taskId })).id);
    const free = await world.waiting(admin);
    for (const taskId of tasks.slice(2)) world.tasks.end(taskId);
    const ledger = world.ledger();
    const dropped: number[] = [];
    for (let pages = 0; pages < 4; pages++) dropped.push(await ledger.dropOfEndedTasks(2));
    // The first page waits on; the last one is not full, and the walk begins anew.
    expect(dropped).toEqual([0, 2, 2, 1]);
    const rows = await world.rows<{ id: string; reason: string }>(
      "SELECT id, reason FROM sandboxes WHERE status = 'TERMINATED'",
    );
    expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.slice(2).toSorted());
    expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set(["TASK_ENDED"]));
    world.tasks.end(tasks[0] ?? "");
    expect(await ledger.dropOfEndedTasks(100)).toBe(1);
    expect(await ledger.dropOfEndedTasks(100)).toBe(0);
    expect(idsOf(await ledger.claim(keeping, 10))).toEqual([free.id]);
  });
});
