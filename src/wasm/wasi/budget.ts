import { fault } from "./fault.js";

/** Names, hard links with them: each costs memory that its bytes do not tell. */
const maxEntries = 65_536;

/** What the file system may hold. Beyond it is ENOSPC, as on a disk that is full. */
export class Budget {
  readonly #maxBytes: number;
  #bytes = 0;
  #entries = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get room(): number {
    return this.#maxBytes - this.#bytes;
  }

  /** `bytes` may be negative: then room comes back. */
  charge(bytes: number): void {
    if (bytes > this.room) throw fault("NOSPC");
    this.#bytes += bytes;
  }

  chargeEntry(nameBytes: number): void {
    if (this.#entries >= maxEntries) throw fault("NOSPC");
    this.charge(nameBytes);
    this.#entries++;
  }

  releaseEntry(nameBytes: number): void {
    this.charge(-nameBytes);
    this.#entries--;
  }
}
