/** A compiled module; it can be posted to a thread, which shares the code. */
export interface WasmModule {
  readonly kind?: "module";
}

export interface WasmMemory {
  /** Another one after each growth. */
  readonly buffer: ArrayBuffer;
}

export interface WasmInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

type Failure = new (message?: string) => Error;

/** What is used of the engine; the types of the DOM, which describe it, would bring a browser's globals with them. */
interface Engine {
  /** In the background: the thread that asks goes on. */
  compile(bytes: Uint8Array): Promise<WasmModule>;
  readonly Instance: new (module: WasmModule, imports: Readonly<Record<string, object>>) => WasmInstance;
  readonly CompileError: Failure;
  readonly RuntimeError: Failure;
}

export const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;
