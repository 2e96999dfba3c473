import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import type { Trigger } from "../../src/workflows/model.js";
import { settle, TriggerWorld, type Owner, type TriggerReplica } from "../support/trigger-world.js";

let world: TriggerWorld;
let replica: TriggerReplica;
let owner: Owner;

beforeAll(async () => {
  world = await TriggerWorld.open();
  replica = await world.replica();
});

afterAll(() => world.close());

beforeEach(async () => {
  await world.rows("DELETE FROM workflow_triggers");
  world.now = new Date("2026-06-01T12:00:00.250Z");
  world.runs.refuse = () => undefined;
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

describe("a trigger that cannot start its run", () => {
  it("says why, goes on to its next instant and does not stand in another's way", async () => {
    const [broken, sound] = [
      await owner.create({ cron: hourly, input: "${trigger.nothing}" }),
      await owner.create({ cron: hourly }),
    ];
    await turnAt("13:00:00");
    expect(firedFor(sound)).toEqual(["13:00"]);
    expect(await world.seen(broken, replica)).toMatchObject({
      lastError: "The input cannot be made: no such field: nothing",
      lastRunId: null,
      nextAt: new Date("2026-06-01T14:00:00Z"),
    });
  });

  it("is tried less and less often, and as before once it is mended", async () => {
    const trigger = await owner.create({ cron: { schedule: "* * * * * *" }, input: "${trigger.nothing}" });
    const tries: number[] = [];
    for (let second = 0; second < 40; second++) {
      world.now = new Date(Date.parse("2026-06-01T12:00:01Z") + second * 1_000);
      const before = (await world.seen(trigger, replica)).nextAt;
      await turn();
      if ((await world.seen(trigger, replica)).nextAt?.getTime() !== before?.getTime()) tries.push(second);
    }
    expect(tries).toEqual([0, 3, 8, 17, 34]);
    await replica.triggers.update(owner.principal, { id: trigger.id, input: {} });
    await turnAt("12:02:00");
    await turnAt("12:02:01");
    expect(world.runs.keysOf(trigger.id).length).toBeGreaterThanOrEqual(2);
    expect(await world.seen(trigger, replica)).toMatchObject({ lastError: null });
  });

  it("is not at fault when its workflow has enough open runs", async () => {
    const trigger = await owner.create({ cron: { schedule: "* * * * * *", missedRuns: "SKIP" } });
    world.runs.refuse = () => {
      throw new MusterError("CONFLICT", "Enough runs are open.", { reason: "WORKFLOW_FULL" });
    };
    for (const time of ["12:00:01", "12:00:02", "12:00:03"]) await turnAt(time);
    expect(await world.seen(trigger, replica)).toMatchObject({
      lastError: "Enough runs are open.",
      nextAt: new Date("2026-06-01T12:00:04Z"),
    });
  });

  it("has a schedule that cannot be read any more, and holds up nobody", async () => {
    const [broken, sound] = [await owner.create({ cron: hourly }), await owner.create({ cron: hourly })];
    const config = JSON.stringify({ ...broken.cron, schedule: "of another time" });
    await world.rows("UPDATE workflow_triggers SET config = $2 WHERE id = $1", [broken.id, config]);
    await turnAt("13:00:00");
    expect(firedFor(sound)).toEqual(["13:00"]);
    expect(await world.seen(broken, replica)).toMatchObject({
      lastError: "Something went wrong on our side.",
      nextAt: new Date("2026-06-01T13:00:02Z"),
    });
  });

  it("tells nothing of an error that is ours", async () => {
    const trigger = await owner.create({ cron: hourly });
    world.runs.refuse = () => {
      throw new TypeError("secret of the inside");
    };
    await turnAt("13:00:00");
    expect(await world.seen(trigger, replica)).toMatchObject({ lastError: "Something went wrong on our side." });
  });
});
