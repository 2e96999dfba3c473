import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { RunnableRelease } from "../../src/marketplace/door.js";
import { newId } from "../../src/platform/ids.js";
import { ManualClock } from "../support/manual-clock.js";
import {
  flowOf,
  MarketWorld,
  type MarketReplica,
  type ReleasedItem,
  type ReleaseWish,
} from "../support/market-world.js";
import { refusalOf } from "../support/refusal.js";

let world: MarketWorld;
let replica: MarketReplica;
const clock = new ManualClock();
let owner: Principal;
let names = 0;

beforeAll(async () => {
  world = await MarketWorld.open();
  replica = await world.replica({ clock });
  owner = await world.tenant();
});
afterAll(() => world.close());

const nextName = (): string => `acme/run-${++names}`;
const release = (wish: Partial<ReleaseWish> = {}): Promise<ReleasedItem> =>
  world.release({ by: owner, name: nextName(), version: "1.0.0", ...wish });

/** As it is read now, whatever was kept. */
function run({ tenantId }: Principal, item: string, range: string | null = null): Promise<RunnableRelease> {
  clock.advance(1_000);
  return replica.reading.runnable(tenantId, item, range);
}

const versionOf = async (...call: Parameters<typeof run>): Promise<string> => (await run(...call)).release.version;

describe("what runs", () => {
  it("is the latest version where nothing is installed, by the item's name or its id", async () => {
    const user = await world.tenant();
    const first = await release();
    const second = await release({ name: first.name, version: "2.0.0" });
    await release({ name: first.name, version: "3.0.0-rc.1" });
    for (const item of [first.name, first.itemId]) {
      const found = await run(user, item);
      expect(found.release).toEqual((await replica.reading.releases(user.tenantId, [second.id])).get(second.id));
      expect(found.item).toEqual(await replica.reading.item(user.tenantId, item));
    }
  });

  it("is what is installed, even when it is not the latest, was yanked, or its item was taken away", async () => {
    const user = await world.tenant();
    const first = await release();
    await replica.desk.install(user, { item: first.name });
    await release({ name: first.name, version: "2.0.0" });
    expect(await versionOf(user, first.name)).toBe("1.0.0");
    await world.setStatus(first.id, "YANKED", "broken");
    expect(await versionOf(user, first.name)).toBe("1.0.0");
    expect(await versionOf(user, first.name, "^1")).toBe("1.0.0");
    await world.setVisibility(first.itemId, "PRIVATE");
    expect(await versionOf(user, first.name)).toBe("1.0.0");
    expect(await versionOf(user, first.name, "*")).toBe("1.0.0");
    const refusal = await refusalOf(run(user, first.name, "^2"));
    expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "VERSION_NOT_FOUND", path: ["version"] });
    const other = await refusalOf(run(await world.tenant(), first.name));
    expect(other).toMatchObject({ code: "NOT_FOUND", reason: "ITEM_NOT_FOUND", path: ["item"] });
  });

  it("is the highest of a range that what is installed does not meet", async () => {
    const user = await world.tenant();
    const first = await release();
    await replica.desk.install(user, { item: first.name });
    for (const version of ["1.4.0", "1.5.0", "2.0.0-rc.1", "2.0.0", "3.0.0"])
      await release({ name: first.name, version });
    expect(await versionOf(user, first.name, "^1")).toBe("1.0.0");
    expect(await versionOf(user, first.name, "^1.1")).toBe("1.5.0");
    expect(await versionOf(user, first.name, ">1")).toBe("3.0.0");
    expect(await versionOf(user, first.name, "1.4.0")).toBe("1.4.0");
    expect(await versionOf(user, first.name, "2.0.0-rc.1")).toBe("2.0.0-rc.1");
    expect(await versionOf(user, first.name, ">=2.0.0-alpha <3")).toBe("2.0.0");
  });

  it("is no yanked or rejected version, and nothing where there is none", async () => {
    const user = await world.tenant();
    const yanked = await release({ status: "YANKED" });
    await release({ name: yanked.name, version: "0.9.0" });
    await release({ name: yanked.name, version: "1.1.0", status: "REJECTED" });
    expect(await versionOf(user, yanked.name)).toBe("0.9.0");
    for (const range of ["1.0.0", "1.1.0", "^1", "^7"]) {
      const refusal = await refusalOf(run(user, yanked.name, range));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "VERSION_NOT_FOUND", path: ["version"] });
    }
    const rejected = await release({ status: "REJECTED" });
    expect(await refusalOf(run(owner, rejected.name))).toMatchObject({ reason: "VERSION_NOT_FOUND" });
    expect(await refusalOf(run(owner, rejected.name, "1.0.0"))).toMatchObject({ reason: "VERSION_NOT_FOUND" });
  });

  it("is nothing of what a tenant may not see", async () => {
    const user = await world.tenant();
    const hidden = await release({ visibility: "PRIVATE" });
    const shared = await release({ visibility: "SHARED", sharedWith: [user] });
    expect(await versionOf(user, shared.name)).toBe("1.0.0");
    expect(await versionOf(owner, hidden.name)).toBe("1.0.0");
    for (const item of [hidden.name, hidden.itemId, newId("item"), "acme/none", "", "\0", "x".repeat(100_000)]) {
      const refusal = await refusalOf(run(user, item, "1.0.0"));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "ITEM_NOT_FOUND", path: ["item"] });
    }
    const invalid = await refusalOf(run(user, hidden.name, "latest"));
    expect(invalid).toMatchObject({ code: "BAD_USER_INPUT", reason: "RANGE_INVALID", path: ["version"] });
  });

  it("is neither a workflow nor a container", async () => {
    const flow = await release({ definition: flowOf("a") });
    const workflow = await refusalOf(run(owner, flow.name));
    expect(workflow).toMatchObject({ code: "INVALID_STATE", reason: "ITEM_NOT_EXECUTABLE", path: ["item"] });
    const image = await release({ image: "registry.example/a@sha256:00" });
    const container = await refusalOf(run(owner, image.name));
    expect(container).toMatchObject({ code: "INVALID_STATE", reason: "CONTAINER_NEEDS_SANDBOX", path: ["item"] });
    expect(container.message).toContain(`a task of the kind container:${image.name}`);
  });
});

describe("what a sandbox runs", () => {
  const image = "registry.example/a@sha256:00";
  const runContainer = ({ tenantId }: Principal, kind: string): Promise<RunnableRelease | null> => {
    clock.advance(1_000);
    return replica.reading.runnableContainer(tenantId, kind);
  };

  it("is the installed container that the kind names, by the item's name or its id", async () => {
    const user = await world.tenant();
    const first = await release({ image });
    await replica.desk.install(user, { item: first.name });
    await release({ name: first.name, version: "2.0.0", image: "registry.example/a@sha256:01" });
    await world.setVisibility(first.itemId, "PRIVATE");
    for (const item of [first.name, first.itemId])
      expect(await runContainer(user, `container:${item}`)).toMatchObject({
        ...{ item: { id: first.itemId }, release: { id: first.id, image } },
      });
  });

  it("is nothing that is not installed, or is not to be seen", async () => {
    const [user, stranger] = [await world.tenant(), await world.tenant()];
    const { name, itemId } = await release({ image });
    const refusal = await refusalOf(runContainer(user, `container:${name}`));
    expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "INSTALLATION_NOT_FOUND", path: ["item"] });
    const { id } = await replica.desk.install(user, { item: name });
    expect(await runContainer(user, `container:${name}`)).not.toBeNull();
    await world.setVisibility(itemId, "PRIVATE");
    for (const item of [name, "acme/none", "", "\0"])
      expect(await refusalOf(runContainer(stranger, `container:${item}`))).toMatchObject({ reason: "ITEM_NOT_FOUND" });
    await replica.desk.uninstall(user, id);
    expect(await refusalOf(runContainer(user, `container:${name}`))).toMatchObject({ reason: "ITEM_NOT_FOUND" });
  });

  it("is no module, no workflow, and no container that is not what was published", async () => {
    const user = await world.tenant();
    const module = await release();
    await replica.desk.install(user, { item: module.name });
    const refusal = await refusalOf(runContainer(user, `container:${module.name}`));
    expect(refusal).toMatchObject({ code: "INVALID_STATE", reason: "ITEM_NOT_EXECUTABLE", path: ["item"] });
    expect(refusal.message).toContain(`a task of the kind wasm:${module.name}`);
    const flow = await release({ definition: flowOf("a") });
    expect(await refusalOf(runContainer(owner, `container:${flow.name}`))).toMatchObject({
      reason: "ITEM_NOT_EXECUTABLE",
    });
    const container = await release({ image });
    await replica.desk.install(user, { item: container.name });
    await world.rows("UPDATE releases SET image = 'registry.example/evil@sha256:00' WHERE id = $1", [container.id]);
    const tampered = await refusalOf(runContainer(user, `container:${container.name}`));
    expect(tampered).toMatchObject({ code: "INVALID_STATE", reason: "RELEASE_TAMPERED" });
  });

  it("is nothing for a kind that is no container's", async () => {
    for (const kind of ["echo", "wasm:acme/run-1", "container"]) expect(await runContainer(owner, kind)).toBeNull();
  });
});

describe("what was found is used again", () => {
  it("by all who ask for the same within a second, and each tenant for itself", async () => {
    const [user, other] = [await world.tenant(), await world.tenant()];
    const { name } = await release();
    const query = vi.spyOn(world.workflows.tasks.services.database, "query");
    const reads = () => query.mock.calls.filter(([{ name: statement }]) => statement === "read-runnable").length;
    clock.advance(1_000);
    const ask = ({ tenantId }: Principal) => replica.reading.runnable(tenantId, name, null);
    const found = await Promise.all(Array.from({ length: 100 }, () => ask(user)));
    clock.advance(999);
    found.push(await ask(user));
    expect(new Set(found).size).toBe(1);
    expect(reads()).toBe(1);
    await ask(other);
    expect(reads()).toBe(2);
    clock.advance(1);
    expect(await ask(user)).not.toBe(found[0]);
    expect(reads()).toBe(3);
    query.mockRestore();
  });

  it("for a second at most: a yank, a revoked key and a visibility taken away show then", async () => {
    const [signer, user] = [await world.tenant(), await world.tenant()];
    const key = await world.key(signer, "signer");
    const wish = { by: signer, name: "signer/agent", signedWith: key };
    await release({ ...wish, version: "1.0.0" });
    const second = await release({ ...wish, version: "2.0.0" });
    const ask = () => replica.reading.runnable(user.tenantId, wish.name, null);
    const later = async () => {
      clock.advance(999);
      await ask();
      clock.advance(1);
    };
    clock.advance(1_000);
    expect((await ask()).release.version).toBe("2.0.0");
    await world.setStatus(second.id, "YANKED");
    await later();
    expect((await ask()).release.version).toBe("1.0.0");
    await world.revoke(key);
    await later();
    expect(await refusalOf(ask())).toMatchObject({ code: "INVALID_STATE", reason: "KEY_REVOKED", path: ["item"] });
    await world.rows(`UPDATE publisher_keys SET revoked_at = NULL WHERE id = $1`, [key.id]);
    expect((await ask()).release.version).toBe("1.0.0");
    await world.setVisibility(second.itemId, "PRIVATE");
    await later();
    expect(await refusalOf(ask())).toMatchObject({ code: "NOT_FOUND", reason: "ITEM_NOT_FOUND", path: ["item"] });
  });

  it("until the tenant installs, upgrades or removes it, at any process", async () => {
    const elsewhere = await world.replica();
    const user = await world.tenant();
    const { name } = await release();
    await release({ name, version: "2.0.0" });
    const ask = async () => (await replica.reading.runnable(user.tenantId, name, null)).release.version;
    expect(await ask()).toBe("2.0.0");
    const { id } = await replica.desk.install(user, { item: name, range: "^1" });
    expect(await ask()).toBe("1.0.0");
    const heard = new Promise<string>((resolve) => replica.desk.onInstallationsChanged(resolve));
    await elsewhere.desk.upgrade(user, { id, range: "^2" });
    expect(await heard).toBe(user.tenantId);
    expect(await ask()).toBe("2.0.0");
    await replica.desk.upgrade(user, { id, range: "^1" });
    expect(await ask()).toBe("1.0.0");
    await replica.desk.uninstall(user, id);
    expect(await ask()).toBe("2.0.0");
  });
});

describe("a release that is not what its publisher made of it", () => {
  it("does not run: without a signature, with another's, or changed in the tables", async () => {
    const signer = await world.tenant();
    const key = await world.key(signer, "careful");
    const other = await world.key(owner, "other");
    const wish = { by: signer, name: "careful/agent", signedWith: key };
    const good = await release({ ...wish, version: "1.0.0" });
    await release({ by: signer, name: wish.name, version: "1.1.0" });
    await release({ ...wish, version: "1.2.0", signedWith: { ...other, id: key.id } });
    expect(await versionOf(owner, wish.name, "1.0.0")).toBe("1.0.0");
    expect(await refusalOf(run(owner, wish.name, "1.1.0"))).toMatchObject({ reason: "SIGNATURE_MISSING" });
    expect(await refusalOf(run(owner, wish.name, "1.2.0"))).toMatchObject({ reason: "SIGNATURE_INVALID" });
    await world.rows(`UPDATE releases SET manifest = '{"fileSystem":true}' WHERE id = $1`, [good.id]);
    const tampered = await refusalOf(run(owner, wish.name, "1.0.0"));
    expect(tampered).toMatchObject({ code: "INVALID_STATE", reason: "RELEASE_TAMPERED", path: ["item"] });
  });
});
