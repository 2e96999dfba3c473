import { tests as suite } from "@bufbuild/cel-spec/testdata/conformance.js";
import { describe, expect, it } from "vitest";
import { compileExpression } from "../../src/workflows/expressions/expression.js";
import { ExpressionError, type Scope } from "../../src/workflows/expressions/model.js";
import {
  formatDuration,
  formatTimestamp,
  parseDuration,
  parseTimestamp,
} from "../../src/workflows/expressions/time.js";

// The language's own conformance tests, of its parts that are about JSON: not those about protobuf, unsigned integers and bytes.
const sections = [
  "basic",
  "comparisons",
  "conversions",
  "fields",
  "fp_math",
  "integer_math",
  "lists",
  "logic",
  "macros",
  "parse",
  "plumbing",
  "string",
  "timestamps",
];

/** What JSON has nothing of, and what is no part of the language proper. */
const elsewhere =
  /\d+u\b|\buint\b|\buint\(|\bbytes\b|\bb['"]|\bb"""|google\.protobuf|TestAllTypes|\.\?|\[\?|`|\btype\b|_denotation|0x[0-9a-f]+u/i;

/** Where we differ, and why. */
const differences = new Set([
  // Names and functions that nobody knows, and what is never a boolean, are refused when the definition is written.
  "unbound_is_runtime_error",
  ...["as", "break", "const", "continue", "else", "for", "function", "if", "import"],
  ...["let", "loop", "namespace", "package", "return", "var", "void", "while"],
  "short_circuit_type_left",
  "short_circuit_type_right",
  // Numbers of JSON may be divided with a rest; a point needs a digit before it.
  "mod_not_support",
  "not_gt_double",
  // Integers and numbers are compared as what they are, not as what they would be rounded to.
  "not_lt_dyn_int_big_lossy_double",
  "not_gt_dyn_big_double_int",
  "lte_dyn_big_double_int",
  "gte_dyn_int_big_lossy_double",
  // The least integer can be converted, and two timestamps may lie more than 292 years apart.
  "double_int_min_range",
  "sub_time_duration_over",
  "sub_time_duration_under",
  // There are no qualified names.
  "qualified_ident",
  "map_field_select",
  "qualified_identifier_resolution_unchecked",
  "ident_with_longest_prefix_check",
]);

interface Case {
  readonly name: string;
  readonly source: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Undefined where it is to fail. */
  readonly result: unknown;
}

/** Thrown where a value has no form in JSON. */
class NotJson extends Error {}

type ProtoValue = Readonly<Record<string, unknown>>;

function jsonOf(value: ProtoValue): unknown {
  const [[kind, content] = ["boolValue", true]] = Object.entries(value);
  switch (kind) {
    case "int64Value":
      if (!Number.isSafeInteger(Number(content))) throw new NotJson();
      return Number(content);
    case "doubleValue":
      if (typeof content !== "number") throw new NotJson();
      return content;
    case "stringValue":
    case "boolValue":
    case "nullValue":
      return content === "NULL_VALUE" ? null : content;
    case "listValue":
      return ((content as { values?: ProtoValue[] }).values ?? []).map(jsonOf);
    case "mapValue":
      return Object.fromEntries(
        ((content as { entries?: { key: ProtoValue; value: ProtoValue }[] }).entries ?? []).map((entry) => [
          String(jsonOf(entry.key)),
          jsonOf(entry.value),
        ]),
      );
    case "objectValue":
      return textOf(content as { "@type": string; value: string });
    default:
      throw new NotJson();
  }
}

function textOf({ "@type": type, value }: { readonly "@type": string; readonly value: string }): string {
  if (type.endsWith("Duration")) return formatDuration(parseDuration(value));
  if (type.endsWith("Timestamp")) return formatTimestamp(parseTimestamp(value));
  throw new NotJson();
}

type Suite = typeof suite;
type Original = NonNullable<Suite["tests"]>[number]["original"];

function originalsOf(of: Suite): Original[] {
  return [...(of.tests ?? []).map(({ original }) => original), ...(of.suites ?? []).flatMap(originalsOf)];
}

/** Variables become fields of the input; those that are no JSON are written out. */
function caseOf(original: Original): Case | null {
  const { name = "", expr, value, evalError } = original;
  if (differences.has(name) || elsewhere.test(expr) || elsewhere.test(name)) return null;
  const bindings = Object.entries((original["bindings"] ?? {}) as Record<string, { value: ProtoValue }>);
  if (bindings.some(([variable, { value: bound }]) => !/^[a-z]\w*$/.test(variable) || "objectValue" in bound))
    return null;
  if (bindings.some(([variable]) => ["true", "false", "null"].includes(variable))) return null;
  try {
    const input = Object.fromEntries(bindings.map(([variable, { value: bound }]) => [variable, jsonOf(bound)]));
    const source = bindings.reduce(
      (text, [variable]) =>
        text.replace(new RegExp(`(?<![\\w."'])${variable}\\b(?!\\s*\\()`, "g"), `input.${variable}`),
      expr,
    );
    return { name, source, input, result: evalError ? undefined : jsonOf((value ?? {}) as ProtoValue) };
  } catch (error) {
    if (error instanceof NotJson) return null;
    throw error;
  }
}

function outcomeOf({ source, input }: Case): unknown {
  try {
    const expression = compileExpression(source, { names: ["input"], steps: new Set() });
    return expression.evaluate({ input } as unknown as Scope);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

const chosen = (suite.suites ?? []).filter(({ name }) => sections.includes(name));

describe.each(chosen.map((section) => ({ section, name: section.name })))("of the section $name", ({ section }) => {
  const cases = originalsOf(section).flatMap((original) => caseOf(original) ?? []);

  it("has cases", () => expect(cases.length).toBeGreaterThan(2));

  it.each(cases)("gives what the language says: $name $source", (each) => {
    expect(outcomeOf(each)).toEqual(each.result);
  });
});
