import { sizes } from "./abi.js";
import type { Guest } from "./calls.js";
import type { DirectoryInode, Entry } from "./inode.js";
import { fileTypeOf } from "./stat.js";

const encoder = new TextEncoder();

export interface ListingRoom {
  readonly pointer: number;
  readonly length: number;
}

/**
 * Writes the entries behind `cookie` and answers how many bytes. The last one is cut off where the room ends: a buffer that
 * is full is how the guest knows that there is more.
 */
export function writeListing(guest: Guest, from: { inode: DirectoryInode; cookie: number; room: ListingRoom }): number {
  const { pointer, length } = from.room;
  guest.memory.check(pointer, length);
  let used = 0;
  for (const entry of entriesBehind(from.inode, from.cookie)) {
    if (used >= length) break;
    const piece = encode(entry).subarray(0, length - used);
    guest.memory.bytes(pointer + used, piece.length).set(piece);
    used += piece.length;
  }
  return used;
}

function* entriesBehind(directory: DirectoryInode, cookie: number): Generator<Entry> {
  if (cookie < 1) yield { name: ".", cookie: 1, inode: directory };
  if (cookie < 2) yield { name: "..", cookie: 2, inode: directory.parent ?? directory };
  const order = (directory.order ??= [...directory.entries.values()]);
  for (let index = firstBehind(order, cookie); index < order.length; index++) {
    const entry = order[index];
    if (entry) yield entry;
  }
}

/** By halves: a guest with a small buffer comes many times. */
function firstBehind(order: readonly Entry[], cookie: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((order[middle]?.cookie ?? Infinity) <= cookie) low = middle + 1;
    else high = middle;
  }
  return low;
}

function encode({ name, cookie, inode }: Entry): Uint8Array {
  const text = encoder.encode(name);
  const bytes = new Uint8Array(sizes.dirent + text.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(cookie), true);
  view.setBigUint64(8, BigInt(inode.number), true);
  view.setUint32(16, text.length, true);
  view.setUint8(20, fileTypeOf(inode));
  bytes.set(text, sizes.dirent);
  return bytes;
}
