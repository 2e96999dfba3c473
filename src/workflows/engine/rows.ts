import { newId } from "../../platform/ids.js";
import { taskPriorityIndex } from "../../tasks/index.js";
import type { RunIdentity, RunRecord } from "./run-record.js";
import { isOpen, type StepState } from "./state.js";
import type { Turn } from "./turn.js";

/** A turn that is to be written. */
export interface DoneTurn {
  readonly record: RunRecord;
  readonly turn: Turn;
  readonly isNew: boolean;
  /** The run's state as of its last event, where it is time to keep one. */
  readonly snapshot: unknown;
}

/** A run is looked after this long after its last turn, at the earliest. */
const lookMs = 15_000;

/** The parameters of `save-turns`. What is null need not be sent. */
export function saveValues(turns: readonly DoneTurn[]): readonly string[] {
  const known = turns.filter(({ isNew }) => !isNew);
  const fresh = turns.filter(({ isNew }) => isNew);
  const steps = turns.flatMap(({ record: { identity }, turn, isNew }) => {
    const changed = isNew ? [] : [...turn.changed];
    return changed.map((step) => changedStep(identity.id, step));
  });
  return [
    known.map(({ record }) => changedRun(record)),
    fresh.map(({ record }) => ({ ...changedRun(record), ...newRun(record) })),
    steps,
    turns.flatMap(({ record, turn, isNew }) => addedSteps(record, isNew ? record.state.steps : [...turn.added])),
    turns.flatMap(({ record: { identity }, turn }) => eventsOf(identity, turn)),
    turns.flatMap(({ record: { identity }, turn }) =>
      turn.removed.map(({ ordinal }) => ({ run_id: identity.id, ordinal })),
    ),
    turns
      .filter(({ snapshot }) => snapshot !== null)
      .map(({ record, snapshot }) => ({ run_id: record.identity.id, seq: record.state.seq, state: snapshot })),
  ].map((rows) => JSON.stringify(rows));
}

function changedRun({ identity, state }: RunRecord) {
  const { COMPENSATING, PENDING, RUNNING, WAITING } = state.derived.counts;
  return {
    id: identity.id,
    status: state.status,
    outcome: state.outcome ?? undefined,
    compensates: state.compensates,
    output: state.output ?? undefined,
    error: state.error ?? undefined,
    signals: state.signals.length > 0 ? state.signals : undefined,
    timeout_at: state.timeoutAt ?? undefined,
    started_at: state.startedAt ?? undefined,
    finished_at: state.finishedAt ?? undefined,
    cost: state.cost ?? undefined,
    step_count: state.steps.length,
    steps_ended: state.steps.length - PENDING - RUNNING - WAITING - COMPENSATING,
    event_seq: state.seq,
    look_ms: lookMs,
  };
}

function newRun({ identity, origin }: RunRecord) {
  return {
    tenant_id: identity.tenantId,
    workflow_id: identity.workflowId,
    version_id: identity.versionId,
    input: origin.input ?? undefined,
    trigger: identity.trigger,
    trigger_id: identity.triggerId ?? undefined,
    labels: Object.keys(identity.labels).length > 0 ? identity.labels : undefined,
    priority: taskPriorityIndex(identity.priority),
    concurrency_key: identity.concurrencyKey ?? undefined,
    parent_run_id: identity.parentRunId ?? undefined,
    parent_ordinal: identity.parentOrdinal ?? undefined,
    depth: origin.depth,
    created_by: identity.createdBy,
  };
}

function addedSteps({ identity }: RunRecord, steps: readonly StepState[]) {
  return steps.map((step) => ({
    ...changedStep(identity.id, step),
    id: newId("step"),
    tenant_id: identity.tenantId,
    key: step.key,
    parent_ordinal: step.parent ?? undefined,
    item_index: step.index ?? undefined,
  }));
}

function changedStep(runId: string, step: StepState) {
  return {
    run_id: runId,
    ordinal: step.ordinal,
    status: step.status,
    phase: step.phase === "MAIN" ? undefined : step.phase,
    task_id: step.taskId ?? undefined,
    undo_task_id: step.undoTaskId ?? undefined,
    child_run_id: step.childRunId ?? undefined,
    attempt: step.attempt,
    input: step.input ?? undefined,
    output: step.output ?? undefined,
    error: step.error ?? undefined,
    due_at: isOpen(step) ? (step.dueAt ?? undefined) : undefined,
    completed_seq: step.completedSeq ?? undefined,
    started_at: step.startedAt ?? undefined,
    finished_at: step.finishedAt ?? undefined,
  };
}

function eventsOf({ id, tenantId }: RunIdentity, { events }: Turn) {
  return events.map(({ type, seq, data }) => ({ stream_id: id, seq, tenant_id: tenantId, type, data }));
}
