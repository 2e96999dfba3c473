import { fault } from "./fault.js";
import type { DirectoryInode, Inode } from "./inode.js";

const maxNameBytes = 255;
/** As Linux has it; loops end here. */
const maxSymlinks = 40;

/**
 * Whether the last name is looked through where it is a symlink: always; only where a slash behind it asks for a directory;
 * never, as by all that makes, moves and removes names.
 */
export type Following = "always" | "slashed" | "never";

/** Where a path ends. */
export interface Place {
  readonly directory: DirectoryInode;
  readonly name: string;
  /** Undefined where the name is free. */
  readonly inode: Inode | undefined;
  /** The path ends with a slash, and so means a directory. */
  readonly isSlashed: boolean;
  /** `.` and `..` are no names that something could be made, moved or removed by. */
  readonly last: "name" | "dot" | "dotdot";
}

/**
 * Follows a path from a directory on. No path leaves that directory: what begins with a slash or climbs out with `..`, itself
 * or by a symlink, is EPERM.
 */
export function locate(base: DirectoryInode, path: string, following: Following): Place {
  if (path === "") throw fault("NOENT");
  return new Walk(base, path, following).run();
}

class Walk {
  /** From the base down to where it is: `..` goes back the way that it came. */
  readonly #way: DirectoryInode[];
  /** Names to come, the next one last. */
  readonly #ahead: string[] = [];
  readonly #following: Following;
  #isSlashed = false;
  #symlinks = 0;

  constructor(base: DirectoryInode, path: string, following: Following) {
    this.#way = [base];
    this.#following = following;
    this.#push(path);
  }

  run(): Place {
    for (;;) {
      // A path is never empty, and the last name returns: there is one more.
      const name = this.#ahead.pop() ?? ".";
      const place = name === "." || name === ".." ? this.#turn(name) : this.#enter(name);
      if (place) return place;
    }
  }

  get #here(): DirectoryInode {
    // It holds the base at least.
    return this.#way.at(-1) as DirectoryInode;
  }

  get #isLast(): boolean {
    return this.#ahead.length === 0;
  }

  #turn(name: "." | ".."): Place | undefined {
    if (name === "..") {
      if (this.#way.length === 1) throw fault("PERM");
      this.#way.pop();
    }
    if (!this.#isLast) return undefined;
    const last = name === "." ? "dot" : "dotdot";
    return { directory: this.#here, name, inode: this.#here, isSlashed: this.#isSlashed, last };
  }

  #enter(name: string): Place | undefined {
    if (byteLength(name) > maxNameBytes) throw fault("NAMETOOLONG");
    const directory = this.#here;
    const inode = directory.entries.get(name)?.inode;
    if (inode?.kind === "symlink" && this.#isLookedThrough) this.#expand(inode.target);
    else if (this.#isLast) return { directory, name, inode, isSlashed: this.#isSlashed, last: "name" };
    else if (!inode) throw fault("NOENT");
    else if (inode.kind !== "directory") throw fault("NOTDIR");
    else this.#way.push(inode);
    return undefined;
  }

  get #isLookedThrough(): boolean {
    if (!this.#isLast || this.#following === "always") return true;
    return this.#following === "slashed" && this.#isSlashed;
  }

  #expand(target: string): void {
    if (++this.#symlinks > maxSymlinks) throw fault("LOOP");
    this.#push(target);
  }

  #push(path: string): void {
    if (path.startsWith("/")) throw fault("PERM");
    if (this.#isLast && path.endsWith("/")) this.#isSlashed = true;
    const names = path.split("/");
    for (let index = names.length - 1; index >= 0; index--) {
      const name = names[index];
      if (name) this.#ahead.push(name);
    }
  }
}

/** In UTF-8. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

/** What is at a place: something, and a directory where the path says so. */
export function existing({ inode, isSlashed }: Place): Inode {
  if (!inode) throw fault("NOENT");
  if (isSlashed && inode.kind !== "directory") throw fault("NOTDIR");
  return inode;
}
