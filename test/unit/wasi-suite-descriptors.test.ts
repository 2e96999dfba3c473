import { describe, expect, it } from "vitest";
import { allRights, directoryRights, fileTypes, rights } from "../../src/wasm/wasi/abi.js";
import { WasiWorld, type DirectoryEntry } from "../support/wasi-world.js";

// What the public suite expects of descriptors, rights and listings, on Linux.

const root = 3;
const CREAT = 1;
const DIRECTORY = 2;
const TRUNC = 8;
const readWrite = rights.FD_READ | rights.FD_WRITE;

function openRoot(world: WasiWorld): number {
  return world.opened(root, ".", { how: DIRECTORY, rights: directoryRights, inheriting: allRights });
}

describe("fd_renumber and fd_close", () => {
  it("gives one descriptor's place to another", () => {
    const world = new WasiWorld();
    const from = world.opened(root, "file1", { how: CREAT, rights: readWrite });
    const to = world.opened(root, "file2", { how: CREAT, rights: rights.FD_READ });
    const before = world.fdstat(from);
    expect(world.call("fd_renumber", from, to)).toBe("SUCCESS");
    expect([world.close(from), world.fdstat(to)]).toEqual(["BADF", before]);
    expect(world.call("fd_renumber", to, from)).toBe("BADF");
    expect(world.call("fd_renumber", to, to)).toBe("SUCCESS");
    expect(world.opened(root, "file2")).toBe(from);
  });

  it("moves the streams too", () => {
    const world = new WasiWorld({ stdin: new TextEncoder().encode("in") });
    const places = [0, 1, 2].map((stream) => {
      const place = world.opened(root, "file", { how: CREAT });
      expect(world.call("fd_renumber", stream, place)).toBe("SUCCESS");
      return place;
    });
    expect(places).toEqual([4, 0, 1]);
    expect([world.fdstat(2), world.read(4)]).toEqual(["BADF", '"in']);
    expect([world.write(0, "out"), world.write(1, "err"), world.out, world.err]).toEqual([3, 3, ["out"], ["err"]]);
  });

  it("closes and overwrites what is open from the start", () => {
    const world = new WasiWorld();
    const dir = openRoot(world);
    const stat = world.fstat(dir);
    expect(world.call("fd_renumber", dir, root)).toBe("SUCCESS");
    expect([world.fstat(root), world.fdstat(dir)]).toEqual([stat, "BADF"]);
    expect(world.call("fd_prestat_get", root, 1024)).toBe("BADF");
    const again = openRoot(world);
    expect([world.close(root), world.fdstat(root), world.fstat(again)]).toEqual(["SUCCESS", "BADF", stat]);
  });
});

describe("fd_prestat_get", () => {
  it("names what is open from the start", () => {
    const world = new WasiWorld({ directories: ["/", "/wörk"].map((guestPath) => ({ guestPath, files: [] })) });
    expect(world.call("fd_prestat_get", 4, 1024)).toBe("SUCCESS");
    expect([world.view.getUint32(1024, true), world.view.getUint32(1028, true)]).toEqual([0, 6]);
    expect(world.call("fd_prestat_dir_name", 4, 2048, 5)).toBe("NAMETOOLONG");
    expect(world.call("fd_prestat_dir_name", 4, 2048, 100)).toBe("SUCCESS");
    expect(new TextDecoder().decode(world.bytes(2048, 6))).toBe("/wörk");
    expect(world.call("fd_prestat_get", 5, 1024)).toBe("BADF");
    expect(world.call("fd_prestat_get", 0, 1024)).toBe("BADF");
    expect(world.call("fd_prestat_dir_name", 0, 2048, 100)).toBe("NOTDIR");
  });
});

describe("operations on a directory", () => {
  const world = new WasiWorld();
  const dir = openRoot(world);

  it.each([
    ["fd_read", "BADF", [1032, 0, 1024]],
    ["fd_pread", "BADF", [1032, 0, 0n, 1024]],
    ["fd_write", "BADF", [1032, 0, 1024]],
    ["fd_pwrite", "BADF", [1032, 0, 0n, 1024]],
    ["fd_seek", "BADF", [0n, 0, 1024]],
    ["fd_seek", "BADF", [0n, 1, 1024]],
    ["fd_seek", "BADF", [0n, 2, 1024]],
    ["fd_tell", "BADF", [1024]],
    ["fd_advise", "BADF", [0n, 0n, 4]],
    ["fd_allocate", "BADF", [0n, 0n]],
    ["fd_datasync", "BADF", []],
    ["fd_sync", "BADF", []],
    ["fd_fdstat_set_flags", "BADF", [4]],
    ["fd_filestat_set_size", "BADF", [0n]],
    ["fd_filestat_set_times", "SUCCESS", [1n, 2n, 5]],
    ["fd_filestat_get", "SUCCESS", [1024]],
  ] as const)("%s: %s", (name, errno, args) => {
    expect(world.call(name, dir, ...args)).toBe(errno);
  });

  it("does not get the right to seek, though it is asked for", () => {
    world.mkdir(root, "dir");
    const fd = world.opened(dir, "dir", { how: DIRECTORY, rights: rights.FD_SEEK });
    expect(world.seek(fd, 0, 1)).toBe("BADF");
    expect(world.fdstat(fd)).toMatchObject({ type: fileTypes.directory, rights: rights.FD_FILESTAT_GET, flags: 0 });
  });
});

describe("rights", () => {
  it("are given up, and never come back", () => {
    const world = new WasiWorld();
    const wanted = readWrite | rights.FD_SEEK | rights.FD_TELL;
    const fd = world.opened(root, "file", { how: CREAT, rights: wanted });
    expect([world.write(fd, "0123"), world.seek(fd, 0, 0), world.read(fd)]).toEqual([4, 0, '"0123']);
    const setRights = (base: number, inheriting: number): string =>
      world.call("fd_fdstat_set_rights", fd, BigInt(base), BigInt(inheriting));
    expect(setRights(rights.FD_SEEK | rights.FD_TELL, 0)).toBe("SUCCESS");
    expect([world.read(fd), world.write(fd, "x"), world.seek(fd, 1, 0)]).toEqual(["BADF", "BADF", 1]);
    expect(world.fstat(fd)).toBe("NOTCAPABLE");
    expect(setRights(wanted, 0)).toBe("NOTCAPABLE");
    expect(setRights(0, rights.FD_READ)).toBe("NOTCAPABLE");
    expect(world.call("fd_fdstat_set_rights", fd, 1n << 40n, 0n)).toBe("INVAL");
    expect(setRights(rights.FD_SEEK, 0)).toBe("SUCCESS");
    expect([world.tell(fd), world.seek(fd, 0, 1)]).toEqual([1, 1]);
    expect(setRights(0, 0)).toBe("SUCCESS");
    expect([world.tell(fd), world.seek(fd, 0, 1)]).toEqual(["NOTCAPABLE", "NOTCAPABLE"]);
  });

  it("of what is opened are at most those that the directory passes on", () => {
    const world = new WasiWorld();
    world.mkdir(root, "dir");
    const held = rights.PATH_OPEN | rights.PATH_CREATE_FILE;
    const dir = world.opened(root, "dir", { how: DIRECTORY, rights: held, inheriting: rights.FD_READ });
    expect(world.open(dir, "file", { how: CREAT, rights: rights.FD_WRITE })).toBe("NOTCAPABLE");
    expect(world.open(dir, "file", { how: CREAT, inheriting: rights.FD_WRITE })).toBe("NOTCAPABLE");
    const fd = world.opened(dir, "file", { how: CREAT, rights: rights.FD_READ, inheriting: rights.FD_READ });
    expect(world.fdstat(fd)).toMatchObject({ rights: rights.FD_READ, inheriting: rights.FD_READ });
  });

  it("to empty a file are the directory's", () => {
    const world = new WasiWorld();
    world.create(root, "file");
    const dir = openRoot(world);
    const setRights = (base: number, inheriting: number): string =>
      world.call("fd_fdstat_set_rights", dir, BigInt(base), BigInt(inheriting));
    expect(setRights(directoryRights, allRights & ~rights.FD_FILESTAT_SET_SIZE)).toBe("SUCCESS");
    expect(world.open(dir, "file", { how: TRUNC })).toBeGreaterThan(dir);
    expect(setRights(directoryRights & ~rights.PATH_FILESTAT_SET_SIZE, 0)).toBe("SUCCESS");
    expect(world.open(dir, "file", { how: TRUNC })).toBe("NOTCAPABLE");
    expect(world.open(dir, "file")).toBeGreaterThan(dir);
  });

  it("include to seek and to stat for whoever may read, as wasmtime has it", () => {
    const world = new WasiWorld();
    const fd = world.opened(root, "file", { how: CREAT, rights: rights.FD_READ });
    expect([world.seek(fd, 5, 0), world.fstat(fd)]).toMatchObject([5, { size: 0 }]);
    expect(world.call("fd_filestat_set_size", fd, 1n)).toBe("NOTCAPABLE");
    expect(world.call("fd_allocate", fd, 0n, 1n)).toBe("NOTCAPABLE");
  });

  it.each([
    ["path_create_directory", rights.PATH_CREATE_DIRECTORY, ["x"]],
    ["path_remove_directory", rights.PATH_REMOVE_DIRECTORY, ["dir"]],
    ["path_unlink_file", rights.PATH_UNLINK_FILE, ["file"]],
  ] as const)("decide whether there is %s", (name, right, [path]) => {
    const world = new WasiWorld();
    world.mkdir(root, "dir");
    world.create(root, "file");
    const without = world.opened(root, ".", { rights: directoryRights & ~right });
    const having = world.opened(root, ".", { rights: right });
    expect(world.call(name, without, ...world.text(path))).toBe("NOTCAPABLE");
    expect(world.call(name, having, ...world.text(path))).toBe("SUCCESS");
  });
});

describe("fd_readdir", () => {
  it("begins with the directory itself and what is above it", () => {
    const world = new WasiWorld();
    world.mkdir(root, "dir");
    const dir = world.opened(root, "dir", { rights: rights.FD_READDIR | rights.FD_FILESTAT_GET });
    const numberOf = (path: string): unknown => (world.stat(root, path) as { ino: bigint }).ino;
    expect(world.readdir(dir)).toMatchObject({
      entries: [
        { name: ".", type: fileTypes.directory, ino: numberOf("dir") },
        { name: "..", type: fileTypes.directory, ino: numberOf(".") },
      ],
    });
    world.create(root, "dir/file");
    world.symlink("x", root, "dir/link");
    const { entries } = world.readdir(dir) as { entries: DirectoryEntry[] };
    expect(entries.slice(2)).toMatchObject([
      { name: "file", type: fileTypes.file, ino: numberOf("dir/file") },
      { name: "link", type: fileTypes.symlink, ino: numberOf("dir/link") },
    ]);
    expect(world.readdir(dir, entries[1]?.next)).toMatchObject({ entries: [{ name: "file" }, { name: "link" }] });
    expect(world.readdir(dir, entries[3]?.next)).toEqual({ entries: [], used: 0 });
    expect(world.readdir(dir, -1n)).toEqual({ entries: [], used: 0 });
  });

  it("lists a thousand files through a buffer of 256 bytes, while they are removed", () => {
    const world = new WasiWorld();
    for (let count = 0; count < 1000; count++) world.create(root, `file.${count}`);
    const seen: string[] = [];
    let cookie = 0n;
    for (;;) {
      const { entries, used } = world.readdir(root, cookie, 256) as { entries: DirectoryEntry[]; used: number };
      seen.push(...entries.map(({ name }) => name));
      for (const { name } of entries) if (name.startsWith("file.")) expect(world.unlink(root, name)).toBe("SUCCESS");
      if (used < 256) break;
      cookie = entries.at(-1)?.next ?? cookie;
    }
    expect([seen.length, new Set(seen).size]).toEqual([1002, 1002]);
    expect(world.readdir(root)).toMatchObject({ entries: [{ name: "." }, { name: ".." }] });
  });

  it("cuts the last entry off where the room ends", () => {
    const world = new WasiWorld();
    expect(world.readdir(root, 0n, 0)).toEqual({ entries: [], used: 0 });
    expect(world.readdir(root, 0n, 10)).toEqual({ entries: [], used: 10 });
    expect(world.readdir(root, 0n, 50)).toMatchObject({ entries: [{ name: "." }], used: 50 });
  });

  it("wants a directory", () => {
    const world = new WasiWorld();
    expect(world.readdir(world.opened(root, "file", { how: CREAT }))).toBe("NOTDIR");
    expect(world.readdir(1)).toBe("NOTDIR");
  });
});
