/** Brings tasks to agents. docs/architecture.md tells the flow. */
export { DispatchService, type DispatchParts, type DispatchRole } from "./service.js";
export { PoolGauge } from "./pool-gauge.js";
export type { ReconcilerTimes } from "./reconciler.js";
export { deadQueue, todoQueue } from "./queues.js";
