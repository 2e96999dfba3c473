import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ControlWorld, type FakeProcess } from "../support/control-world.js";
import { plainSpec } from "../support/memory-ledger.js";

const second = 1_000;
const minute = 60 * second;

describe("a task that asks for a sandbox", () => {
  let world: ControlWorld;
  let process: FakeProcess;

  beforeEach(async () => {
    world = new ControlWorld({ ledger: { maxPerTenant: 2 } });
    process = await world.boot();
  });

  afterEach(() => world.close());

  const begin = async (changes: Parameters<typeof world.neighbours.create>[0] = {}) => {
    const task = world.neighbours.create(changes);
    const offered = await world.offer(process, task);
    return { task, ...offered, sandbox: () => world.ofTask(task), id: () => world.ofTask(task).id };
  };

  it("gets one that works for its one task, with a key of the built-in agent", async () => {
    const { task, id, sandbox } = await begin();
    expect(sandbox()).toMatchObject({ status: "READY", taskId: task.id, leaseToken: task.leaseToken });
    expect(world.host.orders).toMatchObject([
      { env: { MUSTER_TASK_ID: task.id, MUSTER_SANDBOX_ID: id() }, secrets: { MUSTER_API_KEY: `key of ${id()}` } },
    ]);
    expect(world.neighbours.keys.get(id())).toMatchObject({ taskId: task.id, agentId: "agent of tenant" });
    expect(task.status).toBe("ASSIGNED");
  });

  it("uses the one that was requested for it while it waited", async () => {
    const task = world.neighbours.create();
    const { id } = world.ledger.request({ taskId: task.id });
    await world.advance(5 * second);
    expect(world.ledger.get(id).status).toBe("PENDING");
    await world.offer(process, task);
    expect(world.ledger.get(id)).toMatchObject({ status: "READY", leaseToken: task.leaseToken });
  });

  it("has its lease held for as long as its sandbox is made, and until its program has it", async () => {
    world.host.runsAtOnce = false;
    const { task, id } = await begin();
    await world.advance(4 * minute);
    expect(world.neighbours.reap()).toBe(0);
    world.host.run(id());
    await world.advance(50 * second);
    expect(world.neighbours.reap()).toBe(0);
    expect(world.neighbours.accept(task)).toBe("APPLIED");
  });

  it("that is done ends its sandbox after a grace, should the program not end by itself", async () => {
    const { task, id, sandbox } = await begin();
    world.neighbours.accept(task);
    world.neighbours.complete(task);
    process.controller.taskEnded([task.id]);
    await world.advance(9 * second);
    expect(sandbox().status).toBe("READY");
    await world.advance(2 * second);
    expect(sandbox()).toMatchObject({ status: "TERMINATED", reason: "TASK_ENDED" });
    expect(world.neighbours.revoked).toContain(id());
    expect(task.failures).toEqual([]);
  });

  it("that is done, and whose program ends with it, has a sandbox that succeeded", async () => {
    const { task, id, sandbox } = await begin();
    world.neighbours.accept(task);
    world.neighbours.complete(task);
    world.host.exit(id(), 0);
    await world.advance(5 * second);
    expect(sandbox().status).toBe("SUCCEEDED");
    expect([task.status, task.failures]).toEqual(["COMPLETED", []]);
  });

  it("may be completed in the moment after its program has ended", async () => {
    const { task, id } = await begin();
    world.neighbours.accept(task);
    world.host.exit(id(), 0);
    await world.advance(second);
    world.neighbours.complete(task);
    await world.advance(10 * second);
    expect([task.status, task.failures]).toEqual(["COMPLETED", []]);
  });

  it("has failed at once when its program ends without a word of it", async () => {
    const { task, id } = await begin();
    world.neighbours.accept(task);
    world.host.write(id(), "It went wrong here.\n");
    await world.settle();
    world.host.exit(id(), 3, { message: "It ended with exit code 3." });
    await world.advance(4 * second);
    expect(task.failures).toEqual([
      { message: "EXIT_CODE: It ended with exit code 3.\nIt went wrong here.", isRetryable: true },
    ]);
  });

  it("has failed also where the program never accepted it, or ended well", async () => {
    const [first, other] = [await begin(), await begin()];
    world.host.exit(first.id(), 1);
    world.host.exit(other.id(), 0);
    await world.advance(4 * second);
    expect(first.task).toMatchObject({ status: "QUEUED", attempts: 1, failures: [{ isRetryable: true }] });
    expect(other.task.failures[0]?.message).toContain("has not reported of its task");
  });

  it("has failed when its program runs and does not accept it in time", async () => {
    const { task, sandbox } = await begin();
    await world.advance(59 * second);
    expect(task.failures).toEqual([]);
    await world.advance(2 * second);
    expect(task.failures[0]?.message).toContain("START_FAILED: The program has not accepted its task");
    expect(sandbox()).toMatchObject({ status: "TERMINATED", reason: "TASK_ENDED" });
  });

  it("is not disturbed by that question when its program has accepted it", async () => {
    const { task, sandbox } = await begin();
    world.neighbours.accept(task);
    await world.advance(2 * minute);
    expect([task.status, task.failures, sandbox().status]).toEqual(["RUNNING", [], "READY"]);
  });

  it("is offered again when its agent goes silent, and its sandbox ends", async () => {
    const { task, sandbox } = await begin();
    world.neighbours.accept(task);
    let reaped = 0;
    for (let passed = 0; passed < 5 * minute && reaped === 0; passed += second) {
      await world.advance(second);
      reaped = world.neighbours.reap();
    }
    expect(task.failures).toMatchObject([{ message: "LEASE_LOST" }]);
    await world.advance(2 * minute);
    expect(sandbox()).toMatchObject({ status: "TERMINATED", reason: "TASK_ENDED" });
    expect(task.failures).toHaveLength(1);
  });

  it("that is cancelled while its sandbox is made has it ended at once", async () => {
    world.host.runsAtOnce = false;
    const { task, sandbox } = await begin();
    task.status = "CANCELLED";
    process.controller.cancelled(task.id);
    await world.settle();
    expect(sandbox()).toMatchObject({ status: "TERMINATED", reason: "TASK_ENDED" });
    expect(world.host.refs).toEqual([]);
  });

  it("that ends without anybody's telling is noticed in seconds", async () => {
    const { task, sandbox } = await begin();
    task.status = "CANCELLED";
    await world.advance(20 * second);
    expect(sandbox()).toMatchObject({ status: "TERMINATED", reason: "TASK_ENDED" });
  });

  it("that somebody else has by now has its sandbox ended at once", async () => {
    const { task, sandbox } = await begin();
    Object.assign(task, { status: "ASSIGNED", leaseToken: "another" });
    await world.advance(11 * second);
    expect(sandbox()).toMatchObject({ status: "TERMINATED", reason: "TASK_ENDED" });
    expect(task).toMatchObject({ leaseToken: "another", failures: [], rejections: [] });
  });

  it("is tried again when a person ends its sandbox", async () => {
    const { task, id, sandbox } = await begin();
    world.neighbours.accept(task);
    await world.terminate(id());
    await world.advance(5 * second);
    expect(sandbox().status).toBe("TERMINATED");
    expect(task).toMatchObject({ status: "QUEUED", failures: [{ isRetryable: true }] });
    expect(task.failures[0]?.message).toContain("REQUESTED");
  });

  it("keeps its try while its host is away for a moment, in the same sandbox", async () => {
    world.host.isUp = false;
    const { task, id, sandbox } = await begin();
    const first = id();
    await world.advance(20 * second);
    expect(sandbox().status).toMatch(/PENDING|PROVISIONING/);
    world.host.isUp = true;
    await world.advance(30 * second);
    expect(sandbox()).toMatchObject({ id: first, status: "READY" });
    expect(task).toMatchObject({ status: "ASSIGNED", attempts: 1, rejections: [] });
  });

  it("goes back uncounted when its host stays away", async () => {
    world.host.isUp = false;
    const { task, sandbox } = await begin();
    await world.advance(10 * minute);
    expect(sandbox()).toMatchObject({ status: "FAILED", reason: "HOST_UNREACHABLE" });
    expect(task).toMatchObject({ status: "QUEUED", attempts: 0, failures: [] });
    expect(task.rejections[0]).toContain("HOST_UNREACHABLE");
  });

  it("goes back uncounted when its host is not to be asked", async () => {
    world.host.isAvailable = false;
    const offered = await begin();
    await world.advance(31 * second);
    expect(offered.task).toMatchObject({ status: "QUEUED", attempts: 0 });
    expect(world.ledger.all).toEqual([]);
  });

  it("goes back when the tenant's share stays used up, and is begun when it is free soon", async () => {
    const [first] = [await begin(), await begin()];
    const late = await begin();
    await world.advance(11 * second);
    expect(late.task.rejections).toEqual(["The tenant's share of sandboxes is used up."]);
    const soon = await begin();
    world.host.exit(first.id(), 0);
    await world.advance(5 * second);
    expect(soon.sandbox().status).toBe("READY");
  });

  it("goes back when every place in the process is taken", async () => {
    const small = new ControlWorld({ config: { maxRunning: 1 } });
    const own = await small.boot();
    const [first, other] = [small.neighbours.create(), small.neighbours.create()];
    await small.offer(own, first);
    await small.offer(own, other);
    await small.advance(11 * second);
    expect(other.rejections).toEqual(["Every place is taken."]);
    expect(first.status).toBe("ASSIGNED");
    await small.close();
  });

  it("drops what was requested for it and never begun when it has ended", async () => {
    const task = world.neighbours.create();
    const { id } = world.ledger.request({ taskId: task.id });
    task.status = "CANCELLED";
    await world.advance(31 * second);
    expect(world.ledger.get(id)).toMatchObject({ status: "TERMINATED", reason: "TASK_ENDED" });
  });

  it("goes back when the process stops before it has a sandbox, and is left alone after that", async () => {
    world.host.isAvailable = false;
    const waiting = await begin();
    waiting.job.abort("STOPPING");
    await world.settle();
    expect(waiting.task.rejections).toEqual(["The process is stopping."]);
    world.host.isAvailable = true;
    const begun = await begin();
    begun.job.abort("STOPPING");
    await world.settle();
    expect(begun.task.rejections).toEqual([]);
    expect(begun.sandbox().status).toBe("READY");
  });

  it("that is lost before it has a sandbox gets none", async () => {
    world.host.isAvailable = false;
    const { job, task } = await begin({ spec: plainSpec });
    job.dropIfWaiting();
    world.host.isAvailable = true;
    await world.advance(5 * second);
    expect(world.ledger.all).toEqual([]);
    expect(task.rejections).toEqual([]);
  });

  it("is failed or completed though tasks or agents cannot be reached for a while", async () => {
    const { task, id, sandbox } = await begin();
    world.neighbours.accept(task);
    process.onCall = (name) => {
      if (name.startsWith("tasks.")) throw new Error("away");
    };
    world.host.exit(id(), 1);
    await world.advance(minute);
    expect(task.failures).toEqual([]);
    expect(sandbox()).toMatchObject({ status: "FAILED", releasedAt: null });
    process.onCall = () => undefined;
    await world.advance(minute);
    expect(task.failures).toHaveLength(1);
    expect(sandbox().releasedAt).not.toBeNull();
  });
});
