import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import { MarketplaceWorld } from "../support/marketplace-world.js";
import { refusalOf } from "../support/refusal.js";
import { newSigningKey } from "../support/signing-key.js";

let world: MarketplaceWorld;

beforeAll(async () => {
  world = await MarketplaceWorld.open();
});
afterAll(() => world.close());

describe("a publisher", () => {
  it("is registered, and known to everybody", async () => {
    const owner = await world.tenant();
    const first = await world.publishers.createPublisher(owner, { name: "ab-1" });
    const second = await world.publishers.createPublisher(owner, { name: "ab-2", displayName: "Ab & Söhne" });
    expect(first).toMatchObject({ tenantId: owner.tenantId, name: "ab-1", displayName: "ab-1" });
    expect(second.displayName).toBe("Ab & Söhne");
    expect(await world.publishers.publisher("ab-1")).toEqual(first);
    expect(await world.publishers.publishersOf(owner.tenantId)).toEqual([first, second]);
    const ids = [second.id, newId("publisher"), "publisher_1"];
    expect(await world.publishers.publishersById(ids)).toEqual(new Map([[second.id, second]]));
  });

  it.each(["nobody", "a\0b", "../x", ""])("is not there by the name %j", async (name) => {
    expect(await world.publishers.publisher(name)).toBeNull();
  });

  it("has a name that nobody else has", async () => {
    const [owner, other] = [await world.tenant(), await world.tenant()];
    await world.publishers.createPublisher(owner, { name: "taken" });
    for (const by of [owner, other]) {
      const refusal = await refusalOf(world.publishers.createPublisher(by, { name: "taken" }));
      expect(refusal).toMatchObject({ code: "CONFLICT", reason: "PUBLISHER_NAME_TAKEN", path: ["name"] });
    }
  });

  it.each([
    [{ name: "Upper" }, ["name"], "NAME_INVALID"],
    [{ name: "a/b" }, ["name"], "NAME_INVALID"],
    [{ name: "ok", displayName: " " }, ["displayName"], "TEXT_INVALID"],
    [{ name: "ok", displayName: "a\nb" }, ["displayName"], "TEXT_INVALID"],
    [{ name: "ok", displayName: "x".repeat(101) }, ["displayName"], "TEXT_INVALID"],
  ])("may not be %j", async (input, path, reason) => {
    const refusal = await refusalOf(world.publishers.createPublisher(await world.tenant(), input));
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", path, reason });
  });

  it("is one of 20 at the most, however many are registered at once", async () => {
    const owner = await world.tenant();
    const asked = Array.from({ length: 25 }, (_, index) => `many-${index}`);
    const ends = await Promise.allSettled(asked.map((name) => world.publishers.createPublisher(owner, { name })));
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
    for (const end of ends) {
      const quota = { code: "QUOTA_EXCEEDED", reason: "PUBLISHER_QUOTA_EXCEEDED", path: ["name"] };
      if (end.status === "rejected") expect(end.reason).toMatchObject(quota);
    }
    expect(await world.publishers.publishersOf(owner.tenantId)).toHaveLength(20);
    const publishing = await refusalOf(world.publish(owner, { name: "many-more/agent" }));
    expect(publishing).toMatchObject({ reason: "PUBLISHER_QUOTA_EXCEEDED", path: ["name"] });
    expect(await world.publishers.publisher("many-more")).toBeNull();
  });
});

describe("a publisher's keys", () => {
  it("are added, read and revoked, which they stay", async () => {
    const owner = await world.tenant();
    const publisher = await world.publishers.createPublisher(owner, { name: "keys" });
    const first = await world.addKey(owner, "keys");
    const { raw } = newSigningKey();
    const input = { publisher: "keys", name: "raw", publicKey: raw.toString("base64") };
    const second = await world.publishers.addKey(owner, input);
    expect(second).toMatchObject({ name: "raw", publicKey: raw, revokedAt: null, publisherId: publisher.id });
    expect(await world.publishers.keysOf([publisher.id, newId("publisher")])).toEqual(
      new Map([[publisher.id, [first.key, second]]]),
    );
    const revoked = await world.publishers.revokeKey(owner, second.id);
    expect(revoked.revokedAt).toBeInstanceOf(Date);
    expect(await world.publishers.revokeKey(owner, second.id)).toEqual(revoked);
    expect(await world.publishers.keysById([second.id, newId("pubkey"), "x"])).toEqual(new Map([[second.id, revoked]]));
  });

  it("are each registered once, whatever their form", async () => {
    const owner = await world.tenant();
    await world.publishers.createPublisher(owner, { name: "twice" });
    const { pem, raw } = await world.addKey(owner, "twice");
    for (const publicKey of [pem, raw.toString("base64")]) {
      const refusal = await refusalOf(world.publishers.addKey(owner, { publisher: "twice", name: "again", publicKey }));
      expect(refusal).toMatchObject({ code: "CONFLICT", reason: "KEY_TAKEN", path: ["publicKey"] });
    }
  });

  it("are their owner's alone", async () => {
    const [owner, other] = [await world.tenant(), await world.tenant()];
    await world.publishers.createPublisher(owner, { name: "mine" });
    const { key } = await world.addKey(owner, "mine");
    const input = { name: "key", publicKey: newSigningKey().pem };
    const foreign = await refusalOf(world.publishers.addKey(other, { ...input, publisher: "mine" }));
    expect(foreign).toMatchObject({ code: "FORBIDDEN", reason: "PUBLISHER_NOT_YOURS", path: ["publisher"] });
    const unknown = await refusalOf(world.publishers.addKey(other, { ...input, publisher: "nobodys" }));
    expect(unknown).toMatchObject({ code: "NOT_FOUND", reason: "PUBLISHER_NOT_FOUND", path: ["publisher"] });
    for (const id of [key.id, newId("pubkey"), "x"]) {
      const refusal = await refusalOf(world.publishers.revokeKey(other, id));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "KEY_NOT_FOUND", path: ["id"] });
    }
    expect((await world.publishers.keysById([key.id])).get(key.id)?.revokedAt).toBeNull();
  });

  it("are 100 at the most, revoked ones counted", async () => {
    const owner = await world.tenant();
    const { id } = await world.publishers.createPublisher(owner, { name: "full" });
    await world.rows(
      `INSERT INTO publisher_keys (id, tenant_id, publisher_id, name, public_key, revoked_at, created_by)
       SELECT 'pubkey_' || n, $1, $2, 'key', decode(lpad(to_hex(n), 64, '0'), 'hex'), now(), 'user' FROM generate_series(1, 99) n`,
      [owner.tenantId, id],
    );
    await world.addKey(owner, "full");
    const refusal = await refusalOf(world.addKey(owner, "full"));
    expect(refusal).toMatchObject({ code: "QUOTA_EXCEEDED", reason: "KEY_QUOTA_EXCEEDED", path: ["publisher"] });
  });
});
