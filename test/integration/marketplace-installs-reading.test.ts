import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { installationCursor } from "../../src/marketplace/installations/reading.js";
import type { Installation } from "../../src/marketplace/model.js";
import { newId } from "../../src/platform/ids.js";
import { eventually } from "../support/eventually.js";
import { flowOf, MarketWorld, type MarketReplica } from "../support/market-world.js";
import { refusalOf } from "../support/refusal.js";

let world: MarketWorld;
let replica: MarketReplica;
let publisher: Principal;
let names = 0;

beforeAll(async () => {
  world = await MarketWorld.open();
  replica = await world.replica();
  publisher = await world.tenant();
});
afterAll(() => world.close());

/** New items at version 1.0.0, installed one after the other. */
async function installed(user: Principal, count: number): Promise<Installation[]> {
  const installations: Installation[] = [];
  for (let index = 0; index < count; index++) {
    const { name } = await world.release({ by: publisher, name: `acme/list-${++names}`, version: "1.0.0" });
    installations.push(await replica.desk.install(user, { item: name }));
  }
  return installations;
}

async function nameOf({ itemId }: Installation): Promise<string> {
  const [item] = await world.rows<{ name: string }>(`SELECT name FROM marketplace_items WHERE id = $1`, [itemId]);
  return item?.name ?? "";
}

it("lists a tenant's installations page by page, the newest first", async () => {
  const [user, stranger] = [await world.tenant(), await world.tenant()];
  const all = await installed(user, 5);
  await installed(stranger, 1);
  const seen: Installation[] = [];
  let after: string | null = null;
  for (const [pages, size] of [2, 2, 1].entries()) {
    const page = await replica.desk.installations(user.tenantId, { first: 2, after });
    expect(page.items).toHaveLength(size);
    expect(page).toMatchObject({ hasNextPage: pages < 2, hasPreviousPage: pages > 0 });
    seen.push(...page.items);
    after = installationCursor(seen.at(-1) ?? { id: "" });
  }
  expect(seen).toEqual(all.toReversed());
  const refusal = await refusalOf(replica.desk.installations(user.tenantId, { after: "nonsense" }));
  expect(refusal.reason).toBe("CURSOR_INVALID");
});

it("finds installations by their id and by their item, of the tenant alone", async () => {
  const [user, stranger] = [await world.tenant(), await world.tenant()];
  const [first, second] = await installed(user, 2);
  if (!first || !second) throw new Error("two were installed");
  const ids = [first.id, second.id, newId("installation"), "nonsense"];
  const items = [first.itemId, second.itemId, newId("item"), "nonsense"];
  expect(await replica.desk.installationsById(user.tenantId, ids)).toEqual(
    new Map([first, second].map((row) => [row.id, row])),
  );
  expect(await replica.desk.installationsOf(user.tenantId, items)).toEqual(
    new Map([first, second].map((row) => [row.itemId, row])),
  );
  expect(await replica.desk.installationsById(stranger.tenantId, ids)).toEqual(new Map());
  expect(await replica.desk.installationsOf(stranger.tenantId, items)).toEqual(new Map());
});

it("tells what installations may be upgraded to, a hundred in two statements", async () => {
  const user = await world.tenant();
  const all = await installed(user, 6);
  const [same, newer, outside, yanked, lower, hidden] = all;
  if (!same || !newer || !outside || !yanked || !lower || !hidden) throw new Error("six were installed");
  const release = async (of: Installation, version: string) =>
    world.release({ by: publisher, name: await nameOf(of), version });
  const next = await release(newer, "1.4.0");
  await replica.desk.upgrade(user, { id: outside.id, range: "^1" });
  await release(outside, "2.0.0");
  await world.setStatus((await release(yanked, "1.1.0")).id, "YANKED");
  const below = await release(lower, "0.9.0");
  await world.setStatus(lower.releaseId, "YANKED");
  await release(hidden, "1.1.0");
  await world.setVisibility(hidden.itemId, "PRIVATE");
  const current = [
    ...(
      await replica.desk.installationsById(
        user.tenantId,
        all.map(({ id }) => id),
      )
    ).values(),
  ];
  const query = vi.spyOn(world.workflows.tasks.services.database, "query");
  const many = Array.from({ length: 17 }, () => current).flat();
  const upgrades = await replica.desk.upgradesOf(many);
  // Others read the log on the same database.
  const others = new Set(["read-feed", "read-streams", "read-output"]);
  const statements = query.mock.calls
    .map(([{ name }]) => name)
    .filter((name) => name.startsWith("read-") && !others.has(name));
  query.mockRestore();
  expect(statements).toEqual(["read-versions", "read-releases"]);
  const releaseIds = Object.fromEntries([...upgrades].map(([id, { id: releaseId }]) => [id, releaseId]));
  expect(releaseIds).toEqual({ [newer.id]: next.id, [lower.id]: below.id });
  expect(await replica.desk.upgradesOf([])).toEqual(new Map());
});

it("knows the tenants that have tasks for WASM, a thousand at a time, each once", async () => {
  const [user, other, flows] = [await world.tenant(), await world.tenant(), await world.tenant()];
  await installed(user, 3);
  await installed(other, 1);
  const { name } = await world.release({ by: publisher, name: "acme/flow", version: "1.0.0", definition: flowOf("a") });
  await replica.desk.install(flows, { item: name });
  const containers = await world.tenant();
  const container = await world.release({ by: publisher, name: "acme/box", version: "1.0.0", image: "a@sha256:00" });
  for (const tenant of [containers, other]) await replica.desk.install(tenant, { item: container.name });
  const all = await replica.desk.tenantsWithKinds("");
  expect(all).toEqual([...new Set(all)].toSorted());
  expect(all).toContain(user.tenantId);
  expect(all).not.toContain(flows.tenantId);
  expect(all).not.toContain(containers.tenantId);
  const behind = await replica.desk.tenantsWithKinds(user.tenantId);
  expect(behind).toEqual(all.filter((id) => id > user.tenantId));
  expect(behind).toContain(other.tenantId);
  const item = await world.release({ by: publisher, name: "acme/many", version: "1.0.0" });
  await world.rows(
    `INSERT INTO tenants (id, name) SELECT 'tenant_zz' || lpad(n::text, 4, '0'), 'T' FROM generate_series(1, 1200) n`,
  );
  await world.rows(
    `INSERT INTO installations (id, tenant_id, item_id, range, release_id, kind, installed_by)
    SELECT 'installation_' || n, 'tenant_zz' || lpad(n::text, 4, '0'), $1, '*', $2, 'wasm:acme/many', 'user_1'
    FROM generate_series(1, 1200) n`,
    [item.itemId, item.id],
  );
  const first = await replica.desk.tenantsWithKinds("tenant_zz");
  expect(first).toHaveLength(1_000);
  const second = await replica.desk.tenantsWithKinds(first.at(-1) ?? "");
  expect(second).toHaveLength(200);
  expect(await replica.desk.tenantsWithKinds(second.at(-1) ?? "")).toEqual([]);
});

it("tells of changes once at each process, and of none where nothing has changed", async () => {
  const elsewhere = await world.replica();
  const user = await world.tenant();
  const heard = { here: [] as string[], there: [] as string[] };
  const unsubscribe = [
    replica.desk.onInstallationsChanged((tenantId) => heard.here.push(tenantId)),
    elsewhere.desk.onInstallationsChanged((tenantId) => heard.there.push(tenantId)),
  ];
  const [installation] = await installed(user, 1);
  if (!installation) throw new Error("one was installed");
  const { id, itemId } = installation;
  expect(heard.here).toEqual([user.tenantId]);
  await replica.desk.upgrade(user, { id });
  await refusalOf(replica.desk.install(user, { item: itemId }));
  await replica.desk.uninstall(user, id);
  expect(heard.here).toEqual([user.tenantId, user.tenantId]);
  await eventually(() => expect(heard.there).toEqual([user.tenantId, user.tenantId]));
  for (const stop of unsubscribe) stop();
  await elsewhere.desk.stop();
  await elsewhere.desk.stop();
  await installed(user, 1);
  expect(heard.here).toHaveLength(2);
});
