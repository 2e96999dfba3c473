import { overload, type Overload } from "./overload.js";
import { localDate, zoneUnits } from "./time-zone.js";

type Field = (date: Date) => number;

/** A field of a timestamp, in UTC or in a zone. */
function ofTimestamp(field: Field): Overload[] {
  return [
    overload(["timestamp"], "int", ([{ ms }]) => BigInt(field(new Date(ms)))),
    overload(["timestamp", "string"], "int", ([timestamp, zone], evaluation) => {
      evaluation.spend(zoneUnits);
      return BigInt(field(localDate(timestamp, zone)));
    }),
  ];
}

/** A duration in whole units, towards zero. */
function ofDuration(unitNanos: bigint): Overload {
  return overload(["duration"], "int", ([{ nanos }]) => nanos / unitNanos);
}

const nanosPerSecond = 1_000_000_000n;
const msPerDay = 86_400_000;

function dayOfYear(date: Date): number {
  const start = new Date(date);
  start.setUTCMonth(0, 1);
  return Math.round((date.getTime() - start.getTime()) / msPerDay);
}

/** Methods of timestamps and durations; months and days of the week, month and year count from 0, but for `getDate`. */
export const timeMethods: Readonly<Record<string, readonly Overload[]>> = {
  getFullYear: ofTimestamp((date) => date.getUTCFullYear()),
  getMonth: ofTimestamp((date) => date.getUTCMonth()),
  getDate: ofTimestamp((date) => date.getUTCDate()),
  getDayOfMonth: ofTimestamp((date) => date.getUTCDate() - 1),
  getDayOfWeek: ofTimestamp((date) => date.getUTCDay()),
  getDayOfYear: ofTimestamp(dayOfYear),
  getHours: [...ofTimestamp((date) => date.getUTCHours()), ofDuration(3_600n * nanosPerSecond)],
  getMinutes: [...ofTimestamp((date) => date.getUTCMinutes()), ofDuration(60n * nanosPerSecond)],
  getSeconds: [...ofTimestamp((date) => date.getUTCSeconds()), ofDuration(nanosPerSecond)],
  getMilliseconds: [
    ...ofTimestamp((date) => date.getUTCMilliseconds()),
    overload(["duration"], "int", ([{ nanos }]) => (nanos / 1_000_000n) % 1_000n),
  ],
};
