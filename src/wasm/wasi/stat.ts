import { allTimeFlags, fileTypes, sizes, timeFlags } from "./abi.js";
import { toU64, type Guest } from "./calls.js";
import { fault } from "./fault.js";
import type { Inode } from "./inode.js";

const typeOf = { file: fileTypes.file, directory: fileTypes.directory, symlink: fileTypes.symlink } as const;

/** All of a run lies on one device. */
const device = 1n;

export function fileTypeOf({ kind }: Inode): number {
  return typeOf[kind];
}

function sizeOf(inode: Inode): number {
  if (inode.kind === "file") return inode.content.size;
  return inode.kind === "symlink" ? Buffer.byteLength(inode.target) : 0;
}

export function writeStat({ memory }: Guest, pointer: number, inode: Inode): void {
  const view = memory.view(pointer, sizes.filestat);
  view.setBigUint64(pointer, device, true);
  view.setBigUint64(pointer + 8, BigInt(inode.number), true);
  view.setBigUint64(pointer + 16, BigInt(fileTypeOf(inode)), true);
  view.setBigUint64(pointer + 24, BigInt(inode.links), true);
  view.setBigUint64(pointer + 32, BigInt(sizeOf(inode)), true);
  view.setBigUint64(pointer + 40, inode.accessedAt, true);
  view.setBigUint64(pointer + 48, inode.modifiedAt, true);
  view.setBigUint64(pointer + 56, inode.changedAt, true);
}

/** Of a stream nothing is known. */
export function writeStreamStat({ memory }: Guest, pointer: number): void {
  memory.bytes(pointer, sizes.filestat).fill(0);
}

/** What a guest wants times to be. */
export interface WantedTimes {
  readonly accessedAt: bigint;
  readonly modifiedAt: bigint;
  readonly flags: number;
}

/** Flags that we do not know, and a time given together with "now", are EINVAL. */
export function assertTimeFlags(flags: number): void {
  const isTwice = (both: number): boolean => (flags & both) === both;
  if (flags & ~allTimeFlags) throw fault("INVAL");
  if (isTwice(timeFlags.ATIM | timeFlags.ATIM_NOW) || isTwice(timeFlags.MTIM | timeFlags.MTIM_NOW))
    throw fault("INVAL");
}

export function setTimes({ tree }: Guest, inode: Inode, { accessedAt, modifiedAt, flags }: WantedTimes): void {
  const now = tree.now();
  if (flags & timeFlags.ATIM) inode.accessedAt = toU64(accessedAt);
  if (flags & timeFlags.ATIM_NOW) inode.accessedAt = now;
  if (flags & timeFlags.MTIM) inode.modifiedAt = toU64(modifiedAt);
  if (flags & timeFlags.MTIM_NOW) inode.modifiedAt = now;
  inode.changedAt = now;
}
