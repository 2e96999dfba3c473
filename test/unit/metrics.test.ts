import { expect, it } from "vitest";
import { createMetrics, measureProcess } from "../../src/platform/metrics.js";

it("measures the process without looking at each of its handles", async () => {
  const metrics = createMetrics();
  measureProcess(metrics);
  const text = await metrics.registry.metrics();
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  expect(text).toMatch(/^process_resident_memory_bytes /m);
  expect(text).not.toContain("nodejs_active_");
});
