import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { firstIdAt, newId } from "../../src/platform/ids.js";
import { OldSandboxes } from "../../src/sandboxes/old-sandboxes.js";
import { ManualClock } from "../support/manual-clock.js";
import { specOf } from "../support/sandbox-specs.js";
import { SandboxWorld } from "../support/sandbox-world.js";

const dayMs = 86_400_000;
const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

let world: SandboxWorld;
let admin: Principal;

beforeAll(async () => {
  world = await SandboxWorld.open();
  admin = await world.tenant();
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const table of ["sandboxes", "sandbox_logs", "events"]) await world.rows(`DELETE FROM ${table}`);
});

interface Row {
  readonly status?: "READY" | "FAILED";
  readonly isReleased?: boolean;
  readonly events?: number;
  readonly pieces?: number;
}

/** One that was made then, and if it has ended, then too. */
async function insert(
  second: number,
  { status = "FAILED", isReleased = true, events = 2, pieces = 1 }: Row = {},
): Promise<string> {
  const id = firstIdAt("sandbox", at(second)) + newId("sandbox").slice(-16);
  await world.rows(
    `INSERT INTO sandboxes (id, tenant_id, status, spec, created_by, host, finished_at, released_at, event_seq, log_seq)
     VALUES ($1, $2, $3::"SandboxStatus", $4, 'u', 'h', CASE WHEN $3 = 'FAILED' THEN $5::timestamptz END,
       CASE WHEN $6 THEN $5::timestamptz END, $7, $8)`,
    [id, admin.tenantId, status, JSON.stringify(specOf()), at(second), isReleased, events, pieces],
  );
  await world.rows(
    `INSERT INTO events (stream_id, seq, tenant_id, type, data)
     SELECT $1, n, $2, 'SANDBOX_POSTPONED', '{}' FROM generate_series(1, $3::integer) n`,
    [id, admin.tenantId, events],
  );
  await world.rows(
    "INSERT INTO sandbox_logs (sandbox_id, seq, stream, chunk) SELECT $1, n, 0, 'x' FROM generate_series(1, $2::integer) n",
    [id, pieces],
  );
  return id;
}

/** As it would be two days after all that is made here. */
function expirer(): OldSandboxes {
  const clock = new ManualClock(new Date(at(0).getTime() + 2 * dayMs));
  return new OldSandboxes({ database: world.services.database, clock, keepMs: dayMs });
}

/** To the end of a walk; answers what was deleted, and the most at a time. */
async function expire(maxRows: number, by = expirer()): Promise<{ deleted: Record<string, number>; most: number }> {
  const deleted: Record<string, number> = {};
  for (let most = 0; ;) {
    const done = await by.expire(maxRows);
    for (const [table, rows] of Object.entries(done.deleted)) deleted[table] = (deleted[table] ?? 0) + rows;
    most = Math.max(most, ...Object.values(done.deleted));
    if (done.isDone) return { deleted, most };
  }
}

async function left(): Promise<Record<string, number>> {
  const [row] = await world.rows<Record<string, number>>(
    `SELECT (SELECT count(*)::integer FROM sandboxes) AS sandboxes, (SELECT count(*)::integer FROM sandbox_logs) AS logs,
       (SELECT count(*)::integer FROM events) AS events`,
  );
  return row ?? {};
}

describe("sandboxes that have ended long ago", () => {
  it("are deleted a few at a time, with their logs and events", async () => {
    for (let second = 0; second < 7; second++) await insert(second);
    expect(await expirer().expire(10)).toEqual({
      deleted: { sandboxes: 2, sandbox_logs: 2, events: 4 },
      isDone: false,
    });
    expect((await expire(10)).deleted).toEqual({ sandboxes: 5, sandbox_logs: 5, events: 10 });
    expect(await left()).toEqual({ sandboxes: 0, logs: 0, events: 0 });
  });

  it("are not those that run, whose host may have something of them, or that are young", async () => {
    const kept = [
      await insert(1, { status: "READY", isReleased: false }),
      await insert(2, { isReleased: false }),
      await insert((3 * dayMs) / 1000),
    ];
    await insert(4);
    expect((await expire(100)).deleted).toMatchObject({ sandboxes: 1 });
    const rows = await world.rows<{ id: string }>("SELECT id FROM sandboxes ORDER BY id");
    expect(rows.map(({ id }) => id)).toEqual(kept.toSorted());
    // Once its host has nothing of it, it goes as well.
    await world.rows("UPDATE sandboxes SET released_at = finished_at WHERE id = $1", [kept[1]]);
    expect((await expire(100)).deleted).toMatchObject({ sandboxes: 1 });
  });

  it("go bit by bit where they have much, from the end, and none before its own log", async () => {
    const before = await insert(1);
    const large = await insert(2, { pieces: 95, events: 47 });
    await insert(3);
    const walk = expirer();
    await walk.expire(20);
    expect(await world.rows("SELECT 1 FROM sandboxes WHERE id = $1", [before])).toEqual([]);
    await walk.expire(20);
    const [row] = await world.rows("SELECT log_seq AS logs, event_seq AS events FROM sandboxes WHERE id = $1", [large]);
    expect(row).toEqual({ logs: 75, events: 47 });
    const [last] = await world.rows("SELECT max(seq) AS seq FROM sandbox_logs WHERE sandbox_id = $1", [large]);
    expect(last).toEqual({ seq: 75 });
    const { deleted, most } = await expire(20, walk);
    expect(deleted).toEqual({ sandboxes: 2, sandbox_logs: 76, events: 49 });
    expect(most).toBeLessThanOrEqual(20);
    expect(await left()).toEqual({ sandboxes: 0, logs: 0, events: 0 });
  });

  it("are deleted once by any number of processes", async () => {
    for (let second = 0; second < 30; second++) await insert(second, { pieces: second });
    const all = await Promise.all([expire(15), expire(15), expire(15)]);
    const sum = (table: string) => all.reduce((total, { deleted }) => total + (deleted[table] ?? 0), 0);
    // What one has skipped as another was at it is looked at by the next walk.
    const rest = (await expire(15)).deleted;
    expect(sum("sandboxes") + (rest.sandboxes ?? 0)).toBe(30);
    expect(sum("events") + (rest.events ?? 0)).toBe(60);
    expect(sum("sandbox_logs") + (rest.sandbox_logs ?? 0)).toBe(435);
    expect(await left()).toEqual({ sandboxes: 0, logs: 0, events: 0 });
  });
});
