import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BlobName, OwnedBlobStore } from "../../src/platform/blobs/index.js";
import { blobDamageContract } from "./blobs-damage-contract.js";
import { blobLifecycleContract } from "./blobs-lifecycle-contract.js";
import { blobUploadContract } from "./blobs-upload-contract.js";
import { inPieces, sampleOf } from "./blobs-samples.js";

/** A started store of its own, and the means to look behind it. */
export interface BlobWorld {
  readonly store: OwnedBlobStore;
  /** Makes a store at the same place in another process; see `blobs-lifecycle-contract.ts`. */
  readonly factory: { readonly name: string; readonly options: object };
  /** Keys of all blobs, as the adapter lays them out below its folder or prefix. */
  keys(): Promise<string[]>;
  /** How many uploads have left something that is no blob. */
  drafts(): Promise<number>;
  /** Puts these bytes where that blob belongs, past the store. */
  plant(name: BlobName, bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** Reads the world of the running test. */
export type Get = () => BlobWorld;

/** What every adapter of the port promises; `setup` is called for each test. */
export function blobContract(adapter: string, setup: () => Promise<BlobWorld>): void {
  describe(`blob port on ${adapter}`, () => {
    let world: BlobWorld;
    beforeEach(async () => {
      world = await setup();
    });
    afterEach(() => world.close());
    const get: Get = () => world;

    describe("blobs", () => keepingContract(get));
    describe("deletions", () => deletionContract(get));
    describe("names", () => nameContract(get));
    describe("uploads", () => blobUploadContract(get));
    describe("damage", () => blobDamageContract(get));
    describe("lifecycle", () => blobLifecycleContract(get));
  });
}

/** Around the pieces of streams, of files, and of what the adapters collect. */
const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 262_143, 262_144, 262_145, 1_000_000];

function keepingContract(get: Get): void {
  it.each(sizes)("gives back %i bytes, at once and as a stream", async (size) => {
    const { store, drafts } = get();
    const { name, bytes } = sampleOf(size);

    await store.put(name, inPieces(bytes));

    expect(Buffer.compare(await store.read(name), bytes)).toBe(0);
    const streamed = await (await store.stream(name)).toArray();
    expect(Buffer.compare(Buffer.concat(streamed as Buffer[]), bytes)).toBe(0);
    expect(await store.has(name)).toBe(true);
    expect(await drafts()).toBe(0);
  });

  it("lays a blob in a folder named by its first two digits", async () => {
    const { store, keys } = get();
    const { name, bytes } = sampleOf(10);
    await store.put(name, inPieces(bytes));

    expect(await keys()).toEqual([`sha256/${name.sha256.slice(0, 2)}/${name.sha256.slice(2)}`]);
  });

  it("has nothing that was not put, and none of another size", async () => {
    const { store } = get();
    const { name, bytes } = sampleOf(10);
    expect(await store.has(name)).toBe(false);
    await store.put(name, inPieces(bytes));

    expect(await store.has({ ...name, size: 9 })).toBe(false);
  });

  it("says that it has none of a name, at once and as a stream", async () => {
    const { store } = get();
    const missing = { code: "NOT_FOUND", reason: "BLOB_NOT_FOUND" };
    await expect(store.read(sampleOf(10).name)).rejects.toMatchObject(missing);
    await expect(store.stream(sampleOf(10).name)).rejects.toMatchObject(missing);
  });

  it("reads no more into memory than it should", async () => {
    const tooLarge = { code: "PAYLOAD_TOO_LARGE", reason: "BLOB_TOO_LARGE" };
    await expect(get().store.read({ ...sampleOf(1).name, size: 2 ** 29 + 1 })).rejects.toMatchObject(tooLarge);
  });
}

function deletionContract(get: Get): void {
  it("deletes a blob, and again, and takes it again", async () => {
    const { store, keys } = get();
    const { name, bytes } = sampleOf(300_000);
    await store.put(name, inPieces(bytes));

    await store.delete(name);
    await store.delete(name);

    expect(await store.has(name)).toBe(false);
    expect(await keys()).toEqual([]);
    await store.put(name, inPieces(bytes));
    expect(await store.has(name)).toBe(true);
  });
}

const hex = "a".repeat(64);
const noNames: readonly BlobName[] = [
  { sha256: "", size: 1 },
  { sha256: "a".repeat(63), size: 1 },
  { sha256: "a".repeat(65), size: 1 },
  { sha256: "A".repeat(64), size: 1 },
  { sha256: `../../${"a".repeat(58)}`, size: 1 },
  { sha256: `${"a".repeat(63)}\n`, size: 1 },
  { sha256: `${hex}\n`, size: 1 },
  { sha256: [hex] as unknown as string, size: 1 },
  { sha256: hex, size: -1 },
  { sha256: hex, size: 1.5 },
  { sha256: hex, size: Number.NaN },
];

function nameContract(get: Get): void {
  it.each(noNames)("refuses %j wherever a name is taken", async (name) => {
    const { store, keys } = get();
    const bytes = inPieces(Buffer.from("a"));
    const calls = [
      store.put(name, bytes),
      store.read(name),
      store.stream(name),
      store.has(name),
      store.delete(name),
      store.presign(name, { expiresInMs: 1_000, mediaType: "text/plain" }),
    ];
    const refusal = { code: "BAD_USER_INPUT", reason: "BLOB_NAME_INVALID" };
    await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject(refusal)));
    expect(bytes.destroyed).toBe(true);
    expect(await keys()).toEqual([]);
  });

  it("refuses more than 5 GiB", async () => {
    const call = get().store.put({ sha256: hex, size: 5 * 2 ** 30 + 1 }, inPieces(Buffer.from("a")));
    await expect(call).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE", reason: "BLOB_TOO_LARGE" });
  });
}
