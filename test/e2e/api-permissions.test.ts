import type { GraphQLField } from "graphql";
import { SignJWT, decodeJwt } from "jose";
import { createSecretKey } from "node:crypto";
import { createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { permissions, type Permission } from "../../resolvers/permissions.js";
import { roles, type Role } from "../../src/identity/index.js";
import { payloadOf, startAppWorld, type AppWorld } from "../support/app-world.js";
import { createTenantWithRoles, type RoleTokens } from "../support/role-tokens.js";
import { fieldsOf, sampleOperation, type RootType, type SampleOperation } from "../support/sample-operation.js";
import type { Answer } from "../support/small-server.js";

const jwtSecret = "a secret that only this test and its server know";

let world: AppWorld;
let tenant: RoleTokens;

beforeAll(async () => {
  world = await startAppWorld({ env: { MUSTER_JWT_SECRET: jwtSecret } });
  tenant = await createTenantWithRoles(world);
});

afterAll(() => world.close());

interface Case {
  readonly name: string;
  readonly root: RootType;
  readonly others: readonly Role[];
  readonly operation: SampleOperation;
}

function casesOf(root: RootType): Case[] {
  const table: Readonly<Record<string, Permission>> = permissions[root];
  const guarded = fieldsOf(root).filter(({ name }) => table[name] !== "public");
  return guarded.map((field: GraphQLField<unknown, unknown>) => ({
    root,
    name: `${root}.${field.name}`,
    others: roles.filter((role) => !table[field.name]?.includes(role as never)),
    operation: sampleOperation(root, field),
  }));
}

const calls = [...casesOf("Query"), ...casesOf("Mutation")];
const subscriptions = casesOf("Subscription");

function codesOf({ errors, data }: Answer): unknown {
  return errors?.map(({ extensions }) => extensions["code"]) ?? data;
}

/** What a socket of this token first answers. */
async function overSocket(token: string, operation: SampleOperation): Promise<Answer> {
  const client = world.socket(token);
  try {
    return (await client.iterate(operation).next()).value as Answer;
  } finally {
    await client.dispose();
  }
}

describe("a role that a field is not for", () => {
  test.each(calls)("is refused $name over HTTP", async ({ operation: { query, variables }, others }) => {
    for (const role of others) {
      const answer = await world.call(query, variables, tenant.tokens[role]);
      expect([role, codesOf(answer)]).toEqual([role, ["FORBIDDEN"]]);
    }
  });

  test.each([...casesOf("Mutation"), ...subscriptions])(
    "is refused $name over a socket",
    async ({ operation, others }) => {
      for (const role of others) {
        expect([role, codesOf(await overSocket(tenant.tokens[role], operation))]).toEqual([role, ["FORBIDDEN"]]);
      }
    },
  );

  test("is found for every field but those for all", () => {
    const forAll = [...calls, ...subscriptions].filter(({ others }) => others.length === 0).map(({ name }) => name);
    expect(forAll).toEqual(["Query.node", "Query.agent", "Query.task", "Query.taskKind", "Query.taskKinds"]);
  });
});

describe("a caller without a token", () => {
  test.each(calls)("is refused $name", async ({ operation: { query, variables } }) => {
    expect(codesOf(await world.call(query, variables))).toEqual(["UNAUTHENTICATED"]);
  });

  test("gets no socket", async () => {
    const { closed } = openSocket({});
    expect(await closed).toBe(4403);
  });

  test("does not read the schema", async () => {
    expect(codesOf(await world.call("{ __schema { types { name } } }"))).toEqual(["UNAUTHENTICATED"]);
    expect(codesOf(await world.call('{ __type(name: "Task") { name } }'))).toEqual(["UNAUTHENTICATED"]);
  });
});

describe("a token", () => {
  const ask = async (token: string): Promise<unknown> =>
    (await world.call("{ taskKinds { nodes { id } } }", {}, token)).errors?.[0]?.extensions;

  test("that was signed with another key, or with none, is invalid", async () => {
    const refused = { code: "UNAUTHENTICATED", reason: "TOKEN_INVALID" };
    const forged = await sign(tenant.tokens.ADMIN, { expiresInSeconds: 60, secret: "x".repeat(40) });
    const [, payload] = forged.split(".");
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.${payload}.`;
    expect(await ask(forged)).toEqual(refused);
    expect(await ask(unsigned)).toEqual(refused);
    expect(await ask("muster_nonsense")).toEqual(refused);
  });

  test("that has expired is told so, over HTTP and at the door of the socket", async () => {
    const expired = await sign(tenant.tokens.ADMIN, { expiresInSeconds: -1 });
    expect(await ask(expired)).toEqual({ code: "UNAUTHENTICATED", reason: "TOKEN_EXPIRED" });
    expect(await openSocket({ authorization: `Bearer ${expired}` }).closed).toBe(4403);
  });

  test("that expires takes its socket with it", async () => {
    const short = await sign(tenant.tokens.ADMIN, { expiresInSeconds: 6 });
    const { connected, closed } = openSocket({ authorization: `Bearer ${short}` });
    await connected;
    expect(await closed).toBe(4403);
  });

  test("of a key that is revoked ends at once, with its sockets", async () => {
    const create = 'mutation { createApiKey(input: { name: "short" }) { secret apiKey { id } } }';
    const { secret, apiKey } = payloadOf(await world.call(create, {}, tenant.tokens.ADMIN), "createApiKey") as {
      readonly secret: string;
      readonly apiKey: { readonly id: string };
    };
    const { connected, closed } = openSocket({ authorization: `Bearer ${secret}` });
    await connected;
    expect(await ask(secret)).toBeUndefined();
    await world.call(
      "mutation ($id: ID!) { revokeApiKey(id: $id) { apiKey { id } } }",
      { id: apiKey.id },
      tenant.tokens.ADMIN,
    );
    expect(await ask(secret)).toEqual({ code: "UNAUTHENTICATED", reason: "TOKEN_REVOKED" });
    expect(await closed).toBe(4403);
  });

  test("of somebody who signed out ends at once, with its sockets", async () => {
    const token = tenant.tokens.VIEWER;
    const { connected, closed } = openSocket({ authorization: `Bearer ${token}` });
    await connected;
    expect((await world.call("mutation { signOut { signedOut } }", {}, token)).data).toEqual({
      signOut: { signedOut: true },
    });
    expect(await ask(token)).toEqual({ code: "UNAUTHENTICATED", reason: "TOKEN_REVOKED" });
    expect(await closed).toBe(4403);
  });
});

/** The token once more, signed by us. */
function sign(token: string, { expiresInSeconds, secret = jwtSecret }: { expiresInSeconds: number; secret?: string }) {
  const expiresAtSeconds = Math.floor(Date.now() / 1000) + expiresInSeconds;
  return new SignJWT(decodeJwt(token))
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setExpirationTime(expiresAtSeconds)
    .sign(createSecretKey(Buffer.from(secret)));
}

function openSocket(connectionParams: Record<string, string>): { connected: Promise<void>; closed: Promise<number> } {
  let connect: () => void = () => {};
  let close: (code: number) => void = () => {};
  const connected = new Promise<void>((resolve) => (connect = resolve));
  const closed = new Promise<number>((resolve) => (close = resolve));
  createClient({
    url: `${world.app.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    connectionParams,
    onNonLazyError: () => undefined,
    on: { connected: () => connect(), closed: (event) => close((event as { readonly code: number }).code) },
  });
  return { connected, closed };
}
