import { fdFlags, rights, sizes } from "./abi.js";
import type { Descriptor, Input, OpenFile, Output } from "./descriptors.js";
import { fault } from "./fault.js";
import type { FileTree } from "./file-tree.js";
import type { GuestMemory } from "./guest-memory.js";

/** Most buffers in a call; of more the first are taken, and the count says so. POSIX promises no more than 16. */
const maxBuffers = 1024;

/** Most bytes in a call, as Linux has it: the count fits into 31 bits whatever the buffers add up to. */
const maxTransferBytes = 0x7fff_f000;

/** Most bytes that are handed to stdout and stderr at a time, and so most that a call allocates. */
const maxChunkBytes = 65_536;

/**
 * Views of the buffers that the guest lists. All of them are checked before the first byte moves, and the list is read once:
 * what is read into a buffer may change it.
 */
export function buffersAt(memory: GuestMemory, pointer: number, count: number): Uint8Array[] {
  memory.check(pointer, count * sizes.iovec);
  const buffers: Uint8Array[] = [];
  let left = maxTransferBytes;
  for (let index = 0; index < count && index < maxBuffers; index++) {
    const entry = pointer + index * sizes.iovec;
    const buffer = memory.bytes(memory.u32(entry), memory.u32(entry + 4));
    buffers.push(buffer.length > left ? buffer.subarray(0, left) : buffer);
    left -= Math.min(left, buffer.length);
  }
  return buffers;
}

export function readInput(input: Input, buffers: readonly Uint8Array[]): number {
  let done = 0;
  for (const buffer of buffers) {
    const bytes = input.bytes.subarray(input.position, input.position + buffer.length);
    buffer.set(bytes);
    input.position += bytes.length;
    done += bytes.length;
  }
  return done;
}

export interface FileTransfer {
  readonly buffers: readonly Uint8Array[];
  readonly offset: number;
}

export function readFile(tree: FileTree, { inode }: OpenFile, { buffers, offset }: FileTransfer): number {
  let done = 0;
  for (const buffer of buffers) done += inode.content.read(offset + done, buffer);
  // Once after each change is enough, and all that most Linux systems do: reading is no reason to write.
  if (inode.accessedAt <= inode.modifiedAt) inode.accessedAt = tree.now();
  return done;
}

/** Where the room ends after some bytes were written, their number is the answer. */
export function writeFile(tree: FileTree, { inode }: OpenFile, { buffers, offset }: FileTransfer): number {
  let done = 0;
  for (const buffer of buffers) {
    const written = inode.content.write(offset + done, buffer);
    done += written;
    if (written < buffer.length) {
      if (done === 0) throw fault("NOSPC");
      break;
    }
  }
  if (done > 0) tree.touch(inode);
  return done;
}

/** What is handed over is a copy, small pieces in one: a line of printf comes as two buffers or three. */
export function writeOutput({ write }: Output, buffers: readonly Uint8Array[]): number {
  const total = buffers.reduce((sum, { length }) => sum + length, 0);
  if (total <= maxChunkBytes && buffers.length > 1) write(joined(buffers, total));
  else {
    for (const buffer of buffers) {
      for (let at = 0; at < buffer.length; at += maxChunkBytes) write(buffer.slice(at, at + maxChunkBytes));
    }
  }
  return total;
}

function joined(buffers: readonly Uint8Array[], total: number): Uint8Array {
  const whole = new Uint8Array(total);
  let at = 0;
  for (const buffer of buffers) {
    whole.set(buffer, at);
    at += buffer.length;
  }
  return whole;
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
