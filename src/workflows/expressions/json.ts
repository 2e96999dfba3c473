import { Exhaustion, Fault } from "./fault.js";
import { kindOf, wordFor } from "./kinds.js";
import { maxValueDepth } from "./limits.js";
import { formatDuration, formatTimestamp, type Duration, type Timestamp } from "./time.js";

/** Makes JSON of the values of expressions, as much of it as there is room for. */
export class JsonWriter {
  #depth = 0;
  #bytesLeft: number;

  /** @param maxBytes of all that is written, in UTF-8 */
  constructor(readonly maxBytes: number) {
    this.#bytesLeft = maxBytes;
  }

  /** The value as plain JSON; what is so already is not copied. Throws a Fault where JSON has nothing like it, or it is too large. */
  write(value: unknown): unknown {
    const kind = kindOf(value);
    switch (kind) {
      case "null":
        return this.#taken(4, null);
      case "bool":
        return this.#taken(5, value);
      case "string":
        return this.#text(value as string);
      case "int":
        return this.#number(safe(value as bigint));
      case "double":
        return this.#number(value as number);
      case "timestamp":
        return this.#text(formatTimestamp(value as Timestamp));
      case "duration":
        return this.#text(formatDuration(value as Duration));
      case "type":
        throw new Fault(`The result is ${wordFor(kind)}, which JSON does not have`);
      default:
        return this.#nested(value as object);
    }
  }

  #nested(value: object): unknown {
    if (++this.#depth > maxValueDepth) throw new Exhaustion(`The result is nested more than ${maxValueDepth} deep`);
    this.#take(2);
    const written = Array.isArray(value) ? this.#list(value) : this.#map(value);
    this.#depth--;
    return written;
  }

  #list(list: readonly unknown[]): readonly unknown[] {
    let copy: unknown[] | null = null;
    for (const [index, item] of list.entries()) {
      this.#take(1);
      const written = this.write(item);
      if (written !== item) copy ??= list.slice(0, index);
      copy?.push(written);
    }
    return copy ?? list;
  }

  #map(map: object): object {
    if (map instanceof Map) return this.#made(map);
    // It comes from JSON, and so do its fields: they need no more than be counted.
    for (const [key, value] of Object.entries(map)) if (value !== undefined) this.#entry(key, value);
    return map;
  }

  /** Keys of other kinds become text, as in protobuf's JSON. */
  #made(map: ReadonlyMap<unknown, unknown>): object {
    const entries = new Map(Array.from(map, ([key, value]) => this.#entry(String(key), value)));
    if (entries.size < map.size) throw new Fault("The result has an object with two keys that are the same as text");
    return Object.fromEntries(entries);
  }

  #entry(key: string, value: unknown): readonly [string, unknown] {
    this.#take(2);
    return [this.#text(key), this.write(value)];
  }

  #number(value: number): number {
    if (!Number.isFinite(value)) throw new Fault(`The result is ${value}, which JSON does not have`);
    return this.#taken(String(value).length, value);
  }

  #text(text: string): string {
    // Counted only where it may fit: it takes a byte a character at least.
    if (text.length + 2 > this.#bytesLeft) this.#take(Infinity);
    return this.#taken(Buffer.byteLength(JSON.stringify(text)), text);
  }

  #taken<Value>(bytes: number, value: Value): Value {
    this.#take(bytes);
    return value;
  }

  #take(bytes: number): void {
    this.#bytesLeft -= bytes;
    if (this.#bytesLeft < 0) throw new Exhaustion(`The result has more than ${this.maxBytes} bytes as JSON`);
  }
}

function safe(value: bigint): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new Fault("The result is an integer beyond 2^53, which readers of JSON would round; `string` keeps it");
}
