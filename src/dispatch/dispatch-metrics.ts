import type { Metrics } from "../platform/metrics.js";
import type { ReapedLease, TaskService } from "../tasks/index.js";

export interface DispatchMetrics {
  readonly onReaped: (leases: readonly ReapedLease[]) => void;
  readonly onReturned: (tasks: number) => void;
  readonly onDeleted: (table: string, rows: number) => void;
}

/** What the process counts of the tasks that pass through it. */
export function createDispatchMetrics(
  { metrics, tasks }: { metrics: Metrics; tasks: TaskService },
  countSessions: () => number,
): DispatchMetrics {
  metrics.gauge({
    name: "muster_agent_sessions_open",
    help: "Agent sessions that this process holds.",
    collect: countSessions,
  });
  const queued = metrics.counter({
    name: "muster_tasks_queued_total",
    help: "Tasks queued by this process, by the way they take to the broker.",
    labelNames: ["way"],
  });
  const accepted = metrics.counter({
    name: "muster_tasks_accepted_total",
    help: "Tasks accepted through this process.",
  });
  const released = metrics.counter({
    name: "muster_leases_released_total",
    help: "Leases that ended through this process, by what ended them.",
    labelNames: ["by"],
  });
  const reaped = metrics.counter({
    name: "muster_leases_reaped_total",
    help: "Leases taken back by this process's reaper, by why.",
    labelNames: ["why"],
  });
  const returned = metrics.counter({
    name: "muster_messages_lost_total",
    help: "Tasks published again because the broker had lost their messages.",
  });
  tasks.signals.queued.on((all) => {
    const direct = all.filter((task) => task.direct).length;
    queued.inc({ way: "direct" }, direct);
    queued.inc({ way: "backlog" }, all.length - direct);
  });
  tasks.signals.accepted.on((leases) => accepted.inc(leases.length));
  tasks.signals.released.on((leases) => {
    for (const { by } of leases) released.inc({ by });
  });
  return {
    onReaped: (leases) => {
      for (const { why } of leases) reaped.inc({ why });
    },
    onReturned: (count) => returned.inc(count),
    onDeleted: countDeleted(metrics),
  };
}

function countDeleted(metrics: Metrics): DispatchMetrics["onDeleted"] {
  const deleted = metrics.counter({
    name: "muster_rows_deleted_total",
    help: "Rows that this process has deleted since they were older than MUSTER_RETENTION_DAYS, by table.",
    labelNames: ["table"],
  });
  return (table, rows) => deleted.inc({ table }, rows);
}
