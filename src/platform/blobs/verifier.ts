import { createHash } from "node:crypto";
import { finished, Transform, type Readable, type TransformCallback } from "node:stream";
import { finished as ended } from "node:stream/promises";
import { MusterError } from "../errors.js";
import { blobCorrupt, blobTooLarge, hashWrong, sizeWrong, storeUnavailable } from "./blob-errors.js";
import type { BlobName } from "./blob-store.js";

/** What is wrong, said to whoever is to blame for it. */
interface Blame {
  readonly size: () => Error;
  readonly hash: () => Error;
  /** The source has failed or has closed before its end. */
  readonly source: (cause: Error) => Error;
}

/** Most that is collected in memory. */
const maxCollectedBytes = 512 * 2 ** 20;

/** Taken before it can be passed on, so that hashing and writing do not wait for each other; twice that per stream at most. */
const aheadBytes = 256 * 1024;

/** The stream that is being uploaded as that blob: what it gives is the blob or fails before its last piece. */
export function verifyUpload(name: BlobName, source: Readable): Readable {
  return verify(name, source, {
    size: () => sizeWrong(name),
    hash: () => hashWrong(name),
    source: (cause) => (cause instanceof MusterError ? cause : sizeWrong(name, cause)),
  });
}

/** What a store has for that name: what it gives is the blob or fails before its last piece. */
export function verifyStored(name: BlobName, source: Readable): Readable {
  return verify(name, source, {
    size: () => blobCorrupt(name),
    hash: () => blobCorrupt(name),
    source: (cause) => (cause instanceof MusterError ? cause : storeUnavailable(cause)),
  });
}

function verify(name: BlobName, source: Readable, blame: Blame): Readable {
  const verifier = new Verifier(name, source, blame);
  // Whoever takes it over may not listen yet when it fails.
  verifier.on("error", () => undefined);
  finished(source, { writable: false }, (error) => {
    if (error) verifier.destroy(blame.source(error));
  });
  return source.pipe(verifier);
}

/** Holds the last piece back until the hash is known: whoever needs all bytes never gets all of something wrong. */
class Verifier extends Transform {
  readonly #name: BlobName;
  readonly #source: Readable;
  readonly #blame: Blame;
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #held: Buffer | null = null;

  constructor(name: BlobName, source: Readable, blame: Blame) {
    super({ highWaterMark: aheadBytes });
    this.#name = name;
    this.#source = source;
    this.#blame = blame;
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += piece.length;
    if (this.#bytes > this.#name.size) {
      done(this.#blame.size());
      return;
    }
    // An empty piece held back would hold back nothing.
    if (piece.length === 0) {
      done();
      return;
    }
    this.#hash.update(piece);
    const released = this.#held;
    this.#held = piece;
    done(null, released ?? undefined);
  }

  override _flush(done: TransformCallback): void {
    if (this.#bytes < this.#name.size) done(this.#blame.size());
    else if (this.#hash.digest("hex") !== this.#name.sha256) done(this.#blame.hash());
    else done(null, this.#held ?? undefined);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#source.destroy();
    done(error);
  }
}

/** All of a verified stream, in one piece. */
export async function collect(name: BlobName, verified: Readable): Promise<Buffer> {
  checkCollectable(name);
  const bytes = Buffer.allocUnsafe(name.size);
  let filled = 0;
  for await (const piece of verified as AsyncIterable<Buffer>) filled += piece.copy(bytes, filled);
  return bytes;
}

export function checkCollectable(name: BlobName): void {
  if (name.size > maxCollectedBytes) throw blobTooLarge(name, maxCollectedBytes);
}

/** Verifies it and keeps nothing. */
export async function drain(verified: Readable): Promise<void> {
  verified.resume();
  await ended(verified);
}
