import type { Problem } from "./plan.js";

/** Every reason for which a definition is refused, with what it says about the place that it names. */
export const problemReasons = {
  DEFINITION_MISSING: "Neither `definition` nor `source` is given.",
  DEFINITION_AMBIGUOUS: "Both `definition` and `source` are given.",
  SOURCE_INVALID: "The text is neither YAML 1.2 nor JSON.",
  SOURCE_TOO_LARGE: "The definition takes more than 1 MiB, as text or as JSON.",
  SOURCE_TOO_DEEP: "Lists and objects are nested too deeply.",
  SOURCE_TOO_COMPLEX: "The text has too many parts, anchors or aliases for its size.",
  SYNTAX_UNSUPPORTED: "The text uses a tag or a directive of YAML that a definition may not have.",
  KEY_REPEATED: "An object of the text has the same key twice.",
  VALUE_NOT_JSON: "The value is none of JSON's: not a number, infinite, or nothing.",
  TEXT_UNSTORABLE: "The text holds U+0000 or half a surrogate pair.",
  FIELD_MISSING: "A field that must be there is not.",
  FIELD_UNKNOWN: "There is no such field here.",
  TYPE_WRONG: "The value is of another type than asked for.",
  VALUE_UNKNOWN: "The value is none of those to choose from.",
  VALUE_INVALID: "The value is not what is asked for.",
  NAME_INVALID: "A name or an id has other characters than it may have, or too many.",
  NUMBER_OUT_OF_RANGE: "The number is too small or too large.",
  TEXT_EMPTY: "The text is empty.",
  TEXT_TOO_LONG: "The text is too long.",
  LIST_EMPTY: "The list is empty.",
  LIST_TOO_LONG: "The list has too many entries.",
  ENTRY_REPEATED: "The list has the same entry twice.",
  STEP_ID_REPEATED: "An earlier step has the same id.",
  STEP_ID_RESERVED: "The id is that of the step which the definition's own `onFailure` becomes.",
  STEP_UNKNOWN: "No step has this id.",
  STEP_NEEDS_ITSELF: "The step needs itself, or is in a branch of its own.",
  STEP_CYCLE: "Steps wait for each other, so that none of them could ever start.",
  STEP_NOT_AN_ANCESTOR: "An expression reads a step that is not sure to have ended by then.",
  STEP_NEEDS_TOO_MANY: "The steps together need too many others.",
  CASE_UNREACHABLE: "An earlier case of the switch has the same condition.",
  EXPRESSION_INVALID: "An expression cannot be compiled, or reads what is not in scope.",
  DURATION_INVALID: "A duration that is fixed is no number of milliseconds.",
  INSTANT_INVALID: "An instant that is fixed is none of RFC 3339.",
  ITEMS_INVALID: "Items that are fixed are no list, or too long a one.",
  PATTERN_INVALID: "A pattern of `nonRetryable` is none of RE2.",
  PATTERNS_TOO_MANY: "The definition has too many different patterns.",
  SANDBOX_REFUSED: "A sandbox cannot be had like this: the message says why.",
  SCHEMA_INVALID: "A JSON Schema cannot be used.",
  SCHEMA_TOO_LARGE: "A JSON Schema is too large.",
  PROBLEMS_TOO_MANY: "There is more wrong than is told at once.",
} as const satisfies Readonly<Record<string, string>>;

export type ProblemReason = keyof typeof problemReasons;

export type ProblemPath = Problem["path"];

/** Most problems told at once, and most characters of a message. */
export const maxProblems = 100;
const maxMessageChars = 500;

/** What is wrong with a definition, as far as it is known. Keeps a bounded number, each once. */
export class ProblemList {
  readonly #problems: Problem[] = [];
  readonly #seen = new Set<string>();
  #isCut = false;

  get isEmpty(): boolean {
    return this.#problems.length === 0;
  }

  /** Nothing more would be kept: whoever looks for problems may stop. */
  get isFull(): boolean {
    return this.#isCut;
  }

  add(path: ProblemPath, reason: ProblemReason, message: string): void {
    const key = JSON.stringify([path, reason, message]);
    if (this.#isCut || this.#seen.has(key)) return;
    if (this.#problems.length === maxProblems) {
      this.#isCut = true;
      return;
    }
    this.#seen.add(key);
    this.#problems.push({ path, reason, message: shorten(message, maxMessageChars) });
  }

  /** In the order of the definition: what concerns it as a whole, then its steps. */
  list(): readonly Problem[] {
    const sorted = this.#problems.toSorted((a, b) => compare(a.path, b.path));
    if (!this.#isCut) return sorted;
    const message = `There is more wrong: these are the first ${maxProblems} problems that were found.`;
    return [...sorted, { path: [], reason: "PROBLEMS_TOO_MANY", message }];
  }
}

/** Paths that differ first in an index go by it, those of steps last; all others stay as they were found. */
function compare(a: ProblemPath, b: ProblemPath): number {
  if ((a[0] === "steps") !== (b[0] === "steps")) return a[0] === "steps" ? 1 : -1;
  const place = a.findIndex((part, index) => part !== b[index]);
  const [left, right] = [a[place], b[place]];
  return typeof left === "number" && typeof right === "number" ? left - right : 0;
}

/** At most so many characters of it, no half of a surrogate pair among them. */
export function shorten(text: string, maxChars: number): string {
  return text.length <= maxChars ? text.toWellFormed() : `${text.slice(0, maxChars - 1).toWellFormed()}…`;
}

/** A number within a message: 10,000. */
export function grouped(count: number): string {
  return count.toLocaleString("en");
}

/** A name or a text of the author's within a message. */
export function quote(text: string): string {
  return `\`${shorten(text, 80)}\``;
}
