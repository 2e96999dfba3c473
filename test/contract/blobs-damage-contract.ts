import { finished } from "node:stream/promises";
import { describe, expect, it } from "vitest";
import type { Get } from "./blobs-contract.js";
import { forged, inPieces, sampleOf, type Sample } from "./blobs-samples.js";

const corrupt = { code: "UNAVAILABLE", reason: "BLOB_CORRUPT" };

/** What became of the bytes in the store. */
const damages: readonly (readonly [what: string, damage: (sample: Sample) => Buffer])[] = [
  ["has a bit flipped", forged],
  ["was truncated", ({ bytes }) => bytes.subarray(0, -1)],
  ["was emptied", () => Buffer.alloc(0)],
  ["has grown", ({ bytes }) => Buffer.concat([bytes, Buffer.alloc(1)])],
];

export function blobDamageContract(get: Get): void {
  describe.each([1, 10_000, 1_000_000])("of %i bytes", (size) => {
    it.each(damages)("does not give out all of a blob that %s", async (_what, damage) => {
      const { store, plant } = get();
      const sample = sampleOf(size);
      await plant(sample.name, damage(sample));

      await expect(store.read(sample.name)).rejects.toMatchObject(corrupt);
      let given = 0;
      const reading = (async () => {
        for await (const piece of await store.stream(sample.name)) given += (piece as Buffer).length;
      })();
      await expect(reading).rejects.toMatchObject(corrupt);
      expect(given).toBeLessThan(size);
    });

    it.each(damages)("is mended by an upload when a blob %s", async (_what, damage) => {
      const { store, plant } = get();
      const sample = sampleOf(size);
      await plant(sample.name, damage(sample));

      await store.put(sample.name, inPieces(sample.bytes));

      expect(Buffer.compare(await store.read(sample.name), sample.bytes)).toBe(0);
    });
  });

  it("closes what a reader has left unread", async () => {
    const { store } = get();
    const sample = sampleOf(1_000_000);
    await store.put(sample.name, inPieces(sample.bytes));
    const stream = await store.stream(sample.name);

    stream.destroy();

    await expect(finished(stream)).rejects.toMatchObject({ code: "ERR_STREAM_PREMATURE_CLOSE" });
    expect(await store.has(sample.name)).toBe(true);
  });
}
