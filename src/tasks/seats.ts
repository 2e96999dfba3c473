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

/** Gives each assignment to a seat of its session, and frees the seats that are left over. */
export function settleSeats(seats: readonly Seat[], assignments: readonly Assignment[]): void {
  const bySession = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    const own = bySession.get(assignment.sessionId);
    if (own) own.push(assignment);
    else bySession.set(assignment.sessionId, [assignment]);
  }
  for (const seat of seats) {
    const assignment = bySession.get(seat.sessionId)?.shift();
    if (assignment) seat.take(assignment);
    else seat.free();
  }
}
