import { Budget } from "./budget.js";
import { Content } from "./content.js";
import { fault } from "./fault.js";
import { firstCookie, isRemoved } from "./inode.js";
import type { DirectoryInode, Entry, FileInode, Inode, SymlinkInode } from "./inode.js";
import { byteLength, type Place } from "./paths.js";

export interface FileTreeOptions {
  readonly maxBytes: number;
  /** Nanoseconds since 1970. */
  readonly now: () => bigint;
}

/** All inodes of a run: names are added and removed here alone, and so are they counted and paid for. */
export class FileTree {
  readonly #budget: Budget;
  readonly #now: () => bigint;
  #numbers = 0;

  constructor({ maxBytes, now }: FileTreeOptions) {
    this.#budget = new Budget(maxBytes);
    this.#now = now;
  }

  now(): bigint {
    return this.#now();
  }

  /** A directory that no name leads to. */
  makeRoot(): DirectoryInode {
    const nothing = { entries: new Map<string, Entry>(), parent: null, order: null };
    return { ...this.#base(2), kind: "directory", ...nothing, nextCookie: firstCookie };
  }

  makeDirectory(place: Place): DirectoryInode {
    assertFree(place);
    const inode = this.makeRoot();
    this.#add(place, inode);
    return inode;
  }

  /** Bytes are taken as they are, and copied once they change. */
  makeFile(place: Place, bytes?: Uint8Array): FileInode {
    assertFree(place);
    const inode = { ...this.#base(0), kind: "file" as const, content: new Content(this.#budget, bytes), opens: 0 };
    try {
      this.#add(place, inode);
    } catch (error) {
      inode.content.free();
      throw error;
    }
    return inode;
  }

  /** Targets lead to somewhere below the link's own directory or nowhere; which, the one who follows finds out. */
  makeSymlink(place: Place, target: string): void {
    if (target === "") throw fault("NOENT");
    if (target.startsWith("/")) throw fault("PERM");
    if (place.inode) throw fault("EXIST");
    if (place.isSlashed) throw fault("NOENT");
    const bytes = byteLength(target);
    this.#budget.charge(bytes);
    try {
      this.#add(place, { ...this.#base(0), kind: "symlink", target });
    } catch (error) {
      this.#budget.charge(-bytes);
      throw error;
    }
  }

  link(inode: Inode, place: Place): void {
    if (place.inode) throw fault("EXIST");
    if (place.isSlashed) throw fault("NOENT");
    if (inode.kind === "directory") throw fault("PERM");
    this.#add(place, inode);
    inode.changedAt = this.#now();
  }

  unlink({ directory, name, inode, isSlashed, last }: Place): void {
    if (last !== "name") throw fault("ISDIR");
    if (!inode) throw fault("NOENT");
    if (inode.kind === "directory") throw fault("ISDIR");
    if (isSlashed) throw fault("NOTDIR");
    this.#remove(directory, name, inode);
  }

  removeDirectory({ directory, name, inode, last }: Place): void {
    if (last === "dot") throw fault("INVAL");
    if (last === "dotdot") throw fault("NOTEMPTY");
    if (!inode) throw fault("NOENT");
    if (inode.kind !== "directory") throw fault("NOTDIR");
    if (inode.entries.size > 0) throw fault("NOTEMPTY");
    this.#remove(directory, name, inode);
  }

  /** In the order in which Linux finds fault. */
  rename(from: Place, to: Place): void {
    if (from.last !== "name" || to.last !== "name") throw fault("BUSY");
    if (!from.inode) throw fault("NOENT");
    if (isRemoved(to.directory)) throw fault("NOENT");
    assertMovable(from.inode, from, to);
    if (from.inode === to.inode) return;
    if (to.inode) assertReplaceable(from.inode, to.inode);
    this.#move(from.inode, from, to);
  }

  /** A descriptor lets go of it. */
  release(inode: FileInode): void {
    inode.opens--;
    this.#forget(inode);
  }

  #base(links: number): Omit<SymlinkInode, "kind" | "target"> {
    const now = this.#now();
    return { number: ++this.#numbers, links, accessedAt: now, modifiedAt: now, changedAt: now };
  }

  #add({ directory, name }: Place, inode: Inode): void {
    if (isRemoved(directory)) throw fault("NOENT");
    this.#budget.chargeEntry(byteLength(name));
    this.#enter(directory, name, inode);
    if (inode.kind !== "directory") inode.links++;
  }

  #enter(directory: DirectoryInode, name: string, inode: Inode): void {
    const entry = directory.entries.get(name);
    if (entry) entry.inode = inode;
    else directory.entries.set(name, { name, cookie: directory.nextCookie++, inode });
    directory.order = null;
    this.#adopt(directory, inode);
    this.touch(directory);
  }

  #adopt(directory: DirectoryInode, inode: Inode): void {
    if (inode.kind !== "directory") return;
    inode.parent = directory;
    directory.links++;
  }

  #remove(directory: DirectoryInode, name: string, inode: Inode): void {
    this.#leave(directory, name);
    this.#orphan(directory, inode);
  }

  #leave(directory: DirectoryInode, name: string): void {
    directory.entries.delete(name);
    directory.order = null;
    this.#budget.releaseEntry(byteLength(name));
    this.touch(directory);
  }

  /** One name of it is gone. */
  #orphan(directory: DirectoryInode, inode: Inode): void {
    inode.changedAt = this.#now();
    if (inode.kind === "directory") {
      directory.links--;
      inode.parent = null;
      inode.links = 0;
    } else {
      inode.links--;
      this.#forget(inode);
    }
  }

  #forget(inode: FileInode | SymlinkInode): void {
    if (inode.links > 0) return;
    if (inode.kind === "symlink") this.#budget.charge(-byteLength(inode.target));
    else if (inode.opens === 0) inode.content.free();
  }

  #move(inode: Inode, from: Place, to: Place): void {
    // The new name is paid for first: a move that fails has changed nothing.
    if (!to.inode) this.#budget.chargeEntry(byteLength(to.name));
    this.#leave(from.directory, from.name);
    if (inode.kind === "directory") from.directory.links--;
    if (to.inode) this.#orphan(to.directory, to.inode);
    this.#enter(to.directory, to.name, inode);
    inode.changedAt = this.#now();
  }

  touch(inode: Inode): void {
    inode.modifiedAt = this.#now();
    inode.changedAt = inode.modifiedAt;
  }
}

function assertFree({ inode }: Place): void {
  if (inode) throw fault("EXIST");
}

function assertMovable(inode: Inode, from: Place, to: Place): void {
  if (inode.kind !== "directory" && (from.isSlashed || to.isSlashed)) throw fault("NOTDIR");
  if (inode.kind === "directory" && isWithin(to.directory, inode)) throw fault("INVAL");
  if (to.inode?.kind === "directory" && isWithin(from.directory, to.inode)) throw fault("NOTEMPTY");
}

function assertReplaceable(inode: Inode, replaced: Inode): void {
  if (inode.kind === "directory" && replaced.kind !== "directory") throw fault("NOTDIR");
  if (inode.kind !== "directory" && replaced.kind === "directory") throw fault("ISDIR");
  if (replaced.kind === "directory" && replaced.entries.size > 0) throw fault("NOTEMPTY");
}

function isWithin(directory: DirectoryInode, ancestor: DirectoryInode): boolean {
  for (let at: DirectoryInode | null = directory; at; at = at.parent) if (at === ancestor) return true;
  return false;
}
