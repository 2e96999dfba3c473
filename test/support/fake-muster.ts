import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { makeExecutableSchema } from "@graphql-tools/schema";
import { graphql, GraphQLError, type GraphQLSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { PushSource } from "./push-source.js";

type Args = Record<string, unknown>;
type Answer = (args: Args, token: string) => unknown;

export interface Call {
  readonly field: string;
  readonly args: Args;
  readonly token: string;
}

export interface FakeLease {
  readonly taskId: string;
  readonly leaseToken: string;
}

const typeDefs = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
const bare = makeExecutableSchema({ typeDefs });

/** A server that speaks the real schema and protocol, does what the test says and remembers what it was asked. */
export class FakeMuster {
  readonly calls: Call[] = [];
  /** Tokens of the connections, in their order. */
  readonly connections: string[] = [];
  /** What root fields answer; a function that throws answers an error. Subscriptions answer an async iterable. */
  readonly answers: Record<string, Answer>;
  /** Whether a connection with this token is let in. */
  admits: (token: string) => boolean | Promise<boolean> = () => true;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  #port = 0;
  readonly #sources = new Map<string, Set<PushSource>>();

  private constructor() {
    this.answers = this.#defaults();
    const schema = this.#schema();
    this.#http = createServer((request, response) => void this.#respond(schema, request, response));
    this.#http.on("upgrade", (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
        this.#sockets.emit("connection", webSocket, request),
      );
    });
    useServer(
      {
        schema,
        context: ({ connectionParams }) => ({ token: tokenIn(connectionParams?.["authorization"]) }),
        onConnect: ({ connectionParams }) => {
          const token = tokenIn(connectionParams?.["authorization"]);
          this.connections.push(token);
          return this.admits(token);
        },
      },
      this.#sockets,
    );
  }

  static async start(port = 0): Promise<FakeMuster> {
    const fake = new FakeMuster();
    await new Promise<void>((resolve) => fake.#http.listen(port, "127.0.0.1", resolve));
    fake.#port = (fake.#http.address() as AddressInfo).port;
    return fake;
  }

  /** Kept when it has stopped, so that another can take its place. */
  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** How many sockets are open. */
  get openSockets(): number {
    return this.#sockets.clients.size;
  }

  /** Arguments of each call of a root field. */
  asked(field: string): readonly Args[] {
    return this.calls.filter((call) => call.field === field).map(({ args }) => args);
  }

  /** How many subscriptions of a field are open. */
  subscribers(field: string): number {
    return this.#sources.get(field)?.size ?? 0;
  }

  /** Sends to every subscription of a field. */
  push(field: string, value: unknown): void {
    for (const source of this.#sources.get(field) ?? []) source.push({ [field]: value });
  }

  /** Completes every subscription of a field. */
  complete(field: string): void {
    for (const source of this.#sources.get(field) ?? []) source.end();
  }

  assign(...assignments: readonly unknown[]): void {
    this.push("taskAssignments", { assignments });
  }

  /** Leaves a root field unanswered until the returned function is called. */
  hold(field: string): () => void {
    const answer = this.answers[field];
    let release: () => void = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    this.answers[field] = (args, token) => released.then(() => answer?.(args, token));
    return release;
  }

  /** Has every lease of a root field's call answered with one outcome. */
  decide(field: "acceptTasks" | "completeTasks", outcome: string): void {
    const key = field === "acceptTasks" ? "leases" : "results";
    this.answers[field] = (args) => ({
      results: (args[key] as FakeLease[]).map(({ taskId }) => ({ taskId, outcome, message: null })),
    });
  }

  /** Closes every socket with a code. */
  close(code: number, reason = "test"): void {
    for (const socket of this.#sockets.clients) socket.close(code, reason);
  }

  /** Breaks every socket, as when a machine dies. */
  drop(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async stop(): Promise<void> {
    this.drop();
    this.#http.closeAllConnections();
    await new Promise<unknown>((resolve) => this.#http.close(resolve));
  }

  #defaults(): Record<string, Answer> {
    const each = (leases: unknown) => ({
      results: (leases as FakeLease[]).map(({ taskId }) => ({ taskId, outcome: "APPLIED", message: null })),
    });
    return {
      viewer: () => ({
        id: "agent_1",
        role: "AGENT",
        tenant: { id: "tenant_1", name: "T" },
        user: null,
        agent: fakeAgent(),
      }),
      acceptTasks: ({ leases }) => each(leases),
      rejectTasks: ({ leases }) => each(leases),
      completeTasks: ({ results }) => each(results),
      heartbeat: ({ input }) => ({
        ...each((input as { activeLeases: unknown }).activeLeases),
        lostTaskIds: [],
        leaseExpiresAt: new Date(Date.now() + 30_000).toISOString(),
      }),
      reportTaskFailure: ({ input }) => ({ task: fakeTask({ id: (input as FakeLease).taskId }) }),
      reportTaskProgress: ({ input }) => ({ task: fakeTask({ id: (input as FakeLease).taskId }) }),
      appendTaskOutput: () => ({ lastSeq: 1 }),
      registerAgent: () => ({ agent: fakeAgent(), apiKey: "agent-key" }),
      updateAgent: () => ({ agent: fakeAgent() }),
      removeAgent: () => ({ agent: fakeAgent() }),
    };
  }

  #schema(): GraphQLSchema {
    const ask = (field: string) => (_: unknown, args: Args, context: { token: string }) => {
      this.calls.push({ field, args, token: context.token });
      const answer = this.answers[field];
      if (answer === undefined) throw new GraphQLError(`The test says nothing of ${field}.`);
      return answer(args, context.token);
    };
    const listen = (field: string) => ({
      subscribe: (_: unknown, args: Args, context: { token: string }) => {
        this.calls.push({ field, args, token: context.token });
        return this.answers[field]?.(args, context.token) ?? this.#source(field);
      },
    });
    const fields = (type: { getFields(): object } | null | undefined): string[] => Object.keys(type?.getFields() ?? {});
    return makeExecutableSchema({
      typeDefs,
      resolvers: {
        Query: Object.fromEntries(fields(bare.getQueryType()).map((field) => [field, ask(field)])),
        Mutation: Object.fromEntries(fields(bare.getMutationType()).map((field) => [field, ask(field)])),
        Subscription: Object.fromEntries(fields(bare.getSubscriptionType()).map((field) => [field, listen(field)])),
      },
    });
  }

  #source(field: string): PushSource {
    const sources = this.#sources.get(field) ?? new Set();
    this.#sources.set(field, sources);
    const source: PushSource = new PushSource(() => sources.delete(source));
    sources.add(source);
    return source;
  }

  async #respond(schema: GraphQLSchema, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { query, variables } = JSON.parse(await text(request)) as { query: string; variables: Args };
    const contextValue = { token: tokenIn(request.headers.authorization) };
    const answer = await graphql({ schema, source: query, variableValues: variables, contextValue });
    response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
  }
}

function tokenIn(authorization: unknown): string {
  return typeof authorization === "string" ? authorization.replace("Bearer ", "") : "";
}

/** An error as the real server words it. */
export function refusal(
  code: string,
  detail: { reason?: string; path?: readonly (string | number)[] } = {},
): GraphQLError {
  return new GraphQLError(`Refused: ${code}.`, { extensions: { code, ...detail } });
}

export function fakeAgent() {
  return {
    id: "agent_1",
    name: "fake",
    capabilities: [],
    version: null,
    labels: {},
    status: "READY",
    statusReason: null,
    allowedActions: [],
    capacity: 1,
    load: null,
    lastSeenAt: null,
    createdAt: "2026-01-01T00:00:00.000Z",
  };
}

export function fakeTask(fields: Args = {}) {
  return {
    id: "task_1",
    kind: "echo",
    status: "QUEUED",
    allowedActions: [],
    priority: "NORMAL",
    requiredCapabilities: [],
    input: null,
    labels: {},
    attempt: 0,
    maxRetries: 3,
    timeoutMs: 60_000,
    scheduledAt: "2026-01-01T00:00:00.000Z",
    lastSeq: 1,
    lastOutputSeq: 0,
    createdAt: "2026-01-01T00:00:00.000Z",
    ...fields,
  };
}

/** An assignment of task `task_<number>`, with token `lease_<number>`. */
export function assignment(number: number, task: Args = {}) {
  return {
    task: fakeTask({ id: `task_${number}`, ...task }),
    leaseToken: `lease_${number}`,
    attempt: 1,
    leaseExpiresAt: new Date(Date.now() + 10_000).toISOString(),
  };
}
