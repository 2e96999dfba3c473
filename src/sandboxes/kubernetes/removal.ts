import type { KubeClient } from "./client.js";
import { whyItIsEnded } from "./causes.js";
import type { PodFacts } from "./facts.js";
import { nameOf, pathOf, type Collection } from "./names.js";
import { hostErrorOf } from "./refusals.js";
import type { Watching } from "./watching.js";
import type { Workload } from "./workload.js";

export interface RemovalParts {
  readonly client: KubeClient;
  readonly workload: Workload;
  readonly pods: Collection;
  readonly watching: Watching;
}

/** Takes away what a sandbox consists of: the workload with all that belongs to it. */
export class Removal {
  readonly #parts: RemovalParts;

  constructor(parts: RemovalParts) {
    this.#parts = parts;
  }

  /** The pod first, as only its own deletion says how much time it gets; the workload then stays until the pod is gone. */
  async remove(ref: string, graceMs: number): Promise<void> {
    const { client, workload, watching } = this.#parts;
    const { placements } = watching;
    placements.expectEnd(ref);
    const pod = placements.podOf(ref);
    try {
      if (pod && pod.container?.state !== "TERMINATED") await this.#deletePod(pod, graceMs);
      const path = pathOf(workload.collection, nameOf(ref));
      const isThere = await client.delete(path, { propagationPolicy: "Foreground" });
      if (!isThere || !pod) await this.#removeRest(ref, { graceMs, isThere });
    } catch (error) {
      throw hostErrorOf(error);
    }
  }

  /** Asks for pods that have not been heard of, or have outlived their workload; tells where there is nothing at all. */
  async #removeRest(ref: string, how: { readonly graceMs: number; readonly isThere: boolean }): Promise<void> {
    const { watching } = this.#parts;
    const pods = await watching.lookForPods(ref);
    if (pods.length === 0 && !how.isThere) watching.placements.tellGone(ref);
    await Promise.all(pods.map((pod) => this.#deletePod(pod, how.graceMs)));
  }

  /** 0 seconds would mean not to wait for the machine to say that it has ended: right where the machine is lost, and nowhere else. */
  async #deletePod(pod: PodFacts, graceMs: number): Promise<void> {
    const isLost = (pod.isDeleting || pod.reason !== null) && whyItIsEnded(pod).reason === "NODE_LOST";
    const gracePeriodSeconds = isLost ? 0 : Math.max(1, Math.ceil(graceMs / 1000));
    await this.#parts.client.delete(pathOf(this.#parts.pods, pod.name), { gracePeriodSeconds });
  }
}
