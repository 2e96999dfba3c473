import type { Metrics } from "../../platform/metrics.js";

/** `hit`: one was ready and was told. `miss`: none was. `lost`: one was ready, and did not hear. */
export type TakeOutcome = "hit" | "miss" | "lost";

export interface PoolMetrics {
  taken(outcome: TakeOutcome): void;
  /** So many of the image are ready, or being made. */
  surveyed(image: string, readyCount: number, startingCount: number): void;
  failed(image: string): void;
}

export function createPoolMetrics(metrics: Metrics): PoolMetrics {
  const takes = metrics.counter({
    name: "muster_sandbox_pool_takes_total",
    help: "Sandboxes that one of the pool could have become, by what came of it",
    labelNames: ["outcome"],
  });
  const members = metrics.gauge({
    name: "muster_sandbox_pool_members",
    help: "Containers of this process's host that wait in the pool or are being made for it",
    labelNames: ["image", "state"],
  });
  const failures = metrics.counter({
    name: "muster_sandbox_pool_failures_total",
    help: "Containers of the pool that could not be made, or ended before anybody needed them",
    labelNames: ["image"],
  });
  return {
    taken: (outcome) => takes.inc({ outcome }),
    surveyed: (image, readyCount, startingCount) => {
      members.set({ image, state: "ready" }, readyCount);
      members.set({ image, state: "starting" }, startingCount);
    },
    failed: (image) => failures.inc({ image }),
  };
}
