import type { EventRecord, OutputChunk, SandboxLogChunk } from "../src/events/index.js";
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
    workflowRunEvents: {
      subscribe: async (_source, { runId, after }, context) => {
        const { tenantId } = await find(context, "workflowRun", runId);
        return context.events.follow({ ...followed(context), tenantId, streamId: runId, after: after ?? 0 });
      },
      resolve: (event: EventRecord) => event,
      ...factual,
    },
    sandboxEvents: {
      subscribe: async (_source, { id, after }, context) => {
        const { tenantId } = await find(context, "sandbox", id);
        return context.events.follow({ ...followed(context), tenantId, streamId: id, after: after ?? 0 });
      },
      resolve: (event: EventRecord) => event,
      ...factual,
    },
    sandboxLogs: {
      subscribe: (_source, { id, after }, context) =>
        context.sandboxes.followLog({ ...followed(context), id, after: after ?? 0 }),
      resolve: (chunk: SandboxLogChunk) => chunk,
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
    __resolveType: ({ type }) => subjects.find(([prefix]) => type.startsWith(prefix))?.[1] ?? null,
  },
  TaskEvent: {
    taskId: ({ streamId }) => streamId,
    task: ({ streamId }, _args, context) => find(context, "task", streamId),
  },
  AgentEvent: {
    agentId: ({ streamId }) => streamId,
    agent: ({ streamId }, _args, context) => find(context, "agent", streamId),
  },
  WorkflowRunEvent: {
    runId: ({ streamId }) => streamId,
    stepKey: ({ data }) => stepKeyOf(data),
    run: ({ streamId }, _args, context) => find(context, "workflowRun", streamId),
  },
  SandboxEvent: {
    sandboxId: ({ streamId }) => streamId,
    sandbox: ({ streamId }, _args, context) => find(context, "sandbox", streamId),
  },
  Sandbox: {
    events: ({ id }, page, context) => eventPage(context, id, page),
  },
  Task: {
    events: ({ id }, page, context) => eventPage(context, id, page),
  },
  WorkflowRun: {
    events: ({ id, asOf, eventSeq }, page, context) =>
      eventPage(context, id, { ...page, upTo: asOf ? eventSeq : null }),
  },
} satisfies Resolvers;

/** By what their types begin with. */
const subjects = [
  ["TASK_", "TaskEvent"],
  ["AGENT_", "AgentEvent"],
  ["RUN_", "WorkflowRunEvent"],
  ["STEP_", "WorkflowRunEvent"],
  ["SANDBOX_", "SandboxEvent"],
] as const;

/** An event of a step has its key; one of the run as a whole has none. */
function stepKeyOf(data: unknown): string | null {
  return typeof data === "object" && data !== null && "step" in data && typeof data.step === "string"
    ? data.step
    : null;
}

interface EventPage {
  readonly first: number | null;
  readonly after: number | null;
  /** Seq of the last event that is shown; all are unless said. */
  readonly upTo?: number | null;
}

async function eventPage({ events: log }: RequestContext, streamId: string, { first, after, upTo = null }: EventPage) {
  const { first: size } = parsePage({ first }, everyPage);
  const read = await log.read(streamId, after ?? 0, size + 1);
  const rows = upTo === null ? read : read.filter(({ seq }) => seq <= upTo);
  const pageInfo = {
    hasNextPage: rows.length > size,
    hasPreviousPage: (after ?? 0) > 0,
    startCursor: null,
    endCursor: null,
  };
  return { nodes: rows.slice(0, size), pageInfo };
}

/** Whose events, and what to do when they are not taken. */
function followed(context: RequestContext): {
  readonly tenantId: string;
  readonly onOverflow: (() => void) | undefined;
} {
  return { tenantId: callerOf(context).tenantId, onOverflow: context.onOverflow };
}

/** What the contract calls them in its arguments. */
const names = { task: "task", agent: "agent", workflowRun: "run", sandbox: "sandbox" } as const;

type Followed = keyof typeof names;

type Found = {
  readonly [Noun in Followed]: NonNullable<Awaited<ReturnType<RequestContext["loaders"][Noun]["load"]>>>;
};

/** A removed agent is found too: its events stay. NOT_FOUND at the argument that names it. */
async function find<Noun extends Followed>({ loaders }: RequestContext, noun: Noun, id: string): Promise<Found[Noun]> {
  const found = await loaders[noun].load(id);
  if (!found) throw notFound(names[noun], id, [noun === "sandbox" ? "id" : `${names[noun]}Id`]);
  return found as Found[Noun];
}
