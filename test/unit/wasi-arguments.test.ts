import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directoryRights, allRights, rights } from "../../src/wasm/wasi/abi.js";
import { createWasi, wasiFunctions, WasiExit } from "../../src/wasm/wasi/wasi.js";
import { wasiSignatures } from "../support/wasi-signatures.js";
import { WasiWorld } from "../support/wasi-world.js";

const root = 3;
const file = 4;
const link = 2048;
const vector = 3000;
const path = 3100;
const out = 4096;
const memoryBytes = 4 * 65_536;

/** A file at 4 that may do all, `link` beside it, a list of one buffer and a path in memory. */
function setUp(): WasiWorld {
  const world = new WasiWorld({ args: ["a", "b"], env: { C: "d" }, stdin: new Uint8Array(10) });
  world.opened(root, "file", { how: 1, rights: rights.FD_READ | rights.FD_WRITE });
  world.write(file, "0123456789");
  world.symlink("file", root, "link");
  world.bytes(link, 4).set(new TextEncoder().encode("link"));
  world.bytes(path, 4).set(new TextEncoder().encode("name"));
  world.view.setUint32(vector, out, true);
  world.view.setUint32(vector + 4, 8, true);
  return world;
}

/** A call that succeeds; each of its pointers is led astray in turn. */
const calls: Readonly<Record<string, readonly (number | bigint)[]>> = {
  args_get: [out, out + 100],
  args_sizes_get: [out, out + 4],
  clock_res_get: [1, out],
  clock_time_get: [0, 1n, out],
  environ_get: [out, out + 100],
  environ_sizes_get: [out, out + 4],
  fd_fdstat_get: [file, out],
  fd_filestat_get: [file, out],
  fd_pread: [file, vector, 1, 0n, out + 100],
  fd_prestat_dir_name: [root, out, 1],
  fd_prestat_get: [root, out],
  fd_pwrite: [file, vector, 1, 0n, out + 100],
  fd_read: [0, vector, 1, out + 100],
  fd_readdir: [root, out, 100, 0n, out + 200],
  fd_seek: [file, 0n, 0, out],
  fd_tell: [file, out],
  fd_write: [1, vector, 1, out + 100],
  path_create_directory: [root, path, 4],
  path_filestat_get: [root, 0, link, 4, out],
  path_filestat_set_times: [root, 0, link, 4, 1n, 2n, 5],
  path_link: [root, 0, link, 4, root, path, 4],
  path_open: [root, 0, path, 4, 1, 2n, 0n, 0, out],
  path_readlink: [root, link, 4, out, 10, out + 100],
  path_remove_directory: [root, path, 4],
  path_rename: [root, link, 4, root, path, 4],
  path_symlink: [link, 4, root, path, 4],
  path_unlink_file: [root, link, 4],
  poll_oneoff: [8192, 8400, 1, 8600],
  random_get: [out, 10],
};

describe("the functions", () => {
  it("are all of preview 1", () => {
    expect(wasiFunctions).toEqual(Object.keys(wasiSignatures).sort());
    expect(wasiFunctions).toHaveLength(46);
  });
});

describe("pointers", () => {
  const cases = Object.entries(calls).flatMap(([name, args]) =>
    [...(wasiSignatures[name] ?? "")].flatMap((kind, index) => (kind === "p" ? [{ name, args, index }] : [])),
  );

  it.each(cases)("out of memory fault: $name, argument $index", ({ name, args, index }) => {
    const world = setUp();
    if (name === "path_remove_directory") world.mkdir(root, "name");
    const before = world.readdir(root);
    for (const pointer of [memoryBytes, memoryBytes - 1 + (name === "random_get" ? 0 : 1), -4, 0xffff_fffc]) {
      const astray = args.map((value, at) => (at === index ? pointer : value));
      expect(world.call(name, ...astray)).toBe("FAULT");
    }
    expect([world.readdir(root), world.out, world.fdstat(5)]).toEqual([before, [], "BADF"]);
    expect(world.call(name, ...args)).toBe("SUCCESS");
  });

  it("in a list of buffers fault before a byte moves", () => {
    const world = setUp();
    world.view.setUint32(vector + 8, memoryBytes - 3, true);
    world.view.setUint32(vector + 12, 4, true);
    for (const name of ["fd_write", "fd_read"]) expect(world.call(name, file, vector, 2, out)).toBe("FAULT");
    expect(world.call("fd_write", 1, vector, 2, out)).toBe("FAULT");
    expect(world.call("fd_write", 1, vector, 0x2000_0000, out)).toBe("FAULT");
    expect([world.out, world.tell(file), world.fstat(file)]).toMatchObject([[], 10, { size: 10 }]);
  });

  it("may lie as far up as memory goes once it has grown", () => {
    const world = setUp();
    world.memory.grow(1);
    expect(world.call("random_get", memoryBytes, 65_536)).toBe("SUCCESS");
    expect(world.bytes(memoryBytes, 65_536).some((byte) => byte !== 0)).toBe(true);
    expect(world.call("random_get", memoryBytes, 65_537)).toBe("FAULT");
  });

  it("all fault while there is no memory", () => {
    const options = { args: ["a"], env: {}, stdin: new Uint8Array(0), directories: [], fileBytes: 0 };
    const ignore = (): void => undefined;
    const { imports } = createWasi({ ...options, stdout: ignore, stderr: ignore, sleep: ignore });
    expect([imports["args_get"]?.(0, 0), imports["random_get"]?.(0, 1), imports["sched_yield"]?.()]).toEqual([
      21, 21, 0,
    ]);
  });
});

describe("descriptors", () => {
  const takesOne = Object.entries(wasiSignatures).filter(([name]) => /^(fd_|sock_|path_(?!symlink))/.test(name));

  it.each(takesOne)("that are not open are EBADF: %s", (name, signature) => {
    const world = setUp();
    const args = calls[name] ?? [...signature].map((kind) => (kind === "I" ? 0n : 0));
    for (const fd of [99, -1, 1024]) expect(world.call(name, fd, ...args.slice(1))).toBe("BADF");
  });

  it("of streams cannot be sought in", () => {
    const world = setUp();
    expect([world.seek(0, 0, 0), world.tell(1), world.readAt(0, 1, 0n), world.writeAt(1, "x", 0n)]).toEqual(
      Array(4).fill("SPIPE"),
    );
    expect([world.write(0, "x"), world.read(1), world.readAt(1, 1, 0n)]).toEqual(["BADF", "BADF", "BADF"]);
    expect(world.call("fd_filestat_set_times", 0, 1n, 2n, 1)).toBe("BADF");
    expect(world.call("fd_fdstat_set_flags", 0, 4)).toBe("SUCCESS");
    expect(world.fstat(1)).toMatchObject({ type: 0, size: 0, links: 0 });
    expect(world.fdstat(1)).toMatchObject({ type: 0, flags: 0 });
  });

  it("are never sockets", () => {
    const world = setUp();
    for (const fd of [0, 1, root, file]) expect(world.call("sock_shutdown", fd, 1)).toBe("NOTSOCK");
    expect(world.call("sock_recv", file, vector, 1, 0, out, out)).toBe("NOTSOCK");
  });
});

describe("texts and flags", () => {
  it.each([
    ["a lone byte of two", [0xc3], "ILSEQ"],
    ["a surrogate", [0xed, 0xa0, 0x80], "ILSEQ"],
    ["more than Unicode has", [0xf4, 0x90, 0x80, 0x80], "ILSEQ"],
    ["a slash that is too long", [0xc0, 0xaf], "ILSEQ"],
    ["a NUL", [0x61, 0, 0x62], "INVAL"],
  ])("refuse %s in a name", (_, bytes, errno) => {
    const world = setUp();
    world.bytes(path, bytes.length).set(bytes);
    for (const name of ["path_create_directory", "path_unlink_file", "path_remove_directory"]) {
      expect(world.call(name, root, path, bytes.length)).toBe(errno);
    }
  });

  it("keep a mark at the beginning of a name", () => {
    const world = setUp();
    expect(world.mkdir(root, "\ufeffx")).toBe("SUCCESS");
    expect([world.stat(root, "x"), world.rmdir(root, "\ufeffx")]).toEqual(["NOENT", "SUCCESS"]);
  });

  it("refuse bits that mean nothing", () => {
    const world = setUp();
    expect(world.call("path_filestat_get", root, 2, link, 4, out)).toBe("INVAL");
    expect(world.call("path_open", root, 2, link, 4, 0, 0n, 0n, 0, out)).toBe("INVAL");
    expect(world.call("path_open", root, 0, path, 4, 1, 0n, 0n, 32, out)).toBe("INVAL");
    expect(world.call("path_open", root, 0, path, 4, 1, 1n << 30n, 0n, 0, out)).toBe("INVAL");
    expect(world.call("path_open", root, 0, path, 4, 1, 0n, -1n, 0, out)).toBe("INVAL");
    expect(world.stat(root, "name")).toBe("NOENT");
  });
});

describe("whatever a module calls with", () => {
  const number = fc.oneof(
    fc.integer({ min: 0, max: 6 }),
    fc.integer({ min: 0, max: 4200 }),
    fc.constantFrom(vector, path, link, out, memoryBytes - 4, -1, 0x7fff_ffff),
    fc.integer(),
  );
  const long = fc.oneof(
    fc.constantFrom(0n, 1n, -1n, BigInt(allRights), BigInt(directoryRights)),
    fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
  );
  const call = fc
    .constantFrom(...Object.entries(wasiSignatures))
    .chain(([name, signature]) =>
      fc.tuple(fc.constant(name), fc.tuple(...[...signature].map((kind) => (kind === "I" ? long : number)))),
    );

  it("is answered by an errno, and nothing else is thrown but its exit", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 400, maxLength: 400 }),
        fc.array(call, { maxLength: 60 }),
        (bytes, list) => {
          const world = setUp();
          world.bytes(out, bytes.length).set(bytes);
          for (const [name, args] of list) {
            try {
              expect(world.call(name, ...args)).not.toMatch(/^errno/);
            } catch (error) {
              if (!(error instanceof WasiExit)) throw error;
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
