import type { Clock } from "../../../src/platform/clock.js";
import type { ContainerLog } from "./container-log.js";
import type { EventRecorder } from "./event-recorder.js";
import { type Container, type ContainerStatus, type Pod } from "./objects.js";
import type { PodScript } from "./pod-script.js";
import { imageIdOf, newContainerId, statusOf, waitingContainer, withState, type NodeView } from "./pod-status.js";
import { targetOf, type Registry } from "./registry.js";
import { pods } from "./resources.js";
import { StartFailure, type Exit, type RunningContainer, type Runtime } from "./runtime.js";
import { missingSecret } from "./secret-needs.js";

export interface NodeParts {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly events: EventRecorder;
  readonly runtime: Runtime;
  readonly scriptOf: (pod: Pod, container: Container) => PodScript;
  readonly onNodeLost: (node: string) => void;
  /** Between a failed pull or end of a container and the next try; doubled each time as far as 32 times. */
  readonly backoffMs: number;
}

interface Running {
  readonly container: RunningContainer;
  readonly startedAt: string;
  readonly containerID: string;
}

/** One pod on its node: its containers are prepared, run, and are ended when the pod is deleted. What stands is written as the pod's status. */
export class PodWorker {
  readonly uid: string;
  readonly node: string;
  readonly #parts: NodeParts;
  readonly #pod: Pod;
  readonly #running = new Map<string, Running>();
  readonly #logs = new Map<string, ContainerLog>();
  readonly #previousLogs = new Map<string, ContainerLog>();
  #view: NodeView;
  #alarms = new Set<() => void>();
  #isWaitingForSecrets = false;
  #isEnding = false;
  #killAtMs = Number.POSITIVE_INFINITY;
  #isCutOff = false;

  constructor(parts: NodeParts, pod: Pod, { node, ip }: { readonly node: string; readonly ip: string }) {
    this.#parts = parts;
    this.#pod = pod;
    this.uid = pod.metadata.uid;
    this.node = node;
    const containers = pod.spec.containers.map((each) => waitingContainer(each, "ContainerCreating"));
    this.#view = { containers, podIP: null, hostIP: "10.0.0.1", startTime: parts.registry.timestamp(), ending: null };
    this.#podIP = ip;
  }

  readonly #podIP: string;

  begin(): void {
    this.#write();
    const seconds = this.#pod.spec.activeDeadlineSeconds;
    const message = "Pod was active on the node longer than the specified deadline";
    if (seconds !== undefined)
      this.#after(seconds * 1_000, () => this.#endAll({ reason: "DeadlineExceeded", message }));
    this.lookForSecrets();
  }

  /** What it waits for may have come. */
  lookForSecrets(): void {
    if (this.#isEnding || (this.#running.size > 0 && !this.#isWaitingForSecrets)) return;
    const missing = missingSecret(this.#parts.registry, this.#pod);
    const wasWaiting = this.#isWaitingForSecrets;
    this.#isWaitingForSecrets = missing !== null;
    if (!missing) {
      if (wasWaiting || this.#running.size === 0)
        for (const container of this.#pod.spec.containers) this.#pull(container, 1);
      return;
    }
    if (wasWaiting) return;
    const { reason, message, isOfVolume } = missing;
    const event = isOfVolume ? { reason: "FailedMount", message } : { reason: "Failed", message: `Error: ${message}` };
    this.#record({ type: "Warning", ...event });
    // A volume that cannot be mounted shows in no status, but in events.
    if (!isOfVolume)
      for (const container of this.#pod.spec.containers) this.#set(waitingContainer(container, reason, message));
    this.#write();
  }

  log(container: string, isPrevious: boolean): ContainerLog | null {
    return (isPrevious ? this.#previousLogs : this.#logs).get(container) ?? null;
  }

  usage(container: string): ReturnType<RunningContainer["usage"]> {
    return this.#running.get(container)?.container.usage() ?? null;
  }

  /** Deleted: its programs get the grace that is left to end. */
  terminate(pod: Pod): void {
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
    if (this.#isCutOff || deletionTimestamp === undefined) return;
    const graceMs = deletionGracePeriodSeconds * 1_000;
    const killAtMs = this.#nowMs() + graceMs;
    if (this.#isEnding && killAtMs >= this.#killAtMs) return;
    this.#killAtMs = killAtMs;
    if (!this.#isEnding) {
      this.#isEnding = true;
      this.#cancelAlarms();
      for (const [name, { container }] of this.#running) {
        this.#record({ reason: "Killing", message: `Stopping container ${name}` });
        container.kill("SIGTERM");
      }
    }
    this.#after(graceMs, () => this.#kill());
    if (this.#running.size === 0) this.#confirm();
  }

  /** As when its node goes down: nobody hears of it any more. */
  cutOff(): void {
    this.#isCutOff = true;
    this.#cancelAlarms();
  }

  /** The node is back and tells where things stand. */
  reconnect(pod: Pod): void {
    this.#isCutOff = false;
    this.#write();
    if (pod.metadata.deletionTimestamp) this.terminate(pod);
  }

  /** Without a word: the object is gone. */
  dispose(): void {
    this.cutOff();
    this.#kill();
  }

  #kill(): void {
    for (const { container } of this.#running.values()) container.kill("SIGKILL");
  }

  #pull(container: Container, attempt: number): void {
    const { pull = {} } = this.#parts.scriptOf(this.#pod, container);
    if (pull.reason === "InvalidImageName") {
      this.#record({ type: "Warning", reason: "InspectFailed", message: pull.message ?? "" });
      this.#set(waitingContainer(container, "InvalidImageName", pull.message));
      return this.#write();
    }
    this.#record({ reason: "Pulling", message: `Pulling image "${container.image}"` });
    this.#after(pull.delayMs ?? 0, () => {
      if (pull.reason !== "ErrImagePull") return void this.#start(container);
      this.#record({
        type: "Warning",
        reason: "Failed",
        message: `Failed to pull image "${container.image}": ${pull.message}`,
      });
      this.#set(waitingContainer(container, "ErrImagePull", pull.message));
      this.#write();
      this.#after(this.#backoff(attempt) / 2, () => {
        const message = `Back-off pulling image "${container.image}": ErrImagePull: ${pull.message}`;
        this.#set(waitingContainer(container, "ImagePullBackOff", message));
        this.#write();
        this.#after(this.#backoff(attempt), () => this.#pull(container, attempt + 1));
      });
    });
  }

  async #start(container: Container): Promise<void> {
    const script = this.#parts.scriptOf(this.#pod, container);
    const containerID = newContainerId();
    if (script.start?.reason === "CreateContainerError") {
      this.#record({ type: "Warning", reason: "Failed", message: `Error: ${script.start.message}` });
      this.#set(waitingContainer(container, "CreateContainerError", script.start.message));
      return this.#write();
    }
    let running: RunningContainer;
    try {
      running = await this.#parts.runtime.start(this.#pod, container);
    } catch (error) {
      if (!(error instanceof StartFailure)) throw error;
      return this.#failStart(container, { containerID, message: error.message });
    }
    const startedAt = this.#parts.registry.timestamp();
    this.#running.set(container.name, { container: running, startedAt, containerID });
    this.#logs.set(container.name, running.log);
    void running.exited.then((exit) => this.#ended(container, exit));
    if (this.#isEnding) return running.kill("SIGKILL");
    this.#view = { ...this.#view, podIP: this.#podIP };
    const before = this.#statusOf(container);
    const status = { ...before, imageID: imageIdOf(container.image), containerID, ready: script.isReady ?? true };
    this.#set(withState(status, { running: { startedAt } }));
    this.#record({ reason: "Started", message: `Started container ${container.name}` });
    this.#write();
    if (script.evicted !== undefined) {
      const message = script.evicted;
      this.#after(script.runMs ?? 0, () => this.#endAll({ reason: "Evicted", message }));
    }
    if (script.losesNode) this.#after(script.runMs ?? 0, () => this.#parts.onNodeLost(this.node));
  }

  #failStart(container: Container, { containerID, message }: { containerID: string; message: string }): void {
    this.#record({ type: "Warning", reason: "Failed", message: `Error: ${message}` });
    const status = { ...this.#statusOf(container), imageID: imageIdOf(container.image), containerID };
    const finishedAt = this.#parts.registry.timestamp();
    // The runtime knows no beginning of what never began.
    const terminated = {
      exitCode: 128,
      reason: "StartError",
      message,
      startedAt: "1970-01-01T00:00:00Z",
      finishedAt,
      containerID,
    };
    this.#set(withState(status, { terminated }));
    this.#write();
    this.#restart(container, 128);
  }

  #ended(container: Container, exit: Exit): void {
    const running = this.#running.get(container.name);
    if (!running) return;
    this.#running.delete(container.name);
    const { startedAt, containerID } = running;
    const terminated = { ...exit, startedAt, finishedAt: this.#parts.registry.timestamp(), containerID };
    this.#set(withState(this.#statusOf(container), { terminated }));
    this.#write();
    if (!this.#isEnding) return this.#restart(container, exit.exitCode);
    if (this.#running.size === 0) this.#confirm();
  }

  #restart(container: Container, exitCode: number): void {
    const { restartPolicy } = this.#pod.spec;
    if (
      this.#isEnding ||
      this.#view.ending ||
      restartPolicy === "Never" ||
      (restartPolicy === "OnFailure" && exitCode === 0)
    )
      return;
    const { restartCount, state, ...status } = this.#statusOf(container);
    const seconds = Math.round(this.#backoff(restartCount + 1) / 1_000);
    const { name } = this.#pod.metadata;
    const message = `back-off ${seconds}s restarting failed container=${container.name} pod=${name}_${this.#pod.metadata.namespace}(${this.uid})`;
    const log = this.#logs.get(container.name);
    if (log) this.#previousLogs.set(container.name, log);
    this.#after(this.#backoff(1) / 4, () => {
      this.#set({
        ...status,
        restartCount,
        lastState: state,
        state: { waiting: { reason: "CrashLoopBackOff", message } },
      });
      this.#record({
        type: "Warning",
        reason: "BackOff",
        message: `Back-off restarting failed container ${container.name}`,
      });
      this.#write();
      this.#after(this.#backoff(restartCount + 1), () => {
        this.#set({ ...this.#statusOf(container), restartCount: restartCount + 1 });
        void this.#start(container);
      });
    });
  }

  /** The node ends the pod for a reason of its own; the object stays. */
  #endAll(ending: { readonly reason: string; readonly message: string }): void {
    this.#view = { ...this.#view, ending };
    this.#record({ type: "Warning", ...ending });
    this.#kill();
    this.#write();
  }

  /** Nothing of it runs any more: the object may go. */
  #confirm(): void {
    if (this.#isCutOff) return;
    this.#cancelAlarms();
    const target = targetOf(pods, this.#pod);
    const current = this.#parts.registry.find(target);
    if (current?.metadata.uid === this.uid)
      this.#parts.registry.delete(target, { gracePeriodSeconds: 0, preconditions: { uid: this.uid } });
  }

  #statusOf(container: Container): ContainerStatus {
    const known = this.#view.containers.find(({ name }) => name === container.name);
    return known ?? waitingContainer(container, "ContainerCreating");
  }

  #set(status: ContainerStatus): void {
    const containers = this.#view.containers.map((each) => (each.name === status.name ? status : each));
    this.#view = { ...this.#view, containers };
  }

  #write(): void {
    if (this.#isCutOff) return;
    const { registry } = this.#parts;
    registry.change(targetOf(pods, this.#pod), (object) =>
      object.metadata.uid === this.uid
        ? { ...object, status: statusOf(object as Pod, this.#view, registry.timestamp()) }
        : object,
    );
  }

  #record(event: { readonly type?: "Warning"; readonly reason: string; readonly message: string }): void {
    if (!this.#isCutOff) this.#parts.events.record(this.#pod, { ...event, from: "kubelet" });
  }

  #backoff(attempt: number): number {
    return this.#parts.backoffMs * 2 ** Math.min(attempt - 1, 5);
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }

  #after(delayMs: number, run: () => void): void {
    const cancel = this.#parts.clock.after(delayMs, () => {
      this.#alarms.delete(cancel);
      run();
    });
    this.#alarms.add(cancel);
  }

  #cancelAlarms(): void {
    for (const cancel of this.#alarms) cancel();
    this.#alarms.clear();
  }
}
