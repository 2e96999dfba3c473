import { rights } from "./abi.js";
import { fault } from "./fault.js";
import type { FileTree } from "./file-tree.js";
import type { DirectoryInode, FileInode } from "./inode.js";

/** As many as a process usually may have open. */
const maxDescriptors = 1024;

interface Held {
  rights: number;
  /** Rights that what is opened through it may have at most. */
  inheriting: number;
  flags: number;
}

export interface OpenFile extends Held {
  readonly kind: "file";
  readonly inode: FileInode;
  position: number;
}

export interface OpenDirectory extends Held {
  readonly kind: "directory";
  readonly inode: DirectoryInode;
  /** How the guest names it, where it is open from the start. */
  readonly guestPath: string | null;
}

export interface Input extends Held {
  readonly kind: "input";
  readonly bytes: Uint8Array;
  position: number;
}

export interface Output extends Held {
  readonly kind: "output";
  readonly write: (bytes: Uint8Array) => void;
}

export type Descriptor = OpenFile | OpenDirectory | Input | Output;

/** What the guest has open. New numbers are the lowest that are free, as POSIX has it. */
export class Descriptors {
  readonly #tree: FileTree;
  readonly #open: (Descriptor | undefined)[] = [];
  /** No number below it is free. */
  #lowestFree = 0;

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  get(fd: number): Descriptor {
    const found = this.#open[fd];
    if (!found) throw fault("BADF");
    return found;
  }

  /** Whether `add` would find a number. */
  assertRoom(): void {
    if (this.#nextFree() >= maxDescriptors) throw fault("MFILE");
  }

  add(descriptor: Descriptor): number {
    this.assertRoom();
    const fd = this.#nextFree();
    this.#open[fd] = descriptor;
    if (descriptor.kind === "file") descriptor.inode.opens++;
    return fd;
  }

  close(fd: number): void {
    const closed = this.get(fd);
    this.#open[fd] = undefined;
    this.#lowestFree = Math.min(this.#lowestFree, fd);
    if (closed.kind === "file") this.#tree.release(closed.inode);
  }

  /** `to` is closed and takes over what `from` was. */
  renumber(from: number, to: number): void {
    const moved = this.get(from);
    this.get(to);
    if (from === to) return;
    this.close(to);
    this.#open[to] = moved;
    this.#open[from] = undefined;
    this.#lowestFree = Math.min(this.#lowestFree, from);
  }

  /** What is no directory is ENOTDIR, and a directory without the right ENOTCAPABLE. */
  directory(fd: number, right: number): OpenDirectory {
    const found = this.get(fd);
    if (found.kind !== "directory") throw fault("NOTDIR");
    if ((found.rights & right) !== right) throw fault("NOTCAPABLE");
    return found;
  }

  /** What is no file is EBADF, a directory too: wasmtime answers so to all that is about bytes. */
  file(fd: number, right: number): OpenFile {
    const found = this.get(fd);
    if (found.kind !== "file") throw fault("BADF");
    if ((found.rights & right) !== right) throw fault("NOTCAPABLE");
    return found;
  }

  #nextFree(): number {
    while (this.#open[this.#lowestFree]) this.#lowestFree++;
    return this.#lowestFree;
  }
}

export function openInput(bytes: Uint8Array): Input {
  const held = rights.FD_READ | rights.FD_FDSTAT_SET_FLAGS | rights.FD_FILESTAT_GET | rights.POLL_FD_READWRITE;
  return { kind: "input", bytes, position: 0, rights: held, inheriting: 0, flags: 0 };
}

export function openOutput(write: (bytes: Uint8Array) => void): Output {
  const held = rights.FD_WRITE | rights.FD_FDSTAT_SET_FLAGS | rights.FD_FILESTAT_GET | rights.POLL_FD_READWRITE;
  return { kind: "output", write, rights: held, inheriting: 0, flags: 0 };
}
