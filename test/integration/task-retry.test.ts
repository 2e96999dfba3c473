import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import type { RetryInput, Task } from "../../src/tasks/index.js";
import { TaskWorld, type Replica } from "../support/task-world.js";

describe("a task that brings its own way to be retried", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;
  let agent: Principal;

  beforeAll(async () => {
    world = await TaskWorld.open();
    // Nobody else moves. Its own backoff is of milliseconds.
    replica = await world.replica({ roles: ["api"] });
    admin = await world.tenant();
    agent = { ...admin, kind: "agent", id: newId("agent"), role: "AGENT" };
    await replica.tasks.defineKind(admin, { name: "echo" });
  });
  afterAll(() => world.close());

  const create = (retry: RetryInput | null) => replica.tasks.create(admin, { kind: "echo", maxRetries: 3, retry });

  async function run({ id, poolId }: Task): Promise<{ taskId: string; leaseToken: string }> {
    await world.rows(`UPDATE tasks SET status = 'QUEUED' WHERE id = $1`, [id]);
    const sessionId = newId("session");
    const [assignment] = await replica.tasks.assignments.assign([{ taskId: id, poolId, agentId: agent.id, sessionId }]);
    const lease = { taskId: id, leaseToken: assignment?.leaseToken ?? "" };
    await replica.tasks.accept(agent, [lease]);
    return lease;
  }

  const fail = async (task: Task, errorMessage: string) =>
    replica.tasks.fail(agent, { ...(await run(task)), errorMessage });

  async function waitOf({ id }: Task): Promise<number> {
    const [row] = await world.rows<{ ms: number }>(
      "SELECT (extract(epoch FROM due_at - now()) * 1000)::float8 AS ms FROM tasks WHERE id = $1 AND status = 'SCHEDULED'",
      [id],
    );
    return row?.ms ?? Number.NaN;
  }

  it("waits by it, the longer the more tries have failed", async () => {
    const task = await create({ initialDelayMs: 100_000, factor: 3, maxDelayMs: 600_000 });
    for (const ceilingMs of [100_000, 300_000, 600_000]) {
      await fail(task, "not yet");
      const waitMs = await waitOf(task);
      expect(waitMs).toBeLessThanOrEqual(ceilingMs);
      // The half less the time that the test took.
      expect(waitMs).toBeGreaterThan(ceilingMs / 2 - 20_000);
    }
    await fail(task, "not yet");
    expect((await replica.tasks.get(admin.tenantId, task.id))?.status).toBe("QUARANTINED");
  });

  it("waits as all do where it brings none", async () => {
    const task = await create(null);
    await fail(task, "not yet");
    expect(await waitOf(task)).toBeLessThan(1_000);
    expect(await world.rows("SELECT retry FROM tasks WHERE id = $1", [task.id])).toEqual([{ retry: null }]);
  });

  it("goes to quarantine at once for a failure that it names", async () => {
    const task = await create({ nonRetryable: ["^invalid ", "(?i)quota"] });
    expect(await fail(task, "over Quota")).toMatchObject({
      status: "QUARANTINED",
      attempt: 1,
      lastError: { reason: "REPORTED", message: "over Quota" },
    });
    expect(await fail(await create({ nonRetryable: ["^invalid "] }), "an invalid word")).toMatchObject({
      status: "SCHEDULED",
    });
  });

  it.each([
    ["timeout_at", "reapTimeouts", "ran longer"],
    ["lease_expires_at", "reapLeases", "went silent"],
  ] as const)(
    "goes to quarantine for what the reaper finds by %s, where it names it",
    async (column, reap, pattern) => {
      const [final, patient] = [await create({ nonRetryable: [pattern] }), await create({ nonRetryable: ["else"] })];
      for (const task of [final, patient]) {
        await run(task);
        await world.rows(`UPDATE tasks SET ${column} = now() - interval '1 second' WHERE id = $1`, [task.id]);
      }
      await replica.tasks.expiry[reap]();
      const tasks = await replica.tasks.getMany(admin.tenantId, [final.id, patient.id]);
      expect(tasks.get(final.id)?.status).toBe("QUARANTINED");
      expect(tasks.get(patient.id)?.status).toBe("SCHEDULED");
    },
  );

  it("is kept with what it left out, for tasks of one call that differ in it alone", async () => {
    const tasks = await replica.tasks.createMany(admin, [
      { kind: "echo", retry: { factor: 1 } },
      { kind: "echo" },
      { kind: "echo", retry: { factor: 4, nonRetryable: ["a\"'\\\\b"] } },
    ]);
    const rows = await world.rows<{ id: string; retry: unknown }>("SELECT id, retry FROM tasks WHERE id = ANY($1)", [
      tasks.map(({ id }) => id),
    ]);
    const byId = new Map(rows.map(({ id, retry }) => [id, retry]));
    const rest = { initialDelayMs: 1_000, maxDelayMs: 300_000, nonRetryable: [] };
    expect(tasks.map(({ id }) => byId.get(id))).toEqual([
      { ...rest, factor: 1 },
      null,
      { ...rest, factor: 4, nonRetryable: ["a\"'\\\\b"] },
    ]);
  });
});
