import { describe, expect, it } from "vitest";
import { fileTypes, rights } from "../../src/wasm/wasi/abi.js";
import { WasiWorld } from "../support/wasi-world.js";

// What the public suite expects of making, moving and removing names, on Linux.

const root = 3;
const CREAT = 1;
const DIRECTORY = 2;

function typeAt(world: WasiWorld, path: string): unknown {
  const answer = world.stat(root, path);
  return typeof answer === "string" ? answer : answer.type;
}

describe("path_rename", () => {
  const setUp = (): WasiWorld => {
    const world = new WasiWorld();
    for (const name of ["dir", "empty", "full"]) world.mkdir(root, name);
    for (const name of ["file", "other", "full/file"]) world.create(root, name);
    return world;
  };

  it.each([
    ["dir", "target", "SUCCESS"],
    ["dir", "empty", "SUCCESS"],
    ["dir", "full", "NOTEMPTY"],
    ["dir", "full/file", "NOTDIR"],
    ["file", "target", "SUCCESS"],
    ["file", "other", "SUCCESS"],
    ["file", "file", "SUCCESS"],
    ["file", "empty", "ISDIR"],
    ["missing", "target", "NOENT"],
    ["file", "missing/target", "NOENT"],
    ["dir/", "target", "SUCCESS"],
    ["dir", "target/", "SUCCESS"],
    ["dir/", "target/", "SUCCESS"],
    ["file/", "target", "NOTDIR"],
    ["file", "target/", "NOTDIR"],
    ["file/", "target/", "NOTDIR"],
    ["dir", "dir/inside", "INVAL"],
    ["full", "full/x/y", "NOENT"],
    ["full/file", "full", "NOTEMPTY"],
    [".", "target", "BUSY"],
    ["dir", "empty/..", "BUSY"],
    ["file", "../target", "PERM"],
  ])("moves %s to %s: %s", (from, to, errno) => {
    const world = setUp();
    const before = typeAt(world, from);
    expect(world.rename(root, from, to)).toBe(errno);
    if (errno !== "SUCCESS" || from === to) expect(typeAt(world, from)).toBe(before);
    else expect([typeAt(world, from), typeAt(world, to)]).toEqual(["NOENT", before]);
  });

  it("leaves two names of one file as they are", () => {
    const world = setUp();
    world.link(root, "file", "name");
    expect(world.rename(root, "file", "name")).toBe("SUCCESS");
    expect([typeAt(world, "file"), typeAt(world, "name")]).toEqual([fileTypes.file, fileTypes.file]);
  });

  it("moves between directories that are open from the start", () => {
    const world = new WasiWorld({ directories: ["/a", "/b"].map((guestPath) => ({ guestPath, files: [] })) });
    world.create(3, "file");
    expect(world.call("path_rename", 3, ...world.text("file"), 4, ...world.text("moved"))).toBe("SUCCESS");
    expect(world.stat(4, "moved")).toMatchObject({ type: fileTypes.file, links: 1 });
  });

  it("keeps what is open of a file that is replaced", () => {
    const world = setUp();
    const fd = world.opened(root, "other", { rights: rights.FD_READ | rights.FD_WRITE });
    world.write(fd, "kept");
    world.rename(root, "file", "other");
    expect([world.seek(fd, 0, 0), world.read(fd)]).toEqual([0, '"kept']);
    expect(world.fstat(fd)).toMatchObject({ links: 0, size: 4 });
  });
});

describe("path_link", () => {
  const setUp = (): WasiWorld => {
    const world = new WasiWorld();
    world.create(root, "file");
    world.mkdir(root, "dir");
    world.symlink("nowhere", root, "symlink");
    return world;
  };

  it.each([
    ["file", "link", "SUCCESS"],
    ["file", "dir/link", "SUCCESS"],
    ["symlink", "link", "SUCCESS"],
    ["file", "file", "EXIST"],
    ["file", "dir", "EXIST"],
    ["file", "symlink", "EXIST"],
    ["file", "link/", "NOENT"],
    ["file", "dir/", "EXIST"],
    ["file/", "link", "NOTDIR"],
    ["dir", "link", "PERM"],
    ["missing", "link", "NOENT"],
    ["file", "../link", "PERM"],
  ])("links %s by the name %s: %s", (from, to, errno) => {
    const world = setUp();
    expect(world.link(root, from, to)).toBe(errno);
    if (errno === "SUCCESS") expect(world.stat(root, to)).toEqual(world.stat(root, from));
  });

  it("gives the same file, with the same rights, by both names", () => {
    const world = setUp();
    const wanted = rights.FD_READ | rights.PATH_OPEN | rights.FD_FILESTAT_GET;
    world.link(root, "file", "link");
    const byFile = world.opened(root, "file", { rights: wanted, inheriting: wanted });
    const byLink = world.opened(root, "link", { rights: wanted, inheriting: wanted });
    expect(world.fstat(byFile)).toMatchObject({ links: 2 });
    expect(world.fstat(byLink)).toEqual(world.fstat(byFile));
    expect(world.fdstat(byLink)).toEqual(world.fdstat(byFile));
    expect([world.unlink(root, "file"), world.fstat(byFile)]).toMatchObject(["SUCCESS", { links: 1 }]);
  });

  it("follows no symlink", () => {
    const world = setUp();
    expect(world.call("path_link", root, 1, ...world.text("symlink"), root, ...world.text("link"))).toBe("INVAL");
  });
});

describe("path_symlink with slashes", () => {
  it.each([
    ["target/", "nothing", "NOENT"],
    ["target", "nothing", "SUCCESS"],
    ["target/", "directory", "EXIST"],
    ["target", "directory", "EXIST"],
    ["target/", "file", "EXIST"],
    ["target", "file", "EXIST"],
  ])("makes %s where %s is: %s", (path, there, errno) => {
    const world = new WasiWorld();
    if (there === "directory") world.mkdir(root, "target");
    if (there === "file") world.create(root, "target");
    expect(world.symlink("source", root, path)).toBe(errno);
  });
});

describe("removing", () => {
  const world = new WasiWorld();
  world.mkdir(root, "dir");
  world.mkdir(root, "dir/nested");
  world.create(root, "file");
  world.symlink("dir", root, "symlink");

  it.each([
    ["dir", "ISDIR"],
    ["dir/", "ISDIR"],
    ["file/", "NOTDIR"],
    ["symlink/", "NOTDIR"],
    ["missing", "NOENT"],
    ["missing/", "NOENT"],
    [".", "ISDIR"],
    ["dir/..", "ISDIR"],
  ])("unlinks no %s", (path, errno) => {
    expect(world.unlink(root, path)).toBe(errno);
  });

  it.each([
    ["dir", "NOTEMPTY"],
    ["file", "NOTDIR"],
    ["file/", "NOTDIR"],
    ["symlink", "NOTDIR"],
    ["symlink/", "NOTDIR"],
    ["missing", "NOENT"],
    [".", "INVAL"],
    ["dir/.", "INVAL"],
    ["dir/nested/..", "NOTEMPTY"],
  ])("removes no directory %s", (path, errno) => {
    expect(world.rmdir(root, path)).toBe(errno);
  });

  it("removes what it may", () => {
    expect(world.rmdir(root, "dir/nested/")).toBe("SUCCESS");
    expect([world.unlink(root, "symlink"), world.rmdir(root, "dir"), world.unlink(root, "file")]).toEqual(
      Array(3).fill("SUCCESS"),
    );
    expect(world.readdir(root)).toMatchObject({ entries: [{ name: "." }, { name: ".." }] });
  });

  it("lets nothing be made in a directory that is gone", () => {
    world.mkdir(root, "gone");
    const all = { how: DIRECTORY, rights: (1 << 27) - (1 << 9), inheriting: 2 };
    const fd = world.opened(root, "gone", { ...all, rights: rights.PATH_OPEN | rights.PATH_CREATE_FILE });
    world.rmdir(root, "gone");
    expect(world.open(fd, "file", { how: CREAT })).toBe("NOENT");
    expect(world.open(fd, "file")).toBe("NOENT");
    expect(world.fstat(fd)).toMatchObject({ links: 0, type: fileTypes.directory });
  });
});

describe("path_create_directory", () => {
  it.each([
    ["new", "SUCCESS"],
    ["new/", "SUCCESS"],
    ["dir", "EXIST"],
    ["dir/", "EXIST"],
    ["file", "EXIST"],
    ["file/x", "NOTDIR"],
    ["missing/x", "NOENT"],
    ["symlink", "EXIST"],
    [".", "EXIST"],
    ["dir/..", "EXIST"],
    ["/new", "PERM"],
  ])("makes %s: %s", (path, errno) => {
    const world = new WasiWorld();
    world.mkdir(root, "dir");
    world.create(root, "file");
    world.symlink("nowhere", root, "symlink");
    expect(world.mkdir(root, path)).toBe(errno);
  });

  it("counts the directories in a directory", () => {
    const world = new WasiWorld();
    world.mkdir(root, "dir");
    world.mkdir(root, "dir/a");
    expect(world.stat(root, "dir")).toMatchObject({ links: 3 });
    world.rename(root, "dir/a", "a");
    expect([world.stat(root, "dir"), world.stat(root, ".")]).toMatchObject([{ links: 2 }, { links: 4 }]);
  });
});
