import { badInput } from "../platform/errors.js";

/** Where a feed begins. */
export interface FeedStart {
  /** What lies at it or before is left out. */
  readonly position: number;
  /**
   * A `pg_snapshot` as text: of what lies behind the position, the events of transactions that had ended then are left
   * out too. Null when all of it belongs to the feed.
   */
  readonly snapshot: string | null;
}

/** Room for the ids of a thousand open transactions. */
const maxCursorLength = 16_000;
const form = /^(?<position>\d{1,16})(?:@(?<snapshot>\d{1,20}:\d{1,20}:(?:\d{1,20}(?:,\d{1,20})*)?))?$/;

/** A place in the feed as a client sees it. */
export function encodeCursor({ position, snapshot }: FeedStart): string {
  return Buffer.from(snapshot === null ? String(position) : `${position}@${snapshot}`).toString("base64url");
}

/** Throws BAD_USER_INPUT at `["after"]` for what `encodeCursor` did not make. */
export function decodeCursor(cursor: string): FeedStart {
  const text = Buffer.from(cursor.slice(0, maxCursorLength), "base64url").toString("latin1");
  const { position, snapshot = null } = form.exec(text)?.groups ?? {};
  const start = { position: Number(position), snapshot };
  if (!Number.isSafeInteger(start.position) || encodeCursor(start) !== cursor) {
    throw badInput("This is no cursor of an event.", ["after"], "CURSOR_INVALID");
  }
  return start;
}
