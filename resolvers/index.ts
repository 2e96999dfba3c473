import { makeExecutableSchema } from "@graphql-tools/schema";
import {
  getNamedType,
  GraphQLError,
  isCompositeType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from "graphql";
import { MusterError } from "../src/platform/errors.js";
import { nouns } from "./nouns.js";
import { permissions, taskKeyFields, taskKeyLinks, type Permission } from "./permissions.js";
import type { RequestContext } from "./context.js";

export { isFactual } from "./facts.js";
export type { RequestContext } from "./context.js";
export type { Services } from "./services.js";

type Field = GraphQLField<unknown, RequestContext>;
type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

/** The contract with its resolvers, each root field behind its permission. Throws when a root field lacks either. */
export function createSchema(typeDefs: string): GraphQLSchema {
  const schema = makeExecutableSchema<RequestContext>({ typeDefs, resolvers: [...nouns] });
  guardBelow(schema);
  for (const root of ["Query", "Mutation", "Subscription"] as const) {
    const type = schema.getType(root);
    const table: Readonly<Record<string, Permission>> = permissions[root];
    const taskKeys: readonly string[] = taskKeyFields[root];
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) {
      guard(field, `${root}.${field.name}`, {
        permission: table[field.name],
        isForTaskKeys: taskKeys.includes(field.name),
      });
    }
  }
  return schema;
}

interface Guard<Allowed = Permission> {
  readonly permission: Allowed;
  /** Whether a key for one task alone may use it too, if its role may. */
  readonly isForTaskKeys: boolean;
}

function guard(field: Field, name: string, { permission, isForTaskKeys }: Guard<Permission | undefined>): void {
  const method = field.subscribe ? "subscribe" : "resolve";
  const resolver = field[method];
  if (!resolver) throw new Error(`${name} has no resolver.`);
  if (!permission) throw new Error(`${name} has no permission.`);
  field[method] = permitted(resolver, { permission, isForTaskKeys });
}

function permitted(resolver: Resolver, { permission, isForTaskKeys }: Guard): Resolver {
  return async (...call): Promise<unknown> => {
    try {
      if (permission !== "public") check(call[2], permission);
      if (!isForTaskKeys) refuseTaskKey(call[2]);
      return await resolver(...call);
    } catch (error) {
      throw toPlace(error);
    }
  };
}

/** Fields below the roots refuse arguments too, and those that lead to other things keys that are for one task alone. */
function guardBelow(schema: GraphQLSchema): void {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || roots.includes(type)) continue;
    for (const field of Object.values(type.getFields())) {
      // What has no resolver shows what its row has in it.
      if (!field.resolve) continue;
      const isLink = isCompositeType(getNamedType(field.type)) && !taskKeyLinks.has(`${type.name}.${field.name}`);
      field.resolve = placing(isLink ? closedToTaskKeys(field.resolve) : field.resolve);
    }
  }
}

function closedToTaskKeys(resolver: Resolver): Resolver {
  return (...call): unknown => {
    refuseTaskKey(call[2]);
    return resolver(...call);
  };
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

function refuseTaskKey({ principal }: RequestContext): void {
  if (!principal?.taskId) return;
  throw new MusterError("FORBIDDEN", "This key is for one task, and for no more.", { reason: "KEY_FORBIDDEN" });
}

function signInRequired(): MusterError {
  return new MusterError("UNAUTHENTICATED", "Sign in first.", { reason: "SIGN_IN_REQUIRED" });
}
