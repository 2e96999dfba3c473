import { describe, expect, it } from "vitest";
import type { CompileOptions } from "../../src/workflows/expressions/compiled.js";
import { compileExpression } from "../../src/workflows/expressions/expression.js";
import { ExpressionError, type Scope } from "../../src/workflows/expressions/model.js";
import { compileTemplate } from "../../src/workflows/expressions/template.js";

const options: CompileOptions = { names: ["input"], steps: new Set() };

const count = 10_000;
const input = {
  numbers: Array.from({ length: count }, (_, index) => index),
  names: Array.from({ length: count }, (_, index) => `name-${index}`),
  items: Array.from({ length: count }, (_, index) => ({
    id: `item-${index}`,
    kind: index % 3 ? "a" : "b",
    tags: ["x"],
  })),
  wide: Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index])),
  few: Array.from({ length: 300 }, (_, index) => index),
  big: "a".repeat(262_144),
  text: `${"ab".repeat(2_500)}c`,
};

function refusal(source: string, more: Partial<CompileOptions> = {}): string {
  try {
    compileExpression(source, { ...options, ...more }).evaluate({ input } as unknown as Scope);
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
  return "It was not refused";
}

describe("what an honest author writes", () => {
  it.each<[string, unknown]>([
    ["input.items.filter(x, x.kind == 'b' && 'x' in x.tags).size()", 3_334],
    ["input.items.map(x, {'id': x.id, 'label': x.kind + '-' + x.id}).size()", 10_000],
    ["input.items.exists(x, has(x.missing)) || input.items.all(x, x.id.startsWith('item-'))", true],
    ["input.names.filter(x, x.matches('^name-[0-9]*0$')).size()", 1_000],
    ["input.names.join(',').contains('name-9999')", true],
    ["input.few.all(x, input.few.exists(y, y == x))", true],
    ["9999 in input.numbers && 'key9999' in input.wide", true],
    ["input.wide.all(key, key.startsWith('key'))", true],
    ["input.big.replace('a', 'b').size()", 262_144],
  ])("is evaluated over 10,000 items: %s", (source, value) => {
    expect(compileExpression(source, options).evaluate({ input } as unknown as Scope)).toBe(value);
  });
});

describe("an expression that would take too long", () => {
  const costly = "too costly for what it is given";

  it.each([
    ["goes through a list for each item of another", "input.numbers.all(x, input.numbers.all(y, x + y >= 0))"],
    ["looks for each item in a list", "input.numbers.all(x, x in input.numbers)"],
    ["compares a large list for each item", "input.numbers.all(x, input.numbers == input.numbers)"],
    ["compares large objects for each item", "input.numbers.all(x, input.wide == input.wide)"],
    ["goes through keys for each item", "input.numbers.all(x, input.wide.all(key, key != ''))"],
    ["counts keys for each item", "input.numbers.all(x, size(input.wide) > 0)"],
    ["counts characters for each item", "input.numbers.all(x, size(input.big) > 0)"],
    ["changes a large text for each item", "input.numbers.all(x, input.big.upperAscii() != '')"],
    ["splits a large text for each item", "input.numbers.all(x, input.big.split('a').size() > 0)"],
    ["joins a large list for each item", "input.numbers.map(x, input.names.join(',')).size()"],
    ["copies a list for each item", "input.numbers.map(x, input.numbers + [x]).size()"],
    ["searches for what nearly occurs everywhere", `input.big.contains(input.big.substring(9) + 'b')`],
    ["runs a large pattern over a large text", "input.big.matches('(a?){400}a{400}b')"],
    ["runs a pattern whose automaton explodes", "input.few.map(x, input.text.matches('(a|b)*a(a|b){100}c'))"],
    ["makes a pattern for each item", "input.few.all(x, 'a'.matches('(a?){' + string(int(x)) + '}b') || true)"],
    [
      "runs into a fault at each item, forgiven each time",
      "input.numbers.all(x, x.missing || x.missing || x.missing || true)",
    ],
    ["asks for a time zone for each item", "input.numbers.map(x, timestamp(x).getHours('Europe/Berlin')).size()"],
    ["goes three lists deep, where that is allowed", "input.few.all(a, input.few.all(b, input.few.all(c, true)))"],
  ])("is refused: %s", (_what, source) => {
    expect(refusal(source, { maxNesting: 3 })).toContain(costly);
  });

  it("is refused though its faults would be forgiven", () => {
    expect(refusal("input.numbers.all(x, input.numbers.all(y, true)) || true")).toContain(costly);
    expect(refusal("input.few.exists(z, input.numbers.all(x, x in input.numbers))")).toContain(costly);
  });

  it("costs the same each time", () => {
    const source = "input.numbers.filter(x, 'a'.matches(string(x))).size()";
    const outcomes = [1, 2, 3].map(() => refusal(source));
    expect(new Set(outcomes).size).toBe(1);
  });
});

describe("a pattern that would make others hang", () => {
  it.each([
    ["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')", false],
    ["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a|aa)+$')", false],
    ["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(.*)*(.*)*(.*)*b')", false],
    ["input.text.matches('(x+x+)+y')", false],
  ])("ends: %s", (source, value) => {
    expect(compileExpression(source, options).evaluate({ input } as unknown as Scope)).toBe(value);
  });

  it.each(["(a{1000}){1000}", "((a{30}){30}){30}", "(a?){1000}(a?){1000}(a?){1000}", "\\Q(((\\E{1000}"])(
    "is refused, or not even compiled: %s",
    (pattern) => expect(refusal(`'a'.matches(r'${pattern}')`)).toMatch(/pattern is (not one of RE2|too long)/),
  );
});

describe("a text or list that grows", () => {
  it.each([
    ["input.big + 'a'", "A text would have more than 262144 characters"],
    ["input.names.map(x, input.big + x).size()", "A text would have more than 262144 characters"],
    ["input.big.replace('a', 'bb')", "A text would have more than 262144 characters"],
    ["[input.big, input.big].join()", "A text would have more than 262144 characters"],
    ["input.items.map(x, x.id + x.id + x.id + x.id + x.id)", "more than 262144 bytes as JSON"],
    ["[input.items, input.items]", "more than 262144 bytes as JSON"],
    ["input.big.split('')", "more than 262144 bytes as JSON"],
    ["input.numbers.map(x, [x, x, x, x, x, x])", "more than 262144 bytes as JSON"],
  ])("is refused: %s", (source, message) => {
    expect(refusal(source)).toContain(message);
  });

  it("is refused where it doubles again and again", () => {
    const doubled = Array.from({ length: 8 }).reduce<string>(
      (inner) => `[${inner}, ${inner}].map(x, x)`,
      "'aaaaaaaaaa'",
    );
    expect(refusal(doubled)).not.toBe("It was not refused");
  });
});

describe("a source", () => {
  it.each([
    ["a million brackets", "(".repeat(1_000_000), "may have 4096 characters"],
    ["a million brackets that are closed", `${"(".repeat(500_000)}1${")".repeat(500_000)}`, "may have 4096 characters"],
    ["2,000 brackets", `${"(".repeat(2_000)}1${")".repeat(2_000)}`, "may be nested 100 deep"],
    ["4,000 negations", `${"!".repeat(4_000)}true`, "An expression may"],
    ["900 negations", `${"-".repeat(900)}1`, "may be nested 100 deep"],
    ["2,000 sums", `1${"+1".repeat(2_000)}`, "may have 1000 parts"],
    ["400 sums", `1${"+1".repeat(400)}`, "may be nested 100 deep"],
    ["300 fields", `input${".a".repeat(300)}`, "may be nested 100 deep"],
    ["a list of 2,000", `[${"1,".repeat(2_000)}1]`, "may have 1000 parts"],
    ["300 conditions", `${"true ? 1 : ".repeat(300)}1`, "may be nested 100 deep"],
    [
      "three lists within each other",
      "input.few.map(x, input.few.map(y, input.few.map(z, z)))",
      "may be nested 2 deep",
    ],
  ])("of %s is refused", (_what, source, message) => {
    expect(refusal(source)).toContain(message);
  });

  it("may nest as many lists as is allowed", () => {
    expect(refusal("input.few.map(x, [x].map(y, y))", { maxNesting: 1 })).toContain("may be nested 1 deep");
    expect(refusal("input.few.map(x, x).map(y, y)", { maxNesting: 1 })).toBe("It was not refused");
    expect(refusal("[1].map(x, [x].map(y, [y].map(z, z)))", { maxNesting: 3 })).toBe("It was not refused");
  });

  it("of a template may be long where its expressions are not", () => {
    const text = `${"word ".repeat(50_000)}\${input.few[1]}`;
    expect(compileTemplate(text, options).render({ input } as unknown as Scope)).toMatch(/word 1$/);
  });

  it("of a template is refused where an expression in it is long", () => {
    expect(() => compileTemplate(`\${"${"x".repeat(1_000_000)}"}`, options)).toThrow("may have 4096 characters");
  });

  it.each([
    ["quotes that are never closed", `\${"${'\\"'.repeat(200_000)}`],
    ["openings that are never closed", "${".repeat(200_000)],
    ["braces that are never closed", `\${${"{".repeat(400_000)}`],
  ])("of a template is told to be broken: %s", (_what, text) => {
    expect(() => compileTemplate(text, options)).toThrow("is not closed");
  });
});
