import { describe, expect, it } from "vitest";
import { fdFlags, fileTypes, rights, timeFlags } from "../../src/wasm/wasi/abi.js";
import { WasiWorld, type Stat } from "../support/wasi-world.js";

// What the public suite expects of files' bytes and times, on Linux.

const root = 3;
const CREAT = 1;
const TRUNC = 8;
const SET = 0;
const CUR = 1;
const END = 2;
const readWrite = rights.FD_READ | rights.FD_WRITE;

function openNew(world: WasiWorld, options: { rights?: number; flags?: number } = {}): number {
  return world.opened(root, "file", { how: CREAT, rights: readWrite, ...options });
}

function statOf(world: WasiWorld, fd: number): Stat {
  const answer = world.fstat(fd);
  if (typeof answer === "string") throw new Error(answer);
  return answer;
}

describe("reading and writing", () => {
  it("reads what was written, and is where it ended", () => {
    const world = new WasiWorld();
    const fd = openNew(world);
    expect(world.tell(fd)).toBe(0);
    expect(world.write(fd, "x".repeat(100))).toBe(100);
    expect(world.tell(fd)).toBe(100);
    expect(world.seek(fd, -50, CUR)).toBe(50);
    expect(world.seek(fd, 0, SET)).toBe(0);
    expect(world.seek(fd, 1000, CUR)).toBe(1000);
    expect(world.seek(fd, -2000, CUR)).toBe("INVAL");
    expect(world.seek(fd, 0, 3)).toBe("INVAL");
    expect(world.seek(fd, -10, END)).toBe(90);
    expect(world.read(fd)).toBe(`"${"x".repeat(10)}`);
    expect(world.tell(fd)).toBe(100);
    expect(world.read(fd)).toBe('"');
  });

  it("reads and writes at an offset without moving", () => {
    const world = new WasiWorld();
    const fd = openNew(world);
    expect(world.writeAt(fd, "0123", 0n)).toBe(4);
    expect(world.readAt(fd, 4, 0n)).toBe('"0123');
    expect(world.readAt(fd, 4, 2n)).toBe('"23');
    expect(world.writeAt(fd, "ab", 2n)).toBe(2);
    expect(world.readAt(fd, 4, 0n)).toBe('"01ab');
    expect(world.readAt(fd, 4, 4n)).toBe('"');
    expect(world.tell(fd)).toBe(0);
  });

  it("fills a hole with zeros", () => {
    const world = new WasiWorld();
    const fd = openNew(world);
    world.writeAt(fd, "end", 5n);
    expect(world.read(fd)).toBe('"\0\0\0\0\0end');
    expect(world.fstat(fd)).toMatchObject({ size: 8 });
  });

  it("takes many buffers as one, though they lie in pieces", () => {
    const world = new WasiWorld();
    const fd = openNew(world);
    const vectors = (...pieces: [number, number][]): [number, number] => {
      pieces.forEach((piece, index) => {
        world.view.setUint32(2048 + index * 8, piece[0], true);
        world.view.setUint32(2052 + index * 8, piece[1], true);
      });
      return [2048, pieces.length];
    };
    world.bytes(4096, 6).set([1, 2, 3, 4, 5, 6]);
    expect(world.call("fd_write", fd, ...vectors([4100, 2], [4096, 0], [4096, 3]), 1024)).toBe("SUCCESS");
    expect(world.view.getUint32(1024, true)).toBe(5);
    expect(world.call("fd_pread", fd, ...vectors([5000, 1], [5010, 0], [5020, 9]), 0n, 1024)).toBe("SUCCESS");
    expect([...world.bytes(5000, 1), ...world.bytes(5020, 4)]).toEqual([5, 6, 1, 2, 3]);
    expect(world.view.getUint32(1024, true)).toBe(5);
  });

  it("shows a byte at once to whoever else has the file open", () => {
    const world = new WasiWorld();
    const reader = openNew(world, { rights: rights.FD_READ });
    const writer = world.opened(root, "file", { rights: rights.FD_WRITE });
    expect(world.write(writer, "1")).toBe(1);
    expect(world.read(reader, 1)).toBe('"1');
  });

  it("appends wherever it is, until it is told not to", () => {
    const world = new WasiWorld();
    const fd = openNew(world, { flags: fdFlags.APPEND });
    world.write(fd, "one");
    world.seek(fd, 0, SET);
    expect(world.write(fd, "two")).toBe(3);
    expect(world.tell(fd)).toBe(6);
    expect(world.writeAt(fd, "T", 3n)).toBe(1);
    expect(world.tell(fd)).toBe(6);
    expect(world.call("fd_fdstat_set_flags", fd, 0)).toBe("SUCCESS");
    world.seek(fd, 0, SET);
    world.write(fd, "ONE");
    expect([world.seek(fd, 0, SET), world.read(fd)]).toEqual([0, '"ONETwo']);
  });

  it("shows what it was opened with", () => {
    const world = new WasiWorld();
    const fd = openNew(world, { flags: fdFlags.APPEND | fdFlags.SYNC });
    expect(world.fdstat(fd)).toMatchObject({ type: fileTypes.file, flags: fdFlags.APPEND | fdFlags.SYNC });
    expect(world.call("fd_fdstat_set_flags", fd, fdFlags.NONBLOCK | fdFlags.SYNC)).toBe("SUCCESS");
    expect(world.fdstat(fd)).toMatchObject({ flags: fdFlags.NONBLOCK | fdFlags.SYNC });
    expect(world.call("fd_fdstat_set_flags", fd, 0)).toBe("INVAL");
    expect(world.call("fd_fdstat_set_flags", fd, 32)).toBe("INVAL");
  });

  it("opens for reading, for writing and for both", () => {
    const world = new WasiWorld();
    world.create(root, "file");
    const reader = world.opened(root, "file", { rights: rights.FD_READ });
    const writer = world.opened(root, "file", { rights: rights.FD_WRITE });
    expect([world.read(reader), world.write(reader, "x")]).toEqual(['"', "BADF"]);
    expect([world.read(writer), world.write(writer, "y".repeat(50))]).toEqual(["BADF", 50]);
    const both = world.opened(root, "file", { rights: readWrite });
    expect([world.read(both), world.write(both, "z".repeat(25))]).toEqual([`"${"y".repeat(50)}`, 25]);
    expect(world.fstat(both)).toMatchObject({ size: 75 });
    const held = [reader, writer, both].map((fd) => world.fdstat(fd) as { rights: number });
    expect(held.map((stat) => stat.rights & readWrite)).toEqual([rights.FD_READ, rights.FD_WRITE, readWrite]);
  });
});

describe("sizes", () => {
  it("empties a file that is opened to be", () => {
    const world = new WasiWorld();
    world.write(openNew(world), "this content will be truncated!");
    const fd = world.opened(root, "file", { how: CREAT | TRUNC, rights: readWrite });
    expect(world.read(fd)).toBe('"');
  });

  it("sets them, up and down", () => {
    const world = new WasiWorld();
    const fd = openNew(world);
    world.write(fd, "0123456789");
    const resize = (size: bigint): string => world.call("fd_filestat_set_size", fd, size);
    expect([resize(4n), resize(100n), statOf(world, fd).size]).toEqual(["SUCCESS", "SUCCESS", 100]);
    expect(world.readAt(fd, 8, 0n)).toBe('"0123\0\0\0\0');
    expect(world.tell(fd)).toBe(10);
    expect([resize(0n), world.read(fd)]).toEqual(["SUCCESS", '"']);
    expect([resize(1n << 62n), resize(-1n), resize(1n << 40n)]).toEqual(["FBIG", "FBIG", "NOSPC"]);
  });

  it("allocates only what is more than there is", () => {
    const world = new WasiWorld();
    const fd = openNew(world);
    const allocate = (offset: bigint, length: bigint): unknown => {
      const errno = world.call("fd_allocate", fd, offset, length);
      return errno === "SUCCESS" ? statOf(world, fd).size : errno;
    };
    expect([allocate(0n, 100n), allocate(10n, 10n), allocate(90n, 20n)]).toEqual([100, 100, 110]);
    expect([allocate(0n, 0n), allocate(-1n, 1n), allocate(0n, -1n)]).toEqual(["INVAL", "INVAL", "INVAL"]);
    expect([allocate(1n << 62n, 1n << 62n), allocate(0n, 1n << 40n)]).toEqual(["FBIG", "NOSPC"]);
    expect(statOf(world, fd).size).toBe(110);
  });

  it("takes advice, but no nonsense", () => {
    const world = new WasiWorld();
    const fd = openNew(world);
    world.call("fd_filestat_set_size", fd, 100n);
    const advise = (offset: bigint, length: bigint, advice: number): string =>
      world.call("fd_advise", fd, offset, length, advice);
    expect([0, 1, 2, 3, 4, 5].map((advice) => advise(10n, 50n, advice))).toEqual(Array(6).fill("SUCCESS"));
    expect([advise(0n, 1n, 6), advise(-1n, 1n, 0), advise(0n, -1n, 0)]).toEqual(Array(3).fill("INVAL"));
    expect(statOf(world, fd).size).toBe(100);
    expect([world.call("fd_sync", fd), world.call("fd_datasync", fd)]).toEqual(["SUCCESS", "SUCCESS"]);
  });
});

describe("far out", () => {
  it.each([
    ["seeks", 1n << 53n, "INVAL"],
    ["seeks", (1n << 63n) - 1n, "INVAL"],
    ["reads", 1n << 62n, '"'],
    ["reads", -1n, "INVAL"],
    ["writes", 1n << 53n, "FBIG"],
    ["writes", (1n << 53n) - 1n, "FBIG"],
    ["writes", -1n, "INVAL"],
    ["writes", 1n << 50n, "NOSPC"],
  ])("%s at %d: %s", (what, offset, answer) => {
    const world = new WasiWorld();
    const fd = openNew(world);
    world.write(fd, "x");
    if (what === "seeks") expect(world.seek(fd, offset, SET)).toBe(answer);
    if (what === "reads") expect(world.readAt(fd, 10, offset)).toBe(answer);
    if (what === "writes") expect(world.writeAt(fd, "y", offset)).toBe(answer);
    expect(statOf(world, fd).size).toBe(1);
  });

  it("does not overflow when it moves on from the furthest place", () => {
    const world = new WasiWorld();
    const fd = openNew(world);
    expect(world.seek(fd, Number.MAX_SAFE_INTEGER, SET)).toBe(Number.MAX_SAFE_INTEGER);
    expect([world.seek(fd, 1, CUR), world.seek(fd, (1n << 63n) - 1n, CUR)]).toEqual(["INVAL", "INVAL"]);
    expect([world.read(fd), world.write(fd, "x")]).toEqual(['"', "FBIG"]);
  });
});

describe("times", () => {
  it("sets one without the other", () => {
    const world = new WasiWorld();
    const fd = openNew(world);
    const before = statOf(world, fd);
    world.clock.ns += 1000n;
    expect(world.call("fd_filestat_set_times", fd, 5n, before.mtim - 100n, timeFlags.MTIM)).toBe("SUCCESS");
    expect(world.fstat(fd)).toMatchObject({ mtim: before.mtim - 100n, atim: before.atim, ctim: before.ctim + 1000n });
    expect(world.call("fd_filestat_set_times", fd, 5n, 6n, timeFlags.ATIM | timeFlags.MTIM_NOW)).toBe("SUCCESS");
    expect(world.fstat(fd)).toMatchObject({ atim: 5n, mtim: before.mtim + 1000n });
  });

  it.each([
    ["a time and now", timeFlags.MTIM | timeFlags.MTIM_NOW],
    ["the other time and now", timeFlags.ATIM | timeFlags.ATIM_NOW],
    ["what there is not", 16],
  ])("refuses %s, and changes nothing", (_, flags) => {
    const world = new WasiWorld();
    const fd = openNew(world);
    const before = world.fstat(fd);
    expect(world.call("fd_filestat_set_times", fd, 100n, 200n, flags)).toBe("INVAL");
    expect(world.call("path_filestat_set_times", root, 0, ...world.text("file"), 1n, 2n, flags)).toBe("INVAL");
    expect(world.fstat(fd)).toEqual(before);
  });

  it("moves them as files and directories change", () => {
    const world = new WasiWorld();
    const fd = openNew(world);
    const { mtim } = statOf(world, fd);
    world.clock.ns += 1000n;
    world.write(fd, "x");
    expect(world.fstat(fd)).toMatchObject({ mtim: mtim + 1000n, ctim: mtim + 1000n, atim: mtim });
    world.clock.ns += 1000n;
    world.read(fd);
    expect(world.fstat(fd)).toMatchObject({ mtim: mtim + 1000n, atim: mtim + 2000n });
    world.clock.ns += 1000n;
    world.create(root, "other");
    expect(world.stat(root, ".")).toMatchObject({ mtim: mtim + 3000n });
  });
});
