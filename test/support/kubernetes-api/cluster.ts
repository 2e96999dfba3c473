import type { Clock } from "../../../src/platform/clock.js";
import { EventRecorder } from "./event-recorder.js";
import { GarbageCollector } from "./garbage-collector.js";
import { JobController } from "./job-controller.js";
import { Nodes } from "./kubelet.js";
import { MixedRuntime } from "./mixed-runtime.js";
import { NamespaceController } from "./namespace-controller.js";
import type { Container, Pod } from "./objects.js";
import type { KubernetesApiOptions } from "./options.js";
import { OwnerIndex } from "./owner-index.js";
import { scriptOf, type PodScript } from "./pod-script.js";
import { ProcessRuntime } from "./process-runtime.js";
import { Registry } from "./registry.js";
import { builtIn, sandboxes } from "./resources.js";
import type { Runtime } from "./runtime.js";
import { SandboxController } from "./sandbox-controller.js";
import { ScriptedRuntime } from "./scripted-runtime.js";
import { ServerTime } from "./server-time.js";
import { ObjectStore } from "./store.js";
import { WorkQueue } from "./work-queue.js";

const untilEnded: PodScript = { runMs: null };

/** What is behind the server: the objects, and whoever makes things happen. */
export class Cluster {
  readonly time: ServerTime;
  readonly store: ObjectStore;
  readonly registry: Registry;
  readonly nodes: Nodes;
  readonly #queue = new WorkQueue();
  readonly #jobs: JobController;
  readonly #sandboxes: SandboxController;

  constructor(options: Required<KubernetesApiOptions>) {
    const { clock } = options;
    this.time = new ServerTime(clock);
    this.store = new ObjectStore(options.maxHistory);
    this.registry = new Registry(this.store, () => this.time.now());
    const { registry } = this;
    const parts = {
      registry,
      queue: this.#queue,
      owners: new OwnerIndex(),
      clock,
      events: new EventRecorder(registry, options.maxEvents),
    };
    this.#jobs = new JobController({ ...parts, podBackoffMs: options.podBackoffMs });
    this.#sandboxes = new SandboxController(parts);
    const { nodes, evictionMs, backoffMs, behave } = options;
    const script = (pod: Pod, container: Container): PodScript | null =>
      behave(pod, container) ?? scriptOf(pod, container.image);
    const runtime = this.#runtimeOf(options, clock, script);
    const scripted = (pod: Pod, container: Container): PodScript => script(pod, container) ?? untilEnded;
    this.nodes = new Nodes({ ...parts, runtime, scriptOf: scripted, backoffMs, nodes, evictionMs });
    const spaces = new NamespaceController({ ...parts, resources: [...builtIn, sandboxes] });
    const listeners = [parts.owners, new GarbageCollector(parts), this.#jobs, this.#sandboxes, this.nodes, spaces];
    for (const each of listeners) this.store.onChange((change) => each.onChange(change));
  }

  async stop(): Promise<void> {
    this.#queue.stop();
    this.#jobs.stop();
    this.#sandboxes.stop();
    await this.nodes.stop();
  }

  #runtimeOf(
    { runProcesses, entrypoint }: Required<KubernetesApiOptions>,
    clock: Clock,
    script: (pod: Pod, container: Container) => PodScript | null,
  ): Runtime {
    const scripted = new ScriptedRuntime(
      clock,
      () => this.time.now(),
      (pod, container) => script(pod, container) ?? untilEnded,
    );
    if (!runProcesses) return scripted;
    const processes = new ProcessRuntime({ registry: this.registry, entrypoint, instant: () => this.time.instant() });
    return new MixedRuntime(scripted, processes, (pod, container) => script(pod, container) !== null);
  }
}
