/** How a step of a workflow went. */
export interface StepStats {
  readonly key: string;
  /** Times it ended. */
  readonly runs: number;
  readonly failed: number;
  readonly durationP50Ms: number;
  readonly durationP95Ms: number;
}

/** How runs of a workflow went. */
export interface WorkflowStats {
  readonly runs: number;
  readonly open: number;
  readonly completed: number;
  /** Ended otherwise. */
  readonly failed: number;
  /** Completed of all that ended, 0 to 1; null when none ended. */
  readonly successRate: number | null;
  /** Null when none completed. */
  readonly durationP50Ms: number | null;
  readonly durationP95Ms: number | null;
  readonly cost: number;
  /** By their median. */
  readonly slowestSteps: readonly StepStats[];
}

/** What the statements answer; durations are the median and the 95th percentile. */
export interface MeasuredRuns {
  readonly runs: number;
  readonly open: number;
  readonly completed: number;
  readonly durations: readonly number[] | null;
  readonly cost: number;
}

export interface MeasuredSteps {
  readonly key: string;
  readonly runs: number;
  readonly failed: number;
  readonly durations: readonly number[];
}

export function statsOf(measured: MeasuredRuns, steps: readonly MeasuredSteps[]): WorkflowStats {
  const { runs, open, completed, durations, cost } = measured;
  const ended = runs - open;
  return {
    ...{ runs, open, completed, cost },
    failed: ended - completed,
    successRate: ended === 0 ? null : completed / ended,
    durationP50Ms: durations?.[0] ?? null,
    durationP95Ms: durations?.[1] ?? null,
    slowestSteps: steps.map(({ durations: [p50 = 0, p95 = 0], ...step }) => ({
      key: step.key,
      runs: step.runs,
      failed: step.failed,
      durationP50Ms: p50,
      durationP95Ms: p95,
    })),
  };
}
