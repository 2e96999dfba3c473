import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import type { Principal } from "../../src/identity/index.js";
import { eventually } from "../support/eventually.js";
import { PushSource } from "../support/push-source.js";
import { admin, startSmallServer, type SmallServer } from "../support/small-server.js";

const tokens: Record<string, Principal> = {
  good: admin,
  colleague: { ...admin, id: "user_2", credentialId: "signin_2" },
  viewer: { ...admin, role: "VIEWER" },
  stranger: { ...admin, tenantId: "tenant_2" },
};

interface Message {
  readonly id: string;
  readonly type: string;
  readonly payload?: unknown;
}

let small: SmallServer;
const sources: PushSource[] = [];
const sockets: WebSocket[] = [];
const read = vi.fn((row: { text: string }): unknown => row.text);

beforeEach(async () => {
  sources.length = 0;
  read.mockReset().mockImplementation((row) => row.text);
  const subscribe = (): PushSource => {
    sources.push(new PushSource());
    return sources.at(-1)!; // pushed in the line above
  };
  const resolve = (row: unknown): unknown => row;
  const subject = (row: object) => ({ id: "item_1", name: "name", ...row });
  const News = { text: (row: { text: string }) => read(row), subject };
  small = await startSmallServer({
    tokens,
    resolvers: { Subscription: { news: { subscribe, resolve }, gossip: { subscribe, resolve } }, News },
  });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await small.server.stop();
});

/** What a socket of its own gets for these operations, by their ids. */
async function join(
  token: string,
  operations: Record<string, { readonly query: string; readonly variables?: Record<string, unknown> }>,
): Promise<{ readonly messages: Message[]; readonly socket: WebSocket }> {
  const socket = new WebSocket(`${small.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  sockets.push(socket);
  const messages: Message[] = [];
  const awaited = sources.length + Object.keys(operations).length;
  socket.once("open", () => {
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }));
  });
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString("utf8")) as Message;
    if (message.type !== "connection_ack") return messages.push(message);
    for (const [id, payload] of Object.entries(operations)) {
      socket.send(JSON.stringify({ id, type: "subscribe", payload }));
    }
    return undefined;
  });
  await eventually(() => expect(sources).toHaveLength(awaited));
  return { messages, socket };
}

function tell(...rows: readonly object[]): void {
  for (const source of sources) for (const row of rows) source.push(row);
}

const next = (id: string, data: unknown): Message => ({ id, type: "next", payload: { data } });
const texts = { query: "subscription ($after: Int) { news(after: $after) { number text } }" };

describe("a row that many subscribe to", () => {
  test("is executed once for all who ask the same, whoever and from wherever, and sent under the id of each", async () => {
    const odd = 'a"b\\c\n\u2028é';
    const one = await join("good", { [odd]: { ...texts, variables: { after: 1 } }, 2: texts });
    const two = await join("colleague", { 2: { ...texts, variables: { after: 5 } } });
    tell({ number: 1, text: '"one"' }, { number: 2, text: "two" });
    const of = (id: string): Message[] => [
      next(id, { news: { number: 1, text: '"one"' } }),
      next(id, { news: { number: 2, text: "two" } }),
    ];
    await eventually(() => expect(one.messages).toHaveLength(4));
    expect(one.messages.filter(({ id }) => id === odd)).toEqual(of(odd));
    expect(one.messages.filter(({ id }) => id === "2")).toEqual(of("2"));
    await eventually(() => expect(two.messages).toEqual(of("2")));
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("reads as each has selected it", async () => {
    const query =
      "subscription ($brief: Boolean = false) { news { number ...Text @skip(if: $brief) } } fragment Text on News { text }";
    const { messages } = await join("good", {
      1: { query: "subscription { news { text } }" },
      2: { query: "subscription { told: news { number } }" },
      3: { query, variables: { brief: true } },
      4: { query, variables: { brief: false } },
      5: { query },
    });
    tell({ number: 1, text: "one" });
    await eventually(() => expect(messages).toHaveLength(5));
    expect(messages.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
      next("1", { news: { text: "one" } }),
      next("2", { told: { number: 1 } }),
      next("3", { news: { number: 1 } }),
      next("4", { news: { number: 1, text: "one" } }),
      next("5", { news: { number: 1, text: "one" } }),
    ]);
  });

  test.each(["viewer", "stranger"])("is executed apart for a %s", async (token) => {
    const one = await join("good", { 1: texts });
    const two = await join(token, { 1: texts });
    tell({ number: 1, text: "one" });
    await eventually(() => expect([one.messages, two.messages].flat()).toHaveLength(2));
    expect(read).toHaveBeenCalledTimes(2);
  });

  test.each([
    ["more than its leaves is asked for", "subscription { news { text subject { id } } }"],
    ["that is asked for in a fragment", "subscription { news { text ... on News { subject { id } } } }"],
    ["the field does not say that its rows are facts", "subscription { gossip { text } }"],
  ])("is executed for each when %s", async (_, query) => {
    const { messages } = await join("good", { 1: { query }, 2: { query } });
    tell({ number: 1, text: "one" });
    await eventually(() => expect(messages).toHaveLength(2));
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("fails those who asked for what fails, and the next one comes after it", async () => {
    read.mockImplementationOnce(() => {
      throw new Error("select 1");
    });
    const { messages } = await join("good", { 1: texts, 2: texts, 3: { query: "subscription { news { number } }" } });
    tell({ number: 1, text: "one" }, { number: 2, text: "two" });
    await eventually(() => expect(messages).toHaveLength(6));
    for (const id of ["1", "2"]) {
      expect(messages.filter((message) => message.id === id)).toEqual([
        {
          id,
          type: "next",
          payload: {
            data: null,
            errors: [
              expect.objectContaining({
                path: ["news", "text"],
                extensions: expect.objectContaining({ code: "INTERNAL_SERVER_ERROR" }),
              }),
            ],
          },
        },
        next(id, { news: { number: 2, text: "two" } }),
      ]);
    }
    expect(messages.filter(({ id }) => id === "3")).toEqual([
      next("3", { news: { number: 1 } }),
      next("3", { news: { number: 2 } }),
    ]);
  });

  test("keeps its place when it takes longer to execute than the one behind it", async () => {
    let answer = (_text: string): void => undefined;
    read.mockImplementationOnce(() => new Promise<string>((resolve) => (answer = resolve)));
    const { messages } = await join("good", { 1: texts, 2: texts });
    tell({ number: 1, text: "" }, { number: 2, text: "two" });
    await eventually(() => expect(read).toHaveBeenCalledOnce());
    answer("one");
    await eventually(() => expect(messages).toHaveLength(4));
    const numbers = messages.map(({ payload }) => (payload as { data: { news: { number: number } } }).data.news.number);
    expect(numbers).toEqual([1, 1, 2, 2]);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("is no longer sent to who has ended the subscription", async () => {
    let answer = (_text: string): void => undefined;
    read.mockImplementationOnce(() => new Promise<string>((resolve) => (answer = resolve)));
    const { messages, socket } = await join("good", { 1: texts, 2: texts });
    tell({ number: 1, text: "" });
    await eventually(() => expect(read).toHaveBeenCalledOnce());
    socket.send(JSON.stringify({ id: "1", type: "complete" }));
    await eventually(() => expect(sources[0]?.ended).toBe(true));
    answer("one");
    await eventually(() => expect(messages).toHaveLength(1));
    socket.send(JSON.stringify({ id: "3", type: "subscribe", payload: { query: "{ hello }" } }));
    await eventually(() => expect(messages.at(-1)).toEqual({ id: "3", type: "complete" }));
    expect(messages.map(({ id }) => id)).toEqual(["2", "3", "3"]);
  });
});
