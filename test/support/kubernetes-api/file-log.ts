import { createWriteStream, type WriteStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { ContainerLog, LogLine } from "./container-log.js";

const maxLineBytes = 16 * 1_024;
const readBytes = 64 * 1_024;

/**
 * What a program writes, in a file as container runtimes keep it: `<instant> <F or P> <text>`, P for the beginning of a line
 * that is longer than 16 KiB. The program waits when the disk is slower than it.
 */
export class FileLog implements ContainerLog {
  readonly dropAfterBytes = null;
  readonly #path: string;
  readonly #file: WriteStream;
  readonly #instant: () => string;
  #writtenBytes = 0;
  #openStreams = 0;
  #hasEnded = false;
  #wakes: (() => void)[] = [];

  constructor(path: string, instant: () => string) {
    this.#path = path;
    this.#file = createWriteStream(path);
    this.#instant = instant;
  }

  collect(stream: Readable): void {
    this.#openStreams += 1;
    let rest = Buffer.alloc(0);
    stream.on("data", (chunk: Buffer) => {
      let text = Buffer.concat([rest, chunk]);
      for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
        this.#keep(text.subarray(0, end), true);
        text = text.subarray(end + 1);
      }
      for (; text.length >= maxLineBytes; text = text.subarray(maxLineBytes))
        this.#keep(text.subarray(0, maxLineBytes), false);
      rest = Buffer.from(text);
      if (!this.#file.writableNeedDrain) return;
      stream.pause();
      this.#file.once("drain", () => stream.resume());
    });
    // What has come until a pipe breaks is kept.
    stream.on("error", () => undefined);
    stream.once("close", () => {
      if (rest.length > 0) this.#keep(rest, false);
      this.#openStreams -= 1;
      if (this.#openStreams === 0) this.#file.end();
    });
  }

  /** Once all that was written is on disk; when nothing was collected, at once. */
  async end(): Promise<void> {
    if (this.#openStreams === 0) this.#file.end();
    if (!this.#file.closed) await new Promise<void>((resolve) => void this.#file.once("close", () => resolve()));
    this.#hasEnded = true;
    this.#wake();
  }

  async *lines({ follow, signal }: { follow: boolean; signal: AbortSignal }): AsyncIterable<readonly LogLine[]> {
    const file = await open(this.#path, "r");
    try {
      let rest = Buffer.alloc(0);
      let offset = 0;
      while (!signal.aborted) {
        const hadEnded = this.#hasEnded;
        const { buffer, bytesRead } = await file.read(Buffer.alloc(readBytes), 0, readBytes, offset);
        offset += bytesRead;
        const text = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
        const end = text.lastIndexOf(10) + 1;
        rest = Buffer.from(text.subarray(end));
        if (end > 0) yield parse(text.subarray(0, end));
        if (bytesRead > 0) continue;
        if (!follow || hadEnded) return;
        await this.#written(offset, signal);
      }
    } finally {
      await file.close();
    }
  }

  #keep(text: Buffer, isWhole: boolean): void {
    for (let from = 0; from === 0 || from < text.length; from += maxLineBytes) {
      const part = text.subarray(from, from + maxLineBytes);
      const flag = isWhole && from + maxLineBytes >= text.length ? "F" : "P";
      const line = Buffer.concat([Buffer.from(`${this.#instant()} ${flag} `), part, Buffer.from("\n")]);
      this.#file.write(line, () => {
        this.#writtenBytes += line.length;
        this.#wake();
      });
    }
  }

  /** Resolves when there is more than so many bytes, or nothing more will come. */
  async #written(offset: number, signal: AbortSignal): Promise<void> {
    while (this.#writtenBytes <= offset && !this.#hasEnded && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wakes.push(resolve);
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
  }

  #wake(): void {
    const wakes = this.#wakes;
    this.#wakes = [];
    for (const wake of wakes) wake();
  }
}

function parse(text: Buffer): LogLine[] {
  const lines: LogLine[] = [];
  for (let from = 0, end = text.indexOf(10); end >= 0; from = end + 1, end = text.indexOf(10, from)) {
    const line = text.subarray(from, end);
    const at = line.subarray(0, line.indexOf(32)).toString("latin1");
    const flag = line.subarray(at.length + 1, at.length + 2).toString("latin1");
    lines.push({ at, text: line.subarray(at.length + 3), isPartial: flag === "P" });
  }
  return lines;
}
