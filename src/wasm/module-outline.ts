import { badInput, type MusterError } from "../platform/errors.js";
import { ByteReader, moduleInvalid } from "./byte-reader.js";

/** Of a memory in pages, of a table in elements. */
export interface SizeLimits {
  readonly min: number;
  /** Null where the module says none. */
  readonly max: number | null;
}

export interface TableOutline extends SizeLimits {
  /** The byte that says what its elements are. */
  readonly elementType: number;
}

export interface ImportOutline {
  readonly module: string;
  readonly name: string;
  readonly kind: "function" | "table" | "memory" | "global";
}

/** Where a section lies, its head included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a module says of itself; bodies of functions and data are left to the engine. */
export interface ModuleOutline {
  readonly imports: readonly ImportOutline[];
  readonly memories: readonly SizeLimits[];
  readonly tables: readonly TableOutline[];
  readonly exports: ReadonlyMap<string, { readonly kind: number; readonly index: number }>;
  /** By a function's index among all, imported ones first: whether it takes nothing and answers nothing. */
  isPlain(functionIndex: number): boolean;
  readonly memorySection: Span | null;
  readonly tableSection: Span | null;
}

const sectionIds = { types: 1, imports: 2, functions: 3, tables: 4, memories: 5, exports: 7, last: 12, tags: 13 };
const read = new Set([1, 2, 3, 4, 5, 7]);
const importKinds = ["function", "table", "memory", "global"] as const;
/** i32, i64, f32, f64, v128, funcref, externref. */
const valueTypes = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f]);

/** Of all sections that are read together. Programs of 30 MB have some 100 KiB of them; 4 MiB take 40 ms to read. */
const maxReadBytes = 4 * 1024 * 1024;

export function featureRefused(proposal: string): MusterError {
  return badInput(`The module uses WASM's ${proposal}, which is not supported.`, [], "MODULE_FEATURE_REFUSED");
}

export function memoryRefused(message: string): MusterError {
  return badInput(message, [], "MODULE_MEMORY_REFUSED");
}

/** Reads a module's outline. Throws a MusterError and nothing else, whatever the bytes are. */
export function readOutline(bytes: Uint8Array): ModuleOutline {
  const sections = findSections(bytes);
  const open = (id: number): ByteReader => {
    const section = sections.get(id);
    return section ? new ByteReader(bytes, section.bodyStart, section.end) : new ByteReader(Uint8Array.of(0));
  };
  const types = entries(open(sectionIds.types), readType);
  const imports = entries(open(sectionIds.imports), readImport);
  const functions = entries(open(sectionIds.functions), (reader) => reader.u32());
  const imported = imports.filter(({ kind }) => kind === "function").length;
  return {
    imports,
    tables: entries(open(sectionIds.tables), readTable),
    memories: entries(open(sectionIds.memories), readMemory),
    exports: new Map(entries(open(sectionIds.exports), readExport)),
    isPlain: (index) => types[functions[index - imported] ?? -1] ?? false,
    memorySection: sections.get(sectionIds.memories) ?? null,
    tableSection: sections.get(sectionIds.tables) ?? null,
  };
}

interface Section extends Span {
  readonly bodyStart: number;
}

function findSections(bytes: Uint8Array): Map<number, Section> {
  const reader = new ByteReader(bytes, readHead(bytes));
  const sections = new Map<number, Section>();
  let readBytes = 0;
  while (!reader.isAtEnd) {
    const start = reader.at;
    const id = reader.byte();
    const { at: bodyStart } = reader.take(reader.u32());
    if (id === 0) continue;
    if (id === sectionIds.tags) throw featureRefused("exception handling");
    if (id > sectionIds.last) throw moduleInvalid(`it has a section ${id}`);
    if (sections.has(id)) throw moduleInvalid(`it has two sections ${id}`);
    sections.set(id, { start, bodyStart, end: reader.at });
    if (read.has(id)) readBytes += reader.at - bodyStart;
  }
  if (readBytes > maxReadBytes) throw moduleInvalid("its types, imports, functions and exports take more than 4 MiB");
  return sections;
}

/** Where the sections begin. */
function readHead(bytes: Uint8Array): number {
  const [zero, a, s, m, ...version] = bytes.subarray(0, 8);
  if (zero !== 0 || a !== 0x61 || s !== 0x73 || m !== 0x6d) throw moduleInvalid("it does not begin as one");
  if (version.length < 4) throw moduleInvalid("it ends too early");
  if (version.join() === "13,0,1,0") throw componentRefused();
  if (version.join() !== "1,0,0,0") throw moduleInvalid("its version is not 1");
  return 8;
}

function componentRefused(): MusterError {
  const hint = "build it for WASI preview 1, as with Rust's target wasm32-wasip1";
  return badInput(`This is a WASM component, not a core module: ${hint}.`, [], "MODULE_IS_COMPONENT");
}

function entries<Entry>(reader: ByteReader, readEntry: (reader: ByteReader) => Entry): Entry[] {
  const found: Entry[] = [];
  // An entry has a byte at least: a count that lies ends with the section.
  for (let left = reader.u32(); left > 0; left--) found.push(readEntry(reader));
  if (!reader.isAtEnd) throw moduleInvalid("a section is longer than what is in it");
  return found;
}

/** Whether it is the type of a function that takes nothing and answers nothing. */
function readType(reader: ByteReader): boolean {
  if (reader.byte() !== 0x60) throw featureRefused("garbage collection (types other than those of functions)");
  const [parameters, results] = [readValueTypes(reader), readValueTypes(reader)];
  return parameters + results === 0;
}

function readValueTypes(reader: ByteReader): number {
  const count = reader.u32();
  for (let left = count; left > 0; left--) {
    if (!valueTypes.has(reader.byte())) throw featureRefused("typed references or garbage collection");
  }
  return count;
}

function readImport(reader: ByteReader): ImportOutline {
  const module = reader.name();
  const name = reader.name();
  const kind = importKinds[reader.byte()];
  if (!kind) throw featureRefused("exception handling (an imported tag)");
  if (kind === "function") reader.u32();
  else if (kind === "table") readTable(reader);
  else if (kind === "memory") readMemory(reader);
  else reader.take(2);
  return { module, name, kind };
}

function readTable(reader: ByteReader): TableOutline {
  const elementType = reader.byte();
  if (elementType !== 0x70 && elementType !== 0x6f) throw featureRefused("typed references (in a table)");
  const flags = reader.byte();
  if (flags > 1) throw featureRefused(flags & 4 ? "64-bit tables" : "shared tables");
  return { elementType, ...readSizes(reader, flags) };
}

function readMemory(reader: ByteReader): SizeLimits {
  const flags = reader.byte();
  if (flags & 4) throw memoryRefused("The module has a 64-bit memory (memory64), which is not supported.");
  if (flags & 2) throw memoryRefused("The module has a shared memory (threads), which is not supported.");
  if (flags > 1) throw memoryRefused("The module has a memory of another page size, which is not supported.");
  return readSizes(reader, flags);
}

function readSizes(reader: ByteReader, flags: number): SizeLimits {
  const min = reader.u32();
  return { min, max: flags & 1 ? reader.u32() : null };
}

function readExport(reader: ByteReader): readonly [string, { readonly kind: number; readonly index: number }] {
  return [reader.name(), { kind: reader.byte(), index: reader.u32() }];
}
