/** Where an expression keeps its CEL text. */
export const source: unique symbol = Symbol("source");
declare const value: unique symbol;

/**
 * A CEL expression that gives a `T` when the run gets there. In an input or another template it becomes `${...}`; within text
 * too, for which there is `text`. `Expression<never>` fits wherever an expression does: its author vouches for it.
 */
export interface Expression<out T = unknown> {
  readonly [source]: string;
  /** Of the type only. */
  readonly [value]: T;
  /** As it stands in a template. */
  toJSON(): string;
  /** The same. */
  toString(): string;
}

/** An expression that is more than a path. */
class CelExpression {
  readonly [source]: string;

  constructor(code: string) {
    this[source] = code;
  }

  toJSON(): string {
    return templateOf(this[source]);
  }

  toString(): string {
    return templateOf(this[source]);
  }
}

/**
 * A CEL expression written out, as in `` cel`size(${ref.steps.list.output}) > 3` ``. References and other expressions are put
 * in as they are, any other value as CEL's literal for it. A backslash is CEL's, not JavaScript's. The type that it gives is
 * what the place asks for, or `T`.
 */
export function cel<T = never>(strings: TemplateStringsArray, ...values: readonly unknown[]): Expression<T> {
  const code = strings.raw.reduce((left, right, index) => `${left}${operandOf(values[index - 1])}${right}`);
  return new CelExpression(code.trim()) as unknown as Expression<T>;
}

/** Text with expressions in it, as in `` text`Deploy ${ref.input.version}?` ``. Other values stand as they are. */
export function text(strings: TemplateStringsArray, ...values: readonly (Expression | string | number)[]): string {
  const parts = values.map((part) => (isExpression(part) ? templateOf(part[source]) : literal(String(part))));
  return strings.map((string, index) => literal(string) + (parts[index] ?? "")).join("");
}

/** Text in which `${` is just that: for text from elsewhere that goes into an input. */
export function literal(plain: string): string {
  return plain.replaceAll("${", () => "$${");
}

export function isExpression(candidate: unknown): candidate is Expression {
  return typeof candidate === "object" && candidate !== null && source in candidate;
}

/** An expression's text as it stands in a template. */
export function templateOf(code: string): string {
  return `\${${code}}`;
}

function operandOf(operand: unknown): string {
  return operand instanceof CelExpression ? `(${operand[source]})` : literalOf(operand);
}

function literalOf(operand: unknown): string {
  if (isExpression(operand)) return operand[source];
  if (Array.isArray(operand)) return `[${operand.map(literalOf).join(", ")}]`;
  if (typeof operand === "object" && operand !== null) {
    const fields = Object.entries(operand).map(([name, field]) => `${JSON.stringify(name)}: ${literalOf(field)}`);
    return `{${fields.join(", ")}}`;
  }
  const isScalar = typeof operand === "string" || typeof operand === "boolean" || operand === null;
  if (isScalar || Number.isFinite(operand)) return JSON.stringify(operand);
  throw new TypeError(`CEL has no literal for such a ${typeof operand}.`);
}
