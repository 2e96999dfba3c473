import { finished, Transform, type Readable, type TransformCallback } from "node:stream";
import { MusterError } from "../platform/errors.js";
import { uploadCut } from "./errors.js";

/**
 * The bytes of an upload on their way to the store. Its end, however it comes about, does not end the connection behind it: somebody
 * is to be told over it how it went.
 */
export class Inflow extends Transform {
  readonly #onBytes: (count: number) => void;
  #bytes = 0;
  #isWhole = false;
  #failure: MusterError | null = null;

  constructor(body: Readable, onBytes: (count: number) => void) {
    super();
    this.#onBytes = onBytes;
    // It may fail before the store listens, or after.
    this.on("error", () => undefined);
    finished(body, { writable: false }, (error) => {
      if (error) this.fail(error instanceof MusterError ? error : uploadCut(error));
    });
    body.pipe(this);
  }

  /** How many have come by. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether the last one has come by. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Why it was ended from our side, whatever a store makes of that. */
  get failure(): MusterError | null {
    return this.#failure;
  }

  fail(error: MusterError): void {
    this.#failure ??= error;
    this.destroy(error);
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += piece.length;
    this.#onBytes(piece.length);
    done(null, piece);
  }

  override _flush(done: TransformCallback): void {
    this.#isWhole = true;
    done();
  }
}
