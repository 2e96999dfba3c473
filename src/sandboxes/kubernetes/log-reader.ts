import type { HostLogChunk } from "../host.js";
import { nanosOf, writeCursor, type LogCursor } from "./log-cursor.js";

const maxChunkBytes = 16 * 1024;
/** `2026-11-27T08:00:00.123456789Z ` before each line. */
const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) /;
const maxStampBytes = 40;

/** A byte that is no text becomes a sign of three. */
const maxSafeBytes = Math.floor(maxChunkBytes / 3);

const newline = 0x0a;
const noBytes = Buffer.alloc(0);

/**
 * Makes chunks of a log with timestamps as it comes in pieces, leaving out what lies before `cursor`. Keeps the line that is not whole yet,
 * up to a chunk; what was given out is not kept.
 */
export class LogReader {
  /** Behind all that was given out. */
  #cursor: LogCursor;
  /** Until there it is what the reader had already; null once that is passed. */
  #skipUntil: LogCursor | null;
  #rest: Buffer = noBytes;
  /** Of the line in `#rest`, once its stamp is read; its bytes count from behind the stamp. */
  #at: string | null = null;
  #isSkipped = false;
  /** Bytes of the line that are still to be left out. */
  #skipBytes = 0;
  #seen: LogCursor = { at: "", lines: 0, bytes: 0 };
  /** The chunk that is being filled, and how many bytes it has as UTF-8. */
  #out = "";
  #outBytes = 0;
  #chunks: HostLogChunk[] = [];

  constructor(cursor: LogCursor) {
    this.#cursor = cursor;
    this.#skipUntil = cursor.at === "" ? null : cursor;
  }

  /** What these bytes make whole: lines together up to 16 KiB, longer ones in pieces. */
  push(bytes: Buffer): HostLogChunk[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    while (this.#step());
    return this.#flush();
  }

  /** The last line, where it has no end: of a container that has ended. */
  end(): HostLogChunk[] {
    this.#beginLine(true);
    while (this.#rest.length > 0) this.#cut(this.#rest.length);
    return this.#flush();
  }

  /** Whether there may be more in what is kept. */
  #step(): boolean {
    if (!this.#beginLine(false)) return false;
    const end = this.#rest.indexOf(newline);
    if (end === -1 && this.#rest.length <= maxChunkBytes) return false;
    this.#cut(end === -1 ? this.#rest.length : end + 1);
    return true;
  }

  /** Gives out the line of `size` bytes that is at the front of what is kept, or a piece of it where it makes too much of a text. */
  #cut(size: number): void {
    let piece = this.#rest.subarray(0, size > maxChunkBytes ? characterEnd(this.#rest, maxChunkBytes) : size);
    if (textBytes(piece) > maxChunkBytes) piece = piece.subarray(0, characterEnd(piece, maxSafeBytes));
    const isWhole = piece.at(-1) === newline;
    this.#rest = this.#rest.subarray(piece.length);
    this.#give(piece, isWhole);
    if (isWhole) this.#at = null;
  }

  /** Reads the stamp of a line that begins; answers whether it is read. A line without one belongs to the instant before. */
  #beginLine(isEnd: boolean): boolean {
    if (this.#at !== null) return true;
    const head = this.#rest.subarray(0, maxStampBytes);
    if (!isEnd && head.length < maxStampBytes && head.indexOf(newline) === -1) return false;
    if (head.length === 0) return false;
    const [whole = "", at = this.#seen.at] = stamp.exec(head.toString("latin1")) ?? [];
    this.#rest = this.#rest.subarray(whole.length);
    this.#at = at;
    if (at !== this.#seen.at) this.#seen = { at, lines: 0, bytes: 0 };
    this.#decide(at);
    return true;
  }

  /** Whether the reader has this line already, or a part of it. */
  #decide(at: string): void {
    this.#isSkipped = false;
    this.#skipBytes = 0;
    const until = this.#skipUntil;
    if (!until) return;
    const [here, there] = [nanosOf(at), nanosOf(until.at)];
    if (here < there || (here === there && this.#seen.lines < until.lines)) this.#isSkipped = true;
    else if (here === there && this.#seen.lines === until.lines) this.#skipBytes = until.bytes;
    if (!this.#isSkipped) this.#skipUntil = null;
  }

  #give(piece: Buffer, isWhole: boolean): void {
    const { at, lines } = this.#seen;
    this.#seen = isWhole ? { at, lines: lines + 1, bytes: 0 } : { at, lines, bytes: this.#seen.bytes + piece.length };
    if (this.#isSkipped) return;
    const skipped = Math.min(this.#skipBytes, piece.length);
    this.#skipBytes -= skipped;
    const text = textOf(piece.subarray(skipped));
    const bytes = Buffer.byteLength(text);
    if (this.#outBytes + bytes > maxChunkBytes) this.#close();
    this.#out += text;
    this.#outBytes += bytes;
    this.#cursor = this.#seen;
  }

  /** The chunk that is being filled is full: the cursor stands behind it. */
  #close(): void {
    if (this.#outBytes === 0) return;
    this.#chunks.push({ stream: "STDOUT", text: this.#out, cursor: writeCursor(this.#cursor) });
    this.#out = "";
    this.#outBytes = 0;
  }

  #flush(): HostLogChunk[] {
    this.#close();
    const chunks = this.#chunks;
    this.#chunks = [];
    return chunks;
  }
}

/** What is no UTF-8, and what no database takes for text, is replaced. */
function textOf(bytes: Buffer): string {
  return bytes.toString("utf8").replaceAll("\0", "\u{FFFD}");
}

function textBytes(bytes: Buffer): number {
  return bytes.length <= maxSafeBytes ? bytes.length : Buffer.byteLength(textOf(bytes));
}

/** The last place up to `size` that is not within a character of UTF-8. */
function characterEnd(bytes: Buffer, size: number): number {
  let end = size;
  while (end > size - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end > size - 4 ? end : size;
}
