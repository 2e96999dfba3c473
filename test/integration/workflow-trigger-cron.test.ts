import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createDatabase } from "../../src/platform/db/index.js";
import { unavailable } from "../../src/platform/errors.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import type { OverlapPolicy, Trigger } from "../../src/workflows/model.js";
import { eventually } from "../support/eventually.js";
import { ManualClock } from "../support/manual-clock.js";
import { settle, TriggerWorld, type Owner, type TriggerReplica } from "../support/trigger-world.js";

let world: TriggerWorld;
let replica: TriggerReplica;
let other: TriggerReplica;
let owner: Owner;

beforeAll(async () => {
  world = await TriggerWorld.open();
  replica = await world.replica();
  other = await world.replica();
});

afterAll(() => world.close());

beforeEach(async () => {
  await world.rows("DELETE FROM workflow_triggers");
  world.now = new Date("2026-06-01T12:00:00.250Z");
  world.runs.refuse = () => undefined;
  world.runs.onStarted = async () => undefined;
  owner = await world.owner(replica);
});

const hourly = { schedule: "0 * * * *" };

function turn({ cron }: TriggerReplica = replica): Promise<void> {
  return settle({ turn: () => cron.turn(world.now) });
}

async function turnAt(time: string, at: TriggerReplica = replica): Promise<void> {
  world.now = new Date(`2026-06-01T${time}Z`);
  await turn(at);
}

/** The hours that a trigger has fired for. */
function firedFor({ id }: Trigger): string[] {
  return world.runs.keysOf(id).map((key) => key.slice(11, 16));
}

describe("a schedule", () => {
  it("fires when it is due and tells its runs when that was", async () => {
    const trigger = await owner.create({ cron: hourly, input: { at: "${trigger.scheduledAt}", kind: "nightly" } });
    expect(trigger.nextAt).toEqual(new Date("2026-06-01T13:00:00Z"));
    await turnAt("12:59:59.999");
    expect(firedFor(trigger)).toEqual([]);
    await turnAt("13:00:00.100");
    expect(world.runs.ordersOf(trigger.id)).toEqual([
      {
        tenantId: trigger.tenantId,
        workflowId: owner.workflowId,
        by: trigger.id,
        trigger: {
          type: "CRON",
          triggerId: trigger.id,
          context: { scheduledAt: "2026-06-01T13:00:00.000Z", firedAt: "2026-06-01T13:00:00.100Z" },
        },
        input: { at: "2026-06-01T13:00:00.000Z", kind: "nightly" },
        once: { scope: trigger.id, key: "2026-06-01T13:00:00.000Z" },
      },
    ]);
    expect(await world.seen(trigger, replica)).toMatchObject({
      nextAt: new Date("2026-06-01T14:00:00Z"),
      lastFiredAt: new Date("2026-06-01T13:00:00.100Z"),
      lastRunId: world.runs.runIds.at(-1),
      lastError: null,
    });
  });

  it("that is off does not fire, and makes up for nothing when it is on again", async () => {
    const trigger = await owner.create({ cron: { ...hourly, missedRuns: "RUN_ALL" } });
    await replica.triggers.update(owner.principal, { id: trigger.id, enabled: false });
    await turnAt("15:30:00");
    const on = await replica.triggers.update(owner.principal, { id: trigger.id, enabled: true });
    expect(on.nextAt).toEqual(new Date("2026-06-01T16:00:00Z"));
    await turnAt("16:00:00");
    expect(firedFor(trigger)).toEqual(["16:00"]);
  });

  it("makes up for an outage as it is told to", async () => {
    const policies = ["SKIP", "RUN_ONCE", "RUN_ALL"] as const;
    const triggers = await Promise.all(policies.map((missedRuns) => owner.create({ cron: { ...hourly, missedRuns } })));
    await turnAt("15:30:00");
    expect(triggers.map(firedFor)).toEqual([[], ["15:00"], ["13:00", "14:00", "15:00"]]);
  });

  it("makes up for a hundred instants, over several turns", async () => {
    const trigger = await owner.create({ cron: { schedule: "* * * * *", missedRuns: "RUN_ALL" } });
    await turnAt("15:00:30");
    expect(firedFor(trigger)).toHaveLength(100);
    expect([firedFor(trigger)[0], firedFor(trigger).at(-1)]).toEqual(["13:21", "15:00"]);
  });

  it("wakes by itself when it is due", async () => {
    const clock = new ManualClock(world.now);
    const { triggers } = await world.replica({ clock });
    await triggers.start();
    const trigger = await owner.create({ cron: hourly });
    world.now = new Date("2026-06-01T13:00:00Z");
    await eventually(() => {
      clock.advance(500);
      expect(firedFor(trigger)).toEqual(["13:00"]);
    });
    await triggers.stop();
  });
});

describe("a pool of two connections", () => {
  it("is enough: a turn holds one while its runs are started over the other", async () => {
    const triggers = await Promise.all(Array.from({ length: 20 }, () => owner.create({ cron: hourly })));
    const parts = { url: world.events.test.url, poolSize: 2, log: silentLog, metrics: createMetrics() };
    const database = createDatabase(parts);
    const { triggers: service } = await world.replica({ database });
    world.runs.onStarted = () => database.ping();
    world.now = new Date("2026-06-01T13:00:00Z");
    await service.start();
    await eventually(() => expect(triggers.map(firedFor)).toEqual(triggers.map(() => ["13:00"])));
    await service.stop();
    await database.stop();
  });
});

describe("exactly one run per instant", () => {
  it("comes of two replicas that fire side by side", async () => {
    const triggers = await Promise.all(Array.from({ length: 60 }, () => owner.create({ cron: hourly })));
    world.now = new Date("2026-06-01T13:00:00Z");
    await Promise.all([turn(replica), turn(other)]);
    await turn();
    expect(triggers.map(firedFor)).toEqual(triggers.map(() => ["13:00"]));
  });

  it("comes of a turn whose process dies between the run's start and its own end", async () => {
    const trigger = await owner.create({ cron: hourly });
    world.runs.onStarted = () => world.killTurns();
    world.now = new Date("2026-06-01T13:00:00Z");
    await expect(turn()).rejects.toThrow();
    expect(await world.seen(trigger, replica)).toMatchObject({ lastRunId: null, nextAt: world.now });
    world.runs.onStarted = async () => undefined;
    await turn(other);
    expect(firedFor(trigger)).toEqual(["13:00"]);
    expect(await world.seen(trigger, replica)).toMatchObject({
      lastRunId: world.runs.runIds.at(-1),
      nextAt: new Date("2026-06-01T14:00:00Z"),
    });
  });

  it("comes of a clock that jumps back and forth", async () => {
    const trigger = await owner.create({ cron: { ...hourly, missedRuns: "RUN_ALL" } });
    for (const time of ["13:00:00", "12:00:00", "13:00:30", "15:10:00", "13:30:00", "15:59:59", "16:00:00"])
      await turnAt(time);
    expect(firedFor(trigger)).toEqual(["13:00", "14:00", "15:00", "16:00"]);
  });

  it("comes of an order whose answer was lost", async () => {
    const trigger = await owner.create({ cron: hourly });
    let answers = 0;
    world.runs.onStarted = async () => {
      if (++answers === 1) throw unavailable("The database is not available.", "DATABASE_UNAVAILABLE");
    };
    world.now = new Date("2026-06-01T13:00:00Z");
    expect(await replica.cron.turn(world.now)).toBe(1_000);
    expect(await world.seen(trigger, replica)).toMatchObject({
      nextAt: world.now,
      lastError: "The database is not available.",
    });
    await turnAt("13:00:01");
    expect(firedFor(trigger)).toEqual(["13:00"]);
    expect(await world.seen(trigger, replica)).toMatchObject({ lastError: null });
  });
});

describe("a run that is still open when the next is due", () => {
  async function fireTwice(overlap: OverlapPolicy): Promise<Trigger> {
    const trigger = await owner.create({ cron: { ...hourly, overlap } });
    await turnAt("13:00:00");
    await turnAt("14:00:00");
    return trigger;
  }

  it("is joined by it: ALLOW", async () => {
    expect(firedFor(await fireTwice("ALLOW"))).toEqual(["13:00", "14:00"]);
  });

  it("is left alone: SKIP", async () => {
    const trigger = await fireTwice("SKIP");
    expect(firedFor(trigger)).toEqual(["13:00"]);
    world.runs.end(world.runs.runIds.at(-1));
    await turnAt("14:30:00");
    expect(firedFor(trigger)).toEqual(["13:00"]);
    await turnAt("15:00:00");
    expect(firedFor(trigger)).toEqual(["13:00", "15:00"]);
  });

  it("is waited for, by one and no more: QUEUE", async () => {
    const trigger = await fireTwice("QUEUE");
    await turnAt("15:00:00");
    expect(firedFor(trigger)).toEqual(["13:00"]);
    world.runs.end(world.runs.runIds.at(-1));
    await turnAt("15:20:00");
    expect(firedFor(trigger)).toEqual(["13:00", "14:00"]);
    world.runs.end(world.runs.runIds.at(-1));
    await turnAt("15:40:00");
    expect(firedFor(trigger)).toEqual(["13:00", "14:00"]);
    await turnAt("16:00:00");
    expect(firedFor(trigger)).toEqual(["13:00", "14:00", "16:00"]);
  });

  it("is waited for by a replica that then dies, and by the next one", async () => {
    const trigger = await fireTwice("QUEUE");
    world.runs.end(world.runs.runIds.at(-1));
    world.runs.onStarted = () => world.killTurns();
    await expect(turnAt("14:20:00")).rejects.toThrow();
    world.runs.onStarted = async () => undefined;
    await turn(other);
    expect(firedFor(trigger)).toEqual(["13:00", "14:00"]);
  });

  it("is cancelled: CANCEL_PREVIOUS", async () => {
    const trigger = await fireTwice("CANCEL_PREVIOUS");
    const [first, second] = world.runs.runIds.slice(-2);
    expect(firedFor(trigger)).toEqual(["13:00", "14:00"]);
    expect(world.runs.cancelled).toContain(first);
    expect(world.runs.cancelled).not.toContain(second);
  });

  it("is cancelled by the latest of several alone", async () => {
    const trigger = await owner.create({ cron: { ...hourly, overlap: "CANCEL_PREVIOUS", missedRuns: "RUN_ALL" } });
    await turnAt("13:00:00");
    await turnAt("16:30:00");
    expect(firedFor(trigger)).toEqual(["13:00", "16:00"]);
  });
});
