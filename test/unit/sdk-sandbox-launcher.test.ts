import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Claim } from "../../sdk/src/sandbox/launcher-claim.js";
import { launch, type LaunchOptions } from "../../sdk/src/sandbox/launcher-run.js";
import { eventually } from "../support/eventually.js";
import { assignment, FakeMuster } from "../support/fake-muster.js";

let server: FakeMuster;
let directory: string;
let stop: AbortController;
let written: string;
let launching: Promise<number>;

beforeEach(async () => {
  server = await FakeMuster.start();
  directory = await mkdtemp(join(tmpdir(), "muster-launcher-"));
  stop = new AbortController();
  written = "";
});

afterEach(async () => {
  stop.abort();
  await launching;
  await server.stop();
  await rm(directory, { recursive: true });
});

const ofTask = () => ({ MUSTER_URL: server.url, MUSTER_API_KEY: "key", MUSTER_TASK_ID: "task_1", PLACE: "inside" });
const noFetch = () => Promise.reject(new Error("Nothing is to be fetched."));

/** Begins with a script for Node as the program. */
function begin(script: string | null, options: Partial<LaunchOptions> = {}): void {
  const stderr = new PassThrough();
  stderr.on("data", (chunk: Buffer) => (written += chunk.toString()));
  launching = launch({
    ...{ env: { ...ofTask(), PATH: process.env["PATH"] }, directory, stderr, signal: stop.signal },
    program: script === null ? [] : [process.execPath, "-e", script],
    fetch: noFetch,
    graceMs: 5_000,
    reconnect: { baseMs: 5, capMs: 20 },
    ...options,
  });
}

/** As `begin`, and gives it its task. */
async function beginTask(script: string | null, options: Partial<LaunchOptions> = {}, task = {}): Promise<void> {
  begin(script, options);
  await eventually(() => expect(server.subscribers("taskAssignments")).toBe(1));
  server.assign(assignment(1, { input: { words: ["a", "b"] }, ...task }));
}

const outputs = () =>
  server
    .asked("completeTasks")
    .flatMap(({ results }) => (results as { output: unknown }[]).map(({ output }) => output));
const failures = () => server.asked("reportTaskFailure").map(({ input }) => input as { errorMessage: string });

describe("a program that is run on a task", () => {
  it.each([
    ["JSON", "process.stdout.write('{\"count\": 2}\\n')", { count: 2 }],
    ["a text that is none", 'process.stdout.write("{two\\n")', "{two\n"],
    ["nothing", "", null],
    ["null", 'process.stdout.write("null")', null],
  ])("gives as its output what it writes: %s", async (_what, script, output) => {
    await beginTask(script);
    expect(await launching).toBe(0);
    expect(outputs()).toEqual([output]);
  });

  it("gets the task's input, its environment and its directory, and not the key", async () => {
    await beginTask(`
      const { MUSTER_API_KEY = "none", MUSTER_TASK_ID, PLACE } = process.env;
      const input = JSON.parse(require("fs").readFileSync(0, "utf8"));
      console.log(JSON.stringify({ input, MUSTER_API_KEY, MUSTER_TASK_ID, PLACE, here: process.cwd() }));`);
    expect(await launching).toBe(0);
    const told = { MUSTER_API_KEY: "none", MUSTER_TASK_ID: "task_1", PLACE: "inside" };
    expect(outputs()).toEqual([{ input: { words: ["a", "b"] }, here: directory, ...told }]);
  });

  it("need not read a large input, and its standard error is passed on", async () => {
    await beginTask('console.error("working"); process.stdout.write("1")', {}, { input: "x".repeat(1_000_000) });
    expect(await launching).toBe(0);
    expect(outputs()).toEqual([1]);
    expect(written).toBe("working\n");
  });

  it("fails the try with its exit code and the end of its standard error", async () => {
    await beginTask('console.error("é".repeat(2000)); console.error("Broken."); process.exitCode = 3');
    expect(await launching).toBe(3);
    const errorMessage = failures()[0]?.errorMessage ?? "";
    expect(errorMessage).toMatch(/^The program ended with exit code 3\.\né+\nBroken\.$/);
    expect(Buffer.byteLength(errorMessage)).toBeLessThan(1_100);
    expect(outputs()).toEqual([]);
  });

  it("fails the try when it is killed", async () => {
    await beginTask('process.kill(process.pid, "SIGKILL")');
    expect(await launching).toBe(137);
    expect(failures()).toMatchObject([{ errorMessage: "The program ended by SIGKILL." }]);
  });

  it("is ended when it writes more than can be an output", async () => {
    await beginTask('const more = () => process.stdout.write("x".repeat(1_000_000), more); more()');
    expect(await launching).toBe(143);
    expect(failures()).toMatchObject([{ errorMessage: expect.stringContaining("16 MiB") }]);
  });

  it("does not keep the launcher by what it leaves behind", async () => {
    await beginTask(`
      require("child_process").spawn("sleep", ["5"], { stdio: "inherit", detached: true }).unref();
      process.stdout.write("1"); process.exit(0)`);
    expect(await launching).toBe(0);
    expect(outputs()).toEqual([1]);
  });

  it("fails the task for good when it is not there, or there is none", async () => {
    await beginTask(null, { program: ["/no/such/program"] });
    expect(await launching).toBe(127);
    expect(failures()).toMatchObject([
      { retryable: false, errorMessage: expect.stringContaining("/no/such/program cannot be started") },
    ]);
    await beginTask(null);
    expect(await launching).toBe(1);
    expect(failures()[1]).toMatchObject({ retryable: false, errorMessage: expect.stringContaining("no program") });
  });
});

/** Tells when it runs, and when it is asked to end. */
const patient = (onTerm: string) => `
  process.on("SIGTERM", () => { console.error("asked"); ${onTerm} });
  setInterval(() => {}, 1000); console.error("running");`;
const running = () => eventually(() => expect(written).toContain("running"));

describe("a program that is wanted no more", () => {
  it("is asked to end when its task is cancelled, and nothing is reported", async () => {
    await beginTask(patient("process.exit(0)"));
    await running();
    server.push("agentCommands", { __typename: "CancelTask", taskId: "task_1", reason: "Not wanted." });
    expect(await launching).toBe(143);
    expect(written).toContain("asked");
    expect([outputs(), failures()]).toEqual([[], []]);
  });

  it("may end by itself when the sandbox is stopped, and has done its task then", async () => {
    await beginTask(patient('process.stdout.write("7"); process.exit(0)'));
    await running();
    stop.abort();
    expect(await launching).toBe(0);
    expect(outputs()).toEqual([7]);
  });

  it("is killed when it does not, and its try is made again", async () => {
    await beginTask(patient(""), { graceMs: 50 });
    await running();
    stop.abort();
    expect(await launching).toBe(137);
    const errorMessage = expect.stringContaining("The sandbox was told to end. The program ended by SIGKILL.");
    expect(failures()).toMatchObject([{ errorMessage, retryable: true }]);
  });

  it("is not begun when its task is gone", async () => {
    begin(patient(""));
    await eventually(() => expect(server.subscribers("taskAssignments")).toBe(1));
    server.complete("taskAssignments");
    expect(await launching).toBe(143);
    expect(written).toBe("");
  });

  it("is not begun when the server refuses its key", async () => {
    server.admits = () => false;
    begin(patient(""));
    expect(await launching).toBe(1);
    expect(written).toContain("refuses this sandbox");
  });
});

describe("a program without a task", () => {
  const alone = { env: { MUSTER_URL: "http://127.0.0.1:1", MUSTER_API_KEY: "key", PATH: process.env["PATH"] } };

  it("has the launcher's place, its key and its exit code", async () => {
    begin('require("fs").writeFileSync("seen", process.env.MUSTER_API_KEY); process.exitCode = 5', alone);
    expect(await launching).toBe(5);
    expect(await readFile(join(directory, "seen"), "utf8")).toBe("key");
  });

  it("is asked to end with the sandbox", async () => {
    begin(
      `process.on("SIGTERM", () => process.exit(9)); setInterval(() => {}, 1000);
       require("fs").writeFileSync("running", "");`,
      alone,
    );
    await eventually(() => readFile(join(directory, "running")));
    stop.abort();
    expect(await launching).toBe(9);
  });

  it("has to be there", async () => {
    begin(null, alone);
    expect(await launching).toBe(1);
    expect(written).toContain("no program to run");
    begin(null, { ...alone, program: ["/no/such/program"] });
    expect(await launching).toBe(127);
    expect(written).toContain("cannot be started");
  });
});

const claim: Claim = {
  ...{ sandboxId: "sandbox_1", apiKey: null, taskId: null, command: null, env: { PLACE: "claimed" } },
  args: [process.execPath, "main.cjs"],
  files: [
    { path: "main.cjs", base64: btoa('require("fs").writeFileSync("seen", JSON.stringify(process.env))') },
    { path: "config/settings.json", base64: btoa("{}") },
  ],
};

/** Answers one request after the other; the last one again and again. */
function pool(...answers: readonly ((signal?: AbortSignal | null) => Response | Promise<Response>)[]) {
  const left = [...answers];
  const send = vi.fn<typeof fetch>(async (_address, request) => {
    const answer = left.length > 1 ? left.shift() : left[0];
    if (!answer) throw new Error("The test says nothing.");
    return answer(request?.signal);
  });
  const env = { MUSTER_URL: server.url, MUSTER_POOL_KEY: "pool", PATH: process.env["PATH"], MUSTER_TASK_ID: "" };
  return { send, options: { env, fetch: send } };
}

const found =
  (some: Partial<Claim> = {}) =>
  () =>
    Response.json({ ...claim, ...some });
const status = (code: number) => () => new Response(null, { status: code });

describe("a container of the pool", () => {
  it("waits until it is claimed, then runs what the claim says", async () => {
    const { send, options } = pool(status(204), status(204), found());
    begin(null, options);
    expect(await launching).toBe(0);
    expect(send).toHaveBeenCalledTimes(3);
    const [address, request] = send.mock.calls[0] ?? [];
    expect(address).toBe(`${server.url}/sandboxes/claim`);
    expect(request?.headers).toMatchObject({ authorization: "Bearer pool" });
    const env = JSON.parse(await readFile(join(directory, "seen"), "utf8")) as Record<string, string>;
    expect(env).toMatchObject({ PLACE: "claimed", MUSTER_SANDBOX_ID: "sandbox_1", MUSTER_URL: server.url });
    expect(Object.keys(env)).not.toEqual(expect.arrayContaining(["MUSTER_POOL_KEY"]));
    expect(await readFile(join(directory, "config", "settings.json"), "utf8")).toBe("{}");
  });

  it("works on the task of the claim, with the key of the claim", async () => {
    const args = [process.execPath, "-e", 'process.stdout.write(JSON.stringify(process.env.MUSTER_API_KEY ?? "none"))'];
    const { options } = pool(found({ apiKey: "claimed-key", taskId: "task_1", args, files: [] }));
    await beginTask(null, options);
    expect(await launching).toBe(0);
    expect(outputs()).toEqual(["none"]);
    expect(server.connections).toEqual(["claimed-key"]);
  });

  it("asks again when the pool is busy or away", async () => {
    const away = (): Promise<never> => Promise.reject(new Error("connect ECONNREFUSED"));
    const { send, options } = pool(status(503), away, status(502), found());
    begin(null, options);
    expect(await launching).toBe(0);
    expect(send).toHaveBeenCalledTimes(4);
    expect(written).toMatch(/status 503\n.*ECONNREFUSED\n.*status 502\n/);
  });

  it("ends when the pool does not know it any more", async () => {
    const { send, options } = pool(status(401));
    begin(null, options);
    expect(await launching).toBe(1);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("ends when it is stopped, however long the pool lets it wait", async () => {
    const { send, options } = pool((signal) => new Promise((_, reject) => signal?.addEventListener("abort", reject)));
    begin(null, options);
    await eventually(() => expect(send).toHaveBeenCalled());
    stop.abort();
    expect(await launching).toBe(143);
  });

  it("refuses a claim that would fill its memory", async () => {
    const { options } = pool(() => new Response(new Uint8Array(5 * 1024 * 1024)));
    begin(null, options);
    expect(await launching).toBe(1);
    expect(written).toContain("too large");
  });

  it("writes no file outside of its directory, and runs nothing then", async () => {
    const { options } = pool(found({ files: [{ path: "../out", base64: "" }] }));
    begin(null, options);
    expect(await launching).toBe(1);
    expect(written).toContain("no path below the working directory");
  });
});
