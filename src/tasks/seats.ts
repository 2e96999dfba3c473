import type { Assignment } from "./model.js";

/** A free slot of an agent's session, held for a task that may come. Either `take` or `free` is to be called, once. */
export interface Seat {
  readonly agentId: string;
  readonly sessionId: string;
  /** The slot is taken: the assignment goes to the agent. */
  take(assignment: Assignment): void;
  /** No task came of it. */
  free(): void;
}

/** Holds free slots for a pool's tasks, at most `count`; fewer or none where there are no more. */
export type HoldSeats = (poolId: string, count: number) => readonly Seat[];
