import type { FastifyInstance } from "fastify";
import type { Metrics } from "../platform/metrics.js";

/** Whether one thing that the process needs is there. May reject, which reads as no. */
export type ReadinessCheck = () => boolean | Promise<boolean>;

export interface HealthOptions {
  /** By name, as /readyz shows them. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  readonly isDraining: () => boolean;
  readonly metrics: Metrics;
}

const checkTimeoutMs = 2000;

/** `/healthz`: the process lives. `/readyz`: it can do its work. `/metrics`: Prometheus. None asks who is there. */
export function addHealthRoutes(app: FastifyInstance, { checks, isDraining, metrics }: HealthOptions): void {
  app.get("/healthz", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const names = Object.keys(checks);
    const passed = await Promise.all(Object.values(checks).map(passes));
    const states = Object.fromEntries(names.map((name, index) => [name, passed[index] ? "ok" : "down"]));
    const ready = passed.every(Boolean) && !isDraining();
    reply.code(ready ? 200 : 503);
    return { status: ready ? "ok" : isDraining() ? "draining" : "down", checks: states };
  });
  app.get("/metrics", async (_request, reply) => {
    reply.type(metrics.registry.contentType);
    return await metrics.registry.metrics();
  });
}

async function passes(check: ReadinessCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), checkTimeoutMs);
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
