import { describe, expect, it } from "vitest";
import { readDefinition } from "../../src/workflows/definition/source.js";
import { toldOf } from "../support/definitions.js";

function valueOf(source: string): unknown {
  const read = readDefinition({ source });
  if ("value" in read) return read.value;
  throw new Error(read.problems.map(({ reason, message }) => `${reason}: ${message}`).join("\n"));
}

function faultsOf(source: string): string[] {
  const read = readDefinition({ source });
  return "value" in read ? [] : read.problems.map(({ reason, message }) => `${reason}: ${message}`);
}

const mebibyte = 1_048_576;

describe("readDefinition", () => {
  it("takes a value as it is", () => {
    const definition = { steps: [] };
    expect(readDefinition({ definition, source: null })).toEqual({ value: definition });
  });

  it.each<[string, object, string]>([
    ["neither", {}, "DEFINITION_MISSING"],
    ["neither, but null", { definition: null, source: null }, "DEFINITION_MISSING"],
    ["both", { definition: {}, source: "a: 1" }, "DEFINITION_AMBIGUOUS"],
  ])("asks for one of both, not %s", (_what, input, reason) => {
    expect(readDefinition(input)).toMatchObject({ problems: [{ path: [], reason }] });
  });

  it("reads YAML", () => {
    const text = `
# What a run does.
steps:
  - id: fetch
    kind: document.fetch
    input: {url: "\${input.url}", tries: 0x10, on: yes, since: 2026-01-31, none: ~, "true": true}
    when: >-
      input.url != ""
      && true
`;
    const input = { url: "${input.url}", tries: 16, on: "yes", since: "2026-01-31", none: null, true: true };
    expect(valueOf(text)).toEqual({
      steps: [{ id: "fetch", kind: "document.fetch", input, when: 'input.url != "" && true' }],
    });
  });

  it("reads JSON, as YAML or by itself", () => {
    const value = {
      steps: [{ id: "a", text: 'a "quoted": b', list: [1, 2.5, -1e3, true, null, {}] }],
      "a:b": "\u00e9",
    };
    expect(valueOf(JSON.stringify(value))).toEqual(value);
    expect(valueOf(`# JSON\n${JSON.stringify(value, null, 2)}`)).toEqual(value);
    expect(valueOf(`\uFEFF${JSON.stringify(value)}`)).toEqual(value);
  });

  it("reads JSON with a text as large as all of it", () => {
    const text = '\\"a:'.repeat(150_000);
    expect(valueOf(JSON.stringify({ text }))).toEqual({ text });
  });

  it("leaves it to the checker how deep JSON is", () => {
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    expect(toldOf(valueOf(deep)).map((told) => told.split(" ")[1])).toEqual(["SOURCE_TOO_DEEP"]);
  });

  it("has keys that are texts, whatever they look like", () => {
    expect(valueOf("1: a\ntrue: b\n~: c\n<<: {d: 1}\n__proto__: 5")).toEqual(
      JSON.parse('{"1": "a", "true": "b", "~": "c", "<<": {"d": 1}, "__proto__": 5}'),
    );
  });

  it("writes aliases out, so that nothing is shared", () => {
    const value = valueOf("a: &a {x: 1}\nb: *a\nc: [*a, *a]") as Record<string, unknown>;
    expect(value).toEqual({ a: { x: 1 }, b: { x: 1 }, c: [{ x: 1 }, { x: 1 }] });
    expect(value["a"]).not.toBe(value["b"]);
  });
});

describe("what is wrong with a text", () => {
  it.each<[string, string, string]>([
    ["is empty", " \n", "SOURCE_INVALID: The text is empty."],
    [
      "is badly indented",
      "steps:\n  - id: a\n kind: b\n",
      "SOURCE_INVALID: Line 3, column 1: All mapping items must start at the same column.",
    ],
    ["has a key twice", "a: 1\nb:\n  c: 2\n  c: 3\n", "KEY_REPEATED: Line 4, column 3: Has the key `c` twice."],
    ["has a key twice in JSON", '{"a": [{"b": 1, "b": 2}]}', "KEY_REPEATED: Line 1, column 17: Has the key `b` twice."],
    [
      "has a key twice, written in two ways",
      "1: a\n'1': b\n",
      "KEY_REPEATED: Line 2, column 1: Has the key `1` twice.",
    ],
    [
      "has a tag of its own",
      "a: 1\nb: !ruby/object x\n",
      "SYNTAX_UNSUPPORTED: Line 2, column 4: A definition may not have the tag !ruby/object.",
    ],
    [
      "has a tag that gives no JSON",
      "a: !!binary aGk=",
      "SYNTAX_UNSUPPORTED: Line 1, column 4: A definition may not have the tag !!binary.",
    ],
    [
      "has a tag behind a character that looks like a mark",
      "[\u001F, !!binary aGk=]",
      "SYNTAX_UNSUPPORTED: Line 1, column 5: A definition may not have the tag !!binary.",
    ],
    [
      "is in another version",
      "%YAML 1.1\n---\na: yes\n",
      "SYNTAX_UNSUPPORTED: Line 1, column 1: A definition may not have the directive %YAML 1.1.",
    ],
    [
      "goes on",
      "a: 1\n---\nb: 2\n",
      "SOURCE_INVALID: Line 2, column 1: A second document begins here; a definition is one.",
    ],
    ["has a list as a key", "[a]: 1\n", "SOURCE_INVALID: Line 1, column 1: A key is a text."],
    ["is not closed", '{"a": 1', "SOURCE_INVALID: Line 1, column 8: Flow map must end with a }."],
    [
      "names what is nowhere",
      "a: *b",
      "SOURCE_INVALID: Unresolved alias (the anchor must be set before the alias): b.",
    ],
    ["holds no number", "a: .nan", "VALUE_NOT_JSON: JSON has no such value as NaN."],
    ["holds infinity", "a: -.inf", "VALUE_NOT_JSON: JSON has no such value as -Infinity."],
    ["holds NUL", 'a: "x\\0"', "TEXT_UNSTORABLE: A text may not hold U+0000 or half a surrogate pair."],
    ["is too large", "x".repeat(mebibyte + 1), "SOURCE_TOO_LARGE: A text may take 1,048,576 bytes."],
    ["is too large in bytes", "\u00e9".repeat(mebibyte / 2 + 1), "SOURCE_TOO_LARGE: A text may take 1,048,576 bytes."],
  ])("is said: it %s", (_what, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it("is said at once, in the order of the text", () => {
    expect(faultsOf('a: 1\nb: "\\q"\na: 2\nc: "\\w"\n')).toEqual([
      "SOURCE_INVALID: Line 2, column 5: Invalid escape sequence \\q.",
      "KEY_REPEATED: Line 3, column 1: Has the key `a` twice.",
      "SOURCE_INVALID: Line 4, column 5: Invalid escape sequence \\w.",
    ]);
  });

  it("may be allowed: the directive and the tags that change nothing", () => {
    expect(valueOf("%YAML 1.2\n---\na: !!str 12\nb: !!int '3'\n")).toEqual({ a: "12", b: 3 });
  });
});

const nine = (name: string) => `[${Array(9).fill(name).join(", ")}]`;

/** Texts made to take long, to take much, or to run over. */
const hostile: readonly (readonly [string, string, string])[] = [
  [
    "aliases of aliases",
    `a: &a ${nine("x")}\nb: &b ${nine("*a")}\nc: &c ${nine("*b")}\nd: &d ${nine("*c")}\ne: ${nine("*d")}`,
    "SOURCE_TOO_COMPLEX",
  ],
  ["a list that holds itself", "a: &a [*a]", "SOURCE_TOO_DEEP"],
  ["one large anchor, many times", `a: &a [${"x,".repeat(5_000)}]\nb: [${"*a,".repeat(900)}]`, "SOURCE_TOO_LARGE"],
  ["many anchors", "- &a x\n".repeat(100_000), "SOURCE_TOO_COMPLEX"],
  ["many aliases", `- &a x\n${"- *a\n".repeat(200_000)}`, "SOURCE_TOO_COMPLEX"],
  ["open brackets", "[".repeat(mebibyte), "SOURCE_TOO_DEEP"],
  ["open braces", "{a: ".repeat(mebibyte / 4), "SOURCE_TOO_DEEP"],
  ["brackets of JSON", `${"[".repeat(mebibyte / 2)}${"]".repeat(mebibyte / 2)}`, "SOURCE_TOO_DEEP"],
  ["lists in lists", `${"- ".repeat(20_000)}a`, "SOURCE_INVALID"],
  ["a hundred levels of lists", `${"- ".repeat(101)}a`, "SOURCE_TOO_DEEP"],
  ["nothing but dashes", "- ".repeat(mebibyte / 2), "SOURCE_TOO_COMPLEX"],
  ["nothing but commas", `[${",".repeat(400_000)}]`, "SOURCE_INVALID"],
  ["nothing but quotes", '""'.repeat(240_000), "SOURCE_INVALID"],
  ["keys that are the same", `{${"a: 1,".repeat(60_000)}}`, "KEY_REPEATED"],
  ["nothing but directives", "%\n".repeat(mebibyte / 2), "SYNTAX_UNSUPPORTED"],
  ["nothing but tags", "- !a\n".repeat(mebibyte / 5), "SYNTAX_UNSUPPORTED"],
  ["nothing but comments", "#\n".repeat(mebibyte / 2), "SOURCE_TOO_COMPLEX"],
];

describe("a hostile text", () => {
  it.each(hostile)("is refused soon: %s", (_what, text, reason) => {
    const start = performance.now();
    const faults = faultsOf(text);
    expect(faults[0]).toMatch(new RegExp(`^${reason}: `));
    expect(faults.length).toBeLessThanOrEqual(101);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it("may be large all the same: 100,000 keys, or 10,000 steps", () => {
    const keys = Array.from({ length: 90_000 }, (_, index) => `k${index}: 1`).join(",");
    expect(Object.keys(valueOf(`{${keys}}`) as object)).toHaveLength(90_000);
    const steps = Array.from(
      { length: 10_000 },
      (_, index) => `- id: s${index}\n  kind: k\n  needs: [s${index - 1}]\n`,
    );
    expect(valueOf(steps.join(""))).toHaveLength(10_000);
  });
});
