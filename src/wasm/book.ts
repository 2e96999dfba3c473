/**
 * What a thread writes while a guest runs in it, and the host reads at any moment: how long it slept, and its output, which so
 * outlives a thread that is ended in the midst of it. Shared memory; each word has one writer, the thread.
 */
export interface Book {
  /** `sleptNs` and `asleepSinceNs`, by `process.hrtime`, which all threads of a process share; 0 while it is awake. */
  readonly times: BigInt64Array<SharedArrayBuffer>;
  /** Bytes of stdout and of stderr that are written; and a word that never changes, to sleep on. */
  readonly lengths: Int32Array<SharedArrayBuffer>;
  readonly stdout: Uint8Array<SharedArrayBuffer>;
  readonly stderr: Uint8Array<SharedArrayBuffer>;
}

const sleptNs = 0;
const asleepSinceNs = 1;
const pillow = 2;
const headBytes = 32;

export type Stream = "stdout" | "stderr";

const lengthOf: Readonly<Record<Stream, number>> = { stdout: 0, stderr: 1 };

/** Room for `outputBytes` on each of the streams; the pages are there once they are written to. */
export function createBook(outputBytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(headBytes + 2 * outputBytes);
}

/** For the next guest of a thread: what is in the streams is behind their ends then, and never read again. */
export function emptyBook({ times, lengths }: Book): void {
  times.fill(0n);
  lengths.fill(0);
}

export function openBook(buffer: SharedArrayBuffer): Book {
  const outputBytes = (buffer.byteLength - headBytes) / 2;
  return {
    times: new BigInt64Array(buffer, 0, 2),
    lengths: new Int32Array(buffer, 16, 3),
    stdout: new Uint8Array(buffer, headBytes, outputBytes),
    stderr: new Uint8Array(buffer, headBytes + outputBytes, outputBytes),
  };
}

/** Adds to a stream as much as there is room for; false when that was not all of it. */
export function write(book: Book, stream: Stream, bytes: Uint8Array): boolean {
  const length = Atomics.load(book.lengths, lengthOf[stream]);
  const taken = bytes.subarray(0, book[stream].length - length);
  book[stream].set(taken, length);
  Atomics.store(book.lengths, lengthOf[stream], length + taken.length);
  return taken.length === bytes.length;
}

/** A copy of what was written. */
export function read(book: Book, stream: Stream): Uint8Array {
  return new Uint8Array(book[stream].subarray(0, Atomics.load(book.lengths, lengthOf[stream])));
}

/** Holds the thread up; ending the thread ends it too. */
export function sleep(book: Book, delayMs: number): void {
  const since = process.hrtime.bigint();
  Atomics.store(book.times, asleepSinceNs, since);
  Atomics.wait(book.lengths, pillow, 0, delayMs);
  // In this order a reader between the two counts a sleep twice, never not at all: a guest is not ended for having slept.
  Atomics.add(book.times, sleptNs, process.hrtime.bigint() - since);
  Atomics.store(book.times, asleepSinceNs, 0n);
}

/** How long it has slept, a sleep that goes on included. */
export function sleptMs(book: Book): number {
  const since = Atomics.load(book.times, asleepSinceNs);
  const current = since === 0n ? 0n : process.hrtime.bigint() - since;
  return Number(Atomics.load(book.times, sleptNs) + current) / 1e6;
}
