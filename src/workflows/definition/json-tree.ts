import { isStorable } from "../../platform/labels.js";
import { maxDepth, maxSourceBytes } from "./limits.js";
import { grouped, quote, type ProblemList, type ProblemPath } from "./problems.js";

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value if it is an object, else one without fields: for reading what may be of a wrong shape. */
export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Each value takes a byte at least, and one more that parts it from the next. */
const maxValues = maxSourceBytes / 2;

/** A value, and the way back to the root: cheaper than a path for each. */
interface Visit {
  readonly value: unknown;
  readonly key: string | number;
  readonly parent: Visit | null;
  readonly depth: number;
}

/**
 * Looks whether a value is JSON that may be kept: not too deep, not too large, no text that PostgreSQL refuses. False
 * where it may not even be walked recursively. Itself walks without recursion, and ends on a value that holds itself;
 * what stands in several places counts in each.
 */
export function checkTree(root: unknown, problems: ProblemList): boolean {
  const stack: Visit[] = [{ value: root, key: "", parent: null, depth: 0 }];
  let values = 0;
  let isJson = true;
  for (let visit = stack.pop(); visit; visit = stack.pop()) {
    const isTooLarge = ++values > maxValues;
    if (isTooLarge || visit.depth > maxDepth) return refuseTree(visit, isTooLarge, problems);
    if (typeof visit.value === "object" && visit.value !== null) pushInner(visit, stack, problems);
    else isJson = checkLeaf(visit, problems) && isJson;
  }
  // What is no JSON, such as a BigInt, could not be written.
  return !isJson || checkSize(root, problems);
}

function refuseTree(visit: Visit, isTooLarge: boolean, problems: ProblemList): false {
  if (isTooLarge) problems.add([], "SOURCE_TOO_LARGE", tooLarge);
  else problems.add(pathOf(visit).slice(0, 10), "SOURCE_TOO_DEEP", `Nested more than ${maxDepth} levels deep.`);
  return false;
}

const tooLarge = `A definition may take ${grouped(maxSourceBytes)} bytes as JSON.`;

function checkSize(root: unknown, problems: ProblemList): boolean {
  if (Buffer.byteLength(JSON.stringify(root)) <= maxSourceBytes) return true;
  problems.add([], "SOURCE_TOO_LARGE", tooLarge);
  return false;
}

function pushInner(visit: Visit, stack: Visit[], problems: ProblemList): void {
  const { value, depth } = visit;
  const place = { parent: visit, depth: depth + 1 };
  if (Array.isArray(value)) {
    // From the back, so that what comes first is looked at first.
    for (let key = value.length - 1; key >= 0; key--) stack.push({ value: value[key], key, ...place });
    return;
  }
  for (const [key, inner] of Object.entries(value as JsonRecord).toReversed()) {
    stack.push({ value: inner, key, ...place });
    if (isStorable(key)) continue;
    problems.add([...pathOf(visit), key], "TEXT_UNSTORABLE", `A key may not hold ${unstorable}.`);
  }
}

const unstorable = "U+0000 or half a surrogate pair";

/** Whether it is a value of JSON. */
function checkLeaf(visit: Visit, problems: ProblemList): boolean {
  const { value } = visit;
  if (typeof value === "string") {
    if (!isStorable(value)) problems.add(pathOf(visit), "TEXT_UNSTORABLE", `A text may not hold ${unstorable}.`);
    return true;
  }
  if (value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value)))
    return true;
  const what = typeof value === "number" ? String(value) : `a value of type ${quote(typeof value)}`;
  problems.add(pathOf(visit), "VALUE_NOT_JSON", `JSON has no such value as ${what}.`);
  return false;
}

function pathOf(visit: Visit): ProblemPath {
  const path: (string | number)[] = [];
  for (let at = visit; at.parent; at = at.parent) path.push(at.key);
  return path.toReversed();
}

/** Whether a value holds at most so many values; ends soon when it holds more. */
export function holdsAtMost(root: unknown, maxCount: number): boolean {
  const stack: unknown[] = [root];
  let count = 0;
  while (stack.length > 0) {
    const value = stack.pop();
    const inner = typeof value === "object" && value !== null ? Object.values(value) : [];
    count += 1;
    if (count + inner.length > maxCount) return false;
    stack.push(...inner);
  }
  return true;
}
