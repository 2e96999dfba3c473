import type { Trigger } from "../model.js";

/** A trigger with what its turns need to know beside. */
export interface TurningTrigger extends Trigger {
  /** CRON: the instant whose run waits for the last one to end. */
  readonly waitingAt: Date | null;
  /** EVENT: where it goes on in the tenant's feed. */
  readonly feedCursor: string | null;
  /** Attempts in a row of which nothing came. */
  readonly failures: number;
}

type Moving = "nextAt" | "waitingAt" | "feedCursor" | "failures" | "lastFiredAt" | "lastRunId" | "lastError";

/** How far a trigger has come: what a turn changes, and writes when it ends. */
export type Progress = Pick<TurningTrigger, "id"> & { -readonly [Key in Moving]: TurningTrigger[Key] };

export function progressOf(trigger: TurningTrigger): Progress {
  const { id, nextAt, waitingAt, feedCursor, failures, lastFiredAt, lastRunId, lastError } = trigger;
  return { id, nextAt, waitingAt, feedCursor, failures, lastFiredAt, lastRunId, lastError };
}

const firstPauseMs = 2_000;
const longestPauseMs = 300_000;

/** How long a trigger rests after so many failures in a row: 2 s, doubling up to 5 minutes. */
export function pauseMs(failures: number): number {
  return failures === 0 ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
}
