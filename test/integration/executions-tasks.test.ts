import { describe, expect, it } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import type { Task } from "../../src/tasks/index.js";
import type { WasmResult } from "../../src/wasm/index.js";
import { eventually } from "../support/eventually.js";
import { assemble, command, echo, endless, hello } from "../support/wasm-modules.js";
import { kind, WasmTasks } from "../support/wasm-tasks.js";

const exit42 = command(
  "(call $write (i32.const 2) (i32.const 16) (i32.const 7)) (call $proc_exit (i32.const 42))",
  '(data (i32.const 16) "no luck")',
);
const notWasi = assemble('(module (import "env" "f" (func)) (memory (export "memory") 1) (func (export "_start")))');

describe("tasks of what is installed", () => {
  const played = WasmTasks.use();

  it("are done by a built-in agent: the input on stdin, the JSON as output, the cost with it", async () => {
    const replica = await played.start();
    const item = await played.install(replica, echo);
    const task = await replica.tasks.create(played.admin, { kind, input: { n: ["ü"] } });
    const done = await played.until(replica, task, "COMPLETED");
    const [execution, ...more] = await played.executionsOf(task);
    const [agent] = await played.agentsOf();
    expect(agent).toMatchObject({ name: "muster-wasm", capabilities: ["muster:wasm"] });
    expect(more).toEqual([]);
    expect(execution).toMatchObject({
      ...{ status: "SUCCEEDED", taskId: task.id, createdBy: agent?.id, itemId: item.itemId, output: { n: ["ü"] } },
    });
    expect(done).toMatchObject({ output: { n: ["ü"] }, cost: execution?.cost, attempt: 1, agentId: agent?.id });
    expect(done.cost).toBeGreaterThan(3);
    expect(await played.world.tasks.eventTypesOf(task.id)).toEqual([
      ...["TASK_CREATED", "TASK_ASSIGNED", "TASK_STARTED", "TASK_COMPLETED"],
    ]);
  });

  it("have what a program writes as text where that is no JSON", async () => {
    const replica = await played.start();
    await played.install(replica, hello);
    const task = await replica.tasks.create(played.admin, { kind });
    expect(await played.until(replica, task, "COMPLETED")).toMatchObject({ output: "hello\n" });
  });

  it("are tried again after a failure, which tells the reason and what was on stderr", async () => {
    const replica = await played.start();
    await played.install(replica, exit42);
    const task = await replica.tasks.create(played.admin, { kind });
    const failed = await played.until(replica, task, "QUARANTINED");
    expect(failed).toMatchObject({ attempt: 2, lastError: { reason: "REPORTED" } });
    expect(failed.lastError?.message).toMatch(/^EXIT_CODE: .*42.*\nno luck$/);
    expect((await played.executionsOf(task)).map(({ status, exitCode }) => [status, exitCode])).toEqual([
      ["FAILED", 42],
      ["FAILED", 42],
    ]);
  });

  it("succeed in a later try when what failed was mended", async () => {
    const replica = await played.start();
    await played.install(replica, hello);
    let tries = 0;
    played.world.intercept = async (request, run) => {
      const result = await run(request);
      if (++tries > 1) return result;
      return { ...result, exitCode: null, failure: { reason: "CRASHED", message: "Gone." } } satisfies WasmResult;
    };
    const task = await replica.tasks.create(played.admin, { kind });
    expect(await played.until(replica, task, "COMPLETED")).toMatchObject({ attempt: 2 });
  });

  it.each([
    ["a module that may not run", notWasi, {}, null, "MODULE_IMPORT_UNKNOWN"],
    ["an input that misfits", echo, { inputs: { type: "object" } }, [1], "SCHEMA_MISFIT"],
  ])("are not tried again for %s", async (_what, module, manifest, input, reason) => {
    const replica = await played.start();
    await played.install(replica, module, manifest);
    const task = await replica.tasks.create(played.admin, { kind, input });
    const failed = await played.until(replica, task, "QUARANTINED");
    expect(failed).toMatchObject({ attempt: 1 });
    expect(failed.lastError?.message).toContain(`${reason}: `);
    expect(await played.executionsOf(task)).toEqual([]);
  });

  it("are not done when their item is not installed any more, though it could be run", async () => {
    const replica = await played.start();
    const item = await played.install(replica, hello);
    const other = await played.world.shelf.publish(played.admin, { name: "acme/other", module: hello });
    played.world.shelf.install(played.admin, other);
    played.world.shelf.uninstall(played.admin, item);
    const task = await replica.tasks.create(played.admin, { kind });
    const failed = await played.until(replica, task, "QUARANTINED");
    expect(failed).toMatchObject({ attempt: 1 });
    expect(failed.lastError?.message).toBe("INSTALLATION_NOT_FOUND: acme/words is not installed.");
  });

  it("fail where their output is larger than a task's may be", async () => {
    const replica = await played.start({ config: { maxTaskBytes: 100 } });
    await played.install(replica, echo);
    played.world.intercept = async (request, run) => ({
      ...(await run(request)),
      stdout: Buffer.from(`"${"x".repeat(200)}"`),
    });
    const task = await replica.tasks.create(played.admin, { kind });
    const failed = await played.until(replica, task, "QUARANTINED");
    expect(failed.lastError?.message).toContain("JSON_TOO_LARGE");
  });

  it("are bounded by their own time and by what their release needs", async () => {
    const replica = await played.start();
    await played.install(replica, endless, { resources: { timeoutMs: 300 } });
    const seen: number[] = [];
    played.world.intercept = (request, run) => (seen.push(request.limits.timeoutMs), run(request));
    const task = await replica.tasks.create(played.admin, { kind, timeoutMs: 100_000, maxRetries: 0 });
    const failed = await played.until(replica, task, "QUARANTINED");
    expect(failed.lastError?.message).toContain("TIMEOUT: ");
    await played.until(
      replica,
      await replica.tasks.create(played.admin, { kind, timeoutMs: 200, maxRetries: 0 }),
      "QUARANTINED",
    );
    expect(seen[0]).toBe(300);
    expect(seen[1]).toBeLessThanOrEqual(200);
  });

  it("are ended when they are cancelled, and said no more of", async () => {
    const replica = await played.start();
    await played.install(replica, endless, { resources: { timeoutMs: 60_000 } });
    const task = await replica.tasks.create(played.admin, { kind });
    await played.until(replica, task, "RUNNING");
    await eventually(async () => expect(await played.executionsOf(task)).toHaveLength(1));
    await replica.tasks.cancel(played.admin, task.id);
    await eventually(async () =>
      expect(await played.executionsOf(task)).toMatchObject([{ status: "FAILED", error: { reason: "CANCELLED" } }]),
    );
    expect(await played.world.tasks.eventTypesOf(task.id)).toEqual([
      ...["TASK_CREATED", "TASK_ASSIGNED", "TASK_STARTED", "TASK_CANCELLED"],
    ]);
  });

  it("keep their lease for as long as they run", async () => {
    const replica = await played.start({ config: { leaseMs: 3_500 }, workers: { leaseMs: 600 } });
    await played.install(replica, endless, { resources: { timeoutMs: 5_000 } });
    const task = await replica.tasks.create(played.admin, { kind, maxRetries: 0 });
    const failed = await played.until(replica, task, "QUARANTINED");
    expect(failed.lastError?.message).toContain("TIMEOUT: ");
    expect(failed).toMatchObject({ attempt: 1 });
  });

  it("are ended here when they were given to another", async () => {
    const replica = await played.start({ workers: { leaseMs: 600 } });
    await played.install(replica, endless, { resources: { timeoutMs: 60_000 } });
    const task = await replica.tasks.create(played.admin, { kind, maxRetries: 0 });
    await played.until(replica, task, "RUNNING");
    await played.world.rows("UPDATE tasks SET lease_token = 'stolen' WHERE id = $1", [task.id]);
    await eventually(async () =>
      expect(await played.executionsOf(task)).toMatchObject([{ status: "FAILED", error: { reason: "CANCELLED" } }]),
    );
    expect(await played.stateOf(replica, task)).toMatchObject({ status: "RUNNING", lastError: null });
  });

  it("wait while the runner is busy, and count as one try", async () => {
    const replica = await played.start();
    await played.install(replica, hello);
    let tries = 0;
    played.world.intercept = (request, run) => {
      if (++tries > 3) return run(request);
      throw new MusterError("RATE_LIMITED", "Busy.", { reason: "EXECUTIONS_BUSY" });
    };
    const task = await replica.tasks.create(played.admin, { kind });
    expect(await played.until(replica, task, "COMPLETED")).toMatchObject({ attempt: 1 });
    expect(tries).toBe(4);
    expect(await played.executionsOf(task)).toHaveLength(1);
  });

  it("go back, and do not count as tries, while every place to run is taken", async () => {
    const replica = await played.start({ workers: { capacity: 1, ackTimeoutMs: 200 } });
    await played.install(replica, hello);
    let begun = 0;
    played.world.intercept = async (request, run) => {
      begun++;
      await played.released;
      return run(request);
    };
    // A process has two places; the third tenant's task finds none.
    const tenants = [played.admin, await played.world.tenant(), await played.world.tenant()];
    const tasks: Task[] = [];
    for (const tenant of tenants) {
      played.admin = tenant;
      await played.install(replica, hello);
      tasks.push(await replica.tasks.create(tenant, { kind }));
    }
    await eventually(() => expect(begun).toBe(2));
    const states = async () => Promise.all(tasks.map(async ({ id, tenantId }) => replica.tasks.get(tenantId, id)));
    await eventually(async () => {
      const types = await Promise.all(tasks.map(({ id }) => played.world.tasks.eventTypesOf(id)));
      expect(types.flat().filter((type) => type === "TASK_QUEUED").length).toBeGreaterThan(0);
    });
    played.release();
    await eventually(async () =>
      expect((await states()).map((task) => [task?.status, task?.attempt])).toEqual(tasks.map(() => ["COMPLETED", 1])),
    );
  });
});
