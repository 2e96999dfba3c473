import { describe, expect, it } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import type { SandboxInput } from "../../src/sandboxes/index.js";
import { checkSpec, type SpecPolicy } from "../../src/sandboxes/spec.js";
import { sandboxPolicy } from "../support/sandbox-specs.js";

const check = (input: SandboxInput, more: Partial<SpecPolicy> = {}) => checkSpec(input, { ...sandboxPolicy, ...more });

/** Code, reason and path of the refusal. */
function refusal(input: SandboxInput, more: Partial<SpecPolicy> = {}): unknown[] {
  try {
    check(input, more);
  } catch (error) {
    if (error instanceof MusterError) return [error.code, error.reason, error.path];
    throw error;
  }
  throw new Error("nothing was refused");
}
const bad = (reason: string, ...path: (string | number)[]) => ["BAD_USER_INPUT", reason, path];
const texts = (count: number, text = "x") => Array.from({ length: count }, () => text);
const variables = (count: number, value = "") =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`V${index}`, value]));
const file = (path: string, text = "") => ({ path, text });
const mebibyte = 1024 * 1024;

describe("a place that nothing is said of", () => {
  it("has the agent image and the defaults", () => {
    expect(check({})).toEqual({
      ...{ image: "muster-agent:latest", command: null, args: [], env: {}, files: [], egress: [], labels: {} },
      ...{ cpuMillis: 250, memoryBytes: 256 * mebibyte, storageBytes: 512 * mebibyte, timeoutMs: 3_600_000 },
    });
  });

  it("is the same when all is null", () => {
    const nothing = { image: null, command: null, args: null, env: null, files: null, resources: null, network: null };
    const inner = { resources: { cpu: null, memory: null, ephemeralStorage: null }, network: { egress: null } };
    expect(check({ ...nothing, timeoutMs: null, labels: null })).toEqual(check({}));
    expect(check({ ...nothing, ...inner })).toEqual(check({}));
  });

  it("has less where less is all that is allowed", () => {
    const most = { maxCpuMillis: 100, maxMemoryBytes: 32 * mebibyte, maxStorageBytes: mebibyte };
    expect(check({}, most)).toMatchObject({ cpuMillis: 100, memoryBytes: 32 * mebibyte, storageBytes: mebibyte });
  });

  it("is none where no host is configured", () => {
    expect(refusal({ image: "?" }, { isOff: true })).toEqual(["UNAVAILABLE", "SANDBOXES_OFF", undefined]);
  });
});

describe("a place is refused with", () => {
  it.each<[string, SandboxInput, unknown[]]>([
    ["no program", { command: [] }, bad("COMMAND_EMPTY", "command")],
    ["a program without name", { command: ["", "x"] }, bad("COMMAND_EMPTY", "command", 0)],
    ["many parts", { command: texts(101) }, bad("LIST_TOO_LONG", "command")],
    ["many arguments", { args: texts(101) }, bad("LIST_TOO_LONG", "args")],
    ["a long part", { command: ["sh", "x".repeat(32_769)] }, bad("TEXT_TOO_LONG", "command", 1)],
    ["a long argument, by its bytes", { args: ["", "ä".repeat(16_385)] }, bad("TEXT_TOO_LONG", "args", 1)],
    ["NUL in a part", { command: ["a\0"] }, bad("TEXT_UNSTORABLE", "command", 0)],
    ["half a character", { args: ["\ud800"] }, bad("TEXT_UNSTORABLE", "args", 0)],
    ["a large command", { command: texts(5, "x".repeat(30_000)) }, bad("ARGUMENTS_TOO_LARGE", "command")],
    [
      "large arguments beside the command",
      { command: texts(3, "x".repeat(30_000)), args: texts(2, "x".repeat(30_000)) },
      bad("ARGUMENTS_TOO_LARGE", "args"),
    ],
    ["a list as environment", { env: [] }, bad("ENVIRONMENT_INVALID", "env")],
    ["a text as environment", { env: "A=1" }, bad("ENVIRONMENT_INVALID", "env")],
    ["a number as variable", { env: { A: 1 } }, bad("ENVIRONMENT_INVALID", "env", "A")],
    ["a variable without name", { env: { "": "" } }, bad("ENVIRONMENT_INVALID", "env", "")],
    ["a variable with a digit first", { env: { "1A": "" } }, bad("ENVIRONMENT_INVALID", "env", "1A")],
    ["a variable with =", { env: { "A=B": "" } }, bad("ENVIRONMENT_INVALID", "env", "A=B")],
    ["a variable with a line's end", { env: { "A\n": "" } }, bad("ENVIRONMENT_INVALID", "env", "A\n")],
    [
      "a variable with a long name",
      { env: { ["A".repeat(129)]: "" } },
      bad("ENVIRONMENT_INVALID", "env", "A".repeat(129)),
    ],
    ["a variable of ours", { env: { MUSTER_URL: "x" } }, bad("NAME_RESERVED", "env", "MUSTER_URL")],
    ["a value with NUL", { env: { A: "\0" } }, bad("TEXT_UNSTORABLE", "env", "A")],
    ["a long value", { env: { A: "x".repeat(32_769) } }, bad("TEXT_TOO_LONG", "env", "A")],
    ["many variables", { env: variables(101) }, bad("LIST_TOO_LONG", "env")],
    ["a large environment", { env: variables(9, "x".repeat(30_000)) }, bad("ENVIRONMENT_TOO_LARGE", "env")],
    ["many files", { files: Array.from({ length: 101 }, (_, n) => file(`f${n}`)) }, bad("LIST_TOO_LONG", "files")],
    ["a file twice", { files: [file("a"), file("a")] }, bad("PATH_TAKEN", "files", 1, "path")],
    ["a file below a file", { files: [file("a"), file("a/b")] }, bad("PATH_TAKEN", "files", 1, "path")],
    ["a file where a folder is", { files: [file("a/b/c"), file("a/b")] }, bad("PATH_TAKEN", "files", 1, "path")],
    ["a file without content", { files: [{ path: "a" }] }, bad("FILE_CONTENT_AMBIGUOUS", "files", 0)],
    [
      "a file with two contents",
      { files: [{ path: "a", text: "", base64: "" }] },
      bad("FILE_CONTENT_AMBIGUOUS", "files", 0),
    ],
    [
      "a file that is no base64",
      { files: [{ path: "a", base64: "AP8" }] },
      bad("BASE64_INVALID", "files", 0, "base64"),
    ],
    ["base64 for URLs", { files: [{ path: "a", base64: "-_8=" }] }, bad("BASE64_INVALID", "files", 0, "base64")],
    ["a file of half a character", { files: [file("a", "\ud800")] }, bad("TEXT_UNSTORABLE", "files", 0, "text")],
    ["large files", { files: [file("a", "x".repeat(524_288)), file("b", "x")] }, bad("FILES_TOO_LARGE", "files", 1)],
    ["a strange quantity", { resources: { cpu: "much" } }, bad("QUANTITY_INVALID", "resources", "cpu")],
    ["a negative quantity", { resources: { memory: "-1Gi" } }, bad("QUANTITY_INVALID", "resources", "memory")],
    ["little processor", { resources: { cpu: "9m" } }, bad("QUANTITY_OUT_OF_RANGE", "resources", "cpu")],
    ["much processor", { resources: { cpu: "4001m" } }, bad("QUANTITY_OUT_OF_RANGE", "resources", "cpu")],
    ["little memory", { resources: { memory: "15Mi" } }, bad("QUANTITY_OUT_OF_RANGE", "resources", "memory")],
    ["much memory", { resources: { memory: "8.1Gi" } }, bad("QUANTITY_OUT_OF_RANGE", "resources", "memory")],
    [
      "no disk",
      { resources: { ephemeralStorage: "0" } },
      bad("QUANTITY_OUT_OF_RANGE", "resources", "ephemeralStorage"),
    ],
    [
      "much disk",
      { resources: { ephemeralStorage: "1Ti" } },
      bad("QUANTITY_OUT_OF_RANGE", "resources", "ephemeralStorage"),
    ],
    ["little time", { timeoutMs: 999 }, bad("NUMBER_OUT_OF_RANGE", "timeoutMs")],
    ["much time", { timeoutMs: 86_400_001 }, bad("NUMBER_OUT_OF_RANGE", "timeoutMs")],
    ["half a millisecond", { timeoutMs: 1_000.5 }, bad("NUMBER_OUT_OF_RANGE", "timeoutMs")],
    ["many networks", { network: { egress: texts(21, "10.0.0.0/8") } }, bad("LIST_TOO_LONG", "network", "egress")],
    ["labels that are none", { labels: [] }, bad("LABELS_INVALID", "labels")],
    ["a label that is no text", { labels: { a: 1 } }, bad("LABELS_INVALID", "labels", "a")],
  ])("%s", (_what, input, expected) => {
    expect(refusal(input)).toEqual(expected);
  });

  it.each([
    "",
    "/a",
    "a/",
    "a//b",
    ".",
    "..",
    "a/../b",
    "../a",
    "./a",
    "..a",
    "a\\b",
    "a\0b",
    "\ud800",
    "x".repeat(256),
  ])("a file at %j", (path) => {
    expect(refusal({ files: [file(path)] })).toEqual(bad("PATH_INVALID", "files", 0, "path"));
  });

  it.each([
    "",
    "10.0.0.0",
    "10.0.0.0/33",
    "10.0.0/8",
    "010.0.0.0/8",
    "10.0.0.0/8:0",
    "10.0.0.0/8:65536",
    "10.0.0.0/8:",
    " 10.0.0.0/8",
    "10.0.0.0/8\n",
    "fd00::/129",
    "fd00::/8:5432",
    "fd00::1::/64",
    "fe80::1%eth0/64",
    "::ffff:10.0.0.1/128",
    "example.com/8",
    "[fd00::/8",
    "[fd00::]/8:5432",
  ])("the network %j", (network) => {
    expect(refusal({ network: { egress: ["10.0.0.0/8", network] } })).toEqual(
      bad("NETWORK_INVALID", "network", "egress", 1),
    );
  });
});

describe("networks are kept in one spelling", () => {
  it.each([
    ["10.1.2.3/8", "10.0.0.0/8"],
    ["10.1.2.3/32:5432", "10.1.2.3/32:5432"],
    ["10.1.255.3/17:1", "10.1.128.0/17:1"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["255.255.255.255/0", "0.0.0.0/0"],
    ["[10.1.2.3/24]:80", "10.1.2.0/24:80"],
    ["FD00:0:0:0::1/8", "fd00::/8"],
    ["[FD00::1/128]:443", "[fd00::1/128]:443"],
    ["[fd00::1/128]", "fd00::1/128"],
    ["::/0", "::/0"],
    ["2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff/65", "2001:db8:aaaa:bbbb:8000::/65"],
    ["64:ff9b::10.0.0.1/96", "64:ff9b::/96"],
  ])("%s as %s", (given, kept) => {
    expect(check({ network: { egress: [given, kept] } }).egress).toEqual([kept]);
  });
});

describe("what is said at its bounds", () => {
  it("is kept as it was said", () => {
    const input: SandboxInput = {
      command: texts(100, "x".repeat(1_000)),
      args: ["", "ä", ...texts(98)],
      env: { ...variables(99), _: "x".repeat(32_768) },
      files: [file("a/b/c", "ä"), { path: "a/d", base64: "AP8=" }, file("x".repeat(255), "x".repeat(524_284))],
      resources: { cpu: "4", memory: "8Gi", ephemeralStorage: "20Gi" },
      timeoutMs: 86_400_000,
      labels: { team: "a" },
    };
    const spec = check(input);
    expect(spec).toMatchObject({ command: input.command, args: input.args, env: input.env, labels: input.labels });
    expect(spec).toMatchObject({ cpuMillis: 4_000, memoryBytes: 8192 * mebibyte, storageBytes: 20_480 * mebibyte });
    expect(spec.files.slice(0, 2)).toEqual([
      { path: "a/b/c", base64: "w6Q=" },
      { path: "a/d", base64: "AP8=" },
    ]);
  });

  it.each([
    ["0.0101", 11],
    ["10m", 10],
    ["250.5m", 251],
    ["0.283", 283],
    ["1.001", 1_001],
    ["2", 2_000],
  ])("rounds %s of a processor up to %s", (cpu, cpuMillis) => {
    expect(check({ resources: { cpu } }).cpuMillis).toBe(cpuMillis);
  });

  it.each([
    ["0.1Gi", 107_374_183],
    ["20M", 20_000_000],
    ["16777216.5", 16_777_217],
    ["16Mi", 16_777_216],
  ])("rounds %s of memory up to %s", (memory, memoryBytes) => {
    expect(check({ resources: { memory } }).memoryBytes).toBe(memoryBytes);
  });

  it("is a name like any other where the name has a meaning in this language", () => {
    const env: unknown = JSON.parse('{"__proto__": "a", "constructor": "b"}');
    expect(JSON.stringify(check({ env }).env)).toBe('{"__proto__":"a","constructor":"b"}');
    expect(check({ files: [file("__proto__"), file("constructor/x")] }).files).toHaveLength(2);
  });
});
