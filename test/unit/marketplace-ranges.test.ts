import { describe, expect, it } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import { byVersion, parseRange } from "../../src/marketplace/installations/version-ranges.js";
import { cpuMsOf } from "../support/cpu-time.js";

const releases = (...versions: readonly string[]): { version: string }[] => versions.map((version) => ({ version }));
const all = releases("1.0.0", "1.2.0", "1.10.0", "2.0.0-beta.1", "2.0.0", "2.1.0-rc.1", "10.0.0-alpha");

function highest(range: string, among = all): string | null {
  return parseRange(range, ["range"]).highestOf(among)?.version ?? null;
}

describe("the highest version of a range", () => {
  it.each([
    ["1.2.0", "1.2.0"],
    ["=1.2.0", "1.2.0"],
    ["v1.2.0", "1.2.0"],
    ["^1.2", "1.10.0"],
    ["~1.2", "1.2.0"],
    ["1.x", "1.10.0"],
    [">=1 <3", "2.0.0"],
    ["1.0.0 - 1.5", "1.2.0"],
    ["1.0.0 || 2.0.0", "2.0.0"],
    ["*", "2.0.0"],
    ["x", "2.0.0"],
    ["<1", null],
    ["3.0.0", null],
  ])("of %s is %s", (range, version) => {
    expect(highest(range)).toBe(version);
  });

  it("is a pre-release only where the range names one of that version", () => {
    expect(highest("2.1.0-rc.1")).toBe("2.1.0-rc.1");
    expect(highest(">=2.1.0-beta")).toBe("2.1.0-rc.1");
    expect(highest("^1.2", releases("1.3.0-rc.1", "1.2.0"))).toBe("1.2.0");
    expect(highest("^1.2", releases("2.0.0-0", "2.0.0-alpha"))).toBeNull();
  });

  it("is the highest pre-release of * where there is nothing else", () => {
    const young = releases("0.1.0-alpha", "0.1.0-beta.11", "0.1.0-beta.2");
    expect(highest("*", young)).toBe("0.1.0-beta.11");
    expect(highest("^0.1", young)).toBeNull();
    expect(highest("*", [])).toBeNull();
  });
});

it("lets what is installed stay where the range means it, and a pre-release with *", () => {
  const accepts = (range: string, version: string): boolean => parseRange(range, []).accepts(version);
  expect(accepts("^1.2", "1.9.0")).toBe(true);
  expect(accepts("^1.2", "2.0.0")).toBe(false);
  expect(accepts("^1.2", "1.3.0-rc.1")).toBe(false);
  expect(accepts("*", "1.3.0-rc.1")).toBe(true);
});

it("knows a range that is one version", () => {
  const exact = (range: string): string | null => parseRange(range, []).exact;
  expect(["1.2.0", " = 1.2.0 ", "v1.2.0", "1.2.0-rc.1"].map(exact)).toEqual(["1.2.0", "1.2.0", "1.2.0", "1.2.0-rc.1"]);
  expect(["1.2", "^1.2.0", "*", "1.2.0 || 1.3.0"].map(exact)).toEqual([null, null, null, null]);
});

it.each([
  "latest",
  "",
  "   ",
  "one",
  "1.2.3.4",
  ">=",
  "1.0.0\0",
  "\ud800",
  "99999999999999999999.0.0",
  `1.0.0 ${" || 1.0.0".repeat(30)}`,
])("refuses %j, at the path where it stands", (range) => {
  let refusal: unknown;
  try {
    parseRange(range, ["input", "range"]);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(MusterError);
  expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", reason: "RANGE_INVALID", path: ["input", "range"] });
});

it("answers within milliseconds whatever 200 characters say", () => {
  const hostile = [`${"1.x ".repeat(49)}x`, "|".repeat(200), ">".repeat(200), `1.${"9".repeat(198)}`, " ".repeat(200)];
  const cpuMs = cpuMsOf(() => {
    for (const range of hostile) expect(() => parseRange(range, []).highestOf(all)).not.toThrow(TypeError);
  });
  expect(cpuMs).toBeLessThan(500);
});

it("sorts numbers as numbers, and pre-releases before their release", () => {
  const sorted = releases("1.2.0", "1.10.0", "1.10.0-rc.2", "1.10.0-rc.10", "2.0.0-alpha", "0.9.0").toSorted(byVersion);
  expect(sorted.map(({ version }) => version)).toEqual([
    "2.0.0-alpha",
    "1.10.0",
    "1.10.0-rc.10",
    "1.10.0-rc.2",
    "1.2.0",
    "0.9.0",
  ]);
});
