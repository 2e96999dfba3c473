import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileExpression } from "../../src/workflows/expressions/expression.js";
import { ExpressionError, type Scope } from "../../src/workflows/expressions/model.js";

function evaluate(source: string, input: unknown = {}, maxResultBytes?: number): unknown {
  const options = {
    names: ["input"] as const,
    steps: new Set<string>(),
    ...(maxResultBytes ? { maxResultBytes } : {}),
  };
  return compileExpression(source, options).evaluate({ input } as Scope);
}

describe("numbers of JSON", () => {
  it.each<[string, unknown]>([
    ["input.count + 1", 4],
    ["1 - input.count", -2],
    ["input.price * 2", 5],
    ["input.count * 1.5", 4.5],
    ["input.count / 2", 1.5],
    ["7 / 2", 3],
    ["input.count % 2 == 1", true],
    ["-7 % 3", -1],
    ["-input.count", -3],
    ["input.count == 3 && input.count == 3.0 && 3 == 3.0", true],
    ["input.count in [1, 2, 3]", true],
    ["{3: 'three'}[input.count]", "three"],
    ["input.count > 2 && 2 < input.price && input.price <= 2.5", true],
    ["int(input.price)", 2],
    ["double(3) / 2", 1.5],
    ["string(input.count) + string(input.price) + string(4)", "32.54"],
    ["type(input.count) == double && type(3) == int", true],
    ["size('abc') + 1", 4],
    ["[10, 20, 30][input.count - 1]", 30],
  ])("go together with integers: %s gives %j", (source, value) => {
    expect(evaluate(source, { count: 3, price: 2.5 })).toEqual(value);
  });

  it("are as large as they were, where they only pass", () => {
    expect(evaluate("input", 1e300)).toBe(1e300);
    expect(evaluate("input", 2 ** 60)).toBe(2 ** 60);
  });
});

describe("a result", () => {
  it.each<[string, unknown]>([
    ["9007199254740991", Number.MAX_SAFE_INTEGER],
    ["-9007199254740991", Number.MIN_SAFE_INTEGER],
    ["{1: 'a', true: 'b'}", { "1": "a", true: "b" }],
    ["[1, [2.5, {'a': 3}], null, true]", [1, [2.5, { a: 3 }], null, true]],
    ["duration('3s')", "3s"],
    ["duration('1h') + duration('-500ms')", "3599.5s"],
    ["timestamp('2026-01-31T12:00:00.120+01:00')", "2026-01-31T11:00:00.12Z"],
    ["[timestamp('2026-01-31T12:00:00Z')]", ["2026-01-31T12:00:00Z"]],
  ])("of %s is plain JSON", (source, value) => {
    expect(evaluate(source)).toStrictEqual(value);
  });

  it.each([
    ["9007199254740992", "an integer beyond 2^53"],
    ["{'a': [-9007199254740993]}", "an integer beyond 2^53"],
    ["9223372036854775807 + 1", "more than 64 bits"],
    ["-(-9223372036854775807 - 1)", "more than 64 bits"],
    ["1.0 / 0.0", "Infinity, which JSON does not have"],
    ["0.0 / 0.0", "NaN, which JSON does not have"],
    ["type(1)", "a type, which JSON does not have"],
    ["[int]", "a type, which JSON does not have"],
    ["{1: 'a', '1': 'b'}", "two keys that are the same as text"],
  ])("cannot be that of %s", (source, message) => {
    expect(() => evaluate(source)).toThrow(message);
  });

  it("may take as many bytes as it is allowed, counted in UTF-8", () => {
    expect(evaluate("input", "é".repeat(4), 10)).toBe("éééé");
    expect(() => evaluate("input", "é".repeat(5), 10)).toThrow("The result has more than 10 bytes as JSON");
    expect(() => evaluate("[input, input]", "x".repeat(200_000))).toThrow("more than 262144 bytes");
    expect(() => evaluate("{input: 1}", "x".repeat(20), 10)).toThrow("more than 10 bytes");
  });

  it("takes as many bytes as its JSON has, or a few more", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const bytes = Buffer.byteLength(JSON.stringify(value));
        if (bytes > 1)
          expect(() => evaluate("input", value, Math.max(1, Math.floor(bytes * 0.8) - 1))).toThrow(ExpressionError);
        evaluate("input", value, 2 * bytes + 20);
      }),
    );
  });

  it("is any JSON as it came", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(evaluate("input.value", { value })).toBe(value);
        expect(evaluate("input.value == input.copy", { value, copy: structuredClone(value) })).toBe(true);
        expect(evaluate("[input.value][0]", { value })).toBe(value);
      }),
    );
  });

  it("is not one that is nested too deep", () => {
    let deep: unknown = [];
    for (let depth = 0; depth < 600; depth++) deep = depth % 2 ? [deep] : { a: deep };
    expect(() => evaluate("input", deep)).toThrow("nested more than 500 deep");
    expect(() => evaluate("input.one == input.other", { one: deep, other: structuredClone(deep) })).toThrow(
      "not compared",
    );
  });
});

describe("equality and order", () => {
  it.each<[string, boolean]>([
    ["input.count == '3'", false],
    ["null == input.count", false],
    ["{'a': [1, 2.0]} == {'a': [1.0, 2]}", true],
    ["{'a': 1} == {'b': 1}", false],
    ["[1] == [1, 1]", false],
    ["input.object == {'x': 1}", true],
    ["{'x': 1} == input.object", true],
    ["input.object == {'x': null}", false],
    ["{'__proto__': {}} == input.object", false],
    ["type(1) == type(2) && type('a') != type(1) && type([]) == list && type({}) == map", true],
    ["timestamp('2026-01-01T00:00:00Z') == timestamp('2026-01-01T01:00:00+01:00')", true],
    ["duration('60s') == duration('1m')", true],
    ["dyn(duration('60s')) == dyn('60s')", false],
    ["'a' < 'b' && 'a' < 'ab' && !('b' < 'a') && 'Z' < 'a'", true],
    ["'\\uffff' < '\\U0001F600'", true],
    ["false < true && !(true < false)", true],
    ["9007199254740993 > 9007199254740992.0", true],
    ["0.0 / 0.0 == 0.0 / 0.0", false],
    ["0.0 / 0.0 <= 0.0 || 0.0 / 0.0 >= 0.0", false],
  ])("%s is %j", (source, value) => {
    expect(evaluate(source, { count: 3, object: { x: 1 } })).toBe(value);
  });
});

describe("any text", () => {
  it("compiles, or is refused with an ExpressionError", () => {
    const marks = "input .a ( ) [ ] { } 1 'a' \" + - ! && || == in ? : , // $ \\ 1.5 null é \n";
    const calls = ".map(x, .all(x, x has( size( .matches(' timestamp(";
    const pieces = fc.constantFrom(" ", ...marks.split(" "), ...calls.split(" "));
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
        try {
          evaluate(parts.join(""), { a: [1, { a: "a" }] });
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
