import { describe, expect, it } from "vitest";
import type { ExpressionOptions } from "../../src/workflows/expressions/compiled.js";
import { compileExpression } from "../../src/workflows/expressions/expression.js";
import { ExpressionError, type Scope } from "../../src/workflows/expressions/model.js";

const options: ExpressionOptions = {
  names: ["input", "steps", "run", "trigger"],
  steps: new Set(["scan", "fetch", "waiting"]),
};

const input: unknown = JSON.parse(
  '{"user": {"name": "Ann", "age": 30}, "list": [1, 2, 3], "none": null, "s": "text", "count": 5, "own": {"__proto__": 7}}',
);

const scope: Scope = {
  input,
  steps: {
    scan: { output: { hits: [4, 5] }, status: "COMPLETED", error: null },
    fetch: { output: null, status: "FAILED", error: { class: "TIMEOUT" } },
  },
  run: { id: "run_1", workflow: "orders", version: 3, createdAt: "2026-01-31T12:00:00.250Z" },
  trigger: { type: "CRON" },
};

function evaluate(source: string, more: Partial<ExpressionOptions> = {}, within: Partial<Scope> = {}): unknown {
  return compileExpression(source, { ...options, ...more }).evaluate({ ...scope, ...within });
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

/** What compiling alone refuses. */
function problem(source: string, more: Partial<ExpressionOptions> = {}): ExpressionError {
  return refusal(() => compileExpression(source, { ...options, ...more }));
}

/** What compiles, and fails on what it meets. */
function failure(source: string, more: Partial<ExpressionOptions> = {}): string {
  const expression = compileExpression(source, { ...options, ...more });
  return refusal(() => expression.evaluate(scope)).message;
}

describe("an expression", () => {
  it.each<[string, unknown]>([
    ["input.user.name", "Ann"],
    ['input["user"]["name"]', "Ann"],
    ["input.list[1]", 2],
    ["input.list[input.list[0]]", 2],
    ["steps.scan.output.hits", [4, 5]],
    ['steps["scan"].status', "COMPLETED"],
    ["steps.fetch.error.class", "TIMEOUT"],
    ["run.version + 1", 4],
    ["run", scope.run],
    ["trigger.type == 'CRON' ? 'clock' : 'person'", "clock"],
    ["has(input.user.name) && !has(input.user.mail)", true],
    ["has(steps.scan) && !has(steps.waiting)", true],
    ["input.list.filter(x, x > 1).map(x, x * 10)", [20, 30]],
    ["input.list.map(x, x != 2, x)", [1, 3]],
    ["input.list.all(x, x > 0) && input.list.exists(x, x == 3) && input.list.exists_one(x, x == 3)", true],
    ["input.user.map(key, key)", ["name", "age"]],
    ["2 in input.list && !('x' in input.user) && 'age' in input.user", true],
    ['{"total": size(input.list), "tags": ["a", input.s]}', { total: 3, tags: ["a", "text"] }],
    ["input.list.map(input, input + 1)", [2, 3, 4]],
    ["input.list.all(steps, steps > 0)", true],
    ["input.none == null", true],
    ["'a' + \"b\" + r'\\n'", "ab\\n"],
  ])("%s gives %j", (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });

  it("may stand between `${` and `}`, and hold braces itself", () => {
    expect(evaluate('  ${ {"}": input.s == "}"} }  ')).toEqual({ "}": false });
    expect(evaluate('{"a": 1}')).toEqual({ a: 1 });
  });

  it("says which names and steps it reads, each once", () => {
    const { names, steps, source } = compileExpression(
      "${steps.scan.status == run.id || steps.scan.output == input}",
      options,
    );
    expect(names).toEqual(new Set(["steps", "run", "input"]));
    expect(steps).toEqual(new Set(["scan"]));
    expect(source).toBe("${steps.scan.status == run.id || steps.scan.output == input}");
    expect(compileExpression("input.list.all(steps, steps > 1)", options).names).toEqual(new Set(["input"]));
  });

  it("gives parts of the scope without copying them", () => {
    const { output } = scope.steps["scan"] ?? {};
    expect(evaluate("steps.scan.output")).toBe(output);
  });

  it.each(["input.missing || true", "true || input.missing", "!(input.missing && false)"])(
    "%s is true, for a side that decides makes the other's fault count for nothing",
    (source) => expect(evaluate(source)).toBe(true),
  );

  it("forgives faults of items where another decides", () => {
    expect(evaluate("[{}, input.user].exists(x, x.name == 'Ann')")).toBe(true);
    expect(failure("[{}, input.user].exists(x, x.name == 'Bob')")).toContain('x has no field "name"');
  });

  it("reads names that only some places have, where they are there", () => {
    const names = ["item", "index", "output", "error", "event"] as const;
    const within = { item: { id: 7 }, index: 2, error: null, output: [1], event: "x" };
    expect(evaluate("[item.id, index, output[0], error, event]", { names }, within)).toEqual([7, 2, 1, null, "x"]);
    expect(refusal(() => evaluate("item.id", { names })).message).toContain("There is no `item`");
  });
});

describe("compiling", () => {
  it.each<[string, string, number]>([
    ["input.", "Expected a name, got the end", 6],
    ["(1", "Expected `)`, got the end", 2],
    ["input.s == 'it's'", "Unexpected character: 's'", 15],
    ["'abc", "Unterminated string", 0],
    ["${input.s} == 1", "Either the whole is put between", 10],
    ["${input.s", "is not closed", 0],
    ["${input.s + 'x}", "The quote is not closed", 12],
    ["foo", "Nothing is called `foo`", 0],
    ["1 == foo", "Nothing is called `foo`", 5],
    ["item", "`item` cannot be read here", 0],
    ["now", "There is no `now`", 0],
    ["now()", "There is no function `now`", 0],
    ["input.s.lower()", "There is no method `lower`", 0],
    ["steps.nope.output", 'No step "nope" is sure to have ended', 6],
    ['steps["nope"].output', 'No step "nope" is sure to have ended', 6],
    ["has(steps.nope.output)", 'No step "nope" is sure to have ended', 10],
    ["steps[input.s].output", "A step is named by its id alone", 6],
    ["size(steps)", "`steps` is followed by a step's id", 5],
    ["steps.scan.result", 'steps.scan has no field "result"', 11],
    ["run.attempt", 'run has no field "attempt"', 4],
    ['1 + "a"', "`+` does not take an integer and a string", 0],
    ['1 == "a"', "`==` does not compare an integer with a string", 0],
    ["steps.scan.status > 1", "`>` does not compare a string with an integer", 0],
    ["[1, 2].all(x, x == 'a')", "`==` does not compare an integer with a string", 14],
    ["run.id.all(x, true)", "run.id is a string: neither a list nor an object", 0],
    ["'a' && true", "'a' is a string, not a boolean", 0],
    ["1 ? 2 : 3", "1 is an integer, not a boolean", 0],
    ["!run.id", "run.id is a string, not a boolean", 1],
    ["size(1)", "`size` does not take an integer", 0],
    ["run.id.contains(1)", "`contains` does not take a string and an integer", 0],
    ["'a' in 'abc'", "Nothing is in a string", 0],
    ["run.id[0]", "a string has no elements", 7],
    ["run.id.x", 'run.id is a string and has no field "x"', 7],
    ["[1][true]", "A list has no element at a boolean", 4],
    ["has(input)", "`has` takes a field", 0],
    ["-'a'", "`-` does not take a string", 0],
    ["{'a': 1, 'a': 2}", 'The key "a" stands twice', 9],
    ["{1.5: 1}", "a number cannot be a key", 1],
    ["input.s.matches('(')", "not one of RE2", 16],
    ["matches(input.s, '(?=a)')", "not one of RE2", 17],
    ["9223372036854775808", "more than 64 bits", 0],
    ["1u", "JSON has no unsigned integers", 0],
    ["b'a'", "JSON has no bytes", 0],
    ["constructor", "Nothing is called `constructor`", 0],
    ["toString()", "There is no function `toString`", 0],
    ["input.s.valueOf()", "There is no method `valueOf`", 0],
    ["run.constructor", 'run has no field "constructor"', 4],
  ])("refuses %s", (source, message, position) => {
    const error = problem(source);
    expect(error.message).toContain(message);
    expect(error.position).toBe(position);
  });

  it("tells where, in what its author wrote", () => {
    expect(problem("  ${ foo }").message).toContain("at character 6 of `  ${ foo }`");
    expect(problem("input.s == 'a'\n  && foo").message).toMatch(/at line 2, character 6 of `  && foo`$/);
    const long = problem(`${"input.s + ".repeat(20)}foo${" + input.s".repeat(20)}`).message;
    expect(long).toMatch(/at character 201 of `….{80}…`$/);
  });

  it("refuses an empty text", () => {
    expect(problem("").message).toBe("An expression is missing");
    expect(problem("${ }").message).toBe("An expression is missing");
  });

  it("refuses steps where none may be read", () => {
    expect(problem("steps.scan.output", { names: ["input"] }).message).toContain("`steps` cannot be read here");
  });
});

describe("a condition", () => {
  const condition = { expectBoolean: true };

  it("is true or false", () => {
    expect(evaluate("input.count > 3", condition)).toBe(true);
    expect(evaluate("input.user.age < input.count", condition)).toBe(false);
  });

  it.each(["'text'", "${1}", "{'a': 1}", "input.list.map(x, x)", "steps.scan.status"])(
    "is not %s, which can be told",
    (source) => {
      expect(problem(source, condition).message).toContain("A condition is true or false, and this is");
    },
  );

  it("is not what turns out to be something else", () => {
    expect(failure("input.s", condition)).toContain("A condition is true or false, and this is a string");
    expect(failure("input.none", condition)).toContain("this is null");
  });
});

describe("evaluating", () => {
  it.each([
    ["input.user.nme", 'input.user has no field "nme", at character 12 of `input.user.nme`'],
    ["input.none.x", 'input.none is null and has no field "x"'],
    ["input.list.x", 'input.list is a list and has no field "x"'],
    ["input.list['0']", 'input.list is a list and has no field "0"'],
    ["input.list[3]", "input.list has 3 elements, none at 3"],
    ["input.list[-1]", "input.list has 3 elements, none at -1"],
    ["input.list[0.5]", "A list has no element at a number"],
    ["input.user[input.s]", 'input.user has no field "text"'],
    ["input.s[0]", "input.s is a string and has no elements"],
    ["has(input.none.x)", 'input.none is null and has no field "x"'],
    ["steps.waiting.output", 'The step "waiting" has not ended'],
    ["input.count && true", "input.count is a number, not a boolean"],
    ["input.s + input.count", "`+` does not take a string and a number"],
    ["input.count < input.s", "There is no order between a number and a string"],
    ["input.count.all(x, true)", "input.count is a number: neither a list nor an object"],
    ["input.list.filter(x, x)", "x is a number, not a boolean"],
    ["1 in input.s", "Nothing is in a string"],
    ["size(input.count)", "`size` does not take a number"],
    ["1 / 0", "Division by zero"],
    ["{input.s: 1, 'text': 2}", "The key text stands twice"],
    ["{input.none: 1}", "null cannot be a key"],
  ])("%s fails with a message for its author", (source, message) => {
    expect(failure(source)).toContain(message);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype"])(
    "reaches no %s of the runtime",
    (name) => {
      for (const base of ["input.user", "input", "steps.scan.output", "{'a': 1}", "input.list.map(x, {'a': x})[0]"]) {
        expect(refusal(() => evaluate(`${base}["${name}"]`)).message).toContain(`has no field "${name}"`);
      }
      expect(refusal(() => evaluate("input.user[trigger.type]", {}, { trigger: { type: name } })).message).toContain(
        "has no field",
      );
      expect(evaluate(`"${name}" in input.user`)).toBe(false);
      for (const base of [
        "input.list",
        "input.s",
        "input.count",
        "timestamp(run.createdAt)",
        "duration('1s')",
        "type(1)",
      ]) {
        expect(refusal(() => evaluate(`${base}["${name}"]`)).message).toContain("has no field");
      }
    },
  );

  it("reads and makes fields of such names as fields like any other", () => {
    expect(evaluate("input.own['__proto__']")).toBe(7);
    expect(evaluate("has(input.own.__proto__)")).toBe(true);
    const made = evaluate("{'__proto__': {'polluted': true}, 'constructor': 1}") as object;
    expect(Object.keys(made)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect("polluted" in made).toBe(false);
  });
});
