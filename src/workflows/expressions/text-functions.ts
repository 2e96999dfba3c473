import { Fault } from "./fault.js";
import { overload, type Overload } from "./overload.js";
import { matcherOf, matches } from "./patterns.js";
import type { Known } from "./kinds.js";
import type { Evaluation } from "./evaluation.js";

/**
 * Pays for a search of `text`. The engine's own takes as long as both lengths multiplied for some pairs: 38 ms for 1,000 characters
 * within 262,144.
 */
function spendSearch(text: string, part: string, evaluation: Evaluation): void {
  evaluation.spend(1 + text.length / 4 + (text.length * part.length) / 64);
}

function search(found: (text: string, part: string) => boolean): Overload {
  return overload(["string", "string"], "bool", ([text, part], evaluation) => {
    spendSearch(text, part, evaluation);
    return found(text, part);
  });
}

function convert(change: (text: string) => string): Overload {
  return overload(["string"], "string", ([text], evaluation) => {
    evaluation.spendText(text.length);
    return change(text);
  });
}

/** In code points, as the language counts characters. */
function charactersOf(text: string, evaluation: Evaluation): string[] {
  evaluation.spend(1 + 10 * text.length);
  return Array.from(text);
}

const strings: Known = { kind: "list", element: { kind: "string" } };
const asciiUpper = /[A-Z]+/g;
const asciiLower = /[a-z]+/g;
/** A text without any has one code point per UTF-16 unit. */
const surrogate = /[\ud800-\udfff]/;

function substring(text: string, [from, to]: readonly [number, number?], evaluation: Evaluation): string {
  evaluation.spend(1 + text.length / 4);
  const characters = surrogate.test(text) ? charactersOf(text, evaluation) : text;
  const end = to ?? characters.length;
  if (from > end || end > characters.length) {
    throw new Fault(`The string has ${characters.length} characters: there is no part from ${from} to ${end}`);
  }
  const part = characters.slice(from, end);
  return typeof part === "string" ? part : part.join("");
}

function findIndex(text: string, part: string, evaluation: Evaluation): bigint {
  spendSearch(text, part, evaluation);
  const index = text.indexOf(part);
  return BigInt(index === -1 || !surrogate.test(text) ? index : charactersOf(text.slice(0, index), evaluation).length);
}

function join(list: readonly unknown[], separator: string, evaluation: Evaluation): string {
  evaluation.spend(2 * list.length);
  let length = Math.max(list.length - 1, 0) * separator.length;
  for (const item of list) {
    if (typeof item !== "string") throw new Fault("Only lists of strings can be joined; `map` and `string` make one");
    length += item.length;
  }
  evaluation.spendText(length);
  return list.join(separator);
}

function split(text: string, separator: string, evaluation: Evaluation): string[] {
  spendSearch(text, separator, evaluation);
  evaluation.spend(1 + 2 * text.length);
  return separator === "" ? charactersOf(text, evaluation) : text.split(separator);
}

function replace(text: string, [old, replacement]: readonly [string, string], evaluation: Evaluation): string {
  const pieces = split(text, old, evaluation);
  evaluation.spendText(text.length + (pieces.length - 1) * (replacement.length - old.length));
  return pieces.join(replacement);
}

const matchesAny = [
  overload(["string", "string"], "bool", ([text, pattern], evaluation) => matches(text, pattern, evaluation)),
];

/** `matches` for a pattern that stands in the expression; throws a Fault where it is none. */
export function matchesOf(pattern: string): readonly Overload[] {
  const matcher = matcherOf(pattern);
  if (!matcher) return matchesAny;
  return [overload(["string", "string"], "bool", ([text], evaluation) => matcher(text, evaluation))];
}

/** Methods of strings, and of lists of them. */
export const textMethods: Readonly<Record<string, readonly Overload[]>> = {
  contains: [search((text, part) => text.includes(part))],
  startsWith: [search((text, part) => text.startsWith(part))],
  endsWith: [search((text, part) => text.endsWith(part))],
  matches: matchesAny,
  lowerAscii: [convert((text) => text.replace(asciiUpper, (letters) => letters.toLowerCase()))],
  upperAscii: [convert((text) => text.replace(asciiLower, (letters) => letters.toUpperCase()))],
  trim: [convert((text) => text.trim())],
  substring: [
    overload(["string", "position"], "string", ([text, from], evaluation) => substring(text, [from], evaluation)),
    overload(["string", "position", "position"], "string", ([text, from, to], evaluation) =>
      substring(text, [from, to], evaluation),
    ),
  ],
  indexOf: [overload(["string", "string"], "int", ([text, part], evaluation) => findIndex(text, part, evaluation))],
  split: [
    overload(["string", "string"], strings, ([text, separator], evaluation) => split(text, separator, evaluation)),
  ],
  join: [
    overload(["list"], "string", ([list], evaluation) => join(list, "", evaluation)),
    overload(["list", "string"], "string", ([list, separator], evaluation) => join(list, separator, evaluation)),
  ],
  replace: [
    overload(["string", "string", "string"], "string", ([text, old, replacement], evaluation) =>
      replace(text, [old, replacement], evaluation),
    ),
  ],
};
