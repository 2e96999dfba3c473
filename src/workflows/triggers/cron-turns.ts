import type { Database } from "../../platform/db/database.js";
import { MusterError } from "../../platform/errors.js";
import type { CronConfig } from "../model.js";
import { saveTriggers } from "../sql/save-triggers.sql.js";
import {
  findNextTrigger,
  findWaitingTriggers,
  lockDueTriggers,
  lockWaitingTriggers,
} from "../sql/turn-cron-triggers.sql.js";
import { dueOf } from "./due.js";
import { inLanes } from "./lanes.js";
import type { RunStarter } from "./ports.js";
import { nextInstant } from "./schedule.js";
import type { Failure, Starts } from "./starts.js";
import { run } from "./store.js";
import { pauseMs, progressOf, type Progress, type TurningTrigger } from "./turning.js";

export interface CronTurnsParts {
  readonly database: Database;
  readonly runs: RunStarter;
  readonly starts: Starts;
}

const batchSize = 50;
/** Runs started at a time. The turn itself holds a further connection all the while. */
const lanes = 8;
const maxWaiting = 50;
/** Of one trigger in a turn, so that the turn ends long before PostgreSQL takes its transaction for a dead one. */
const maxRuns = 20;
/** Until what could not be started, as something was away, is tried again. */
const againMs = 1_000;
/** Until what another replica has in hand is looked at again. */
const takenMs = 100;

/** A trigger in the hands of a turn. */
interface Round {
  readonly trigger: TurningTrigger;
  readonly cron: CronConfig;
  readonly now: Date;
  readonly progress: Progress;
  isPostponed: boolean;
}

/**
 * Fires schedules. A turn holds the locks of the triggers that it fires until it has written how far they have come, and gives
 * each instant's name with its order: whoever repeats a turn that died in between starts nothing twice.
 */
export class CronTurns {
  readonly #parts: CronTurnsParts;
  /** Behind which trigger the look after those that wait goes on. */
  #afterWaiting = "";

  constructor(parts: CronTurnsParts) {
    this.#parts = parts;
  }

  /** Answers in how many milliseconds something is due; null when nothing is known to be. */
  async turn(now: Date): Promise<number | null> {
    const ready = await this.#findReady();
    const inMs = await this.#nextIn(now);
    if (ready.length === 0 && (inMs === null || inMs > 0)) return inMs;
    return this.#fireAll(ready, now);
  }

  async #nextIn(now: Date): Promise<number | null> {
    const [next] = await this.#parts.database.query<{ nextAt: Date | null }>(findNextTrigger, []);
    return next?.nextAt ? Math.max(0, next.nextAt.getTime() - now.getTime()) : null;
  }

  /** Ids of triggers with an instant that waits for a run which has ended. */
  async #findReady(): Promise<string[]> {
    const { database, runs } = this.#parts;
    const waiting = await database.query<{ id: string; lastRunId: string | null }>(findWaitingTriggers, [
      this.#afterWaiting,
      maxWaiting,
    ]);
    this.#afterWaiting = waiting.length === maxWaiting ? (waiting.at(-1)?.id ?? "") : "";
    const open = await inLanes(waiting, lanes, async ({ lastRunId }) => lastRunId !== null && runs.isOpen(lastRunId));
    return waiting.filter((_, index) => !open[index]).map(({ id }) => id);
  }

  async #fireAll(ready: readonly string[], now: Date): Promise<number> {
    return this.#parts.database.transaction(async (client) => {
      const due = await run<TurningTrigger>(client, lockDueTriggers, [now, batchSize]);
      const others = ready.filter((id) => due.every((trigger) => trigger.id !== id));
      const waiting = others.length > 0 ? await run<TurningTrigger>(client, lockWaitingTriggers, [others]) : [];
      const triggers = [...due, ...waiting];
      const rounds = await inLanes(triggers, lanes, (trigger) => this.#fire(trigger, now));
      await run(client, saveTriggers, [JSON.stringify(rounds.map(({ progress }) => progress))]);
      if (rounds.length === 0) return takenMs;
      return rounds.some(({ isPostponed }) => isPostponed) ? againMs : 0;
    });
  }

  async #fire(trigger: TurningTrigger, now: Date): Promise<Round> {
    const { cron, waitingAt } = trigger;
    if (!cron) throw new Error("a trigger of type CRON has a schedule");
    const round: Round = { trigger, cron, now, progress: progressOf(trigger), isPostponed: false };
    const fired = this.#dueOf(round);
    for (const at of waitingAt ? [waitingAt, ...fired] : fired) {
      await this.#fireOne(round, at);
      if (round.isPostponed) return round;
    }
    rest(round);
    return round;
  }

  /** Which instants are to be fired; moves on to the one behind them. */
  #dueOf({ trigger, cron, now, progress }: Round): readonly Date[] {
    try {
      const { instants, nextAt } = dueOf(cron, trigger.nextAt, now);
      // Of several, each would cancel the one before.
      const wanted = cron.overlap === "CANCEL_PREVIOUS" ? instants.slice(-1) : instants;
      progress.nextAt = wanted[maxRuns] ?? nextAt;
      return wanted.slice(0, maxRuns);
    } catch (error) {
      // A schedule that could be read when it was written, and cannot be any more, must not hold up the others.
      progress.lastError = this.#parts.starts.failure(trigger, error).message;
      progress.failures += 1;
      progress.nextAt = new Date(now.getTime() + pauseMs(progress.failures));
      return [];
    }
  }

  async #fireOne(round: Round, at: Date): Promise<void> {
    const { trigger, now, progress } = round;
    const refuse = (failure: Failure): void => {
      round.isPostponed = failure.outcome === "POSTPONED";
      settle(round, at, failure);
    };
    try {
      if (!(await this.#makesWay(round, at))) return;
    } catch (error) {
      return refuse(this.#parts.starts.failure(trigger, error));
    }
    const context = { scheduledAt: at.toISOString(), firedAt: now.toISOString() };
    const attempt = await this.#parts.starts.attempt(trigger, { context, key: at.toISOString() });
    if (attempt.outcome !== "STARTED") return refuse(attempt);
    if (isSame(at, progress.waitingAt)) progress.waitingAt = null;
    Object.assign(progress, { lastRunId: attempt.runId, lastFiredAt: now, lastError: null, failures: 0 });
  }

  /** Whether the instant may fire now, the trigger's last run being where it is. Cancels it, or lets the instant wait. */
  async #makesWay({ trigger, cron, progress }: Round, at: Date): Promise<boolean> {
    const { lastRunId } = progress;
    if (cron.overlap === "ALLOW" || lastRunId === null || !(await this.#parts.runs.isOpen(lastRunId))) return true;
    if (cron.overlap === "QUEUE") progress.waitingAt ??= at;
    if (cron.overlap === "CANCEL_PREVIOUS") await this.#cancel(trigger, lastRunId);
    return cron.overlap === "CANCEL_PREVIOUS";
  }

  async #cancel({ id, tenantId }: TurningTrigger, runId: string): Promise<void> {
    try {
      await this.#parts.runs.cancel({ tenantId, runId, by: id, reason: "The trigger's next run is due." });
    } catch (error) {
      // It has ended meanwhile, or ends already.
      const isGone = error instanceof MusterError && ["INVALID_STATE", "NOT_FOUND", "CONFLICT"].includes(error.code);
      if (!isGone) throw error;
    }
  }
}

/** What has failed for good leaves room for the next; what is to be tried again stands where it stood. */
function settle({ progress, trigger }: Round, at: Date, failure: Failure): void {
  progress.lastError = failure.message;
  if (failure.outcome === "POSTPONED") {
    progress.nextAt = isSame(at, trigger.waitingAt) ? trigger.nextAt : at;
    return;
  }
  if (isSame(at, progress.waitingAt)) progress.waitingAt = null;
  if (failure.breaks) progress.failures += 1;
}

/** A trigger that fails again and again is left alone for a while: its next instant is one behind a pause. */
function rest({ cron, now, progress }: Round): void {
  const { failures, nextAt } = progress;
  const until = new Date(now.getTime() + pauseMs(failures));
  if (failures > 0 && nextAt !== null && nextAt < until) progress.nextAt = nextInstant(cron, until);
}

function isSame(a: Date, b: Date | null): boolean {
  return a.getTime() === b?.getTime();
}
