import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { MarketplaceItem } from "../../src/marketplace/model.js";
import { releaseCursor } from "../../src/marketplace/reading/item-reader.js";
import { byVersion } from "../../src/marketplace/installations/version-ranges.js";
import { newId } from "../../src/platform/ids.js";
import { MarketWorld, type MarketReplica, type ReleasedItem, type ReleaseWish } from "../support/market-world.js";
import { refusalOf } from "../support/refusal.js";

let world: MarketWorld;
let replica: MarketReplica;
let owner: Principal;
let friend: Principal;
let stranger: Principal;
let names = 0;

beforeAll(async () => {
  world = await MarketWorld.open();
  replica = await world.replica();
  [owner, friend, stranger] = [await world.tenant(), await world.tenant(), await world.tenant()];
});
afterAll(() => world.close());

const nextName = (): string => `acme/read-${++names}`;
const release = (wish: Partial<ReleaseWish> = {}): Promise<ReleasedItem> =>
  world.release({ by: owner, name: nextName(), version: "1.0.0", ...wish });

async function itemOf({ tenantId }: Principal, { name }: ReleasedItem): Promise<MarketplaceItem> {
  const item = await replica.reading.item(tenantId, name);
  if (!item) throw new Error(`${name} is not to be seen`);
  return item;
}

/** Who sees the item, by its name, by its id and in a batch: these must agree. */
async function watchersOf({ itemId, name }: ReleasedItem): Promise<string[]> {
  const seen: string[] = [];
  for (const [who, { tenantId }] of Object.entries({ owner, friend, stranger })) {
    const byName = await replica.reading.item(tenantId, name);
    const byId = await replica.reading.item(tenantId, itemId);
    const batch = await replica.reading.items(tenantId, [itemId, newId("item"), "nonsense", "\0"]);
    expect(byId).toEqual(byName);
    expect(batch.get(itemId) ?? null).toEqual(byName);
    if (byName) seen.push(who);
  }
  return seen;
}

async function versionsFor(who: Principal, released: ReleasedItem): Promise<string[]> {
  const page = await replica.reading.releasesOf(who.tenantId, await itemOf(who, released), { first: 100 });
  return page.items.map(({ version }) => version);
}

describe("an item is seen", () => {
  it("by its own tenant alone while it is private or none of its releases is listed", async () => {
    expect(await watchersOf(await release({ visibility: "PRIVATE" }))).toEqual(["owner"]);
    expect(await watchersOf(await release({ status: "REJECTED" }))).toEqual(["owner"]);
    expect(await watchersOf(await release({ status: "YANKED" }))).toEqual(["owner"]);
  });

  it("by those that it is shared with, as long as it is", async () => {
    const shared = await release({ visibility: "SHARED", sharedWith: [friend] });
    expect(await watchersOf(shared)).toEqual(["owner", "friend"]);
    await world.setVisibility(shared.itemId, "SHARED", []);
    expect(await watchersOf(shared)).toEqual(["owner"]);
    await world.setVisibility(shared.itemId, "PRIVATE", [friend]);
    expect(await watchersOf(shared)).toEqual(["owner"]);
  });

  it("by everybody while it is public", async () => {
    expect(await watchersOf(await release())).toEqual(["owner", "friend", "stranger"]);
    expect(await watchersOf(await release({ status: "DEPRECATED" }))).toEqual(["owner", "friend", "stranger"]);
  });

  it("by a tenant that has it installed, and by that one alone, when it is taken away", async () => {
    const shared = await release({ visibility: "SHARED", sharedWith: [friend] });
    const { id } = await replica.desk.install(friend, { item: shared.name });
    await world.setVisibility(shared.itemId, "PRIVATE");
    expect(await watchersOf(shared)).toEqual(["owner", "friend"]);
    await replica.desk.uninstall(friend, id);
    expect(await watchersOf(shared)).toEqual(["owner"]);
  });

  it("by no name that cannot be one", async () => {
    for (const name of ["", "acme", "acme/none", "\0", "\ud800", "x".repeat(10_000), "acme/%"])
      expect(await replica.reading.item(owner.tenantId, name)).toBeNull();
  });
});

describe("releases", () => {
  it("are read by id by whoever sees the item, rejected ones by its own tenant alone", async () => {
    const listed = await release();
    const rejected = await release({ name: listed.name, version: "1.1.0", status: "REJECTED" });
    const yanked = await release({ name: listed.name, version: "1.2.0", status: "YANKED" });
    const hidden = await release({ visibility: "PRIVATE" });
    const ids = [listed.id, rejected.id, yanked.id, hidden.id, newId("release"), "nonsense"];
    const read = async ({ tenantId }: Principal) => new Set((await replica.reading.releases(tenantId, ids)).keys());
    expect(await read(owner)).toEqual(new Set([listed.id, rejected.id, yanked.id, hidden.id]));
    expect(await read(stranger)).toEqual(new Set([listed.id, yanked.id]));
    expect(await versionsFor(owner, listed)).toEqual(["1.2.0", "1.1.0", "1.0.0"]);
    expect(await versionsFor(stranger, listed)).toEqual(["1.2.0", "1.0.0"]);
  });

  it("of an item that was taken away are the one that is installed, and no newer one", async () => {
    const first = await release({ visibility: "SHARED", sharedWith: [friend] });
    await replica.desk.install(friend, { item: first.name });
    const before = await release({ name: first.name, version: "1.1.0" });
    await world.setVisibility(first.itemId, "PRIVATE");
    const secret = await release({ name: first.name, version: "2.0.0" });
    expect(await versionsFor(friend, first)).toEqual(["1.0.0"]);
    const item = await itemOf(friend, first);
    expect(await replica.reading.match(friend.tenantId, item, "*")).toMatchObject({ id: first.id });
    expect(await replica.reading.match(friend.tenantId, item, "2.0.0")).toBeNull();
    const found = await replica.reading.releases(friend.tenantId, [first.id, before.id, secret.id]);
    expect([...found.keys()]).toEqual([first.id]);
    // Whoever kept the item's row from before learns no more with it.
    expect((await replica.reading.releasesOf(stranger.tenantId, item, {})).items).toEqual([]);
    expect(await replica.reading.match(stranger.tenantId, item, "*")).toBeNull();
  });

  it("come page by page, 300 of them, the highest version first", async () => {
    const name = nextName();
    const versions: string[] = [];
    for (let major = 0; major < 5; major++)
      for (let minor = 0; minor < 12; minor++)
        versions.push(
          ...["", "-rc.2", "-rc.10", "-alpha"].map((tail) => `${major}.${minor}.0${tail}`),
          `${major}.${minor}.10`,
        );
    const shuffled = versions.toSorted((a, b) => hashOf(a) - hashOf(b));
    let some: ReleasedItem | null = null;
    for (const version of shuffled) some = await release({ name, version, image: `registry.example/x@${version}` });
    const item = await itemOf(stranger, some ?? { id: "", itemId: "", name });
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 1; ; pages++) {
      const page = await replica.reading.releasesOf(stranger.tenantId, item, { first: 70, after });
      seen.push(...page.items.map(({ version }) => version));
      expect(page.hasPreviousPage).toBe(pages > 1);
      const last = page.items.at(-1);
      if (!page.hasNextPage || !last) {
        expect(pages).toBe(5);
        break;
      }
      after = releaseCursor(last);
    }
    const expected = versions.map((version) => ({ version })).toSorted(byVersion);
    expect(seen).toEqual(expected.map(({ version }) => version));
    expect(seen.slice(0, 6)).toEqual(["4.11.10", "4.11.0", "4.11.0-rc.10", "4.11.0-rc.2", "4.11.0-alpha", "4.10.10"]);
  });

  it("go on behind a cursor whose release was rejected or is not there", async () => {
    const first = await release();
    await release({ name: first.name, version: "3.0.0" });
    const item = await itemOf(stranger, first);
    const after = releaseCursor({ version: "2.0.0" });
    const page = await replica.reading.releasesOf(stranger.tenantId, item, { after });
    expect(page).toMatchObject({ items: [{ version: "1.0.0" }], hasNextPage: false });
    for (const bad of [releaseCursor({ version: "no version" }), "nonsense"]) {
      const refusal = await refusalOf(replica.reading.releasesOf(stranger.tenantId, item, { after: bad }));
      expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", reason: "CURSOR_INVALID" });
    }
  });
});

describe("the match of a range", () => {
  it("is the highest version that is listed or deprecated", async () => {
    const first = await release();
    const item = await itemOf(stranger, first);
    await release({ name: first.name, version: "1.1.0", status: "DEPRECATED" });
    await release({ name: first.name, version: "1.2.0", status: "YANKED" });
    await release({ name: first.name, version: "1.3.0", status: "REJECTED" });
    await release({ name: first.name, version: "2.0.0-rc.1" });
    const match = async (range: string, who = stranger) =>
      (await replica.reading.match(who.tenantId, item, range))?.version ?? null;
    expect(await match("^1")).toBe("1.1.0");
    expect(await match("*")).toBe("1.1.0");
    expect(await match("1.0.0")).toBe("1.0.0");
    expect(await match("1.2.0")).toBeNull();
    expect(await match("1.3.0", owner)).toBeNull();
    expect(await match(">=2.0.0-rc")).toBe("2.0.0-rc.1");
    const refusal = await refusalOf(replica.reading.match(stranger.tenantId, item, "newest"));
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", reason: "RANGE_INVALID", path: ["version"] });
  });

  it("is the latest pre-release of * where there is nothing else", async () => {
    const young = await release({ version: "0.1.0-beta.2" });
    await release({ name: young.name, version: "0.1.0-beta.11" });
    const item = await itemOf(stranger, young);
    expect(await replica.reading.match(stranger.tenantId, item, "*")).toMatchObject({ version: "0.1.0-beta.11" });
    expect(await replica.reading.match(stranger.tenantId, item, "^0.1")).toBeNull();
  });
});

/** Puts texts in an order that has nothing to do with theirs. */
function hashOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0) * 2_654_435_761) % 4_294_967_291;
  return hash;
}
