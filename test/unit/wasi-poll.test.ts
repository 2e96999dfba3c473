import { describe, expect, it } from "vitest";
import { rights } from "../../src/wasm/wasi/abi.js";
import { WasiWorld } from "../support/wasi-world.js";

const from = 8192;
const to = 16_384;
const result = 1024;
const ms = 1_000_000n;

const wall = 0;
const steady = 1;
const hangup = 1;

type Subscription =
  | { readonly clock: number; readonly timeout: bigint; readonly absolute?: boolean; readonly flags?: number }
  | { readonly read: number }
  | { readonly write: number }
  | { readonly type: number };

/** Each subscription's user data is its number, from 1. */
function poll(world: WasiWorld, ...subscriptions: Subscription[]): unknown {
  const { view } = world;
  subscriptions.forEach((subscription, index) => {
    const at = from + index * 48;
    world.bytes(at, 48).fill(0);
    view.setBigUint64(at, BigInt(index + 1), true);
    if ("clock" in subscription) {
      const { clock, timeout, absolute = false, flags } = subscription;
      view.setUint32(at + 16, clock, true);
      view.setBigUint64(at + 24, timeout, true);
      view.setUint16(at + 40, flags ?? (absolute ? 1 : 0), true);
    } else if ("type" in subscription) view.setUint8(at + 8, subscription.type);
    else {
      view.setUint8(at + 8, "read" in subscription ? 1 : 2);
      view.setUint32(at + 16, "read" in subscription ? subscription.read : subscription.write, true);
    }
  });
  const errno = world.call("poll_oneoff", from, to, subscriptions.length, result);
  if (errno !== "SUCCESS") return errno;
  return Array.from({ length: view.getUint32(result, true) }, (_, index) => {
    const at = to + index * 32;
    expect(view.getUint16(at + 8, true)).toBe(0);
    const [type, bytes, flags] = [
      view.getUint8(at + 10),
      view.getBigUint64(at + 16, true),
      view.getUint16(at + 24, true),
    ];
    return [Number(view.getBigUint64(at, true)), type, Number(bytes), flags];
  });
}

describe("times", () => {
  it.each([
    ["a steady time", { clock: steady, timeout: 5n * ms }, 5],
    ["a time of day", { clock: wall, timeout: 5n * ms }, 5],
    ["part of a millisecond", { clock: steady, timeout: 1500n }, 0.0015],
    ["a steady instant", { clock: steady, timeout: 20n * ms, absolute: true }, 20],
    ["an instant of the day", { clock: wall, timeout: 1_700_000_005_030_000_000n, absolute: true }, 30],
  ])("waits for %s", (_, subscription, sleptMs) => {
    const world = new WasiWorld();
    expect(poll(world, subscription)).toEqual([[1, 0, 0, 0]]);
    expect(world.clock.slept).toEqual([sleptMs]);
  });

  it.each([
    ["no time at all", { clock: steady, timeout: 0n }],
    ["an instant that has passed", { clock: wall, timeout: 1n, absolute: true }],
  ])("does not sleep for %s", (_, subscription) => {
    const world = new WasiWorld();
    expect([poll(world, subscription), world.clock.slept]).toEqual([[[1, 0, 0, 0]], []]);
  });

  it("waits for the first, and tells of all that have passed by then", () => {
    const world = new WasiWorld();
    const later = { clock: steady, timeout: 50n * ms };
    const sooner = { clock: steady, timeout: 10n * ms };
    expect(poll(world, later, sooner, { clock: wall, timeout: 10n * ms })).toEqual([
      [2, 0, 0, 0],
      [3, 0, 0, 0],
    ]);
    expect(world.clock.slept).toEqual([10]);
  });

  it("sleeps on where it was woken too early", () => {
    const slept: number[] = [];
    const world: WasiWorld = new WasiWorld({
      sleep: (delayMs) => {
        slept.push(delayMs);
        world.clock.sleep(Math.min(delayMs, 4));
      },
    });
    expect(poll(world, { clock: steady, timeout: 10n * ms })).toEqual([[1, 0, 0, 0]]);
    expect(slept).toEqual([10, 6, 2]);
  });

  it("does not count as time of the processor", () => {
    const world = new WasiWorld();
    poll(world, { clock: steady, timeout: 10n * ms });
    world.clock.ns += 3n;
    const read = (id: number): bigint => {
      world.call("clock_time_get", id, 0n, result);
      return world.view.getBigUint64(result, true);
    };
    expect([read(steady), read(2)]).toEqual([10n * ms + 3n, 3n]);
  });

  it("may be as far as 64 bits go: what ends it is whoever sleeps", () => {
    const killed = new Error("killed");
    const slept: number[] = [];
    const world = new WasiWorld({
      sleep: (delayMs) => {
        slept.push(delayMs);
        throw killed;
      },
    });
    expect(() => poll(world, { clock: steady, timeout: (1n << 64n) - 1n })).toThrow(killed);
    expect(slept).toEqual([18_446_744_073_709.55]);
  });
});

describe("descriptors", () => {
  it("are ready at once, and no clock is waited for", () => {
    const world = new WasiWorld({ stdin: new TextEncoder().encode("abc") });
    const timeout = { clock: steady, timeout: 200n * ms };
    expect(poll(world, timeout, { read: 0 }, { write: 1 }, { write: 2 })).toEqual([
      [2, 1, 3, 0],
      [3, 2, 1, 0],
      [4, 2, 1, 0],
    ]);
    world.read(0);
    expect(poll(world, { read: 0 }, timeout)).toEqual([[1, 1, 0, hangup]]);
    expect(world.clock.slept).toEqual([]);
  });

  it("of files say how much there is to read", () => {
    const world = new WasiWorld();
    const writer = world.opened(3, "file", { how: 1, rights: rights.FD_WRITE });
    world.write(writer, "12345");
    const reader = world.opened(3, "file", { rights: rights.FD_READ });
    world.read(reader, 2);
    expect(poll(world, { read: reader }, { write: writer }, { clock: steady, timeout: 0n })).toEqual([
      [1, 1, 3, 0],
      [2, 2, 1, 0],
      [3, 0, 0, 0],
    ]);
    world.seek(reader, 100, 0);
    expect(poll(world, { read: reader })).toEqual([[1, 1, 0, hangup]]);
    expect([poll(world, { read: writer }), poll(world, { write: reader })]).toEqual(["BADF", "BADF"]);
  });

  it.each([{ read: 99 }, { write: 99 }, { read: 1 }, { write: 0 }, { read: 3 }, { write: 3 }])(
    "that cannot be read or written fail the call: %j",
    (subscription) => {
      expect(poll(new WasiWorld(), { write: 1 }, subscription)).toBe("BADF");
    },
  );
});

describe("subscriptions", () => {
  it("of nothing, of too much and of what there is not are EINVAL", () => {
    const world = new WasiWorld();
    expect(poll(world)).toBe("INVAL");
    expect(world.call("poll_oneoff", from, to, 4097, result)).toBe("INVAL");
    expect(poll(world, { clock: 2, timeout: 0n })).toBe("INVAL");
    expect(poll(world, { clock: 7, timeout: 0n })).toBe("INVAL");
    expect(poll(world, { clock: steady, timeout: 0n, flags: 2 })).toBe("INVAL");
    expect(poll(world, { type: 3 })).toBe("INVAL");
    expect(world.clock.slept).toEqual([]);
  });
});
