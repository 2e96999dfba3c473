import { describe, expect, it } from "vitest";
import { HostError } from "../../src/sandboxes/host.js";
import { ControlWorld, type FakeProcess } from "../support/control-world.js";
import { SandboxPlay } from "../support/sandbox-play.js";

const minute = 60_000;

type Point = readonly [name: string, when: "before" | "after"];

/** A sandbox for nobody, one of an agent from the pool, one that a person ends, and tasks: a whole life of each. */
async function live(world: ControlWorld, around: SandboxPlay): Promise<void> {
  world.host.put("warm_1");
  world.host.run("warm_1");
  world.pool.ready.push("warm_1");
  await world.request({ agentId: "agent" });
  let orders = 0;
  world.host.refuse = () => {
    if (++orders < 5) throw new HostError("HOST_QUOTA", "Full.", { isPassing: true });
  };
  await world.request();
  world.neighbours.create();
  world.neighbours.create({ spec: null, kind: "container:none" });
  const ended = await world.request();
  await around.pass(1_000);
  if (!["PENDING", "PROVISIONING", "READY"].includes(world.ledger.get(ended).status)) return;
  await world.terminate(ended);
}

/** Kills the process at the nth time that it comes to the point, or never. */
async function play(hostId: string, point: Point | null, nth = 1): Promise<{ world: ControlWorld; points: Point[] }> {
  const world = new ControlWorld({ hostId });
  const points: Point[] = [];
  let seen = 0;
  const first = await world.boot({
    onCall: (process, name, when) => {
      points.push([name, when]);
      if (point && name === point[0] && when === point[1] && ++seen === nth) world.kill(process);
    },
  });
  const around = new SandboxPlay(world);
  await live(world, around);
  let second: FakeProcess | null = null;
  for (let passedMs = 0; passedMs < 10 * minute && !(passedMs > minute && around.isOver); passedMs += 2_000) {
    if (first.isDead && !second) {
      if (hostId.startsWith("local:")) for (const ref of world.host.refs) world.host.vanish(ref);
      second = await world.boot();
    }
    await around.pass(2_000);
  }
  return { world, points: points.filter(([name]) => !name.startsWith("broker.")) };
}

function check(world: ControlWorld): void {
  expect(world.host.refs).toEqual([]);
  for (const row of world.ledger.all) {
    expect(row.releasedAt, `${row.id} is ${row.status}`).not.toBeNull();
    if (row.agentId !== null || row.taskId !== null)
      expect(!world.neighbours.keys.has(row.id) || world.neighbours.revoked.has(row.id)).toBe(true);
  }
  const statuses = [...world.neighbours.tasks.values()].map(({ status }) => status);
  expect(statuses).toEqual(["COMPLETED", "QUARANTINED"]);
}

describe.each(["kubernetes:test", "local:test"])("a process on %s that is killed", (hostId) => {
  it.each([1, 2])(
    "at the %d. of any of its calls, before or after it, leaves nothing that another does not end",
    async (nth) => {
      const whole = await play(hostId, null);
      check(whole.world);
      const distinct = new Map(whole.points.map((point) => [point.join(" "), point]));
      await whole.world.close();
      expect(distinct.size).toBeGreaterThan(40);
      for (const [what, point] of distinct) {
        const { world } = await play(hostId, point, nth);
        try {
          check(world);
        } catch (error) {
          throw new Error(`killed at ${what}: ${String(error)}`, { cause: error });
        }
        await world.close();
      }
    },
  );
});
