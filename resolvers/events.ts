import type { EventRecord, OutputChunk } from "../src/events/index.js";
import type { Resolvers } from "../src/generated/graphql.js";
import { notFound } from "../src/platform/errors.js";
import { parsePage } from "../src/platform/page.js";
import { callerOf } from "./caller.js";
import type { RequestContext } from "./context.js";
import { factual } from "./facts.js";

const everyPage = { name: "task.events", keyCount: 0 };

export const events = {
  Query: {
    feedCursor: (_source, _args, context) => context.events.position(),
  },
  Subscription: {
    taskEvents: {
      subscribe: async (_source, { taskId, after }, context) => {
        const { tenantId } = await find(context, "task", taskId);
        return context.events.follow({ ...followed(context), tenantId, streamId: taskId, after: after ?? 0 });
      },
      resolve: (event: EventRecord) => event,
      ...factual,
    },
    agentEvents: {
      subscribe: async (_source, { agentId, after }, context) => {
        const { tenantId } = await find(context, "agent", agentId);
        return context.events.follow({ ...followed(context), tenantId, streamId: agentId, after: after ?? 0 });
      },
      resolve: (event: EventRecord) => event,
      ...factual,
    },
    taskOutput: {
      subscribe: async (_source, { taskId, after }, context) => {
        const { tenantId, eventSeq, finishedAt } = await find(context, "task", taskId);
        const ended = finishedAt !== null;
        return context.events.followOutput({
          ...followed(context),
          tenantId,
          taskId,
          after: after ?? 0,
          ended,
          eventSeq,
        });
      },
      resolve: (chunk: OutputChunk) => chunk,
      ...factual,
    },
    events: {
      subscribe: (_source, { after, filter }, context) =>
        context.events.followFeed({ ...followed(context), after: after ?? null, filter }),
      resolve: (event: EventRecord) => event,
      ...factual,
    },
  },
  Event: {
    __resolveType: ({ type }) => (type.startsWith("TASK_") ? "TaskEvent" : "AgentEvent"),
  },
  TaskEvent: {
    taskId: ({ streamId }) => streamId,
    task: ({ streamId }, _args, context) => find(context, "task", streamId),
  },
  AgentEvent: {
    agentId: ({ streamId }) => streamId,
    agent: ({ streamId }, _args, context) => find(context, "agent", streamId),
  },
  Task: {
    events: async ({ id }, { first, after }, context) => {
      const { first: size } = parsePage({ first }, everyPage);
      const rows = await context.events.read(id, after ?? 0, size + 1);
      const pageInfo = {
        hasNextPage: rows.length > size,
        hasPreviousPage: (after ?? 0) > 0,
        startCursor: null,
        endCursor: null,
      };
      return { nodes: rows.slice(0, size), pageInfo };
    },
  },
} satisfies Resolvers;

/** Whose events, and what to do when they are not taken. */
function followed(context: RequestContext): {
  readonly tenantId: string;
  readonly onOverflow: (() => void) | undefined;
} {
  return { tenantId: callerOf(context).tenantId, onOverflow: context.onOverflow };
}

type Found = {
  readonly [Noun in "task" | "agent"]: NonNullable<Awaited<ReturnType<RequestContext["loaders"][Noun]["load"]>>>;
};

/** A removed agent is found too: its events stay. NOT_FOUND at the argument that names it. */
async function find<Noun extends "task" | "agent">(
  { loaders }: RequestContext,
  noun: Noun,
  id: string,
): Promise<Found[Noun]> {
  const found = await loaders[noun].load(id);
  if (!found) throw notFound(noun, id, [`${noun}Id`]);
  return found as Found[Noun];
}
