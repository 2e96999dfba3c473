import type { HostRun } from "./host-process.js";
import { cancelled, type WasmFailure, type WasmRequest, type WasmResult } from "./model.js";

/** A run from its call to its end. Its promise is settled once, by whoever is first. */
export class PendingRun {
  readonly result: Promise<WasmResult>;
  /** Whether a host has it: its cancellation is the host's then, for the sake of what it has written. */
  isPlaced = false;
  /** It was in a process that ended, perhaps through it. */
  isSuspect = false;
  /** Takes it out of the line in which it waits. */
  leaveLine: (() => void) | null = null;
  #isSettled = false;
  #settlers: { readonly resolve: (result: WasmResult) => void; readonly reject: (error: unknown) => void };

  constructor(
    readonly request: WasmRequest,
    readonly hostRun: HostRun,
  ) {
    this.#settlers = { resolve: () => undefined, reject: () => undefined };
    this.result = new Promise((resolve, reject) => {
      this.#settlers = { resolve, reject };
    });
    request.signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  end(result: WasmResult): void {
    if (this.#settle()) this.#settlers.resolve(result);
  }

  refuse(error: unknown): void {
    if (this.#settle()) this.#settlers.reject(error);
  }

  readonly #onAbort = (): void => {
    if (this.isPlaced) return;
    this.leaveLine?.();
    this.end(withoutStart(cancelled));
  };

  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    this.request.signal?.removeEventListener("abort", this.#onAbort);
    return true;
  }
}

/** Of a run of which nothing is left, or that never began. */
export function withoutStart(failure: WasmFailure): WasmResult {
  const nothing = new Uint8Array();
  return { exitCode: null, stdout: nothing, stderr: nothing, durationMs: 0, cpuMs: 0, peakMemoryBytes: 0, failure };
}
