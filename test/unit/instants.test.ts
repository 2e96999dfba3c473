import pg from "pg";
import { describe, expect, it } from "vitest";
import { formatInstant, parseTimestamp } from "../../src/platform/instants.js";

const instants = [
  "2026-01-31T12:00:00.000Z",
  "2026-01-31T12:00:59.999Z",
  "2026-01-31T12:01:00.000Z",
  "2026-01-31T23:59:59.001Z",
  "2026-02-01T00:00:00.010Z",
  "2024-02-29T09:08:07.100Z",
  "1970-01-01T00:00:00.000Z",
  "1969-12-31T23:59:59.999Z",
  "0001-01-01T00:00:00.001Z",
  "9999-12-31T23:59:59.999Z",
];

describe("formatInstant", () => {
  it.each([...instants, ...instants.toReversed()])("writes %s as toISOString does, whatever came before", (text) => {
    expect(formatInstant(new Date(text))).toBe(text);
  });

  it.each([253_402_300_800_000, -62_198_755_200_000])("writes a year that has more digits: %d", (ms) => {
    for (const instant of [new Date(ms), new Date(ms + 1)]) expect(formatInstant(instant)).toBe(instant.toISOString());
  });

  it("refuses what is no instant, also behind one that is", () => {
    formatInstant(new Date(0));
    expect(() => formatInstant(new Date(Number.NaN))).toThrow(RangeError);
  });
});

describe("parseTimestamp", () => {
  const read = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date;

  it.each([
    "2026-01-31 12:00:00+00",
    "2026-01-31 12:34:56.7+00",
    "2026-01-31 12:34:56.07+00",
    "2026-01-31 12:34:56.789+00",
    "2026-01-31 12:34:56.789999+00",
    "2026-02-01 00:00:00.000001+00",
    "2024-02-29 23:59:59.999+00",
    "1969-12-31 23:59:59.999+00",
  ])("reads %s as pg does", (text) => {
    expect(parseTimestamp(text)?.toISOString()).toBe(read(text).toISOString());
    expect(parseTimestamp(text)?.toISOString()).toBe(read(text).toISOString());
  });

  it.each([
    "infinity",
    "-infinity",
    "",
    "2026-01-31 12:00:00+02",
    "2026-01-31 12:00:00.123-05:30",
    "2026-01-31 12:00:00+00 BC",
    "12026-01-31 12:00:00+00",
    "2026-13-31 12:00:00+00",
    "2026-01-31T12:00:00+00",
  ])("leaves %j to others", (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });
});
