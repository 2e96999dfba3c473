import { createHash } from "node:crypto";
import wabt from "wabt";
import { defaultWasmLimits, type WasmLimits, type WasmRequest } from "../../src/wasm/index.js";

const assembler = await wabt();

/** The binary of a module in WebAssembly's text format. */
export function assemble(text: string, features: Parameters<typeof assembler.parseWat>[2] = {}): Uint8Array {
  const module = assembler.parseWat("module.wat", text, features);
  try {
    return new Uint8Array(module.toBinary({}).buffer);
  } finally {
    module.destroy();
  }
}

const wasi: Readonly<Record<string, string>> = {
  args_get: "(param i32 i32) (result i32)",
  args_sizes_get: "(param i32 i32) (result i32)",
  clock_time_get: "(param i32 i64 i32) (result i32)",
  environ_get: "(param i32 i32) (result i32)",
  environ_sizes_get: "(param i32 i32) (result i32)",
  fd_read: "(param i32 i32 i32 i32) (result i32)",
  fd_write: "(param i32 i32 i32 i32) (result i32)",
  path_open: "(param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)",
  poll_oneoff: "(param i32 i32 i32 i32) (result i32)",
  proc_exit: "(param i32)",
};

/** A command that does this; `$write`, `$exit_with` and `$sleep` are there for it, and one page of memory. */
export function command(body: string, rest = ""): Uint8Array {
  const imports = Object.entries(wasi).map(
    ([name, type]) => `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${type}))`,
  );
  return assemble(`(module
    ${imports.join("\n")}
    ${rest.includes("(memory") ? "" : '(memory (export "memory") 1)'}
    ${rest}
    ;; Writes bytes to a descriptor; the first 16 bytes of memory are its own.
    (func $write (param $fd i32) (param $from i32) (param $length i32)
      (i32.store (i32.const 0) (local.get $from))
      (i32.store (i32.const 4) (local.get $length))
      (if (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)) (then unreachable)))
    (func $exit_unless (param $code i32) (param $is i32)
      (if (i32.eqz (local.get $is)) (then (call $proc_exit (local.get $code)))))
    ;; A subscription at 1024, its event at 2048.
    (func $sleep (param $ns i64)
      (memory.fill (i32.const 1024) (i32.const 0) (i32.const 48))
      (i32.store (i32.const 1040) (i32.const 1))
      (i64.store (i32.const 1048) (local.get $ns))
      (drop (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 1) (i32.const 3072))))
    (func (export "_start") ${body}))`);
}

export const hello = command(
  `(call $write (i32.const 1) (i32.const 16) (i32.const 6))`,
  `(data (i32.const 16) "hello\\n")`,
);
export const endless = command("(loop $again (br $again))");
/** Copies up to 60 kB of stdin to stdout. */
export const echo = command(`
  (i32.store (i32.const 0) (i32.const 4096)) (i32.store (i32.const 4) (i32.const 61440))
  (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
  (call $write (i32.const 1) (i32.const 4096) (i32.load (i32.const 8)))`);
/** Writes its environment to stdout, each entry with the byte that ends it. */
export const printEnvironment = command(`
  (drop (call $environ_sizes_get (i32.const 0) (i32.const 12)))
  (drop (call $environ_get (i32.const 1024) (i32.const 4096)))
  (call $write (i32.const 1) (i32.const 4096) (i32.load (i32.const 12)))`);

export function requestOf(module: Uint8Array, changes: WasmRequestChanges = {}): WasmRequest {
  const { limits, ...rest } = changes;
  return {
    owner: "tenant_a",
    sha256: createHash("sha256").update(module).digest("hex"),
    load: () => Promise.resolve(module),
    args: ["module"],
    env: {},
    stdin: new Uint8Array(),
    directories: [],
    ...rest,
    limits: { ...defaultWasmLimits, ...limits },
  };
}

export interface WasmRequestChanges extends Partial<Omit<WasmRequest, "limits">> {
  readonly limits?: Partial<WasmLimits>;
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}
