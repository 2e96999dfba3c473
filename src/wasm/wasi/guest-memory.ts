import { fault } from "./fault.js";

/** Paths are at most this long, the NUL with it that C would put behind them. */
const maxPathBytes = 4096;

/** Fatal: names are Unicode or they are refused. A mark at the beginning is part of the name. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What we need of a `WebAssembly.Memory`; the types of Node.js do not have that name. */
export interface LinearMemory {
  readonly buffer: ArrayBufferLike;
}

/**
 * The guest's memory. Every access is checked against its present size, and before anything is allocated: what the guest
 * says is outside is EFAULT. Growing detaches the buffer, so that its views are never kept longer than a call.
 */
export class GuestMemory {
  #memory: LinearMemory | undefined;
  #buffer: ArrayBufferLike = new ArrayBuffer(0);
  #bytes = new Uint8Array(this.#buffer);
  #view = new DataView(this.#buffer);

  bind(memory: LinearMemory): void {
    this.#memory = memory;
  }

  /** A view, not a copy. */
  bytes(pointer: number, length: number): Uint8Array {
    this.check(pointer, length);
    return this.#bytes.subarray(pointer, pointer + length);
  }

  check(pointer: number, length: number): void {
    // A module that calls before it is instantiated has no memory yet.
    const buffer = this.#memory?.buffer;
    if (buffer !== this.#buffer && buffer) {
      this.#buffer = buffer;
      this.#bytes = new Uint8Array(buffer);
      this.#view = new DataView(buffer);
    }
    if (pointer + length > this.#bytes.length) throw fault("FAULT");
  }

  /** A view of `length` bytes from `pointer` on, for one structure. */
  view(pointer: number, length: number): DataView {
    this.check(pointer, length);
    return this.#view;
  }

  u32(pointer: number): number {
    return this.view(pointer, 4).getUint32(pointer, true);
  }

  setU32(pointer: number, value: number): void {
    this.view(pointer, 4).setUint32(pointer, value, true);
  }

  setU64(pointer: number, value: bigint): void {
    this.view(pointer, 8).setBigUint64(pointer, value, true);
  }

  /** Text that is not UTF-8 is EILSEQ, with a NUL in it EINVAL. */
  path(pointer: number, length: number): string {
    this.check(pointer, length);
    if (length >= maxPathBytes) throw fault("NAMETOOLONG");
    const text = decode(this.#bytes.slice(pointer, pointer + length));
    if (text.includes("\0")) throw fault("INVAL");
    return text;
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw fault("ILSEQ");
  }
}
