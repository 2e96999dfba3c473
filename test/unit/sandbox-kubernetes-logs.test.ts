import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HostLogChunk } from "../../src/sandboxes/host.js";
import { beginning, readCursor, secondOf, writeCursor } from "../../src/sandboxes/kubernetes/log-cursor.js";
import { LogReader } from "../../src/sandboxes/kubernetes/log-reader.js";

const at = "2026-11-27T08:00:00";
const maxChunkBytes = 16 * 1024;

function textOf(chunks: readonly HostLogChunk[]): string {
  return chunks.map(({ text }) => text).join("");
}

function read(log: Buffer, cursor: string | null = null): HostLogChunk[] {
  const reader = new LogReader(readCursor(cursor));
  return [...reader.push(log), ...reader.end()];
}

function stamped(...lines: readonly [nanos: string, line: string][]): Buffer {
  return Buffer.from(lines.map(([nanos, line]) => `${at}.${nanos}Z ${line}\n`).join(""));
}

describe("a log's reader", () => {
  it("takes off the stamps, and gives lines that came together in one chunk", () => {
    const chunks = read(stamped(["1", "one"], ["123456789", ""], ["2", "two  "]));
    expect(chunks).toEqual([{ stream: "STDOUT", text: "one\n\ntwo  \n", cursor: `${at}.2Z/1/0` }]);
  });

  it("goes on behind a cursor among lines of one instant", () => {
    const log = stamped(["1", "a"], ["1", "b"], ["1", "c"], ["2", "d"]);
    const reader = new LogReader(beginning);
    const [first] = reader.push(log.subarray(0, log.indexOf("c\n")));
    expect(first?.text).toBe("a\nb\n");
    expect(textOf(read(log, first?.cursor))).toBe("c\nd\n");
  });

  it("goes on where the line of the cursor is forgotten", () => {
    expect(textOf(read(stamped(["5", "later"]), `${at}.3Z/7/100`))).toBe("later\n");
  });

  it("compares instants, however many digits they have", () => {
    const log = stamped(["1", "a"], ["100000001", "b"], ["11", "c"]);
    expect(textOf(read(log, `${at}.100000000Z/1/0`))).toBe("b\nc\n");
    expect(textOf(read(log, `${at}.100000001Z/1/0`))).toBe("c\n");
  });

  it("begins anew for the cursor of another host", () => {
    expect(textOf(read(stamped(["1", "a"]), "17"))).toBe("a\n");
  });

  it("keeps a line that is not whole, and gives it at the end of the container", () => {
    const reader = new LogReader(beginning);
    expect(reader.push(Buffer.from(`${at}.1Z on`))).toEqual([]);
    expect(reader.push(Buffer.from("e"))).toEqual([]);
    expect(reader.end()).toEqual([{ stream: "STDOUT", text: "one", cursor: `${at}.1Z/0/3` }]);
    expect(textOf(read(Buffer.from(`${at}.1Z one and more\n`), `${at}.1Z/0/3`))).toBe(" and more\n");
  });

  it("takes a line without a stamp for one of the instant before", () => {
    expect(read(Buffer.from(`${at}.1Z a\nno stamp at all, and long enough to be one\n`))).toEqual([
      { stream: "STDOUT", text: "a\nno stamp at all, and long enough to be one\n", cursor: `${at}.1Z/2/0` },
    ]);
  });

  it("gives a long line in pieces that cut no character, and goes on within it", () => {
    const line = "x世界é".repeat(20_000);
    const log = stamped(["1", line], ["2", "next"]);
    const chunks = read(log);
    for (const { text } of chunks) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxChunkBytes);
    expect(textOf(chunks) === `${line}\nnext\n`).toBe(true);
    const [, second] = chunks;
    const rest = textOf(chunks.slice(2));
    expect(textOf(read(log, second?.cursor)) === rest).toBe(true);
  });

  it("replaces what is no text, within the bound of a chunk", () => {
    const log = Buffer.concat([Buffer.from(`${at}.1Z `), Buffer.alloc(50_000, 0xff), Buffer.from("\0\n")]);
    const chunks = read(log);
    for (const { text } of chunks) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxChunkBytes);
    expect(textOf(chunks) === `${"\u{FFFD}".repeat(50_001)}\n`).toBe(true);
  });

  const short = fc.string({ maxLength: 60, unit: "binary" }).map((text) => text.replaceAll(/[\n\0]/g, ""));
  const long = fc.integer({ min: 0, max: 20_000 }).map((length) => "é".repeat(length));

  it.each([
    ["short", short, 1, 50],
    ["long", long, 500, 30_000],
  ])("gives the same text of %s lines whatever comes together and wherever it is cut off", (_, line, least, most) => {
    const lines = fc.array(fc.tuple(fc.constantFrom("1", "12", "2", "3"), line), { maxLength: 12 });
    const sizes = fc.array(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 20 });
    const check = (raw: [string, string][], pieces: number[], cuts: number[]): void => {
      const sorted = raw.toSorted(([a], [b]) => Number(`0.${a}`) - Number(`0.${b}`));
      const expected = sorted.map(([, text]) => `${text}\n`).join("");
      // Compared as a truth: no reader wants to see the difference.
      expect(readCut(stamped(...sorted), pieces, cuts) === expected).toBe(true);
    };
    fc.assert(fc.property(lines, sizes, sizes, check), { numRuns: 100 });
  });
});

/** In pieces of these sizes in turn, by readers of which each but the last is cut off there, and the next goes on. */
function readCut(log: Buffer, pieces: readonly number[], cuts: readonly number[]): string {
  let given = "";
  let cursor: string | null = null;
  for (const end of [...cuts, log.length]) {
    const reader: LogReader = new LogReader(readCursor(cursor));
    let from = 0;
    for (let turn = 0; from < Math.min(end, log.length); turn++) {
      const to = Math.min(end, log.length, from + (pieces[turn % pieces.length] ?? 1));
      for (const chunk of reader.push(log.subarray(from, to))) {
        given += chunk.text;
        cursor = chunk.cursor;
      }
      from = to;
    }
  }
  return given;
}

describe("a log's cursor", () => {
  it("is read as it was written, and asks the API from its second on", () => {
    const cursor = { at: `${at}.123456789Z`, lines: 3, bytes: 16_384 };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    expect(secondOf(cursor)).toBe(`${at}Z`);
  });

  it.each([null, "", "7", `${at}Z`, "x/1/0", `${at}Z/1/-1`])("is the beginning where it is %j", (text) => {
    expect(readCursor(text)).toEqual(beginning);
  });
});
