import { Cron } from "croner";
import { LRUCache } from "lru-cache";
import type { CronConfig } from "../model.js";

type Schedule = Pick<CronConfig, "schedule" | "timeZone">;

/** Parsing one takes some 50 µs: a turn may look at many. */
const parsed = new LRUCache<string, Cron>({ max: 1_000 });

/** Fields are separated by blanks; nicknames, years and dates, which the parser would take too, are none of the contract. */
const shape = /^\S+(?: +\S+){4,5}$/;

/** Letters first: an offset like `+02:00` is no zone of the database. */
const zoneShape = /^[a-z][\w+-]*(?:\/[\w+-]+)*$/i;

/** Throws what the parser has to say of a schedule that is none. */
export function checkSchedule(schedule: string): void {
  if (!shape.test(schedule)) throw new Error("A schedule has five or six fields.");
  parse({ schedule, timeZone: "UTC" });
}

export function isTimeZone(name: string): boolean {
  if (!zoneShape.test(name)) return false;
  try {
    return Boolean(Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** The first instant of the schedule that is later; null when there is none. */
export function nextInstant(schedule: Schedule, after: Date): Date | null {
  return parse(schedule).nextRun(after);
}

/** The last `most` instants that are later than `after` and not later than `until`, oldest first. */
export function instantsBetween(
  schedule: Schedule,
  { after, until, most }: { readonly after: Date; readonly until: Date; readonly most: number },
): Date[] {
  // What comes back lies before the reference: a millisecond later takes in the instant itself.
  const latest = parse(schedule).previousRuns(most, new Date(until.getTime() + 1));
  return latest.filter((at) => at > after && at <= until).toReversed();
}

/**
 * Of a clock that is put forward or back: what names its hours, minutes and seconds without `*` and `/` comes once per wall-clock
 * time, at the end of a gap and in the first of two equal hours; what repeats goes on with real time.
 */
function parse({ schedule, timeZone }: Schedule): Cron {
  const key = `${timeZone} ${schedule}`;
  const known = parsed.get(key);
  if (known) return known;
  const cron = new Cron(schedule, {
    timezone: timeZone,
    mode: "5-or-6-parts",
    fixedTimeRule: "no-wildcard",
    paused: true,
  });
  parsed.set(key, cron);
  return cron;
}
