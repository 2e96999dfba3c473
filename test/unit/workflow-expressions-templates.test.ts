import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExpressionError, type Scope } from "../../src/workflows/expressions/model.js";
import { compileTemplate, type TemplateOptions } from "../../src/workflows/expressions/template.js";

const options: TemplateOptions = { names: ["input", "steps", "run"], steps: new Set(["scan"]) };

const scope: Scope = {
  input: { name: "Ann", count: 5, price: 2.5, yes: true, none: null, list: [1, "a"], object: { a: { b: 1 } } },
  steps: { scan: { output: { hits: 2 }, status: "COMPLETED", error: null } },
  run: { id: "run_1", workflow: "orders", version: 3, createdAt: "2026-01-31T12:00:00Z" },
  trigger: null,
};

function render(value: unknown): unknown {
  return compileTemplate(value, options).render(scope);
}

function problemsOf(value: unknown): (readonly [string, string])[] {
  const problems: (readonly [string, string])[] = [];
  compileTemplate(value, { ...options, report: (path, message) => problems.push([path.join("."), message]) });
  return problems;
}

function refusal(attempt: () => unknown): ExpressionError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error("It was not refused");
}

describe("a string of a template", () => {
  it.each<[string, unknown]>([
    ["plain", "plain"],
    ["${input.count}", 5],
    ["${input.none}", null],
    ["${input.object}", { a: { b: 1 } }],
    ["${input.count > 3}", true],
    ["${'text'}", "text"],
    [" ${input.count}", " 5"],
    ["${input.count}${input.price}", "52.5"],
    ["Dear ${input.name}, ${input.count} of ${input.list}: ${input.object}", 'Dear Ann, 5 of [1,"a"]: {"a":{"b":1}}'],
    ["[${input.none}] ${input.yes} ${1}", "[] true 1"],
    ["at ${timestamp(run.createdAt)} for ${duration('90s')}", "at 2026-01-31T12:00:00Z for 90s"],
    ["$${input.count}", "${input.count}"],
    ["$${a} ${input.count} $${b}", "${a} 5 ${b}"],
    ["$$${a}", "$${a}"],
    ["$ {a} $", "$ {a} $"],
    ["cost: $${input.count}$", "cost: ${input.count}$"],
    ["${'}'}", "}"],
    ['${"\\"}" + \'}\'}', '"}}'],
    ["${'''}'''}", "}"],
    ['${{"a": {"}": 1}}}', { a: { "}": 1 } }],
    ['x${{"a": {"b": "}"}}}y', 'x{"a":{"b":"}"}}y'],
    ["${input.list.map(x, {'v': x})}", [{ v: 1 }, { v: "a" }]],
    ["${input.count // a comment with a }\n}", 5],
    ["it's ${input.name}'s", "it's Ann's"],
    ["}${input.name}{", "}Ann{"],
  ])("%j becomes %j", (text, value) => {
    expect(render(text)).toEqual(value);
  });
});

describe("a template", () => {
  it("renders strings at any depth, and leaves all else and keys as they are", () => {
    const value = {
      "${key}": "${input.name}",
      list: [1, null, ["${steps.scan.output.hits}"], { deep: "n=${input.count}" }],
    };
    expect(render(value)).toEqual({ "${key}": "Ann", list: [1, null, [2], { deep: "n=5" }] });
  });

  it("says what it reads, of all its strings together", () => {
    const { names, steps, isConstant } = compileTemplate(["${input.name}", { a: "x ${steps.scan.status}" }], options);
    expect([names, steps, isConstant]).toEqual([new Set(["input", "steps"]), new Set(["scan"]), false]);
  });

  it("without expressions gives what it was made of, the very same", () => {
    const value = { a: [1, "text", { b: null }], c: "$5 {}" };
    const template = compileTemplate(value, options);
    expect(template.isConstant).toBe(true);
    expect(template.render(scope)).toBe(value);
    expect([...template.names, ...template.steps]).toEqual([]);
  });

  it("with escapes alone is constant too, and does not change its source", () => {
    const value = { a: ["$${x}", "b"] };
    const template = compileTemplate(value, options);
    expect(template.isConstant).toBe(true);
    expect(template.render(scope)).toEqual({ a: ["${x}", "b"] });
    expect(template.render(scope)).toBe(template.render(scope));
    expect(value).toEqual({ a: ["$${x}", "b"] });
  });

  it("shares those parts that are constant", () => {
    const constant = { deep: [1, 2] };
    expect(render(["${input.name}", constant])).toEqual(["Ann", constant]);
    expect((render(["${input.name}", constant]) as unknown[])[1]).toBe(constant);
  });

  it("makes own fields of all keys", () => {
    const value: unknown = JSON.parse('{"__proto__": "${input.count}", "constructor": "$${c}"}');
    const made = render(value) as object;
    expect(Object.entries(made)).toEqual([
      ["__proto__", 5],
      ["constructor", "${c}"],
    ]);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
  });

  it("of any JSON without `${` is constant, and gives it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes("${"));
        expect(compileTemplate(value, options).render(scope)).toBe(value);
      }),
    );
  });

  it("gives any text whose `${` are escaped", () => {
    const piece = fc.constantFrom("$", "${", "}", "a", "'", '"', "{", "\\", "//", "é");
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join("")),
        (text) => {
          expect(render(text.replaceAll("${", () => "$${"))).toBe(text);
        },
      ),
    );
  });
});

describe("problems of a template", () => {
  it("are all told, each with its path", () => {
    const value = {
      good: "${input.name}",
      lines: ["${foo}", { text: "a ${1 + 'a'} b" }, "${steps.nope.output}"],
      open: "${input.name",
      quote: "${'a}",
      two: "${foo} and ${input.} and ${input.name}",
    };
    const problems = problemsOf(value);
    expect(problems.map(([path]) => path)).toEqual([
      "lines.0",
      "lines.1.text",
      "lines.2",
      "open",
      "quote",
      "two",
      "two",
    ]);
    expect(problems.map(([, message]) => message)).toEqual([
      expect.stringContaining("Nothing is called `foo`: there are `input`, `steps`, `run`, at character 3 of `${foo}`"),
      expect.stringContaining("`+` does not take an integer and a string, at character 5"),
      expect.stringContaining('No step "nope"'),
      expect.stringContaining("`${` is not closed by a `}`, at character 1"),
      expect.stringContaining("The quote is not closed, at character 3"),
      expect.stringContaining("Nothing is called `foo`"),
      expect.stringContaining("Expected a name, got the end, at character 20"),
    ]);
  });

  it("throw the first where nobody is told", () => {
    const error = refusal(() => compileTemplate({ a: ["x", "y ${foo}", "${bar}"] }, options));
    expect(error.path).toEqual(["a", 1]);
    expect(error.position).toBe(4);
  });

  it("may show only when it is rendered", () => {
    const error = refusal(() => render({ a: [{ b: "${input.missing}" }] }));
    expect(error.path).toEqual(["a", 0, "b"]);
    expect(error.message).toBe('input has no field "missing", at character 9 of `${input.missing}`');
  });

  it("include that it is nested too deep", () => {
    let deep: unknown = "${input.name}";
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(problemsOf(deep)).toEqual([[expect.stringMatching(/^0\.0\./), "A template may be nested 500 deep"]]);
  });

  it("include that its expressions together make too much", () => {
    const input = { text: "x".repeat(100_000) };
    const template = compileTemplate(["${input.text}", "a ${input.text}", "${input.text}"], options);
    expect(refusal(() => template.render({ ...scope, input }))).toMatchObject({
      message: expect.stringContaining("more than 262144 bytes"),
      path: [2],
    });
    expect(compileTemplate(["${input.text}", "${input.text}"], options).render({ ...scope, input })).toHaveLength(2);
  });

  it("include that its expressions together cost too much", () => {
    const list = Array.from({ length: 10_000 }, (_, index) => index);
    const costly = "${input.list.all(x, x + 1 - 1 == x)}";
    const template = compileTemplate(
      Array.from({ length: 1_000 }, () => costly),
      options,
    );
    expect(refusal(() => template.render({ ...scope, input: { list } })).message).toContain("too costly");
    expect(compileTemplate([costly], options).render({ ...scope, input: { list } })).toEqual([true]);
  });
});
