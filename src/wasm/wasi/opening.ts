import { allFdFlags, allOpenFlags, directoryRights, fileRights, freeFileRights, openFlags, rights } from "./abi.js";
import { writeFileRights } from "./abi.js";
import type { Guest } from "./calls.js";
import type { OpenDirectory } from "./descriptors.js";
import { fault } from "./fault.js";
import type { DirectoryInode, FileInode, Inode } from "./inode.js";
import { existing, locate, type Place } from "./paths.js";

export interface Opening {
  readonly isFollowing: boolean;
  readonly path: string;
  /** CREAT, DIRECTORY, EXCL, TRUNC. */
  readonly how: number;
  readonly rights: number;
  readonly inheriting: number;
  readonly flags: number;
}

/** Opens a path below a directory and answers the descriptor's number. What is not opened is not made or emptied either. */
export function open(guest: Guest, directory: OpenDirectory, opening: Opening): number {
  assertAllowed(directory, opening);
  assertMeaningful(opening);
  guest.descriptors.assertRoom();
  const inode = reach(guest, locateIn(directory, opening), opening);
  if (inode.kind === "directory") return guest.descriptors.add(openDirectory(inode, directory, opening));
  if (opening.how & openFlags.TRUNC) {
    inode.content.resize(0);
    guest.tree.touch(inode);
  }
  return guest.descriptors.add(openFile(inode, directory, opening));
}

function assertAllowed(directory: OpenDirectory, { how, rights: wanted, inheriting }: Opening): void {
  const isCreating = (how & openFlags.CREAT) !== 0;
  const isEmptying = (how & openFlags.TRUNC) !== 0;
  if (isCreating && !(directory.rights & rights.PATH_CREATE_FILE)) throw fault("NOTCAPABLE");
  if (isEmptying && !(directory.rights & rights.PATH_FILESTAT_SET_SIZE)) throw fault("NOTCAPABLE");
  if ((wanted | inheriting) & ~directory.inheriting) throw fault("NOTCAPABLE");
}

function assertMeaningful({ how, flags }: Opening): void {
  if (how & ~allOpenFlags || flags & ~allFdFlags) throw fault("INVAL");
  const isMaking = how & (openFlags.CREAT | openFlags.EXCL | openFlags.TRUNC);
  if (how & openFlags.DIRECTORY && isMaking) throw fault("INVAL");
}

function locateIn({ inode }: OpenDirectory, { isFollowing, how, path }: Opening): Place {
  const isCreating = (how & openFlags.CREAT) !== 0;
  // No file is made by a name that means a directory, whatever is behind it.
  if (isCreating && path.endsWith("/") && locate(inode, path, "never").last === "name") throw fault("ISDIR");
  // What must be new is not found at the end of a symlink.
  const isNew = isCreating && (how & openFlags.EXCL) !== 0;
  return locate(inode, path, isFollowing && !isNew ? "always" : "slashed");
}

function reach(guest: Guest, place: Place, opening: Opening): FileInode | DirectoryInode {
  if (opening.how & openFlags.CREAT) {
    if (place.isSlashed && place.last === "name") throw fault("ISDIR");
    if (!place.inode) return guest.tree.makeFile(place);
    if (opening.how & openFlags.EXCL) throw fault("EXIST");
  }
  return openable(existing(place), opening);
}

function openable(inode: Inode, { how, rights: wanted }: Opening): FileInode | DirectoryInode {
  const isDirectoryWanted = (how & openFlags.DIRECTORY) !== 0;
  if (inode.kind === "symlink") throw fault(isDirectoryWanted ? "NOTDIR" : "LOOP");
  if (inode.kind === "file" && isDirectoryWanted) throw fault("NOTDIR");
  const isChanging = how & (openFlags.CREAT | openFlags.TRUNC) || wanted & rights.FD_WRITE;
  if (inode.kind === "directory" && isChanging) throw fault("ISDIR");
  return inode;
}

function openDirectory(inode: DirectoryInode, directory: OpenDirectory, opening: Opening): OpenDirectory {
  const { rights: wanted, inheriting, flags } = opening;
  const held = (wanted & directoryRights) | (rights.FD_FILESTAT_GET & directory.inheriting);
  return { kind: "directory", inode, guestPath: null, rights: held, inheriting, flags };
}

/**
 * What a file's bytes are not touched by is granted to everybody whose directory passes it on, as wasmtime does: programs
 * that ask for FD_READ alone expect to seek.
 */
function openFile(inode: FileInode, directory: OpenDirectory, { rights: wanted, inheriting, flags }: Opening) {
  const isWriting = (wanted & rights.FD_WRITE) !== 0;
  const implied = (freeFileRights | (isWriting ? writeFileRights : 0)) & directory.inheriting;
  const held = (wanted & fileRights) | implied;
  return { kind: "file" as const, inode, position: 0, rights: held, inheriting: inheriting & fileRights, flags };
}
