import type { Readable } from "node:stream";
import type { HostLogChunk } from "../host.js";

/** How far one that reads has come, in bytes from the beginning of the stream. */
export interface LogReader {
  position: number;
}

/** What a reader may be behind before the pipe is read no further, and what is kept for one that begins again. */
const keptBytes = 64 * 1024;
const maxChunkBytes = 16 * 1024;
/** An invalid byte becomes a character of three. */
const worstGrowth = 3;
const newline = 10;

/** What a process wrote to one of its streams: as much as its readers have not taken, and a little of what they have. */
export class LogBuffer {
  readonly stream: HostLogChunk["stream"];
  #bytes: Buffer = Buffer.alloc(0);
  /** Position of the first byte that is kept. */
  #start = 0;
  /** How far any reader ever came. */
  #delivered = 0;
  #hasEnded = false;
  #isDraining = false;
  readonly #readers = new Set<LogReader>();
  readonly #source: Readable;
  readonly #onChange: () => void;

  constructor(stream: HostLogChunk["stream"], source: Readable, onChange: () => void) {
    this.stream = stream;
    this.#source = source;
    this.#onChange = onChange;
    source.on("data", (chunk: Buffer) => this.#append(chunk));
    // A pipe that breaks has ended too.
    for (const event of ["end", "error", "close"]) source.on(event, () => this.#finish());
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Nothing more is read until somebody takes what is here. */
  get isFull(): boolean {
    return this.#start + this.#bytes.length - this.#floor >= keptBytes;
  }

  /** From there on, or from what is still here of it. */
  open(position: number): LogReader {
    const end = this.#start + this.#bytes.length;
    const reader = { position: Math.min(Math.max(position, this.#start), end) };
    this.#readers.add(reader);
    this.#flow();
    return reader;
  }

  close(reader: LogReader): void {
    this.#readers.delete(reader);
    this.#flow();
  }

  /** The next whole lines, or a piece of a longer one; null while there are none. Nothing in it that PostgreSQL cannot keep. */
  take(reader: LogReader): string | null {
    const rest = this.#bytes.subarray(reader.position - this.#start);
    let size = this.#sizeOfNext(rest, maxChunkBytes);
    let text = decode(rest, size);
    if (Buffer.byteLength(text) > maxChunkBytes) {
      size = this.#sizeOfNext(rest, Math.floor(maxChunkBytes / worstGrowth));
      text = decode(rest, size);
    }
    if (size === 0) return null;
    reader.position += size;
    this.#delivered = Math.max(this.#delivered, reader.position);
    this.#flow();
    return text;
  }

  /** Reads on to the end, which is near, whether somebody takes it or not: what a pipe holds. */
  drain(): void {
    this.#isDraining = true;
    this.#flow();
  }

  /** Reads no more: what is here is all that will be. */
  cut(): void {
    this.#source.destroy();
    this.#finish();
  }

  /** What the slowest reader has; with none, what the last one had. */
  get #floor(): number {
    return this.#readers.size === 0 ? this.#delivered : Math.min(...[...this.#readers].map(({ position }) => position));
  }

  #append(chunk: Buffer): void {
    const end = this.#start + this.#bytes.length + chunk.length;
    const start = Math.max(this.#start, Math.min(this.#floor, end - keptBytes));
    this.#bytes = Buffer.concat([this.#bytes, chunk]).subarray(start - this.#start);
    this.#start = start;
    this.#flow();
    this.#onChange();
  }

  #finish(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#onChange();
  }

  #flow(): void {
    if (this.#hasEnded) return;
    if (this.isFull && !this.#isDraining) this.#source.pause();
    else this.#source.resume();
  }

  #sizeOfNext(rest: Buffer, max: number): number {
    const lines = rest.subarray(0, max).lastIndexOf(newline) + 1;
    if (lines > 0) return lines;
    // Whether a character ends with the piece shows in the byte behind it.
    if (rest.length > max) return startOfCharacter(rest, max);
    return this.#hasEnded ? rest.length : 0;
  }
}

/** Of the character that the byte at `index` belongs to; `index` itself where there is none of at most four bytes. */
function startOfCharacter(bytes: Buffer, index: number): number {
  for (let start = index; start > index - 4; start--) {
    const isContinuation = ((bytes[start] ?? 0) & 0xc0) === 0x80;
    if (!isContinuation) return start;
  }
  return index;
}

function decode(bytes: Buffer, size: number): string {
  return bytes.toString("utf8", 0, size).replaceAll("\0", "\u{FFFD}");
}
