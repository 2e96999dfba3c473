import { Fault } from "./fault.js";

const nanosPerSecond = 1_000_000_000n;
const nanosPerMs = 1_000_000n;

/** An instant between the years 1 and 9999, to the nanosecond. */
export class Timestamp {
  static readonly #first = BigInt(Date.parse("0001-01-01T00:00:00Z")) * nanosPerMs;
  static readonly #end = BigInt(Date.parse("9999-12-31T23:59:59.999Z") + 1) * nanosPerMs;

  /** @param nanos since 1970; throws a Fault outside the years that RFC 3339 can write */
  constructor(readonly nanos: bigint) {
    if (nanos < Timestamp.#first || nanos >= Timestamp.#end) {
      throw new Fault("A timestamp lies between the years 1 and 9999");
    }
  }

  /** Whole milliseconds since 1970, rounded down. */
  get ms(): number {
    const rest = modulo(this.nanos, nanosPerMs);
    return Number((this.nanos - rest) / nanosPerMs);
  }
}

/** A span of time, to the nanosecond; may be negative. */
export class Duration {
  /** Ten thousand years, as in protobuf. */
  static readonly #most = 315_576_000_000n * nanosPerSecond;

  constructor(readonly nanos: bigint) {
    if (nanos > Duration.#most || nanos < -Duration.#most) throw new Fault("A duration has at most 10,000 years");
  }
}

const rfc3339 = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** Reads RFC 3339; throws a Fault for any other text. */
export function parseTimestamp(text: string): Timestamp {
  const [, date, time, fraction = "", sign, hours, minutes] = rfc3339.exec(text) ?? [];
  const ms = Date.parse(`${date}T${time}Z`);
  // A day that the month does not have is read as one of the next.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(`${date}T${time}`)) {
    throw new Fault(`"${text.slice(0, 40)}" is no timestamp as in "2026-01-31T12:00:00Z"`);
  }
  const offsetMinutes = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1);
  const nanos = BigInt(ms - offsetMinutes * 60_000) * nanosPerMs + BigInt(fraction.padEnd(9, "0"));
  return new Timestamp(nanos);
}

/** RFC 3339 in UTC, with as many digits of a second as it takes. */
export function formatTimestamp({ nanos, ms }: Timestamp): string {
  const seconds = new Date(ms).toISOString().slice(0, 19);
  return `${seconds}${fractionOf(modulo(nanos, nanosPerSecond))}Z`;
}

const unitNanos: Readonly<Record<string, bigint>> = {
  h: 3_600n * nanosPerSecond,
  m: 60n * nanosPerSecond,
  s: nanosPerSecond,
  ms: nanosPerMs,
  us: 1_000n,
  µs: 1_000n,
  ns: 1n,
};

const wholeDuration = /^[+-]?(?:0|(?:(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:h|ms|m|s|us|µs|ns))+)$/;
const partOfDuration = /(\d*)(?:\.(\d*))?(h|ms|m|s|us|µs|ns)/g;
/** A text of a duration may have this many characters. */
const maxDurationText = 100;

/** Reads durations as Go writes them: "1h30m", "1.5s", "-250ms"; throws a Fault for any other text. */
export function parseDuration(text: string): Duration {
  if (text.length > maxDurationText || !wholeDuration.test(text)) {
    throw new Fault(`"${text.slice(0, 40)}" is no duration as in "1h30m" or "2.5s"`);
  }
  let nanos = 0n;
  for (const [, whole = "", fraction = "", unit = ""] of text.matchAll(partOfDuration)) {
    const size = unitNanos[unit] ?? 0n;
    nanos += BigInt(whole) * size + (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
  }
  return new Duration(text.startsWith("-") ? -nanos : nanos);
}

/** In seconds, as in "90s" or "-1.5s". */
export function formatDuration({ nanos }: Duration): string {
  const size = nanos < 0n ? -nanos : nanos;
  return `${nanos < 0n ? "-" : ""}${size / nanosPerSecond}${fractionOf(size % nanosPerSecond)}s`;
}

function fractionOf(nanos: bigint): string {
  return nanos === 0n ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
}

function modulo(value: bigint, by: bigint): bigint {
  const rest = value % by;
  return rest < 0n ? rest + by : rest;
}
