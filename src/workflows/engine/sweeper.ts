import type { Clock } from "../../platform/clock.js";
import type { Database } from "../../platform/db/database.js";
import type { Log } from "../../platform/log.js";
import { Repeater } from "../../platform/repeater.js";
import type { Service } from "../../platform/service.js";
import type { RunError, WorkflowRunStatus } from "../model.js";
import { expireRunKeys } from "../sql/claim-run-keys.sql.js";
import { findUnheardEnds, takeStaleRuns } from "../sql/find-due-runs.sql.js";
import type { EndedTask, RunFact } from "./facts.js";

const everyMs = 5_000;
const stretchLength = 5_000;
const batchSize = 500;

interface UnheardEnd {
  readonly lastRunId: string;
  readonly lastOrdinal: number;
  readonly length: number;
  readonly runId: string | null;
  readonly step: string;
  readonly taskId: string | null;
  readonly status: string;
  readonly error: unknown;
  readonly childRunId: string | null;
}

export interface SweeperParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly tell: (runId: string, fact: RunFact) => Promise<unknown>;
  /** Whether this process sweeps. */
  readonly isOnDuty: boolean;
}

/** Finds what a crash has left: ends that no run was told of, runs in which nothing moves. Any number may sweep. */
export class Sweeper implements Service {
  readonly name = "workflow sweeper";
  readonly #parts: SweeperParts;
  readonly #repeater: Repeater;
  #after: readonly [runId: string, ordinal: number] = ["", -1];

  constructor(parts: SweeperParts) {
    this.#parts = parts;
    this.#repeater = new Repeater({ ...parts, name: this.name, run: () => this.sweep() });
  }

  start(): Promise<void> {
    if (this.#parts.isOnDuty) this.#repeater.start();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return this.#repeater.stop();
  }

  /** One round; answers in how many milliseconds the next is wanted. */
  async sweep(): Promise<number> {
    const { database } = this.#parts;
    const ends = await database.query<UnheardEnd>(findUnheardEnds, [...this.#after, stretchLength]);
    const [place] = ends;
    const isFull = place?.length === stretchLength;
    this.#after = isFull ? [place.lastRunId, place.lastOrdinal] : ["", -1];
    const stale = await database.query<{ runId: string }>(takeStaleRuns, [batchSize]);
    await this.#tell([
      ...ends.flatMap((end) => (end.runId === null ? [] : [{ runId: end.runId, fact: factOf(end) }])),
      ...stale.map(({ runId }) => ({ runId, fact: { type: "LOOK" } as const })),
    ]);
    await database.query(expireRunKeys, [batchSize]);
    return isFull || stale.length === batchSize ? 0 : everyMs;
  }

  async #tell(facts: readonly { readonly runId: string; readonly fact: RunFact }[]): Promise<void> {
    const told = await Promise.allSettled(facts.map(({ runId, fact }) => this.#parts.tell(runId, fact)));
    const failed = told.find((one) => one.status === "rejected");
    if (failed) this.#parts.log.warn({ err: failed.reason }, "sweeping a run failed: it is tried again");
  }
}

function factOf({ step, taskId, status, error, childRunId }: UnheardEnd): RunFact {
  // The statement answers final statuses only, with the error that the table keeps.
  if (taskId !== null)
    return {
      type: "TASK_ENDED",
      taskId,
      step,
      status: status as EndedTask["status"],
      error: error as EndedTask["error"],
    };
  return {
    type: "RUN_ENDED",
    runId: childRunId ?? "",
    status: status as WorkflowRunStatus,
    error: error as RunError | null,
  };
}
