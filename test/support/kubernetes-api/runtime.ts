import type { Container, Pod } from "./objects.js";
import type { ContainerLog } from "./container-log.js";

/** How a container's program has ended. */
export interface Exit {
  readonly exitCode: number;
  readonly signal?: number;
  readonly reason: "Completed" | "Error" | "OOMKilled";
}

export interface RunningContainer {
  readonly log: ContainerLog;
  /** Resolves when the program is over. */
  readonly exited: Promise<Exit>;
  /** Resolves with the reason when its node has to throw the pod out. */
  readonly evicted?: Promise<string>;
  kill(signal: "SIGTERM" | "SIGKILL"): void;
  /** Null where it is not known. */
  usage(): { readonly cpuNanos: number; readonly memoryBytes: number } | null;
}

/** What a kubelet has containers run by. */
export interface Runtime {
  /** Throws a StartFailure where the program cannot be begun. */
  start(pod: Pod, container: Container): Promise<RunningContainer>;
  /** Nothing of the pod is needed any more, logs neither. */
  remove(uid: string): Promise<void>;
  /** Nothing is left of any pod. */
  close(): Promise<void>;
}

export class StartFailure extends Error {
  override readonly name = "StartFailure";
}

/** 0 has completed, all else has failed. */
export function exitOf(exitCode: number, reason?: "OOMKilled"): Exit {
  return { exitCode, reason: reason ?? (exitCode === 0 ? "Completed" : "Error") };
}
