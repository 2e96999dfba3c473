import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sandboxCapability } from "../../src/agents/index.js";
import type { Principal } from "../../src/identity/index.js";
import { systemClock } from "../../src/platform/clock.js";
import { silentLog } from "../../src/platform/log.js";
import type { Assignment, Task } from "../../src/tasks/index.js";
import { BuiltInWorkers, type AbortReason, type BuiltInWorkersParts, type Job } from "../../src/workers/index.js";
import { eventually } from "../support/eventually.js";
import { TaskWorld, type Replica } from "../support/task-world.js";

/** A job that ends when the test says so, and tells what it was told. */
class PlayedJob implements Job {
  readonly reasons: AbortReason[] = [];
  isAccepted = false;
  isDropped = false;
  end: () => void = () => undefined;
  readonly #ended = new Promise<void>((resolve) => (this.end = resolve));

  constructor(
    readonly agent: Principal,
    readonly assignment: Assignment,
  ) {}

  get lease(): { taskId: string; leaseToken: string } {
    return { taskId: this.assignment.task.id, leaseToken: this.assignment.leaseToken };
  }

  work(): Promise<void> {
    return this.#ended;
  }

  abort(reason: AbortReason): void {
    this.reasons.push(reason);
    this.end();
  }

  dropIfWaiting(): void {
    this.isDropped = true;
    if (!this.isAccepted) this.end();
  }
}

describe("workers of a built-in agent", () => {
  /** Beats come each third of it. The tasks' own leases are longer: none ends while a test looks at it. */
  const leaseMs = 900;
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;
  let jobs: PlayedJob[];
  let cancelled: string[];
  const running: BuiltInWorkers[] = [];

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    admin = await world.tenant();
    [jobs, cancelled] = [[], []];
  });
  afterEach(async () => {
    for (const job of jobs) job.end();
    for (const workers of running.splice(0)) await workers.stop();
  });

  async function startWorkers(parts: Partial<BuiltInWorkersParts> = {}, at = replica): Promise<BuiltInWorkers> {
    const { agents, dispatch, tasks } = at;
    const workers = new BuiltInWorkers({
      ...{ what: "sandbox", agents, dispatch, tasks, clock: systemClock, log: silentLog },
      ...{ kinds: null, capacity: 1, leaseMs, drainMs: 5_000 },
      findTenants: async (after) => {
        const tenants = await tasks.pools.tenantsRequiring(sandboxCapability, after);
        return tenants.filter((id) => id === admin.tenantId);
      },
      onTenantsChanged: (listener) => tasks.pools.created.on(listener),
      createJob: (agent, assignment) => {
        const job = new PlayedJob(agent, assignment);
        jobs.push(job);
        return job;
      },
      onCancelled: (taskId) => cancelled.push(taskId),
      ...parts,
    });
    running.push(workers);
    await workers.start();
    return workers;
  }

  const create = (kind = "run", required = [sandboxCapability]): Promise<Task> =>
    replica.tasks.create(admin, { kind, requiredCapabilities: required, maxRetries: 0 });
  const nthJob = (count: number): Promise<PlayedJob> =>
    eventually(() => {
      expect(jobs).toHaveLength(count);
      return jobs[count - 1] as PlayedJob;
    });
  const statusOf = async ({ id }: Task): Promise<string | undefined> =>
    (await replica.tasks.get(admin.tenantId, id))?.status;

  async function define(): Promise<void> {
    for (const name of ["run", "other"]) await replica.tasks.defineKind(admin, { name });
  }

  it("get the tasks that require its capability, from a tenant's first on, and no others", async () => {
    await define();
    await startWorkers({ capacity: 10 });
    const ordinary = await create("run", []);
    const other = await create("run", ["muster:wasm"]);
    const task = await create();
    const job = await nthJob(1);
    expect(job.assignment.task.id).toBe(task.id);
    expect(job.agent).toMatchObject({ kind: "agent", tenantId: admin.tenantId });
    expect(await replica.agents.get(admin.tenantId, job.agent.id)).toMatchObject({ name: "muster-sandbox" });
    const second = await create("other");
    expect((await nthJob(2)).assignment.task.id).toBe(second.id);
    expect(await Promise.all([ordinary, other].map(statusOf))).toEqual(["QUEUED", "QUEUED"]);
    const { principal } = await world.agent(replica, admin);
    await eventually(async () =>
      expect(await replica.tasks.get(admin.tenantId, ordinary.id)).toMatchObject({ agentId: principal.id }),
    );
  });

  it("leave ordinary tasks to agents of other processes, whose sessions are none of theirs", async () => {
    await define();
    const elsewhere = await world.replica();
    await startWorkers({ capacity: 10 });
    await create();
    await nthJob(1);
    const agent = await world.agent(elsewhere, admin);
    const task = await replica.tasks.create(admin, { kind: "run" });
    expect((await agent.next()).map((assignment) => assignment.task.id)).toEqual([task.id]);
    await elsewhere.stop();
  });

  it("keep a slot for a lease that somebody else extends when the job is over, until it ends", async () => {
    await define();
    await startWorkers();
    const [first, second] = [await create(), await create()];
    const job = await nthJob(1);
    await replica.tasks.accept(job.agent, [job.lease]);
    job.end();
    expect(await replica.tasks.heartbeat(job.agent, [job.lease])).toMatchObject({ lostTaskIds: [] });
    // What comes later is given out: the second would have been by then.
    const agent = await world.agent(replica, admin);
    await create("run", []);
    await agent.next();
    expect([jobs.length, await statusOf(first), await statusOf(second)]).toEqual([1, "RUNNING", "QUEUED"]);
    await replica.tasks.complete(job.agent, [{ ...job.lease, output: null }]);
    expect((await nthJob(2)).assignment.task.id).toBe(second.id);
  });

  it("extend the leases of accepted jobs alone", async () => {
    await define();
    const beaten: string[] = [];
    const tasks = {
      heartbeat: async (agent: Principal, leases: Parameters<typeof replica.tasks.heartbeat>[1]) => {
        beaten.push(...leases.map(({ taskId }) => taskId));
        return replica.tasks.heartbeat(agent, leases);
      },
    };
    await startWorkers({ capacity: 2, tasks });
    await create();
    const job = await nthJob(1);
    await create();
    await replica.tasks.accept(job.agent, [job.lease]);
    job.isAccepted = true;
    await nthJob(2);
    await eventually(() => expect(beaten.length).toBeGreaterThan(2));
    expect(new Set(beaten)).toEqual(new Set([job.lease.taskId]));
    await replica.tasks.complete(job.agent, [{ ...job.lease, output: null }]);
    await eventually(() => expect(job.reasons).toEqual(["LOST"]));
  });

  it("tell of what is cancelled, be it under way here or not", async () => {
    await define();
    await startWorkers({ capacity: 2 });
    const [first, second] = [await create(), await create("other")];
    await nthJob(2);
    const byTask = (task: Task) => jobs.find(({ lease }) => lease.taskId === task.id);
    byTask(first)?.end();
    for (const task of [first, second]) await replica.tasks.cancel(admin, task.id);
    await eventually(() => expect(cancelled.toSorted()).toEqual([first.id, second.id].toSorted()));
    expect(byTask(second)?.reasons).toEqual(["CANCELLED"]);
  });

  it("hand back what is not begun as they stop, and wait for the rest", async () => {
    await define();
    const workers = await startWorkers({ capacity: 2, drainMs: 300 });
    const [first, second] = [await create(), await create("other")];
    await nthJob(2);
    const job = jobs.find(({ lease }) => lease.taskId === first.id) as PlayedJob;
    await replica.tasks.accept(job.agent, [job.lease]);
    job.isAccepted = true;
    await workers.stop();
    expect(jobs.map(({ isDropped }) => isDropped)).toEqual([true, true]);
    expect(job.reasons).toEqual(["STOPPING"]);
    expect([await statusOf(first), await statusOf(second)]).toEqual(["RUNNING", "QUEUED"]);
  });
});
