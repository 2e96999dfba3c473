import { LRUCache } from "lru-cache";
import { Fault } from "./fault.js";
import type { Timestamp } from "./time.js";

/** Making a zone's formatter takes up to 50 µs; it is charged whether or not one is kept, so that every replay pays the same. */
export const zoneUnits = 5_000;

const formatters = new LRUCache<string, Intl.DateTimeFormat>({ max: 100 });
const fixedOffset = /^([+-]?)(\d\d):(\d\d)$/;

/**
 * A date whose fields in UTC are those that a clock in the zone shows.
 *
 * @param zone a name of the IANA database as in "Europe/Berlin", or an offset as in "+05:30"
 */
export function localDate({ ms }: Timestamp, zone: string): Date {
  const [isFixed, sign, hours, minutes] = fixedOffset.exec(zone) ?? [];
  if (isFixed !== undefined) {
    const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
    return new Date(ms + offsetMinutes * 60_000);
  }
  const parts = formatterOf(zone).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((found) => found.type === type)?.value);
  const local = new Date(0);
  local.setUTCFullYear(part("year"), part("month") - 1, part("day"));
  local.setUTCHours(part("hour"), part("minute"), part("second"), ((ms % 1_000) + 1_000) % 1_000);
  return local;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const kept = formatters.get(zone);
  if (kept) return kept;
  const formatter = newFormatter(zone);
  formatters.set(zone, formatter);
  return formatter;
}

function newFormatter(timeZone: string): Intl.DateTimeFormat {
  try {
    const date = { year: "numeric", month: "numeric", day: "numeric" } as const;
    const time = { hour: "numeric", minute: "numeric", second: "numeric" } as const;
    return new Intl.DateTimeFormat("en-US", { ...date, ...time, hourCycle: "h23", calendar: "gregory", timeZone });
  } catch {
    throw new Fault(`"${timeZone.slice(0, 40)}" is no time zone as in "Europe/Berlin" or "+05:30"`);
  }
}
