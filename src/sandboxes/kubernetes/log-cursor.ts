/**
 * Where a reader of a log stands: behind so many whole lines of an instant, and so many bytes of the next line of that instant. Lines
 * have no numbers, and several may have one instant.
 */
export interface LogCursor {
  /** As the cluster writes it: RFC 3339 with up to nine digits of a second. Empty for the beginning. */
  readonly at: string;
  readonly lines: number;
  readonly bytes: number;
}

export const beginning: LogCursor = { at: "", lines: 0, bytes: 0 };

const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d))\/(\d{1,10})\/(\d{1,15})$/;

/** The beginning for what is none, as that of another host: a log twice is better than none. */
export function readCursor(text: string | null): LogCursor {
  const [whole, at = "", lines, bytes] = shape.exec(text ?? "") ?? [];
  return whole ? { at, lines: Number(lines), bytes: Number(bytes) } : beginning;
}

export function writeCursor({ at, lines, bytes }: LogCursor): string {
  return `${at}/${lines}/${bytes}`;
}

/** Of an instant with nine digits, for comparison; the text as it is where it is none. */
export function nanosOf(at: string): string {
  const [, seconds, digits = ""] = /^(.*:\d\d)(?:\.(\d+))?Z$/.exec(at) ?? [];
  return seconds === undefined ? at : `${seconds}.${digits.padEnd(9, "0")}Z`;
}

/** What the API takes for `sinceTime`: it knows whole seconds only, so lines before the cursor come again. */
export function secondOf({ at }: LogCursor): string {
  return at.replace(/\.\d+/, "");
}
