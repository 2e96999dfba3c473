import { describe, expect, test } from "vitest";
import { scalars } from "../../resolvers/scalars.js";

describe("DateTime", () => {
  const { DateTime } = scalars;

  test.each([
    ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z"],
    ["2024-02-29T23:59:59.123456789Z", "2024-02-29T23:59:59.123Z"],
    ["2026-01-31T12:00:00.5+02:30", "2026-01-31T09:30:00.500Z"],
  ])("reads %s", (text, expected) => {
    expect(DateTime.serialize(DateTime.parseValue(text))).toBe(expected);
  });

  test.each([
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z",
    "2026-01-31T24:00:00Z",
    "2026-01-31T12:00:60Z",
    "2026-01-31T12:00:00",
    "2026-01-31 12:00:00Z",
    "2026-01-31T12:00Z",
    "2026-01-31",
    "2026-01-31T12:00:00+25:00",
    "tomorrow",
    1_767_225_600_000,
  ])("refuses %s", (value) => {
    expect(() => DateTime.parseValue(value)).toThrow(/instant/);
  });
});

describe("JSON", () => {
  const { JSON: json } = scalars;
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

  test("takes 64 levels and no more", () => {
    expect(json.parseValue(nested(64))).toEqual(nested(64));
    expect(() => json.parseValue(nested(65))).toThrow(/64 levels/);
  });

  test("refuses a number that JSON cannot say", () => {
    expect(() => json.parseValue({ deep: [Number.NaN] })).toThrow(/finite/);
    expect(() => json.parseValue(JSON.parse("[1e999]"))).toThrow(/finite/);
  });
});

describe("Seq", () => {
  test.each([-1, 1.5, "1", 2 ** 53, null])("refuses %s", (value) => {
    expect(() => scalars.Seq.parseValue(value)).toThrow(/position/);
  });

  test("takes 0", () => {
    expect(scalars.Seq.parseValue(0)).toBe(0);
  });
});

describe("Cursor", () => {
  test("refuses what is no text, or far too long", () => {
    expect(() => scalars.Cursor.parseValue(7)).toThrow(/cursor/);
    expect(() => scalars.Cursor.parseValue("x".repeat(16_001))).toThrow(/cursor/);
  });
});
