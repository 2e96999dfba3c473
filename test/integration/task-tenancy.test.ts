import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { refusalOf } from "../support/refusal.js";
import { leaseOf, only, TaskWorld, type PlayedAgent, type Replica } from "../support/task-world.js";

describe("another tenant's task", () => {
  let world: TaskWorld;
  let replica: Replica;
  let owner: Principal;
  let stranger: Principal;
  let agent: PlayedAgent;
  let spy: PlayedAgent;
  let lease: { taskId: string; leaseToken: string };

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica({ config: { ackTimeoutMs: 600_000 } });
    owner = await world.tenant();
    stranger = await world.tenant();
    await replica.tasks.defineKind(owner, { name: "secret" });
    agent = await world.agent(replica, owner);
    spy = await world.agent(replica, stranger);
    await replica.tasks.create(owner, { kind: "secret", labels: { team: "a" } });
    lease = leaseOf(only(await agent.next()));
  });
  afterAll(() => world.close());

  it("reads as not found", async () => {
    expect(await replica.tasks.get(stranger.tenantId, lease.taskId)).toBeNull();
    expect(await replica.tasks.getMany(stranger.tenantId, [lease.taskId])).toEqual(new Map());
    const listing = {
      filter: {},
      orderBy: { field: "CREATED_AT", direction: "DESC" },
      page: { first: 10, after: null },
    } as const;
    expect((await replica.tasks.list(stranger.tenantId, listing)).items).toEqual([]);
    expect(await replica.tasks.queueStats(stranger.tenantId)).toEqual({
      pools: [],
      quarantined: 0,
      oldestWaitMs: null,
    });
    expect(await replica.tasks.kind(stranger.tenantId, "secret")).toBeNull();
  });

  it("cannot be changed", async () => {
    const notFound = { code: "NOT_FOUND", reason: "TASK_NOT_FOUND" };
    expect(await refusalOf(replica.tasks.cancel(stranger, lease.taskId))).toMatchObject(notFound);
    expect(await refusalOf(replica.tasks.redrive(stranger, lease.taskId))).toMatchObject(notFound);
    expect(await refusalOf(replica.tasks.setPriority(stranger, lease.taskId, "LOW"))).toMatchObject(notFound);
  });

  it("cannot be worked on even with its lease token", async () => {
    const { principal } = spy;
    const notFound = [{ taskId: lease.taskId, outcome: "NOT_FOUND" }];
    expect(await replica.tasks.accept(principal, [lease])).toMatchObject(notFound);
    expect(await replica.tasks.reject(principal, [lease])).toMatchObject(notFound);
    expect(await replica.tasks.complete(principal, [lease])).toMatchObject(notFound);
    expect((await replica.tasks.heartbeat(principal, [lease])).results).toMatchObject(notFound);
    expect(await refusalOf(replica.tasks.fail(principal, { ...lease, errorMessage: "x" }))).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await refusalOf(replica.tasks.progress(principal, { ...lease, percent: 1 }))).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await refusalOf(replica.tasks.appendOutput(principal, { ...lease, chunks: ["x"] }))).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await replica.tasks.get(owner.tenantId, lease.taskId)).toMatchObject({ status: "ASSIGNED" });
  });

  it("cannot be worked on by another agent of its own tenant", async () => {
    const colleague = await world.agent(replica, owner);
    expect(await replica.tasks.accept(colleague.principal, [lease])).toMatchObject([{ outcome: "INVALID_STATE" }]);
    expect(await replica.tasks.get(owner.tenantId, lease.taskId)).toMatchObject({ status: "ASSIGNED" });
    await colleague.leave();
  });
});
