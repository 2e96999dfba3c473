import { systemClock, type Clock } from "../../../src/platform/clock.js";
import type { Container, Pod } from "./objects.js";
import type { PodScript } from "./pod-script.js";

export interface KubernetesApiOptions {
  /** With a certificate of an authority of its own, which the kubeconfig names. */
  readonly isSecure?: boolean;
  readonly clock?: Clock;
  /** Beside `default` and `kube-system`. */
  readonly namespaces?: readonly string[];
  readonly nodes?: readonly string[];
  /** How a pod fares; null for what its image's name says (see pod-script.ts). What nothing is said of runs until it is ended. */
  readonly behave?: (pod: Pod, container: Container) => PodScript | null;
  /** What nothing is said of runs as a process of this machine: see process-runtime.ts. */
  readonly runProcesses?: boolean;
  /** What images without a command run then: a program and its first arguments. */
  readonly entrypoint?: readonly string[];
  readonly hasMetrics?: boolean;
  readonly hasSandboxes?: boolean;
  /** Changes that a watch can go back by, at least. */
  readonly maxHistory?: number;
  /** Objects of events that are kept; 0 for none. */
  readonly maxEvents?: number;
  /** A watcher that does not read is dropped beyond this. */
  readonly maxWatchBytes?: number;
  readonly bookmarkMs?: number;
  /** Between tries to pull an image and to start a container again; doubled each time. */
  readonly backoffMs?: number;
  /** Until a Job makes another pod in place of one that failed; doubled each time. */
  readonly podBackoffMs?: number;
  /** From a node's loss until its pods are deleted. */
  readonly evictionMs?: number;
}

/** As a cluster has them that nobody has tuned. */
export const defaultOptions: Required<KubernetesApiOptions> = {
  isSecure: true,
  clock: systemClock,
  namespaces: ["muster-sandboxes"],
  nodes: ["node-1"],
  behave: () => null,
  runProcesses: false,
  entrypoint: ["/image-without-entrypoint"],
  hasMetrics: true,
  hasSandboxes: false,
  maxHistory: 10_000,
  maxEvents: 1_000,
  maxWatchBytes: 64 * 1_024 * 1_024,
  bookmarkMs: 60_000,
  backoffMs: 10_000,
  podBackoffMs: 10_000,
  evictionMs: 300_000,
};
