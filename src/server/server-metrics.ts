import type { OperationTypeNode } from "graphql";
import { latencySeconds, type Metrics } from "../platform/metrics.js";

type Outcome = "ok" | "error" | "refused";

/** What the server counts about itself. */
export interface ServerMetrics {
  readonly requestAnswered: (method: string, status: number) => void;
  readonly requestShed: () => void;
  readonly operationEnded: (type: OperationTypeNode | "unknown", outcome: Outcome, startedAtMs: number) => void;
  readonly socketClosed: (code: number) => void;
  readonly subscriberOverflowed: () => void;
}

/** What is read at each scrape. */
export interface ServerGauges {
  readonly sockets: () => number;
  readonly subscriptions: () => number;
}

export function createServerMetrics(metrics: Metrics, gauges: ServerGauges): ServerMetrics {
  const requests = metrics.counter({
    name: "muster_http_requests_total",
    help: "HTTP requests answered.",
    labelNames: ["method", "status"],
  });
  const shed = metrics.counter({
    name: "muster_http_requests_shed_total",
    help: "Operations refused because too many were in flight.",
  });
  const operations = metrics.histogram({
    name: "muster_operation_duration_seconds",
    help: "From the operation's arrival to its answer; of a subscription, to its end.",
    labelNames: ["type", "outcome"],
    buckets: latencySeconds,
  });
  const closes = metrics.counter({
    name: "muster_sockets_closed_total",
    help: "WebSockets closed, by close code.",
    labelNames: ["code"],
  });
  const overflows = metrics.counter({
    name: "muster_subscribers_overflowed_total",
    help: "Subscribers closed with 4410: too slow for their stream.",
  });
  metrics.gauge({ name: "muster_sockets_open", help: "WebSockets open.", collect: gauges.sockets });
  metrics.gauge({
    name: "muster_subscriptions_open",
    help: "Subscriptions running.",
    collect: gauges.subscriptions,
  });
  return {
    requestAnswered: (method, status) => requests.inc({ method, status: String(status) }),
    requestShed: () => shed.inc(),
    operationEnded: (type, outcome, startedAtMs) =>
      operations.observe({ type, outcome }, (performance.now() - startedAtMs) / 1000),
    socketClosed: (code) => closes.inc({ code: String(code) }),
    subscriberOverflowed: () => overflows.inc(),
  };
}
