import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MusterError } from "../../src/platform/errors.js";
import { inspectModule, maxModuleBytes } from "../../src/wasm/index.js";
import { engine } from "../../src/wasm/engine.js";
import { confineModule } from "../../src/wasm/inspection.js";
import { assemble, command, hello } from "../support/wasm-modules.js";

const mebibyte = 1024 * 1024;
const limits = { memoryBytes: mebibyte };
const start = '(func (export "_start"))';
const memory = '(memory (export "memory") 1)';

interface Growing {
  grow(pages: number): number;
}

function refusal(bytes: Uint8Array): MusterError {
  try {
    inspectModule(bytes, limits);
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

function reasonOf(text: string, features: Parameters<typeof assemble>[1] = {}): string {
  return refusal(assemble(text, features)).reason;
}

/** The module with its piece of this many bytes after the head replaced. */
function withSection(id: number, body: readonly number[]): Uint8Array {
  return Uint8Array.from([...assemble("(module)"), id, body.length, ...body]);
}

describe("inspectModule", () => {
  it("says what a module imports and how much memory it has", () => {
    expect(inspectModule(hello, limits)).toMatchObject({ minMemoryBytes: 65_536, maxMemoryBytes: null });
    expect(inspectModule(hello, limits).imports).toContain("fd_write");
    const two = assemble(`(module (memory (export "memory") 2 3) ${start})`);
    expect(inspectModule(two, limits)).toEqual({ imports: [], minMemoryBytes: 131_072, maxMemoryBytes: 196_608 });
  });

  it("refuses what is no module, with an empty path", () => {
    expect(refusal(new Uint8Array())).toMatchObject({ code: "BAD_USER_INPUT", reason: "MODULE_INVALID", path: [] });
    expect(refusal(Buffer.from("#!/bin/sh\n")).reason).toBe("MODULE_INVALID");
    expect(refusal(Uint8Array.of(0, 0x61, 0x73, 0x6d, 2, 0, 0, 0)).reason).toBe("MODULE_INVALID");
    expect(refusal(Uint8Array.of(0, 0x61, 0x73, 0x6d, 13, 0, 1, 0)).reason).toBe("MODULE_IS_COMPONENT");
  });

  it("refuses a module that is too large before it reads it", () => {
    const error = refusal(new Uint8Array(maxModuleBytes + 1));
    expect(error).toMatchObject({ code: "PAYLOAD_TOO_LARGE", reason: "MODULE_TOO_LARGE", path: [] });
  });

  it("refuses a module without a plain _start, and tells a reactor what it is", () => {
    expect(reasonOf(`(module ${memory})`)).toBe("MODULE_WITHOUT_START");
    expect(reasonOf(`(module ${memory} (func (export "_start") (param i32)))`)).toBe("MODULE_WITHOUT_START");
    expect(reasonOf(`(module ${memory} (global (export "_start") i32 (i32.const 0)))`)).toBe("MODULE_WITHOUT_START");
    expect(refusal(assemble(`(module ${memory} (func (export "_initialize")))`)).message).toMatch(/reactor/);
  });

  it("refuses imports of anything but functions of WASI, and names them", () => {
    const importing = (what: string): MusterError => refusal(assemble(`(module (import ${what}) ${memory} ${start})`));
    expect(importing('"env" "system" (func)')).toMatchObject({
      reason: "MODULE_IMPORT_UNKNOWN",
      message: expect.stringContaining("function env.system"),
    });
    expect(importing('"wasi_snapshot_preview1" "fd_fly" (func)').message).toContain("fd_fly");
    expect(importing('"wasi_snapshot_preview1" "constructor" (func)').reason).toBe("MODULE_IMPORT_UNKNOWN");
    expect(importing('"wasi_unstable" "fd_write" (func)').message).toContain("older WASI");
    expect(importing('"wasi_snapshot_preview1" "fd_write" (global i32)').reason).toBe("MODULE_IMPORT_UNKNOWN");
    expect(importing('"env" "table" (table 1 funcref)').reason).toBe("MODULE_IMPORT_UNKNOWN");
    expect(importing('"env" "memory" (memory 1)').reason).toBe("MODULE_MEMORY_REFUSED");
    expect(importing('"\\1b[2J" "x" (func)').message).toContain("?[2J.x");
  });

  it("refuses memories other than one of its own, exported, of 32 bits, within the limit", () => {
    for (const [text, features] of [
      [`(module ${start})`],
      [`(module (memory 1) ${start})`],
      [`(module (memory (export "memory") 17) ${start})`],
      [`(module (memory (export "memory") 1 2 shared) ${start})`, { threads: true }],
      [`(module (memory (export "memory") i64 1) ${start})`, { memory64: true }],
    ] as const) {
      expect(reasonOf(text, features), text).toBe("MODULE_MEMORY_REFUSED");
    }
    expect(refusal(withSection(5, [2, 0, 1, 0, 1])).reason).toBe("MODULE_MEMORY_REFUSED");
  });

  it("refuses tables that begin with too many elements", () => {
    expect(reasonOf(`(module (table 60000 funcref) (table 60000 funcref) ${memory} ${start})`)).toBe(
      "MODULE_TABLE_REFUSED",
    );
  });

  it("names the proposal that a module uses and that is not supported", () => {
    expect(refusal(withSection(13, [1, 0, 0])).message).toContain("exception handling");
    // A struct without fields; a parameter that is a reference to a type; a table of another type.
    expect(refusal(withSection(1, [1, 0x5f, 0])).message).toContain("garbage collection");
    expect(refusal(withSection(1, [1, 0x60, 1, 0x6e, 0])).message).toContain("garbage collection");
    expect(refusal(withSection(4, [1, 0x63, 0, 0])).message).toContain("typed references");
    expect(refusal(withSection(4, [1, 0x70, 4, 1])).message).toContain("64-bit tables");
  });

  it("refuses sections that come twice, that nobody knows or that are longer than what is in them", () => {
    expect(refusal(withSection(1, [1, 0x60, 0, 0, 9])).reason).toBe("MODULE_INVALID");
    expect(refusal(withSection(14, [0])).reason).toBe("MODULE_INVALID");
    expect(refusal(Uint8Array.from([...withSection(1, [0]), 1, 1, 0])).message).toContain("two sections");
    expect(refusal(withSection(1, [0xff, 0xff, 0xff, 0xff, 0x1f])).reason).toBe("MODULE_INVALID");
  });

  it("refuses a valid module that is cut off within a section; between sections that is left to the engine", () => {
    const accepted = Array.from(hello, (_, length) => length).filter((length) => {
      const piece = hello.subarray(0, length);
      expectOnlyRefusals(piece);
      return isAccepted(piece);
    });
    // Before the code and before the data.
    expect(accepted).toHaveLength(2);
  });

  it("throws nothing but MusterErrors, whatever it is given", () => {
    const damage = fc.array(fc.tuple(fc.nat(hello.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = Uint8Array.from(hello);
        for (const [at, value] of changes) bytes[at] = value;
        expectOnlyRefusals(bytes);
      }),
      { numRuns: 5_000 },
    );
    const head = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => expectOnlyRefusals(Uint8Array.from([...head, ...rest]))),
      { numRuns: 5_000 },
    );
  });
});

function isAccepted(bytes: Uint8Array): boolean {
  try {
    inspectModule(bytes, limits);
    return true;
  } catch {
    return false;
  }
}

function expectOnlyRefusals(bytes: Uint8Array): void {
  try {
    inspectModule(bytes, limits);
  } catch (error) {
    expect(error).toBeInstanceOf(MusterError);
  }
}

describe("confineModule", () => {
  it("writes maxima of memory and tables into the module and leaves the rest as it is", async () => {
    const module = command("", '(memory (export "memory") 1) (table 10 funcref) (data (i32.const 16) "data")');
    const confined = confineModule(module, limits);
    await engine.compile(confined);
    expect(inspectModule(confined, limits)).toEqual({ ...inspectModule(module, limits), maxMemoryBytes: mebibyte });
    expect(confineModule(confined, limits)).toEqual(confined);
  });

  it("keeps a smaller maximum of the module's own", () => {
    const module = assemble(`(module (memory (export "memory") 1 2) ${start})`);
    expect(inspectModule(confineModule(module, limits), limits).maxMemoryBytes).toBe(131_072);
  });

  it("gives what the engine reads as the same maximum, for any sizes", async () => {
    const size = fc.nat(300);
    await fc.assert(
      fc.asyncProperty(size, fc.option(size), fc.integer({ min: 300, max: 8192 }), async (min, extra, capPages) => {
        const max = extra === null ? "" : String(min + extra);
        const text = `(module (table ${min} ${max} funcref) (memory (export "memory") ${min} ${max}) ${start})`;
        const confined = confineModule(assemble(text), { memoryBytes: capPages * 65_536 });
        const module = await engine.compile(confined);
        const { memory: grown } = new engine.Instance(module, {}).exports as { memory: Growing };
        const room = Math.min(extra ?? Infinity, capPages - min);
        expect(() => grown.grow(room + 1)).toThrow(RangeError);
        expect(grown.grow(0)).toBe(min);
      }),
      { numRuns: 100 },
    );
  });
});
