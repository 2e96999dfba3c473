import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { PlayedAgent, Replica } from "../support/task-world.js";
import { leaseOf, TaskWorld } from "../support/task-world.js";
import { Worker } from "../support/worker.js";

/** Statuses in the order of a life without failures, with hand-backs anywhere before the start. */
const life = /^TASK_CREATED (TASK_ASSIGNED TASK_QUEUED )*TASK_ASSIGNED TASK_STARTED TASK_COMPLETED$/;

interface Told {
  readonly types: string;
  readonly seqs: number;
  readonly last: number;
  readonly head: number;
}

describe("a thousand tasks on twenty agents", () => {
  let world: TaskWorld;
  let replicas: Replica[];
  let admin: Principal;

  beforeAll(async () => {
    world = await TaskWorld.open();
    replicas = [await world.replica(), await world.replica()];
    admin = await world.tenant();
    await replicas[0]?.tasks.defineKind(admin, { name: "echo" });
  });
  afterAll(() => world.close());

  const on = (n: number): Replica => replicas[n % replicas.length] as Replica;

  async function told(): Promise<Told[]> {
    return world.rows<Told>(
      `SELECT string_agg(e.type, ' ' ORDER BY e.seq) AS types, count(DISTINCT e.seq)::int AS seqs, max(e.seq) AS last, t.event_seq AS head
       FROM tasks t JOIN events e ON e.stream_id = t.id WHERE t.tenant_id = $1 GROUP BY t.id`,
      [admin.tenantId],
    );
  }

  it("complete exactly once, in gapless streams, though agents come, reject and go", async () => {
    const fickle = await Promise.all([0, 1].map((n) => world.agent(on(n), admin, { capacity: 20 })));
    const quitting = fickle.map((agent, n) => rejectOnceAndLeave(on(n), agent));
    const workers = await Promise.all(
      Array.from(
        { length: 20 },
        async (_, n) => new Worker(on(n), await world.agent(on(n), admin, { capacity: 1 + (n % 8) })),
      ),
    );
    const created = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        on(n).tasks.createMany(
          admin,
          Array.from({ length: 10 }, () => ({ kind: "echo" })),
        ),
      ),
    );
    await Promise.all(quitting);
    const ids = created.flat().map(({ id }) => id);
    const done = () => workers.flatMap((worker) => worker.done);
    await expect.poll(() => done().length, { timeout: 45_000, interval: 50 }).toBe(1_000);
    for (const worker of workers) await worker.stop();
    expect(new Set(done())).toEqual(new Set(ids));
    expect(done()).toHaveLength(ids.length);
    const streams = await told();
    expect(streams).toHaveLength(1_000);
    for (const { types, seqs, last, head } of streams) {
      expect(types).toMatch(life);
      expect([seqs, last]).toEqual([head, head]);
    }
    expect(await world.rows("SELECT * FROM outbox WHERE tenant_id = $1", [admin.tenantId])).toEqual([]);
  }, 60_000);
});

/** Takes what comes first, rejects half of it and goes with the other half in its hand. */
async function rejectOnceAndLeave(replica: Replica, agent: PlayedAgent): Promise<void> {
  const frame = await agent.next();
  const half = frame.slice(0, Math.ceil(frame.length / 2));
  await replica.tasks.reject(agent.principal, half.map(leaseOf));
  await agent.leave();
}
