import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { Lease } from "../../src/tasks/index.js";
import { refusalOf } from "../support/refusal.js";
import { leaseOf, only, TaskWorld, type PlayedAgent, type Replica } from "../support/task-world.js";

describe("what a running agent reports", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;
  let agent: PlayedAgent;
  let lease: Lease;

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica();
    admin = await world.tenant();
    await replica.tasks.defineKind(admin, { name: "echo", outputSchema: { type: ["number", "null"] } });
    agent = await world.agent(replica, admin, { capacity: 100 });
  });
  afterAll(async () => {
    await agent.leave();
    await world.close();
  });
  beforeEach(async () => {
    await replica.tasks.create(admin, { kind: "echo" });
    lease = leaseOf(only(await agent.next()));
    await replica.tasks.accept(agent.principal, [lease]);
  });

  const append = (chunks: string[], as: Partial<Lease> = {}) =>
    replica.tasks.appendOutput(agent.principal, { ...lease, ...as, chunks });
  const chunksOf = ({ taskId }: Lease) =>
    world.rows<{ seq: number; chunk: string }>("SELECT seq, chunk FROM task_output WHERE task_id = $1 ORDER BY seq", [
      taskId,
    ]);

  it("is kept as the last progress, with an event each", async () => {
    const report = (percent?: number, message?: string) =>
      replica.tasks.progress(agent.principal, { ...lease, percent, message });
    expect(await report(10, "begun")).toMatchObject({ progressPercent: 10, progressMessage: "begun" });
    expect(await report(50)).toMatchObject({ progressPercent: 50, progressMessage: "begun" });
    expect(await report(undefined, "a\u0000b")).toMatchObject({ progressPercent: 50, progressMessage: "a\uFFFDb" });
    expect((await world.eventTypesOf(lease.taskId)).slice(3)).toEqual([
      "TASK_PROGRESSED",
      "TASK_PROGRESSED",
      "TASK_PROGRESSED",
    ]);
    expect(await refusalOf(report(101))).toMatchObject({ code: "BAD_USER_INPUT", path: ["percent"] });
    expect(await refusalOf(report(Number.NaN))).toMatchObject({ code: "BAD_USER_INPUT", path: ["percent"] });
  });

  it("numbers chunks of output without a gap, however many calls race", async () => {
    const ends = await Promise.all(Array.from({ length: 20 }, (_, n) => append([`${n}a`, `${n}b`, `${n}c`])));
    expect(ends.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => (n + 1) * 3));
    const rows = await chunksOf(lease);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    for (let n = 0; n < 60; n += 3) {
      const [a, b, c] = rows.slice(n, n + 3).map(({ chunk }) => chunk);
      expect([b, c]).toEqual([a?.replace("a", "b"), a?.replace("a", "c")]);
    }
  });

  it("refuses output that there is no room for, and adds none of it", async () => {
    await world.rows("UPDATE tasks SET output_seq = 99999 WHERE id = $1", [lease.taskId]);
    expect(await refusalOf(append(["a", "b"]))).toMatchObject({
      code: "QUOTA_EXCEEDED",
      reason: "TASK_OUTPUT_FULL",
      path: ["chunks"],
    });
    expect(await append(["a"])).toBe(100_000);
    expect(await chunksOf(lease)).toEqual([{ seq: 100_000, chunk: "a" }]);
  });

  it.each([
    ["no chunk", [], "LIST_TOO_LONG", ["chunks"]],
    ["1,001 chunks", Array.from({ length: 1_001 }, () => ""), "LIST_TOO_LONG", ["chunks"]],
    ["a chunk of more than 64 KiB", ["", "\u00e9".repeat(32_769)], "CHUNK_TOO_LARGE", ["chunks", 1]],
    ["a chunk with a NUL", ["\u0000"], "TEXT_UNSTORABLE", ["chunks", 0]],
  ])("refuses %s", async (_what, chunks, reason, path) => {
    expect(await refusalOf(append(chunks))).toMatchObject({ reason, path });
    expect(await chunksOf(lease)).toEqual([]);
  });

  it("is refused under a stale lease, and when the task has ended", async () => {
    const stale = { leaseToken: "stale" };
    const { principal } = agent;
    expect(await refusalOf(append(["a"], stale))).toMatchObject({
      code: "STALE_LEASE",
      reason: "LEASE_STALE",
      path: ["leaseToken"],
    });
    expect(await refusalOf(replica.tasks.progress(principal, { ...lease, ...stale, percent: 1 }))).toMatchObject({
      code: "STALE_LEASE",
    });
    expect(await refusalOf(replica.tasks.fail(principal, { ...lease, ...stale, errorMessage: "" }))).toMatchObject({
      code: "STALE_LEASE",
    });
    expect(await replica.tasks.complete(principal, [{ ...lease, ...stale }])).toMatchObject([
      { outcome: "STALE_LEASE" },
    ]);
    await replica.tasks.complete(principal, [lease]);
    expect(await refusalOf(append(["a"]))).toMatchObject({ code: "INVALID_STATE", path: ["taskId"] });
    expect(await refusalOf(replica.tasks.progress(principal, { ...lease, percent: 1 }))).toMatchObject({
      code: "INVALID_STATE",
    });
    expect(await chunksOf(lease)).toEqual([]);
  });

  it.each([
    ["a token with a NUL", { leaseToken: "a\u0000" }, "STALE_LEASE"],
    ["a token with half a pair", { leaseToken: "\ud800" }, "STALE_LEASE"],
    ["an id with a NUL", { taskId: "task_\u0000" }, "NOT_FOUND"],
    ["an empty id", { taskId: "" }, "NOT_FOUND"],
  ])("is refused under %s, and leaves those who call at the same time alone", async (_what, change, code) => {
    const { principal } = agent;
    const bad = { ...lease, ...change };
    const beat = replica.tasks.heartbeat(principal, [lease]);
    expect(await replica.tasks.accept(principal, [bad])).toMatchObject([{ outcome: code }]);
    expect(await replica.tasks.reject(principal, [{ ...bad, reason: "\u0000" }])).toMatchObject([{ outcome: code }]);
    expect((await replica.tasks.heartbeat(principal, [bad])).results).toMatchObject([{ outcome: code }]);
    expect(await replica.tasks.complete(principal, [bad])).toMatchObject([{ outcome: code }]);
    expect(await refusalOf(append(["a"], change))).toMatchObject({ code });
    expect(await refusalOf(replica.tasks.progress(principal, { ...bad, message: "m" }))).toMatchObject({ code });
    expect(await refusalOf(replica.tasks.fail(principal, { ...bad, errorMessage: "m" }))).toMatchObject({ code });
    expect((await beat).results).toMatchObject([{ outcome: "APPLIED" }]);
  });

  it("refuses an output that misses the kind's schema and completes nothing of the call", async () => {
    const refusal = await refusalOf(replica.tasks.complete(agent.principal, [{ ...lease, output: "text" }]));
    expect(refusal).toMatchObject({ reason: "SCHEMA_MISFIT", path: ["results", 0, "output"] });
    expect(await replica.tasks.get(admin.tenantId, lease.taskId)).toMatchObject({ status: "RUNNING" });
    expect(await refusalOf(replica.tasks.complete(agent.principal, [{ ...lease, cost: -1 }]))).toMatchObject({
      path: ["results", 0, "cost"],
    });
  });

  it("answers each of several leases by itself", async () => {
    const results = await replica.tasks.complete(agent.principal, [
      { ...lease, output: 1 },
      { ...lease, output: 2 },
      { ...lease, leaseToken: "x" },
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["APPLIED", "INVALID_STATE", "STALE_LEASE"]);
    expect(await replica.tasks.get(admin.tenantId, lease.taskId)).toMatchObject({ output: 1 });
  });

  it("does not hide the try that it is told of, however much of it there is", async () => {
    await world.rows(
      `INSERT INTO events (stream_id, seq, tenant_id, type, data) SELECT $1, n, $2, 'TASK_PROGRESSED', '{}' FROM generate_series(4, 2000) n`,
      [lease.taskId, admin.tenantId],
    );
    await world.rows("UPDATE tasks SET event_seq = 2000 WHERE id = $1", [lease.taskId]);
    const task = await replica.tasks.get(admin.tenantId, lease.taskId);
    if (!task) throw new Error("gone");
    expect(await replica.tasks.attempts(task)).toMatchObject([
      { number: 1, outcome: "OPEN", agentId: agent.principal.id },
    ]);
  });
});
