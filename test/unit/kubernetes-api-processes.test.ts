import { expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { startKubernetesProcess } from "../support/kubernetes-api/own-process.js";
import type { Pod } from "../support/kubernetes-api/index.js";
import { ApiWorld, podsPath, secretOf, secretsPath } from "../support/kubernetes-api-world.js";
import { ManualClock } from "../support/manual-clock.js";

const node = process.execPath;

async function withProcesses(entrypoint: readonly string[] = []): Promise<ApiWorld> {
  return ApiWorld.start({ runProcesses: true, entrypoint });
}

async function run(world: ApiWorld, container: object, spec: object = {}): Promise<void> {
  const body = {
    metadata: { name: "a" },
    spec: { restartPolicy: "Never", containers: [{ name: "main", image: "muster-agent", ...container }], ...spec },
  };
  expect((await world.ask("POST", podsPath, { body })).code).toBe(201);
}

/** What it has written when it has ended. */
async function outputOf(world: ApiWorld, query = ""): Promise<string> {
  await world.podWhere("a", ({ status }) => status.phase === "Succeeded" || status.phase === "Failed");
  return (await world.ask("GET", `${podsPath}/a/log?${query}`)).text;
}

function endOf({ status }: Pod): unknown {
  return status.containerStatuses?.[0]?.state.terminated;
}

const isRunning = ({ status }: Pod): boolean => status.phase === "Running";

test("runs a command with its arguments and variables, and nothing of ours", async () => {
  const world = await withProcesses();
  await world.ask("POST", secretsPath, { body: secretOf("s", { key: "hidden" }) });
  const env = [
    { name: "PLAIN", value: "a b" },
    { name: "SECRET", valueFrom: { secretKeyRef: { name: "s", key: "key" } } },
    { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    { name: "BOTH", value: "$(PLAIN)-$(NONE)-$$(PLAIN)" },
  ];
  const script = "console.log(JSON.stringify([process.argv.slice(1), process.env]))";
  await run(world, { command: [node, "-e", script, "--"], args: ["$(SECRET)", "$$HOME"], env });
  const [args, variables] = JSON.parse(await outputOf(world)) as [string[], Record<string, string>];
  expect(args).toEqual(["hidden", "$HOME"]);
  expect(variables).toMatchObject({
    PLAIN: "a b",
    SECRET: "hidden",
    POD: "a",
    HOSTNAME: "a",
    BOTH: "a b-$(NONE)-$(PLAIN)",
  });
  expect(variables).not.toHaveProperty("VITEST");
});

test("runs the image's own program where there is no command", async () => {
  const world = await withProcesses([node, "-e", "console.log('entry', ...process.argv.slice(1))", "--"]);
  await run(world, { args: ["x"] });
  expect(await outputOf(world)).toBe("entry x\n");
});

test("lays out secrets and folders where they are mounted", async () => {
  const world = await withProcesses();
  await world.ask("POST", secretsPath, { body: secretOf("s", { one: "first", two: "second" }) });
  const volumes = [
    { name: "work", emptyDir: {} },
    {
      name: "files",
      secret: {
        secretName: "s",
        defaultMode: 0o400,
        items: [
          { key: "one", path: "f0" },
          { key: "two", path: "f1" },
        ],
      },
    },
  ];
  const volumeMounts = [
    { name: "work", mountPath: "/workspace" },
    { name: "files", mountPath: "/workspace/deep/a.txt", subPath: "f0" },
    { name: "files", mountPath: "/etc/secret" },
  ];
  const script = `
    const fs = require("node:fs");
    fs.writeFileSync("made.txt", "x");
    console.log(fs.readFileSync("deep/a.txt", "utf8"), fs.readFileSync(process.argv[1] + "/f1", "utf8"));
    console.log((fs.statSync("deep/a.txt").mode & 0o777).toString(8), fs.readFileSync(process.env.AT + "/made.txt", "utf8"));`;
  const env = [{ name: "AT", value: "/workspace" }];
  await run(
    world,
    { command: [node, "-e", script, "/etc/secret"], env, workingDir: "/workspace", volumeMounts },
    { volumes },
  );
  expect(await outputOf(world)).toBe("first second\n400 x\n");
});

test("keeps what is written to both streams", async () => {
  const world = await withProcesses();
  await run(world, { command: ["/bin/sh", "-c", "echo out; echo err >&2; echo late > /dev/stderr"] });
  expect((await outputOf(world)).split("\n").toSorted()).toEqual(["", "err", "late", "out"]);
});

test("keeps lines of any length, with instants that rise", async () => {
  const world = await withProcesses();
  const script = `console.log("first"); process.stdout.write("x".repeat(40000) + "\\nlast");`;
  await run(world, { command: [node, "-e", script] });
  expect(await outputOf(world)).toBe(`first\n${"x".repeat(40_000)}\nlast`);
  const stamped = await outputOf(world, "timestamps=true");
  const instants = stamped.split("\n").map((line) => line.split(" ")[0] ?? "");
  expect(instants).toHaveLength(3);
  for (const instant of instants) expect(instant).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
  expect(instants).toEqual([...new Set(instants)].toSorted());
  expect(await outputOf(world, `sinceTime=${instants.at(-1)}`)).toBe("last");
});

test("follows what is written while it is written", async () => {
  const world = await withProcesses();
  await run(world, {
    command: [
      node,
      "-e",
      "process.on('SIGTERM', () => { console.log('ending'); process.exit(0); }); console.log('begun'); setInterval(() => {}, 1000)",
    ],
  });
  await world.podWhere("a", isRunning);
  const following = world.ask("GET", `${podsPath}/a/log?follow=true`);
  await eventually(async () => expect((await world.ask("GET", `${podsPath}/a/log`)).text).toBe("begun\n"));
  await world.ask("DELETE", `${podsPath}/a`);
  expect((await following).text).toBe("begun\nending\n");
  await eventually(async () => expect(await world.pod("a")).toBeNull());
});

test.each([
  ["process.exit(7)", { exitCode: 7, reason: "Error" }],
  ["", { exitCode: 0, reason: "Completed" }],
  ["process.kill(process.pid, 'SIGKILL')", { exitCode: 137, reason: "Error" }],
])("tells how %j has ended", async (script, end) => {
  const world = await withProcesses();
  await run(world, { command: [node, "-e", script] });
  expect(endOf(await world.podWhere("a", (pod) => endOf(pod) !== undefined))).toMatchObject(end);
});

test("cannot start what is not there", async () => {
  const world = await withProcesses();
  await run(world, { command: ["/no/such/program"] });
  const pod = await world.podWhere("a", ({ status }) => status.phase === "Failed");
  expect(endOf(pod)).toMatchObject({
    exitCode: 128,
    reason: "StartError",
    message: expect.stringContaining("/no/such/program"),
  });
});

test("kills what is deaf to SIGTERM when its grace is over, with what it has started", async () => {
  const clock = new ManualClock();
  const world = await ApiWorld.start({ runProcesses: true, clock });
  const script = `
    process.on("SIGTERM", () => console.log("deaf"));
    const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    child.once("spawn", () => console.log(child.pid));
    setInterval(() => {}, 1000);`;
  await run(world, { command: [node, "-e", script] });
  await eventually(async () => {
    clock.advance(0);
    expect((await world.ask("GET", `${podsPath}/a/log`)).text).toMatch(/^\d+\n$/);
  });
  const pid = Number((await world.ask("GET", `${podsPath}/a/log`)).text);
  await world.ask("DELETE", `${podsPath}/a?gracePeriodSeconds=1`);
  await eventually(async () => expect((await world.ask("GET", `${podsPath}/a/log`)).text).toContain("deaf"));
  clock.advance(1_000);
  await eventually(async () => expect(await world.pod("a")).toBeNull());
  await eventually(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"));
});

test("ends what takes more memory, or more disk, than it may", async () => {
  const world = await withProcesses();
  const hungry = "const held = []; setInterval(() => held.push(Buffer.alloc(20_000_000, 1)), 20)";
  await run(world, { command: [node, "-e", hungry], resources: { limits: { memory: "150Mi" } } });
  expect(endOf(await world.podWhere("a", ({ status }) => status.phase === "Failed"))).toMatchObject({
    exitCode: 137,
    reason: "OOMKilled",
  });
  await world.ask("DELETE", `${podsPath}/a`);
  const writing = "require('node:fs').writeFileSync('big', Buffer.alloc(3_000_000)); setInterval(() => {}, 1000)";
  const volumes = [{ name: "work", emptyDir: {} }];
  const volumeMounts = [{ name: "work", mountPath: "/workspace" }];
  await run(
    world,
    {
      command: [node, "-e", writing],
      workingDir: "/workspace",
      volumeMounts,
      resources: { limits: { "ephemeral-storage": "1Mi" } },
    },
    { volumes },
  );
  const pod = await world.podWhere("a", ({ status }) => status.phase === "Failed");
  expect(pod.status).toMatchObject({
    reason: "Evicted",
    message: expect.stringContaining("total limit of containers 1Mi"),
  });
});

test("tells what it uses", async () => {
  const world = await withProcesses();
  await run(world, { command: [node, "-e", "setInterval(() => {}, 1000)"] });
  await eventually(async () => {
    const { body } = await world.ask("GET", "/apis/metrics.k8s.io/v1beta1/namespaces/muster-sandboxes/pods/a");
    expect(body).toMatchObject({
      containers: [{ usage: { memory: expect.stringMatching(/^\d{4,}Ki$/), cpu: expect.stringMatching(/^\d+n$/) } }],
    });
  });
});

test("runs scripted images beside processes", async () => {
  const world = await withProcesses();
  await world.runPod("b", "exit-3");
  expect(endOf(await world.podWhere("b", ({ status }) => status.phase === "Failed"))).toMatchObject({ exitCode: 3 });
});

test("is a process of its own where that is wanted", async () => {
  const double = await startKubernetesProcess({ isSecure: false });
  const { url, objects } = await double.report();
  expect(objects).toBe(3);
  expect((await fetch(`${url}/version`)).status).toBe(401);
  await double.stop();
  await expect(fetch(url)).rejects.toThrow("fetch failed");
  await double.stop();
});
