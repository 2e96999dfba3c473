import { availableParallelism } from "node:os";
import { systemClock, type Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import type { Metrics } from "../platform/metrics.js";
import type { Service } from "../platform/service.js";
import type { HostAccount } from "./host-command.js";
import type { WasmRequest, WasmResult } from "./model.js";
import { Runner } from "./runner.js";

export { inspectModule, type Inspection } from "./inspection.js";
export { defaultWasmLimits, maxModuleBytes, maxStdinBytes, maxWasmLimits } from "./limits.js";
export {
  wasmFailureReasons,
  type WasmDirectory,
  type WasmFailure,
  type WasmFailureReason,
  type WasmFile,
  type WasmLimits,
  type WasmRequest,
  type WasmResult,
} from "./model.js";

/**
 * Runs command modules of WASI preview 1 that nobody has to trust: in threads of processes that hold no secret, see
 * docs/wasm.md.
 */
export interface WasmRunner extends Service {
  /**
   * Resolves when the run has ended, however. Rejects with a MusterError where it never began: the request or the module is
   * refused (`BAD_USER_INPUT`, `PAYLOAD_TOO_LARGE`; a path of `[]` means the module), too many wait (`RATE_LIMITED`), or the
   * runner cannot run anything or is stopped (`UNAVAILABLE`; the run may have begun then). What `load` rejects with passes.
   *
   * A run whose process dies through another's fault is begun once more; `durationMs` is that of the last try.
   */
  run(request: WasmRequest): Promise<WasmResult>;
  /** Runs that have a place, those that are loaded and compiled included. */
  readonly running: number;
  readonly waiting: number;
  /** Of its processes; they take the memory of the runs in them. */
  readonly pids: readonly number[];
}

export interface WasmRunnerConfig {
  /** Processes. If one dies, the runs in it begin anew; each takes some 60 MB. 1 unless said. */
  readonly hosts?: number;
  /** Runs at a time, over all processes. As many as there are cores unless said. */
  readonly workers?: number;
  /** Runs that may wait beyond those; more are refused. 1,000 unless said. They hold their input: 16 MiB of stdin and files at the most. */
  readonly maxWaiting?: number;
  /** Of those, of one owner. Half unless said. */
  readonly maxWaitingPerOwner?: number;
  /** Of compiled modules in each process, by the size of their bytes. 256 MiB unless said; one module of any size fits in. */
  readonly cacheBytes?: number;
  /** The account that runs the processes, where this one may choose: one that can read the code and nothing else is best. */
  readonly account?: HostAccount;
}

export interface WasmRunnerOptions {
  readonly log: Log;
  readonly clock?: Clock;
  readonly metrics: Metrics;
  readonly config: WasmRunnerConfig;
}

export function createWasmRunner({ log, clock = systemClock, metrics, config }: WasmRunnerOptions): WasmRunner {
  const { hosts = 1, workers = availableParallelism(), maxWaiting = 1_000, cacheBytes = 256 * 1024 * 1024 } = config;
  const { maxWaitingPerOwner = Math.ceil(maxWaiting / 2), account } = config;
  const guests = Math.ceil(workers / hosts);
  return new Runner({
    log,
    clock,
    metrics,
    hosts: Math.min(hosts, workers),
    host: { clock, guests, cacheBytes, account },
    maxWaiting,
    maxWaitingPerOwner,
  });
}
