import type { Resolvers } from "../src/generated/graphql.js";
import { toConnection } from "../src/platform/page.js";
import { hostKindOf, quantitiesOf, sandboxCursor } from "../src/sandboxes/index.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";

export const sandboxes = {
  Query: {
    sandbox: (_source, { id }, { loaders }) => loaders.sandbox.load(id),
    sandboxes: async (_source, listing, context) =>
      toConnection(await context.sandboxes.list(callerOf(context).tenantId, listing), sandboxCursor),
  },
  Mutation: {
    requestSandbox: async (_source, { input }, context) => ({
      sandbox: await below(["input"], context.sandboxes.request(callerOf(context), input)),
    }),
    terminateSandbox: async (_source, { id }, context) => ({
      sandbox: await context.sandboxes.terminate(callerOf(context), id),
    }),
  },
  Task: {
    sandbox: ({ id }, _args, { loaders }) => loaders.sandboxByTask.load(id),
  },
  Sandbox: {
    task: ({ taskId }, _args, { loaders }) => (taskId === null ? null : loaders.task.load(taskId)),
    agent: ({ agentId }, _args, { loaders }) => (agentId === null ? null : loaders.agent.load(agentId)),
    release: ({ releaseId }, _args, { loaders }) => (releaseId === null ? null : loaders.release.load(releaseId)),
    image: ({ spec }) => spec.image,
    command: ({ spec }) => spec.command,
    args: ({ spec }) => spec.args,
    environment: ({ spec }) => Object.keys(spec.env),
    filePaths: ({ spec }) => spec.files.map(({ path }) => path),
    resources: ({ spec }) => quantitiesOf(spec),
    egress: ({ spec }) => spec.egress,
    timeoutMs: ({ spec }) => spec.timeoutMs,
    labels: ({ spec }) => spec.labels,
    host: ({ host }) => (host === null ? null : hostKindOf(host)),
    connectionDetails: ({ connection }) => connection,
    usage: ({ cpuMs, peakMemoryBytes }) =>
      cpuMs === null && peakMemoryBytes === null ? null : { cpuMs, peakMemoryBytes },
  },
} satisfies Resolvers;
