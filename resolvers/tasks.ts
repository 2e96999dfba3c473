import type { Resolvers } from "../src/generated/graphql.js";
import { parsePage, encodeCursor, toConnection, type PageOrder } from "../src/platform/page.js";
import { allowedActions, taskPriorityIndex, type TaskOrder } from "../src/tasks/index.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";
import { selectTasks } from "./selection.js";

const newestFirst: TaskOrder = { field: "CREATED_AT", direction: "DESC" };
const byName: PageOrder = { name: "taskKinds.name", keyCount: 1 };

function orderOf({ field, direction }: TaskOrder): PageOrder {
  return { name: `tasks.${field}.${direction}`, keyCount: field === "PRIORITY" ? 2 : 1 };
}

export const tasks = {
  Query: {
    task: (_source, { id }, { loaders }) => loaders.task.load(id),
    tasks: async (...[, { first, after, filter, orderBy }, context, info]) => {
      // The contract's default direction is filled in before a resolver sees it; the generated type does not know.
      const order: TaskOrder = { ...newestFirst, ...orderBy };
      const page = parsePage({ first, after }, orderOf(order));
      const found = await context.tasks.list(callerOf(context).tenantId, {
        filter: filter ?? {},
        orderBy: order,
        page,
        select: selectTasks(info),
      });
      return toConnection(found, ({ id, priority }) =>
        encodeCursor(orderOf(order), order.field === "PRIORITY" ? [String(taskPriorityIndex(priority)), id] : [id]),
      );
    },
    taskKind: (_source, { name }, context) => context.tasks.kind(callerOf(context).tenantId, name),
    taskKinds: async (_source, page, context) => {
      const found = await context.tasks.kinds(callerOf(context).tenantId, parsePage(page, byName));
      return toConnection(found, ({ name }) => encodeCursor(byName, [name]));
    },
    queueStats: (_source, _args, context) => context.tasks.queueStats(callerOf(context).tenantId),
  },
  Mutation: {
    defineTaskKind: async (_source, { input }, context) => ({
      taskKind: await below(["input"], context.tasks.defineKind(callerOf(context), input)),
    }),
    createTask: async (_source, { input }, context) => ({
      task: await below(["input"], context.tasks.create(callerOf(context), input)),
    }),
    createTasks: async (_source, { inputs }, context) => ({
      tasks: await below(["inputs"], context.tasks.createMany(callerOf(context), inputs)),
    }),
    cancelTask: async (_source, { id }, context) => ({ task: await context.tasks.cancel(callerOf(context), id) }),
    redriveTask: async (_source, { id }, context) => ({ task: await context.tasks.redrive(callerOf(context), id) }),
    setTaskPriority: async (_source, { id, priority }, context) => ({
      task: await context.tasks.setPriority(callerOf(context), id, priority),
    }),
  },
  Task: {
    allowedActions,
    scheduledAt: ({ dueAt }) => dueAt,
    lastSeq: ({ eventSeq }) => eventSeq,
    lastOutputSeq: ({ outputSeq }) => outputSeq,
    // Loaders are made when they are asked for: 4 µs that a new task, which has no agent yet, does not need.
    agent: (task, _args, context) => {
      // Of a page it was read with the task, and agentId was not.
      if (task.agent !== undefined) return task.agent;
      return task.agentId === null ? null : context.loaders.agent.load(task.agentId);
    },
    attempts: (task, _args, context) => context.tasks.attempts(task),
  },
  TaskAttempt: {
    agent: ({ agentId }, _args, { loaders }) => (agentId === null ? null : loaders.agent.load(agentId)),
  },
} satisfies Resolvers;
