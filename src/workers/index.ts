/** The agents that are part of Muster at work: their sessions, and what any job of theirs needs. */
export { BuiltInWorkers, type BuiltInWorkersParts, type WorkerNeighbours } from "./built-in-workers.js";
export type { AbortReason, Job } from "./job.js";
export { Places } from "./places.js";
