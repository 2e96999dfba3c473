import { describe, expect, it } from "vitest";
import { WasiExit } from "../../src/wasm/wasi/wasi.js";
import { WasiWorld } from "../support/wasi-world.js";

const text = new TextDecoder();

describe("arguments and variables", () => {
  const read = (world: WasiWorld, what: "args" | "environ"): string[] => {
    expect(world.call(`${what}_sizes_get`, 1024, 1028)).toBe("SUCCESS");
    const [count, bytes] = [world.view.getUint32(1024, true), world.view.getUint32(1028, true)];
    expect(world.call(`${what}_get`, 2048, 4096)).toBe("SUCCESS");
    return Array.from({ length: count }, (_, index) => {
      const start = world.view.getUint32(2048 + index * 4, true);
      const rest = world.bytes(start, 4096 + bytes - start);
      return text.decode(rest.subarray(0, rest.indexOf(0)));
    });
  };

  it("reach the guest as they are", () => {
    const world = new WasiWorld({ args: ["prog", "", "größe"], env: { A: "1=2", EMPTY: "", ÄÖ: "ü" } });
    expect(read(world, "args")).toEqual(["prog", "", "größe"]);
    expect(read(world, "environ")).toEqual(["A=1=2", "EMPTY=", "ÄÖ=ü"]);
  });

  it("are none where none are given", () => {
    const world = new WasiWorld({ args: [], env: {} });
    expect([read(world, "args"), read(world, "environ")]).toEqual([[], []]);
  });

  it("with a NUL are refused before anything runs", () => {
    expect(() => new WasiWorld({ args: ["a\0b"] })).toThrow(/NUL/);
    expect(() => new WasiWorld({ env: { A: "\0" } })).toThrow(/NUL/);
  });
});

describe("clocks", () => {
  const read = (world: WasiWorld, id: number): unknown => {
    const errno = world.call("clock_time_get", id, 1n, 1024);
    return errno === "SUCCESS" ? world.view.getBigUint64(1024, true) : errno;
  };

  it("tell the time of day, the time since the start, and the time awake", () => {
    const world = new WasiWorld();
    expect(read(world, 0)).toBe(1_700_000_005_000_000_000n);
    expect([read(world, 1), read(world, 2), read(world, 3)]).toEqual([0n, 0n, 0n]);
    world.clock.ns += 7n;
    expect([read(world, 1), read(world, 2), read(world, 4)]).toEqual([7n, 7n, "INVAL"]);
  });

  it("say how exact they are", () => {
    const world = new WasiWorld();
    for (const id of [0, 1, 2, 3]) {
      expect(world.call("clock_res_get", id, 1024)).toBe("SUCCESS");
      expect(world.view.getBigUint64(1024, true)).toBe(1n);
    }
    expect(world.call("clock_res_get", 4, 1024)).toBe("INVAL");
  });

  it("of the host go on, and are near the truth", () => {
    const world = new WasiWorld({ clock: undefined });
    const wall = Number(read(world, 0)) / 1e6;
    expect(Math.abs(wall - Date.now())).toBeLessThan(1000);
    const first = read(world, 1) as bigint;
    expect(read(world, 1)).toBeGreaterThanOrEqual(first);
    expect(first).toBeLessThan(60_000_000_000n);
  });
});

describe("random_get", () => {
  it("fills as much as it is asked for, and not a byte more", () => {
    const world = new WasiWorld();
    expect(world.call("random_get", 1000, 150_000)).toBe("SUCCESS");
    const counts = new Set(world.bytes(1000, 150_000));
    expect(counts.size).toBe(256);
    for (const at of [1000, 66_000, 132_000, 150_900]) {
      expect(world.bytes(at, 100).some((byte) => byte !== 0)).toBe(true);
    }
    expect(world.bytes(0, 1000).some((byte) => byte !== 0)).toBe(false);
    expect(world.bytes(151_000, 1000).some((byte) => byte !== 0)).toBe(false);
  });

  it("fills nothing where nothing is wanted", () => {
    const world = new WasiWorld();
    expect(world.call("random_get", 4 * 65_536, 0)).toBe("SUCCESS");
  });
});

describe("ending", () => {
  it.each([
    [0, 0],
    [42, 42],
    [255, 255],
    [-1, -1],
    [0xffff_ffff, -1],
  ])("proc_exit(%d) ends the run with %d", (code, expected) => {
    const world = new WasiWorld();
    const exit = (): string => world.call("proc_exit", code);
    expect(exit).toThrow(WasiExit);
    expect(exit).toThrow(expect.objectContaining({ code: expected }));
  });

  it("by a signal there is none, and nobody to yield to", () => {
    const world = new WasiWorld();
    expect([world.call("proc_raise", 6), world.call("proc_raise", 31)]).toEqual(["NOTSUP", "INVAL"]);
    expect(world.call("sched_yield")).toBe("SUCCESS");
  });
});
