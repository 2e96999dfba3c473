/** What a module may use; all of it is enforced, not asked for. */
export interface WasmLimits {
  /** Most linear memory, in bytes; a multiple of 64 KiB. */
  readonly memoryBytes: number;
  /** Longest time from start to end, sleep included. */
  readonly timeoutMs: number;
  /** Longest time that it is not asleep, and so an upper bound of the processor's time: a module has one thread. */
  readonly cpuMs: number;
  /** Most bytes on stdout, and as many on stderr. */
  readonly outputBytes: number;
  /** Most bytes that files and names in the in-memory file system hold together. */
  readonly fileBytes: number;
}

/** A directory of the in-memory file system that a module finds open as it begins. */
export interface WasmDirectory {
  /** As the guest names it, `/` or `/work`. */
  readonly guestPath: string;
  readonly files: readonly WasmFile[];
}

export interface WasmFile {
  /** Relative to its directory, its folders with it, as `in/words.txt`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** One run of a command module. */
export interface WasmRequest {
  /** Whose it is: runs that wait are taken from their owners in turn. */
  readonly owner: string;
  /** The module, 64 hexadecimal digits; runs of the same bytes share what was compiled. */
  readonly sha256: string;
  /** Asked for when no host has the module at hand; the hash of what it answers is checked. */
  readonly load: () => Promise<Uint8Array>;
  /** All of them, the program's name first: `args[0]` is what C calls `argv[0]`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: Uint8Array;
  /** None unless it asks for some. */
  readonly directories: readonly WasmDirectory[];
  readonly limits: WasmLimits;
  /** Ends the run, with the reason CANCELLED. */
  readonly signal?: AbortSignal | undefined;
}

export const wasmFailureReasons = [
  /** It ended with a code that is not 0. */
  "EXIT_CODE",
  /** `unreachable`, a bad index, a division by zero and the like. */
  "TRAP",
  "STACK_OVERFLOW",
  "TIMEOUT",
  "CPU_LIMIT",
  "OUTPUT_LIMIT",
  /** The thread or the process that ran it is gone. */
  "CRASHED",
  "CANCELLED",
] as const;

export type WasmFailureReason = (typeof wasmFailureReasons)[number];

export interface WasmFailure {
  readonly reason: WasmFailureReason;
  /** For whoever started the run; not stable. */
  readonly message: string;
}

/** Its caller wanted no more of it. */
export const cancelled: WasmFailure = { reason: "CANCELLED", message: "The run was cancelled." };

/** How a run ended; a module that may not run at all is refused with a MusterError instead. */
export interface WasmResult {
  /** Null where it did not come to an end by itself. */
  readonly exitCode: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** From the start of the module to its end, without compiling and waiting. */
  readonly durationMs: number;
  /** Of that, what it was not asleep. */
  readonly cpuMs: number;
  /** Of linear memory, which never shrinks; 0 where nothing is known of it. */
  readonly peakMemoryBytes: number;
  /** Null when it ended with 0. */
  readonly failure: WasmFailure | null;
}
