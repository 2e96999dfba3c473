import { isExpression, source, templateOf, type Expression } from "./expression.js";
import { scopeOf } from "./reference.js";

/** JSON with expressions in any place of it. In its texts `${...}` is an expression too. */
export type Template = string | number | boolean | null | object;

type Filled<T> = T extends object ? { readonly [Field in keyof T]: Templated<T[Field]> } : T;

/** What gives a `T`: one, or an expression for it, or JSON with expressions in it. */
export type Templated<T> = Expression<T> | Filled<T>;

/** A value, or what makes it of references to what is in scope. */
export type From<S, T> = T | ((ref: S) => T);

/** What a template gives, once its expressions are filled in. */
export type ValueOf<T> =
  T extends Expression<infer Value>
    ? [Value] extends [never]
      ? unknown
      : Value
    : T extends object
      ? { -readonly [Field in keyof T]: ValueOf<T[Field]> }
      : T;

/** A condition: CEL text, with or without `${}`, or an expression. */
export type Condition = string | Expression<boolean>;

/** Plain JSON: expressions became text. */
export function templateFrom(template: From<never, Template>): unknown {
  const text: unknown = JSON.stringify(valueFrom(template));
  if (typeof text !== "string") throw new TypeError("A template is JSON, with expressions in it.");
  return JSON.parse(text);
}

/** The CEL text of a condition. */
export function conditionFrom(condition: From<never, Condition>): string {
  const made = valueFrom(condition);
  return isExpression(made) ? made[source] : made;
}

/** Text, a number, or an expression as text. */
export function textFrom<T extends string | number>(text: From<never, T | Expression>): T | string {
  const made = valueFrom(text);
  return isExpression(made) ? templateOf(made[source]) : made;
}

function valueFrom<T extends Template>(from: From<never, T>): T {
  return typeof from === "function" ? from(scopeOf<never>()) : from;
}
