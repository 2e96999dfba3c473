import { maxSourceLength } from "../expressions/limits.js";

/** Bounds of a definition beside those of model.ts: what they keep small is said of each. */

/** Bytes of the text, and of the definition as JSON. */
export const maxSourceBytes = 1_048_576;

/** Levels of nested lists and objects: what walks a definition later may do so recursively. */
export const maxDepth = 100;

/** Edges between steps, those from a switch to its branches among them. */
export const maxNeeds = 100_000;

/** A run's or a step's time, and a sleep's: a year. */
export const maxDurationMs = 366 * 86_400_000;

/** Characters of an expression, of what is only shown, of a pattern. */
export const maxExpressionChars = maxSourceLength;
export const maxDescriptionChars = 2_000;
export const maxPatternChars = 200;

/** Different patterns of a definition: the dearest take 14 ms to compile. */
export const maxPatterns = 100;
