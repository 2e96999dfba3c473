import type { Clock } from "../../platform/clock.js";
import type { Database } from "../../platform/db/database.js";
import { badInput } from "../../platform/errors.js";
import { SharedReads } from "../../platform/shared-reads.js";
import type { Plan } from "../definition/plan.js";
import type { WorkflowRun } from "../model.js";
import { measureRuns, measureSlowestSteps } from "../sql/measure-runs.sql.js";
import { OutlineReader } from "./outline-reader.js";
import { criticalPath, percentOf, remainingMs } from "./progress.js";
import { statsOf, type MeasuredRuns, type MeasuredSteps, type WorkflowStats } from "./stats.js";
import { Timeline } from "./timeline.js";
import { UsualSteps } from "./usual-steps.js";

export interface RunInsightParts {
  readonly database: Database;
  readonly clock: Pick<Clock, "now">;
  readonly planOf: (versionId: string) => Promise<Plan>;
}

/** How far a run is. */
export interface Outlook {
  /** 0 to 100. */
  readonly percent: number;
  /** Null when no run of the workflow has completed yet, and once it has ended. */
  readonly estimatedEndAt: Date | null;
}

const mostDays = 90;
const mostSlowest = 10;
const ended: Outlook = { percent: 100, estimatedEndAt: null };
/** As far as a Date goes. */
const lastInstantMs = 8_640_000_000_000_000;

/** What follows from how runs went and go. */
export class RunInsight {
  readonly #database: Database;
  readonly #clock: Pick<Clock, "now">;
  readonly #outlines: OutlineReader;
  readonly #usual: UsualSteps;
  readonly #stats = new SharedReads<WorkflowStats>();

  constructor({ database, clock, planOf }: RunInsightParts) {
    this.#database = database;
    this.#clock = clock;
    this.#outlines = new OutlineReader(database, planOf);
    this.#usual = new UsualSteps(database);
  }

  /** In the order of the runs. Nothing is read of those that have ended. */
  async outlooks(tenantId: string, runs: readonly WorkflowRun[]): Promise<Outlook[]> {
    const open = runs.filter(({ finishedAt }) => finishedAt === null);
    const timelines = await this.#timelines(tenantId, open);
    const outlooks = new Map(
      timelines.map(({ run, now, usualSize, timeline }) => {
        const endsAt = Math.min(lastInstantMs, now.getTime() + (usualSize > 0 ? remainingMs(timeline) : 0));
        return [run, { percent: percentOf(timeline), estimatedEndAt: usualSize > 0 ? new Date(endsAt) : null }];
      }),
    );
    return runs.map((run) => outlooks.get(run) ?? ended);
  }

  /** Ordinals of the steps that decide how long each run takes, from the first to the last. */
  async criticalPaths(tenantId: string, runs: readonly WorkflowRun[]): Promise<(readonly number[])[]> {
    return (await this.#timelines(tenantId, runs)).map(({ timeline }) => criticalPath(timeline));
  }

  /** Throws BAD_USER_INPUT at `["days"]` outside of 1 to 90. */
  async stats(tenantId: string, workflowId: string, days: number): Promise<WorkflowStats> {
    if (!Number.isInteger(days) || days < 1 || days > mostDays)
      throw badInput(`Must be a whole number from 1 to ${mostDays}.`, ["days"], "NUMBER_OUT_OF_RANGE");
    const values = [tenantId, workflowId, days];
    return await this.#stats.get(values.join(" "), async () => {
      const [[runs], steps] = await Promise.all([
        this.#database.query<MeasuredRuns>(measureRuns, values),
        this.#database.query<MeasuredSteps>(measureSlowestSteps, [...values, mostSlowest]),
      ]);
      if (!runs) throw new Error("measure-workflow-runs answers one row");
      return statsOf(runs, steps);
    });
  }

  async #timelines(tenantId: string, runs: readonly WorkflowRun[]) {
    const outlines = await this.#outlines.of(tenantId, runs);
    const usual = await this.#usual.of(
      tenantId,
      runs.map(({ workflowId }, index) => ({ workflowId, stepCount: outlines[index]?.plan.steps.length ?? 0 })),
    );
    const none: ReadonlyMap<string, number> = new Map();
    return outlines.flatMap((outline, index) => {
      const run = runs[index];
      if (!run) return [];
      const durations = usual.get(run.workflowId) ?? none;
      const now = run.asOfAt ?? this.#clock.now();
      return [{ run, now, usualSize: durations.size, timeline: new Timeline(outline, durations, now) }];
    });
  }
}
