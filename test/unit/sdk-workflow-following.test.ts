import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MusterClient, type Logger } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { FakeMuster, refusal } from "../support/fake-muster.js";
import { PushSource } from "../support/push-source.js";

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const at = "2026-01-01T00:00:00.000Z";

let server: FakeMuster;
let client: MusterClient;

beforeEach(async () => {
  server = await FakeMuster.start();
  client = new MusterClient({ url: server.url, token: "token", logger: silent });
});

afterEach(() => server.stop());

/** The log of a run: events by type, `seq` counted. */
const logOf = (...types: readonly string[]) =>
  types.map((type, index) => ({ seq: index + 1, type, at, data: {}, cursor: `c${index}`, runId: "run_1" }));

/** A subscription reads the log from `after` on, up to what there is by then; `sources` follow. */
function serveLog(log: ReturnType<typeof logOf>, limits: readonly number[] = []): PushSource[] {
  const sources: PushSource[] = [];
  server.answers["workflowRunEvents"] = ({ after }) => {
    const source = new PushSource();
    const end = limits[sources.length] ?? log.length;
    for (const event of log.slice(after as number, end)) source.push({ workflowRunEvents: event });
    sources.push(source);
    return source;
  };
  return sources;
}

const version = { id: "wfv_1", number: 1, contentHash: "0", createdBy: "user_1", createdAt: at };
const workflow = { id: "wf_1", name: "deploy", latestVersion: version, createdAt: at, updatedAt: at };

/** What `workflowRun` answers from now on. */
function stand(status: string, lastSeq: number, fields: Record<string, unknown> = {}): void {
  const trigger = { type: "MANUAL", context: {} };
  const rest = { labels: {}, priority: "NORMAL", allowedActions: [], createdBy: "user_1", createdAt: at };
  server.answers["workflowRun"] = () => ({
    ...{ id: "run_1", status, lastSeq, workflow, version, trigger },
    ...rest,
    ...fields,
  });
}

async function follow(after = 0): Promise<number[]> {
  const seen: number[] = [];
  for await (const { seq } of client.workflows.followRun("run_1", { after })) seen.push(seq);
  return seen;
}

describe("followRun", () => {
  it("reads the log, goes live, and ends with the run", async () => {
    stand("RUNNING", 2);
    const [, , , ...live] = logOf("RUN_CREATED", "STEP_STARTED", "STEP_COMPLETED", "STEP_SKIPPED", "RUN_COMPLETED");
    const sources = serveLog(logOf("RUN_CREATED", "STEP_STARTED", "STEP_COMPLETED"));
    const seen = follow(1);
    await eventually(() => expect(sources).toHaveLength(1));
    for (const event of live) sources[0]?.push({ workflowRunEvents: event });
    await expect(seen).resolves.toEqual([2, 3, 4, 5]);
    expect(server.asked("workflowRunEvents")).toEqual([{ runId: "run_1", after: 1 }]);
    await eventually(() => expect(server.openSockets).toBe(0));
  });

  it("resumes behind the last event that was read, when the socket breaks", async () => {
    stand("RUNNING", 1);
    serveLog(logOf("RUN_CREATED", "STEP_STARTED", "STEP_COMPLETED", "STEP_STARTED", "RUN_FAILED"), [2, 4]);
    const seen: number[] = [];
    for await (const { seq } of client.workflows.followRun("run_1")) {
      seen.push(seq);
      if (seq === 2 || seq === 4) server.drop();
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(server.asked("workflowRunEvents").map(({ after }) => after)).toEqual([0, 2, 4]);
  });

  it("goes on behind an ending that the run was retried after", async () => {
    stand("COMPLETED", 5);
    serveLog(logOf("RUN_CREATED", "RUN_FAILED", "RUN_RETRIED", "STEP_COMPLETED", "RUN_COMPLETED"));
    await expect(follow()).resolves.toEqual([1, 2, 3, 4, 5]);
  });

  it("is over at once behind the last event of a run that has ended", async () => {
    stand("CANCELLED", 5);
    serveLog([]);
    await expect(follow(5)).resolves.toEqual([]);
    expect(server.asked("workflowRunEvents")).toEqual([]);
  });

  it("ends when its signal aborts", async () => {
    stand("RUNNING", 1);
    const sources = serveLog(logOf("RUN_CREATED"));
    const leaving = new AbortController();
    const events = client.workflows.followRun("run_1", { after: 1, signal: leaving.signal });
    const next = events.next();
    await eventually(() => expect(sources).toHaveLength(1));
    leaving.abort();
    await expect(next).resolves.toEqual({ done: true, value: undefined });
  });

  it("throws where there is no such run, or what the server refuses", async () => {
    server.answers["workflowRun"] = () => null;
    await expect(follow()).rejects.toMatchObject({ code: "NOT_FOUND", reason: "RUN_NOT_FOUND" });
    stand("RUNNING", 1);
    server.answers["workflowRunEvents"] = () => {
      throw refusal("FORBIDDEN");
    };
    await expect(follow()).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("waitForRun", () => {
  it("answers the run once it has completed", async () => {
    stand("RUNNING", 3);
    const sources = serveLog([]);
    const waited = client.workflows.waitForRun<number>("run_1");
    await eventually(() => expect(sources).toHaveLength(1));
    stand("COMPLETED", 4, { output: 42 });
    const [, , , last] = logOf("", "", "", "RUN_COMPLETED");
    sources[0]?.push({ workflowRunEvents: last });
    await expect(waited).resolves.toMatchObject({ status: "COMPLETED", output: 42 });
    expect(server.asked("workflowRunEvents")).toEqual([{ runId: "run_1", after: 3 }]);
  });

  it("waits on when the run was retried meanwhile", async () => {
    stand("RUNNING", 1);
    const sources = serveLog([]);
    const waited = client.workflows.waitForRun("run_1");
    await eventually(() => expect(sources).toHaveLength(1));
    stand("RUNNING", 3);
    const [, failed, , completed] = logOf("", "RUN_FAILED", "", "RUN_COMPLETED");
    sources[0]?.push({ workflowRunEvents: failed });
    await eventually(() => expect(sources).toHaveLength(2));
    stand("COMPLETED", 4);
    sources[1]?.push({ workflowRunEvents: completed });
    await expect(waited).resolves.toMatchObject({ status: "COMPLETED" });
  });

  it("rejects with the signal's reason when it aborts, and leaves no socket", async () => {
    stand("RUNNING", 1);
    const sources = serveLog([]);
    const leaving = new AbortController();
    const waited = client.workflows.waitForRun("run_1", { signal: leaving.signal });
    await eventually(() => expect(sources).toHaveLength(1));
    leaving.abort(new Error("enough"));
    await expect(waited).rejects.toThrow("enough");
    await eventually(() => expect(server.openSockets).toBe(0));
  });

  it("rejects where there is no such run", async () => {
    server.answers["workflowRun"] = () => null;
    await expect(client.workflows.waitForRun("run_9")).rejects.toMatchObject({ reason: "RUN_NOT_FOUND" });
  });
});
