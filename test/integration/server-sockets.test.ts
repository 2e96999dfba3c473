import type { Client, SubscribePayload } from "graphql-ws";
import { afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { MusterError } from "../../src/platform/errors.js";
import { hashOf } from "../../src/server/documents.js";
import { eventually } from "../support/eventually.js";
import { ManualClock } from "../support/manual-clock.js";
import {
  admin,
  startSmallServer,
  type Answer,
  type SmallServer,
  type SmallServerOptions,
} from "../support/small-server.js";

let small: SmallServer;

afterEach(() => small.server.stop());

const start = async (options: SmallServerOptions = {}): Promise<void> => {
  small = await startSmallServer(options);
};

/** Every result of the operation; an `error` message as its errors. */
async function run(client: Client, payload: SubscribePayload | string): Promise<Answer[]> {
  const results: Answer[] = [];
  try {
    for await (const result of client.iterate(typeof payload === "string" ? { query: payload } : payload))
      results.push(result as never);
  } catch (errors) {
    results.push({ errors: errors as never });
  }
  return results;
}

interface Raw {
  readonly socket: WebSocket;
  readonly messages: { type: string; id?: string; payload?: unknown }[];
  readonly closed: Promise<{ code: number; reason: string }>;
  send(message: unknown): void;
}

async function open(protocol = "graphql-transport-ws"): Promise<Raw> {
  const socket = new WebSocket(`${small.url.replace("http", "ws")}/graphql`, protocol);
  const messages: Raw["messages"] = [];
  socket.on("message", (data: Buffer) => messages.push(JSON.parse(data.toString("utf8"))));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once("close", (code, reason) => resolve({ code, reason: String(reason) })),
  );
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return { socket, messages, closed, send: (message) => socket.send(JSON.stringify(message)) };
}

async function connected(token = "good"): Promise<Raw> {
  const raw = await open();
  raw.send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } });
  await eventually(() => expect(raw.messages).toEqual([{ type: "connection_ack" }]));
  raw.messages.length = 0;
  return raw;
}

const never = (): AsyncIterableIterator<never> => ({
  next: () => new Promise(() => undefined),
  return: () => Promise.resolve({ done: true, value: undefined }),
  [Symbol.asyncIterator]() {
    return this;
  },
});

describe("a socket", () => {
  test("runs queries, mutations and subscriptions side by side", async () => {
    await start({
      resolvers: {
        Subscription: {
          count: {
            subscribe: async function* (_: unknown, { to }: { to: number }) {
              for (let count = 1; count <= to; count += 1) yield { count };
            },
          },
        },
      },
    });
    const client = small.client("good");
    const results = await Promise.all([
      run(client, "{ role }"),
      run(client, "mutation { touch }"),
      run(client, "subscription { count(to: 2) }"),
    ]);
    expect(results).toEqual([
      [{ data: { role: "ADMIN" } }],
      [{ data: { touch: "touched" } }],
      [{ data: { count: 1 } }, { data: { count: 2 } }],
    ]);
    await client.dispose();
  });

  test("is held to the limits and errors of HTTP", async () => {
    await start({
      env: { MUSTER_MAX_DEPTH: "3", MUSTER_MAX_SOCKET_OPERATIONS: "5" },
      resolvers: { Query: { fail: () => Promise.reject(new Error("select * from secrets")) } },
    });
    const client = small.client("good");
    const extensionsOf = async (query: string, variables?: Record<string, unknown>) =>
      (await run(client, { query, ...(variables && { variables }) }))[0]?.errors?.[0]?.extensions;
    expect(await extensionsOf("{ nothing }")).toEqual({ code: "GRAPHQL_VALIDATION_FAILED" });
    expect(await extensionsOf("{")).toEqual({ code: "GRAPHQL_PARSE_FAILED" });
    expect(await extensionsOf("{ item { parent { parent { id } } } }")).toMatchObject({ reason: "DOCUMENT_TOO_DEEP" });
    expect(
      await extensionsOf("query ($detail: Detail) { echo(detail: $detail) }", { detail: { priority: 1 } }),
    ).toMatchObject({ path: ["detail", "priority"] });
    expect(
      await extensionsOf("query ($details: [Detail!]) { echo(details: $details) }", {
        details: Array.from({ length: 1001 }, () => ({})),
      }),
    ).toMatchObject({ reason: "LIST_TOO_LONG" });
    expect(await extensionsOf("query a { hello } query b { hello }")).toEqual({ code: "OPERATION_RESOLUTION_FAILURE" });
    const internal = await extensionsOf('{ fail(how: "") }');
    expect(internal).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
    expect(JSON.stringify(internal)).not.toContain("secrets");
    await client.dispose();
  });

  test("runs a persisted document by its id", async () => {
    const { mkdtempSync, writeFileSync } = await import("node:fs");
    const path = `${mkdtempSync("/tmp/muster-")}/documents.json`;
    const text = "{ hello }";
    writeFileSync(path, JSON.stringify({ [hashOf(text)]: text }));
    await start({ env: { MUSTER_PERSISTED_DOCUMENTS: path } });
    const client = small.client("good");
    expect(await run(client, { query: "", extensions: { documentId: `sha256:${hashOf(text)}` } })).toEqual([
      { data: { hello: "hello you" } },
    ]);
    expect(
      (await run(client, { query: "", extensions: { documentId: "sha256:1" } }))[0]?.errors?.[0]?.extensions["code"],
    ).toBe("NOT_FOUND");
    await client.dispose();
  });

  test("refuses operations beyond its number, and takes more when some have ended", async () => {
    await start({
      env: { MUSTER_MAX_SOCKET_OPERATIONS: "2" },
      resolvers: { Subscription: { never: { subscribe: never } } },
    });
    const raw = await connected();
    for (const id of ["1", "2", "3"]) raw.send({ id, type: "subscribe", payload: { query: "subscription { never }" } });
    await eventually(() =>
      expect(raw.messages).toMatchObject([
        { id: "3", type: "error", payload: [{ extensions: { code: "RATE_LIMITED" } }] },
      ]),
    );
    raw.socket.terminate();
  });
});

describe("a socket is closed", () => {
  test.each([
    ["no token", undefined],
    ["a wrong token", "Bearer wrong"],
    ["another scheme", "Basic good"],
  ])("with 4403 for %s", async (_, authorization) => {
    await start();
    const raw = await open();
    raw.send({ type: "connection_init", ...(authorization && { payload: { authorization } }) });
    expect(await raw.closed).toEqual({ code: 4403, reason: "Forbidden" });
  });

  test("with 1013 when the token cannot be checked", async () => {
    await start({ tokens: { good: new MusterError("UNAVAILABLE", "Down.", { reason: "DATABASE_UNAVAILABLE" }) } });
    const raw = await open();
    raw.send({ type: "connection_init", payload: { authorization: "Bearer good" } });
    expect((await raw.closed).code).toBe(1013);
  });

  test("with 4403 when its token ends", async () => {
    const clock = new ManualClock(new Date("2026-01-01T00:00:00Z"));
    await start({ clock, tokens: { good: { ...admin, expiresAt: new Date("2026-01-01T00:00:10Z") } } });
    const raw = await connected();
    clock.advance(9000);
    raw.send({ type: "ping" });
    await eventually(() => expect(raw.messages).toContainEqual({ type: "pong" }));
    clock.advance(2000);
    expect((await raw.closed).code).toBe(4403);
  });

  test("with 4403 when its credential is revoked, and no other's", async () => {
    await start({ tokens: { good: admin, other: { ...admin, credentialId: "key_2" } } });
    const [raw, other] = [await connected(), await connected("other")];
    small.revoked.emit("signin_1");
    expect((await raw.closed).code).toBe(4403);
    expect(other.socket.readyState).toBe(WebSocket.OPEN);
  });

  test("with 4401 for an operation before the acknowledgement", async () => {
    await start();
    const raw = await open();
    raw.send({ id: "1", type: "subscribe", payload: { query: "{ hello }" } });
    expect((await raw.closed).code).toBe(4401);
  });

  test.each([
    ["4400 for a message that is none", "nonsense", 4400],
    ["4429 for a second connection_init", JSON.stringify({ type: "connection_init" }), 4429],
    ["1009 for a message that is too large", JSON.stringify({ type: "ping", payload: { x: "x".repeat(5000) } }), 1009],
  ])("with %s", async (_, message, code) => {
    await start({ env: { MUSTER_MAX_MESSAGE_BYTES: "2000" } });
    const raw = await connected();
    raw.socket.send(message);
    expect((await raw.closed).code).toBe(code);
  });

  test("with 4406 for another subprotocol", async () => {
    await start();
    const socket = new WebSocket(`${small.url.replace("http", "ws")}/graphql`, "graphql-ws");
    const outcome = await new Promise((resolve) => socket.once("error", resolve).once("close", resolve));
    expect(outcome === 4406 || outcome instanceof Error).toBe(true);
  });

  test("with 4410 when a subscriber is too slow, after an error that says so", async () => {
    await start({
      resolvers: {
        Subscription: {
          flood: {
            subscribe: async function* () {
              yield { flood: 1 };
              throw new MusterError("UNAVAILABLE", "Too slow.", { reason: "SUBSCRIBER_OVERFLOW" });
            },
          },
        },
      },
    });
    const raw = await connected();
    raw.send({ id: "1", type: "subscribe", payload: { query: "subscription { flood }" } });
    expect((await raw.closed).code).toBe(4410);
    expect(raw.messages[0]).toEqual({ id: "1", type: "next", payload: { data: { flood: 1 } } });
  });

  test("when it no longer answers pings", async () => {
    const clock = new ManualClock();
    await start({ clock });
    const raw = await connected();
    raw.socket.pong = () => undefined;
    const deaf = raw.socket as unknown as { _receiver: { removeAllListeners(event: string): void } };
    deaf._receiver.removeAllListeners("ping");
    clock.advance(12_000);
    await eventually(() => {
      clock.advance(12_000);
      expect(raw.socket.readyState).toBe(WebSocket.CLOSED);
    });
    expect((await raw.closed).code).toBe(1006);
  });
});

describe("a subscription", () => {
  test("that breaks ends with an error, while the socket lives on", async () => {
    await start({
      resolvers: {
        Subscription: {
          broken: {
            subscribe: async function* () {
              yield { broken: 1 };
              throw new Error("select 1");
            },
          },
        },
      },
    });
    const client = small.client("good");
    const results = await run(client, "subscription { broken }");
    expect(results).toMatchObject([
      { data: { broken: 1 } },
      { errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }] },
    ]);
    expect(await run(client, "{ hello }")).toEqual([{ data: { hello: "hello you" } }]);
    await client.dispose();
  });

  test("ends in the server when its socket does", async () => {
    const ended = vi.fn();
    const endless = {
      next: () => new Promise(() => undefined),
      return: async () => {
        ended();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    await start({ resolvers: { Subscription: { never: { subscribe: () => endless } } } });
    const raw = await connected();
    raw.send({ id: "1", type: "subscribe", payload: { query: "subscription { never }" } });
    raw.send({ id: "2", type: "subscribe", payload: { query: "{ hello }" } });
    await eventually(() => expect(raw.messages).toContainEqual({ id: "2", type: "complete" }));
    raw.socket.terminate();
    await eventually(() => expect(ended).toHaveBeenCalledOnce());
  });
});
