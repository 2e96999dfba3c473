import { makeExecutableSchema } from "@graphql-tools/schema";
import { GraphQLError, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from "graphql";
import { MusterError } from "../src/platform/errors.js";
import { nouns } from "./nouns.js";
import { permissions, type Permission } from "./permissions.js";
import type { RequestContext } from "./context.js";

export { isFactual } from "./facts.js";
export type { RequestContext } from "./context.js";
export type { Services } from "./services.js";

type RootField = GraphQLField<unknown, RequestContext>;
type RootResolver = GraphQLFieldResolver<unknown, RequestContext>;

/** The contract with its resolvers, each root field behind its permission. Throws when a root field lacks either. */
export function createSchema(typeDefs: string): GraphQLSchema {
  const schema = makeExecutableSchema<RequestContext>({ typeDefs, resolvers: [...nouns] });
  const roots = [
    [schema.getQueryType(), permissions.Query],
    [schema.getMutationType(), permissions.Mutation],
    [schema.getSubscriptionType(), permissions.Subscription],
  ] as const;
  for (const [type, table] of roots) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      guard(field, `${type?.name}.${field.name}`, (table as Readonly<Record<string, Permission>>)[field.name]);
    }
  }
  return schema;
}

function guard(field: RootField, name: string, permission: Permission | undefined): void {
  const method = field.subscribe ? "subscribe" : "resolve";
  const resolver = field[method];
  if (!resolver) throw new Error(`${name} has no resolver.`);
  if (!permission) throw new Error(`${name} has no permission.`);
  field[method] = permitted(resolver, permission);
}

function permitted(resolver: RootResolver, permission: Permission): RootResolver {
  return async (...call): Promise<unknown> => {
    try {
      if (permission !== "public") check(call[2], permission);
      return await resolver(...call);
    } catch (error) {
      // GraphQL takes an error with a `path` for one that it has placed already; ours is a path in the input.
      throw error instanceof MusterError ? new GraphQLError(error.message, { originalError: error }) : error;
    }
  };
}

function check({ principal, refusal }: RequestContext, roles: Exclude<Permission, "public">): void {
  if (!principal) throw refusal ?? signInRequired();
  if (!roles.includes(principal.role)) {
    throw new MusterError("FORBIDDEN", `This is not for the role ${principal.role}.`, { reason: "ROLE_FORBIDDEN" });
  }
}

function signInRequired(): MusterError {
  return new MusterError("UNAUTHENTICATED", "Sign in first.", { reason: "SIGN_IN_REQUIRED" });
}
