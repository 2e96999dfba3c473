import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { pipeline } from "node:stream/promises";
import { Writable, type Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { unavailable } from "../../src/platform/errors.js";
import type { BlobWorld, Get } from "./blobs-contract.js";
import { forged, inPieces, longSample, sampleOf, stopping, type Sample } from "./blobs-samples.js";

const sizeWrong = { code: "BAD_USER_INPUT", reason: "BLOB_SIZE_WRONG" };
const hashWrong = { code: "BAD_USER_INPUT", reason: "BLOB_HASH_WRONG" };
/** One that an adapter may collect, and one that it may not. */
const sizes = [10_000, 1_000_000];

/** Below any time-out of a store, and long enough for a machine that is busy with other tests. */
const soonMs = 8_000;

/** An upload that must not succeed: how it is refused, and how its stream comes about. */
type Wrong = readonly [what: string, refusal: object, open: (sample: Sample) => Readable];

const wrongs: readonly Wrong[] = [
  ["of other bytes", hashWrong, (sample) => inPieces(forged(sample))],
  ["one byte short", sizeWrong, ({ bytes }) => inPieces(bytes.subarray(0, -1))],
  ["one byte long", sizeWrong, ({ bytes }) => inPieces(Buffer.concat([bytes, Buffer.alloc(1)]))],
  ["without a byte", sizeWrong, () => inPieces(Buffer.alloc(0))],
  ["in one piece that is wrong", hashWrong, (sample) => inPieces(forged(sample), sample.bytes.length)],
  ["that is cut in the middle", sizeWrong, (sample) => stopping(half(sample), (stream) => stream.destroy())],
  ["whose sender is gone", sizeWrong, (sample) => stopping(half(sample), (stream) => stream.destroy(reset()))],
  ["that was cut before it began", sizeWrong, ({ bytes }) => inPieces(bytes).destroy()],
  [
    "that fails for a reason of its own",
    { code: "UNAVAILABLE", reason: "SENDER_TIRED" },
    (sample) => stopping(half(sample), (stream) => stream.destroy(unavailable("Tired.", "SENDER_TIRED"))),
  ],
];

function half({ bytes }: Sample): Buffer {
  return bytes.subarray(0, bytes.length / 2);
}

function reset(): Error {
  return Object.assign(new Error("aborted"), { code: "ECONNRESET" });
}

export function blobUploadContract(get: Get): void {
  describe.each(sizes)("of %i bytes", (size) => {
    wrongContract(get, size);
    repeatContract(get, size);
  });
  emptyContract(get);
  streamingContract(get);
}

function wrongContract(get: Get, size: number): void {
  it.each(wrongs)("refuses one %s, soon, and keeps nothing", async (_what, refusal, open) => {
    const { store, keys, drafts } = get();
    const sample = sampleOf(size);
    const bytes = open(sample);
    const startMs = performance.now();

    await expect(store.put(sample.name, bytes)).rejects.toMatchObject(refusal);

    expect(performance.now() - startMs).toBeLessThan(soonMs);
    expect(bytes.destroyed).toBe(true);
    expect(await store.has(sample.name)).toBe(false);
    expect([await keys(), await drafts()]).toEqual([[], 0]);
  });

  it.each(wrongs)("refuses one %s of a blob that is there, which stays", async (_what, refusal, open) => {
    const { store, drafts } = get();
    const sample = sampleOf(size);
    await store.put(sample.name, inPieces(sample.bytes));

    await expect(store.put(sample.name, open(sample))).rejects.toMatchObject(refusal);

    expect(Buffer.compare(await store.read(sample.name), sample.bytes)).toBe(0);
    expect(await drafts()).toBe(0);
  });
}

function repeatContract(get: Get, size: number): void {
  it("takes the same twice", async () => {
    const { store, keys } = get();
    const { name, bytes } = sampleOf(size);
    await store.put(name, inPieces(bytes));
    await store.put(name, inPieces(bytes));

    expect(Buffer.compare(await store.read(name), bytes)).toBe(0);
    expect(await keys()).toHaveLength(1);
  });

  it("takes the same from five at once", async () => {
    const { store, keys, drafts } = get();
    const { name, bytes } = sampleOf(size);
    await Promise.all(Array.from({ length: 5 }, (_, n) => store.put(name, inPieces(bytes, 10_000 + n))));

    expect(Buffer.compare(await store.read(name), bytes)).toBe(0);
    expect([(await keys()).length, await drafts()]).toEqual([1, 0]);
  });

  it("takes one after one that was refused", async () => {
    const { store } = get();
    const sample = sampleOf(size);
    await expect(store.put(sample.name, inPieces(forged(sample)))).rejects.toMatchObject(hashWrong);

    await store.put(sample.name, inPieces(sample.bytes));

    expect(Buffer.compare(await store.read(sample.name), sample.bytes)).toBe(0);
  });
}

function emptyContract(get: Get): void {
  it("refuses nothing by the name of something else", async () => {
    const { store, keys } = get();
    const name = { ...sampleOf(1).name, size: 0 };
    await expect(store.put(name, inPieces(Buffer.alloc(0)))).rejects.toMatchObject(hashWrong);
    await expect(store.put(name, inPieces(Buffer.alloc(1)))).rejects.toMatchObject(sizeWrong);
    expect(await keys()).toEqual([]);
  });
}

const longBytes = 50_000_000;

function streamingContract(get: Get): void {
  it("takes and gives 50 MB without holding them", async () => {
    const { store } = get();
    const sample = longSample(longBytes);
    const memory = new Memory();

    await store.put(
      sample.name,
      sample.open((takenBytes) => memory.look(takenBytes)),
    );
    const sink = new CountingSink((bytes) => memory.look(bytes));
    await pipeline(await store.stream(sample.name), sink);

    expect(sink.bytes).toBe(longBytes);
    expect(memory.highestBytes).toBeLessThan(longBytes / 2);
  });

  it("reads ahead of a slow reader only a little", async () => {
    const { store } = get();
    const sample = longSample(longBytes);
    await store.put(sample.name, sample.open());
    const memory = new Memory();

    const stream = await readOne(get());
    memory.look(0);

    expect(memory.highestBytes).toBeLessThan(longBytes / 2);
    stream.destroy();

    async function readOne(world: BlobWorld): Promise<Readable> {
      const opened = await world.store.stream(sample.name);
      await new Promise((resolve) => opened.once("readable", resolve));
      return opened;
    }
  });
}

class CountingSink extends Writable {
  bytes = 0;
  readonly #onPiece: (bytes: number) => void;

  constructor(onPiece: (bytes: number) => void) {
    super();
    this.#onPiece = onPiece;
  }

  override _write(piece: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.bytes += piece.length;
    this.#onPiece(this.bytes);
    done();
  }
}

const lookEveryBytes = 5_000_000;

/** What buffers take that somebody still holds. */
class Memory {
  readonly #collect: () => void;
  readonly #beforeBytes: number;
  #lookedAtBytes = -Infinity;
  highestBytes = 0;

  constructor() {
    setFlagsFromString("--expose-gc");
    this.#collect = runInNewContext("gc") as () => void;
    this.#collect();
    this.#beforeBytes = process.memoryUsage().arrayBuffers;
  }

  look(passedBytes: number): void {
    if (Math.abs(passedBytes - this.#lookedAtBytes) < lookEveryBytes) return;
    this.#lookedAtBytes = passedBytes;
    // The first leaves the freeing of buffers to another thread, the second waits for it.
    this.#collect();
    this.#collect();
    this.highestBytes = Math.max(this.highestBytes, process.memoryUsage().arrayBuffers - this.#beforeBytes);
  }
}
