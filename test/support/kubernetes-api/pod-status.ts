import { randomBytes } from "node:crypto";
import {
  withCondition,
  type Condition,
  type Container,
  type ContainerState,
  type ContainerStatus,
  type Pod,
  type PodStatus,
} from "./objects.js";

/** What a node tells of a pod; the status that others read is made of it. */
export interface NodeView {
  readonly containers: readonly ContainerStatus[];
  readonly podIP: string | null;
  readonly hostIP: string;
  readonly startTime: string;
  /** Why it ended as a whole, where it did not end by itself. */
  readonly ending?: { readonly reason: string; readonly message: string } | null;
}

export function waitingContainer({ name, image }: Container, reason: string, message?: string): ContainerStatus {
  const state = { waiting: { reason, ...(message !== undefined && { message }) } };
  return { name, image, imageID: "", ready: false, started: false, restartCount: 0, state, lastState: {} };
}

export function imageIdOf(image: string): string {
  const digest =
    /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ??
    `sha256:${Buffer.from(image).toString("hex").padEnd(64, "0").slice(0, 64)}`;
  return `${image.replace(/(:[^/:@]+)?(@.*)?$/, "")}@${digest}`;
}

export function newContainerId(): string {
  return `containerd://${randomBytes(32).toString("hex")}`;
}

/** In a state that may have ended the one before. */
export function withState(status: ContainerStatus, state: ContainerState): ContainerStatus {
  const isRunning = state.running !== undefined;
  return { ...status, state, ready: isRunning && status.ready, started: isRunning };
}

function phaseOf({ spec }: Pod, { containers, ending }: NodeView): PodStatus["phase"] {
  if (ending && !containers.some(({ state }) => state.running)) return "Failed";
  const isOver = containers.every(({ state }) => state.terminated);
  const mayRestart = (exitCode: number): boolean =>
    spec.restartPolicy === "Always" || (spec.restartPolicy === "OnFailure" && exitCode !== 0);
  if (isOver && containers.length > 0) {
    const codes = containers.map(({ state }) => state.terminated?.exitCode ?? 0);
    if (!codes.some(mayRestart)) return codes.every((code) => code === 0) ? "Succeeded" : "Failed";
    return "Running";
  }
  const hasStarted = containers.every(
    ({ state, lastState }) => state.running ?? state.terminated ?? lastState.terminated,
  );
  return hasStarted ? "Running" : "Pending";
}

/** The whole status, as a kubelet writes it. */
export function statusOf(pod: Pod, view: NodeView, at: string): PodStatus {
  const phase = phaseOf(pod, view);
  const isOver = phase === "Succeeded" || phase === "Failed";
  const isReady = !isOver && view.containers.every(({ ready }) => ready);
  const why = isOver ? (phase === "Succeeded" ? "PodCompleted" : "PodFailed") : "ContainersNotReady";
  const unready = view.containers.filter(({ ready }) => !ready).map(({ name }) => name);
  const message = isOver ? undefined : `containers with unready status: [${unready.join(" ")}]`;
  const readiness = isReady
    ? ({ status: "True" } as const)
    : ({ status: "False", reason: why, ...(message && { message }) } as const);
  const states: Omit<Condition, "lastTransitionTime">[] = [
    { type: "PodReadyToStartContainers", status: view.podIP !== null && !isOver ? "True" : "False" },
    { type: "Initialized", status: "True", ...(phase === "Succeeded" && { reason: "PodCompleted" }) },
    { type: "Ready", ...readiness },
    { type: "ContainersReady", ...readiness },
    ...(view.ending && view.ending.reason === "Evicted" ? [disrupted(view.ending.message)] : []),
  ];
  const conditions = states.reduce<readonly Condition[]>(
    (all, state) => transition(all, state, at),
    pod.status.conditions ?? [],
  );
  const { reason: _, message: __, ...before } = pod.status;
  return {
    ...before,
    phase,
    ...view.ending,
    conditions,
    hostIP: view.hostIP,
    hostIPs: [{ ip: view.hostIP }],
    ...(view.podIP !== null && { podIP: view.podIP, podIPs: [{ ip: view.podIP }] }),
    startTime: view.startTime,
    containerStatuses: view.containers,
  };
}

/** Of a pod that others than its own program have ended: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/ */
function disrupted(message: string): Omit<Condition, "lastTransitionTime"> {
  return { type: "DisruptionTarget", status: "True", reason: "TerminationByKubelet", message };
}

/** The instant of a condition is that of its last change. */
export function transition(
  conditions: readonly Condition[],
  condition: Omit<Condition, "lastTransitionTime">,
  at: string,
): readonly Condition[] {
  const known = conditions.find(({ type }) => type === condition.type);
  if (
    known &&
    known.status === condition.status &&
    known.reason === condition.reason &&
    known.message === condition.message
  )
    return conditions;
  const lastTransitionTime = known?.status === condition.status ? (known.lastTransitionTime ?? at) : at;
  return withCondition(conditions, { ...condition, lastProbeTime: null, lastTransitionTime });
}
