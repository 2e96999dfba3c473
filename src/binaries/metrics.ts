import type { Metrics } from "../platform/metrics.js";

/** What became of an upload that somebody had begun to send; `refused`: the bytes were not what was announced. */
export type UploadOutcome = "stored" | "refused" | "cut" | "timeout" | "failed";

/** What this process counts of binaries. */
export class BinaryMetrics {
  readonly received: (bytes: number) => void;
  readonly ended: (outcome: UploadOutcome) => void;
  readonly collected: () => void;

  constructor(metrics: Metrics | undefined) {
    const bytes = metrics?.counter({
      name: "muster_binary_bytes_received_total",
      help: "Bytes of uploads that have arrived, whatever became of them.",
    });
    const uploads = metrics?.counter({
      name: "muster_binary_uploads_total",
      help: "Uploads that somebody has begun to send; refused: the bytes were not what was announced.",
      labelNames: ["outcome"],
    });
    const blobs = metrics?.counter({
      name: "muster_blobs_collected_total",
      help: "Blobs that this process has removed from the store, since nobody had them any more.",
    });
    this.received = (count) => bytes?.inc(count);
    this.ended = (outcome) => uploads?.inc({ outcome });
    this.collected = () => blobs?.inc();
  }
}
