import { describe, expect, it } from "vitest";
import { fileTypes } from "../../src/wasm/wasi/abi.js";
import { WasiWorld } from "../support/wasi-world.js";

// What the public suite (wasi-testsuite, and wasmtime's own programs) expects of paths, on Linux.

const root = 3;
const CREAT = 1;
const DIRECTORY = 2;
const EXCL = 4;

describe("dangling names", () => {
  it("makes a file again that was removed after it was closed", () => {
    const world = new WasiWorld();
    world.create(root, "file");
    const fd = world.opened(root, "file");
    expect(fd).toBeGreaterThan(2);
    expect([world.close(fd), world.unlink(root, "file")]).toEqual(["SUCCESS", "SUCCESS"]);
    world.create(root, "file");
    expect(world.unlink(root, "file")).toBe("SUCCESS");
    expect(world.mkdir(root, "dir")).toBe("SUCCESS");
    world.opened(root, "dir", { how: DIRECTORY });
    expect([world.rmdir(root, "dir"), world.mkdir(root, "dir")]).toEqual(["SUCCESS", "SUCCESS"]);
  });

  it("opens no symlink that leads nowhere, whatever it is wanted as", () => {
    const world = new WasiWorld();
    expect(world.symlink("target", root, "symlink")).toBe("SUCCESS");
    expect(world.open(root, "symlink", { how: DIRECTORY })).toBe("NOTDIR");
    expect(world.open(root, "symlink")).toBe("LOOP");
    expect(world.open(root, "symlink", { follow: true })).toBe("NOENT");
    expect(world.unlink(root, "symlink")).toBe("SUCCESS");
  });

  it("makes the target of a symlink that is followed", () => {
    const world = new WasiWorld();
    world.symlink("target", root, "symlink");
    expect(world.open(root, "symlink", { follow: true, how: CREAT | EXCL })).toBe("EXIST");
    world.opened(root, "symlink", { follow: true, how: CREAT });
    expect(world.stat(root, "target")).toMatchObject({ type: fileTypes.file });
  });
});

describe("symlinks", () => {
  it("opens the directory behind one only where it is followed", () => {
    const world = new WasiWorld();
    world.mkdir(root, "target");
    world.symlink("target", root, "symlink");
    expect(world.open(root, "symlink", { how: DIRECTORY })).toBe("NOTDIR");
    expect(world.open(root, "symlink")).toBe("LOOP");
    expect(world.open(root, "symlink", { how: DIRECTORY, follow: true })).toBeGreaterThan(root);
    world.unlink(root, "symlink");
    world.rmdir(root, "target");
    world.create(root, "target");
    world.symlink("target", root, "symlink");
    expect(world.open(root, "symlink", { how: DIRECTORY })).toBe("NOTDIR");
    expect(world.open(root, "symlink")).toBe("LOOP");
    expect(world.open(root, "symlink", { how: DIRECTORY, follow: true })).toBe("NOTDIR");
    expect([world.unlink(root, "target"), world.unlink(root, "symlink")]).toEqual(["SUCCESS", "SUCCESS"]);
  });

  it("ends loops", () => {
    const world = new WasiWorld();
    world.symlink("symlink", root, "symlink");
    expect(world.open(root, "symlink")).toBe("LOOP");
    expect(world.open(root, "symlink", { follow: true })).toBe("LOOP");
    expect(world.stat(root, "symlink/x")).toBe("LOOP");
    expect(world.unlink(root, "symlink")).toBe("SUCCESS");
  });

  it("refuses absolute targets, and targets of nothing", () => {
    const world = new WasiWorld();
    expect(world.symlink("/", root, "symlink")).toBe("PERM");
    expect(world.symlink("/etc/passwd", root, "symlink")).toBe("PERM");
    expect(world.symlink("", root, "symlink")).toBe("NOENT");
  });

  it("reads as much of a target as there is room for", () => {
    const world = new WasiWorld();
    world.create(root, "target");
    world.symlink("target", root, "symlink");
    world.bytes(4096, 10).fill(0);
    expect(world.readlink(root, "symlink", 10)).toBe('"target');
    expect([...world.bytes(4102, 4)]).toEqual([0, 0, 0, 0]);
    expect(world.readlink(root, "symlink", 4)).toBe('"targ');
    expect(world.readlink(root, "target")).toBe("INVAL");
    expect(world.readlink(root, "nothing")).toBe("NOENT");
  });

  it("has times of its own", () => {
    const world = new WasiWorld();
    world.create(root, "file");
    world.symlink("file", root, "symlink");
    const setModified = (follow: number, at: bigint): string =>
      world.call("path_filestat_set_times", root, follow, ...world.text("symlink"), 0n, at, 4);
    expect(setModified(0, 200n)).toBe("SUCCESS");
    expect(world.stat(root, "symlink")).toMatchObject({ type: fileTypes.symlink, mtim: 200n, size: 4 });
    expect(world.stat(root, "symlink", true)).not.toMatchObject({ mtim: 200n });
    expect(setModified(1, 300n)).toBe("SUCCESS");
    expect(world.stat(root, "file")).toMatchObject({ type: fileTypes.file, mtim: 300n });
    expect(world.stat(root, "symlink")).toMatchObject({ mtim: 200n });
  });

  it("stats what is there and what is behind it", () => {
    const world = new WasiWorld();
    world.mkdir(root, "subdir");
    world.create(root, "subdir/file");
    world.symlink("subdir/file", root, "link1");
    world.symlink("subdir", root, "link2");
    const typeOf = (path: string, follow: boolean): unknown => {
      const answer = world.stat(root, path, follow);
      return typeof answer === "string" ? answer : answer.type;
    };
    expect(["subdir", "subdir/file", "link1", "link2", "link2/", "link1/"].map((path) => typeOf(path, false))).toEqual([
      fileTypes.directory,
      fileTypes.file,
      fileTypes.symlink,
      fileTypes.symlink,
      fileTypes.directory,
      "NOTDIR",
    ]);
    expect(["subdir", "link1", "link2"].map((path) => typeOf(path, true))).toEqual([3, 4, 3]);
  });
});

describe("where paths lead", () => {
  const world = new WasiWorld();
  world.mkdir(root, "dir");
  world.mkdir(root, "dir/nested");
  world.create(root, "dir/nested/file");
  world.symlink("..", root, "dir/up");
  world.symlink("../..", root, "dir/out");
  world.symlink("nested/file", root, "dir/in");

  it.each([
    ["/dir/nested/file", "PERM"],
    ["dir/nested/file\0", "INVAL"],
    ["dir/nested/file/", "NOTDIR"],
    ["dir/nested/file///", "NOTDIR"],
    ["dir/nested/file/.", "NOTDIR"],
    ["dir/nested/file/..", "NOTDIR"],
    ["dir/nested/../../../dir/nested/file", "PERM"],
    ["..", "PERM"],
    ["dir/out/x", "PERM"],
    ["dir/nothing/../nested/file", "NOENT"],
    ["", "NOENT"],
    [`dir/${"x".repeat(256)}`, "NAMETOOLONG"],
    ["x/".repeat(2048), "NAMETOOLONG"],
  ])("refuses %j", (path, errno) => {
    expect(world.open(root, path, { follow: true })).toBe(errno);
  });

  it.each([
    "dir/.//nested/../../dir/nested/../nested///./file",
    "dir/nested/",
    "dir/nested///",
    ".",
    "dir/..",
    "dir/up/dir/in",
    "./././dir/up/dir/up/dir",
  ])("opens %j", (path) => {
    expect(world.open(root, path, { follow: true })).toBeGreaterThan(root);
  });

  it("keeps to the directory that it starts from, not to the root", () => {
    const nested = world.opened(root, "dir/nested", { how: DIRECTORY, rights: (1 << 13) | (1 << 18), inheriting: 2 });
    expect(world.open(nested, "../nested/file")).toBe("PERM");
    expect(world.open(nested, "./file", { rights: 2 })).toBeGreaterThan(nested);
  });
});

describe("path_open", () => {
  it.each([
    ["a file that is missing", "missing", 0, "NOENT"],
    ["a new file that is there", "file", CREAT | EXCL, "EXIST"],
    ["a file as a directory", "file", DIRECTORY, "NOTDIR"],
    ["a new file by a slash", "new/", CREAT, "ISDIR"],
    ["a new file where a directory is", "dir", CREAT, "ISDIR"],
    ["an empty directory", "dir", 8, "ISDIR"],
    ["a new directory", "new", CREAT | DIRECTORY, "INVAL"],
    ["what has no meaning", "file", 16, "INVAL"],
  ])("refuses %s", (_, path, how, errno) => {
    const world = new WasiWorld();
    world.create(root, "file");
    world.mkdir(root, "dir");
    expect(world.open(root, path, { how })).toBe(errno);
    expect(world.stat(root, "new")).toBe("NOENT");
  });

  it("wants a directory to start from", () => {
    const world = new WasiWorld();
    const fd = world.opened(root, "file", { how: CREAT });
    expect(world.open(fd, "foo", { how: CREAT })).toBe("NOTDIR");
    expect(world.open(1, "foo")).toBe("NOTDIR");
    expect(world.open(99, "foo")).toBe("BADF");
  });

  it("opens a directory without waiting, and reads but does not write it", () => {
    const world = new WasiWorld();
    const held = world.fdstat(root);
    if (typeof held === "string") throw new Error(held);
    expect(world.open(root, ".", { flags: 4 })).toBeGreaterThan(root);
    expect(world.open(root, ".", { rights: held.rights, inheriting: held.inheriting })).toBeGreaterThan(root);
    expect(world.open(root, ".", { how: DIRECTORY, rights: 1 << 1 })).toBeGreaterThan(root);
    expect(world.open(root, ".", { how: DIRECTORY, rights: (1 << 1) | (1 << 6) })).toBe("ISDIR");
  });
});
