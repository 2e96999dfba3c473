import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../sdk/src/index.js";
import { eventually } from "../support/eventually.js";
import { SandboxMuster, scripted } from "../support/sandbox-muster.js";

/** A start with what is left, its tries and their waits, on a machine that is busy with other tests. */
const caseMs = 120_000;

let muster: SandboxMuster;
let directory: string;
/** A file that programs look for: with it they end well. */
let marker: string;
let count = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "muster-markers-"));
  await chmod(directory, 0o755);
  muster = await SandboxMuster.start({}, { isEmbedded: true });
}, caseMs);

beforeEach(() => {
  marker = join(directory, String((count += 1)));
});

afterAll(async () => {
  await muster?.close();
  await rm(directory, { recursive: true });
});

/** What the program does without the marker. */
const acts = {
  stays: `console.error("running"); setInterval(() => undefined, 1000);`,
  fails: "process.exit(3);",
  "stays whatever it is told": `process.on("SIGTERM", () => undefined); console.error("running"); setInterval(() => undefined, 1000);`,
};

function program(act: keyof typeof acts) {
  return scripted(
    `if (require("fs").existsSync(${JSON.stringify(marker)})) { console.log("1"); process.exit(0); } ${acts[act]}`,
  );
}

async function until(sandboxId: string, wanted: string): Promise<void> {
  for await (const { type } of muster.client.sandboxes.followEvents(sandboxId)) if (type === wanted) return;
  throw new Error(`The sandbox has ended without ${wanted}.`);
}

const anySandbox = (taskId: string): Promise<Sandbox> => muster.sandboxWhere(taskId, () => true);

/** Killed, it leaves all to the next, which is started then. */
async function restart(): Promise<void> {
  await muster.server.kill();
  await writeFile(marker, "");
  await eventually(async () => expect(await muster.processes()).toEqual([]));
  await muster.server.start();
}

async function expectDone(taskId: string): Promise<void> {
  expect(await muster.client.waitForTask(taskId)).toMatchObject({ status: "COMPLETED", output: 1 });
  for (const { id } of await muster.sandboxesOf(taskId)) {
    await muster.client.sandboxes.waitForEnd(id);
    const types = await muster.eventsOf(id);
    const ends = types.filter((type) => /_(SUCCEEDED|FAILED|TERMINATED|LOST)$/.test(type));
    expect(ends).toEqual(types.slice(-1));
  }
  await eventually(async () => expect(await muster.processes()).toEqual([]));
  await eventually(async () => expect(await muster.folders()).toEqual([]));
}

describe("a task in a sandbox of a process that is killed", () => {
  it.each<[string, keyof typeof acts, (taskId: string) => Promise<unknown>]>([
    ["as it is created", "stays", async () => undefined],
    ["as it has a sandbox", "stays", anySandbox],
    ["as its sandbox is ready", "stays", async (id) => until((await anySandbox(id)).id, "SANDBOX_READY")],
    ["while its program runs", "stays", async (id) => muster.hasWritten((await anySandbox(id)).id, "running")],
    ["as its program has failed", "fails", async (id) => until((await anySandbox(id)).id, "SANDBOX_FAILED")],
    [
      "as its sandbox is being terminated",
      "stays whatever it is told",
      async (taskId) => {
        const { id } = await anySandbox(taskId);
        await muster.hasWritten(id, "running");
        await muster.client.sandboxes.terminate(id);
        await until(id, "SANDBOX_TERMINATING");
      },
    ],
  ])(
    "%s is done after the next start, and nothing is left",
    async (_when, act, reach) => {
      const { id } = await muster.create(program(act), { maxRetries: 10 });
      await reach(id);
      await restart();
      await expectDone(id);
    },
    caseMs,
  );
});

describe("a sandbox of a process that is killed", () => {
  it(
    "is known to be lost as soon as the next has started, and its task is tried again at once",
    async () => {
      const { id } = await muster.create(program("stays"), { maxRetries: 1 });
      const sandbox = await anySandbox(id);
      await muster.hasWritten(sandbox.id, "running");
      const killedAtMs = Date.now();
      await restart();
      const startedAtMs = Date.now();
      expect(await muster.client.sandboxes.waitForEnd(sandbox.id)).toMatchObject({
        ...{ status: "LOST", reason: "HOST_LOST" },
      });
      expect(await muster.client.waitForTask(id)).toMatchObject({ status: "COMPLETED", attempt: 2 });
      // Sooner than by its silence, which is taken for death after 20 s; measured by what a start takes on this machine.
      expect(Date.now() - startedAtMs).toBeLessThan(3 * (startedAtMs - killedAtMs));
      await expectDone(id);
    },
    caseMs,
  );

  it(
    "and waited for nobody is begun by the next",
    async () => {
      const input = { command: ["node", "-e", "console.log('done')"], idempotencyKey: "waits" };
      const { id } = await muster.client.sandboxes.request(input);
      await restart();
      expect((await muster.client.sandboxes.request(input)).id).toBe(id);
      const ended = await muster.client.sandboxes.waitForEnd(id);
      expect(["SUCCEEDED", "LOST"]).toContain(ended.status);
      await eventually(async () => expect(await muster.folders()).toEqual([]));
    },
    caseMs,
  );

  it(
    "that is told to stop ends with it, in order, and leaves no folder",
    async () => {
      const { id } = await muster.create(program("stays"), { maxRetries: 1 });
      const sandbox = await anySandbox(id);
      await muster.hasWritten(sandbox.id, "running");
      await muster.server.stop();
      expect(await muster.processes()).toEqual([]);
      expect(await muster.folders()).toEqual([]);
      await writeFile(marker, "");
      await muster.server.start();
      expect(await muster.client.sandboxes.get(sandbox.id)).toMatchObject({ status: "LOST", reason: "HOST_LOST" });
      await expectDone(id);
    },
    caseMs,
  );
});
