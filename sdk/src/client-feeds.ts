import type { Connection } from "./connection.js";
import type { Feed } from "./follow.js";
import {
  AgentEventsDocument,
  EventsDocument,
  FeedCursorDocument,
  TaskEventsDocument,
  TaskOutputDocument,
  WorkflowRunEventsDocument,
  type AgentEventsSubscription,
  type AgentEventsSubscriptionVariables,
  type EventFilter,
  type EventsSubscription,
  type EventsSubscriptionVariables,
  type TaskEventsSubscription,
  type TaskEventsSubscriptionVariables,
  type TaskOutputSubscription,
  type TaskOutputSubscriptionVariables,
  type TaskStatus,
  type WorkflowRunEventsSubscription,
  type WorkflowRunEventsSubscriptionVariables,
} from "./generated/graphql.js";

export type TaskEvent = TaskEventsSubscription["taskEvents"];
export type AgentEvent = AgentEventsSubscription["agentEvents"];
export type FeedEvent = EventsSubscription["events"];
export type RunEvent = WorkflowRunEventsSubscription["workflowRunEvents"];
export type OutputChunk = TaskOutputSubscription["taskOutput"];

interface Positioned {
  readonly seq: number;
}

/** A stream with positions 1, 2, 3, ... */
export const bySeq = {
  positionOf: ({ seq }: Positioned): number => seq,
  isOld: ({ seq }: Positioned, after: number): boolean => seq <= after,
};

const neverOver = (): Promise<boolean> => Promise.resolve(false);

export function taskEventsFeed(
  taskId: string,
): Feed<TaskEventsSubscription, TaskEventsSubscriptionVariables, TaskEvent, number> {
  return {
    ...bySeq,
    document: TaskEventsDocument,
    variables: (after) => ({ taskId, after }),
    itemOf: (data) => data.taskEvents,
    isOver: neverOver,
  };
}

export function agentEventsFeed(
  agentId: string,
): Feed<AgentEventsSubscription, AgentEventsSubscriptionVariables, AgentEvent, number> {
  return {
    ...bySeq,
    document: AgentEventsDocument,
    variables: (after) => ({ agentId, after }),
    itemOf: (data) => data.agentEvents,
    isOver: neverOver,
  };
}

/** `isLast` tells whether the run has ended with an event. */
export function runEventsFeed(
  runId: string,
  isLast: (event: RunEvent) => boolean,
): Feed<WorkflowRunEventsSubscription, WorkflowRunEventsSubscriptionVariables, RunEvent, number> {
  return {
    ...bySeq,
    document: WorkflowRunEventsDocument,
    variables: (after) => ({ runId, after }),
    itemOf: (data) => data.workflowRunEvents,
    isLast,
    isOver: neverOver,
  };
}

export function eventsFeed(
  filter: EventFilter | null,
): Feed<EventsSubscription, EventsSubscriptionVariables, FeedEvent, string> {
  return {
    document: EventsDocument,
    variables: (after) => ({ filter, after }),
    itemOf: (data) => data.events,
    positionOf: ({ cursor }) => cursor,
    isOld: ({ cursor }, after) => cursor === after,
    isOver: neverOver,
  };
}

/** `statusOf` tells where the task stands; null when it does not exist. */
export function taskOutputFeed(
  taskId: string,
  statusOf: (taskId: string) => Promise<TaskStatus | null>,
): Feed<TaskOutputSubscription, TaskOutputSubscriptionVariables, OutputChunk, number> {
  return {
    ...bySeq,
    document: TaskOutputDocument,
    variables: (after) => ({ taskId, after }),
    itemOf: (data) => data.taskOutput,
    // A server that shuts down completes its subscriptions too: only a task that has ended has no more output.
    isOver: async () => {
      const status = await statusOf(taskId);
      return status === null || isFinal(status);
    },
  };
}

/** Where a task stays until a person acts. */
export function isFinal(status: TaskStatus): boolean {
  return status === "COMPLETED" || status === "CANCELLED" || status === "QUARANTINED";
}

/** The cursor of the feed's present end; asked for over one connection after the other until it is answered. */
export async function presentOf(connection: Connection): Promise<string> {
  return (await connection.execute(FeedCursorDocument, {})).data.feedCursor;
}
