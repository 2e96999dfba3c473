import type { WorkflowRun } from "../model.js";
import { mayMoveRun, type RunMove } from "../states.js";

/** What a person may do with a run. */
export type RunAction = "PAUSE" | "RESUME" | "CANCEL" | "RETRY" | "SIGNAL";

const moves = {
  PAUSE: "pause",
  RESUME: "resume",
  CANCEL: "cancel",
  RETRY: "retry",
  SIGNAL: "signal",
} as const satisfies Record<RunAction, RunMove>;

/** What a person may do with a run now, out of the table of moves; nothing with one that is shown as it was. */
export function allowedActions({ status, asOf }: Pick<WorkflowRun, "status" | "asOf">): RunAction[] {
  if (asOf) return [];
  return (Object.keys(moves) as RunAction[]).filter((action) => mayMoveRun(moves[action], status));
}
