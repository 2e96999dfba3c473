import { badInput, type MusterError } from "../platform/errors.js";

const utf8 = new TextDecoder("utf-8", { fatal: true });

export function moduleInvalid(what: string): MusterError {
  return badInput(`This is no valid WASM module: ${what}.`, [], "MODULE_INVALID");
}

/** Reads a piece of a module from its front to its end; what would lie beyond is MODULE_INVALID. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#end;
  }

  byte(): number {
    if (this.isAtEnd) throw moduleInvalid("it ends too early");
    // Below the end, which lies within the bytes.
    return this.#bytes[this.#at++] as number;
  }

  /** LEB128 of 32 bits: at most 5 bytes, without bits beyond the 32nd. The engine reads it the same, so that it sees the same limits. */
  u32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      if (shift === 28 && byte > 0x0f) break;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw moduleInvalid("a number in it has more than 32 bits");
  }

  /** The next bytes, as a reader of their own; this one stands behind them then. */
  take(length: number): ByteReader {
    const start = this.#at;
    if (length > this.#end - start) throw moduleInvalid("it ends too early");
    this.#at += length;
    return new ByteReader(this.#bytes, start, this.#at);
  }

  name(): string {
    const { at } = this.take(this.u32());
    try {
      return utf8.decode(this.#bytes.subarray(at, this.#at));
    } catch {
      throw moduleInvalid("a name in it is not UTF-8");
    }
  }
}
