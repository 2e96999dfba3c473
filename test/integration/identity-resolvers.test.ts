import { readFile } from "node:fs/promises";
import { makeExecutableSchema } from "@graphql-tools/schema";
import { graphql, type GraphQLSchema } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identity as resolvers } from "../../resolvers/identity.js";
import { scalars } from "../../resolvers/scalars.js";
import type { IdentityService, IssuedKey, Principal, Tokens } from "../../src/identity/index.js";
import { IdentityWorld, password } from "../support/identity-world.js";

let world: IdentityWorld;
let identity: IdentityService;
let admin: Principal;
let schema: GraphQLSchema;

beforeAll(async () => {
  world = await IdentityWorld.open();
  identity = await world.replica();
  admin = await world.admin(identity);
  const typeDefs = await readFile(new URL("../../schema.graphql", import.meta.url), "utf8");
  schema = makeExecutableSchema({ typeDefs, resolvers: [scalars, resolvers] });
});
afterAll(() => world.close());

interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly unknown[];
}

async function ask(source: string, principal: Principal | null = admin): Promise<Answer> {
  const loaders = {
    user: { load: async (id: string) => (await identity.getUsers(admin.tenantId, [id])).get(id) ?? null },
    agent: { load: async (id: string) => ({ id }) },
  };
  const contextValue = { identity, principal, clientAddress: "192.0.2.1", loaders };
  const { data, errors = [] } = await graphql({ schema, source, contextValue });
  return {
    data: data ? (JSON.parse(JSON.stringify(data)) as Answer["data"]) : null,
    errors: errors.map((error) => error.originalError ?? error),
  };
}

describe("viewer", () => {
  it("is null before sign-in", async () => {
    expect(await ask("{ viewer { id } }", null)).toEqual({ data: { viewer: null }, errors: [] });
  });

  it("is the person who signed in", async () => {
    const { data } = await ask("{ viewer { id role tenant { id name } user { id role } agent { id } } }");
    const { id, tenantId } = admin;
    const tenant = { id: tenantId, name: "a tenant" };
    expect(data).toEqual({ viewer: { id, role: "ADMIN", tenant, user: { id, role: "ADMIN" }, agent: null } });
  });

  it("is the agent whose key is shown", async () => {
    const agentId = await world.agent(admin);
    const { secret } = await identity.issueAgentKey(admin.tenantId, agentId, "a key");
    const { data } = await ask("{ viewer { id user { id } agent { id } } }", await identity.authenticate(secret));
    expect(data).toEqual({ viewer: { id: agentId, user: null, agent: { id: agentId } } });
  });
});

const createUser = (email: string) =>
  `mutation { createUser(input: { email: "${email}", name: "Ada", role: VIEWER, password: "${password}" }) {
    user { id email disabled }
  } }`;

const signIn = (email: string, tried = password) =>
  `mutation { signIn(input: { email: "${email}", password: "${tried}" }) {
    accessToken accessTokenExpiresAt refreshToken user { email }
  } }`;

const refresh = (refreshToken: string) =>
  `mutation { refreshToken(input: { refreshToken: "${refreshToken}" }) {
    accessToken accessTokenExpiresAt refreshToken
  } }`;

describe("mutations", () => {
  it("take a user from its creation through sign-in, refresh and sign-out", async () => {
    const email = world.newEmail();
    const created = await ask(createUser(email));
    expect(created).toMatchObject({ data: { createUser: { user: { email, disabled: false } } }, errors: [] });
    const { data } = await ask(signIn(email), null);
    const { accessToken = "", refreshToken = "" } = (data?.["signIn"] ?? {}) as Partial<Tokens>;
    const refreshed = await ask(refresh(refreshToken), null);
    expect(refreshed.errors).toEqual([]);
    const signedOut = await ask("mutation { signOut { signedOut } }", await identity.authenticate(accessToken));
    expect(signedOut).toEqual({ data: { signOut: { signedOut: true } }, errors: [] });
  });

  it("create a key, list it and revoke it", async () => {
    const { data } = await ask(
      'mutation { createApiKey(input: {name: "ci"}) { secret apiKey { id role agent { id } } } }',
    );
    const { apiKey } = (data?.["createApiKey"] ?? {}) as IssuedKey;
    expect(apiKey).toMatchObject({ role: "SERVICE", agent: null });
    const list = "{ apiKeys(first: 1) { nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } } }";
    expect((await ask(list)).data).toMatchObject({ apiKeys: { nodes: [{ id: apiKey.id }] } });
    const revoked = await ask(`mutation { revokeApiKey(id: "${apiKey.id}") { apiKey { revokedAt } } }`);
    expect(revoked.errors).toEqual([]);
    expect((await ask(list)).data).not.toMatchObject({ apiKeys: { nodes: [{ id: apiKey.id }] } });
  });

  it.each([
    ["signIn", `signIn(input: {email: "", password: "x"}) { accessToken }`, ["input", "email"]],
    [
      "createUser",
      `createUser(input: {email: "x", name: "x", role: VIEWER, password: "x"}) { user { id } }`,
      ["input", "email"],
    ],
    ["updateUser", `updateUser(input: {id: "user_x"}) { user { id } }`, ["input", "id"]],
    [
      "changePassword",
      `changePassword(input: {currentPassword: "x", newPassword: "x"}) { user { id } }`,
      ["input", "newPassword"],
    ],
    ["createApiKey", `createApiKey(input: {name: "", role: SERVICE}) { secret }`, ["input", "name"]],
    ["revokeApiKey", `revokeApiKey(id: "key_x") { apiKey { id } }`, ["id"]],
  ])("name the bad argument of %s", async (_name, field, path) => {
    expect((await ask(`mutation { ${field} }`)).errors).toMatchObject([{ path }]);
  });

  it("name no argument where none is to blame", async () => {
    const { errors } = await ask(signIn("nobody@example.com"), null);
    expect(errors).toMatchObject([{ code: "UNAUTHENTICATED", path: undefined }]);
  });
});

describe("users", () => {
  it("are a connection, and a bad page names its argument", async () => {
    const { data } = await ask(
      "{ users(first: 1) { nodes { id } edges { node { id } cursor } pageInfo { hasNextPage } } }",
    );
    expect(data).toMatchObject({ users: { nodes: [{ id: admin.id }], edges: [{ node: { id: admin.id } }] } });
    expect((await ask("{ users(first: 0) { nodes { id } } }")).errors).toMatchObject([{ path: ["first"] }]);
  });
});
