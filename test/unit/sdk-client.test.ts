import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MusterClient, MusterRequestError, type Logger, type MusterClientOptions } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { fakeAgent, FakeMuster, fakeTask, refusal } from "../support/fake-muster.js";
import { PushSource } from "../support/push-source.js";

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

let server: FakeMuster;

beforeEach(async () => {
  server = await FakeMuster.start();
});

afterEach(() => server.stop());

const createClient = (options: Partial<MusterClientOptions> = {}): MusterClient =>
  new MusterClient({ url: server.url, token: "token", logger: silent, ...options });

function taskEvent(seq: number, type = "TASK_PROGRESSED") {
  return {
    __typename: "TaskEvent",
    seq,
    type,
    at: "2026-01-01T00:00:00.000Z",
    data: {},
    cursor: `cursor_${seq}`,
    taskId: "task_1",
  };
}

/** A log that a subscription reads from `after` on, and then follows. */
function serveLog(
  field: string,
  log: readonly unknown[],
  after: (args: Record<string, unknown>) => number,
): PushSource[] {
  const sources: PushSource[] = [];
  server.answers[field] = (args) => {
    const source = new PushSource();
    for (const event of log.slice(after(args))) source.push({ [field]: event });
    sources.push(source);
    return source;
  };
  return sources;
}

describe("operations", () => {
  it("answers typed data, with the token in the header", async () => {
    server.answers["createTask"] = ({ input }) => ({ task: fakeTask({ kind: (input as { kind: string }).kind }) });
    const task = await createClient().createTask({ kind: "greet", input: { name: "Ada" } });
    expect(task).toMatchObject({ id: "task_1", kind: "greet", status: "QUEUED" });
    expect(server.calls[0]).toMatchObject({
      field: "createTask",
      token: "token",
      args: { input: { input: { name: "Ada" } } },
    });
  });

  it("answers null for what does not exist", async () => {
    server.answers["task"] = () => null;
    await expect(createClient().task("task_2")).resolves.toBeNull();
  });

  it("rejects with code, reason and path of a refusal", async () => {
    server.answers["createTask"] = () => {
      throw refusal("BAD_USER_INPUT", { reason: "KIND_UNKNOWN", path: ["input", "kind"] });
    };
    const created = createClient().createTask({ kind: "none" });
    await expect(created).rejects.toBeInstanceOf(MusterRequestError);
    await expect(created).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      reason: "KIND_UNKNOWN",
      path: ["input", "kind"],
      transient: false,
    });
  });

  it("rejects with UNAVAILABLE when nobody answers", async () => {
    await server.stop();
    await expect(createClient().viewer()).rejects.toMatchObject({
      code: "UNAVAILABLE",
      reason: "CONNECTION_FAILED",
      transient: true,
    });
  });

  it("rejects with TIMEOUT when the answer does not come in time", async () => {
    server.answers["viewer"] = () => new Promise(() => {});
    await expect(createClient({ requestTimeoutMs: 30 }).viewer()).rejects.toMatchObject({ code: "TIMEOUT" });
  });

  it("rejects by status when the answer is no JSON", async () => {
    const fetch = () => Promise.resolve(new Response("<html>", { status: 502 }));
    await expect(createClient({ fetch }).viewer()).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  it("asks for another token once when one is refused", async () => {
    server.answers["agent"] = (_args, token) => {
      if (token !== "fresh") throw refusal("UNAUTHENTICATED");
      return fakeAgent();
    };
    const token = vi.fn((refused?: string) => (refused === undefined ? "stale" : "fresh"));
    await expect(createClient({ token }).agent("agent_1")).resolves.toMatchObject({ id: "agent_1" });
    expect(token.mock.calls).toEqual([[undefined], ["stale"]]);
  });
});

describe("a signed-in session", () => {
  const tokensOf = (number: number, livesMs: number) => ({
    accessToken: `access_${number}`,
    accessTokenExpiresAt: new Date(Date.now() + livesMs).toISOString(),
    refreshToken: `refresh_${number}`,
  });
  const user = { id: "user_1", email: "a@b.c", name: "A", role: "ADMIN" };

  it("is used for what follows, and exchanged once for all who need it when it nears its end", async () => {
    server.answers["signIn"] = () => ({ ...tokensOf(1, 1_000), user });
    server.answers["refreshToken"] = () => tokensOf(2, 900_000);
    server.answers["viewer"] = () => null;
    const client = createClient();
    const session = await client.signIn({ email: "a@b.c", password: "secret" });
    await Promise.all([client.viewer(), client.viewer(), session.token()]);
    expect(server.asked("refreshToken")).toEqual([{ input: { refreshToken: "refresh_1" } }]);
    expect(server.calls.filter(({ field }) => field === "viewer").map(({ token }) => token)).toEqual([
      "access_2",
      "access_2",
    ]);
    expect(session.user.email).toBe("a@b.c");
  });

  it("is not exchanged while it is fresh, unless it was refused", async () => {
    server.answers["signIn"] = () => ({ ...tokensOf(1, 900_000), user });
    server.answers["refreshToken"] = () => tokensOf(2, 900_000);
    const session = await createClient().signIn({ email: "a@b.c", password: "secret" });
    await expect(session.token()).resolves.toBe("access_1");
    await expect(session.token("access_1")).resolves.toBe("access_2");
  });
});

describe("following", () => {
  it("yields a task's events from the position on and resumes after the last one when the socket breaks", async () => {
    const log = Array.from({ length: 10 }, (_, index) => taskEvent(index + 1));
    const limits = [5, 8, 10];
    server.answers["taskEvents"] = (args) => {
      const source = new PushSource();
      for (const event of log.slice(args["after"] as number, limits[server.asked("taskEvents").length - 1]))
        source.push({ taskEvents: event });
      return source;
    };
    const seen: number[] = [];
    for await (const { seq } of createClient().taskEvents("task_1", { after: 2 })) {
      seen.push(seq);
      if (seq === 5 || seq === 8) server.drop();
      if (seq === 10) break;
    }
    expect(seen).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
    expect(server.asked("taskEvents").map(({ after }) => after)).toEqual([2, 5, 8]);
    await eventually(() => expect(server.openSockets).toBe(0));
  });

  it("drops what a resumed subscription repeats", async () => {
    const sources = serveLog("taskEvents", [taskEvent(1), taskEvent(1), taskEvent(2)], () => 0);
    const seen: number[] = [];
    for await (const { seq } of createClient().taskEvents("task_1")) {
      seen.push(seq);
      if (seq === 2) break;
    }
    expect(seen).toEqual([1, 2]);
    expect(sources).toHaveLength(1);
  });

  it("begins the tenant's feed at its present end, and resumes it by cursor", async () => {
    const log = [taskEvent(0), taskEvent(1), taskEvent(2), taskEvent(3)];
    server.answers["feedCursor"] = () => "cursor_0";
    server.answers["events"] = (args) => {
      const source = new PushSource();
      const from = log.findIndex(({ cursor }) => cursor === args["after"]) + 1;
      for (const event of log.slice(from, from === 1 ? 3 : 4)) source.push({ events: event });
      return source;
    };
    const seen: number[] = [];
    for await (const event of createClient().events({ types: ["TASK_PROGRESSED"] })) {
      seen.push(event.seq);
      if (event.seq === 2) server.close(4410);
      if (event.seq === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(server.asked("events")).toEqual([
      { filter: { types: ["TASK_PROGRESSED"] }, after: "cursor_0" },
      { filter: { types: ["TASK_PROGRESSED"] }, after: "cursor_2" },
    ]);
  });

  it("misses nothing of the feed when sockets break before the first event", async () => {
    server.answers["feedCursor"] = () => {
      // The first answer is lost with its socket.
      if (server.asked("feedCursor").length === 1) server.drop();
      return "cursor_4";
    };
    server.answers["events"] = () => {
      const source = new PushSource();
      if (server.asked("events").length === 1) server.drop();
      else for (const seq of [5, 6]) source.push({ events: taskEvent(seq) });
      return source;
    };
    const seen: number[] = [];
    for await (const { seq } of createClient().events()) {
      seen.push(seq);
      if (seq === 6) break;
    }
    expect(seen).toEqual([5, 6]);
    expect(server.asked("feedCursor")).toHaveLength(2);
    expect(server.asked("events").map(({ after }) => after)).toEqual(["cursor_4", "cursor_4"]);
  });

  it("leaves the feed while it asks for its end", async () => {
    server.answers["feedCursor"] = () => new Promise(() => {});
    const leaving = new AbortController();
    const next = createClient().events({}, { signal: leaving.signal }).next();
    await eventually(() => expect(server.asked("feedCursor")).toHaveLength(1));
    leaving.abort();
    await expect(next).resolves.toEqual({ done: true, value: undefined });
    await eventually(() => expect(server.openSockets).toBe(0));
  });

  it("holds a server up whose reader is slow, and misses nothing", async () => {
    const log = Array.from({ length: 2_500 }, (_, index) => taskEvent(index + 1));
    const sources = serveLog("taskEvents", log, (args) => args["after"] as number);
    let expected = 1;
    for await (const { seq } of createClient().taskEvents("task_1")) {
      expect(seq).toBe(expected++);
      if (seq === 1) await eventually(() => expect(sources[0]?.ended).toBe(true));
      if (seq === 2_500) break;
    }
    expect(server.asked("taskEvents")[1]?.["after"]).toBeGreaterThanOrEqual(1_000);
  });

  it("ends the output with the task, not with a server that goes away", async () => {
    const chunk = (seq: number) => ({
      taskOutput: { seq, attempt: 1, chunk: `${seq} `, at: "2026-01-01T00:00:00.000Z" },
    });
    server.answers["taskOutput"] = ({ after }) => {
      const source = new PushSource();
      source.push(chunk((after as number) + 1));
      source.end();
      return source;
    };
    server.answers["task"] = () =>
      fakeTask({ status: server.asked("taskOutput").length === 3 ? "COMPLETED" : "RUNNING" });
    let text = "";
    for await (const { chunk: piece } of createClient().taskOutput("task_1")) text += piece;
    expect(text).toBe("1 2 3 ");
  });

  it("ends when its signal aborts, and closes the socket", async () => {
    const leaving = new AbortController();
    serveLog("agentEvents", [], () => 0);
    const ended = (async () => {
      for await (const event of createClient().agentEvents("agent_1", { signal: leaving.signal }))
        expect(event).toBeUndefined();
    })();
    await eventually(() => expect(server.asked("agentEvents")).toHaveLength(1));
    leaving.abort();
    await ended;
    await eventually(() => expect(server.openSockets).toBe(0));
  });

  it("throws what the server refuses, and what ends the connection for good", async () => {
    server.answers["taskEvents"] = () => {
      throw refusal("NOT_FOUND");
    };
    await expect(createClient().taskEvents("task_9").next()).rejects.toMatchObject({ code: "NOT_FOUND" });
    server.admits = () => false;
    await expect(createClient().taskEvents("task_1").next()).rejects.toMatchObject({ closeCode: 4403 });
  });

  it("waits for a task and answers it as it ended", async () => {
    const sources = serveLog("taskEvents", [], () => 0);
    server.answers["task"] = () =>
      fakeTask({ status: sources.length > 0 ? "COMPLETED" : "RUNNING", output: 42, lastSeq: 3 });
    const waited = createClient().waitForTask("task_1");
    await eventually(() => expect(sources).toHaveLength(1));
    sources[0]?.push({ taskEvents: taskEvent(4) });
    sources[0]?.push({ taskEvents: taskEvent(5, "TASK_COMPLETED") });
    await expect(waited).resolves.toMatchObject({ status: "COMPLETED", output: 42 });
    expect(server.asked("taskEvents")).toEqual([{ taskId: "task_1", after: 3 }]);
  });

  it("rejects to wait for a task that does not exist", async () => {
    server.answers["task"] = () => null;
    await expect(createClient().waitForTask("task_9")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
