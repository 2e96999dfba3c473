import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { BlobName } from "../../src/platform/blobs/index.js";

export interface Sample {
  readonly name: BlobName;
  readonly bytes: Buffer;
}

const usualPieceBytes = 65_536;

export function sampleOf(size: number): Sample {
  return named(randomBytes(size));
}

export function named(bytes: Buffer): Sample {
  return { name: { sha256: createHash("sha256").update(bytes).digest("hex"), size: bytes.length }, bytes };
}

/** The same name for something else of that size. */
export function forged({ bytes }: Sample): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(copy.length - 1) ^ 1, copy.length - 1);
  return copy;
}

export function inPieces(bytes: Buffer, pieceBytes = usualPieceBytes): Readable {
  const count = Math.ceil(bytes.length / pieceBytes);
  const pieces = Array.from({ length: count }, (_, n) => bytes.subarray(n * pieceBytes, (n + 1) * pieceBytes));
  return Readable.from(pieces, { objectMode: false });
}

/** Gives so many bytes, then `end` says how it goes on; nothing unless said. */
export function stopping(bytes: Buffer, end: (stream: Readable) => void = () => undefined): Readable {
  let given = 0;
  return new Readable({
    read() {
      if (given >= bytes.length) {
        // After the reader has seen what was given.
        setImmediate(() => end(this));
        return;
      }
      this.push(bytes.subarray(given, given + usualPieceBytes));
      given += usualPieceBytes;
    },
  });
}

export interface LongSample {
  readonly name: BlobName;
  /** Calls `onPiece` with how much was taken so far; holds one piece in memory. */
  open(onPiece?: (takenBytes: number) => void): Readable;
}

/** The same piece again and again, so that nothing of it needs room. */
export function longSample(size: number): LongSample {
  const piece = randomBytes(usualPieceBytes);
  const hash = createHash("sha256");
  const pieces = function* (onPiece: (takenBytes: number) => void): Generator<Buffer> {
    for (let at = 0; at < size; at += piece.length) {
      onPiece(at);
      yield piece.subarray(0, Math.min(piece.length, size - at));
    }
  };
  for (const each of pieces(() => undefined)) hash.update(each);
  const open = (onPiece: (takenBytes: number) => void = () => undefined): Readable =>
    Readable.from(pieces(onPiece), { objectMode: false });
  return { name: { sha256: hash.digest("hex"), size }, open };
}
