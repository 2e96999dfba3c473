import { readFileSync } from "node:fs";
import { graphql, type GraphQLField, type GraphQLObjectType, type GraphQLResolveInfo } from "graphql";
import { describe, expect, test } from "vitest";
import { createSchema, type RequestContext } from "../../resolvers/index.js";
import { permissions, type Permission } from "../../resolvers/permissions.js";
import { roles, type Role } from "../../src/identity/index.js";
import { badInput, MusterError } from "../../src/platform/errors.js";

const typeDefs = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
const schema = createSchema(typeDefs);

function fieldsOf(type: GraphQLObjectType | null | undefined): GraphQLField<unknown, RequestContext>[] {
  return Object.values(type?.getFields() ?? {});
}

/** The reason that the field is refused for; undefined when the resolver itself was reached. */
async function refusal(
  field: GraphQLField<unknown, RequestContext>,
  role: Role | null,
  shown: MusterError | null = null,
): Promise<string | undefined> {
  const principal = role && {
    kind: "user",
    id: "user_x",
    tenantId: "tenant_x",
    role,
    credentialId: "signin_x",
    expiresAt: null,
  };
  // The resolvers behind have no services to reach, so whatever they do ends in another error.
  const context = { principal, refusal: shown } as unknown as RequestContext;
  const resolver = field.subscribe ?? field.resolve;
  try {
    await resolver?.(null, {}, context, {} as GraphQLResolveInfo);
  } catch (error) {
    const original = (error as { originalError?: unknown }).originalError;
    if (original instanceof MusterError && /ROLE_FORBIDDEN|SIGN_IN_REQUIRED|TOKEN/.test(original.reason))
      return original.reason;
  }
  return undefined;
}

const guarded = [
  ...fieldsOf(schema.getQueryType()).map((field) => ({ field, table: permissions.Query })),
  ...fieldsOf(schema.getMutationType()).map((field) => ({ field, table: permissions.Mutation })),
  ...fieldsOf(schema.getSubscriptionType()).map((field) => ({ field, table: permissions.Subscription })),
].map(({ field, table }) => ({
  name: field.name,
  field,
  permission: (table as Record<string, Permission>)[field.name],
}));

describe("every root field", () => {
  test("has a permission, and every permission a field", () => {
    const named = Object.values(permissions).flatMap((table) => Object.keys(table));
    expect(guarded.map(({ name }) => name).sort()).toEqual(named.sort());
    expect(guarded.filter(({ permission }) => permission === undefined)).toEqual([]);
  });

  test.each(guarded)("$name is for its roles alone", async ({ field, permission }) => {
    const outcomes = await Promise.all(roles.map(async (role) => [role, await refusal(field, role)] as const));
    const expected = roles.map((role) => [
      role,
      permission === "public" || permission?.includes(role) ? undefined : "ROLE_FORBIDDEN",
    ]);
    expect(outcomes).toEqual(expected);
    expect(await refusal(field, null)).toBe(permission === "public" ? undefined : "SIGN_IN_REQUIRED");
  });

  test("tells why a token is of no use", async () => {
    const expired = new MusterError("UNAUTHENTICATED", "Ended.", { reason: "TOKEN_EXPIRED" });
    const task = guarded.find(({ name }) => name === "task");
    expect(task && (await refusal(task.field, null, expired))).toBe("TOKEN_EXPIRED");
  });

  test("must be resolved: a contract with a field more than the code does not start", () => {
    expect(() => createSchema(typeDefs.replace("type Query {", "type Query {\n  surplus: Int"))).toThrow(
      "Query.surplus has no resolver.",
    );
  });
});

describe("a field below the root", () => {
  test.each([
    [
      "at once",
      () => {
        throw badInput("No.", ["days"]);
      },
    ],
    ["later", () => Promise.reject(badInput("No.", ["days"]))],
  ])("that refuses its input %s is told with its place in the answer", async (_when, stats) => {
    const workflows = { get: () => ({ id: "workflow_x", tenantId: "tenant_x" }), stats };
    const contextValue = { principal: { role: "VIEWER", tenantId: "tenant_x" }, workflows };
    const source = '{ workflow(name: "w") { stats(days: 0) { runs } } }';
    const { errors } = await graphql({ schema, source, contextValue });
    expect(errors).toMatchObject([
      { path: ["workflow", "stats"], originalError: { originalError: { path: ["days"] } } },
    ]);
  });
});
