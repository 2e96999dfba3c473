import { int64 } from "./arithmetic.js";
import { Fault } from "./fault.js";
import { sizeOf } from "./fields.js";
import { dyn, kindOf, KindValue } from "./kinds.js";
import { overload, type Overload } from "./overload.js";
import { formatDuration, formatTimestamp, parseDuration, parseTimestamp, Timestamp } from "./time.js";

const nanosPerSecond = 1_000_000_000n;
const nanosPerMs = 1_000_000n;
const wholeNumber = /^[+-]?\d{1,19}$/;
const decimalNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** Reading or writing a timestamp or a duration takes 1.5 µs. */
const timeUnits = 150;
/** Of a text that is read as a number. */
const maxNumberText = 400;

function unreadable(text: string, as: string): Fault {
  return new Fault(`"${text.slice(0, 40)}" cannot be read as ${as}`);
}

function intOfText(text: string): bigint {
  if (!wholeNumber.test(text)) throw unreadable(text, "an integer");
  return int64(BigInt(text.replace("+", "")));
}

function intOfDouble(value: number): bigint {
  if (!Number.isFinite(value)) throw new Fault(`${value} is no integer`);
  return int64(BigInt(Math.trunc(value)));
}

function doubleOfText(text: string): number {
  if (text.length > maxNumberText || !decimalNumber.test(text)) throw unreadable(text, "a number");
  return Number(text);
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...["true", "True", "TRUE", "t", "1"].map((text) => [text, true] as const),
  ...["false", "False", "FALSE", "f", "0"].map((text) => [text, false] as const),
]);

function boolOfText(text: string): boolean {
  const truth = truths.get(text);
  if (truth === undefined) throw unreadable(text, "a boolean");
  return truth;
}

const sizes: readonly Overload[] = [
  overload(["string"], "int", ([text], evaluation) => {
    evaluation.spend(text.length);
    let size = 0;
    for (const _character of text) size++;
    return BigInt(size);
  }),
  overload(["list"], "int", ([list]) => BigInt(list.length)),
  overload(["map"], "int", ([map], evaluation) => {
    const size = sizeOf(map);
    evaluation.spend(10 * size);
    return BigInt(size);
  }),
];

export const sizeMethods: Readonly<Record<string, readonly Overload[]>> = { size: sizes };

/** Functions that are no methods, and those that are both. */
export const conversions: Readonly<Record<string, readonly Overload[]>> = {
  size: sizes,
  dyn: [overload(["dyn"], dyn, ([value]) => value)],
  type: [overload(["dyn"], "type", ([value]) => new KindValue(kindOf(value)))],
  bool: [overload(["bool"], "bool", ([value]) => value), overload(["string"], "bool", ([text]) => boolOfText(text))],
  int: [
    overload(["int"], "int", ([value]) => value),
    overload(["double"], "int", ([value]) => intOfDouble(value)),
    overload(["string"], "int", ([text]) => intOfText(text)),
    overload(["timestamp"], "int", ([{ ms }]) => BigInt(Math.floor(ms / 1_000))),
  ],
  double: [
    overload(["double"], "double", ([value]) => value),
    overload(["int"], "double", ([value]) => Number(value)),
    overload(["string"], "double", ([text]) => doubleOfText(text)),
  ],
  string: [
    overload(["string"], "string", ([text]) => text),
    overload(["bool"], "string", ([value]) => String(value)),
    overload(["int"], "string", ([value]) => String(value)),
    overload(["double"], "string", ([value], evaluation) => {
      evaluation.spend(20);
      return String(value);
    }),
    overload(["timestamp"], "string", ([timestamp], evaluation) => {
      evaluation.spend(timeUnits);
      return formatTimestamp(timestamp);
    }),
    overload(["duration"], "string", ([duration], evaluation) => {
      evaluation.spend(timeUnits);
      return formatDuration(duration);
    }),
  ],
  timestamp: [
    overload(["timestamp"], "timestamp", ([timestamp]) => timestamp),
    overload(["string"], "timestamp", ([text], evaluation) => {
      evaluation.spend(timeUnits);
      return parseTimestamp(text);
    }),
    overload(["int"], "timestamp", ([seconds]) => new Timestamp(seconds * nanosPerSecond)),
    overload(["double"], "timestamp", ([seconds]) => new Timestamp(intOfDouble(seconds * 1_000) * nanosPerMs)),
  ],
  duration: [
    overload(["duration"], "duration", ([duration]) => duration),
    overload(["string"], "duration", ([text], evaluation) => {
      evaluation.spend(timeUnits);
      return parseDuration(text);
    }),
  ],
};
