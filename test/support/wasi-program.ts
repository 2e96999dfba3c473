import { createWasi, WasiExit, type WasiOptions } from "../../src/wasm/wasi/wasi.js";
import { SleepingClock } from "./wasi-world.js";
import { assemble, webAssembly, type WasmTestMemory } from "./wat.js";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly slept: readonly number[];
}

/** Runs a module from its `_start` to its end. */
export function runProgram(wat: string, options: Partial<WasiOptions> = {}): Ended {
  const clock = new SleepingClock();
  const written = { stdout: "", stderr: "" };
  const decoder = new TextDecoder();
  const wasi = createWasi({
    args: ["program"],
    env: {},
    stdin: new Uint8Array(0),
    directories: [],
    stdout: (bytes) => void (written.stdout += decoder.decode(bytes)),
    stderr: (bytes) => void (written.stderr += decoder.decode(bytes)),
    fileBytes: 1_000_000,
    sleep: clock.sleep,
    clock,
    ...options,
  });
  const module = new webAssembly.Module(assemble(wat));
  const { exports } = new webAssembly.Instance(module, { wasi_snapshot_preview1: wasi.imports });
  wasi.bind(exports["memory"] as WasmTestMemory);
  return { code: exitCodeOf(exports["_start"] as () => void), ...written, slept: clock.slept };
}

function exitCodeOf(start: () => void): number {
  try {
    start();
    return 0;
  } catch (error) {
    if (error instanceof WasiExit) return error.code;
    throw error;
  }
}
