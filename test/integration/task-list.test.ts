import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import type { Task, TaskFilter, TaskOrder } from "../../src/tasks/index.js";
import { refusalOf } from "../support/refusal.js";
import { TaskWorld, type Replica } from "../support/task-world.js";

const priorities = ["LOW", "NORMAL", "HIGH", "URGENT"] as const;

describe("listing tasks", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;
  let all: readonly Task[];
  const agentId = newId("agent");

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica({ roles: ["api"] });
    admin = await world.tenant();
    for (const name of ["a", "b"]) await replica.tasks.defineKind(admin, { name });
    all = await replica.tasks.createMany(
      admin,
      Array.from({ length: 40 }, (_, n) => ({
        kind: n % 2 ? "a" : "b",
        priority: priorities[n % 4],
        labels: n % 5 ? {} : { team: "x", no: String(n) },
        scheduledAt: n % 10 ? null : new Date(Date.now() + 86_400_000),
      })),
    );
    await world.rows("UPDATE tasks SET agent_id = $2, created_at = created_at + interval '1 hour' WHERE id = ANY($1)", [
      all.slice(0, 3).map(({ id }) => id),
      agentId,
    ]);
  });
  afterAll(() => world.close());

  /** All pages of a listing, put together. */
  async function pages(filter: TaskFilter, orderBy: TaskOrder, first: number): Promise<Task[]> {
    const found: Task[] = [];
    for (let after: string[] | null = null; ;) {
      const page = await replica.tasks.list(admin.tenantId, { filter, orderBy, page: { first, after } });
      expect(page.hasPreviousPage).toBe(after !== null);
      found.push(...page.items);
      const last = page.items.at(-1);
      if (!page.hasNextPage || !last) return found;
      expect(page.items).toHaveLength(first);
      after = orderBy.field === "PRIORITY" ? [String(priorities.indexOf(last.priority)), last.id] : [last.id];
    }
  }

  const byAge: TaskOrder = { field: "CREATED_AT", direction: "ASC" };
  const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id);

  it.each([1, 7, 39, 40, 41])("gives each task once over pages of %i, in either direction of age", async (first) => {
    const sorted = ids(all).toSorted();
    expect(ids(await pages({}, byAge, first))).toEqual(sorted);
    expect(ids(await pages({}, { ...byAge, direction: "DESC" }, first))).toEqual(sorted.toReversed());
  });

  it.each([1, 7, 10, 40])("gives each task once over pages of %i by priority, through its ties", async (first) => {
    const key = ({ priority, id }: Task) => `${priorities.indexOf(priority)} ${id}`;
    const sorted = all.map(key).toSorted();
    expect((await pages({}, { field: "PRIORITY", direction: "ASC" }, first)).map(key)).toEqual(sorted);
    expect((await pages({}, { field: "PRIORITY", direction: "DESC" }, first)).map(key)).toEqual(sorted.toReversed());
  });

  it.each<[string, TaskFilter, (task: Task, index: number) => boolean]>([
    ["status", { status: ["SCHEDULED"] }, (_task, n) => n % 10 === 0],
    ["several statuses", { status: ["SCHEDULED", "QUEUED"] }, () => true],
    ["no status at all", { status: [] }, () => false],
    ["kind", { kind: ["a"] }, ({ kind }) => kind === "a"],
    ["priority", { priority: ["LOW", "URGENT"] }, (_task, n) => n % 4 === 0 || n % 4 === 3],
    ["a label", { labels: { team: "x" } }, (_task, n) => n % 5 === 0],
    ["two labels", { labels: { team: "x", no: "5" } }, (_task, n) => n === 5],
    ["no label in particular", { labels: {} }, () => true],
    [
      "all at once",
      { status: ["QUEUED"], kind: ["a"], priority: ["NORMAL"], labels: { team: "x" } },
      (_task, n) => n === 5 || n === 25,
    ],
    ["an unknown kind", { kind: ["c"] }, () => false],
    [
      "null, which asks for nothing",
      { status: null, kind: null, priority: null, labels: null, agentId: null },
      () => true,
    ],
  ])("filters by %s", async (_what, filter, fits) => {
    expect(ids(await pages(filter, byAge, 9)).toSorted()).toEqual(ids(all.filter(fits)).toSorted());
  });

  it("filters by agent and by time of creation", async () => {
    const three = ids(all.slice(0, 3)).toSorted();
    expect(ids(await pages({ agentId }, byAge, 2))).toEqual(three);
    const soon = new Date(Date.now() + 1_800_000);
    expect(ids(await pages({ createdAfter: soon }, byAge, 2))).toEqual(three);
    expect(await pages({ createdBefore: soon }, byAge, 100)).toHaveLength(37);
    expect(await pages({ createdAfter: soon, createdBefore: soon }, byAge, 100)).toEqual([]);
  });

  const page = { first: 3, after: null };

  it("reads what is asked for of each task, and no more", async () => {
    const select = { columns: new Set(["kind", "dueAt", "lastError"] as const), agent: null };
    const { items } = await replica.tasks.list(admin.tenantId, { filter: {}, orderBy: byAge, page, select });
    const whole = await replica.tasks.list(admin.tenantId, { filter: {}, orderBy: byAge, page });
    for (const [index, task] of items.entries()) {
      const { id, kind, dueAt, priority, lastError } = whole.items[index] as Task;
      expect({ ...task }).toEqual({ id, kind, dueAt, priority, lastError });
      expect(() => task.input).toThrow("input was asked for, but not read");
    }
    expect(items).toHaveLength(3);
  });

  it("tells when and how a task failed", async () => {
    const at = "2026-01-31T12:00:00.000Z";
    await world.rows("UPDATE tasks SET last_error = $2 WHERE id = $1", [
      all[0]?.id,
      JSON.stringify({ reason: "TIMEOUT", message: "late", at }),
    ]);
    const { items } = await replica.tasks.list(admin.tenantId, { filter: {}, orderBy: byAge, page });
    expect(items[0]?.lastError).toEqual({ reason: "TIMEOUT", message: "late", at: new Date(at) });
  });

  it("reads a task's agent with it, of the tenant alone", async () => {
    const select = { columns: new Set([] as const), agent: new Set(["name"] as const) };
    const list = async (tenantId: string) =>
      (await replica.tasks.list(tenantId, { filter: {}, orderBy: byAge, page: { first: 4, after: null }, select }))
        .items;
    const insert =
      "INSERT INTO agents (id, tenant_id, name, capabilities, removed_at) VALUES ($1, $2, 'a', '{}', now())";
    const stranger = await world.tenant();
    expect((await list(admin.tenantId)).map(({ agent }) => agent)).toEqual([null, null, null, null]);
    await world.rows(insert, [agentId, stranger.tenantId]);
    expect((await list(admin.tenantId))[0]?.agent).toBeNull();
    await world.rows("UPDATE agents SET tenant_id = $2 WHERE id = $1", [agentId, admin.tenantId]);
    const [first, , , fourth] = await list(admin.tenantId);
    expect(first?.agent).toMatchObject({ id: agentId, name: "a" });
    expect(() => first?.agent?.version).toThrow("not read");
    expect(fourth?.agent).toBeNull();
  });

  it("shows each reader what they have written, while others read the same", async () => {
    const listed = () => replica.tasks.list(admin.tenantId, { filter: { kind: ["mine"] }, orderBy: byAge, page });
    await replica.tasks.defineKind(admin, { name: "mine" });
    const counts = await Promise.all(
      [1, 2, 3].map(async () => {
        const background = Array.from({ length: 5 }, listed);
        const task = await replica.tasks.create(admin, { kind: "mine" });
        const { items } = await listed();
        await Promise.all(background);
        return items.some(({ id }) => id === task.id);
      }),
    );
    expect(counts).toEqual([true, true, true]);
  });

  it("refuses filters that are none", async () => {
    const list = (filter: TaskFilter) =>
      refusalOf(replica.tasks.list(admin.tenantId, { filter, orderBy: byAge, page: { first: 1, after: null } }));
    expect(await list({ agentId: "nobody" })).toMatchObject({ reason: "ID_INVALID", path: ["filter", "agentId"] });
    expect(await list({ agentId: "" })).toMatchObject({ reason: "ID_INVALID", path: ["filter", "agentId"] });
    expect(await list({ labels: { a: 1 } })).toMatchObject({
      reason: "LABELS_INVALID",
      path: ["filter", "labels", "a"],
    });
  });
});

it("tells the depth of the queues", async () => {
  const world = await TaskWorld.open();
  const replica = await world.replica({ roles: ["api"] });
  const admin = await world.tenant();
  for (const name of ["a", "b"]) await replica.tasks.defineKind(admin, { name });
  const make = (count: number, kind: string, more: object = {}) =>
    replica.tasks.createMany(
      admin,
      Array.from({ length: count }, () => ({ kind, ...more })),
    );
  await make(5, "a");
  const gpu = await make(2, "a", { requiredCapabilities: ["gpu"] });
  await make(3, "b", { scheduledAt: new Date(Date.now() + 86_400_000) });
  await world.rows("UPDATE tasks SET due_at = now() - interval '1 minute' WHERE id = $1", [gpu[0]?.id]);
  await world.rows("UPDATE tasks SET status = 'RUNNING', lease_expires_at = now() WHERE id = $1", [gpu[1]?.id]);
  const [, ended] = await make(2, "b");
  await world.rows("UPDATE tasks SET status = 'QUARANTINED', finished_at = now() WHERE id = $1", [ended?.id]);
  const stats = await replica.tasks.queueStats(admin.tenantId);
  const none = { scheduled: 0, queued: 0, assigned: 0, running: 0 };
  expect(stats.pools).toMatchObject([
    { kind: "a", requiredCapabilities: [], ...none, queued: 5 },
    { kind: "b", requiredCapabilities: [], ...none, queued: 1, scheduled: 3 },
    { kind: "a", requiredCapabilities: ["gpu"], ...none, queued: 1, running: 1 },
  ]);
  expect(stats.quarantined).toBe(1);
  expect(stats.oldestWaitMs).toBeGreaterThanOrEqual(60_000);
  expect(stats.pools[2]?.oldestWaitMs).toBe(stats.oldestWaitMs);
  expect(stats.pools[0]?.oldestWaitMs).toBeLessThan(60_000);
  await world.close();
});
