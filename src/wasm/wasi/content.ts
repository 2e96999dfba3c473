import type { Budget } from "./budget.js";
import { fault } from "./fault.js";

/** A file is never longer, and no position lies further out: what a number holds exactly. */
export const maxOffset = Number.MAX_SAFE_INTEGER;

/**
 * A file's bytes. What is charged is its length, a hole with it; what is allocated is at most double. Bytes that it begins
 * with are the caller's, and copied as they are first changed.
 */
export class Content {
  readonly #budget: Budget;
  #bytes: Uint8Array;
  #size: number;
  #isOwned: boolean;

  constructor(budget: Budget, bytes?: Uint8Array) {
    this.#budget = budget;
    this.#bytes = bytes ?? new Uint8Array(0);
    this.#size = this.#bytes.length;
    this.#isOwned = this.#size === 0;
    budget.charge(this.#size);
  }

  get size(): number {
    return this.#size;
  }

  /** How many bytes there were, up to the length of `into`. */
  read(offset: number, into: Uint8Array): number {
    const end = Math.min(this.#size, offset + into.length);
    if (end <= offset) return 0;
    into.set(this.#bytes.subarray(offset, end));
    return end - offset;
  }

  /** How many bytes found room: where the budget ends less than all of them, or none. */
  write(offset: number, from: Uint8Array): number {
    if (offset >= maxOffset) throw fault("FBIG");
    const end = Math.min(offset + from.length, this.#size + this.#budget.room);
    if (end <= offset) return 0;
    if (end > this.#size) this.resize(end);
    else this.#own(this.#size);
    const length = end - offset;
    this.#bytes.set(length === from.length ? from : from.subarray(0, length), offset);
    return length;
  }

  /** Longer by zeros, or shorter. */
  resize(size: number): void {
    if (size - this.#size > this.#budget.room) throw fault("NOSPC");
    if (size < this.#size) this.#shrink(size);
    else this.#own(size);
    this.#budget.charge(size - this.#size);
    this.#size = size;
  }

  /** When nothing names or opens the file any more. */
  free(): void {
    this.resize(0);
  }

  #shrink(size: number): void {
    // Emptied files must not keep what they no longer pay for.
    if (!this.#isOwned || size * 2 < this.#bytes.length) {
      this.#bytes = this.#bytes.slice(0, size);
      this.#isOwned = true;
    } else this.#bytes.fill(0, size, this.#size);
  }

  #own(size: number): void {
    if (this.#isOwned && size <= this.#bytes.length) return;
    const grown = allocate(size > this.#bytes.length ? this.#capacityFor(size) : size);
    grown.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = grown;
    this.#isOwned = true;
  }

  /** A file that grows by appending is copied log n times; one that is written once has no more than it needs. */
  #capacityFor(size: number): number {
    return this.#size === 0 ? size : Math.max(size, this.#bytes.length * 2);
  }
}

/** The host may have less to give than the budget allows. */
function allocate(bytes: number): Uint8Array {
  try {
    return new Uint8Array(bytes);
  } catch (error) {
    throw error instanceof RangeError && !error.message.includes("call stack") ? fault("NOMEM") : error;
  }
}
