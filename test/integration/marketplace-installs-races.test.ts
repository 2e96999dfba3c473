import { afterAll, beforeAll, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { ReleaseDesk } from "../../src/marketplace/door.js";
import type { Installation } from "../../src/marketplace/model.js";
import { createReleaseDesk } from "../../src/marketplace/publishing/release-desk.js";
import { MusterError } from "../../src/platform/errors.js";
import { systemClock } from "../../src/platform/clock.js";
import { eventually } from "../support/eventually.js";
import { flowOf, MarketWorld, type MarketReplica } from "../support/market-world.js";

let world: MarketWorld;
let replica: MarketReplica;
let other: MarketReplica;
let publisher: Principal;
let releases: Pick<ReleaseDesk, "yank" | "restore">;
let names = 0;

beforeAll(async () => {
  world = await MarketWorld.open();
  [replica, other] = [await world.replica(), await world.replica()];
  publisher = await world.tenant();
  const { database } = world.workflows.tasks.services;
  const unused = (): never => {
    throw new Error("nothing is published here");
  };
  releases = createReleaseDesk({
    ...{ database, clock: systemClock, workflows: replica.workflows, inspectModule: unused },
    ...{ binaries: { find: unused, load: unused }, agentRuns: { run: unused } },
  } as unknown as Parameters<typeof createReleaseDesk>[0]);
});
afterAll(() => world.close());

const nextName = (): string => `acme/race-${++names}`;

/** What was answered, and the reasons of what was refused. */
async function outcomesOf<Value>(calls: readonly Promise<Value>[]): Promise<{ done: Value[]; reasons: string[] }> {
  const outcomes = await Promise.allSettled(calls);
  return {
    done: outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : [])),
    reasons: outcomes.flatMap((outcome) => {
      if (outcome.status === "fulfilled") return [];
      if (outcome.reason instanceof MusterError) return [outcome.reason.reason];
      throw outcome.reason;
    }),
  };
}

it.each(["AGENT", "WORKFLOW"] as const)("installs an item once, however many install it at once: %s", async (type) => {
  for (let round = 0; round < 5; round++) {
    const user = await world.tenant();
    const name = nextName();
    const definition = type === "WORKFLOW" ? { definition: flowOf(name) } : {};
    await world.release({ by: publisher, name, version: "1.0.0", type, ...definition });
    const calls = Array.from({ length: 6 }, (_, index) =>
      (index % 2 ? replica : other).desk.install(user, { item: name }),
    );
    const { done, reasons } = await outcomesOf(calls);
    expect(done).toHaveLength(1);
    expect(reasons).toEqual(Array.from({ length: 5 }, () => "ITEM_INSTALLED"));
    const versions = await world.rows(`SELECT 1 FROM workflow_versions WHERE tenant_id = $1`, [user.tenantId]);
    expect(versions).toHaveLength(type === "WORKFLOW" ? 1 : 0);
  }
});

it("never installs what was yanked before: it takes what is left of the range, or nothing", async () => {
  for (let round = 0; round < 8; round++) {
    const user = await world.tenant();
    const name = nextName();
    const first = await world.release({ by: publisher, name, version: "1.0.0" });
    const second = await world.release({ by: publisher, name, version: "1.1.0" });
    const yank = releases.yank(publisher, { id: second.id, reason: "broken" });
    const install = replica.desk.install(user, { item: name });
    await yank;
    const late = await other.desk.install(await world.tenant(), { item: name });
    expect(late.releaseId).toBe(first.id);
    expect([first.id, second.id]).toContain((await install).releaseId);
  }
});

it("waits for a yank that is under way, and then takes the next lower version", async () => {
  const user = await world.tenant();
  const name = nextName();
  const first = await world.release({ by: publisher, name, version: "1.0.0", definition: flowOf("1") });
  const second = await world.release({ by: publisher, name, version: "1.1.0", definition: flowOf("2") });
  const { id } = await replica.desk.install(user, { item: name, range: "1.0.0" });
  const { pool } = world.workflows.tasks.services.database;
  const client = await pool.connect();
  await client.query("BEGIN");
  await client.query(`UPDATE releases SET status = 'YANKED', status_reason = 'broken' WHERE id = $1`, [second.id]);
  const moves: Promise<Installation>[] = [
    replica.desk.upgrade(user, { id, range: "^1" }),
    replica.desk.install(await world.tenant(), { item: name }),
    replica.desk.install(await world.tenant(), { item: name, range: "1.1.0" }),
  ];
  const outcomes = outcomesOf(moves);
  await eventually(async () => {
    const waiting = await world.rows(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    expect(waiting).toHaveLength(3);
  });
  await client.query("COMMIT");
  client.release();
  const { done, reasons } = await outcomes;
  expect(done.map(({ releaseId }) => releaseId)).toEqual([first.id, first.id]);
  expect(reasons).toEqual(["RELEASE_YANKED"]);
});

it("upgrades one after the other, so that workflow and installation agree in the end", async () => {
  const user = await world.tenant();
  const name = nextName();
  const versions = ["1.0.0", "1.1.0", "1.2.0", "1.3.0", "2.0.0"];
  const byVersion = new Map<string, string>();
  for (const version of versions) {
    byVersion.set(version, (await world.release({ by: publisher, name, version, definition: flowOf(version) })).id);
  }
  const { id, workflowId } = await replica.desk.install(user, { item: name, range: "1.0.0" });
  const ranges = ["1.1.0", "1.2.0", "1.3.0", "^2", "1.0.0", "^1"];
  const calls = ranges.map((range, index) => (index % 2 ? replica : other).desk.upgrade(user, { id, range }));
  calls.push(replica.desk.upgrade(user, { id }));
  const toYank = byVersion.get("1.3.0") ?? "";
  const yank = releases.yank(publisher, { id: toYank, reason: "broken" });
  const { reasons } = await outcomesOf(calls);
  await yank;
  // Only what names the yanked one may have come too late.
  for (const reason of reasons) expect(reason).toBe("RELEASE_YANKED");
  const installation = (await replica.desk.installationsById(user.tenantId, [id])).get(id);
  const [latest] = await world.rows<{ releaseId: string; description: string }>(
    `SELECT v.release_id AS "releaseId", v.definition ->> 'description' AS description FROM workflows w
    JOIN workflow_versions v ON v.workflow_id = w.id AND v.number = w.latest_version WHERE w.id = $1`,
    [workflowId],
  );
  expect(latest?.releaseId).toBe(installation?.releaseId);
  expect(byVersion.get(latest?.description ?? "")).toBe(installation?.releaseId);
});

it("does not lose an installation between an upgrade and a removal: one of them comes second", async () => {
  for (let round = 0; round < 5; round++) {
    const user = await world.tenant();
    const name = nextName();
    await world.release({ by: publisher, name, version: "1.0.0" });
    const { id } = await replica.desk.install(user, { item: name, range: "1.0.0" });
    await world.release({ by: publisher, name, version: "1.1.0" });
    const { reasons } = await outcomesOf<unknown>([
      replica.desk.upgrade(user, { id, range: "*" }),
      other.desk.uninstall(user, id),
      replica.desk.install(user, { item: name }),
    ]);
    for (const reason of reasons) expect(["INSTALLATION_NOT_FOUND", "ITEM_INSTALLED"]).toContain(reason);
    expect((await replica.desk.installationsById(user.tenantId, [id])).size).toBe(0);
  }
});

it("leaves nothing of an installation whose transaction breaks", async () => {
  const user = await world.tenant();
  const name = nextName();
  await world.release({ by: publisher, name, version: "1.0.0", definition: flowOf(name) });
  await world.rows(
    `CREATE FUNCTION break_installation() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'broken'; END $$`,
  );
  await world.rows(
    `CREATE TRIGGER break BEFORE UPDATE ON installations FOR EACH ROW EXECUTE FUNCTION break_installation()`,
  );
  const told: string[] = [];
  const stop = replica.desk.onInstallationsChanged((tenantId) => told.push(tenantId));
  await expect(replica.desk.install(user, { item: name })).rejects.toThrow("broken");
  await world.rows(`DROP TRIGGER break ON installations`);
  expect(await replica.workflows.get(user.tenantId, name.replace("/", "."))).toBeNull();
  expect(told).not.toContain(user.tenantId);
  stop();
  expect(await replica.desk.install(user, { item: name })).toMatchObject({ tenantId: user.tenantId });
});
