/** Longest piece, in UTF-16 units: at most 3 bytes each, so below the server's 64 KiB. */
const maxPieceLength = 21_000;
/** Most pieces, and units, in one message. */
const maxPieces = 1_000;
const maxMessageLength = 256 * 1024;
/** `write` waits while more units than this are unsent, and refuses beyond the second: a writer that does not await. */
const highWaterLength = 256 * 1024;
const overflowLength = 16 * 1024 * 1024;

/** Stores pieces behind a position; may send them again, as the server knows by the position what it has. */
export type AppendPieces = (pieces: readonly string[], afterSeq: number) => Promise<void>;

/** What a try writes: in order, many pieces to a message, one message under way at a time, with backpressure. */
export class OutputStream {
  readonly #append: AppendPieces;
  /** Position of the last piece that is stored. */
  #lastSeq: number;
  #pieces: string[] = [];
  #length = 0;
  #sending: Promise<void> | null = null;
  #failure: Error | null = null;
  #writable: (() => void)[] = [];

  /** `lastSeq` is the position of the task's last piece before this try: it is the only one that writes from there on. */
  constructor(lastSeq: number, append: AppendPieces) {
    this.#lastSeq = lastSeq;
    this.#append = append;
  }

  /** Resolves when more may be written. Rejects when what was written before could not be stored, or when the buffer is full. */
  async write(text: string): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    if (this.#length + text.length > overflowLength) throw new Error("The output buffer is full: await write().");
    for (const piece of piecesOf(text)) this.#pieces.push(piece);
    this.#length += text.length;
    this.#sending ??= this.#send();
    if (this.#length > highWaterLength) await new Promise<void>((resolve) => this.#writable.push(resolve));
    if (this.#failure !== null) throw this.#failure;
  }

  /** Resolves when all is stored; rejects when it could not be. */
  async flush(): Promise<void> {
    await this.#sending;
    if (this.#failure !== null) throw this.#failure;
  }

  async #send(): Promise<void> {
    try {
      // What is written in the same turn goes into the same message.
      await Promise.resolve();
      while (this.#pieces.length > 0) {
        const pieces = this.#take();
        await this.#append(pieces, this.#lastSeq);
        this.#lastSeq += pieces.length;
        for (const piece of pieces) this.#length -= piece.length;
        if (this.#length <= highWaterLength) this.#release();
      }
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#pieces = [];
      this.#release();
    } finally {
      this.#sending = null;
    }
  }

  #take(): string[] {
    let count = 0;
    let length = 0;
    for (const piece of this.#pieces) {
      length += piece.length;
      if (count === maxPieces || (count > 0 && length > maxMessageLength)) break;
      count += 1;
    }
    return this.#pieces.splice(0, count);
  }

  #release(): void {
    for (const resolve of this.#writable.splice(0)) resolve();
  }
}

/** Cuts between characters, never within a surrogate pair. */
function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + maxPieceLength, text.length);
    if (end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end -= 1;
    yield text.slice(start, end);
    start = end;
  }
}
