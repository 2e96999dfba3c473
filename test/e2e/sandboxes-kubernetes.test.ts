import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.js";
import { SandboxCluster } from "../support/sandbox-cluster.js";
import { SandboxMuster, scripted, staying } from "../support/sandbox-muster.js";

let cluster: SandboxCluster;
let muster: SandboxMuster;

const caseMs = 60_000;

beforeAll(async () => {
  cluster = await SandboxCluster.start({ nodes: ["node-1", "node-2"], evictionMs: 100 });
  muster = await SandboxMuster.start({ ...cluster.variables, MUSTER_SANDBOX_READY_TIMEOUT_MS: "20000" });
});

afterEach(() => cluster.isEmpty());

afterAll(async () => {
  await muster?.close();
  await cluster?.stop();
});

const answer = `console.log(JSON.parse(require("fs").readFileSync(0, "utf8")).length);`;

/** Of the newest try of a task, once its program has written that it runs: its sandbox, and the pod that it is. */
async function running(taskId: string, besides = ""): Promise<{ readonly id: string; readonly pod: string }> {
  const { id } = await muster.sandboxWhere(taskId, (one) => one.status === "READY" && one.id !== besides);
  await muster.hasWritten(id, "running");
  const { connectionDetails } = await muster.sandboxWhere(taskId, (one) => one.connectionDetails?.pod != null);
  return { id, pod: connectionDetails?.pod ?? "" };
}

describe("a task in a sandbox of a cluster", () => {
  it("is done in a Job, of which nothing is left", async () => {
    const script = `${answer} console.error("running", process.cwd(), require("fs").readFileSync("in/a.txt", "utf8"));`;
    const place = scripted(script, { files: [{ path: "in/a.txt", text: "from a file" }], labels: { team: "a" } });
    const { id } = await muster.create(place, { input: [1, 2, 3] });
    expect(await muster.client.waitForTask(id)).toMatchObject({ status: "COMPLETED", output: 3, attempt: 1 });
    const [sandbox] = await muster.sandboxesOf(id);
    expect(await muster.client.sandboxes.waitForEnd(sandbox?.id ?? "")).toMatchObject({
      ...{ status: "SUCCEEDED", exitCode: 0, host: "KUBERNETES", isFromPool: false, image: "muster-agent:latest" },
      connectionDetails: { namespace: "muster-sandboxes", pod: expect.any(String), address: expect.any(String) },
    });
    expect(await muster.logOf(sandbox?.id ?? "")).toContain("from a file");
    expect(await muster.eventsOf(sandbox?.id ?? "")).toEqual([
      "SANDBOX_REQUESTED",
      "SANDBOX_PROVISIONING",
      "SANDBOX_READY",
      "SANDBOX_SUCCEEDED",
    ]);
  });

  it("keeps its key to a Secret, as long as it runs", async () => {
    const { id } = await muster.create(scripted(staying));
    const { pod } = await running(id);
    expect(cluster.pods.map(({ metadata }) => metadata.name)).toEqual([pod]);
    expect(JSON.stringify([cluster.jobs, cluster.pods])).not.toMatch(/muster_[a-z]+_[A-Za-z0-9_-]{20}/);
    await muster.client.cancelTask(id);
  });

  it("fails with the exit code and the words of its program", async () => {
    const { id } = await muster.create({ command: ["node", "-e", "console.error('no luck'); process.exit(3)"] });
    expect(await muster.client.waitForTask(id)).toMatchObject({
      status: "QUARANTINED",
      lastError: { message: expect.stringMatching(/^EXIT_CODE: [^]*no luck$/) },
    });
    const [sandbox] = await muster.sandboxesOf(id);
    expect(sandbox).toMatchObject({ status: "FAILED", reason: "EXIT_CODE", exitCode: 3 });
  });

  it.each([
    ["invalid-image", "IMAGE_INVALID", "IMAGE_INVALID"],
    ["evicted", "EVICTED", "EVICTED"],
    ["oom", "OUT_OF_MEMORY", "OUT_OF_MEMORY"],
    ["start-error", "START_FAILED", "START_FAILED"],
  ])("of the image %s fails as %s", async (image, reason) => {
    const { id } = await muster.create({ image });
    expect(await muster.client.waitForTask(id)).toMatchObject({
      status: "QUARANTINED",
      lastError: { message: expect.stringMatching(new RegExp(`^${reason}: `)) },
    });
    expect(await muster.sandboxesOf(id)).toMatchObject([{ status: "FAILED", reason }]);
  });

  it(
    "of an image that cannot be pulled says so when its patience ends",
    async () => {
      const { id } = await muster.create({ image: "pull-error" });
      expect(await muster.client.waitForTask(id)).toMatchObject({
        status: "QUARANTINED",
        lastError: { message: expect.stringContaining("IMAGE_PULL_FAILED") },
      });
    },
    caseMs,
  );

  it("is tried again when somebody deletes its pod", async () => {
    const { id } = await muster.create(scripted(staying), { maxRetries: 1 });
    const first = await running(id);
    cluster.deletePod(first.pod);
    const second = await running(id, first.id);
    // FAILED where the machine has yet told how its program ended.
    expect(await muster.client.sandboxes.waitForEnd(first.id)).toMatchObject({ reason: "DELETED" });
    expect(await muster.client.task(id)).toMatchObject({ status: "RUNNING", attempt: 2 });
    await muster.client.cancelTask(id);
    await muster.client.sandboxes.waitForEnd(second.id);
  });

  it("is tried elsewhere when its node is lost, whose program cannot say anything for it any more", async () => {
    const { id } = await muster.create(scripted(staying), { maxRetries: 1 });
    const first = await running(id);
    const node = cluster.nodeOf(first.pod);
    cluster.api.killNode(node);
    const second = await running(id, first.id);
    expect(await muster.client.sandboxes.waitForEnd(first.id)).toMatchObject({ status: "LOST", reason: "NODE_LOST" });
    expect(await muster.client.task(id)).toMatchObject({ status: "RUNNING", attempt: 2 });
    await muster.client.cancelTask(id);
    await muster.client.sandboxes.waitForEnd(second.id);
    cluster.api.restoreNode(node);
  });
});

describe("a cluster that has no room or is away", () => {
  it("lets a task wait where a quota is used up, which counts no try", async () => {
    const lift = cluster.limitJobs(0);
    const { id } = await muster.create(scripted(answer), { input: [1] });
    const sandbox = await muster.sandboxWhere(id, ({ status }) => status === "PENDING");
    lift();
    expect(await muster.client.waitForTask(id)).toMatchObject({ status: "COMPLETED", output: 1, attempt: 1 });
    expect(await muster.eventsOf(sandbox.id)).toEqual(
      expect.arrayContaining(["SANDBOX_POSTPONED", "SANDBOX_READY", "SANDBOX_SUCCEEDED"]),
    );
  });

  it(
    "lets tasks wait while its API is away, and what runs go on",
    async () => {
      const before = await muster.create(
        scripted(`console.error("running"); setTimeout(() => { ${answer} }, 3_000);`),
        {
          input: [1, 2],
        },
      );
      await running(before.id);
      await cluster.api.refuseConnections();
      const during = await muster.create(scripted(answer), { input: [1] });
      expect(await muster.client.waitForTask(before.id)).toMatchObject({ status: "COMPLETED", output: 2, attempt: 1 });
      expect(await muster.client.task(during.id)).toMatchObject({ status: expect.stringMatching(/QUEUED|ASSIGNED/) });
      await cluster.api.acceptConnections();
      expect(await muster.client.waitForTask(during.id)).toMatchObject({ status: "COMPLETED", output: 1 });
    },
    caseMs,
  );
});

describe("a sandbox of a cluster that is terminated", () => {
  it.each(["unschedulable", "slow"])("while it is provisioned, with the image %s, is gone", async (image) => {
    const { id } = await muster.client.sandboxes.request({ image });
    await eventually(() => expect(cluster.pods).toHaveLength(1));
    await muster.client.sandboxes.terminate(id);
    expect(await muster.client.sandboxes.waitForEnd(id)).toMatchObject({ status: "TERMINATED", reason: "REQUESTED" });
    await cluster.isEmpty();
  });

  it("while it runs is given its grace", async () => {
    const script = `process.on("SIGTERM", () => { console.log("ending"); process.exit(0); }); ${staying}`;
    const { id } = await muster.client.sandboxes.request({ command: ["node", "-e", script] });
    await muster.hasWritten(id, "running");
    await muster.client.sandboxes.terminate(id);
    expect(await muster.client.sandboxes.waitForEnd(id)).toMatchObject({ status: "TERMINATED", reason: "REQUESTED" });
    expect(await muster.logOf(id)).toBe("running\nending\n");
  });
});
