import { binaryCursor } from "../src/binaries/index.js";
import type { Resolvers } from "../src/generated/graphql.js";
import { toConnection } from "../src/platform/page.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";

export const binaries = {
  Query: {
    binary: (_source, { id }, context) => context.binaries.get(callerOf(context).tenantId, id),
    binaries: async (_source, page, context) =>
      toConnection(await context.binaries.list(callerOf(context).tenantId, page), binaryCursor),
  },
  Mutation: {
    createBinaryUpload: (_source, { input }, context) =>
      below(
        ["input"],
        // The contract's default is filled in before a resolver sees it; the generated type does not know.
        context.binaries.createUpload(callerOf(context), { ...input, mediaType: input.mediaType ?? "" }),
      ),
    deleteBinary: async (_source, { id }, context) => ({ id: await context.binaries.remove(callerOf(context), id) }),
  },
  Binary: {
    downloadUrl: (binary, _args, context) => context.binaries.urlOf(binary),
  },
} satisfies Resolvers;
