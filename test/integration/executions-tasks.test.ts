import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Execution } from "../../src/executions/index.js";
import type { Principal } from "../../src/identity/index.js";
import { MusterError } from "../../src/platform/errors.js";
import type { WasmResult } from "../../src/wasm/index.js";
import type { Task } from "../../src/tasks/index.js";
import { eventually } from "../support/eventually.js";
import {
  ExecutionWorld,
  type ExecutionReplica,
  type ExecutionReplicaOptions,
  type Published,
} from "../support/execution-world.js";
import { assemble, command, echo, endless, hello } from "../support/wasm-modules.js";

const exit42 = command(
  "(call $write (i32.const 2) (i32.const 16) (i32.const 7)) (call $proc_exit (i32.const 42))",
  '(data (i32.const 16) "no luck")',
);
const notWasi = assemble('(module (import "env" "f" (func)) (memory (export "memory") 1) (func (export "_start")))');
const name = "acme/words";
const kind = `wasm:${name}`;

describe("tasks of what is installed", () => {
  let world: ExecutionWorld;
  let admin: Principal;
  const replicas: ExecutionReplica[] = [];
  /** Lets runs go on that a test holds. */
  let release: () => void;
  let released: Promise<void>;

  beforeAll(async () => {
    world = await ExecutionWorld.open();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    released = new Promise((resolve) => (release = resolve));
    admin = await world.tenant();
  });
  afterEach(async () => {
    release();
    world.intercept = (request, run) => run(request);
    for (const one of replicas.splice(0)) await one.stop();
  });

  async function start(options: ExecutionReplicaOptions = {}): Promise<ExecutionReplica> {
    const replica = await world.replica(options);
    replicas.push(replica);
    return replica;
  }

  async function install(replica: ExecutionReplica, module: Uint8Array, manifest = {}): Promise<Published> {
    await replica.tasks.defineKind(admin, { name: kind, requiredCapabilities: ["muster:wasm"], defaultMaxRetries: 1 });
    const item = await world.shelf.publish(admin, { name, module, manifest, pricePerRun: 3 });
    world.shelf.install(admin, item);
    return item;
  }

  const stateOf = async (replica: ExecutionReplica, { id }: Task): Promise<Task> => {
    const task = await replica.tasks.get(admin.tenantId, id);
    if (!task) throw new Error("the task is gone");
    return task;
  };

  const until = (replica: ExecutionReplica, task: Task, status: Task["status"]): Promise<Task> =>
    eventually(async () => {
      const now = await stateOf(replica, task);
      expect(now.status).toBe(status);
      return now;
    });

  async function executionsOf({ id }: Task): Promise<Execution[]> {
    const { items } = await only().executions.list(admin.tenantId, {});
    return items.filter(({ taskId }) => taskId === id);
  }

  function only(): ExecutionReplica {
    const [replica] = replicas;
    if (!replica) throw new Error("no replica");
    return replica;
  }

  const agentsOf = (tenantId = admin.tenantId) =>
    world.rows<{ id: string; name: string; status: string; capabilities: string[] }>(
      "SELECT id, name, status::text, capabilities FROM agents WHERE tenant_id = $1",
      [tenantId],
    );

  it("are done by a built-in agent: the input on stdin, the JSON as output, the cost with it", async () => {
    const replica = await start();
    const item = await install(replica, echo);
    const task = await replica.tasks.create(admin, { kind, input: { n: ["ü"] } });
    const done = await until(replica, task, "COMPLETED");
    const [execution, ...more] = await executionsOf(task);
    const [agent] = await agentsOf();
    expect(agent).toMatchObject({ name: "muster-wasm", capabilities: ["muster:wasm"] });
    expect(more).toEqual([]);
    expect(execution).toMatchObject({
      ...{ status: "SUCCEEDED", taskId: task.id, createdBy: agent?.id, itemId: item.itemId, output: { n: ["ü"] } },
    });
    expect(done).toMatchObject({ output: { n: ["ü"] }, cost: execution?.cost, attempt: 1, agentId: agent?.id });
    expect(done.cost).toBeGreaterThan(3);
    expect(await world.tasks.eventTypesOf(task.id)).toEqual([
      ...["TASK_CREATED", "TASK_ASSIGNED", "TASK_STARTED", "TASK_COMPLETED"],
    ]);
  });

  it("have what a program writes as text where that is no JSON", async () => {
    const replica = await start();
    await install(replica, hello);
    const task = await replica.tasks.create(admin, { kind });
    expect(await until(replica, task, "COMPLETED")).toMatchObject({ output: "hello\n" });
  });

  it("are tried again after a failure, which tells the reason and what was on stderr", async () => {
    const replica = await start();
    await install(replica, exit42);
    const task = await replica.tasks.create(admin, { kind });
    const failed = await until(replica, task, "QUARANTINED");
    expect(failed).toMatchObject({ attempt: 2, lastError: { reason: "REPORTED" } });
    expect(failed.lastError?.message).toMatch(/^EXIT_CODE: .*42.*\nno luck$/);
    expect((await executionsOf(task)).map(({ status, exitCode }) => [status, exitCode])).toEqual([
      ["FAILED", 42],
      ["FAILED", 42],
    ]);
  });

  it("succeed in a later try when what failed was mended", async () => {
    const replica = await start();
    await install(replica, hello);
    let tries = 0;
    world.intercept = async (request, run) => {
      const result = await run(request);
      if (++tries > 1) return result;
      return { ...result, exitCode: null, failure: { reason: "CRASHED", message: "Gone." } } satisfies WasmResult;
    };
    const task = await replica.tasks.create(admin, { kind });
    expect(await until(replica, task, "COMPLETED")).toMatchObject({ attempt: 2 });
  });

  it.each([
    ["a module that may not run", notWasi, {}, null, "MODULE_IMPORT_UNKNOWN"],
    ["an input that misfits", echo, { inputs: { type: "object" } }, [1], "SCHEMA_MISFIT"],
  ])("are not tried again for %s", async (_what, module, manifest, input, reason) => {
    const replica = await start();
    await install(replica, module, manifest);
    const task = await replica.tasks.create(admin, { kind, input });
    const failed = await until(replica, task, "QUARANTINED");
    expect(failed).toMatchObject({ attempt: 1 });
    expect(failed.lastError?.message).toContain(`${reason}: `);
    expect(await executionsOf(task)).toEqual([]);
  });

  it("are not done when their item is not installed any more, though it could be run", async () => {
    const replica = await start();
    const item = await install(replica, hello);
    const other = await world.shelf.publish(admin, { name: "acme/other", module: hello });
    world.shelf.install(admin, other);
    world.shelf.uninstall(admin, item);
    const task = await replica.tasks.create(admin, { kind });
    const failed = await until(replica, task, "QUARANTINED");
    expect(failed).toMatchObject({ attempt: 1 });
    expect(failed.lastError?.message).toBe("INSTALLATION_NOT_FOUND: acme/words is not installed.");
  });

  it("fail where their output is larger than a task's may be", async () => {
    const replica = await start({ config: { maxTaskBytes: 100 } });
    await install(replica, echo);
    world.intercept = async (request, run) => ({
      ...(await run(request)),
      stdout: Buffer.from(`"${"x".repeat(200)}"`),
    });
    const task = await replica.tasks.create(admin, { kind });
    const failed = await until(replica, task, "QUARANTINED");
    expect(failed.lastError?.message).toContain("JSON_TOO_LARGE");
  });

  it("are bounded by their own time and by what their release needs", async () => {
    const replica = await start();
    await install(replica, endless, { resources: { timeoutMs: 300 } });
    const seen: number[] = [];
    world.intercept = (request, run) => (seen.push(request.limits.timeoutMs), run(request));
    const task = await replica.tasks.create(admin, { kind, timeoutMs: 100_000, maxRetries: 0 });
    const failed = await until(replica, task, "QUARANTINED");
    expect(failed.lastError?.message).toContain("TIMEOUT: ");
    await until(replica, await replica.tasks.create(admin, { kind, timeoutMs: 200, maxRetries: 0 }), "QUARANTINED");
    expect(seen[0]).toBe(300);
    expect(seen[1]).toBeLessThanOrEqual(200);
  });

  it("are ended when they are cancelled, and said no more of", async () => {
    const replica = await start();
    await install(replica, endless, { resources: { timeoutMs: 60_000 } });
    const task = await replica.tasks.create(admin, { kind });
    await until(replica, task, "RUNNING");
    await eventually(async () => expect(await executionsOf(task)).toHaveLength(1));
    await replica.tasks.cancel(admin, task.id);
    await eventually(async () =>
      expect(await executionsOf(task)).toMatchObject([{ status: "FAILED", error: { reason: "CANCELLED" } }]),
    );
    expect(await world.tasks.eventTypesOf(task.id)).toEqual([
      ...["TASK_CREATED", "TASK_ASSIGNED", "TASK_STARTED", "TASK_CANCELLED"],
    ]);
  });

  it("keep their lease for as long as they run", async () => {
    const leaseMs = 600;
    const replica = await start({ config: { leaseMs }, workers: { leaseMs } });
    await install(replica, endless, { resources: { timeoutMs: 2_000 } });
    const task = await replica.tasks.create(admin, { kind, maxRetries: 0 });
    const failed = await until(replica, task, "QUARANTINED");
    expect(failed.lastError?.message).toContain("TIMEOUT: ");
    expect(failed).toMatchObject({ attempt: 1 });
  });

  it("are ended here when they were given to another", async () => {
    const leaseMs = 600;
    const replica = await start({ config: { leaseMs }, workers: { leaseMs } });
    await install(replica, endless, { resources: { timeoutMs: 60_000 } });
    const task = await replica.tasks.create(admin, { kind, maxRetries: 0 });
    await until(replica, task, "RUNNING");
    await world.rows("UPDATE tasks SET lease_token = 'stolen' WHERE id = $1", [task.id]);
    await eventually(async () =>
      expect(await executionsOf(task)).toMatchObject([{ status: "FAILED", error: { reason: "CANCELLED" } }]),
    );
    expect(await stateOf(replica, task)).toMatchObject({ status: "RUNNING", lastError: null });
  });

  it("wait while the runner is busy, and count as one try", async () => {
    const replica = await start();
    await install(replica, hello);
    let tries = 0;
    world.intercept = (request, run) => {
      if (++tries > 3) return run(request);
      throw new MusterError("RATE_LIMITED", "Busy.", { reason: "EXECUTIONS_BUSY" });
    };
    const task = await replica.tasks.create(admin, { kind });
    expect(await until(replica, task, "COMPLETED")).toMatchObject({ attempt: 1 });
    expect(tries).toBe(4);
    expect(await executionsOf(task)).toHaveLength(1);
  });

  it("go back, and do not count as tries, while every place to run is taken", async () => {
    const replica = await start({ workers: { capacity: 1, ackTimeoutMs: 200 } });
    await install(replica, hello);
    let begun = 0;
    world.intercept = async (request, run) => {
      begun++;
      await released;
      return run(request);
    };
    // A process has two places; the third tenant's task finds none.
    const tenants = [admin, await world.tenant(), await world.tenant()];
    const tasks: Task[] = [];
    for (const tenant of tenants) {
      admin = tenant;
      await install(replica, hello);
      tasks.push(await replica.tasks.create(tenant, { kind }));
    }
    await eventually(() => expect(begun).toBe(2));
    const states = async () => Promise.all(tasks.map(async ({ id, tenantId }) => replica.tasks.get(tenantId, id)));
    await eventually(async () => {
      const types = await Promise.all(tasks.map(({ id }) => world.tasks.eventTypesOf(id)));
      expect(types.flat().filter((type) => type === "TASK_QUEUED").length).toBeGreaterThan(0);
    });
    release();
    await eventually(async () =>
      expect((await states()).map((task) => [task?.status, task?.attempt])).toEqual(tasks.map(() => ["COMPLETED", 1])),
    );
  });

  describe("when a process goes", () => {
    const leaseMs = 1_000;
    const short = { config: { leaseMs }, workers: { leaseMs, drainMs: 300 } };

    it("are done elsewhere after its lease ends, if it died", async () => {
      const first = await start(short);
      await install(first, hello);
      let tries = 0;
      world.intercept = async (request, run) => {
        if (++tries === 1) await released;
        return run(request);
      };
      const task = await first.tasks.create(admin, { kind });
      await until(first, task, "RUNNING");
      // As if it had died: it takes, reports and extends nothing from now on.
      await first.dispatch.drain();
      const dead = () => Promise.reject(new Error("dead"));
      Object.assign(first.tasks, { heartbeat: dead, complete: dead, fail: dead });
      const second = await start(short);
      const done = await until(second, task, "COMPLETED");
      expect(done).toMatchObject({ attempt: 2, lastError: { reason: "LEASE_LOST" } });
      release();
      // The agent is well again: its other process vouches for it.
      await eventually(async () => expect((await agentsOf())[0]?.status).toBe("READY"));
    });

    it("are handed back at once if they were not begun, and fail to be tried again if they cannot be waited for", async () => {
      const first = await start(short);
      await install(first, endless, { resources: { timeoutMs: 60_000 } });
      const task = await first.tasks.create(admin, { kind });
      await until(first, task, "RUNNING");
      await eventually(async () => expect(await executionsOf(task)).toHaveLength(1));
      await first.executions.stop();
      const after = await stateOf(first, task);
      expect(after.lastError).toMatchObject({ reason: "REPORTED", message: "The process that ran it is stopping." });
      expect(await executionsOf(task)).toMatchObject([{ status: "FAILED", error: { reason: "CANCELLED" } }]);
      expect(await world.rows("SELECT 1 FROM agent_sessions WHERE tenant_id = $1", [admin.tenantId])).toEqual([]);
    });

    it("may end what they run within its time to stop", async () => {
      const first = await start({ ...short, workers: { ...short.workers, drainMs: 5_000 } });
      await install(first, hello);
      world.intercept = async (request, run) => {
        await released;
        return run(request);
      };
      const task = await first.tasks.create(admin, { kind });
      await until(first, task, "RUNNING");
      const stopping = first.executions.stop();
      await eventually(async () =>
        expect(await world.rows("SELECT 1 FROM agent_sessions WHERE tenant_id = $1", [admin.tenantId])).toEqual([]),
      );
      release();
      await stopping;
      expect(await stateOf(first, task)).toMatchObject({ status: "COMPLETED", attempt: 1 });
    });
  });

  describe("have an agent", () => {
    it("that is one, whatever the number of processes, with a session in each", async () => {
      const all = await Promise.all([start(), start(), start()]);
      const [first] = all;
      if (first) await install(first, hello);
      for (const { executions } of all) expect(executions.name).toBe("executions");
      await eventually(async () => {
        const sessions = await world.rows("SELECT kinds FROM agent_sessions WHERE tenant_id = $1", [admin.tenantId]);
        expect(sessions).toEqual(Array.from({ length: 3 }, () => ({ kinds: ["wasm:*"] })));
      });
      expect(await agentsOf()).toHaveLength(1);
      expect(
        await world.rows("SELECT type FROM events WHERE stream_id = $1 AND type = 'AGENT_REGISTERED'", [
          (await agentsOf())[0]?.id,
        ]),
      ).toHaveLength(1);
      expect(await world.rows("SELECT 1 FROM api_keys WHERE tenant_id = $1", [admin.tenantId])).toEqual([]);
    });

    it("only while something is installed", async () => {
      const replica = await start();
      const item = await install(replica, hello);
      const statuses = async () => (await agentsOf()).map(({ status }) => status);
      await eventually(async () => expect(await statuses()).toEqual(["READY"]));
      world.shelf.uninstall(admin, item);
      await eventually(async () => expect(await statuses()).toEqual(["OFFLINE"]));
      const task = await replica.tasks.create(admin, { kind });
      world.shelf.install(admin, item);
      await until(replica, task, "COMPLETED");
      expect(await statuses()).toHaveLength(1);
    });

    it("again after somebody else has ended its session", async () => {
      const replica = await start();
      await install(replica, hello);
      const task = await replica.tasks.create(admin, { kind });
      await until(replica, task, "COMPLETED");
      const [session] = await world.rows<{ id: string }>("SELECT id FROM agent_sessions WHERE tenant_id = $1", [
        admin.tenantId,
      ]);
      await world.rows("UPDATE replicas SET seen_at = now() - interval '1 hour'");
      const other = await start({ roles: ["reaper", "dispatcher"] });
      await eventually(async () => {
        await other.agents.sweepReplicas();
        const sessions = await world.rows<{ id: string }>("SELECT id FROM agent_sessions WHERE tenant_id = $1", [
          admin.tenantId,
        ]);
        expect(sessions).toHaveLength(1);
        expect(sessions[0]?.id).not.toBe(session?.id);
      });
      await until(replica, await replica.tasks.create(admin, { kind }), "COMPLETED");
    });

    it("that does nothing while it is paused", async () => {
      const replica = await start();
      await install(replica, hello);
      const [agent] = await eventually(async () => {
        const agents = await agentsOf();
        expect(agents[0]?.status).toBe("READY");
        return agents;
      });
      await replica.agents.pause(admin, agent?.id ?? "");
      const task = await replica.tasks.create(admin, { kind });
      await replica.agents.resume(admin, agent?.id ?? "");
      await until(replica, task, "COMPLETED");
    });

    it("of its own for each tenant, who sees nothing of another's", async () => {
      const replica = await start();
      const item = await install(replica, hello);
      const other = await world.tenant();
      await replica.tasks.defineKind(other, { name: kind, requiredCapabilities: ["muster:wasm"] });
      const mine = await replica.tasks.create(admin, { kind });
      const theirs = await replica.tasks.create(other, { kind });
      await until(replica, mine, "COMPLETED");
      expect((await replica.tasks.get(other.tenantId, theirs.id))?.status).toBe("QUEUED");
      expect(await agentsOf(other.tenantId)).toEqual([]);
      world.shelf.install(other, item);
      await eventually(async () =>
        expect((await replica.tasks.get(other.tenantId, theirs.id))?.status).toBe("COMPLETED"),
      );
      expect((await replica.executions.list(other.tenantId, {})).items).toMatchObject([{ taskId: theirs.id }]);
    });
  });

  it("are done by no process without the role", async () => {
    const replica = await start({ roles: ["api", "dispatcher", "feeder", "reaper"] });
    await install(replica, hello);
    const task = await replica.tasks.create(admin, { kind });
    const worker = await start();
    expect((await stateOf(replica, task)).status).toBe("QUEUED");
    await until(worker, task, "COMPLETED");
  });
});
