import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";

/** Which cluster, and how pods are to be there; the variables `KUBE...` and `K8S_...` of src/sandbox-variables.ts say more. */
export interface KubernetesConfig {
  /** A kubeconfig in base64; before `kubeConfig`. */
  readonly kubeConfigData: string | null;
  /** Path of a kubeconfig. Without either: the service account of the pod that this process runs in. */
  readonly kubeConfig: string | null;
  readonly namespace: string;
  readonly sandboxApi: "jobs" | "agent-sandbox" | "auto";
  readonly runtimeClass: string | null;
  readonly pullSecrets: readonly string[];
  /** As `label=value`. */
  readonly nodeSelector: readonly string[];
  /** As `key[=value]:effect`. */
  readonly tolerations: readonly string[];
  readonly musterNamespace: string;
  /** As `10.1.2.3/32` or `10.1.2.3/32:443`. */
  readonly musterNetworks: readonly string[];
}

export interface KubernetesHostOptions {
  readonly config: KubernetesConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<CallLimits>;
  readonly timings?: Partial<Timings>;
}

/** How hard the API server is driven, and when it is let alone. */
export interface CallLimits {
  /** Calls under way at a time; a connection each. */
  readonly concurrency: number;
  /** Sandboxes that are being made at a time: few enough that what belongs to one is not behind a queue of others. */
  readonly orders: number;
  /** Calls, and orders, that wait for their turn; further ones fail as HOST_UNREACHABLE. */
  readonly maxWaiting: number;
  /** Above what a server that is well lets through; one that is not says 429. */
  readonly callsPerSecond: number;
  /** Of one call, the first among them. */
  readonly tries: number;
  /** Failures one after the other that open the circuit. */
  readonly failuresToOpen: number;
}

/** All in milliseconds. */
export interface Timings {
  /** Longest for one try of a call. */
  readonly callMs: number;
  /** Between two tries: the first pause, from where they grow, and the longest, also where the server names a longer one. */
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  /** From the circuit's opening to the first probe; the following are further apart, up to `retryMaxMs` at most. */
  readonly probeMs: number;
  /** A watch without an event or a bookmark for so long is taken for dead: the server sends one a minute. */
  readonly watchSilenceMs: number;
  /** After which a watch begins anew with a list, for what no watch has told. */
  readonly resyncMs: number;
  /** A log without a line for so long is asked for anew, where its container has ended. */
  readonly logSilenceMs: number;
  /** Between two looks at what the pods use. */
  readonly usageMs: number;
  /** Until a question is asked again to which the cluster had no answer. */
  readonly absentMs: number;
  /** How long a workload may be without a pod before its events are asked for the reason. */
  readonly stuckMs: number;
}

export const defaultLimits: CallLimits = {
  concurrency: 64,
  orders: 32,
  maxWaiting: 20_000,
  callsPerSecond: 2_500,
  tries: 4,
  failuresToOpen: 10,
};

export const defaultTimings: Timings = {
  callMs: 15_000,
  retryFirstMs: 100,
  retryMaxMs: 15_000,
  probeMs: 1_000,
  watchSilenceMs: 150_000,
  resyncMs: 600_000,
  logSilenceMs: 20_000,
  usageMs: 15_000,
  absentMs: 600_000,
  stuckMs: 10_000,
};
