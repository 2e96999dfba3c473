import { describe, expect, it } from "vitest";
import type { Task } from "../../src/tasks/index.js";
import { eventually } from "../support/eventually.js";
import { endless, hello } from "../support/wasm-modules.js";
import { kind, WasmTasks } from "../support/wasm-tasks.js";

const played = WasmTasks.use();

describe("tasks of what is installed, when a process goes", () => {
  it("are done elsewhere after its lease ends, if it died", async () => {
    const first = await played.start();
    await played.install(first, hello);
    let tries = 0;
    played.world.intercept = async (request, run) => {
      if (++tries === 1) await played.released;
      return run(request);
    };
    const task = await first.tasks.create(played.admin, { kind });
    await played.until(first, task, "RUNNING");
    // As if it had died: it takes, reports and extends nothing from now on.
    await first.dispatch.drain();
    const dead = () => Promise.reject(new Error("dead"));
    Object.assign(first.tasks, { heartbeat: dead, complete: dead, fail: dead });
    const second = await played.start();
    await eventually(async () => {
      await played.world.rows(
        `UPDATE tasks SET lease_expires_at = now() - interval '1 second'
         WHERE id = $1 AND attempt = 1 AND status = 'RUNNING'`,
        [task.id],
      );
      expect((await played.stateOf(second, task)).attempt).toBe(2);
    });
    const done = await played.until(second, task, "COMPLETED");
    expect(done).toMatchObject({ attempt: 2, lastError: { reason: "LEASE_LOST" } });
    played.release();
    // The agent is well again: its other process vouches for it.
    await eventually(async () => expect((await played.agentsOf())[0]?.status).toBe("READY"));
  });

  it("are handed back at once where they are not begun, and do not count as tries", async () => {
    const first = await played.start({ workers: { capacity: 1, drainMs: 100 } });
    let begun = 0;
    played.world.intercept = async (request, run) => {
      begun++;
      await played.released;
      return run(request);
    };
    const tasks: Task[] = [];
    // A process of one worker has two places.
    for (const tenant of [played.admin, await played.world.tenant(), await played.world.tenant()]) {
      played.admin = tenant;
      await played.install(first, hello);
      tasks.push(await first.tasks.create(tenant, { kind }));
    }
    const states = () => Promise.all(tasks.map((task) => played.stateOf(first, task)));
    await eventually(async () => {
      expect(begun).toBe(2);
      expect((await states()).map(({ status }) => status).toSorted()).toEqual(["ASSIGNED", "RUNNING", "RUNNING"]);
    });
    const stopping = first.executions.stop();
    await eventually(async () => {
      const waiting = (await states()).filter(({ status }) => status === "QUEUED");
      expect(waiting).toMatchObject([{ attempt: 0, lastError: null }]);
    });
    played.release();
    await stopping;
  });

  it("fail, to be tried again, where they cannot be waited for", async () => {
    const first = await played.start({ workers: { drainMs: 300 } });
    await played.install(first, endless, { resources: { timeoutMs: 60_000 } });
    const task = await first.tasks.create(played.admin, { kind });
    await played.until(first, task, "RUNNING");
    await eventually(async () => expect(await played.executionsOf(task)).toHaveLength(1));
    await first.executions.stop();
    const after = await played.stateOf(first, task);
    expect(after.lastError).toMatchObject({ reason: "REPORTED", message: "The process that ran it is stopping." });
    expect(await played.executionsOf(task)).toMatchObject([{ status: "FAILED", error: { reason: "CANCELLED" } }]);
    expect(await played.sessionsOf()).toEqual([]);
  });

  it("may be done to their end within its time to stop", async () => {
    const first = await played.start({ workers: { drainMs: 30_000 } });
    await played.install(first, hello);
    played.hold();
    const task = await first.tasks.create(played.admin, { kind });
    await played.until(first, task, "RUNNING");
    const stopping = first.executions.stop();
    await eventually(async () => expect(await played.sessionsOf()).toEqual([]));
    played.release();
    await stopping;
    expect(await played.stateOf(first, task)).toMatchObject({ status: "COMPLETED", attempt: 1 });
  });
});

describe("tenants with something installed have an agent", () => {
  const statuses = async () => (await played.agentsOf()).map(({ status }) => status);

  it("that is one, whatever the number of processes, with a session in each and no key", async () => {
    const [first] = await Promise.all([played.start(), played.start(), played.start()]);
    await played.install(first, hello);
    // Two of the processes find it out by themselves.
    await eventually(async () => expect(await played.sessionsOf()).toHaveLength(3));
    for (const { kinds } of await played.sessionsOf()) expect(kinds).toEqual(["wasm:*"]);
    const [agent, ...more] = await played.agentsOf();
    expect(more).toEqual([]);
    const registered = "SELECT 1 FROM events WHERE stream_id = $1 AND type = 'AGENT_REGISTERED'";
    expect(await played.world.rows(registered, [agent?.id])).toHaveLength(1);
    expect(await played.world.rows("SELECT 1 FROM api_keys WHERE agent_id = $1", [agent?.id])).toEqual([]);
  });

  it("only as long as there is", async () => {
    const replica = await played.start();
    const item = await played.install(replica, hello);
    await eventually(async () => expect(await statuses()).toEqual(["READY"]));
    played.world.shelf.uninstall(played.admin, item);
    await eventually(async () => expect(await statuses()).toEqual(["OFFLINE"]));
    const task = await replica.tasks.create(played.admin, { kind });
    played.world.shelf.install(played.admin, item);
    await played.until(replica, task, "COMPLETED");
    expect(await statuses()).toHaveLength(1);
  });

  it("again after somebody else has ended its session", async () => {
    const replica = await played.start();
    await played.install(replica, hello);
    await played.until(replica, await replica.tasks.create(played.admin, { kind }), "COMPLETED");
    const [before] = await played.sessionsOf();
    const other = await played.start({ roles: ["reaper", "dispatcher"] });
    await eventually(async () => {
      await played.world.rows(
        `UPDATE replicas SET seen_at = now() - interval '1 hour'
         WHERE id = (SELECT replica_id FROM agent_sessions WHERE id = $1)`,
        [before?.id],
      );
      await other.agents.sweepReplicas();
      const [session, ...more] = await played.sessionsOf();
      expect(more).toEqual([]);
      expect(session?.id).not.toBe(before?.id);
      expect(session).toBeDefined();
    });
    await played.until(replica, await replica.tasks.create(played.admin, { kind }), "COMPLETED");
  });

  it("that does nothing while it is paused", async () => {
    const replica = await played.start();
    await played.install(replica, hello);
    await eventually(async () => expect(await statuses()).toEqual(["READY"]));
    const [agent] = await played.agentsOf();
    await replica.agents.pause(played.admin, agent?.id ?? "");
    const task = await replica.tasks.create(played.admin, { kind });
    expect((await played.stateOf(replica, task)).status).toBe("QUEUED");
    await replica.agents.resume(played.admin, agent?.id ?? "");
    await played.until(replica, task, "COMPLETED");
  });

  it("of their own, who does nothing for another", async () => {
    const replica = await played.start();
    const item = await played.install(replica, hello);
    const other = await played.world.tenant();
    await replica.tasks.defineKind(other, { name: kind, requiredCapabilities: ["muster:wasm"] });
    const theirs = await replica.tasks.create(other, { kind });
    await played.until(replica, await replica.tasks.create(played.admin, { kind }), "COMPLETED");
    expect((await played.stateOf(replica, theirs)).status).toBe("QUEUED");
    expect(await played.agentsOf(other)).toEqual([]);
    played.world.shelf.install(other, item);
    await played.until(replica, theirs, "COMPLETED");
    expect((await replica.executions.list(other.tenantId, {})).items).toMatchObject([{ taskId: theirs.id }]);
  });

  it("in processes with the role alone", async () => {
    const replica = await played.start({ roles: ["api", "dispatcher", "feeder", "reaper"] });
    await played.install(replica, hello);
    const task = await replica.tasks.create(played.admin, { kind });
    expect(await played.stateOf(replica, task)).toMatchObject({ status: "QUEUED" });
    const worker = await played.start();
    await played.until(worker, task, "COMPLETED");
    expect(await played.sessionsOf()).toHaveLength(1);
  });
});
