import type { WasmFailureReason } from "../wasm/index.js";

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "LOST";

export type ExecutionErrorReason = WasmFailureReason | "OUTPUT_INVALID" | "LOST";

export interface ExecutionError {
  readonly reason: ExecutionErrorReason;
  readonly message: string;
}

export interface Execution {
  readonly id: string;
  readonly tenantId: string;
  readonly itemId: string | null;
  readonly releaseId: string | null;
  readonly binarySha256: string;
  readonly taskId: string | null;
  readonly status: ExecutionStatus;
  readonly args: readonly string[];
  readonly exitCode: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly output: unknown;
  readonly error: ExecutionError | null;
  readonly durationMs: number | null;
  readonly cpuMs: number | null;
  readonly peakMemoryBytes: number | null;
  readonly cost: number | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}
