import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { binaryCursor, type Binary } from "../../src/binaries/index.js";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import { BinaryWorld, baseUrl, bytesOf, type BinaryReplica } from "../support/binary-world.js";
import { sha256Of } from "../support/fake-blobs.js";
import { createGate } from "../support/gate.js";
import { refusalOf } from "../support/refusal.js";

let world: BinaryWorld;
let replica: BinaryReplica;
let owner: Principal;
let stranger: Principal;

beforeAll(async () => {
  world = await BinaryWorld.open();
  replica = world.replica();
  owner = await world.owner();
  stranger = await world.owner();
});
afterAll(() => world.close());

function tokenOf(url: string): string {
  const beginning = `${baseUrl}/binaries/`;
  expect(url.startsWith(beginning)).toBe(true);
  return url.slice(beginning.length);
}

describe("a binary", () => {
  it("is found by its id and by its SHA-256, by its tenant alone", async () => {
    const binary = await world.upload(replica, owner);
    const { binaries } = replica;
    for (const name of [binary.id, binary.sha256]) {
      expect(await binaries.get(owner.tenantId, name)).toEqual(binary);
      expect(await binaries.get(stranger.tenantId, name)).toBeNull();
    }
    expect(await binaries.getMany(stranger.tenantId, [binary.id])).toEqual(new Map());
  });

  it.each(["", "nope", "\0", newId("task"), newId("binary"), "a".repeat(64), "A".repeat(64), "x".repeat(100_000)])(
    "is not found by a name that is none",
    async (name) => expect(await replica.binaries.get(owner.tenantId, name)).toBeNull(),
  );

  it("is found among many by id, what is none left out", async () => {
    const [one, other] = [await world.upload(replica, owner), await world.upload(replica, owner)];
    const found = await replica.binaries.getMany(owner.tenantId, [one.id, newId("binary"), other.id, "\0", one.id]);
    expect(found).toEqual(
      new Map([
        [one.id, one],
        [other.id, other],
      ]),
    );
  });

  it("is listed newest first, a page at a time, to its tenant alone", async () => {
    const lister = await world.owner();
    const all: Binary[] = [];
    for (let n = 0; n < 5; n++) all.unshift(await world.upload(replica, lister));
    const { binaries } = replica;
    const first = await binaries.list(lister.tenantId, { first: 3 });
    expect(first).toEqual({ items: all.slice(0, 3), hasNextPage: true, hasPreviousPage: false });
    const [, , last] = first.items;
    if (!last) throw new Error("three were asked for");
    const after = binaryCursor(last);
    const second = await binaries.list(lister.tenantId, { first: 3, after });
    expect(second).toEqual({ items: all.slice(3), hasNextPage: false, hasPreviousPage: true });
    expect((await binaries.list(stranger.tenantId, {})).items).toEqual([]);
    expect((await binaries.list(stranger.tenantId, { after })).items).toEqual([]);
  });

  it.each([
    [{ first: 0 }, "PAGE_SIZE_INVALID", ["first"]],
    [{ first: 101 }, "PAGE_SIZE_INVALID", ["first"]],
    [{ after: "nope" }, "CURSOR_INVALID", ["after"]],
  ])("is not listed for %j", async (page, reason, path) => {
    const refused = await refusalOf(replica.binaries.list(owner.tenantId, page));
    expect(refused).toMatchObject({ code: "BAD_USER_INPUT", reason, path });
  });
});

describe("a binary that is removed", () => {
  it("is gone, and may be uploaded again", async () => {
    const sent = bytesOf();
    const binary = await world.upload(replica, owner, sent);
    expect(await replica.binaries.remove(owner, binary.id)).toBe(binary.id);
    expect(await replica.binaries.get(owner.tenantId, binary.id)).toBeNull();
    expect(await refusalOf(replica.binaries.remove(owner, binary.id))).toMatchObject({
      code: "NOT_FOUND",
      reason: "BINARY_NOT_FOUND",
      path: ["id"],
    });
    expect((await world.upload(replica, owner, sent)).id).not.toBe(binary.id);
  });

  it("is not another tenant's", async () => {
    const binary = await world.upload(replica, owner);
    for (const id of [binary.id, binary.sha256, "nope", "\0"]) {
      const refused = await refusalOf(replica.binaries.remove(stranger, id));
      expect(refused).toMatchObject({ code: "NOT_FOUND", reason: "BINARY_NOT_FOUND", path: ["id"] });
    }
    expect(await replica.binaries.get(owner.tenantId, binary.id)).toEqual(binary);
  });

  it("is none that a release holds; what another tenant has of the same bytes is nobody's concern", async () => {
    const sent = bytesOf();
    const binary = await world.upload(replica, owner, sent);
    const own = await world.upload(replica, stranger, sent);
    await world.publish(owner, binary);
    expect(await refusalOf(replica.binaries.remove(owner, binary.id))).toMatchObject({
      code: "INVALID_STATE",
      reason: "BINARY_IN_USE",
      path: ["id"],
    });
    expect(await replica.binaries.get(owner.tenantId, binary.id)).toEqual(binary);
    expect(await replica.binaries.remove(stranger, own.id)).toBe(own.id);
  });

  it("waits for a release that is being published, and is refused then", async () => {
    const binary = await world.upload(replica, owner);
    const [locked, published] = [createGate(), createGate()];
    const publishing = world.test.database.transaction(async (client) => {
      await client.query("SELECT FROM binaries WHERE id = $1 FOR KEY SHARE", [binary.id]);
      locked.open();
      await published.isOpen;
    });
    await locked.isOpen;
    const removing = refusalOf(replica.binaries.remove(owner, binary.id));
    await world.publish(owner, binary);
    published.open();
    await publishing;
    expect(await removing).toMatchObject({ reason: "BINARY_IN_USE" });
  });
});

describe("a URL to download", () => {
  it("gives the bytes to anybody for a quarter of an hour, on every replica", async () => {
    const sent = bytesOf();
    const token = tokenOf(await replica.binaries.urlOf(await world.upload(replica, owner, sent)));
    const { stream, ...rest } = await world.replica().binaries.download(token);
    expect(rest).toEqual({ size: sent.size, mediaType: "application/wasm" });
    const pieces: Buffer[] = [];
    for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece);
    expect(sha256Of(Buffer.concat(pieces))).toBe(sent.sha256);
    world.clock.advance(15 * 60_000);
    const refused = await refusalOf(replica.binaries.download(token));
    expect(refused).toMatchObject({ code: "NOT_FOUND", reason: "DOWNLOAD_NOT_FOUND" });
  });

  it("is of no use when the binary was removed", async () => {
    const binary = await world.upload(replica, owner);
    const token = tokenOf(await replica.binaries.urlOf(binary));
    await replica.binaries.remove(owner, binary.id);
    expect(await refusalOf(replica.binaries.download(token))).toMatchObject({ reason: "DOWNLOAD_NOT_FOUND" });
  });

  it("is none that somebody has made up", async () => {
    const binary = await world.upload(replica, owner);
    const token = tokenOf(await replica.binaries.urlOf(binary));
    for (const made of ["", "\0", binary.id, `${binary.id}.zzzzzzzz.${"a".repeat(43)}`, token.slice(0, -1)]) {
      const refused = await refusalOf(replica.binaries.download(made));
      expect(refused).toMatchObject({ code: "NOT_FOUND", reason: "DOWNLOAD_NOT_FOUND" });
    }
  });

  it("is the store's own where it signs some", async () => {
    const { id, ...binary } = await world.upload(replica, owner);
    world.blobs.signs = "https://blobs.example";
    const url = await replica.binaries.urlOf({ id, ...binary });
    world.blobs.signs = null;
    expect(url).toBe(`https://blobs.example/${binary.sha256}?900000&application/wasm`);
  });
});

describe("bytes that the store does not give", () => {
  it("are UNAVAILABLE, since they should be there", async () => {
    const binary = await world.upload(replica, owner);
    const token = tokenOf(await replica.binaries.urlOf(binary));
    world.blobs.held.delete(binary.sha256);
    for (const work of [replica.binaries.load(binary), replica.binaries.download(token)]) {
      expect(await refusalOf(work)).toMatchObject({ code: "UNAVAILABLE", reason: "BLOB_MISSING" });
    }
  });

  it("are UNAVAILABLE when they are not what they were", async () => {
    const binary = await world.upload(replica, owner);
    world.blobs.held.set(binary.sha256, Buffer.alloc(binary.size));
    expect(await refusalOf(replica.binaries.load(binary))).toMatchObject({
      code: "UNAVAILABLE",
      reason: "BLOB_CORRUPT",
    });
  });

  it("are UNAVAILABLE while it is away, and there when it is back", async () => {
    const sent = bytesOf();
    const binary = await world.upload(replica, owner, sent);
    world.blobs.breakDown("read");
    expect(await refusalOf(replica.binaries.load(binary))).toMatchObject({ reason: "BLOBS_UNAVAILABLE" });
    delete world.blobs.before.read;
    expect(await replica.binaries.load(binary)).toEqual(sent.bytes);
  });
});

it("reads bytes once for all who ask at the same time, and again for whoever asks later", async () => {
  const binary = await world.upload(replica, owner);
  const reads = (): number => world.blobs.calls.filter((call) => call === "read").length;
  const before = reads();
  const all = await Promise.all(Array.from({ length: 10 }, () => replica.binaries.load(binary)));
  expect(new Set(all).size).toBe(1);
  expect(reads() - before).toBe(1);
  await replica.binaries.load(binary);
  expect(reads() - before).toBe(2);
});
