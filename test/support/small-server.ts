import { makeExecutableSchema } from "@graphql-tools/schema";
import type { GraphQLSchema } from "graphql";
import { createClient, type Client } from "graphql-ws";
import { WebSocket } from "ws";
import type { RequestContext, Services } from "../../resolvers/index.js";
import { factual } from "../../resolvers/facts.js";
import { scalars } from "../../resolvers/scalars.js";
import { parseConfig, type Config } from "../../src/config.js";
import type { Principal } from "../../src/identity/index.js";
import { systemClock, type Clock } from "../../src/platform/clock.js";
import { MusterError } from "../../src/platform/errors.js";
import { silentLog, type Log } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import { Signal } from "../../src/platform/signal.js";
import type { ReadinessCheck } from "../../src/server/health.js";
import { createServer, type Server } from "../../src/server/server.js";

export const smallTypeDefs = /* GraphQL */ `
  scalar DateTime
  scalar JSON
  enum Priority {
    LOW
    HIGH
  }
  input Detail {
    priority: Priority
    tags: [String!]
    at: DateTime
    extra: JSON
    children: [Detail!]
  }
  type Item {
    id: ID!
    name: String!
    items(first: Int = 20): ItemConnection!
    parent: Item
    parts: [Item!]!
  }
  type ItemConnection {
    nodes: [Item!]!
    edges: [ItemEdge!]!
  }
  type ItemEdge {
    node: Item!
  }
  type Query {
    hello(name: String): String!
    role: String
    item: Item
    items(first: Int = 20): ItemConnection!
    fail(how: String!): String
    echo(detail: Detail, details: [Detail!]): JSON
    wait: String
  }
  type Mutation {
    touch(detail: Detail, details: [Detail!]): String!
  }
  type Subscription {
    count(to: Int!): Int!
    flood: Int!
    never: Int!
    broken: Int!
    news(after: Int): News!
    gossip: News!
  }
  type News {
    number: Int!
    text: String!
    subject: Item!
  }
`;

export const admin: Principal = {
  kind: "user",
  id: "user_1",
  tenantId: "tenant_1",
  role: "ADMIN",
  credentialId: "signin_1",
  expiresAt: null,
};

/** Tokens that the stub identity knows. */
type Tokens = Record<string, Principal | MusterError>;

export interface SmallServerOptions {
  readonly resolvers?: Record<string, unknown>;
  readonly tokens?: Tokens;
  readonly env?: Record<string, string>;
  readonly checks?: Record<string, ReadinessCheck>;
  readonly clock?: Clock;
  readonly log?: Log;
}

export interface SmallServer {
  readonly url: string;
  readonly server: Server;
  readonly revoked: Signal<string>;
  post(body: unknown, headers?: Record<string, string>): Promise<{ status: number; body: Answer; headers: Headers }>;
  client(token?: string, options?: Partial<Parameters<typeof createClient>[0]>): Client;
}

export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: unknown; extensions: Record<string, unknown> }[];
}

/** The server alone, on a schema of its own and an identity that knows the tokens given. */
export async function startSmallServer(options: SmallServerOptions = {}): Promise<SmallServer> {
  const revoked = new Signal<string>();
  const config: Config = parseConfig({ PORT: "0", MUSTER_HOST: "127.0.0.1", ...options.env });
  const server = createServer({
    config,
    services: stubServices(options.tokens ?? { good: admin }, revoked),
    schema: smallSchema(options.resolvers),
    checks: options.checks ?? {},
    explorerDirectory: "/nowhere",
    servesApi: true,
    clock: options.clock ?? systemClock,
    log: options.log ?? silentLog,
    metrics: createMetrics(),
  });
  await server.start();
  return {
    server,
    revoked,
    url: server.url,
    async post(body, headers = {}) {
      const response = await fetch(`${server.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
    },
    client: (token, overrides = {}) =>
      createClient({
        url: `${server.url.replace("http", "ws")}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
        ...overrides,
      }),
  };
}

function stubServices(tokens: Tokens, revoked: Signal<string>): Services {
  const identity = {
    async authenticate(token: string): Promise<Principal> {
      const known = tokens[token] ?? new MusterError("UNAUTHENTICATED", "No such token.", { reason: "TOKEN_INVALID" });
      if (known instanceof MusterError) throw known;
      return known;
    },
    onRevoked: (listener: (credentialId: string) => void) => revoked.on(listener),
  };
  // The server reaches the other slices through resolvers only, and these are the test's own.
  return {
    identity,
    agents: {},
    tasks: {},
    dispatch: {},
    events: {},
    workflows: { triggers: {} },
  } as unknown as Services;
}

function smallSchema(resolvers: Record<string, unknown> = {}): GraphQLSchema {
  const defaults = {
    DateTime: scalars.DateTime,
    JSON: scalars.JSON,
    Query: {
      hello: (_: unknown, { name }: { name?: string }) => `hello ${name ?? "you"}`,
      role: (_: unknown, _args: unknown, { principal, refusal }: RequestContext) => {
        if (refusal) throw refusal;
        return principal?.role ?? null;
      },
      echo: (_: unknown, { detail, details }: { detail?: unknown; details?: unknown }) => detail ?? details,
    },
    Mutation: { touch: () => "touched" },
    Subscription: { news: factual },
  };
  return makeExecutableSchema({ typeDefs: smallTypeDefs, resolvers: [defaults, resolvers] as never });
}
