import { LRUCache } from "lru-cache";
import { RE2JS } from "re2js";
import { Fault } from "./fault.js";
import type { Evaluation } from "./evaluation.js";

/** Characters of a pattern with its repetitions written out. */
const maxPatternLength = 2_000;
/** Up to here compiling takes 0.2 ms at most. */
const quickPatternLength = 250;

/** The latest patterns. What matching costs does not depend on whether one is kept: a replay must pay the same. */
const compiled = new LRUCache<string, RE2JS>({ max: 500 });

/**
 * Whether the pattern occurs in the text. On RE2: its time is bounded by text times pattern, where a backtracking engine takes
 * minutes for some. Throws a Fault where RE2 does not have the pattern: look-around and back references, above all.
 */
export function matches(text: string, pattern: string, evaluation: Evaluation): boolean {
  // Compiling takes up to 3 µs per character.
  evaluation.spend(300 * Math.min(unrolledLength(pattern), maxPatternLength));
  return occurs(compilePattern(pattern), text, evaluation);
}

/** `matches` for a pattern that is known beforehand; null where it takes long to compile, and so is when it is used. */
export function matcherOf(pattern: string): ((text: string, evaluation: Evaluation) => boolean) | null {
  // A definition may hold 100,000 patterns: those which repeat much would take a minute.
  if (unrolledLength(pattern) > quickPatternLength) return null;
  const regex = compilePattern(pattern);
  return (text, evaluation) => occurs(regex, text, evaluation);
}

function occurs(regex: RE2JS, text: string, evaluation: Evaluation): boolean {
  // Measured at most 0.6 µs per character and 15 ns per character and instruction.
  evaluation.spend((text.length + 1) * (30 + 1.5 * regex.programSize()));
  // `test` would be quicker for most, and six times as slow for those whose automaton grows with every character.
  return regex.matcher(text).find();
}

function compilePattern(pattern: string): RE2JS {
  const kept = compiled.get(pattern);
  if (kept) return kept;
  if (unrolledLength(pattern) > maxPatternLength) throw new Fault("The pattern is too long, or repeats too much");
  const regex = newRegex(pattern);
  compiled.set(pattern, regex);
  return regex;
}

function newRegex(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace("error parsing regexp: ", "") : "unreadable";
    throw new Fault(`The pattern is not one of RE2: ${reason.slice(0, 100)}`);
  }
}

/** What `unrolledLength` tells apart: an escape, a class, a repetition, any other character. */
const atoms = /\\(?:[pP]\{[^}]*\}|x\{[^}]*\}|[^])|\[\^?\]?(?:\\[^]|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|[^]/g;

/**
 * Characters of a pattern with `a{3}` written as `aaa`: RE2 does so, and thus makes a million instructions of twenty characters.
 * Never too few: what is no repetition to RE2 may count as one. Infinite for `\Q`, behind which nothing means what it does.
 */
function unrolledLength(pattern: string): number {
  if (pattern.length > maxPatternLength || pattern.includes("\\Q")) return Infinity;
  const outer: number[] = [];
  let length = 0;
  let last = 0;
  for (const [atom, least, most] of pattern.matchAll(atoms)) {
    if (atom === "(") {
      outer.push(length);
      length = 0;
    } else if (atom === ")") {
      last = length + 1;
      length = (outer.pop() ?? 0) + last;
    } else if (least !== undefined) {
      const repeated = last * Math.max(Number(least), Number(most ?? 0), 1);
      length += repeated - last;
      last = repeated;
    } else {
      last = atom === "*" || atom === "+" || atom === "?" ? last + 1 : 1;
      length += 1;
    }
  }
  return outer.reduce((sum, each) => sum + each, length);
}
