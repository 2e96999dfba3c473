import type { Clock } from "../../../src/platform/clock.js";
import { Alarms } from "./alarms.js";
import type { ContainerLog } from "./container-log.js";
import type { EventRecorder } from "./event-recorder.js";
import type { Container, Pod } from "./objects.js";
import { PodReport, type Ending } from "./pod-report.js";
import type { PodScript } from "./pod-script.js";
import { imageIdOf, newContainerId, withState } from "./pod-status.js";
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

/** One pod on its node: its containers are prepared, run, and are ended when the pod is deleted. */
export class PodWorker {
  readonly uid: string;
  readonly node: string;
  readonly #parts: NodeParts;
  readonly #pod: Pod;
  readonly #ip: string;
  readonly #report: PodReport;
  readonly #alarms: Alarms;
  readonly #running = new Map<string, Running>();
  readonly #logs = new Map<string, ContainerLog>();
  readonly #previousLogs = new Map<string, ContainerLog>();
  #stage: "preparing" | "waiting for secrets" | "going" | "ending" = "preparing";
  #killAtMs = Number.POSITIVE_INFINITY;

  constructor(parts: NodeParts, pod: Pod, { node, ip }: { readonly node: string; readonly ip: string }) {
    this.#parts = parts;
    this.#pod = pod;
    this.#ip = ip;
    this.uid = pod.metadata.uid;
    this.node = node;
    this.#report = new PodReport(parts, pod);
    this.#alarms = new Alarms(parts.clock);
  }

  begin(): void {
    this.#report.write();
    const { activeDeadlineSeconds } = this.#pod.spec;
    const message = "Pod was active on the node longer than the specified deadline";
    const end = (): void => this.#endAll({ reason: "DeadlineExceeded", message });
    if (activeDeadlineSeconds !== undefined) this.#alarms.set(activeDeadlineSeconds * 1_000, end, "deadline");
    this.lookForSecrets();
  }

  /** What it waits for may have come. */
  lookForSecrets(): void {
    if (this.#stage === "going" || this.#stage === "ending") return;
    const missing = missingSecret(this.#parts.registry, this.#pod);
    if (!missing) {
      this.#stage = "going";
      for (const container of this.#pod.spec.containers) this.#pull(container, 1);
    } else if (this.#stage === "preparing") {
      this.#stage = "waiting for secrets";
      // A volume that cannot be mounted shows in no status, but in events.
      if (missing.isOfVolume) return this.#report.warn("FailedMount", missing.message);
      this.#report.warn("Failed", `Error: ${missing.message}`);
      for (const container of this.#pod.spec.containers) this.#report.wait(container, missing.reason, missing.message);
    }
  }

  log(container: string, isPrevious: boolean): ContainerLog | null {
    return (isPrevious ? this.#previousLogs : this.#logs).get(container) ?? null;
  }

  usage(container: string): ReturnType<RunningContainer["usage"]> {
    return this.#running.get(container)?.container.usage() ?? null;
  }

  /** Deleted: its programs get the grace that is left to end. */
  terminate({ metadata }: Pod): void {
    if (this.#report.isCutOff || metadata.deletionTimestamp === undefined) return;
    const graceMs = (metadata.deletionGracePeriodSeconds ?? 0) * 1_000;
    const killAtMs = this.#parts.clock.now().getTime() + graceMs;
    if (this.#stage === "ending" && killAtMs >= this.#killAtMs) return;
    const isFirst = this.#stage !== "ending";
    this.#stage = "ending";
    this.#killAtMs = killAtMs;
    this.#alarms.clearAll();
    this.#alarms.set(graceMs, () => this.#kill());
    if (this.#running.size === 0) return this.#confirm();
    if (!isFirst) return;
    for (const [name, { container }] of this.#running) {
      this.#report.tell("Killing", `Stopping container ${name}`);
      container.kill("SIGTERM");
    }
  }

  /** As when its node goes down: nobody hears of it any more. */
  cutOff(): void {
    this.#report.isCutOff = true;
    this.#alarms.clearAll();
  }

  /** The node is back and tells where things stand. */
  reconnect(pod: Pod): void {
    this.#report.isCutOff = false;
    this.#report.write();
    this.terminate(pod);
  }

  /** Without a word: the object is gone. */
  dispose(): void {
    this.#stage = "ending";
    this.cutOff();
    this.#kill();
  }

  #kill(): void {
    for (const { container } of this.#running.values()) container.kill("SIGKILL");
  }

  #pull(container: Container, attempt: number): void {
    const { pull = {} } = this.#parts.scriptOf(this.#pod, container);
    const { image } = container;
    const { reason, message = "" } = pull;
    if (reason === "InvalidImageName") {
      this.#report.warn("InspectFailed", message);
      return this.#report.wait(container, reason, message);
    }
    this.#report.tell("Pulling", `Pulling image "${image}"`);
    this.#alarms.set(pull.delayMs ?? 0, () => {
      if (reason !== "ErrImagePull") {
        void this.#start(container);
        return;
      }
      this.#report.warn("Failed", `Failed to pull image "${image}": ${message}`);
      this.#report.wait(container, reason, message);
      this.#alarms.set(this.#backoff(attempt) / 2, () => {
        this.#report.wait(container, "ImagePullBackOff", `Back-off pulling image "${image}": ErrImagePull: ${message}`);
        this.#alarms.set(this.#backoff(attempt), () => this.#pull(container, attempt + 1));
      });
    });
  }

  async #start(container: Container): Promise<void> {
    const script = this.#parts.scriptOf(this.#pod, container);
    const { start } = script;
    const containerID = newContainerId();
    if (start?.reason === "CreateContainerError") {
      this.#report.warn("Failed", `Error: ${start.message}`);
      return this.#report.wait(container, start.reason, start.message);
    }
    let running: RunningContainer;
    try {
      running = await this.#parts.runtime.start(this.#pod, container);
    } catch (error) {
      if (error instanceof StartFailure) return this.#failStart(container, containerID, error.message);
      // Its folder may be gone by now.
      if (this.#stage === "ending") return;
      throw error;
    }
    this.#begun(container, { container: running, startedAt: this.#parts.registry.timestamp(), containerID });
    const { runMs, evicted, losesNode } = script;
    if (evicted !== undefined) this.#alarms.set(runMs ?? 0, () => this.#evict(evicted));
    if (losesNode) this.#alarms.set(runMs ?? 0, () => this.#parts.onNodeLost(this.node));
    void running.evicted?.then((why) => this.#evict(why));
    if (script.isReady === false) this.#unready(container);
  }

  #begun(container: Container, running: Running): void {
    const { startedAt, containerID } = running;
    this.#running.set(container.name, running);
    this.#logs.set(container.name, running.container.log);
    void running.container.exited.then((exit) => this.#ended(container, exit));
    if (this.#stage === "ending") return running.container.kill("SIGKILL");
    this.#report.setAddress(this.#ip);
    const status = { ...this.#report.statusOf(container), imageID: imageIdOf(container.image), containerID };
    this.#report.set(withState({ ...status, ready: true }, { running: { startedAt } }));
    this.#report.tell("Started", `Started container ${container.name}`);
    this.#report.write();
  }

  #unready(container: Container): void {
    this.#report.set({ ...this.#report.statusOf(container), ready: false });
    this.#report.warn("Unhealthy", "Readiness probe failed");
    this.#report.write();
  }

  #failStart(container: Container, containerID: string, message: string): void {
    this.#report.warn("Failed", `Error: ${message}`);
    const status = { ...this.#report.statusOf(container), imageID: imageIdOf(container.image), containerID };
    const finishedAt = this.#parts.registry.timestamp();
    // The runtime knows no beginning of what never began.
    const startedAt = "1970-01-01T00:00:00Z";
    const terminated = { exitCode: 128, reason: "StartError", message, startedAt, finishedAt, containerID };
    this.#report.set(withState(status, { terminated }));
    this.#report.write();
    if (this.#stage === "ending" && this.#running.size === 0) this.#confirm();
    else this.#restart(container, 128);
  }

  #ended(container: Container, exit: Exit): void {
    const running = this.#running.get(container.name);
    if (!running) return;
    this.#running.delete(container.name);
    const { startedAt, containerID } = running;
    const terminated = { ...exit, startedAt, finishedAt: this.#parts.registry.timestamp(), containerID };
    this.#report.set(withState(this.#report.statusOf(container), { terminated }));
    this.#report.write();
    if (this.#stage !== "ending") return this.#restart(container, exit.exitCode);
    if (this.#running.size === 0) this.#confirm();
  }

  #restart(container: Container, exitCode: number): void {
    const { restartPolicy } = this.#pod.spec;
    const isLast = restartPolicy === "Never" || (restartPolicy === "OnFailure" && exitCode === 0);
    if (isLast || this.#stage === "ending" || this.#report.ending) return;
    const { name, namespace } = this.#pod.metadata;
    const log = this.#logs.get(container.name);
    if (log) this.#previousLogs.set(container.name, log);
    this.#alarms.set(this.#backoff(1) / 4, () => {
      const { restartCount, state, ...status } = this.#report.statusOf(container);
      const backoffMs = this.#backoff(restartCount + 1);
      const message = `back-off ${Math.round(backoffMs / 1_000)}s restarting failed container=${container.name} pod=${name}_${namespace}(${this.uid})`;
      this.#report.set({
        ...status,
        restartCount,
        lastState: state,
        state: { waiting: { reason: "CrashLoopBackOff", message } },
      });
      this.#report.warn("BackOff", `Back-off restarting failed container ${container.name} in pod ${name}`);
      this.#report.write();
      this.#alarms.set(backoffMs, () => {
        this.#report.set({ ...this.#report.statusOf(container), restartCount: restartCount + 1 });
        void this.#start(container);
      });
    });
  }

  #evict(message: string): void {
    if (this.#running.size > 0) this.#endAll({ reason: "Evicted", message });
  }

  /** The node ends the pod for a reason of its own; the object stays. */
  #endAll(ending: Ending): void {
    if (this.#report.ending) return;
    this.#report.end(ending);
    this.#report.warn(ending.reason, ending.message);
    this.#alarms.clearAll();
    // It has ended, as others are told, when its programs have.
    if (this.#running.size === 0) this.#report.write();
    this.#kill();
  }

  /** Nothing of it runs any more: the object may go. */
  #confirm(): void {
    if (this.#report.isCutOff) return;
    this.#alarms.clearAll();
    const { registry } = this.#parts;
    const target = targetOf(pods, this.#pod);
    if (registry.find(target)?.metadata.uid !== this.uid) return;
    registry.delete(target, { gracePeriodSeconds: 0, preconditions: { uid: this.uid } });
  }

  #backoff(attempt: number): number {
    return this.#parts.backoffMs * 2 ** Math.min(attempt - 1, 5);
  }
}
