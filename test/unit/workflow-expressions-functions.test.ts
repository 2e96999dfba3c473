import { describe, expect, it } from "vitest";
import { compileExpression } from "../../src/workflows/expressions/expression.js";
import type { Scope } from "../../src/workflows/expressions/model.js";

function evaluate(source: string, input: unknown = {}): unknown {
  return compileExpression(source, { names: ["input"], steps: new Set() }).evaluate({ input } as Scope);
}

describe("functions of strings", () => {
  it.each<[string, unknown]>([
    ["'hello'.contains('ell') && 'hello'.startsWith('he') && 'hello'.endsWith('lo')", true],
    ["'a1b2'.matches('^([a-z][0-9])+$') && matches('abc', 'b')", true],
    ["'HeLLo É'.lowerAscii() + 'HeLLo é'.upperAscii()", "hello ÉHELLO é"],
    ["'  a b '.trim()", "a b"],
    ["'a,b,,c'.split(',')", ["a", "b", "", "c"]],
    ["'h😀i'.split('')", ["h", "😀", "i"]],
    ["['a', 'b'].join('-') + ['c', 'd'].join() + [].join(',')", "a-bcd"],
    ["'a.b.c'.replace('.', '/')", "a/b/c"],
    ["'abc'.replace('', '-')", "a-b-c"],
    ["'hello'.substring(1, 3) + 'hello'.substring(3)", "ello"],
    ["'h😀llo'.substring(1, 3)", "😀l"],
    ["'hello'.substring(input.from, input.to)", "ell"],
    ["'h😀llo'.indexOf('l')", 2],
    ["'hello'.indexOf('z')", -1],
    ["size('h😀') + 'abc'.size() + [1].size() + {'a': 1}.size()", 7],
    ["size(input)", 2],
  ])("%s gives %j", (source, value) => {
    expect(evaluate(source, { from: 1, to: 4 })).toEqual(value);
  });

  it.each([
    ["'abc'.substring(2, 1)", "no part from 2 to 1"],
    ["'abc'.substring(4)", "The string has 3 characters"],
    ["'abc'.substring(-1)", "`substring` does not take"],
    ["'abc'.substring(input.half)", "`substring` does not take a string and a number"],
    ["[1].join(',')", "Only lists of strings can be joined"],
    ["'a'.matches(input.pattern)", "not one of RE2"],
  ])("%s fails", (source, message) => {
    expect(() => evaluate(source, { half: 0.5, pattern: "(" })).toThrow(message);
  });
});

describe("conversions", () => {
  it.each<[string, unknown]>([
    ["int('42') + int('-1') + int(3.9) + int(-3.9) + int(5)", 46],
    ["int(timestamp('1970-01-02T00:00:00.9Z'))", 86_400],
    ["double('1.5e3') + double(2)", 1502],
    ["string(1) + string(true) + string(1.5) + string('a')", "1true1.5a"],
    ["string(timestamp('2026-01-31T12:00:00.500Z')) + string(duration('90m'))", "2026-01-31T12:00:00.5Z5400s"],
    ["bool('true') && !bool('false') && bool(true)", true],
    ["dyn(1) == 1", true],
    ["timestamp(86400)", "1970-01-02T00:00:00Z"],
    ["timestamp(input.epoch)", "2026-01-31T12:00:00.25Z"],
    ["duration('1h30m') + duration('1.5s') + duration('2ms3us4ns')", "5401.502003004s"],
    ["[duration('-1.5s'), duration('0'), duration('+1m')]", ["-1.5s", "0s", "60s"]],
  ])("%s gives %j", (source, value) => {
    expect(evaluate(source, { epoch: 1_769_860_800.25 })).toEqual(value);
  });

  it.each([
    ["int('4.5')", "cannot be read as an integer"],
    ["int('99999999999999999999')", "cannot be read as an integer"],
    ["int('9223372036854775808')", "more than 64 bits"],
    ["int(1e30)", "more than 64 bits"],
    ["int(0.0 / 0.0)", "NaN is no integer"],
    ["double('1,5')", "cannot be read as a number"],
    ["double('')", "cannot be read as a number"],
    ["bool('yes')", "cannot be read as a boolean"],
    ["string(input)", "`string` does not take an object"],
    ["duration('5')", 'is no duration as in "1h30m"'],
    ["duration('5 s')", "is no duration"],
    ["duration('1d')", "is no duration"],
    ["timestamp('2026-02-30T00:00:00Z')", "is no timestamp as in"],
    ["timestamp('2026-01-31')", "is no timestamp"],
    ["timestamp('2026-01-31T24:00:00Z')", "is no timestamp"],
    ["timestamp('2026-01-31T12:00:00')", "is no timestamp"],
    ["timestamp(253402300800)", "lies between the years 1 and 9999"],
  ])("%s fails", (source, message) => {
    expect(() => evaluate(source)).toThrow(message);
  });
});

describe("time", () => {
  const instant = "timestamp('2026-03-29T00:59:59.123456789Z')";

  it.each<[string, unknown]>([
    [`${instant} + duration('1s')`, "2026-03-29T01:00:00.123456789Z"],
    [`duration('1ns') + ${instant}`, "2026-03-29T00:59:59.12345679Z"],
    [`${instant} - duration('1h')`, "2026-03-28T23:59:59.123456789Z"],
    [`${instant} - timestamp('2026-03-28T00:59:59Z')`, "86400.123456789s"],
    ["duration('1m') - duration('90s')", "-30s"],
    [`${instant} < ${instant} + duration('1ns')`, true],
    [
      `[${instant}.getFullYear(), ${instant}.getMonth(), ${instant}.getDate(), ${instant}.getDayOfMonth()]`,
      [2026, 2, 29, 28],
    ],
    [`[${instant}.getDayOfWeek(), ${instant}.getDayOfYear(), ${instant}.getHours()]`, [0, 87, 0]],
    [`[${instant}.getMinutes(), ${instant}.getSeconds(), ${instant}.getMilliseconds()]`, [59, 59, 123]],
    ["[duration('90m').getHours(), duration('90s').getMinutes(), duration('90s').getSeconds()]", [1, 1, 90]],
  ])("%s gives %j", (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });

  it("goes by the zone that is named, not by the host's", () => {
    const hours = (at: string, zone: string) => evaluate(`timestamp('${at}').getHours('${zone}')`);
    expect(hours("2026-03-29T00:59:59Z", "Europe/Berlin")).toBe(1);
    expect(hours("2026-03-29T01:00:00Z", "Europe/Berlin")).toBe(3);
    expect(hours("2026-03-29T00:30:00Z", "-01:00")).toBe(23);
    expect(hours("2026-03-29T00:30:00Z", "05:45")).toBe(6);
    expect(evaluate("timestamp('2026-01-01T03:00:00Z').getDayOfYear('America/New_York')")).toBe(364);
    expect(evaluate("timestamp('2026-01-01T03:00:00.5Z').getMilliseconds('America/New_York')")).toBe(500);
    expect(evaluate("timestamp('0044-03-15T12:00:00Z').getFullYear('UTC')")).toBe(44);
  });

  it("refuses zones that there are not", () => {
    expect(() => evaluate("timestamp(0).getHours('Mars/Olympus')")).toThrow("is no time zone");
  });
});
