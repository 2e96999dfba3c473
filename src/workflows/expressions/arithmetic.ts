import { Fault } from "./fault.js";
import { overload, type Overload } from "./overload.js";
import { Duration, Timestamp } from "./time.js";

const leastInt = -(2n ** 63n);
const mostInt = 2n ** 63n - 1n;

/** An integer of 64 bits, as the language has them; throws a Fault beyond. */
export function int64(value: bigint): bigint {
  if (value < leastInt || value > mostInt) throw new Fault("An integer would have more than 64 bits");
  return value;
}

function nonZero(divisor: bigint): bigint {
  if (divisor === 0n) throw new Fault("Division by zero");
  return divisor;
}

type Ints = (left: bigint, right: bigint) => bigint;
type Doubles = (left: number, right: number) => number;

/**
 * JSON tells no integers from other numbers, so an integer and a number go together, which CEL itself refuses: otherwise
 * `input.count + 1` would fail, and `input.price * 1.5` do so for whole prices.
 */
function numeric(ints: Ints, doubles: Doubles): Overload[] {
  return [
    overload(["int", "int"], "int", ([left, right]) => int64(ints(left, right))),
    overload(["double", "double"], "double", ([left, right]) => doubles(left, right)),
    overload(["int", "double"], "double", ([left, right]) => doubles(Number(left), right)),
    overload(["double", "int"], "double", ([left, right]) => doubles(left, Number(right))),
  ];
}

/** Operators with two operands but those which compare. */
export const arithmetic: Readonly<Record<"+" | "-" | "*" | "/" | "%", readonly Overload[]>> = {
  "+": [
    ...numeric(
      (left, right) => left + right,
      (left, right) => left + right,
    ),
    overload(["string", "string"], "string", ([left, right], evaluation) => {
      evaluation.spendText(left.length + right.length);
      return left + right;
    }),
    overload(["list", "list"], "list", ([left, right], evaluation) => {
      evaluation.spend(2 * (left.length + right.length));
      return [...left, ...right];
    }),
    overload(["timestamp", "duration"], "timestamp", ([left, right]) => new Timestamp(left.nanos + right.nanos)),
    overload(["duration", "timestamp"], "timestamp", ([left, right]) => new Timestamp(left.nanos + right.nanos)),
    overload(["duration", "duration"], "duration", ([left, right]) => new Duration(left.nanos + right.nanos)),
  ],
  "-": [
    ...numeric(
      (left, right) => left - right,
      (left, right) => left - right,
    ),
    overload(["timestamp", "timestamp"], "duration", ([left, right]) => new Duration(left.nanos - right.nanos)),
    overload(["timestamp", "duration"], "timestamp", ([left, right]) => new Timestamp(left.nanos - right.nanos)),
    overload(["duration", "duration"], "duration", ([left, right]) => new Duration(left.nanos - right.nanos)),
  ],
  "*": numeric(
    (left, right) => left * right,
    (left, right) => left * right,
  ),
  "/": numeric(
    (left, right) => left / nonZero(right),
    (left, right) => left / right,
  ),
  "%": numeric(
    (left, right) => left % nonZero(right),
    (left, right) => left % right,
  ),
};

export const negation: readonly Overload[] = [
  overload(["int"], "int", ([value]) => int64(-value)),
  overload(["double"], "double", ([value]) => -value),
];
