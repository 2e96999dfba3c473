import { Exhaustion, Fault } from "./fault.js";
import { fieldOf, keysOf, sizeOf } from "./fields.js";
import { kindOf, KindValue, wordFor } from "./kinds.js";
import { maxValueDepth } from "./limits.js";
import { Duration, Timestamp } from "./time.js";
import type { Evaluation } from "./evaluation.js";

/**
 * Whether two values are the same. Numbers are by what they count, whether written 1 or 1.0; values of different kinds are not
 * the same, which is no fault. Pays for what it looks at.
 */
export function areEqual(left: unknown, right: unknown, evaluation: Evaluation): boolean {
  return new Comparison(evaluation).areEqual(left, right);
}

class Comparison {
  #depth = 0;

  constructor(readonly evaluation: Evaluation) {}

  areEqual(left: unknown, right: unknown): boolean {
    if (typeof left === "string") return typeof right === "string" && this.#areTextsEqual(left, right);
    if (typeof left !== "object" || left === null || typeof right !== "object" || right === null) {
      // Loosely, as a bigint and a number are the same only then; of the other kinds no two are.
      // oxlint-disable-next-line eqeqeq
      return typeof left === typeof right ? left === right : areNumbers(left, right) && left == right;
    }
    if (++this.#depth > maxValueDepth)
      throw new Exhaustion(`Values nested more than ${maxValueDepth} deep are not compared`);
    const isSame = this.#areObjectsEqual(left, right);
    this.#depth--;
    return isSame;
  }

  #areTextsEqual(left: string, right: string): boolean {
    if (left.length !== right.length) return false;
    this.evaluation.spend(left.length / 64);
    return left === right;
  }

  #areObjectsEqual(left: object, right: object): boolean {
    const kind = kindOf(left);
    if (kind !== kindOf(right)) return false;
    if (kind === "list") return this.#areListsEqual(left as unknown[], right as unknown[]);
    if (kind === "map") return this.#areMapsEqual(left, right);
    if (left instanceof KindValue) return left.kind === (right as KindValue).kind;
    return (left as Timestamp | Duration).nanos === (right as Timestamp | Duration).nanos;
  }

  #areListsEqual(left: readonly unknown[], right: readonly unknown[]): boolean {
    return left.length === right.length && left.every((item, index) => this.#isItemEqual(item, right[index]));
  }

  #isItemEqual(left: unknown, right: unknown): boolean {
    this.evaluation.spend(2);
    return this.areEqual(left, right);
  }

  #areMapsEqual(left: object, right: object): boolean {
    const keys = keysOf(left);
    const size = sizeOf(right);
    this.evaluation.spend(10 * (keys.length + size));
    if (keys.length !== size) return false;
    return keys.every((key) => {
      const other = fieldOf(right, key);
      return other !== undefined && this.areEqual(fieldOf(left, key), other);
    });
  }
}

function areNumbers(left: unknown, right: unknown): left is number | bigint {
  return [left, right].every((value) => typeof value === "number" || typeof value === "bigint");
}

/** Negative where `left` comes first, 0 where none does, NaN where one of them is NaN. Throws a Fault where there is no order. */
export function compare(left: unknown, right: unknown, evaluation: Evaluation): number {
  if (typeof left === "string" && typeof right === "string") return compareTexts(left, right, evaluation);
  if (areNumbers(left, right) && areNumbers(right, left)) return order(left, right);
  if (typeof left === "boolean" && typeof right === "boolean") return order(Number(left), Number(right));
  if (left instanceof Timestamp && right instanceof Timestamp) return order(left.nanos, right.nanos);
  if (left instanceof Duration && right instanceof Duration) return order(left.nanos, right.nanos);
  throw new Fault(`There is no order between ${wordFor(kindOf(left))} and ${wordFor(kindOf(right))}`);
}

function order(left: number | bigint, right: number | bigint): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return Number.isNaN(left) || Number.isNaN(right) ? Number.NaN : 0;
}

/** By code points, where JavaScript goes by halves of surrogate pairs, and so puts U+FFFF behind an emoji. */
function compareTexts(left: string, right: string, evaluation: Evaluation): number {
  const length = Math.min(left.length, right.length);
  evaluation.spend(length / 4);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  if (at === length) return left.length - right.length;
  return ranked(left.charCodeAt(at)) - ranked(right.charCodeAt(at));
}

/** Surrogates behind all other characters. */
function ranked(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
