import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bucketBoundsMs, bucketOf } from "../../src/marketplace/usage/durations.js";
import { ItemUsage } from "../../src/marketplace/usage/usage.js";
import { statsOf } from "../../src/marketplace/usage/usage-stats.js";
import type { Database } from "../../src/platform/db/index.js";
import { silentLog } from "../../src/platform/log.js";
import { Catalogue } from "../support/catalogue.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";
import { eventually } from "../support/eventually.js";
import { ManualClock } from "../support/manual-clock.js";

let test: TestDatabase;
let catalogue: Catalogue;
let tenants: string[];

beforeAll(async () => {
  test = await openTestDatabase({ poolSize: 12 });
  catalogue = new Catalogue(test.database);
  tenants = [await catalogue.tenant(), await catalogue.tenant(), await catalogue.tenant()];
});
afterAll(() => test.close());
beforeEach(() => test.database.pool.query("DELETE FROM item_uses"));

let named = 0;
const newItem = (): Promise<string> => catalogue.item({ tenantId: tenants[0] ?? "", name: `acme/item-${++named}` });

function usageOf(database: Database = test.database, clock = new ManualClock()): ItemUsage {
  return new ItemUsage({ database, clock, log: silentLog });
}

async function runsByTenant(itemId: string): Promise<Record<string, number>> {
  const { rows } = await test.database.pool.query<{ tenantId: string; runs: number }>(
    `SELECT tenant_id AS "tenantId", runs FROM item_tenants WHERE item_id = $1`,
    [itemId],
  );
  return Object.fromEntries(rows.map(({ tenantId, runs }) => [tenantId, runs]));
}

async function waiting(): Promise<number> {
  const { rows } = await test.database.pool.query<{ count: number }>("SELECT count(*) AS count FROM item_uses");
  return rows[0]?.count ?? 0;
}

/** Loses its connection to PostgreSQL right before it sends the statement: what the death of a process looks like from there. */
function dyingAt(statementName: string): Database {
  const { database } = test;
  return {
    prisma: database.prisma,
    pool: database.pool,
    query: database.query.bind(database),
    transaction: database.transaction.bind(database),
    ping: database.ping.bind(database),
    queryWithin: async (client, statement, values) => {
      if (statement.name === statementName) {
        const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
        await database.pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
      }
      return database.queryWithin(client, statement, values);
    },
  };
}

describe("what is counted", () => {
  it("is every run, by whom, how it went and how long it took; the publisher's own too", async () => {
    const item = await newItem();
    const [own = "", other = ""] = tenants;
    for (const durationMs of [10, 10, 10, 1_000]) await catalogue.use(item, own, { durationMs });
    await catalogue.use(item, other, { succeeded: false, durationMs: 100 });
    expect(statsOf(await catalogue.read(item))).toEqual({
      ...{ runs: 0, successRate: null, p50Ms: null, p95Ms: null, lastRunAt: null },
    });
    await usageOf().foldNow();
    const stats = statsOf(await catalogue.read(item));
    expect(stats).toMatchObject({ runs: 5, successRate: 0.8 });
    expect((stats.p50Ms ?? 0) / 10).toBeCloseTo(1, 1);
    expect((stats.p95Ms ?? 0) / 1_000).toBeCloseTo(1, 1);
    expect(stats.lastRunAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(await runsByTenant(item)).toEqual({ [own]: 4, [other]: 1 });
    expect(await waiting()).toBe(0);
  });

  it("adds up from fold to fold", async () => {
    const item = await newItem();
    for (const durationMs of [5, 50_000, 1]) {
      await catalogue.use(item, tenants[1] ?? "", { durationMs });
      await usageOf().foldNow();
    }
    const { runs, durations } = await catalogue.read(item);
    expect(runs).toBe(3);
    for (const durationMs of [5, 50_000, 1]) expect(durations[bucketOf(durationMs)]).toBe(1);
    expect(durations.reduce((sum, each) => sum + each, 0)).toBe(3);
  });

  it("is found by the order of runs", async () => {
    const item = await newItem();
    await catalogue.use(item, tenants[1] ?? "");
    await usageOf().foldNow();
    const { rows } = await test.database.pool.query("SELECT runs FROM item_search WHERE id = $1", [item]);
    expect(rows).toEqual([{ runs: 1 }]);
  });
});

it("puts every duration in the same bucket as PostgreSQL does", async () => {
  const edges = bucketBoundsMs.flatMap((bound) => [bound * (1 - 1e-15), bound, bound * (1 + 1e-15)]);
  const durations = [...edges, -1, 0, 0.5, 1, 86_400_000, 1e12, ...Array.from({ length: 2_000 }, (_, n) => 1.007 ** n)];
  const { rows } = await test.database.pool.query<{ bucket: number }>(
    "SELECT width_bucket(d, $1::float8[]) AS bucket FROM unnest($2::float8[]) WITH ORDINALITY AS u (d, n) ORDER BY n",
    [bucketBoundsMs, durations],
  );
  expect(rows.map(({ bucket }) => bucket)).toEqual(durations.map(bucketOf));
});

describe("each run counts once", () => {
  it("however many count at the same time", async () => {
    const items = [await newItem(), await newItem(), await newItem()];
    const uses = 12_000;
    await test.database.pool.query(
      `INSERT INTO item_uses (release_id, tenant_id, succeeded, duration_ms)
      SELECT ($1::text[])[1 + n % 3], ($2::text[])[1 + n % 2], n % 5 > 0, n % 1000 FROM generate_series(0, $3::int - 1) n`,
      [items.map((id) => id.replace("item_", "release_")), tenants, uses],
    );
    await Promise.all(Array.from({ length: 5 }, () => usageOf().foldNow()));
    expect(await waiting()).toBe(0);
    const read = await Promise.all(items.map((id) => catalogue.read(id)));
    for (const { runs, succeeded, durations } of read) {
      expect(runs).toBe(uses / 3);
      expect(succeeded).toBe((uses / 3 / 5) * 4);
      expect(durations.reduce((sum, each) => sum + each, 0)).toBe(runs);
    }
  });

  it.each(["take-uses", "lock-items", "count-uses"])("when who counts dies before %s", async (statement) => {
    const item = await newItem();
    for (let n = 0; n < 3; n++) await catalogue.use(item, tenants[1] ?? "");
    await expect(usageOf(dyingAt(statement)).foldNow()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect((await catalogue.read(item)).runs).toBe(0);
    expect(await waiting()).toBe(3);
    // PostgreSQL tells of the death first, and gives up the dead one's locks then.
    await eventually(async () => {
      await usageOf().foldNow();
      expect((await catalogue.read(item)).runs).toBe(3);
    });
    expect(await runsByTenant(item)).toEqual({ [tenants[1] ?? ""]: 3 });
  });

  it("whatever is written while it is counted, by whoever", async () => {
    const use = fc.record({
      item: fc.nat(3),
      tenant: fc.nat(2),
      succeeded: fc.boolean(),
      durationMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    });
    const step = fc.oneof({ weight: 4, arbitrary: use }, { weight: 1, arbitrary: fc.constant("fold" as const) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const items = await Promise.all(Array.from({ length: 4 }, newItem));
        const folders = [usageOf(), usageOf()];
        const all = steps.map(async (each, index) =>
          each === "fold"
            ? folders[index % 2]?.foldNow()
            : catalogue.use(items[each.item] ?? "", tenants[each.tenant] ?? "", each),
        );
        await Promise.all(all);
        await folders[0]?.foldNow();
        const uses = steps.filter((each) => each !== "fold");
        for (const [index, id] of items.entries()) {
          const own = uses.filter(({ item }) => item === index);
          const { runs, succeeded, durations } = await catalogue.read(id);
          expect(runs).toBe(own.length);
          expect(succeeded).toBe(own.filter((each) => each.succeeded).length);
          for (const [bucket, hits] of durations.entries())
            expect(hits).toBe(own.filter(({ durationMs }) => bucketOf(durationMs) === bucket).length);
          const byTenant = await runsByTenant(id);
          for (const [place, tenant] of tenants.entries())
            expect(byTenant[tenant] ?? 0).toBe(own.filter((each) => each.tenant === place).length);
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe("the service", () => {
  it("counts at once, each second, and when it is woken", async () => {
    const clock = new ManualClock();
    const usage = usageOf(test.database, clock);
    const item = await newItem();
    const runs = async (): Promise<number> => (await catalogue.read(item)).runs;
    await catalogue.use(item, tenants[1] ?? "");
    await usage.start();
    clock.advance(0);
    await eventually(async () => expect(await runs()).toBe(1));
    await catalogue.use(item, tenants[1] ?? "");
    await eventually(async () => {
      clock.advance(1_000);
      expect(await runs()).toBe(2);
    });
    await catalogue.use(item, tenants[1] ?? "");
    await eventually(async () => {
      usage.wake();
      clock.advance(0);
      expect(await runs()).toBe(3);
    });
    await usage.stop();
    await catalogue.use(item, tenants[1] ?? "");
    usage.wake();
    clock.advance(5_000);
    expect(await runs()).toBe(3);
  });

  it("stops before it has started, and twice", async () => {
    const usage = usageOf();
    await usage.stop();
    await usage.start();
    await Promise.all([usage.stop(), usage.stop()]);
  });
});
