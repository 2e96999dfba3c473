import type { CronConfig } from "../model.js";
import { instantsBetween, nextInstant } from "./schedule.js";

/** An instant is missed when nobody fired it for this long: time enough to restart a process or to take over from one. */
export const graceMs = 60_000;
/** Runs of RUN_ALL at most, and of what came due within the grace. */
export const maxInstants = 100;

/** What is to be done about a schedule whose `nextAt` has come. */
export interface Due {
  /** To be fired, oldest first. */
  readonly instants: readonly Date[];
  /** Behind all of these, and behind now. */
  readonly nextAt: Date | null;
}

/**
 * Which instants fire, before overlaps are looked at. `nextAt` only moves forward: a clock that jumps back makes the schedule wait
 * until it has caught up, one that jumps forward has missed what it jumped over.
 */
export function dueOf(cron: CronConfig, nextAt: Date | null, now: Date): Due {
  if (nextAt === null || nextAt > now) return { instants: [], nextAt };
  const following = nextInstant(cron, nextAt);
  const later =
    following === null || following > now
      ? []
      : instantsBetween(cron, { after: nextAt, until: now, most: maxInstants });
  const all = [nextAt, ...later].slice(-maxInstants);
  const settled = later.length === 0 ? following : nextInstant(cron, now);
  return { instants: withoutMissed(cron, all, now), nextAt: settled };
}

function withoutMissed({ missedRuns }: CronConfig, instants: readonly Date[], now: Date): readonly Date[] {
  const isMissed = (at: Date): boolean => now.getTime() - at.getTime() > graceMs;
  if (missedRuns === "RUN_ALL") return instants;
  if (missedRuns === "SKIP") return instants.filter((at) => !isMissed(at));
  // RUN_ONCE: one run for all that came due, so that the end of an outage does not start two at once.
  return instants.some(isMissed) ? instants.slice(-1) : instants;
}
