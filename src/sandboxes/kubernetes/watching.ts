import type { Repeater } from "../../platform/repeater.js";
import type { KubeClient } from "./client.js";
import { podFactsOf, type PodFacts, type WorkloadFacts } from "./facts.js";
import { Informer } from "./informer.js";
import { listAll } from "./listing.js";
import { refLabel, type Collection } from "./names.js";
import type { KubernetesHostOptions, Timings } from "./options.js";
import { Placements } from "./placements.js";
import { watchStuck } from "./stuck.js";
import { watchUsage } from "./usage.js";
import type { Workload } from "./workload.js";

export interface WatchingParts extends Pick<KubernetesHostOptions, "config" | "clock" | "log"> {
  readonly client: KubeClient;
  readonly workload: Workload;
  readonly pods: Collection;
  readonly timings: Timings;
}

/** All that looks at the cluster by itself, and what it has learned. */
export class Watching {
  readonly placements: Placements;
  readonly #parts: WatchingParts;
  readonly #informers: readonly (Informer<PodFacts> | Informer<WorkloadFacts>)[];
  readonly #repeaters: readonly Repeater[];
  readonly #listed = new Set<string>();

  constructor(parts: WatchingParts) {
    const { client, workload, pods, config, clock, log, timings } = parts;
    const { namespace } = config;
    this.#parts = parts;
    const placements = new Placements({
      namespace,
      hasVerdicts: !workload.replacesPods,
      findPod: (ref) => void this.#hearOfPod(ref),
    });
    this.placements = placements;
    const shared = { client, timings, clock, log };
    this.#informers = [
      new Informer<WorkloadFacts>({
        ...shared,
        collection: workload.collection,
        keep: (object) => workload.factsOf(object),
        onChange: (_, facts, last) => (facts ? placements.setWorkload(facts) : placements.dropWorkload(last)),
        onList: () => this.#noteList("workloads"),
      }),
      new Informer<PodFacts>({
        ...shared,
        collection: pods,
        keep: podFactsOf,
        onChange: (_, facts, last) => (facts ? placements.setPod(facts) : placements.dropPod(last)),
        onList: () => this.#noteList("pods"),
      }),
    ];
    this.#repeaters = [
      watchUsage({ ...shared, namespace, placements }),
      watchStuck({ ...shared, namespace, placements, kind: workload.kind }),
    ];
  }

  start(): void {
    for (const each of [...this.#informers, ...this.#repeaters]) each.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#informers, ...this.#repeaters].map((each) => each.stop()));
  }

  /** As the cluster says now: the newest of its pods; null where it has none. */
  async lookForPod(ref: string): Promise<PodFacts | null> {
    const [newest] = (await this.lookForPods(ref)).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    return newest ?? null;
  }

  async lookForPods(ref: string): Promise<PodFacts[]> {
    const { client, pods } = this.#parts;
    const found = new Map<string, PodFacts>();
    await listAll({ client, collection: pods, selector: `${refLabel}=${ref}` }, (object) => {
      const facts = podFactsOf(object);
      if (facts) found.set(facts.name, facts);
    });
    return [...found.values()];
  }

  #noteList(what: "workloads" | "pods"): void {
    this.#listed.add(what);
    if (this.#listed.size === 2) this.placements.setWhole();
  }

  async #hearOfPod(ref: string): Promise<void> {
    try {
      const pod = await this.lookForPod(ref);
      if (pod) this.placements.setPod(pod);
      else this.placements.setPodless(ref);
    } catch (error) {
      // The next list of the workloads asks again.
      this.#parts.log.warn({ err: error, ref }, "whether a failed sandbox has a pod is not known");
    }
  }
}
