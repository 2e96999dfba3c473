import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createFileBlobStore, type BlobName, type OwnedBlobStore } from "../src/platform/blobs/index.js";
import { median } from "./figures.js";

const blobBytes = 50_000_000;
const pieceBytes = 65_536;
const rounds = 9;

export interface BlobFigure {
  readonly what: string;
  readonly megabytesPerSecond: number;
  readonly slowest: number;
}

async function measure(
  store: OwnedBlobStore,
  what: string,
  run: (bytes: Buffer, name: BlobName) => Promise<void>,
): Promise<BlobFigure> {
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const bytes = randomBytes(blobBytes);
    const name = { sha256: createHash("sha256").update(bytes).digest("hex"), size: blobBytes };
    if (what !== "upload") await store.put(name, pieces(bytes));
    const startMs = performance.now();
    await run(bytes, name);
    // The first round warms up.
    if (round > 0) rates.push(blobBytes / 1_000 / (performance.now() - startMs));
    await store.delete(name);
  }
  return { what, megabytesPerSecond: median(rates), slowest: Math.min(...rates) };
}

function pieces(bytes: Buffer): Readable {
  const cut = function* (): Generator<Buffer> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  };
  return Readable.from(cut(), { objectMode: false });
}

async function drain(stream: Readable): Promise<void> {
  let drained = 0;
  const write = (piece: Buffer, _encoding: string, done: () => void): void => {
    drained += piece.length;
    done();
  };
  await pipeline(stream, new Writable({ write }));
  if (drained !== blobBytes) throw new Error(`${drained} bytes came back`);
}

/** Megabytes per second at which 50 MB are taken, verified and synced by the store of files, and given back. */
export async function blobs(): Promise<readonly BlobFigure[]> {
  const directory = await mkdtemp(join(tmpdir(), "muster-bench-blobs-"));
  const store = createFileBlobStore({ directory });
  try {
    await store.start();
    return [
      await measure(store, "upload", (bytes, name) => store.put(name, pieces(bytes))),
      await measure(store, "upload of what is there", (bytes, name) => store.put(name, pieces(bytes))),
      await measure(store, "stream back", async (_bytes, name) => drain(await store.stream(name))),
    ];
  } finally {
    await store.stop();
    await rm(directory, { recursive: true });
  }
}

export function describeBlobs(figures: readonly BlobFigure[]): string {
  return figures
    .map(({ what, megabytesPerSecond, slowest }) => {
      return `${what} ${megabytesPerSecond.toFixed(0)} MB/s, the slowest of ${rounds} ${slowest.toFixed(0)}`;
    })
    .join("; ");
}
