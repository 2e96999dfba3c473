import { describe, expect, it } from "vitest";
import { rights } from "../../src/wasm/wasi/abi.js";
import { WasiWorld } from "../support/wasi-world.js";

const root = 3;
const CREAT = 1;
const readWrite = rights.FD_READ | rights.FD_WRITE;

function openNew(world: WasiWorld, path = "f"): number {
  return world.opened(root, path, { how: CREAT, rights: readWrite });
}

/** Writes `length` bytes from where the memory is zero. */
function writeZeros(world: WasiWorld, fd: number, length: number): string | number {
  world.view.setUint32(2048, 100_000, true);
  world.view.setUint32(2052, length, true);
  const errno = world.call("fd_write", fd, 2048, 1, 1024);
  return errno === "SUCCESS" ? world.view.getUint32(1024, true) : errno;
}

describe("the room for files", () => {
  it("takes what fits, and then nothing more", () => {
    const world = new WasiWorld({ fileBytes: 101 });
    const fd = openNew(world);
    expect([writeZeros(world, fd, 60), writeZeros(world, fd, 60), writeZeros(world, fd, 1)]).toEqual([60, 40, "NOSPC"]);
    expect(world.fstat(fd)).toMatchObject({ size: 100 });
    expect([world.seek(fd, 0, 0), writeZeros(world, fd, 100)]).toEqual([0, 100]);
    expect([world.mkdir(root, "d"), world.symlink("f", root, "s"), world.link(root, "f", "g")]).toEqual(
      Array(3).fill("NOSPC"),
    );
    expect([world.rename(root, "f", "ff"), world.rename(root, "f", "g")]).toEqual(["NOSPC", "NOSPC"]);
    expect(world.readdir(root)).toMatchObject({ entries: [{ name: "." }, { name: ".." }, { name: "f" }] });
  });

  it("comes back with what is removed", () => {
    const world = new WasiWorld({ fileBytes: 100 });
    for (let round = 0; round < 50; round++) {
      const fd = openNew(world, "file");
      expect(writeZeros(world, fd, 90)).toBe(90);
      expect(world.unlink(root, "file")).toBe("SUCCESS");
      expect([world.symlink("x".repeat(10), root, "l"), world.symlink("x", root, "l")]).toEqual(["NOSPC", "SUCCESS"]);
      world.unlink(root, "l");
      expect([world.mkdir(root, "directory"), world.rmdir(root, "directory")]).toEqual(["SUCCESS", "SUCCESS"]);
      expect([world.seek(fd, 0, 0), world.read(fd).length, world.close(fd)]).toEqual([0, 91, "SUCCESS"]);
    }
  });

  it("is free again once the last of names and descriptors is gone", () => {
    const world = new WasiWorld({ fileBytes: 100 });
    const fd = openNew(world, "a");
    const other = world.opened(root, "a");
    world.link(root, "a", "b");
    writeZeros(world, fd, 90);
    const isFull = (): boolean => world.symlink("x".repeat(50), root, "l") === "NOSPC";
    world.unlink(root, "a");
    expect([world.close(fd), isFull()]).toEqual(["SUCCESS", true]);
    expect([world.unlink(root, "b"), isFull()]).toEqual(["SUCCESS", true]);
    expect([world.call("fd_renumber", 0, other), isFull()]).toEqual(["SUCCESS", false]);
  });

  it("is freed by a file that another is moved over", () => {
    const world = new WasiWorld({ fileBytes: 100 });
    const fd = openNew(world, "a");
    writeZeros(world, fd, 90);
    world.close(fd);
    world.create(root, "b");
    expect(world.rename(root, "b", "a")).toBe("SUCCESS");
    expect(writeZeros(world, openNew(world, "a"), 90)).toBe(90);
  });

  it("holds a hole for what it would be, however far out", () => {
    const world = new WasiWorld({ fileBytes: 1000 });
    const fd = openNew(world);
    expect(world.writeAt(fd, "x", 1_000_000_000_000n)).toBe("NOSPC");
    expect(world.writeAt(fd, "xyz", 997n)).toBe(2);
    expect(world.fstat(fd)).toMatchObject({ size: 999 });
  });

  it("counts the files that were there from the start, and refuses those that do not fit", () => {
    const files = [{ path: "in/words.txt", bytes: new Uint8Array(50) }];
    const directories = [{ guestPath: "/", files }];
    const world = new WasiWorld({ directories, fileBytes: 61 });
    expect(world.symlink("", root, "l")).toBe("NOENT");
    expect(world.mkdir(root, "d")).toBe("NOSPC");
    expect(() => new WasiWorld({ directories, fileBytes: 59 })).toThrow(/in\/words.txt.*NOSPC/);
  });

  it("leaves the host's bytes as they are, whatever the guest does to its own", () => {
    const bytes = new TextEncoder().encode("words");
    const world = new WasiWorld({ directories: [{ guestPath: "/", files: [{ path: "f", bytes }] }] });
    const fd = world.opened(root, "f", { rights: readWrite });
    expect([world.write(fd, "W"), world.readAt(fd, 9, 0n)]).toEqual([1, '"Words']);
    expect(world.call("fd_filestat_set_size", fd, 2n)).toBe("SUCCESS");
    world.writeAt(fd, "?", 1n);
    expect([world.readAt(fd, 9, 0n), new TextDecoder().decode(bytes)]).toEqual(['"W?', "words"]);
  });

  it.each(["/etc/passwd", "../x", "a//", "", "a/../../x", ".", "x\0"])("puts no file of the host's at %j", (path) => {
    const file = { path, bytes: new Uint8Array(1) };
    expect(() => new WasiWorld({ directories: [{ guestPath: "/", files: [file] }] })).toThrow(Error);
  });
});

describe("numbers", () => {
  it("ends descriptors at 1,024", () => {
    const world = new WasiWorld();
    world.create(root, "file");
    for (let fd = 4; fd < 1024; fd++) expect(world.open(root, "file")).toBe(fd);
    expect(world.open(root, "file")).toBe("MFILE");
    expect([world.open(root, "new", { how: CREAT }), world.stat(root, "new")]).toEqual(["MFILE", "NOENT"]);
    world.close(500);
    expect([world.open(root, "file"), world.open(root, "file")]).toEqual([500, "MFILE"]);
  });

  it("ends names at 65,536, though there is room for their bytes", () => {
    const world = new WasiWorld({ fileBytes: 10_000_000 });
    world.create(root, "file");
    for (let count = 1; count < 65_536; count++) {
      if (world.link(root, "file", `${count}`) !== "SUCCESS") throw new Error(`no link ${count}`);
    }
    expect([world.link(root, "file", "one-more"), world.mkdir(root, "d")]).toEqual(["NOSPC", "NOSPC"]);
    expect(world.stat(root, "file")).toMatchObject({ links: 65_536 });
    expect([world.unlink(root, "7"), world.mkdir(root, "d")]).toEqual(["SUCCESS", "SUCCESS"]);
  });

  it("ends names at 255 bytes and paths at 4,095, in UTF-8", () => {
    const world = new WasiWorld();
    expect([world.mkdir(root, "x".repeat(255)), world.mkdir(root, "x".repeat(256))]).toEqual([
      "SUCCESS",
      "NAMETOOLONG",
    ]);
    expect([world.mkdir(root, "ö".repeat(127)), world.mkdir(root, "ö".repeat(128))]).toEqual([
      "SUCCESS",
      "NAMETOOLONG",
    ]);
    expect(world.stat(root, `${"./".repeat(2047)}.`)).toMatchObject({ type: 3 });
    expect(world.stat(root, `${"./".repeat(2047)}./`)).toBe("NAMETOOLONG");
    expect(world.symlink("x".repeat(4096), root, "l")).toBe("NAMETOOLONG");
  });

  it("follows 40 symlinks in a path", () => {
    const world = new WasiWorld();
    world.create(root, "0");
    for (let count = 1; count <= 41; count++) world.symlink(`${count - 1}`, root, `${count}`);
    expect([world.stat(root, "40", true), world.stat(root, "41", true)]).toMatchObject([{ type: 4 }, "LOOP"]);
  });

  it("takes of many buffers the first 1,024, and of many bytes as many as a count holds", () => {
    const world = new WasiWorld();
    for (let index = 0; index < 2000; index++) {
      world.view.setUint32(16_384 + index * 8, 100_000, true);
      world.view.setUint32(16_388 + index * 8, 1, true);
    }
    expect(world.call("fd_write", 1, 16_384, 2000, 1024)).toBe("SUCCESS");
    expect([world.view.getUint32(1024, true), world.out.join("").length]).toEqual([1024, 1024]);
  });

  it("hands out what is written by 64 KiB at a time", () => {
    const lengths: number[] = [];
    const world = new WasiWorld({ stdout: (bytes) => void lengths.push(bytes.length) });
    expect(writeZeros(world, 1, 140_000)).toBe(140_000);
    expect(lengths).toEqual([65_536, 65_536, 8928]);
  });

  it("ends the run where it is told to, by what stdout throws", () => {
    const limit = new Error("too much");
    const world = new WasiWorld({
      stdout: () => {
        throw limit;
      },
    });
    expect(() => world.write(1, "x")).toThrow(limit);
  });
});
