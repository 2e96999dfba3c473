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

export interface HoldOptions {
  /** Whether a short wait for slots that are about to be free is welcome. */
  readonly mayWait: boolean;
}

/** Where new tasks find free slots. */
export interface SeatSource {
  /** Holds free slots for a pool's tasks, at most `count`; fewer or none where there are no more. */
  hold(poolId: string, count: number, options: HoldOptions): readonly Seat[] | Promise<readonly Seat[]>;
}
