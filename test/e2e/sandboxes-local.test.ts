import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.js";
import { scripted, SandboxMuster, staying } from "../support/sandbox-muster.js";

let muster: SandboxMuster;

beforeAll(async () => {
  muster = await SandboxMuster.start({ MUSTER_SANDBOX_COST_PER_CPU_SECOND: "0.5" });
});

afterAll(() => muster?.close());

/** Of a try whose program has written that it runs. */
async function running(taskId: string): Promise<string> {
  const { id } = await muster.sandboxWhere(taskId, ({ status }) => status === "READY");
  await muster.hasWritten(id, "running");
  return id;
}

describe("a task in a sandbox of this machine", () => {
  it("is done by its program, with its output, its log and its cost", async () => {
    const script = `
      const { name } = JSON.parse(require("fs").readFileSync(0, "utf8"));
      console.error("greeting", name);
      console.log(JSON.stringify({ said: "Hello " + name, file: require("fs").readFileSync("in/a.txt", "utf8") }));`;
    const place = scripted(script, { files: [{ path: "in/a.txt", text: "from a file" }] });
    const { id } = await muster.create(place, { input: { name: "Ada" } });
    const task = await muster.client.waitForTask(id);
    expect(task).toMatchObject({
      status: "COMPLETED",
      output: { said: "Hello Ada", file: "from a file" },
      attempt: 1,
    });
    const [sandbox, ...others] = await muster.sandboxesOf(id);
    expect(others).toEqual([]);
    const ended = await muster.client.sandboxes.waitForEnd(sandbox?.id ?? "");
    expect(ended).toMatchObject({
      ...{ status: "SUCCEEDED", reason: null, exitCode: 0, host: "LOCAL", isFromPool: false, task: { id } },
      ...{ filePaths: ["in/a.txt"], usage: { cpuMs: expect.any(Number), peakMemoryBytes: expect.any(Number) } },
    });
    const tookMs = Date.parse(ended.finishedAt ?? "") - Date.parse(ended.readyAt ?? "");
    // A quarter of a core, unless it asks for more.
    expect(ended.cost).toBeCloseTo((tookMs / 1_000) * 0.25 * 0.5, 2);
    expect(await muster.logOf(ended.id)).toContain("greeting Ada\n");
    expect(await muster.eventsOf(ended.id)).toEqual([
      "SANDBOX_REQUESTED",
      "SANDBOX_PROVISIONING",
      "SANDBOX_READY",
      "SANDBOX_SUCCEEDED",
    ]);
  });

  it("fails with what its program has said, each try in a sandbox of its own, and is quarantined", async () => {
    const script = `console.error("no", "compiler"); process.exit(3)`;
    const { id } = await muster.create(scripted(script), { maxRetries: 2 });
    expect(await muster.client.waitForTask(id)).toMatchObject({
      status: "QUARANTINED",
      attempt: 3,
      lastError: { message: expect.stringMatching(/exit code 3\.\nno compiler$/) },
    });
    const attempts = await muster.client.taskAttempts(id);
    expect(attempts?.map(({ outcome }) => outcome)).toEqual(["FAILED", "FAILED", "QUARANTINED"]);
    await eventually(async () =>
      expect((await muster.sandboxesOf(id)).map(({ status, reason, exitCode }) => [status, reason, exitCode])).toEqual([
        ["FAILED", "EXIT_CODE", 3],
        ["FAILED", "EXIT_CODE", 3],
        ["FAILED", "EXIT_CODE", 3],
      ]),
    );
  });

  it("takes its sandbox with it when it is cancelled", async () => {
    const { id } = await muster.create(scripted(staying));
    const sandboxId = await running(id);
    await muster.client.cancelTask(id);
    const ended = await muster.client.sandboxes.waitForEnd(sandboxId);
    expect(["FAILED", "TERMINATED"]).toContain(ended.status);
    expect(await muster.client.task(id)).toMatchObject({ status: "CANCELLED" });
  });

  it("is ended when it takes longer than it may", async () => {
    const { id } = await muster.create(scripted(staying), { timeoutMs: 3_000 });
    expect(await muster.client.waitForTask(id)).toMatchObject({
      status: "QUARANTINED",
      lastError: { message: expect.stringMatching(/^The try ran longer than/) },
    });
    const [sandbox] = await muster.sandboxesOf(id);
    const ended = await muster.client.sandboxes.waitForEnd(sandbox?.id ?? "");
    expect(["FAILED", "TERMINATED"]).toContain(ended.status);
  });

  it("is tried again when its sandbox is terminated", async () => {
    const { id } = await muster.create(scripted(staying), { maxRetries: 1 });
    const first = await running(id);
    await muster.client.sandboxes.terminate(first);
    expect(await muster.client.sandboxes.waitForEnd(first)).toMatchObject({
      status: "TERMINATED",
      reason: "REQUESTED",
    });
    const second = (await muster.sandboxWhere(id, (one) => one.id !== first && one.status === "READY")).id;
    expect(await muster.client.task(id)).toMatchObject({ attempt: 2 });
    await muster.client.sandboxes.terminate(second);
    expect(await muster.client.waitForTask(id)).toMatchObject({
      status: "QUARANTINED",
      attempt: 2,
      lastError: { message: expect.stringMatching(/REQUESTED|told to end/) },
    });
    expect(await muster.eventsOf(second)).toEqual([
      "SANDBOX_REQUESTED",
      "SANDBOX_PROVISIONING",
      "SANDBOX_READY",
      "SANDBOX_TERMINATING",
      "SANDBOX_TERMINATED",
    ]);
  });

  it("fails as OUT_OF_MEMORY when its program takes more than it may", async () => {
    const script = `const kept = []; setInterval(() => kept.push(Buffer.alloc(32 << 20, 1)), 20);`;
    const { id } = await muster.create(scripted(script, { resources: { memory: "256Mi" } }));
    expect(await muster.client.waitForTask(id)).toMatchObject({
      status: "QUARANTINED",
      lastError: { message: expect.stringMatching(/^OUT_OF_MEMORY: It used more than 256Mi of memory/) },
    });
    const [sandbox] = await muster.sandboxesOf(id);
    expect(sandbox).toMatchObject({ status: "FAILED", reason: "OUT_OF_MEMORY" });
  });

  it.each([
    ["command of the sandbox", { command: ["/no/such/program"] }, /^START_FAILED: There is no program/],
    ["program of the launcher", { args: ["/no/such/program"] }, /\/no\/such\/program cannot be started/],
    ["program at all", {}, /no program/i],
  ])("is not tried again where there is no %s", async (_what, place, message) => {
    const { id } = await muster.create(place, { maxRetries: 3 });
    const task = await muster.client.waitForTask(id);
    expect(task).toMatchObject({ status: "QUARANTINED", attempt: 1 });
    expect(task.lastError?.message).toMatch(message);
  });

  it("fails as DEADLINE_EXCEEDED when its sandbox's time is over", async () => {
    const { id } = await muster.create(scripted(staying, { timeoutMs: 2_000 }));
    expect(await muster.client.waitForTask(id)).toMatchObject({
      status: "QUARANTINED",
      lastError: { message: expect.stringMatching(/^DEADLINE_EXCEEDED: /) },
    });
    const [sandbox] = await muster.sandboxesOf(id);
    expect(sandbox).toMatchObject({ status: "FAILED", reason: "DEADLINE_EXCEEDED" });
  });

  it("is one of a workflow's steps", async () => {
    const kind = await muster.newKind();
    const double = `console.log(JSON.parse(require("fs").readFileSync(0, "utf8")) * 2)`;
    const steps = [
      { id: "double", kind, input: "${ input.number }", sandbox: scripted(double) },
      { id: "again", kind, needs: ["double"], input: "${ steps.double.output }", sandbox: scripted(double) },
    ];
    await muster.client.workflows.define({ name: "doubling", definition: { steps } });
    const { id } = await muster.client.workflows.start({ workflow: "doubling", input: { number: 21 } });
    await muster.client.workflows.waitForRun(id);
    expect((await muster.client.workflows.step(id, "again"))?.output).toBe(84);
  });

  it("leaves no process and no folder behind", async () => {
    const { id } = await muster.create(scripted(staying));
    await running(id);
    expect(await muster.processes()).not.toEqual([]);
    expect(await muster.folders()).not.toEqual([]);
    await muster.client.cancelTask(id);
    await eventually(async () => expect(await muster.processes()).toEqual([]));
    await eventually(async () => expect(await muster.folders()).toEqual([]));
  });
});
