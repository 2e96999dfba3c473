import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool } from "pg";
import { Prisma, PrismaClient } from "../../generated/prisma/client.js";
import { DatabaseFailure } from "./failures.js";

/** Prisma on a pool that is ours to end. Its statements are prepared ones. */
export function createPrisma(pool: Pool): PrismaClient {
  const client = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator }) });
  const extended = client.$extends({
    query: {
      async $allOperations({ args, query }) {
        try {
          return await query(args);
        } catch (error) {
          throw unwrap(error);
        }
      },
    },
  });
  // An extension that only looks at queries leaves the client's methods as they are.
  return extended as unknown as PrismaClient;
}

/** Prisma makes an error of its own of whatever has a `code`; only `meta` comes through. */
function unwrap(error: unknown): unknown {
  const failure = error instanceof Prisma.PrismaClientKnownRequestError ? error.meta?.["failure"] : undefined;
  return failure instanceof DatabaseFailure ? failure : error;
}

/** By hash, since PostgreSQL cuts names at 63 bytes. */
function statementNameGenerator({ sql }: { readonly sql: string }): string {
  return `prisma_${createHash("sha1").update(sql).digest("base64url")}`;
}
