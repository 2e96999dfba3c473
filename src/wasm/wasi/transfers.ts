import { fdFlags, rights } from "./abi.js";
import type { Guest } from "./calls.js";
import type { Descriptor, Input, OpenFile, Output } from "./descriptors.js";
import { fault } from "./fault.js";
import type { GuestMemory } from "./guest-memory.js";

/** Most bytes in a call, as Linux has it: the count fits into 31 bits whatever the vectors add up to. */
const maxTransferBytes = 0x7fff_f000;

/** Most bytes that are handed to stdout and stderr at a time, and so most that a call allocates. */
const maxChunkBytes = 65_536;

/** The guest's list of buffers. It is checked as a whole before the first byte moves. */
export class Vectors {
  readonly #memory: GuestMemory;
  readonly #pointer: number;
  readonly count: number;
  /** Of all buffers together. */
  readonly totalBytes: number;

  constructor(memory: GuestMemory, pointer: number, count: number) {
    memory.check(pointer, count * 8);
    this.#memory = memory;
    this.#pointer = pointer;
    this.count = count;
    let total = 0;
    for (let index = 0; index < count; index++) total += this.at(index).length;
    this.totalBytes = Math.min(total, maxTransferBytes);
  }

  /** A view: read anew each time, as what is read into a buffer may change the list behind it. */
  at(index: number): Uint8Array {
    const entry = this.#pointer + index * 8;
    return this.#memory.bytes(this.#memory.u32(entry), this.#memory.u32(entry + 4));
  }
}

/** What moves a buffer's bytes and says how many; fewer than all of them ends the call. */
type Step = (buffer: Uint8Array, done: number) => number;

function each(vectors: Vectors, step: Step): number {
  let done = 0;
  for (let index = 0; index < vectors.count && done < vectors.totalBytes; index++) {
    const buffer = vectors.at(index);
    const left = vectors.totalBytes - done;
    const wanted = buffer.length > left ? buffer.subarray(0, left) : buffer;
    const moved = step(wanted, done);
    done += moved;
    if (moved < wanted.length) break;
  }
  return done;
}

export function readInput(input: Input, vectors: Vectors): number {
  return each(vectors, (buffer) => {
    const bytes = input.bytes.subarray(input.position, input.position + buffer.length);
    buffer.set(bytes);
    input.position += bytes.length;
    return bytes.length;
  });
}

export function readFile(guest: Guest, file: OpenFile, from: { vectors: Vectors; offset: number }): number {
  const { inode } = file;
  const done = each(from.vectors, (buffer, before) => inode.content.read(from.offset + before, buffer));
  // Once after each change is enough, and all that most Linux systems do: reading is no reason to write.
  if (inode.accessedAt <= inode.modifiedAt) inode.accessedAt = guest.tree.now();
  return done;
}

/** Where the room ends after some bytes were written, their number is the answer. */
export function writeFile(guest: Guest, file: OpenFile, to: { vectors: Vectors; offset: number }): number {
  const { inode } = file;
  const done = each(to.vectors, (buffer, before) => inode.content.write(to.offset + before, buffer));
  if (done > 0) guest.tree.touch(inode);
  else if (to.vectors.totalBytes > 0) throw fault("NOSPC");
  return done;
}

/** What is handed over is a copy, the guest's small pieces in one: a line of printf comes as two buffers or three. */
export function writeOutput({ write }: Output, vectors: Vectors): number {
  let chunk = new Uint8Array(Math.min(vectors.totalBytes, maxChunkBytes));
  let filled = 0;
  const done = each(vectors, (buffer, before) => {
    for (let taken = 0; taken < buffer.length;) {
      const piece = buffer.subarray(taken, taken + chunk.length - filled);
      chunk.set(piece, filled);
      filled += piece.length;
      taken += piece.length;
      if (filled < chunk.length) continue;
      write(chunk);
      chunk = new Uint8Array(Math.min(vectors.totalBytes - before - taken, maxChunkBytes));
      filled = 0;
    }
    return buffer.length;
  });
  return done;
}

/** What was opened for something else is EBADF, as POSIX has it and libc expects it; a directory is neither. */
export function readable(found: Descriptor): Input | OpenFile {
  if (found.kind === "directory" || found.kind === "output") throw fault("BADF");
  if (!(found.rights & rights.FD_READ)) throw fault("BADF");
  return found;
}

export function writable(found: Descriptor): Output | OpenFile {
  if (found.kind === "directory" || found.kind === "input") throw fault("BADF");
  if (!(found.rights & rights.FD_WRITE)) throw fault("BADF");
  return found;
}

export function writePosition({ flags, inode, position }: OpenFile): number {
  return flags & fdFlags.APPEND ? inode.content.size : position;
}
