import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.js";
import { SandboxCluster } from "../support/sandbox-cluster.js";
import { SandboxMuster, scripted, staying } from "../support/sandbox-muster.js";

const image = "muster-agent:0.1.0";
const size = 2;

let cluster: SandboxCluster;
let muster: SandboxMuster;

beforeAll(async () => {
  cluster = await SandboxCluster.start();
  muster = await SandboxMuster.start({
    ...cluster.variables,
    AGENT_CONTAINER_IMAGE: image,
    MUSTER_SANDBOX_POOL: `${image}=${size}`,
  });
});

beforeEach(() => isFull());

afterAll(async () => {
  await muster?.close();
  await cluster?.stop();
});

/** Resolves when so many wait as are to, and nothing else is there. */
async function isFull(): Promise<void> {
  await eventually(() => {
    expect(cluster.pods.map(({ status }) => (status as { readonly phase: string }).phase)).toEqual(
      Array.from({ length: size }, () => "Running"),
    );
    for (const { metadata } of cluster.pods) expect(metadata.name).toMatch(/^muster-warm-/);
  });
  await eventually(async () => expect(await waitingCount()).toBe(size));
}

/** Of containers that were told nothing yet, as the server knows. */
async function waitingCount(): Promise<number> {
  const text = await (await fetch(`${muster.server.url}/metrics`)).text();
  return text
    .split("\n")
    .filter((line) => /^muster_sandbox_pool\w*\{.*state="ready"/.test(line))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

describe("a sandbox from the pool", () => {
  it("does a task, with its files and its key, and another takes its place", async () => {
    const before = cluster.pods.map(({ metadata }) => metadata.name);
    const script = `
      const { n } = JSON.parse(require("fs").readFileSync(0, "utf8"));
      console.log(JSON.stringify([n, require("fs").readFileSync("in/a.txt", "utf8"), process.env.MINE]));`;
    const place = scripted(script, { files: [{ path: "in/a.txt", text: "a" }], env: { MINE: "1" } });
    const { id } = await muster.create(place, { input: { n: 7 } });
    expect(await muster.client.waitForTask(id)).toMatchObject({ status: "COMPLETED", output: [7, "a", "1"] });
    const [sandbox] = await muster.sandboxesOf(id);
    const ended = await muster.client.sandboxes.waitForEnd(sandbox?.id ?? "");
    expect(ended).toMatchObject({ status: "SUCCEEDED", isFromPool: true, exitCode: 0 });
    expect(before).toContain(ended.connectionDetails?.pod);
    expect(await muster.eventsOf(ended.id)).toEqual([
      "SANDBOX_REQUESTED",
      "SANDBOX_PROVISIONING",
      "SANDBOX_READY",
      "SANDBOX_SUCCEEDED",
    ]);
  });

  it("runs a program alone, whose log and end are its own", async () => {
    const { id } = await muster.client.sandboxes.request({
      args: ["node", "-e", "console.log('alone'); process.exit(5)"],
    });
    expect(await muster.client.sandboxes.waitForEnd(id)).toMatchObject({
      ...{ status: "FAILED", reason: "EXIT_CODE", exitCode: 5, isFromPool: true },
    });
    expect(await muster.logOf(id)).toContain("alone\n");
  });

  it("ends when it is terminated, and when its task is cancelled", async () => {
    const { id } = await muster.client.sandboxes.request({ args: ["node", "-e", staying] });
    await muster.hasWritten(id, "running");
    await muster.client.sandboxes.terminate(id);
    expect(await muster.client.sandboxes.waitForEnd(id)).toMatchObject({ status: "TERMINATED", isFromPool: true });
    await isFull();
    const task = await muster.create(scripted(staying));
    const sandbox = await muster.sandboxWhere(task.id, ({ status }) => status === "READY");
    expect(sandbox.isFromPool).toBe(true);
    await muster.hasWritten(sandbox.id, "running");
    await muster.client.cancelTask(task.id);
    expect((await muster.client.sandboxes.waitForEnd(sandbox.id)).status).toMatch(/TERMINATED|FAILED/);
  });

  it.each([
    ["another image", { image: "muster-agent:9.9.9" }],
    ["more memory", { resources: { memory: "300Mi" } }],
    ["networks", { network: { egress: ["10.0.0.0/8"] } }],
  ])("is not what one gets who wants %s", async (_what, wish) => {
    const { id } = await muster.client.sandboxes.request({ args: ["node", "-e", "1"], ...wish });
    expect(await muster.client.sandboxes.waitForEnd(id)).toMatchObject({ status: "SUCCEEDED", isFromPool: false });
  });

  it("is there for as many as ask at once, for some of them", async () => {
    const tasks = await Promise.all([1, 2, 3, 4, 5].map(() => muster.create(scripted("console.log(1)"))));
    for (const { id } of tasks) {
      expect(await muster.client.waitForTask(id)).toMatchObject({ status: "COMPLETED", output: 1, attempt: 1 });
    }
    const sandboxes = (await Promise.all(tasks.map(({ id }) => muster.sandboxesOf(id)))).flat();
    expect(sandboxes).toHaveLength(5);
    expect(sandboxes.filter(({ isFromPool }) => isFromPool).length).toBeGreaterThanOrEqual(size);
    const pods = sandboxes.map(({ connectionDetails }) => connectionDetails?.pod);
    expect(new Set(pods).size).toBe(5);
  });

  it("is made anew when somebody deletes one that waits", async () => {
    const [pod] = cluster.pods;
    cluster.deletePod(pod?.metadata.name ?? "");
    await eventually(() => expect(cluster.pods.map(({ metadata }) => metadata.name)).not.toContain(pod?.metadata.name));
    await isFull();
  });
});
