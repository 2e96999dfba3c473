import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MusterError, unavailable } from "../../src/platform/errors.js";
import { newId } from "../../src/platform/ids.js";
import type { Trigger } from "../../src/workflows/model.js";
import { eventually } from "../support/eventually.js";
import { range } from "../support/event-world.js";
import { addRun, addTask, logEvent } from "../support/run-rows.js";
import { settle, TriggerWorld, type Owner, type TriggerReplica } from "../support/trigger-world.js";

let world: TriggerWorld;
let replica: TriggerReplica;
let other: TriggerReplica;
let owner: Owner;
let stream: string;

beforeAll(async () => {
  world = await TriggerWorld.open();
  replica = await world.replica();
  other = await world.replica({ feed: (await world.events.replica()).events });
});

afterAll(() => world.close());

beforeEach(async () => {
  await world.rows("DELETE FROM workflow_triggers");
  world.now = new Date();
  world.runs.refuse = () => undefined;
  world.runs.onStarted = async () => undefined;
  owner = await world.owner(replica);
  [stream = ""] = await world.events.streams(owner.principal.tenantId, 1);
});

const updated = { types: ["AGENT_UPDATED"] } as const;

function turn({ listening }: TriggerReplica = replica): Promise<void> {
  return settle({ turn: () => listening.turn(world.now) });
}

async function write(count: number, type?: string): Promise<void> {
  for (let left = count; left > 0; left--) await world.events.write([stream], type);
}

/** The seqs of the events of `stream` that the trigger has started runs for, in the order of their starts. */
function seqsOf({ id }: Trigger): number[] {
  return world.runs.keysOf(id).map((key) => Number(key.split(":").at(-1)));
}

describe("a trigger that listens", () => {
  it("starts a run for each event of its types from its creation on, which sees the event", async () => {
    await write(2);
    const trigger = await owner.create({ event: updated, input: { agent: "${trigger.event.streamId}" } });
    await write(1, "AGENT_PAUSED");
    await write(2);
    await turn();
    expect(seqsOf(trigger)).toEqual([4, 5]);
    expect(world.runs.ordersOf(trigger.id)[0]).toMatchObject({
      tenantId: trigger.tenantId,
      workflowId: owner.workflowId,
      by: trigger.id,
      input: { agent: stream },
      trigger: {
        type: "EVENT",
        triggerId: trigger.id,
        context: {
          depth: 1,
          event: { type: "AGENT_UPDATED", seq: 4, streamId: stream, data: { at: 4 }, at: expect.any(String) },
        },
      },
      once: { scope: trigger.id, key: `event:${stream}:4` },
    });
    expect(await world.seen(trigger, replica)).toMatchObject({
      lastRunId: world.runs.runIds.at(-1),
      lastFiredAt: world.now,
      lastError: null,
    });
  });

  it("takes those that its filter lets pass", async () => {
    const trigger = await owner.create({ event: { ...updated, filter: "event.data.at == 2" } });
    await write(3);
    await turn();
    expect(seqsOf(trigger)).toEqual([2]);
  });

  it("hears nothing of another tenant", async () => {
    const trigger = await owner.create({ event: updated });
    const foreign = await world.owner(replica);
    const [theirs = ""] = await world.events.streams(foreign.principal.tenantId, 1);
    await world.events.write([theirs]);
    await turn();
    expect(seqsOf(trigger)).toEqual([]);
  });

  it("knows nothing of what happened while it was off", async () => {
    const trigger = await owner.create({ event: updated });
    await replica.triggers.update(owner.principal, { id: trigger.id, enabled: false });
    await write(2);
    await turn();
    await replica.triggers.update(owner.principal, { id: trigger.id, enabled: true });
    await write(1);
    await turn();
    expect(seqsOf(trigger)).toEqual([3]);
  });

  it("waits for a transaction that is open, and then takes it in its order", async () => {
    const trigger = await owner.create({ event: updated });
    const [late = ""] = await world.events.streams(owner.principal.tenantId, 1);
    const open = await world.events.transaction();
    await world.events.write([late], "AGENT_UPDATED", open.client);
    await write(1);
    await turn();
    expect(world.runs.keysOf(trigger.id)).toEqual([]);
    await open.commit();
    await eventually(async () => {
      await turn();
      expect(world.runs.keysOf(trigger.id)).toEqual([`event:${late}:1`, `event:${stream}:1`]);
    });
  });

  it("works off more than a turn takes, in order", async () => {
    const trigger = await owner.create({ event: updated });
    await world.events.fill(owner.principal.tenantId, stream, 250);
    await turn();
    expect(seqsOf(trigger)).toEqual(range(1, 250));
  });

  it("is one of many that all get their turn", async () => {
    const triggers = await Promise.all(range(1, 40).map(() => owner.create({ event: updated })));
    await write(1);
    await turn();
    expect(triggers.map(seqsOf)).toEqual(triggers.map(() => [1]));
  });

  it("writes nothing while nothing happens", async () => {
    const trigger = await owner.create({ event: updated });
    await turn();
    const version = () =>
      world.rows("SELECT xmin::text, feed_cursor FROM workflow_triggers WHERE id = $1", [trigger.id]);
    const before = await version();
    await world.events.streamOf(await world.events.tenant(), 5);
    await turn();
    expect(await version()).toEqual(before);
    world.now = new Date(world.now.getTime() + 60_000);
    await turn();
    expect(await version()).not.toEqual(before);
  });
});

describe("exactly one run per event", () => {
  it("comes of two replicas that listen side by side", async () => {
    const trigger = await owner.create({ event: updated });
    await write(40);
    await Promise.all([turn(replica), turn(other)]);
    await write(10);
    await Promise.all([turn(replica), turn(other)]);
    await eventually(async () => {
      await turn();
      expect(seqsOf(trigger).toSorted((a, b) => a - b)).toEqual(range(1, 50));
    });
  });

  it("comes of a process that dies among its events", async () => {
    const trigger = await owner.create({ event: updated });
    await write(5);
    world.runs.onStarted = async ({ once }) => (once.key.endsWith(":3") ? world.killTurns() : undefined);
    await expect(turn()).rejects.toThrow();
    world.runs.onStarted = async () => undefined;
    await turn(other);
    expect(seqsOf(trigger)).toEqual(range(1, 5));
  });

  it("comes of an engine that is away for a while", async () => {
    const trigger = await owner.create({ event: updated });
    await write(3);
    world.runs.refuse = ({ once }) => {
      if (once.key.endsWith(":2")) throw unavailable("Away.", "DATABASE_UNAVAILABLE");
    };
    await turn();
    expect(seqsOf(trigger)).toEqual([1]);
    expect(await world.seen(trigger, replica)).toMatchObject({ lastError: "Away." });
    world.runs.refuse = () => undefined;
    await turn();
    expect(seqsOf(trigger)).toEqual([1]);
    world.now = new Date(world.now.getTime() + 1_000);
    await turn();
    expect(seqsOf(trigger)).toEqual([1, 2, 3]);
  });
});

describe("a trigger at fault", () => {
  it("says why, leaves the event out and rests when nothing goes well", async () => {
    const broken = await owner.create({ event: updated, input: "${trigger.event.nothing}" });
    const sound = await owner.create({ event: updated });
    await write(2);
    await turn();
    expect(seqsOf(sound)).toEqual([1, 2]);
    expect(await world.seen(broken, replica)).toMatchObject({
      lastError: "The input cannot be made: no such field: nothing",
      nextAt: new Date(world.now.getTime() + 2_000),
    });
    await replica.triggers.update(owner.principal, { id: broken.id, input: null });
    await write(1);
    await turn();
    expect(seqsOf(broken)).toEqual([3]);
  });

  it("does not rest for single events that its filter fails on", async () => {
    const trigger = await owner.create({
      event: { types: ["AGENT_UPDATED", "AGENT_PAUSED"], filter: 'event.data.by == "me"' },
    });
    await write(1);
    await logEvent(world, {
      tenantId: trigger.tenantId,
      streamId: newId("agent"),
      type: "AGENT_PAUSED",
      data: { by: "me" },
    });
    await turn();
    expect(world.runs.keysOf(trigger.id)).toHaveLength(1);
    expect((await world.seen(trigger, replica)).nextAt?.getTime()).toBeLessThanOrEqual(world.now.getTime());
  });

  it("says when its filter is no question", async () => {
    const trigger = await owner.create({ event: { ...updated, filter: "event.data.at" } });
    await write(1);
    await turn();
    expect((await world.seen(trigger, replica)).lastError).toBe("The filter failed: A condition is true or false");
  });

  it("is not at fault when its workflow has enough open runs", async () => {
    const trigger = await owner.create({ event: updated });
    world.runs.refuse = () => {
      throw new MusterError("CONFLICT", "Enough runs are open.", { reason: "WORKFLOW_FULL" });
    };
    await write(1);
    await turn();
    world.runs.refuse = () => undefined;
    await write(1);
    await turn();
    expect(seqsOf(trigger)).toEqual([2]);
  });
});

describe("a loop", () => {
  const completed = { types: ["RUN_COMPLETED", "TASK_COMPLETED"] } as const;

  /** Events of a run, of a run within it and of a task within that. */
  async function runWithParts(trigger: Trigger | null, depth: number): Promise<string[]> {
    const { tenantId } = owner.principal;
    const context = depth > 0 ? { type: "EVENT", context: { depth } } : { type: "MANUAL", context: {} };
    const runId = await addRun(world, { tenantId, triggerId: trigger?.id ?? null, trigger: context });
    const childId = await addRun(world, { tenantId, parentRunId: runId, trigger: { type: "PARENT", context: {} } });
    const taskId = await addTask(world, { tenantId, runId: childId });
    await logEvent(world, { tenantId, streamId: runId, type: "RUN_COMPLETED" });
    await logEvent(world, { tenantId, streamId: childId, type: "RUN_COMPLETED" });
    await logEvent(world, { tenantId, streamId: taskId, type: "TASK_COMPLETED" });
    return [runId, childId, taskId].map((id) => `event:${id}:1`);
  }

  it("is not made by the runs that a trigger has started itself, nor by what runs within them", async () => {
    const trigger = await owner.create({ event: completed });
    await runWithParts(trigger, 1);
    const foreign = await runWithParts(null, 0);
    await turn();
    expect(world.runs.keysOf(trigger.id)).toEqual(foreign);
  });

  it("of several triggers ends after ten runs in a row", async () => {
    const [a, b] = [await owner.create({ event: completed }), await owner.create({ event: completed })];
    await runWithParts(a, 9);
    await turn();
    expect(world.runs.ordersOf(b.id).map(({ trigger }) => trigger.context["depth"])).toEqual([10, 10, 10]);
    await runWithParts(a, 10);
    await turn();
    expect(world.runs.ordersOf(b.id)).toHaveLength(3);
    expect((await world.seen(b, replica)).lastError).toMatch(/More than 10 events in a row/);
  });
});
