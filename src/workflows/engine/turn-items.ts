import type { PreparedTask } from "../../tasks/index.js";
import type { WorkflowRun } from "../model.js";
import type { RunFact } from "./facts.js";
import type { RunOrder, RunRecord, Started } from "./run-record.js";
import type { Turn } from "./turn.js";
import type { Waiting } from "./turn-queue.js";

/** What a run is told, or that it is to be. */
export type TurnItem =
  | { readonly type: "FACT"; readonly fact: RunFact; readonly tenantId: string | null; done(run: WorkflowRun): void }
  | { readonly type: "ORDER"; readonly order: RunOrder; done(started: Started): void };

/** What came of one that waited: `refusal` where the run or its workflow said no, `existing` where its key had started a run. */
export interface Answer {
  readonly waiting: Waiting<TurnItem>;
  readonly refusal: unknown;
  readonly existing: string | null;
}

export type EngineTurn = Turn<PreparedTask, RunOrder>;

/** A turn as it was committed. */
export interface TurnOutcome {
  /** null where there is no such run. */
  readonly record: RunRecord | null;
  readonly turn: EngineTurn | null;
  readonly answers: readonly Answer[];
  /** Whether the run has ended in it. */
  readonly isEnded: boolean;
  /** Runs that are to make room for it. */
  readonly displaced: readonly string[];
}
