import type { Lease } from "../tasks/index.js";

/** CANCELLED, LOST: the task is no longer ours. STOPPING: it is, and has to be given back. */
export type AbortReason = "CANCELLED" | "LOST" | "STOPPING";

/** One assignment, from its offer to the word on how it went, or until somebody else sees to that. */
export interface Job {
  readonly lease: Lease;
  /**
   * Whether its lease is to be extended here: from when it is accepted. It stays false for one whose lease somebody else extends; so
   * too, what is not accepted goes back by itself when its time is over.
   */
  readonly isAccepted: boolean;
  /**
   * Resolves when it needs nothing of this process any more; never rejects. Where somebody else goes on with the task then, the slot
   * that it has in the session stays taken until its lease ends.
   */
  work(): Promise<void>;
  /** Nothing is to be said of its task for CANCELLED and LOST. May be called again: the first reason counts. */
  abort(reason: AbortReason): void;
  /** The session ends, and with it goes back what is not accepted: leaves it to that, unless it is begun. */
  dropIfWaiting(): void;
}
