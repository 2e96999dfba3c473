import { Fault } from "./fault.js";

/** A piece of a text with expressions in it. */
export type Segment =
  | { readonly type: "text"; readonly text: string }
  /** What stands between the braces, and where in the whole text it begins. */
  | { readonly type: "expression"; readonly source: string; readonly start: number };

/**
 * Takes a text apart: `${` begins an expression, which ends at the `}` that closes it; `$${` is a plain `${`. Throws a Fault where
 * one is not closed.
 */
export function splitText(text: string): Segment[] {
  const segments: Segment[] = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf("${", at);
    if (next === -1) break;
    if (next > at && text[next - 1] === "$") {
      plain += `${text.slice(at, next - 1)}\${`;
      at = next + 2;
      continue;
    }
    plain += text.slice(at, next);
    const end = findEnd(text, next + 2);
    if (end === -1) throw new Fault("`${` is not closed by a `}`", next);
    if (plain !== "") segments.push({ type: "text", text: plain });
    plain = "";
    segments.push({ type: "expression", source: text.slice(next + 2, end), start: next + 2 });
    at = end + 1;
  }
  const rest = plain + text.slice(at);
  if (rest !== "") segments.push({ type: "text", text: rest });
  return segments;
}

/** The expression of a text that is one, with or without `${}` around it; what `splitText` calls a segment. */
export function soleExpression(text: string): { source: string; start: number } {
  const start = text.length - text.trimStart().length;
  if (!text.startsWith("${", start)) return { source: text, start: 0 };
  const end = findEnd(text, start + 2);
  if (end === -1) throw new Fault("`${` is not closed by a `}`", start);
  if (text.slice(end + 1).trim() !== "") {
    throw new Fault("Either the whole is put between `${` and `}`, or nothing", end + 1);
  }
  return { source: text.slice(start + 2, end), start: start + 2 };
}

/** What may hold a `}` that closes nothing, as the language has it: a backslash takes the character behind it along. */
const quoted =
  /"""[^"\\]*(?:(?:\\[^]|"(?!""))[^"\\]*)*"""|'''[^'\\]*(?:(?:\\[^]|'(?!''))[^'\\]*)*'''|"[^"\\]*(?:\\[^][^"\\]*)*"|'[^'\\]*(?:\\[^][^'\\]*)*'/y;

/** Where the expression that begins at `start` is closed; -1 when it is not. */
function findEnd(text: string, start: number): number {
  let open = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === "{") open++;
    else if (character === "}" && open-- === 0) return at;
    else if (character === '"' || character === "'") at = lastOfQuoted(text, at);
    else if (text.startsWith("//", at)) at = lastOfLine(text, at);
  }
  return -1;
}

/** Throws at a quote without its end: to look for one from each of a million quotes would take a million times as long. */
function lastOfQuoted(text: string, at: number): number {
  quoted.lastIndex = at;
  if (!quoted.test(text)) throw new Fault("The quote is not closed", at);
  return quoted.lastIndex - 1;
}

/** A comment ends with its line. */
function lastOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}
