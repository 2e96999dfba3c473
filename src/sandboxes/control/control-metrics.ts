import type { Metrics } from "../../platform/metrics.js";
import type { KeptSandbox } from "../ledger.js";
import type { SandboxReason } from "../model.js";
import type { Charges } from "./charges.js";

export interface ControlMetrics {
  readonly onMoved: (sandbox: KeptSandbox) => void;
  readonly onPostponed: (reason: SandboxReason) => void;
  readonly onAdopted: (count: number) => void;
  readonly onOrphanRemoved: () => void;
  readonly onLogBytes: (count: number) => void;
}

/** From one that was ready before it was asked for to one whose image is fetched over a slow line. */
const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300] as const;

/** What the process counts of the sandboxes that it looks after. */
export function createControlMetrics(metrics: Metrics, charges: Charges): ControlMetrics {
  const counters = createCounters(metrics);
  const provisioning = metrics.histogram({
    name: "muster_sandbox_provisioning_seconds",
    help: "From the order of a sandbox to its running container.",
    labelNames: ["pool"],
    buckets: seconds,
  });
  metrics.gauge({
    name: "muster_sandboxes_running",
    help: "Sandboxes of this process whose containers run.",
    collect: () => charges.countIn("READY", "TERMINATING"),
  });
  metrics.gauge({
    name: "muster_sandboxes_starting",
    help: "Sandboxes of this process that are being provisioned.",
    collect: () => charges.countIn("PENDING", "PROVISIONING"),
  });
  return {
    onMoved({ status, reason, provisioningAt, readyAt, isFromPool }) {
      if (status === "READY" && provisioningAt && readyAt) {
        const tookMs = readyAt.getTime() - provisioningAt.getTime();
        provisioning.observe({ pool: isFromPool ? "yes" : "no" }, tookMs / 1_000);
      }
      const hasFailed = status === "FAILED" || status === "LOST";
      if (hasFailed) counters.failures.inc({ reason: reason ?? "EXIT_CODE" });
      if (hasFailed || status === "SUCCEEDED" || status === "TERMINATED") counters.ended.inc({ status });
    },
    onPostponed: (reason) => counters.postponements.inc({ reason }),
    onAdopted: (count) => counters.adopted.inc(count),
    onOrphanRemoved: () => counters.orphans.inc(),
    onLogBytes: (count) => counters.logBytes.inc(count),
  };
}

function createCounters(metrics: Metrics) {
  return {
    ended: metrics.counter({
      name: "muster_sandboxes_total",
      help: "Sandboxes that ended in this process's care, by how.",
      labelNames: ["status"],
    }),
    failures: metrics.counter({
      name: "muster_sandbox_failures_total",
      help: "Sandboxes that failed or were lost, by why.",
      labelNames: ["reason"],
    }),
    postponements: metrics.counter({
      name: "muster_sandboxes_postponed_total",
      help: "Sandboxes put off since their host had no room or was away, by why.",
      labelNames: ["reason"],
    }),
    adopted: metrics.counter({
      name: "muster_sandboxes_adopted_total",
      help: "Sandboxes taken over from a process that is gone.",
    }),
    orphans: metrics.counter({
      name: "muster_sandbox_orphans_removed_total",
      help: "What the host had and no sandbox was known for, removed.",
    }),
    logBytes: metrics.counter({
      name: "muster_sandbox_log_bytes_total",
      help: "Bytes of logs that were collected.",
    }),
  };
}
