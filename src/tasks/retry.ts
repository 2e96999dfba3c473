import { LRUCache } from "lru-cache";
import { RE2JS } from "re2js";
import { badInput, type InputPath } from "../platform/errors.js";
import { isStorable } from "../platform/labels.js";
import { checkRange } from "./ranges.js";

/** A task's own way to be retried, as its creator writes it. */
export interface RetryInput {
  readonly initialDelayMs?: number | null | undefined;
  readonly factor?: number | null | undefined;
  readonly maxDelayMs?: number | null | undefined;
  readonly nonRetryable?: readonly string[] | null | undefined;
}

/** The same as `tasks.retry` keeps it. */
export interface RetryPolicy {
  /** Longest wait before the first retry, in ms. */
  readonly initialDelayMs: number;
  /** How many times longer each further wait is. */
  readonly factor: number;
  readonly maxDelayMs: number;
  /** RE2 patterns: a failure whose message one of them finds something in is final. */
  readonly nonRetryable: readonly string[];
}

const dayMs = 86_400_000;
const delayRange = [0, dayMs] as const;
const [minFactor, maxFactor] = [1, 10];
const maxPatterns = 20;
const maxPatternChars = 500;
/**
 * Instructions of all patterns together: 500 plain characters are 502. Where RE2 cannot keep a table of them, it takes 60 ns a
 * character for each that may match there: `[ab]*a[ab]{900}` took 0.1 s for the 4,000 characters of a message.
 */
const maxProgramSize = 2_000;

/**
 * By pattern. What is compiled keeps tables that grow with use, for the worst 3 MB per thousand instructions, so there is room for a
 * few of those, or for several hundred as people write them.
 */
const compiled = new LRUCache<string, RE2JS>({
  maxSize: 10 * maxProgramSize,
  sizeCalculation: (pattern) => pattern.programSize(),
});

/** Throws BAD_USER_INPUT with the path of what is wrong below `path`. */
export function checkRetry(input: RetryInput, path: InputPath): RetryPolicy {
  const factor = input.factor ?? 2;
  if (!(factor >= minFactor && factor <= maxFactor))
    throw badInput(`Must be a number from ${minFactor} to ${maxFactor}.`, [...path, "factor"], "NUMBER_OUT_OF_RANGE");
  return {
    initialDelayMs: checkRange(input.initialDelayMs ?? 1_000, delayRange, [...path, "initialDelayMs"]),
    factor,
    maxDelayMs: checkRange(input.maxDelayMs ?? 300_000, delayRange, [...path, "maxDelayMs"]),
    nonRetryable: checkPatterns(input.nonRetryable ?? [], [...path, "nonRetryable"]),
  };
}

/** Whether a failure with this message is final. Patterns are compiled where they have not been; they were checked before. */
export function isNonRetryable({ nonRetryable }: RetryPolicy, message: string): boolean {
  return nonRetryable.some((pattern) => compile(pattern).test(message));
}

function checkPatterns(patterns: readonly string[], path: InputPath): readonly string[] {
  if (patterns.length > maxPatterns) throw badInput(`At most ${maxPatterns} patterns.`, path, "LIST_TOO_LONG");
  let size = 0;
  for (const [index, pattern] of patterns.entries()) {
    size += checkPattern(pattern, [...path, index]).programSize();
    if (size > maxProgramSize)
      throw badInput("The patterns are too large together.", [...path, index], "PATTERN_TOO_LARGE");
  }
  return patterns;
}

function checkPattern(pattern: string, path: InputPath): RE2JS {
  if (pattern.length < 1 || pattern.length > maxPatternChars || !isStorable(pattern))
    throw badInput(`A pattern has 1 to ${maxPatternChars} characters.`, path, "PATTERN_INVALID");
  try {
    return compile(pattern);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw badInput(`Not a usable RE2 pattern: ${message.slice(0, 200)}`, path, "PATTERN_INVALID");
  }
}

function compile(pattern: string): RE2JS {
  const before = compiled.get(pattern);
  if (before) return before;
  const made = RE2JS.compile(pattern);
  // What is too large to be used is not worth keeping either.
  if (made.programSize() <= maxProgramSize) compiled.set(pattern, made);
  return made;
}
