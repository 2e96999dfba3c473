import { describe, expect, it } from "vitest";
import { MusterError, type InputPath } from "../../src/platform/errors.js";
import { compileSchema, SchemaCache } from "../../src/tasks/schemas.js";

function refusalOf(work: () => unknown): MusterError {
  try {
    work();
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

const misfit = (schema: unknown, value: unknown) =>
  refusalOf(() => new SchemaCache().check({ key: "k", schema }, value, ["input"]));

describe("compileSchema", () => {
  it.each<[string, unknown]>([
    ["no object", "text"],
    ["a list", []],
    ["null", null],
    ["an unknown type", { type: "wrong" }],
    ["a look-ahead", { pattern: "(?=a)b" }],
    ["a back reference", { pattern: "(a)\\1" }],
    ["a pattern of properties with a look-behind", { patternProperties: { "(?<=a)b": true } }],
    ["a reference to the outside", { $ref: "https://example.com/schema.json" }],
    ["a reference to nothing", { $ref: "#/$defs/nothing" }],
    ["a word that JSON Schema lacks", { requierd: ["a"] }],
    ["an unknown format", { format: "no-such-format" }],
    ["Ajv's own way to answer later", { $async: true, type: "string" }],
  ])("refuses %s", (_what, schema) => {
    expect(refusalOf(() => compileSchema(schema, ["inputSchema"]))).toMatchObject({
      reason: "SCHEMA_INVALID",
      path: ["inputSchema"],
    });
  });

  it("refuses a schema that is too large", () => {
    expect(refusalOf(() => compileSchema({ const: "x".repeat(65_536) }, ["s"]))).toMatchObject({
      reason: "SCHEMA_TOO_LARGE",
    });
  });

  it("takes booleans and references inside", () => {
    expect(compileSchema(true, [])(1)).toBe(true);
    expect(compileSchema(false, [])(1)).toBe(false);
    const tree = compileSchema(
      { $ref: "#/$defs/n", $defs: { n: { type: "array", items: { $ref: "#/$defs/n" } } } },
      [],
    );
    expect([tree([[[]]]), tree([[1]])]).toEqual([true, false]);
  });

  it.each([
    ["^a+$", "aaa", "aab"],
    ["\\d{3}", "x123", "x12"],
    ["^\\p{L}+$", "\u00e9t\u00e9", "1"],
    ["b", "abc", "ac"],
  ])("finds the pattern %s", (pattern, fits, misfits) => {
    const validate = compileSchema({ type: "string", pattern }, []);
    expect([validate(fits), validate(misfits)]).toEqual([true, false]);
  });

  it.each([
    ["date-time", "2026-01-01T00:00:00Z", "yesterday"],
    ["email", "a@example.com", "a"],
    ["uri", "https://example.com", "no uri"],
    ["uuid", "123e4567-e89b-42d3-a456-426614174000", "123"],
  ])("knows the format %s", (format, fits, misfits) => {
    const validate = compileSchema({ format }, []);
    expect([validate(fits), validate(misfits)]).toEqual([true, false]);
  });
});

describe("SchemaCache", () => {
  it("lets anything pass where there is no schema", () => {
    expect(() => new SchemaCache().check({ key: "k", schema: null }, { any: "thing" }, [])).not.toThrow();
  });

  it.each<[string, unknown, unknown, InputPath]>([
    ["the value itself", { type: "string" }, 1, ["input"]],
    ["an element", { items: { type: "number" } }, [1, "2"], ["input", 1]],
    ["a field in an element", { items: { properties: { a: { type: "number" } } } }, [{ a: "1" }], ["input", 0, "a"]],
    ["the object that lacks a field", { properties: { a: { required: ["b"] } } }, { a: {} }, ["input", "a"]],
    [
      "a field with a slash and a tilde",
      { properties: { "a/b~c": { type: "number" } } },
      { "a/b~c": "" },
      ["input", "a/b~c"],
    ],
  ])("names %s", (_what, schema, value, path) => {
    expect(misfit(schema, value)).toMatchObject({ code: "BAD_USER_INPUT", reason: "SCHEMA_MISFIT", path });
  });

  it("says where and why in words", () => {
    expect(misfit({ items: { type: "number" } }, [1, "2"]).message).toBe(
      "Does not meet the kind's schema: 1 must be number.",
    );
  });

  it("compiles once per key, and anew under a new one", () => {
    const cache = new SchemaCache();
    cache.check({ key: "kind 1", schema: { type: "string" } }, "a", []);
    expect(() => cache.check({ key: "kind 1", schema: { type: "number" } }, "a", [])).not.toThrow();
    expect(refusalOf(() => cache.check({ key: "kind 2", schema: { type: "number" } }, "a", [])).reason).toBe(
      "SCHEMA_MISFIT",
    );
  });
});
