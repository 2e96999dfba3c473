import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MusterClient } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { silent } from "../support/fake-fleet.js";
import { FakeMuster, refusal } from "../support/fake-muster.js";
import { PushSource } from "../support/push-source.js";

const at = "2026-01-01T00:00:00.000Z";

let server: FakeMuster;
let client: MusterClient;
/** What the server's log has of the stream that is followed, and the subscriptions to it. */
let log: { readonly seq: number }[];
let sources: PushSource[];

beforeEach(async () => {
  server = await FakeMuster.start();
  client = new MusterClient({ url: server.url, token: "token", logger: silent });
  log = [];
  sources = [];
});

afterEach(() => server.stop());

const event = (type: string) => ({ seq: log.length + 1, type, at, data: {}, cursor: `c${log.length}`, sandboxId: "s" });
const line = (text: string) => ({ seq: log.length + 1, stream: "STDOUT", text, at });

/** Answers a subscription with what there is behind `after`, and goes on with what `tell` says. */
function serve(field: string): void {
  server.answers[field] = ({ after }) => {
    const source = new PushSource();
    for (const item of log) if (item.seq > (after as number)) source.push({ [field]: item });
    sources.push(source);
    return source;
  };
}

function tell(field: string, item: { readonly seq: number }): void {
  log.push(item);
  for (const source of sources) source.push({ [field]: item });
}

/** What `sandbox` answers from now on; its events are those of the log. */
function stand(status: string, fields: object = {}): void {
  server.answers["sandbox"] = () => ({
    ...{ id: "sandbox_1", status, image: "agent", args: [], environment: [], filePaths: [], egress: [] },
    ...{ resources: { cpu: "250m", memory: "256Mi", ephemeralStorage: "512Mi" }, timeoutMs: 1000, labels: {} },
    ...{ isFromPool: false, logBytes: 0, isLogCut: false, createdBy: "user_1", createdAt: at },
    events: ({ after }: { readonly after: number }) => ({ nodes: log.filter(({ seq }) => seq > after) }),
    ...fields,
  });
}

async function collect<Item>(items: AsyncIterable<Item>, onItem: (item: Item) => void = () => {}): Promise<Item[]> {
  const seen: Item[] = [];
  for await (const item of items) {
    seen.push(item);
    onItem(item);
  }
  return seen;
}

describe("followEvents", () => {
  beforeEach(() => serve("sandboxEvents"));

  it("reads the log, goes live, resumes behind the last when the connection breaks, and ends with the sandbox", async () => {
    stand("READY");
    log.push(event("SANDBOX_REQUESTED"));
    log.push(event("SANDBOX_PROVISIONING"));
    const following = collect(client.sandboxes.followEvents("sandbox_1"), ({ seq }) => {
      if (seq === 2) server.drop();
    });
    await eventually(() => expect(sources).toHaveLength(2));
    tell("sandboxEvents", event("SANDBOX_READY"));
    tell("sandboxEvents", event("SANDBOX_SUCCEEDED"));
    expect((await following).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(server.asked("sandboxEvents").map(({ after }) => after)).toEqual([0, 2]);
    await eventually(() => expect(server.openSockets).toBe(0));
  });

  it.each(["SANDBOX_SUCCEEDED", "SANDBOX_FAILED", "SANDBOX_TERMINATED", "SANDBOX_LOST"])(
    "ends with %s",
    async (type) => {
      stand("PENDING");
      log.push(event("SANDBOX_REQUESTED"));
      log.push(event(type));
      expect(await collect(client.sandboxes.followEvents("sandbox_1", { after: 1 }))).toMatchObject([{ type }]);
    },
  );

  it("is empty behind the last event of a sandbox that has ended", async () => {
    stand("LOST");
    log.push(event("SANDBOX_LOST"));
    expect(await collect(client.sandboxes.followEvents("sandbox_1", { after: 1 }))).toEqual([]);
    expect(sources).toEqual([]);
  });

  it("is left by its signal", async () => {
    stand("READY");
    log.push(event("SANDBOX_REQUESTED"));
    const leaving = new AbortController();
    const { signal } = leaving;
    const following = collect(client.sandboxes.followEvents("sandbox_1", { signal }), () => leaving.abort());
    expect(await following).toHaveLength(1);
  });

  it("refuses a sandbox that is not there", async () => {
    server.answers["sandbox"] = () => null;
    const following = collect(client.sandboxes.followEvents("sandbox_none"));
    await expect(following).rejects.toMatchObject({ code: "NOT_FOUND", reason: "SANDBOX_NOT_FOUND" });
  });
});

describe("followLog", () => {
  beforeEach(() => serve("sandboxLogs"));

  it("resumes behind the last piece, and ends when the server does and the sandbox has", async () => {
    stand("READY");
    log.push(line("one\n"));
    const following = collect(client.sandboxes.followLog("sandbox_1"));
    await eventually(() => expect(sources).toHaveLength(1));
    // A server that goes away completes its subscriptions too.
    sources[0]?.end();
    await eventually(() => expect(sources).toHaveLength(2));
    tell("sandboxLogs", line("two\n"));
    stand("SUCCEEDED");
    sources[1]?.end();
    expect((await following).map(({ text }) => text)).toEqual(["one\n", "two\n"]);
    expect(server.asked("sandboxLogs").map(({ after }) => after)).toEqual([0, 1]);
  });

  it("begins behind a position", async () => {
    stand("FAILED");
    log.push(line("one\n"));
    log.push(line("two\n"));
    const following = collect(client.sandboxes.followLog("sandbox_1", { after: 1 }), () => sources[0]?.end());
    expect(await following).toMatchObject([{ seq: 2, text: "two\n" }]);
  });

  it("tells when it is refused", async () => {
    server.answers["sandboxLogs"] = () => {
      throw refusal("NOT_FOUND", { reason: "SANDBOX_NOT_FOUND" });
    };
    const following = collect(client.sandboxes.followLog("sandbox_none"));
    await expect(following).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("waitForEnd", () => {
  it("answers a sandbox that has ended, however it did", async () => {
    stand("FAILED", { reason: "OUT_OF_MEMORY" });
    expect(await client.sandboxes.waitForEnd("sandbox_1")).toMatchObject({ reason: "OUT_OF_MEMORY" });
    expect(server.openSockets).toBe(0);
  });

  it("waits for the end of one that has not", async () => {
    serve("sandboxEvents");
    stand("READY");
    const waiting = client.sandboxes.waitForEnd("sandbox_1");
    await eventually(() => expect(sources).toHaveLength(1));
    stand("TERMINATED", { reason: "REQUESTED" });
    tell("sandboxEvents", event("SANDBOX_TERMINATED"));
    expect(await waiting).toMatchObject({ status: "TERMINATED", reason: "REQUESTED" });
  });

  it("rejects with the signal's reason, and for a sandbox that is not there", async () => {
    serve("sandboxEvents");
    stand("READY");
    const leaving = new AbortController();
    const waiting = client.sandboxes.waitForEnd("sandbox_1", { signal: leaving.signal });
    await eventually(() => expect(sources).toHaveLength(1));
    leaving.abort(new Error("Enough."));
    await expect(waiting).rejects.toThrow("Enough.");
    server.answers["sandbox"] = () => null;
    await expect(client.sandboxes.waitForEnd("sandbox_none")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("requests", () => {
  it("ask for a sandbox, end one, and read one or many", async () => {
    stand("PENDING");
    const answer = () => ({ sandbox: server.answers["sandbox"]?.({}, "") });
    Object.assign(server.answers, { requestSandbox: answer, terminateSandbox: answer });
    server.answers["sandboxes"] = () => ({ nodes: [answer().sandbox], pageInfo: { hasNextPage: false } });
    const input = { image: "acme/agent:1", args: ["run"], network: { egress: ["10.0.0.0/8"] }, idempotencyKey: "k" };
    expect(await client.sandboxes.request(input)).toMatchObject({ id: "sandbox_1", status: "PENDING" });
    expect(await client.sandboxes.terminate("sandbox_1")).toMatchObject({ id: "sandbox_1" });
    const filter = { status: ["PENDING"], labels: { team: "a" } } as const;
    expect((await client.sandboxes.list({ first: 5, filter })).nodes).toMatchObject([{ id: "sandbox_1" }]);
    server.answers["sandbox"] = () => null;
    expect(await client.sandboxes.get("sandbox_none")).toBeNull();
    expect(server.asked("requestSandbox")).toMatchObject([{ input }]);
    expect(server.asked("terminateSandbox")).toEqual([{ id: "sandbox_1" }]);
    expect(server.asked("sandboxes")).toMatchObject([{ first: 5, filter }]);
  });

  it("let a task ask for the place that it runs in", async () => {
    server.answers["createTask"] = () => {
      throw refusal("UNAVAILABLE", { reason: "SANDBOXES_OFF" });
    };
    const input = { kind: "build", sandbox: { image: "acme/agent:1", resources: { memory: "1Gi" } } };
    await expect(client.createTask(input)).rejects.toMatchObject({ reason: "SANDBOXES_OFF" });
    expect(server.asked("createTask")).toMatchObject([{ input }]);
  });
});
