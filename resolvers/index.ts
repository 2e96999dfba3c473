import { makeExecutableSchema } from "@graphql-tools/schema";
import { GraphQLError, isObjectType, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from "graphql";
import { MusterError } from "../src/platform/errors.js";
import { nouns } from "./nouns.js";
import { permissions, type Permission } from "./permissions.js";
import type { RequestContext } from "./context.js";

export { isFactual } from "./facts.js";
export type { RequestContext } from "./context.js";
export type { Services } from "./services.js";

type Field = GraphQLField<unknown, RequestContext>;
type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

/** The contract with its resolvers, each root field behind its permission. Throws when a root field lacks either. */
export function createSchema(typeDefs: string): GraphQLSchema {
  const schema = makeExecutableSchema<RequestContext>({ typeDefs, resolvers: [...nouns] });
  letErrorsBePlaced(schema);
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

function guard(field: Field, name: string, permission: Permission | undefined): void {
  const method = field.subscribe ? "subscribe" : "resolve";
  const resolver = field[method];
  if (!resolver) throw new Error(`${name} has no resolver.`);
  if (!permission) throw new Error(`${name} has no permission.`);
  field[method] = permitted(resolver, permission);
}

function permitted(resolver: Resolver, permission: Permission): Resolver {
  return async (...call): Promise<unknown> => {
    try {
      if (permission !== "public") check(call[2], permission);
      return await resolver(...call);
    } catch (error) {
      throw toPlace(error);
    }
  };
}

/** Fields below the roots refuse arguments too. */
function letErrorsBePlaced(schema: GraphQLSchema): void {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || roots.includes(type)) continue;
    for (const field of Object.values(type.getFields())) if (field.resolve) field.resolve = placing(field.resolve);
  }
}

/** What is at hand stays so: a page has hundreds of them. */
function placing(resolver: Resolver): Resolver {
  return (...call): unknown => {
    try {
      const result: unknown = resolver(...call);
      return result instanceof Promise ? result.catch((error: unknown) => Promise.reject(toPlace(error))) : result;
    } catch (error) {
      throw toPlace(error);
    }
  };
}

/** GraphQL takes an error with a `path` for one that it has placed already; ours is a path in the input. */
function toPlace(error: unknown): unknown {
  return error instanceof MusterError ? new GraphQLError(error.message, { originalError: error }) : error;
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
