import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { startAll, stopAll, type Service } from "../../src/platform/service.js";
import { CountingClock } from "../support/counting-clock.js";
import { eventually } from "../support/eventually.js";
import { TaskWorld, type Replica } from "../support/task-world.js";
import { Worker } from "../support/worker.js";

describe("starting and stopping", () => {
  let world: TaskWorld;
  let api: Replica;
  let admin: Principal;

  beforeAll(async () => {
    world = await TaskWorld.open();
    api = await world.replica({
      roles: ["api", "feeder", "reaper"],
      times: { reconcilerTimes: { everyMs: 200, staleMs: 1_000 } },
    });
    admin = await world.tenant();
    await api.tasks.defineKind(admin, { name: "echo" });
  });
  afterAll(() => world.close());

  const create = (count: number) =>
    api.tasks.createMany(
      admin,
      Array.from({ length: count }, () => ({ kind: "echo" })),
    );

  /** Queries of this world's database that run or wait, but for the one that asks. */
  const queriesUnderWay = () => world.services.database.pool.totalCount - world.services.database.pool.idleCount;

  it("leaves no timer behind and loses no task, twenty times while tasks flow", async () => {
    const done: string[] = [];
    const ids: string[] = [];
    for (let round = 0; round < 20; round++) {
      const clock = new CountingClock();
      const replica = await world.replica({ clock });
      const agents = await Promise.all([1, 2].map((capacity) => world.agent(replica, admin, { capacity })));
      const workers = agents.map((agent) => new Worker(replica, agent));
      ids.push(...(await create(20)).map(({ id }) => id));
      // Some rounds stop in the middle of their work, some after it, some with sessions that are just being opened.
      if (round % 3 === 0)
        await eventually(() => expect(workers.flatMap((worker) => worker.done).length).toBeGreaterThan(5));
      const late = agents
        .slice(round % 2)
        .map(({ principal }) => replica.dispatch.openSession(principal, { capacity: 1 }).catch(() => null));
      await replica.stop();
      expect(clock.pending).toBe(0);
      expect(replica.dispatch.sessionCount).toBe(0);
      await Promise.all(late);
      expect(replica.dispatch.sessionCount).toBe(0);
      for (const worker of workers) await worker.stop();
      done.push(...workers.flatMap((worker) => worker.done));
    }
    expect(await world.rows("SELECT id FROM agent_sessions")).toEqual([]);
    // What was running when its agent left waits for its lease, which nobody extends: it is not lost.
    await world.rows("UPDATE tasks SET lease_expires_at = now() WHERE status = 'RUNNING'");
    const last = await world.replica();
    const worker = new Worker(last, await world.agent(last, admin, { capacity: 50 }));
    await expect.poll(() => done.length + worker.done.length, { timeout: 30_000, interval: 50 }).toBe(ids.length);
    expect(new Set([...done, ...worker.done])).toEqual(new Set(ids));
    await worker.stop();
  }, 120_000);

  it("ends every service however often and whenever it is stopped", async () => {
    for (const [index] of api.services.entries()) {
      for (const when of ["before it started", "while it starts", "twice at once", "again and again"] as const) {
        const clock = new CountingClock();
        const replica = await world.replica({ clock, start: false });
        const services = replica.services.slice(0, index + 1);
        await stopAt(services, when);
        expect([index, when, clock.pending]).toEqual([index, when, 0]);
      }
    }
    await eventually(() => expect(queriesUnderWay()).toBe(0));
  });
});

async function stopAt(
  services: readonly Service[],
  when: "before it started" | "while it starts" | "twice at once" | "again and again",
): Promise<void> {
  const started = when === "before it started" ? Promise.resolve() : startAll(services);
  if (when !== "while it starts") await started;
  if (when === "twice at once") await Promise.all([stopAll(services), stopAll(services)]);
  else await stopAll(services);
  await started.catch(() => undefined);
  await stopAll(services);
  await stopAll(services);
}
