import type { Content } from "./content.js";

/** What a name leads to. Times are nanoseconds since 1970. */
interface InodeBase {
  readonly number: number;
  /** How many names it has; a directory counts its own `.` and the `..` of those in it. */
  links: number;
  accessedAt: bigint;
  modifiedAt: bigint;
  changedAt: bigint;
}

export interface FileInode extends InodeBase {
  readonly kind: "file";
  readonly content: Content;
  /** Descriptors that hold it: without a name it lives as long as these. */
  opens: number;
}

export interface DirectoryInode extends InodeBase {
  readonly kind: "directory";
  /** In the order of their cookies. */
  readonly entries: Map<string, Entry>;
  /** Null for a root, and for one that was removed. */
  parent: DirectoryInode | null;
  nextCookie: number;
  /** The entries as they are listed, until one is added or removed. */
  order: readonly Entry[] | null;
}

export interface SymlinkInode extends InodeBase {
  readonly kind: "symlink";
  readonly target: string;
}

export type Inode = FileInode | DirectoryInode | SymlinkInode;

export interface Entry {
  readonly name: string;
  /** Rises with each entry that is made, so that a listing that goes on behind one misses none; `.` and `..` are 1 and 2. */
  readonly cookie: number;
  /** Another one takes its place when something is renamed to its name. */
  inode: Inode;
}

export const firstCookie = 3;

/** Nothing can be made in a directory that was removed while it was open. */
export function isRemoved(directory: DirectoryInode): boolean {
  return directory.links === 0;
}
