import { badInput, MusterError } from "../platform/errors.js";
import {
  memoryRefused,
  readOutline,
  type ImportOutline,
  type ModuleOutline,
  type SizeLimits,
  type Span,
  type TableOutline,
} from "./module-outline.js";
import { maxModuleBytes, pageBytes } from "./limits.js";
import type { WasmLimits } from "./model.js";
import { wasiFunctions } from "./wasi/wasi.js";

/** What was found in a module that may run. */
export interface Inspection {
  /** Names of the functions of WASI preview 1 that it imports, as `fd_write`. */
  readonly imports: readonly string[];
  /** Linear memory that it begins with. */
  readonly minMemoryBytes: number;
  /** What it may grow to by its own word; null where it says nothing. */
  readonly maxMemoryBytes: number | null;
}

const wasiModule = "wasi_snapshot_preview1";
const kinds = { function: 0, memory: 2 };
/** Of all tables of a module together; programs have some thousands, of a pointer each. */
export const maxTableElements = 100_000;
const known: ReadonlySet<string> = new Set(wasiFunctions);

/**
 * Says what a module imports and how much memory it has, or refuses what could not run within `limits`. Throws a MusterError
 * with an empty path and nothing else, whatever the bytes are. That the code in it is valid only compiling tells.
 */
export function inspectModule(bytes: Uint8Array, limits: Pick<WasmLimits, "memoryBytes">): Inspection {
  return inspect(readCheckedOutline(bytes, limits));
}

/** The same module, its memory and tables with maxima that are within the limits: growth beyond them answers -1. */
export function confineModule(bytes: Uint8Array, limits: Pick<WasmLimits, "memoryBytes">): Uint8Array {
  const { memories, tables, memorySection, tableSection } = readCheckedOutline(bytes, limits);
  const maxPages = limits.memoryBytes / pageBytes;
  const replacements: [Span | null, number, readonly number[][]][] = [
    [tableSection, 4, confineTables(tables)],
    [memorySection, 5, memories.map((memory) => encodeSizes(memory, maxPages))],
  ];
  const pieces: Uint8Array[] = [];
  let copied = 0;
  for (const [span, id, entries] of replacements.toSorted(([a], [b]) => (a?.start ?? 0) - (b?.start ?? 0))) {
    if (!span) continue;
    const body = [...u32(entries.length), ...entries.flat()];
    pieces.push(bytes.subarray(copied, span.start), Uint8Array.from([id, ...u32(body.length), ...body]));
    copied = span.end;
  }
  return concatenate([...pieces, bytes.subarray(copied)]);
}

function readCheckedOutline(bytes: Uint8Array, limits: Pick<WasmLimits, "memoryBytes">): ModuleOutline {
  if (bytes.length > maxModuleBytes) {
    throw new MusterError("PAYLOAD_TOO_LARGE", `A module has at most ${maxModuleBytes} bytes.`, {
      reason: "MODULE_TOO_LARGE",
      path: [],
    });
  }
  const outline = readOutline(bytes);
  for (const one of outline.imports) checkImport(one);
  checkMemory(outline, limits.memoryBytes);
  checkTables(outline.tables);
  checkStart(outline);
  return outline;
}

function inspect({ imports, memories: [memory] }: ModuleOutline): Inspection {
  const max = memory?.max ?? null;
  return {
    imports: imports.map(({ name }) => name),
    minMemoryBytes: (memory?.min ?? 0) * pageBytes,
    maxMemoryBytes: max === null ? null : max * pageBytes,
  };
}

function checkImport({ module, name, kind }: ImportOutline): void {
  if (kind === "memory") throw memoryRefused("The module imports its memory; it must bring its own.");
  if (kind === "function" && module === wasiModule && known.has(name)) return;
  const hint = module === "wasi_unstable" ? ": that is an older WASI, build it for preview 1" : "";
  const what = `${kind} ${printable(module)}.${printable(name)}`;
  const message = `The module imports the ${what}${hint}. Only functions of ${wasiModule} are there.`;
  throw badInput(message, [], "MODULE_IMPORT_UNKNOWN");
}

/** Names come from strangers: shortened, without what a terminal would act on. */
function printable(name: string): string {
  return name.slice(0, 100).replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, "?");
}

function checkMemory({ memories, exports }: ModuleOutline, maxBytes: number): void {
  const [memory] = memories;
  if (memories.length > 1) throw memoryRefused("The module has several memories, which is not supported.");
  const exported = exports.get("memory");
  if (!memory || exported?.kind !== kinds.memory) throw memoryRefused('The module exports no memory named "memory".');
  const needed = memory.min * pageBytes;
  if (needed <= maxBytes) return;
  throw memoryRefused(`The module begins with ${needed} bytes of memory; at most ${maxBytes} are allowed.`);
}

function checkTables(tables: readonly TableOutline[]): void {
  const needed = tables.reduce((sum, { min }) => sum + min, 0);
  if (needed <= maxTableElements && tables.length <= maxTableElements) return;
  const message = `The module's tables begin with ${needed} elements; at most ${maxTableElements} are allowed.`;
  throw badInput(message, [], "MODULE_TABLE_REFUSED");
}

function checkStart({ exports, isPlain }: ModuleOutline): void {
  const start = exports.get("_start");
  if (start?.kind === kinds.function && isPlain(start.index)) return;
  const isReactor = exports.has("_initialize");
  const hint = isReactor ? " It is a reactor (a library): build it as a command." : "";
  const message = `The module exports no function _start without parameters and results.${hint}`;
  throw badInput(message, [], "MODULE_WITHOUT_START");
}

/** What is left above their minima is shared out evenly; as a rule there is one table. */
function confineTables(tables: readonly TableOutline[]): number[][] {
  const needed = tables.reduce((sum, { min }) => sum + min, 0);
  const room = Math.floor((maxTableElements - needed) / Math.max(1, tables.length));
  return tables.map((table) => [table.elementType, ...encodeSizes(table, table.min + room)]);
}

function encodeSizes({ min, max }: SizeLimits, cap: number): number[] {
  return [1, ...u32(min), ...u32(Math.min(max ?? cap, cap))];
}

/** LEB128. */
function u32(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  return [...bytes, left];
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
