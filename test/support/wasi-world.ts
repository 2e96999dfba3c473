import { errnos } from "../../src/wasm/wasi/abi.js";
import type { Clock } from "../../src/wasm/wasi/clocks.js";
import { createWasi, type Wasi, type WasiOptions } from "../../src/wasm/wasi/wasi.js";
import { webAssembly, type WasmTestMemory } from "./wat.js";

const names = new Map<number, string>(Object.entries(errnos).map(([name, value]) => [value, name]));

/** A clock that stands still until somebody sleeps. */
export class SleepingClock implements Clock {
  ns = 5_000_000_000n;
  readonly slept: number[] = [];
  readonly wall = (): bigint => this.ns + 1_700_000_000_000_000_000n;
  readonly steady = (): bigint => this.ns;
  readonly sleep = (ms: number): void => {
    this.slept.push(ms);
    this.ns += BigInt(Math.round(ms * 1e6));
  };
}

export interface OpenOptions {
  readonly follow?: boolean;
  /** CREAT 1, DIRECTORY 2, EXCL 4, TRUNC 8. */
  readonly how?: number;
  readonly rights?: number;
  readonly inheriting?: number;
  readonly flags?: number;
}

export interface Stat {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly type: number;
  readonly links: number;
  readonly size: number;
  readonly atim: bigint;
  readonly mtim: bigint;
  readonly ctim: bigint;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly next: bigint;
  readonly ino: bigint;
  readonly type: number;
}

type Argument = number | bigint;

/** Every method answers the name of an errno where the call failed. */
export type Answer<T> = T | string;

const scratch = 1024;
const bufferAt = 4096;
const textAt = 65_536;

/** Calls the imports as a module would, over a memory of four pages. */
export class WasiWorld {
  readonly wasi: Wasi;
  readonly memory: WasmTestMemory = new webAssembly.Memory({ initial: 4 });
  readonly clock = new SleepingClock();
  readonly out: string[] = [];
  readonly err: string[] = [];
  #textEnd = textAt;

  constructor(options: Partial<WasiOptions> = {}) {
    const decoder = new TextDecoder();
    this.wasi = createWasi({
      args: ["program"],
      env: {},
      stdin: new Uint8Array(0),
      directories: [{ guestPath: "/", files: [] }],
      stdout: (bytes) => void this.out.push(decoder.decode(bytes)),
      stderr: (bytes) => void this.err.push(decoder.decode(bytes)),
      fileBytes: 1_000_000,
      sleep: this.clock.sleep,
      clock: this.clock,
      ...options,
    });
    this.wasi.bind(this.memory);
  }

  get view(): DataView {
    return new DataView(this.memory.buffer);
  }

  bytes(pointer: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, pointer, length);
  }

  /** The errno's name; `SUCCESS` for none. */
  call(name: string, ...args: Argument[]): string {
    this.#textEnd = textAt;
    const code = this.wasi.imports[name]?.(...args);
    return code === 0 ? "SUCCESS" : (names.get(code ?? -1) ?? `errno ${code}`);
  }

  /** Where a text lies until the next call. */
  text(text: string): [pointer: number, length: number] {
    const bytes = new TextEncoder().encode(text);
    const pointer = this.#textEnd;
    this.bytes(pointer, bytes.length).set(bytes);
    this.#textEnd += bytes.length;
    return [pointer, bytes.length];
  }

  #answer<T>(errno: string, value: () => T): Answer<T> {
    return errno === "SUCCESS" ? value() : errno;
  }

  #u32 = (): number => this.view.getUint32(scratch, true);
  #u64 = (): number => Number(this.view.getBigUint64(scratch, true));

  open(fd: number, path: string, options: OpenOptions = {}): Answer<number> {
    const { follow = false, how = 0, rights = 0, inheriting = 0, flags = 0 } = options;
    const wanted = [how, BigInt(rights), BigInt(inheriting), flags, scratch] as const;
    return this.#answer(this.call("path_open", fd, follow ? 1 : 0, ...this.text(path), ...wanted), this.#u32);
  }

  /** As `open`, where it must succeed. */
  opened(fd: number, path: string, options: OpenOptions = {}): number {
    const answer = this.open(fd, path, options);
    if (typeof answer === "string") throw new Error(`${path}: ${answer}`);
    return answer;
  }

  /** An empty file, made and closed. */
  create(fd: number, path: string): void {
    this.call("fd_close", this.opened(fd, path, { how: 1 }));
  }

  close(fd: number): string {
    return this.call("fd_close", fd);
  }

  #vector(length: number): [number, number] {
    this.view.setUint32(scratch + 16, bufferAt, true);
    this.view.setUint32(scratch + 20, length, true);
    return [scratch + 16, 1];
  }

  write(fd: number, text: string): Answer<number> {
    const bytes = new TextEncoder().encode(text);
    this.bytes(bufferAt, bytes.length).set(bytes);
    return this.#answer(this.call("fd_write", fd, ...this.#vector(bytes.length), scratch), this.#u32);
  }

  writeAt(fd: number, text: string, offset: bigint): Answer<number> {
    const bytes = new TextEncoder().encode(text);
    this.bytes(bufferAt, bytes.length).set(bytes);
    return this.#answer(this.call("fd_pwrite", fd, ...this.#vector(bytes.length), offset, scratch), this.#u32);
  }

  /** Texts begin with a quote, so that they are no errno. */
  #read = (): string => `"${new TextDecoder().decode(this.bytes(bufferAt, this.#u32()))}`;

  read(fd: number, length = 1000): string {
    return this.#answer(this.call("fd_read", fd, ...this.#vector(length), scratch), this.#read);
  }

  readAt(fd: number, length: number, offset: bigint): string {
    return this.#answer(this.call("fd_pread", fd, ...this.#vector(length), offset, scratch), this.#read);
  }

  seek(fd: number, offset: number | bigint, whence: number): Answer<number> {
    return this.#answer(this.call("fd_seek", fd, BigInt(offset), whence, scratch), this.#u64);
  }

  tell(fd: number): Answer<number> {
    return this.#answer(this.call("fd_tell", fd, scratch), this.#u64);
  }

  stat(fd: number, path: string, follow = false): Answer<Stat> {
    return this.#answer(this.call("path_filestat_get", fd, follow ? 1 : 0, ...this.text(path), scratch), this.#stat);
  }

  fstat(fd: number): Answer<Stat> {
    return this.#answer(this.call("fd_filestat_get", fd, scratch), this.#stat);
  }

  #stat = (): Stat => {
    const [dev, ino, type, links, size, atim, mtim, ctim] = new BigUint64Array(this.memory.buffer, scratch, 8);
    if (dev === undefined || ino === undefined || atim === undefined || mtim === undefined || ctim === undefined) {
      throw new Error("a stat has eight numbers");
    }
    return { dev, ino, type: Number(type), links: Number(links), size: Number(size), atim, mtim, ctim };
  };

  fdstat(fd: number): Answer<{ type: number; flags: number; rights: number; inheriting: number }> {
    return this.#answer(this.call("fd_fdstat_get", fd, scratch), () => ({
      type: this.view.getUint8(scratch),
      flags: this.view.getUint16(scratch + 2, true),
      rights: Number(this.view.getBigUint64(scratch + 8, true)),
      inheriting: Number(this.view.getBigUint64(scratch + 16, true)),
    }));
  }

  mkdir(fd: number, path: string): string {
    return this.call("path_create_directory", fd, ...this.text(path));
  }

  rmdir(fd: number, path: string): string {
    return this.call("path_remove_directory", fd, ...this.text(path));
  }

  unlink(fd: number, path: string): string {
    return this.call("path_unlink_file", fd, ...this.text(path));
  }

  rename(fd: number, from: string, to: string): string {
    return this.call("path_rename", fd, ...this.text(from), fd, ...this.text(to));
  }

  link(fd: number, from: string, to: string): string {
    return this.call("path_link", fd, 0, ...this.text(from), fd, ...this.text(to));
  }

  symlink(target: string, fd: number, path: string): string {
    return this.call("path_symlink", ...this.text(target), fd, ...this.text(path));
  }

  readlink(fd: number, path: string, room = 1000): string {
    return this.#answer(this.call("path_readlink", fd, ...this.text(path), bufferAt, room, scratch), this.#read);
  }

  /** What fits whole into `room`, and how much of it was used. */
  readdir(fd: number, cookie = 0n, room = 4096): Answer<{ entries: DirectoryEntry[]; used: number }> {
    return this.#answer(this.call("fd_readdir", fd, bufferAt, room, cookie, scratch), () => {
      const used = this.#u32();
      return { entries: [...this.#entries(bufferAt, bufferAt + used)], used };
    });
  }

  *#entries(from: number, end: number): Generator<DirectoryEntry> {
    const { view } = this;
    for (let at = from; at + 24 <= end;) {
      const length = view.getUint32(at + 16, true);
      if (at + 24 + length > end) return;
      const name = new TextDecoder().decode(this.bytes(at + 24, length));
      yield {
        name,
        next: view.getBigUint64(at, true),
        ino: view.getBigUint64(at + 8, true),
        type: view.getUint8(at + 20),
      };
      at += 24 + length;
    }
  }
}
