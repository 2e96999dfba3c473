import { latencySeconds, type Metrics } from "../../platform/metrics.js";
import type { TurnOutcome } from "./turn-items.js";

export interface EngineMetrics {
  /** After each transaction of turns. */
  readonly onTurns: (outcomes: readonly TurnOutcome[], seconds: number) => void;
}

/** What the process counts of the runs that it moves. */
export function createEngineMetrics(metrics: Metrics | undefined, countWaiting: () => number): EngineMetrics {
  if (!metrics) return { onTurns: () => {} };
  metrics.gauge({
    name: "muster_workflow_facts_waiting",
    help: "Facts that wait in this process for a turn of their run.",
    collect: countWaiting,
  });
  const seconds = metrics.histogram({
    name: "muster_workflow_turn_seconds",
    help: "Time of a transaction of turns, whatever the number of runs in it.",
    buckets: latencySeconds,
  });
  const events = metrics.counter({
    name: "muster_workflow_events_total",
    help: "Events of runs written by this process.",
  });
  const ended = metrics.counter({
    name: "muster_workflow_runs_ended_total",
    help: "Runs that ended in a turn of this process, by how.",
    labelNames: ["status"],
  });
  return {
    onTurns: (outcomes, took) => {
      seconds.observe(took);
      for (const { record, turn, isEnded } of outcomes) {
        events.inc((turn?.events.length ?? 0) + Number(isEnded));
        if (isEnded && record) ended.inc({ status: record.state.status });
      }
    },
  };
}
