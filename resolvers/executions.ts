import { executionCursor } from "../src/executions/index.js";
import type { Resolvers } from "../src/generated/graphql.js";
import { toConnection } from "../src/platform/page.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";

export const executions = {
  Query: {
    execution: (_source, { id }, { loaders }) => loaders.execution.load(id),
    executions: async (_source, listing, context) =>
      toConnection(await context.executions.list(callerOf(context).tenantId, listing), executionCursor),
  },
  Mutation: {
    executeAgent: (_source, { input }, context) =>
      below(["input"], context.executions.execute(callerOf(context), input)),
  },
  Execution: {
    item: ({ itemId }, _args, { loaders }) => (itemId === null ? null : loaders.item.load(itemId)),
    release: ({ releaseId }, _args, { loaders }) => (releaseId === null ? null : loaders.release.load(releaseId)),
    task: ({ taskId }, _args, { loaders }) => (taskId === null ? null : loaders.task.load(taskId)),
    stdout: ({ stdout }) => textOf(stdout),
    stdoutBase64: ({ stdout }) => Buffer.from(stdout).toString("base64"),
    stderr: ({ stderr }) => textOf(stderr),
  },
  ExecuteAgentPayload: {
    executionId: ({ id }) => id,
    stdout: ({ stdout }) => textOf(stdout),
    stderr: ({ stderr }) => textOf(stderr),
    durationMs: ({ durationMs }) => durationMs ?? 0,
    peakMemoryBytes: ({ peakMemoryBytes }) => peakMemoryBytes ?? 0,
    execution: (execution) => execution,
  },
} satisfies Resolvers;

/** What is no UTF-8 reads as the replacement character. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
