import { allFdFlags, allRights, fdFlags, fileTypes, rights, sizes } from "./abi.js";
import { toU64, type Call, type Guest } from "./calls.js";
import type { Descriptor, OpenDirectory } from "./descriptors.js";
import { fault } from "./fault.js";
import { writeListing } from "./listing.js";
import { assertTimeFlags, fileTypeOf, setTimes, writeStat, writeStreamStat } from "./stat.js";

/** Written when a descriptor is opened, never changed later. */
const syncFlags = fdFlags.DSYNC | fdFlags.RSYNC | fdFlags.SYNC;

const encoder = new TextEncoder();

/** Calls about descriptors: what they are, what they may, what they stand for. */
export function fdCalls(guest: Guest): Record<string, Call> {
  const { descriptors, memory } = guest;
  return {
    fd_close: (fd: number) => descriptors.close(fd),
    fd_renumber: (from: number, to: number) => descriptors.renumber(from, to),
    fd_fdstat_get: (fd: number, result: number) => writeFdStat(guest, descriptors.get(fd), result),
    fd_fdstat_set_flags: (fd: number, flags: number) => setFlags(descriptors.get(fd), flags),
    fd_fdstat_set_rights: (fd: number, base: bigint, inheriting: bigint) => {
      const found = descriptors.get(fd);
      const wanted = toRights(base);
      const inherited = toRights(inheriting);
      if (wanted & ~found.rights || inherited & ~found.inheriting) throw fault("NOTCAPABLE");
      found.rights = wanted;
      found.inheriting = inherited;
    },
    fd_filestat_get: (fd: number, result: number) => {
      const found = withRight(descriptors.get(fd), rights.FD_FILESTAT_GET);
      if (found.kind === "file" || found.kind === "directory") writeStat(guest, result, found.inode);
      else writeStreamStat(guest, result);
    },
    fd_filestat_set_times: (...[fd, accessedAt, modifiedAt, flags]: [number, bigint, bigint, number]) => {
      const found = descriptors.get(fd);
      if (found.kind !== "file" && found.kind !== "directory") throw fault("BADF");
      withRight(found, rights.FD_FILESTAT_SET_TIMES);
      assertTimeFlags(flags);
      setTimes(guest, found.inode, { accessedAt, modifiedAt, flags });
    },
    fd_prestat_get: (fd: number, result: number) => {
      const name = encoder.encode(preopened(descriptors.get(fd), "BADF"));
      // The tag of a directory is 0, and nothing else can be open from the start.
      memory.bytes(result, sizes.prestat).fill(0);
      memory.setU32(result + 4, name.length);
    },
    fd_prestat_dir_name: (fd: number, pointer: number, length: number) => {
      const name = encoder.encode(preopened(descriptors.get(fd), "NOTDIR"));
      if (length < name.length) throw fault("NAMETOOLONG");
      memory.bytes(pointer, name.length).set(name);
    },
    fd_readdir: (...args: [fd: number, pointer: number, length: number, cookie: bigint, result: number]) => {
      const [fd, pointer, length, cookie, result] = args;
      const { inode } = descriptors.directory(fd, rights.FD_READDIR);
      memory.check(result, 4);
      const room = { pointer, length };
      memory.setU32(result, writeListing(guest, { inode, cookie: Number(toU64(cookie)), room }));
    },
  };
}

function writeFdStat({ memory }: Guest, found: Descriptor, result: number): void {
  const view = memory.view(result, sizes.fdstat);
  const isStored = found.kind === "file" || found.kind === "directory";
  // Streams lead to nowhere that has a type: a terminal they are not.
  view.setBigUint64(result, 0n, true);
  view.setUint8(result, isStored ? fileTypeOf(found.inode) : fileTypes.unknown);
  view.setUint16(result + 2, found.flags, true);
  view.setBigUint64(result + 8, BigInt(found.rights), true);
  view.setBigUint64(result + 16, BigInt(found.inheriting), true);
}

function setFlags(found: Descriptor, flags: number): void {
  if (found.kind === "directory") throw fault("BADF");
  withRight(found, rights.FD_FDSTAT_SET_FLAGS);
  if (flags & ~allFdFlags || (flags ^ found.flags) & syncFlags) throw fault("INVAL");
  found.flags = flags;
}

function withRight(found: Descriptor, right: number): Descriptor {
  if (!(found.rights & right)) throw fault("NOTCAPABLE");
  return found;
}

/** Bits that mean nothing are EINVAL. */
export function toRights(value: bigint): number {
  const bits = toU64(value);
  if (bits > allRights) throw fault("INVAL");
  return Number(bits);
}

function preopened(found: Descriptor, otherwise: "BADF" | "NOTDIR"): string {
  const name = found.kind === "directory" ? (found satisfies OpenDirectory).guestPath : null;
  if (name === null) throw fault(otherwise);
  return name;
}
