import type { Metrics } from "../platform/metrics.js";
import type { TailSource } from "./tailer.js";

/** Counts what the logs' sources read; leaves them as they are without metrics. */
export function meteredSource(
  metrics: Metrics | undefined,
): <Key, Row>(source: TailSource<Key, Row>) => TailSource<Key, Row> {
  if (!metrics) return (source) => source;
  const reads = metrics.counter({
    name: "muster_log_reads_total",
    help: "Statements that read a log for its subscribers.",
    labelNames: ["log"],
  });
  const rows = metrics.counter({
    name: "muster_log_rows_read_total",
    help: "Rows that these statements answered; each may go to many subscribers.",
    labelNames: ["log"],
  });
  return (source) => ({
    ...source,
    async read(demands) {
      reads.inc({ log: source.name });
      const pages = await source.read(demands);
      rows.inc(
        { log: source.name },
        pages.reduce((sum, page) => sum + page.rows.length, 0),
      );
      return pages;
    },
  });
}

export function measureSubscribers(metrics: Metrics | undefined, count: () => number): void {
  metrics?.gauge({
    name: "muster_log_subscribers_count",
    help: "Subscribers that follow events, output or logs on this replica.",
    collect: count,
  });
}
