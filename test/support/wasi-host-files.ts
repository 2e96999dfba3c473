import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rights } from "../../src/wasm/wasi/abi.js";
import { WasiWorld, type Stat } from "./wasi-world.js";

/** One thing that a program does to files. Paths are relative, and may have dots and slashes at their end. */
export type Operation =
  | { readonly do: "open"; readonly path: string; readonly how: readonly How[]; readonly text: string }
  | { readonly do: "mkdir" | "rmdir" | "unlink" | "readlink" | "stat" | "lstat"; readonly path: string }
  | { readonly do: "rename" | "link" | "symlink"; readonly path: string; readonly to: string }
  | { readonly do: "resize"; readonly path: string; readonly size: number };

export type How = "create" | "new" | "empty" | "follow" | "directory" | "append" | "write";

/** Something that operations are done to; each answers an errno's name or what there is to compare. */
export interface Files {
  run(operation: Operation): unknown;
  /** All there is, a line for each name. */
  tree(): string[];
}

const root = 3;

export class GuestFiles implements Files {
  readonly #world: WasiWorld;

  constructor({ fileBytes = 1_000_000 } = {}) {
    this.#world = new WasiWorld({ fileBytes });
  }

  run(operation: Operation): unknown {
    const world = this.#world;
    switch (operation.do) {
      case "open":
        return this.#open(operation);
      case "resize":
        return this.#resize(operation);
      case "mkdir":
      case "rmdir":
      case "unlink":
      case "readlink":
        return world[operation.do](root, operation.path);
      case "stat":
      case "lstat":
        return describeStat(world.stat(root, operation.path, operation.do === "stat"));
      case "symlink":
        return world.symlink(operation.path, root, operation.to);
      case "rename":
      case "link":
        return world[operation.do](root, operation.path, operation.to);
      default:
        return operation satisfies never;
    }
  }

  #open({ path, how, text }: Operation & { do: "open" }): unknown {
    const has = (one: How): boolean => how.includes(one);
    const bits = (has("create") ? 1 : 0) | (has("directory") ? 2 : 0) | (has("new") ? 4 : 0) | (has("empty") ? 8 : 0);
    const fd = this.#world.open(root, path, {
      follow: has("follow"),
      how: bits,
      rights: rights.FD_READ | (has("write") ? rights.FD_WRITE : 0),
      flags: has("append") ? 1 : 0,
    });
    if (typeof fd === "string") return fd;
    const answer = has("directory") ? "SUCCESS" : [this.#world.write(fd, text), this.#world.read(fd)];
    this.#world.close(fd);
    return answer;
  }

  #resize({ path, size }: Operation & { do: "resize" }): unknown {
    const fd = this.#world.open(root, path, { follow: true, rights: rights.FD_WRITE });
    if (typeof fd === "string") return fd;
    const answer = this.#world.call("fd_filestat_set_size", fd, BigInt(size));
    this.#world.close(fd);
    return answer;
  }

  tree(): string[] {
    const lines: string[] = [];
    const walk = (directory: string): void => {
      const fd = this.#world.opened(root, directory || ".", { rights: rights.FD_READDIR });
      const listing = this.#world.readdir(fd);
      this.#world.close(fd);
      if (typeof listing === "string") throw new Error(listing);
      for (const { name, type } of listing.entries) {
        if (name === "." || name === "..") continue;
        const path = directory + name;
        lines.push(`${path} ${String(this.run({ do: "lstat", path }))} ${type === 4 ? this.#textOf(path) : ""}`);
        if (type === 7) lines.push(`${path} -> ${this.#world.readlink(root, path).slice(1)}`);
        if (type === 3) walk(`${path}/`);
      }
    };
    walk("");
    return lines.sort();
  }

  /** Names first that lie deepest. */
  removeAll(): void {
    const names = this.tree().filter((line) => !line.includes(" -> "));
    for (const line of names.sort((one, other) => other.split("/").length - one.split("/").length)) {
      const [path = "", type] = line.split(" ");
      const errno = this.run({ do: type === "directory" ? "rmdir" : "unlink", path });
      if (errno !== "SUCCESS") throw new Error(`${path}: ${String(errno)}`);
    }
  }

  #textOf(path: string): string {
    const fd = this.#world.opened(root, path, { rights: rights.FD_READ });
    const text = this.#world.read(fd).slice(1);
    this.#world.close(fd);
    return text;
  }
}

function describeStat(stat: Stat | string): string {
  if (typeof stat === "string") return stat;
  return stat.type === 3 ? "directory" : `${stat.type === 4 ? "file" : "symlink"} ${stat.size} ${stat.links}`;
}

/** The same, done to a directory of the host by node:fs. */
export class HostFiles implements Files {
  readonly #outer = fs.mkdtempSync(join(tmpdir(), "wasi-files-"));
  /** Some folders down: what climbs out of it by our mistake climbs into nothing of value. */
  readonly #root = join(this.#outer, "1/2/3/4/5/6/7/8");

  constructor() {
    fs.mkdirSync(this.#root, { recursive: true });
  }

  remove(): void {
    fs.rmSync(this.#outer, { recursive: true });
  }

  run(operation: Operation): unknown {
    try {
      return this.#do(operation) ?? "SUCCESS";
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === undefined) throw error;
      return code.slice(1);
    }
  }

  /** `join` would take away the dots and slashes that this is about. */
  #at(path: string): string {
    return path === "" ? "" : `${this.#root}/${path}`;
  }

  #do(operation: Operation): unknown {
    const path = this.#at(operation.path);
    switch (operation.do) {
      case "open":
        return this.#open(operation);
      case "resize":
        return this.#resize(operation);
      case "mkdir":
        return fs.mkdirSync(path);
      case "rmdir":
        return fs.rmdirSync(path);
      case "unlink":
        return fs.unlinkSync(path);
      case "readlink":
        return `"${fs.readlinkSync(path)}`;
      case "stat":
        return describeHost(fs.statSync(path));
      case "lstat":
        return describeHost(fs.lstatSync(path));
      case "rename":
        return fs.renameSync(path, this.#at(operation.to));
      case "link":
        return fs.linkSync(path, this.#at(operation.to));
      case "symlink":
        return fs.symlinkSync(operation.path, this.#at(operation.to));
      default:
        return operation satisfies never;
    }
  }

  #open({ path, how, text }: Operation & { do: "open" }): unknown {
    const { O_CREAT, O_DIRECTORY, O_EXCL, O_TRUNC, O_NOFOLLOW, O_APPEND, O_RDWR, O_RDONLY } = fs.constants;
    const has = (one: How): boolean => how.includes(one);
    const flags =
      (has("create") ? O_CREAT : 0) |
      (has("directory") ? O_DIRECTORY : 0) |
      (has("new") ? O_EXCL : 0) |
      (has("empty") ? O_TRUNC : 0) |
      (has("follow") ? 0 : O_NOFOLLOW) |
      (has("append") ? O_APPEND : 0) |
      (has("write") ? O_RDWR : O_RDONLY);
    const fd = fs.openSync(this.#at(path), flags);
    try {
      if (has("directory")) return "SUCCESS";
      const written = attempt(() => fs.writeSync(fd, text));
      return [written, attempt(() => `"${readOn(fd)}`)];
    } finally {
      fs.closeSync(fd);
    }
  }

  #resize({ path, size }: Operation & { do: "resize" }): unknown {
    const fd = fs.openSync(this.#at(path), fs.constants.O_WRONLY);
    try {
      return fs.ftruncateSync(fd, size);
    } finally {
      fs.closeSync(fd);
    }
  }

  tree(): string[] {
    const lines: string[] = [];
    const walk = (directory: string): void => {
      for (const entry of fs.readdirSync(this.#at(directory || "."), { withFileTypes: true })) {
        const path = directory + entry.name;
        const text = entry.isFile() ? fs.readFileSync(this.#at(path), "utf8") : "";
        lines.push(`${path} ${String(this.run({ do: "lstat", path }))} ${text}`);
        if (entry.isSymbolicLink()) lines.push(`${path} -> ${fs.readlinkSync(this.#at(path))}`);
        if (entry.isDirectory()) walk(`${path}/`);
      }
    };
    walk("");
    return lines.sort();
  }
}

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    const code = (error as { code: string }).code.slice(1);
    // A directory that is read is EBADF in wasmtime, and so with us.
    return code === "ISDIR" ? "BADF" : code;
  }
}

function readOn(fd: number): string {
  const bytes = Buffer.alloc(1000);
  return bytes.toString("utf8", 0, fs.readSync(fd, bytes));
}

function describeHost(stat: fs.Stats): string {
  if (stat.isDirectory()) return "directory";
  return `${stat.isFile() ? "file" : "symlink"} ${stat.size} ${stat.nlink}`;
}
