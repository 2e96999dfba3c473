import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkManifest, checkManifestFits } from "../../src/marketplace/publishing/manifest.js";
import { manifestSchema } from "../../src/marketplace/publishing/manifest-schema.js";
import { MusterError } from "../../src/platform/errors.js";

const whole = {
  inputs: { type: "object", required: ["text"], properties: { text: { type: "string" } } },
  outputs: true,
  capabilities: ["text", "count:words"],
  scopes: ["tasks:read"],
  resources: { memoryMib: 32, timeoutMs: 2_000, cpuMs: 1_000, outputBytes: 0 },
  fileSystem: true,
};

function refusalOf(manifest: unknown): MusterError {
  try {
    checkManifest(manifest);
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
  throw new Error("it was taken");
}

describe("a manifest", () => {
  it("may say everything, and nothing", () => {
    expect(checkManifest(whole)).toEqual(whole);
    for (const none of [{}, null, undefined]) expect(checkManifest(none)).toEqual({});
  });

  it.each([
    ["text", ["manifest"], "TYPE_WRONG"],
    [[], ["manifest"], "TYPE_WRONG"],
    [{ entrypoint: "main" }, ["manifest", "entrypoint"], "FIELD_UNKNOWN"],
    [{ resources: { gpus: 1 } }, ["manifest", "resources", "gpus"], "FIELD_UNKNOWN"],
    [{ resources: { memoryMib: 0 } }, ["manifest", "resources", "memoryMib"], "NUMBER_OUT_OF_RANGE"],
    [{ resources: { memoryMib: 5_000 } }, ["manifest", "resources", "memoryMib"], "NUMBER_OUT_OF_RANGE"],
    [{ resources: { timeoutMs: 1.5 } }, ["manifest", "resources", "timeoutMs"], "TYPE_WRONG"],
    [{ resources: { timeoutMs: 300_001 } }, ["manifest", "resources", "timeoutMs"], "NUMBER_OUT_OF_RANGE"],
    [{ resources: { cpuMs: "10" } }, ["manifest", "resources", "cpuMs"], "TYPE_WRONG"],
    [{ resources: { outputBytes: -1 } }, ["manifest", "resources", "outputBytes"], "NUMBER_OUT_OF_RANGE"],
    [{ resources: null }, ["manifest", "resources"], "TYPE_WRONG"],
    [{ capabilities: ["ok", "not ok"] }, ["manifest", "capabilities", 1], "NAME_INVALID"],
    [{ capabilities: ["a", "a"] }, ["manifest", "capabilities"], "ENTRY_REPEATED"],
    [{ capabilities: "a" }, ["manifest", "capabilities"], "TYPE_WRONG"],
    [{ scopes: [""] }, ["manifest", "scopes", 0], "NAME_INVALID"],
    [{ scopes: Array.from({ length: 51 }, (_, n) => `s${n}`) }, ["manifest", "scopes"], "LIST_TOO_LONG"],
    [{ fileSystem: "yes" }, ["manifest", "fileSystem"], "TYPE_WRONG"],
    [{ inputs: "object" }, ["manifest", "inputs"], "TYPE_WRONG"],
    [{ inputs: { type: "objekt" } }, ["manifest", "inputs"], "SCHEMA_INVALID"],
    [{ outputs: { pattern: "(?=a)" } }, ["manifest", "outputs"], "SCHEMA_INVALID"],
    [{ outputs: { $ref: "https://elsewhere.example/schema" } }, ["manifest", "outputs"], "SCHEMA_INVALID"],
    [{ inputs: { enum: ["x".repeat(70_000)] } }, ["manifest", "inputs"], "SCHEMA_TOO_LARGE"],
    [{ inputs: { const: "a\0" } }, ["manifest"], "TEXT_UNSTORABLE"],
  ])("may not be %j", (manifest, path, reason) => {
    expect(refusalOf(manifest)).toMatchObject({ code: "BAD_USER_INPUT", path, reason });
  });

  it("is told all that is wrong with it, with paths from its root", () => {
    const { path, problems, message } = refusalOf({ a: 1, resources: { memoryMib: 0 }, scopes: [1, "x y"] });
    expect(path?.[0]).toBe("manifest");
    expect(message).toContain("(and 3 more)");
    expect(problems?.map((problem) => [problem.path, problem.reason])).toEqual(
      expect.arrayContaining([
        [["a"], "FIELD_UNKNOWN"],
        [["resources", "memoryMib"], "NUMBER_OUT_OF_RANGE"],
        [["scopes", 0], "TYPE_WRONG"],
        [["scopes", 1], "NAME_INVALID"],
      ]),
    );
    expect(refusalOf({ inputs: { type: 1 }, outputs: { type: 2 } }).problems).toHaveLength(2);
  });

  it("is told one thing where a survey would be too long", () => {
    expect(refusalOf({ scopes: Array.from({ length: 20_000 }, () => "x y") }).problems).toHaveLength(1);
    const { code, reason } = refusalOf({ inputs: { enum: ["x".repeat(300_000)] } });
    expect([code, reason]).toEqual(["PAYLOAD_TOO_LARGE", "JSON_TOO_LARGE"]);
  });

  it("says what goes in and out where it is a tool's", () => {
    expect(() => checkManifestFits({}, "AGENT")).not.toThrow();
    expect(() => checkManifestFits({ inputs: false, outputs: true }, "TOOL")).not.toThrow();
    const missing = { code: "BAD_USER_INPUT", reason: "FIELD_MISSING", path: ["manifest", "outputs"] };
    expect(() => checkManifestFits({ inputs: true }, "TOOL")).toThrow(expect.objectContaining(missing));
  });

  it("meets docs/manifest.schema.json, which is its schema", () => {
    const text = readFileSync(new URL("../../docs/manifest.schema.json", import.meta.url), "utf8");
    expect(text).toBe(`${JSON.stringify(manifestSchema, null, 2)}\n`);
  });
});
