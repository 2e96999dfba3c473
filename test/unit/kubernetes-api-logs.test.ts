import { request, type IncomingMessage } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { ApiWorld, podOf, podsPath } from "../support/kubernetes-api-world.js";
import { ManualClock } from "../support/manual-clock.js";

const startMs = Date.parse("2030-01-01T00:00:00Z");

/** A pod that has written so many lines of 20 bytes. */
async function written(
  lines: number,
  options: { dropAfterBytes?: number; runMs?: number | null } = {},
): Promise<{ world: ApiWorld; clock: ManualClock; log: (query?: string) => Promise<string> }> {
  const clock = new ManualClock(new Date(startMs));
  const { runMs = null, ...rest } = options;
  const world = await ApiWorld.start({
    clock,
    behave: () => ({ runMs, log: { bytes: lines * 20, lineBytes: 20, ...rest } }),
  });
  await world.runPod("a", "any");
  await eventually(async () => {
    clock.advance(0);
    expect((await world.pod("a"))?.status.phase).toBe("Running");
  });
  return { world, clock, log: async (query = "") => (await world.ask("GET", `${podsPath}/a/log?${query}`)).text };
}

function open(world: ApiWorld, query: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${world.api.access.token}` };
    const sent = request(`${world.api.url}${podsPath}/a/log?${query}`, { headers, agent: false }, resolve);
    sent.once("error", reject);
    onTestFinished(() => void sent.destroy());
    sent.end();
  });
}

test("gives the lines, with their instants where asked", async () => {
  const { log } = await written(3);
  expect(await log()).toBe("line 000000000 ....\nline 000000001 ....\nline 000000002 ....\n");
  expect((await log("timestamps=true")).split("\n").slice(0, 2)).toEqual([
    "2030-01-01T00:00:00.000000000Z line 000000000 ....",
    "2030-01-01T00:00:00.000001000Z line 000000001 ....",
  ]);
});

test("gives the end, the beginning, and what was written since", async () => {
  const { log, clock } = await written(5_000);
  expect(await log("tailLines=2")).toBe("line 000004998 ....\nline 000004999 ....\n");
  expect(await log("tailLines=0")).toBe("");
  expect(await log("limitBytes=30")).toBe("line 000000000 ....\nline 00000");
  const since = await log("sinceTime=2030-01-01T00:00:00.004998Z");
  expect(since).toBe("line 000004998 ....\nline 000004999 ....\n".replace("4998", "4998"));
  expect((await log("sinceTime=2030-01-01T00:00:00.004Z")).split("\n")).toHaveLength(1_001);
  clock.advance(10_000);
  expect(await log("sinceSeconds=5")).toBe("");
  expect((await log("sinceSeconds=10")).length).toBe(100_000);
});

test("refuses to say since two instants, and limits that are none", async () => {
  const { world } = await written(1);
  for (const query of [
    "sinceSeconds=1&sinceTime=2030-01-01T00:00:00Z",
    "tailLines=-1",
    "limitBytes=x",
    "sinceTime=yesterday",
  ])
    expect((await world.ask("GET", `${podsPath}/a/log?${query}`)).code, query).toBe(400);
});

test("follows until the container has ended", async () => {
  const { world, clock } = await written(2, { runMs: 60_000 });
  const response = await open(world, "follow=true");
  let text = "";
  let hasEnded = false;
  response.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
  response.once("end", () => (hasEnded = true));
  await eventually(() => expect(text.split("\n")).toHaveLength(3));
  expect(hasEnded).toBe(false);
  clock.advance(60_000);
  await eventually(() => expect(hasEnded).toBe(true));
});

test("says why there is no log yet", async () => {
  const world = await ApiWorld.start();
  await world.runPod("a", "pull-error");
  await world.podWhere("a", ({ status }) => status.containerStatuses?.[0]?.state.waiting?.reason === "ErrImagePull");
  const log = async (query = "") => world.ask("GET", `${podsPath}/a/log?${query}`);
  expect(await log()).toMatchObject({
    code: 400,
    body: {
      reason: "BadRequest",
      message: 'container "main" in pod "a" is waiting to start: trying and failing to pull image',
    },
  });
  expect((await log("container=other")).body.message).toBe("container other is not valid for pod a");
  expect((await log("previous=true")).body.message).toBe('previous terminated container "main" in pod "a" not found');
  expect((await world.ask("GET", `${podsPath}/b/log`)).code).toBe(404);
  await world.runPod("c", "unschedulable");
  expect((await world.ask("GET", `${podsPath}/c/log`)).body.message).toBe("pod c does not have a host assigned");
});

test("asks which container is meant", async () => {
  const world = await ApiWorld.start();
  const containers = ["main", "side"].map((name) => ({ name, image: "ok" }));
  await world.ask("POST", podsPath, { body: podOf("a", "", { containers }) });
  await world.podWhere("a", ({ status }) => status.phase === "Succeeded");
  expect((await world.ask("GET", `${podsPath}/a/log`)).body.message).toBe(
    "a container name must be specified for pod a, choose one of: [main side]",
  );
  expect((await world.ask("GET", `${podsPath}/a/log?container=side`)).code).toBe(200);
});

test("breaks off where it is told to, and all that read on command", async () => {
  const { world } = await written(1_000, { dropAfterBytes: 5_000 });
  const response = await open(world, "");
  let bytes = 0;
  let failure: Error | null = null;
  response.on("data", (chunk: Buffer) => (bytes += chunk.length));
  response.once("error", (error) => (failure = error));
  await eventually(() => expect(failure).toMatchObject({ code: "ECONNRESET" }));
  expect(bytes).toBe(5_000);
  const { world: second } = await written(1);
  const reader = await open(second, "follow=true");
  let broken: Error | null = null;
  reader.once("error", (error) => (broken = error));
  reader.resume();
  second.api.dropLogs();
  await eventually(() => expect(broken).toMatchObject({ code: "ECONNRESET" }));
});

test("streams a log of a hundred megabytes without holding it", async () => {
  const world = await ApiWorld.start();
  await world.runPod("a", "logs-100m");
  await world.podWhere("a", ({ status }) => status.phase === "Succeeded");
  const response = await open(world, "");
  const before = process.memoryUsage().rss;
  let bytes = 0;
  let most = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    most = Math.max(most, process.memoryUsage.rss() - before);
  }
  expect(bytes).toBe(Math.floor((100 * 1_024 * 1_024) / 100) * 100);
  expect(most).toBeLessThan(80 * 1_024 * 1_024);
});

test("waits for a reader that is slow", async () => {
  const { world } = await written(1_000_000);
  const response = await open(world, "");
  response.pause();
  const before = process.memoryUsage.rss();
  // Nothing but the server's own work happens meanwhile.
  for (let turn = 0; turn < 200; turn++) await world.ask("GET", `${podsPath}/a`);
  expect(process.memoryUsage.rss() - before).toBeLessThan(80 * 1_024 * 1_024);
});

test("keeps the log of the container before", async () => {
  const clock = new ManualClock(new Date(startMs));
  const world = await ApiWorld.start({
    clock,
    behave: () => ({ runMs: 0, exitCode: 1, log: { bytes: 20, lineBytes: 20 } }),
  });
  await world.ask("POST", podsPath, { body: podOf("a", "any", { restartPolicy: "Always" }) });
  await eventually(async () => {
    clock.advance(1_000);
    expect((await world.pod("a"))?.status.containerStatuses?.[0]?.restartCount).toBeGreaterThan(0);
  });
  expect((await world.ask("GET", `${podsPath}/a/log?previous=true`)).text).toBe("line 000000000 ....\n");
});
