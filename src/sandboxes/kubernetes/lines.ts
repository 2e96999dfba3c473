import type { IncomingMessage } from "node:http";

const newline = 0x0a;

/**
 * Splits what comes in pieces into lines, without their ends. Of a longer line than `maxBytes` there are pieces of at most so much, the last
 * of them marked as a whole line; so no more than that is ever kept.
 */
export class LineSplitter {
  readonly #maxBytes: number;
  readonly #take: (line: Buffer, isWhole: boolean) => void;
  #rest: Buffer[] = [];
  #restBytes = 0;

  constructor(maxBytes: number, take: (line: Buffer, isWhole: boolean) => void) {
    this.#maxBytes = maxBytes;
    this.#take = take;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      this.#add(chunk.subarray(from, at));
      this.#take(this.#joined(), true);
      from = at + 1;
    }
    if (from < chunk.length) this.#add(chunk.subarray(from));
  }

  #add(piece: Buffer): void {
    for (let rest = piece; rest.length > 0;) {
      if (this.#restBytes >= this.#maxBytes) this.#take(this.#joined(), false);
      const room = this.#maxBytes - this.#restBytes;
      this.#rest.push(rest.subarray(0, room));
      this.#restBytes += Math.min(room, rest.length);
      rest = rest.subarray(room);
    }
  }

  #joined(): Buffer {
    const [only] = this.#rest;
    const joined = this.#rest.length === 1 && only ? only : Buffer.concat(this.#rest);
    this.#rest = [];
    this.#restBytes = 0;
    return joined;
  }
}

/** Reads a response to its end, as slowly as `take` lets it; how it ended is not told: it can be resumed, or begun anew. */
export async function readChunks(response: IncomingMessage, take: (chunk: Buffer) => void): Promise<void> {
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) take(chunk);
  } catch {
    // Cut off.
  }
}
