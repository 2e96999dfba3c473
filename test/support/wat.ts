import wabtFactory from "wabt";

/** What tests use of the engine; the types of Node.js do not describe it. */
interface Engine {
  readonly Memory: new (size: { initial: number; maximum?: number }) => WasmTestMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

export interface WasmTestMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;

const wabt = await wabtFactory();

/** The bytes of a module that is given as text. */
export function assemble(wat: string): Uint8Array {
  const module = wabt.parseWat("module.wat", wat);
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}
