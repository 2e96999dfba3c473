import { describe, expect, it } from "vitest";
import { BackOff } from "../../src/sandboxes/pool/back-off.js";
import { poolSizesOf } from "../../src/sandboxes/pool/pool-sizes.js";
import { hashPoolKey, isPoolKey, newPoolKey } from "../../src/sandboxes/pool/pool-key.js";

describe("what fails is tried again", () => {
  it("later each time, and at the latest after five minutes", () => {
    const backOff = new BackOff();
    let nowMs = 0;
    const waits: number[] = [];
    for (let failures = 0; failures < 12; failures++) {
      backOff.fail("a", nowMs);
      waits.push(backOff.waitMs("a", nowMs));
      nowMs += waits.at(-1) ?? 0;
    }
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(waits.slice(-3)).toEqual([300_000, 300_000, 300_000]);
    expect(backOff.waitMs("a", nowMs)).toBe(0);
    expect(backOff.waitMs("b", 0)).toBe(0);
  });

  it("when the host says, where it does", () => {
    const backOff = new BackOff();
    backOff.fail("a", 0, 20_000);
    expect(backOff.waitMs("a", 0)).toBe(20_000);
  });

  it("after one wait for what has failed together", () => {
    const backOff = new BackOff();
    for (const ms of [0, 1, 2]) backOff.fail("a", ms);
    expect(backOff.waitMs("a", 2)).toBe(1_000);
  });

  it("at once after something has gone well since", () => {
    const backOff = new BackOff();
    backOff.fail("a", 1_000);
    backOff.succeed("a", 999);
    expect(backOff.waitMs("a", 1_000)).toBe(1_000);
    backOff.succeed("a", 1_500);
    expect(backOff.waitMs("a", 1_500)).toBe(0);
  });
});

it("reads how many there are to be of each image", () => {
  expect([...poolSizesOf(["muster-agent:latest=5", "registry:5000/a@sha256:0=b=2", "none=0"])]).toEqual([
    ["muster-agent:latest", 5],
    ["registry:5000/a@sha256:0=b", 2],
    ["none", 0],
  ]);
});

it("makes keys that it knows by their shape, and keeps what tells them apart", () => {
  const keys = [newPoolKey(), newPoolKey()];
  expect(keys.map(isPoolKey)).toEqual([true, true]);
  expect(new Set(keys.map(hashPoolKey)).size).toBe(2);
  for (const other of ["", "muster_pool_", `${keys[0]}x`, ` ${keys[0]}`]) expect(isPoolKey(other)).toBe(false);
});
