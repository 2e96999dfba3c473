import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BinaryWorld, bodyOf, bytesOf, maxBinaryBytes, quotaBytes } from "../support/binary-world.js";
import { refusalOf } from "../support/refusal.js";

let world: BinaryWorld;

beforeAll(async () => void (world = await BinaryWorld.open()));
afterAll(() => world.close());

const mediaType = "application/wasm";

describe("an upload that is offered", () => {
  it("has a URL of its own for a quarter of an hour, of which a hash alone is kept", async () => {
    const { binaries } = world.replica();
    const owner = await world.owner();
    const { sha256, size } = bytesOf();
    const offer = await binaries.createUpload(owner, { sha256, size, mediaType });
    const [, token = ""] = /^https:\/\/muster\.example\/uploads\/([\w-]{43})$/.exec(offer.uploadUrl ?? "") ?? [];
    expect(offer.binary).toBeNull();
    const [row] = await world.rows<Record<string, unknown>>("SELECT * FROM binary_uploads WHERE sha256 = $1", [sha256]);
    expect(row).toMatchObject({
      tenant_id: owner.tenantId,
      size,
      media_type: mediaType,
      token_hash: createHash("sha256").update(token).digest("hex"),
      taken_until: null,
      created_by: owner.id,
    });
    expect(Number(row?.expires_at) - Number(row?.created_at)).toBe(15 * 60_000);
    expect(offer.expiresAt).toEqual(row?.expires_at);
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it.each([
    [{ sha256: "nope" }, "BAD_USER_INPUT", "HASH_INVALID", ["sha256"]],
    [{ size: 0 }, "BAD_USER_INPUT", "SIZE_INVALID", ["size"]],
    [{ size: maxBinaryBytes + 1 }, "PAYLOAD_TOO_LARGE", "BINARY_TOO_LARGE", ["size"]],
    [{ mediaType: "wasm" }, "BAD_USER_INPUT", "MEDIA_TYPE_INVALID", ["mediaType"]],
  ])("is refused for %j, and nothing is written", async (wrong, code, reason, path) => {
    const { binaries } = world.replica();
    const before = await world.counts();
    const { sha256, size } = bytesOf();
    const refused = refusalOf(binaries.createUpload(await world.owner(), { sha256, size, mediaType, ...wrong }));
    expect(await refused).toMatchObject({ code, reason, path });
    expect(await world.counts()).toEqual(before);
  });

  it("is not needed for what the tenant has: that is answered", async () => {
    const replica = world.replica();
    const owner = await world.owner();
    const sent = bytesOf();
    const binary = await world.upload(replica, owner, sent);
    const { sha256, size } = sent;
    expect(await replica.binaries.createUpload(owner, { sha256, size, mediaType })).toEqual({
      binary,
      uploadUrl: null,
      expiresAt: null,
    });
  });

  it("is needed for what another tenant has, and gives it to nobody who cannot send it", async () => {
    const replica = world.replica();
    const [owner, other] = [await world.owner(), await world.owner()];
    const sent = bytesOf();
    await world.upload(replica, owner, sent);
    const token = await world.offer(replica, other, sent);
    const forged = { token, size: null, body: bodyOf({ bytes: new Uint8Array(sent.size) }) };
    expect(await refusalOf(replica.binaries.receive(forged))).toMatchObject({ reason: "BLOB_HASH_WRONG" });
    expect(await replica.binaries.get(other.tenantId, sent.sha256)).toBeNull();
    const own = await world.upload(replica, other, sent);
    expect(own).toMatchObject({ tenantId: other.tenantId, sha256: sent.sha256 });
    expect(await world.rows("SELECT * FROM blobs WHERE sha256 = $1", [sent.sha256])).toHaveLength(1);
  });

  it("is needed again for what the store has lost or let decay, and mends the binary that there is", async () => {
    const replica = world.replica();
    const owner = await world.owner();
    const sent = bytesOf();
    const binary = await world.upload(replica, owner, sent);
    for (const damage of [undefined, Buffer.alloc(sent.size)]) {
      world.blobs.held.delete(sent.sha256);
      if (damage) world.blobs.held.set(sent.sha256, damage);
      expect(await world.upload(replica, owner, sent)).toEqual(binary);
      expect(await replica.binaries.load(sent)).toEqual(sent.bytes);
    }
  });

  it("is refused as UNAVAILABLE while the store cannot tell whether it has the tenant's bytes", async () => {
    const replica = world.replica();
    const owner = await world.owner();
    const { sha256, size } = await world.upload(replica, owner);
    world.blobs.breakDown("stream");
    const refused = await refusalOf(replica.binaries.createUpload(owner, { sha256, size, mediaType }));
    expect(refused).toMatchObject({ code: "UNAVAILABLE", reason: "BLOBS_UNAVAILABLE" });
    delete world.blobs.before.stream;
  });
});

describe("what a tenant may keep", () => {
  const piece = maxBinaryBytes;
  const most = quotaBytes / piece;

  it("is counted with what is open, and with what 20 calls ask for at once", async () => {
    const [one, other] = [world.replica(), world.replica()];
    const owner = await world.owner();
    const calls = Array.from({ length: 20 }, (_, index) => {
      const { sha256, size } = bytesOf(piece);
      const { binaries } = index % 2 === 0 ? one : other;
      return binaries.createUpload(owner, { sha256, size, mediaType });
    });
    const settled = await Promise.allSettled(calls);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(most);
    for (const each of settled) {
      if (each.status === "rejected") {
        expect(each.reason).toMatchObject({ code: "QUOTA_EXCEEDED", reason: "BINARY_QUOTA", path: ["size"] });
      }
    }
    expect(await world.rows("SELECT id FROM binary_uploads WHERE tenant_id = $1", [owner.tenantId])).toHaveLength(most);
  });

  it("counts what was stored, until it is removed", async () => {
    const replica = world.replica();
    const owner = await world.owner();
    const kept = [];
    for (let n = 0; n < most; n++) kept.push(await world.upload(replica, owner, bytesOf(piece)));
    expect(await refusalOf(world.offer(replica, owner, bytesOf(1)))).toMatchObject({ reason: "BINARY_QUOTA" });
    // What only has to be mended takes no more room.
    const [first] = kept;
    if (!first) throw new Error("some were kept");
    world.blobs.held.delete(first.sha256);
    await world.offer(replica, owner, { ...first, bytes: Buffer.of() });
    await replica.binaries.remove(owner, first.id);
    await world.rows("DELETE FROM binary_uploads WHERE tenant_id = $1", [owner.tenantId]);
    await world.upload(replica, owner, bytesOf(piece));
  });

  it("is not another tenant's", async () => {
    const replica = world.replica();
    const [owner, other] = [await world.owner(), await world.owner()];
    for (let n = 0; n < most; n++) await world.offer(replica, owner, bytesOf(piece));
    await world.offer(replica, other, bytesOf(piece));
  });

  it("has room again when an upload has expired, but not while it is still being sent", async () => {
    const replica = world.replica();
    const owner = await world.owner();
    for (let n = 0; n < most; n++) await world.offer(replica, owner, bytesOf(piece));
    const expire = "UPDATE binary_uploads SET expires_at = now(), taken_until = $2 WHERE tenant_id = $1";
    await world.rows(expire, [owner.tenantId, new Date(Date.now() + 60_000)]);
    expect(await refusalOf(world.offer(replica, owner, bytesOf(1)))).toMatchObject({ reason: "BINARY_QUOTA" });
    await world.rows(expire, [owner.tenantId, null]);
    await world.offer(replica, owner, bytesOf(1));
  });

  it("counts the same bytes once, however often they are announced", async () => {
    const replica = world.replica();
    const owner = await world.owner();
    const sent = bytesOf(piece);
    for (let n = 0; n < most * 2; n++) await world.offer(replica, owner, sent);
    for (let n = 1; n < most; n++) await world.offer(replica, owner, bytesOf(piece));
    expect(await refusalOf(world.offer(replica, owner, bytesOf(1)))).toMatchObject({ reason: "BINARY_QUOTA" });
  });

  it("leaves 100 uploads open at a time, by 105 calls at once", async () => {
    const { binaries } = world.replica();
    const owner = await world.owner();
    const { sha256 } = bytesOf();
    const calls = Array.from({ length: 105 }, () => binaries.createUpload(owner, { sha256, size: 1, mediaType }));
    const refused = (await Promise.allSettled(calls)).filter((each) => each.status === "rejected");
    expect(refused).toHaveLength(5);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "RATE_LIMITED", reason: "UPLOADS_OPEN" });
  });

  it("is 10,000 binaries, however small", async () => {
    const replica = world.replica();
    const owner = await world.owner();
    await world.rows(
      `WITH b AS (INSERT INTO blobs (sha256, size) SELECT encode(sha256(($1 || n)::bytea), 'hex'), 0
         FROM generate_series(1, 9999) n RETURNING sha256)
       INSERT INTO binaries (id, tenant_id, sha256, size, media_type, created_by)
       SELECT 'binary_' || left(sha256, 26), $1, sha256, 0, 'a/b', 'user_1' FROM b`,
      [owner.tenantId],
    );
    await world.offer(replica, owner, bytesOf());
    const refused = await refusalOf(world.offer(replica, owner, bytesOf()));
    expect(refused).toMatchObject({ code: "QUOTA_EXCEEDED", reason: "BINARY_QUOTA", path: ["size"] });
  });
});
