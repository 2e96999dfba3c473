import { Signal } from "../../platform/signal.js";
import type { HostReport } from "../host.js";
import type { Cause } from "./causes.js";
import type { PodFacts, WorkloadFacts } from "./facts.js";
import { isSame } from "./sameness.js";
import { reportOf, type Usage } from "./reports.js";

export interface PlacementOptions {
  readonly namespace: string;
  /** See `Standing` and `Workload`. */
  readonly hasVerdicts: boolean;
  /** Asks the cluster for the pod of a workload that has failed before anything of its pod was heard; the two come by different ways. */
  readonly findPod: (ref: string) => void;
}

interface Placement {
  readonly ref: string;
  workload: WorkloadFacts | null;
  pod: PodFacts | null;
  lastPod: PodFacts | null;
  stuck: Cause | null;
  usage: Usage | null;
  isRemoved: boolean;
  hasEnded: boolean;
  /** The cluster was asked for its pod, and has none. */
  isPodless: boolean;
  /** What was reported last, to report it once. */
  reported: HostReport | null;
}

/** What is known of each ref, put together of what is heard of its workload and of its pod. Reports what changes. */
export class Placements {
  readonly #options: PlacementOptions;
  readonly #placements = new Map<string, Placement>();
  readonly #reports = new Signal<HostReport>();
  #isWhole = false;

  constructor(options: PlacementOptions) {
    this.#options = options;
  }

  onReport(listener: (report: HostReport) => void): () => void {
    return this.#reports.on(listener);
  }

  /** From now on what is not known is not there: both lists are in. Until then nothing is said. */
  setWhole(): void {
    if (this.#isWhole) return;
    this.#isWhole = true;
    for (const placement of [...this.#placements.values()]) this.#tell(placement);
  }

  podOf(ref: string): PodFacts | null {
    return this.#placements.get(ref)?.pod ?? null;
  }

  /** Whether a pod of it may still come; null where nothing of it is known. */
  awaitsPod(ref: string): boolean | null {
    const placement = this.#placements.get(ref);
    return placement ? this.#reportOf(placement).phase === "STARTING" : null;
  }

  /** As the cluster was asked just now, with what only was heard of it before. */
  reportNow(ref: string, workload: WorkloadFacts | null, pod: PodFacts | null): HostReport {
    const known = this.#placements.get(ref) ?? newPlacement(ref);
    return this.#reportOf({ ...known, workload, pod });
  }

  /** Of those whose container runs, by the pod's name. */
  running(): Map<string, string> {
    const found = new Map<string, string>();
    for (const { ref, pod } of this.#placements.values()) {
      if (pod?.container?.state === "RUNNING") found.set(pod.name, ref);
    }
    return found;
  }

  /** Those that have a workload, and no pod though nothing has failed. */
  podless(): string[] {
    return [...this.#placements.values()]
      .filter(({ workload, pod, lastPod }) => workload && !workload.isDeleting && !workload.verdict && !pod && !lastPod)
      .map(({ ref }) => ref);
  }

  setWorkload(facts: WorkloadFacts): void {
    const placement = this.#of(facts.ref);
    if (isSame(facts, placement.workload) && !isUnheard(placement)) return;
    if (placement.workload && placement.workload.uid !== facts.uid) placement.lastPod = null;
    placement.workload = facts;
    this.#tell(placement);
  }

  dropWorkload({ ref, uid }: WorkloadFacts): void {
    const placement = this.#placements.get(ref);
    if (placement?.workload?.uid !== uid) return;
    placement.workload = null;
    this.#tell(placement);
  }

  setPod(facts: PodFacts): void {
    const placement = this.#of(facts.ref);
    const { pod } = placement;
    // Most events are of what nobody here reads.
    if (isSame(facts, pod)) return;
    // Of two, the one that is ending is heard of too.
    if (pod && pod.uid !== facts.uid && pod.createdAt > facts.createdAt) return;
    placement.pod = facts;
    placement.stuck = null;
    this.#tell(placement);
  }

  dropPod(facts: PodFacts): void {
    const placement = this.#placements.get(facts.ref);
    if (placement?.pod?.uid !== facts.uid) return;
    placement.pod = null;
    placement.lastPod = facts;
    this.#tell(placement);
  }

  /** The cluster has no pod for it, as asked by `findPod`. */
  setPodless(ref: string): void {
    const placement = this.#placements.get(ref);
    if (!placement) return;
    placement.isPodless = true;
    this.#tell(placement);
  }

  setStuck(ref: string, stuck: Cause | null): void {
    const placement = this.#placements.get(ref);
    if (!placement || placement.pod) return;
    placement.stuck = stuck;
    this.#tell(placement);
  }

  setUsage(ref: string, usage: Usage): void {
    const placement = this.#placements.get(ref);
    if (!placement) return;
    placement.usage = usage;
    this.#tell(placement);
  }

  usageOf(ref: string): Usage | null {
    return this.#placements.get(ref)?.usage ?? null;
  }

  /** Muster asks for its end. */
  expectEnd(ref: string): void {
    const placement = this.#placements.get(ref);
    if (!placement || placement.isRemoved) return;
    placement.isRemoved = true;
    this.#tell(placement);
  }

  /** The cluster was asked, and has nothing of it. */
  tellGone(ref: string): void {
    this.#placements.delete(ref);
    this.#reports.emit(this.#reportOf({ ...newPlacement(ref), isRemoved: true }));
  }

  #of(ref: string): Placement {
    const known = this.#placements.get(ref);
    if (known) return known;
    const placement = newPlacement(ref);
    this.#placements.set(ref, placement);
    return placement;
  }

  #reportOf(placement: Placement): HostReport {
    const { lastPod, workload, pod } = placement;
    // Of a Sandbox the vanished pod counts, not the one that was made in its place: that is another container.
    const isReplaced = lastPod !== null && pod !== null && workload !== null && !this.#options.hasVerdicts;
    return reportOf({ ...placement, ...this.#options, pod: isReplaced ? null : pod });
  }

  #tell(placement: Placement): void {
    if (!this.#isWhole) return;
    if (isUnheard(placement)) return this.#options.findPod(placement.ref);
    const report = this.#reportOf(placement);
    if (report.phase === "GONE") this.#placements.delete(placement.ref);
    if (report.phase === "SUCCEEDED" || report.phase === "FAILED") placement.hasEnded = true;
    if (isSame(report, placement.reported)) return;
    placement.reported = report;
    this.#reports.emit(report);
  }
}

function newPlacement(ref: string): Placement {
  const nothing = { workload: null, pod: null, lastPod: null, stuck: null, usage: null };
  return { ref, ...nothing, isRemoved: false, hasEnded: false, isPodless: false, reported: null };
}

/** Whether it has failed, and nobody has told how. */
function isUnheard({ workload, pod, lastPod, isPodless }: Placement): boolean {
  return workload?.verdict === "FAILED" && !workload.isDeleting && !pod && !lastPod && !isPodless;
}
