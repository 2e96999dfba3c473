import { describe, expect, it } from "vitest";
import type { ExecuteInput } from "../../src/executions/index.js";
import { checkRequest } from "../../src/executions/request.js";
import { MusterError } from "../../src/platform/errors.js";
import { maxLimits } from "../support/execution-world.js";

const binary = "binary_01";

function check(input: Partial<ExecuteInput>) {
  return checkRequest({ agent: { binary }, ...input }, maxLimits);
}

function refusal(input: Partial<ExecuteInput>): Pick<MusterError, "code" | "reason" | "path"> {
  try {
    check(input);
  } catch (error) {
    if (error instanceof MusterError) return { code: error.code, reason: error.reason, path: error.path };
    throw error;
  }
  throw new Error("Nothing was refused.");
}

const bad = (reason: string, ...path: (string | number)[]) => ({ code: "BAD_USER_INPUT", reason, path }) as const;
const large = (reason: string, ...path: (string | number)[]) => ({ code: "PAYLOAD_TOO_LARGE", reason, path }) as const;
const missing = (reason: string, ...path: (string | number)[]) => ({ code: "NOT_FOUND", reason, path }) as const;
const file = (path: string) => ({ path, text: "" });

describe("what is asked for with an execution", () => {
  it("is nothing more than what to run", () => {
    expect(check({})).toEqual({
      ...{ agent: { item: null, version: null, binary }, stdin: { bytes: Buffer.alloc(0) }, args: [], env: {} },
      ...{ limits: {}, fileSystem: false, files: [] },
    });
    expect(check({ agent: { item: "a/b" } }).agent).toEqual({ item: "a/b", version: null, binary: null });
    expect(check({ agent: { item: "a/b", version: "^1", binary: null } }).agent).toMatchObject({ version: "^1" });
  });

  it("is its stdin as JSON, as text or as bytes", () => {
    expect(check({ input: [1] }).stdin).toEqual({ json: [1] });
    expect(check({ input: false }).stdin).toEqual({ json: false });
    expect(check({ stdin: "ü" }).stdin).toEqual({ bytes: Buffer.from("ü") });
    expect(check({ stdinBase64: "AP8=" }).stdin).toEqual({ bytes: Buffer.from([0, 255]) });
    expect(check({ input: null, stdin: "" }).stdin).toEqual({ bytes: Buffer.alloc(0) });
  });

  it("is limits in the units of a run", () => {
    const limits = { memoryMib: 256, timeoutMs: 300_000, cpuMs: 1, outputBytes: 4_194_304 };
    expect(check({ limits }).limits).toEqual({
      ...{ memoryBytes: 268_435_456, timeoutMs: 300_000, cpuMs: 1, outputBytes: 4_194_304 },
    });
  });

  it("is files, which bring a file system with them", () => {
    const files = [file("a"), { path: "b/c.bin", base64: "AP8=" }];
    expect(check({ files })).toMatchObject({
      fileSystem: true,
      files: [
        { path: "a", bytes: Buffer.alloc(0) },
        { path: "b/c.bin", bytes: Buffer.from([0, 255]) },
      ],
    });
    expect(check({ fileSystem: true, files: [] }).fileSystem).toBe(true);
  });

  it("is an environment whose names are taken as they are", () => {
    const env = JSON.parse('{"__proto__": "a", "B C": ""}') as unknown;
    expect(Object.entries(check({ env }).env)).toEqual([
      ["__proto__", "a"],
      ["B C", ""],
    ]);
  });

  it.each<[string, Partial<ExecuteInput>, ReturnType<typeof refusal>]>([
    ["no agent", { agent: {} }, bad("AGENT_MISSING", "agent")],
    ["two agents", { agent: { item: "a/b", binary } }, bad("AGENT_AMBIGUOUS", "agent", "binary")],
    ["a binary's version", { agent: { binary, version: "1" } }, bad("VERSION_WITHOUT_ITEM", "agent", "version")],
    ["a lone version", { agent: { version: "1" } }, bad("VERSION_WITHOUT_ITEM", "agent", "version")],
    ["an item with NUL", { agent: { item: "a\0" } }, missing("ITEM_NOT_FOUND", "agent", "item")],
    ["a binary with NUL", { agent: { binary: "\0" } }, missing("BINARY_NOT_FOUND", "agent", "binary")],
    ["a version with NUL", { agent: { item: "a", version: "\0" } }, bad("TEXT_UNSTORABLE", "agent", "version")],
    ["input and stdin", { input: 1, stdin: "" }, bad("STDIN_AMBIGUOUS", "stdin")],
    ["stdin twice", { stdin: "", stdinBase64: "" }, bad("STDIN_AMBIGUOUS", "stdinBase64")],
    ["base64 without padding", { stdinBase64: "AP8" }, bad("BASE64_INVALID", "stdinBase64")],
    ["base64 for URLs", { stdinBase64: "-_8=" }, bad("BASE64_INVALID", "stdinBase64")],
    ["base64 with a line", { stdinBase64: "AP8=\n" }, bad("BASE64_INVALID", "stdinBase64")],
    ["base64 with stray bits", { stdinBase64: "AP9=" }, bad("BASE64_INVALID", "stdinBase64")],
    ["much stdin", { stdin: "x".repeat(8_388_609) }, large("STDIN_TOO_LARGE", "stdin")],
    ["much input", { input: "x".repeat(8_388_608) }, large("STDIN_TOO_LARGE", "input")],
    ["many arguments", { args: Array.from({ length: 257 }, () => "") }, bad("LIST_TOO_LONG", "args")],
    ["an argument with NUL", { args: ["a", "b\0"] }, bad("TEXT_UNSTORABLE", "args", 1)],
    ["half a character", { args: ["\ud800"] }, bad("TEXT_UNSTORABLE", "args", 0)],
    ["large arguments", { args: ["x".repeat(65_536)] }, large("ARGUMENTS_TOO_LARGE", "args")],
    [
      "a large environment",
      { args: ["x".repeat(60_000)], env: { A: "x".repeat(6_000) } },
      large("ARGUMENTS_TOO_LARGE", "env"),
    ],
    ["a list as environment", { env: [] }, bad("ENVIRONMENT_INVALID", "env")],
    ["a text as environment", { env: "A=1" }, bad("ENVIRONMENT_INVALID", "env")],
    ["a number as variable", { env: { A: 1 } }, bad("ENVIRONMENT_INVALID", "env", "A")],
    ["a variable without name", { env: { "": "" } }, bad("ENVIRONMENT_INVALID", "env", "")],
    ["a variable with =", { env: { "A=B": "" } }, bad("ENVIRONMENT_INVALID", "env", "A=B")],
    ["a value with NUL", { env: { A: "\0" } }, bad("TEXT_UNSTORABLE", "env", "A")],
    [
      "many variables",
      { env: Object.fromEntries(Array.from({ length: 257 }, (_, n) => [`V${n}`, ""])) },
      bad("LIST_TOO_LONG", "env"),
    ],
    ["no memory", { limits: { memoryMib: 0 } }, bad("NUMBER_OUT_OF_RANGE", "limits", "memoryMib")],
    ["more memory than there is", { limits: { memoryMib: 257 } }, bad("NUMBER_OUT_OF_RANGE", "limits", "memoryMib")],
    ["more time than there is", { limits: { timeoutMs: 300_001 } }, bad("NUMBER_OUT_OF_RANGE", "limits", "timeoutMs")],
    ["a negative time", { limits: { cpuMs: -1 } }, bad("NUMBER_OUT_OF_RANGE", "limits", "cpuMs")],
    ["half a byte", { limits: { outputBytes: 0.5 } }, bad("NUMBER_OUT_OF_RANGE", "limits", "outputBytes")],
    ["many files", { files: Array.from({ length: 101 }, (_, n) => file(`f${n}`)) }, bad("LIST_TOO_LONG", "files")],
    ["a file twice", { files: [file("a"), file("a")] }, bad("PATH_TAKEN", "files", 1, "path")],
    ["a file below a file", { files: [file("a"), file("a/b")] }, bad("PATH_TAKEN", "files", 1, "path")],
    ["a file above a file", { files: [file("a/b/c"), file("a/b")] }, bad("PATH_TAKEN", "files", 1, "path")],
    ["a file without content", { files: [{ path: "a" }] }, bad("FILE_CONTENT_AMBIGUOUS", "files", 0)],
    [
      "a file with two contents",
      { files: [{ path: "a", text: "", base64: "" }] },
      bad("FILE_CONTENT_AMBIGUOUS", "files", 0),
    ],
    ["a file that is no base64", { files: [{ path: "a", base64: "?" }] }, bad("BASE64_INVALID", "files", 0, "base64")],
    ["large files", { files: [{ path: "a", text: "x".repeat(16 * 1024 * 1024) }] }, large("FILES_TOO_LARGE", "files")],
  ])("is refused with %s", (_what, input, expected) => {
    expect(refusal(input)).toEqual(expected);
  });

  it.each(["", "/a", "a/", "a//b", ".", "..", "a/../b", "../a", "./a", "a\0b", "\ud800", "x".repeat(1_025)])(
    "is refused with a file at %j",
    (path) => {
      expect(refusal({ files: [file(path)] })).toEqual(bad("PATH_INVALID", "files", 0, "path"));
    },
  );
});
