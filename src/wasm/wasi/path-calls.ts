import { rights, symlinkFollow } from "./abi.js";
import type { Call, Guest } from "./calls.js";
import { fault } from "./fault.js";
import { toRights } from "./fd-calls.js";
import type { Inode } from "./inode.js";
import { open } from "./opening.js";
import { existing, locate, type Following, type Place } from "./paths.js";
import { assertTimeFlags, setTimes, writeStat } from "./stat.js";

type Open = [number, number, number, number, number, bigint, bigint, number, number];
type SetTimes = [number, number, number, number, bigint, bigint, number];

/** Where a call finds its path: a descriptor and a text in the guest's memory. */
type Spot = readonly [fd: number, pointer: number, length: number];

/** Calls about names below a directory. */
export function pathCalls(guest: Guest): Record<string, Call> {
  const { memory, tree } = guest;
  const at = (spot: Spot, right: number): Place => find(guest, spot, { right, following: "never" });
  return {
    path_open: (...args: Open) => openPath(guest, args),
    path_create_directory: (...spot: [number, number, number]) =>
      void tree.makeDirectory(at(spot, rights.PATH_CREATE_DIRECTORY)),
    path_remove_directory: (...spot: [number, number, number]) =>
      tree.removeDirectory(at(spot, rights.PATH_REMOVE_DIRECTORY)),
    path_unlink_file: (...spot: [number, number, number]) => tree.unlink(at(spot, rights.PATH_UNLINK_FILE)),
    path_rename: (...[fd, pointer, length, ...to]: [number, number, number, number, number, number]) =>
      tree.rename(at([fd, pointer, length], rights.PATH_RENAME_SOURCE), at(to, rights.PATH_RENAME_TARGET)),
    path_link: (...[fd, flags, pointer, length, ...to]: [number, number, number, number, number, number, number]) => {
      // What a symlink leads to cannot be linked: wasmtime refuses it, and so does the public suite expect.
      if (flags !== 0) throw fault("INVAL");
      const from = find(guest, [fd, pointer, length], { right: rights.PATH_LINK_SOURCE, following: "slashed" });
      tree.link(existing(from), at(to, rights.PATH_LINK_TARGET));
    },
    path_symlink: (...[pointer, length, ...to]: [number, number, number, number, number]) =>
      tree.makeSymlink(at(to, rights.PATH_SYMLINK), memory.path(pointer, length)),
    path_readlink: (...args: [number, number, number, number, number, number]) => readLink(guest, args),
    path_filestat_get: (...[fd, flags, pointer, length, result]: [number, number, number, number, number]) => {
      const inode = reach(guest, [fd, pointer, length], { right: rights.PATH_FILESTAT_GET, flags });
      writeStat(guest, result, inode);
    },
    path_filestat_set_times: (...args: SetTimes) => {
      const [fd, flags, pointer, length, accessedAt, modifiedAt, timeFlags] = args;
      assertTimeFlags(timeFlags);
      const inode = reach(guest, [fd, pointer, length], { right: rights.PATH_FILESTAT_SET_TIMES, flags });
      setTimes(guest, inode, { accessedAt, modifiedAt, flags: timeFlags });
    },
  };
}

interface Lookup {
  readonly right: number;
  readonly following: Following;
}

function find({ descriptors, memory }: Guest, [fd, pointer, length]: Spot, { right, following }: Lookup): Place {
  const { inode } = descriptors.directory(fd, right);
  return locate(inode, memory.path(pointer, length), following);
}

function reach(guest: Guest, spot: Spot, { right, flags }: { right: number; flags: number }): Inode {
  return existing(find(guest, spot, { right, following: isFollowing(flags) ? "always" : "slashed" }));
}

function isFollowing(lookupFlags: number): boolean {
  if (lookupFlags & ~symlinkFollow) throw fault("INVAL");
  return lookupFlags === symlinkFollow;
}

function openPath(guest: Guest, args: Open): void {
  const [fd, lookupFlags, pointer, length, how, base, inherited, flags, result] = args;
  const { descriptors, memory } = guest;
  const directory = descriptors.directory(fd, rights.PATH_OPEN);
  const path = memory.path(pointer, length);
  memory.check(result, 4);
  const wanted = { rights: toRights(base), inheriting: toRights(inherited), flags };
  memory.setU32(result, open(guest, directory, { isFollowing: isFollowing(lookupFlags), path, how, ...wanted }));
}

type ReadLink = readonly [fd: number, pointer: number, length: number, into: number, room: number, result: number];

/** As much of the target as there is room for. */
function readLink(guest: Guest, [fd, pointer, length, into, room, result]: ReadLink): void {
  const { memory } = guest;
  const inode = existing(find(guest, [fd, pointer, length], { right: rights.PATH_READLINK, following: "slashed" }));
  if (inode.kind !== "symlink") throw fault("INVAL");
  memory.check(result, 4);
  const target = new TextEncoder().encode(inode.target).subarray(0, room);
  memory.bytes(into, target.length).set(target);
  memory.setU32(result, target.length);
}
