import { RE2JS } from "re2js";
import { listOf, recordOf } from "./json-tree.js";
import { maxPatternChars, maxPatterns } from "./limits.js";
import { quote, type ProblemList, type ProblemPath } from "./problems.js";

/** Looks at the patterns of all retries of a definition, at each text once. */
export class RetryPatterns {
  readonly #problems: ProblemList;
  /** By pattern, what is wrong with it; empty when nothing is. */
  readonly #faults = new Map<string, string>();

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  check(retry: unknown, path: ProblemPath): void {
    for (const [index, pattern] of listOf(recordOf(retry)["nonRetryable"]).entries()) {
      if (typeof pattern !== "string" || pattern.length > maxPatternChars || this.#problems.isFull) continue;
      const fault = this.#faultOf(pattern, path);
      if (fault === "") continue;
      this.#problems.add(
        [...path, "nonRetryable", index],
        "PATTERN_INVALID",
        `${quote(pattern)} is no pattern: ${fault}.`,
      );
    }
  }

  #faultOf(pattern: string, path: ProblemPath): string {
    const known = this.#faults.get(pattern);
    if (known !== undefined) return known;
    if (this.#faults.size >= maxPatterns) {
      const message = `A definition may have ${maxPatterns} different patterns of failures that are not to be retried.`;
      this.#problems.add(path, "PATTERNS_TOO_MANY", message);
      return "";
    }
    const fault = compileFault(pattern);
    this.#faults.set(pattern, fault);
    return fault;
  }
}

function compileFault(pattern: string): string {
  try {
    RE2JS.compile(pattern);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
