import type { WasmModule } from "./engine.js";
import type { WasmFailure, WasmRequest, WasmResult } from "./model.js";

/** What of a request travels to where it is run. */
export type JobInput = Pick<WasmRequest, "args" | "env" | "stdin" | "directories" | "limits">;

/** What the runner tells a host. */
export type Order =
  | { readonly type: "compile"; readonly key: string; readonly bytes: Uint8Array }
  | { readonly type: "forget"; readonly key: string }
  | { readonly type: "run"; readonly id: number; readonly key: string; readonly input: JobInput }
  | { readonly type: "cancel"; readonly id: number };

/** What a host tells the runner. */
export type Report =
  | { readonly type: "ready" }
  /** `problem` is the engine's, where the module is not valid. */
  | { readonly type: "compiled"; readonly key: string; readonly problem: string | null }
  | { readonly type: "ended"; readonly id: number; readonly result: WasmResult }
  /** The run has been ended, but its thread goes on all the same: the process has to go. */
  | { readonly type: "stuck"; readonly id: number; readonly result: WasmResult };

/** What a host tells one of its threads. */
export interface Job {
  readonly module: WasmModule;
  readonly input: JobInput;
  readonly book: SharedArrayBuffer;
}

/** What a thread tells its host, by itself once when it is ready, then after each job. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly failure: WasmFailure | null;
  readonly durationMs: number;
  readonly peakMemoryBytes: number;
}

/** A copy in a buffer of its own: a message carries the whole buffer of what is in it. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

/** What of a request travels, with copies of all bytes. */
export function ownInput({ args, env, stdin, directories, limits }: JobInput): JobInput {
  return {
    args,
    env,
    stdin: ownBytes(stdin),
    directories: directories.map(({ guestPath, files }) => ({
      guestPath,
      files: files.map(({ path, bytes }) => ({ path, bytes: ownBytes(bytes) })),
    })),
    limits,
  };
}
