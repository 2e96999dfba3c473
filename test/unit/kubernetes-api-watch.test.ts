import { request } from "node:http";
import { CoreV1Api, KubeConfig, makeInformer, type V1Pod } from "@kubernetes/client-node";
import { expect, onTestFinished, test } from "vitest";
import { startKubernetesApi } from "../support/kubernetes-api/index.js";
import { eventually } from "../support/eventually.js";
import { ApiWorld, namespace, podOf, podsPath, secretOf, secretsPath } from "../support/kubernetes-api-world.js";
import { ManualClock } from "../support/manual-clock.js";

interface Told {
  readonly type: string;
  readonly object: {
    readonly kind: string;
    readonly code?: number;
    readonly message?: string;
    readonly metadata: { readonly name: string; readonly resourceVersion: string; readonly annotations?: object };
  };
}

interface Watching {
  readonly told: Told[];
  /** As `ADDED a`. */
  readonly short: () => string[];
  readonly end: () => "open" | "ended" | "broken";
  readonly code: Promise<number>;
  pause(): void;
}

/** A watch as it comes over the wire. */
function watch(world: ApiWorld, path: string, query = ""): Watching {
  const told: Told[] = [];
  let state: "open" | "ended" | "broken" = "open";
  let rest = "";
  const headers = { authorization: `Bearer ${world.api.access.token}` };
  let answered: (code: number) => void;
  const code = new Promise<number>((resolve) => (answered = resolve));
  const sent = request(`${world.api.url}${path}?watch=true&${query}`, { headers, agent: false }, (response) => {
    answered(response.statusCode ?? 0);
    response.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk.toString("utf8")).split("\n");
      rest = lines.pop() ?? "";
      told.push(...lines.map((line) => JSON.parse(line) as Told));
    });
    response.once("end", () => (state = "ended"));
    response.once("error", () => (state = "broken"));
  });
  sent.once("error", () => (state = "broken"));
  sent.end();
  onTestFinished(() => void sent.destroy());
  const short = (): string[] => told.map(({ type, object }) => `${type} ${object.metadata?.name ?? object.code}`);
  return { told, short, end: () => state, code, pause: () => sent.on("response", (response) => response.pause()) };
}

const make = (world: ApiWorld, name: string, labels: object = {}) =>
  world.ask("POST", secretsPath, { body: { ...secretOf(name), metadata: { name, labels } } });
const label = (world: ApiWorld, name: string, labels: object) =>
  world.ask("PATCH", `${secretsPath}/${name}`, {
    body: { metadata: { labels } },
    type: "application/merge-patch+json",
  });

test("tells each change behind a version, in order and once", async () => {
  const world = await ApiWorld.start();
  await make(world, "a");
  const { version } = world.api;
  await make(world, "b");
  await label(world, "b", { x: "y" });
  const watching = watch(world, secretsPath, `resourceVersion=${version}`);
  await eventually(() => expect(watching.short()).toEqual(["ADDED b", "MODIFIED b"]));
  await world.ask("DELETE", `${secretsPath}/a`);
  await world.ask("POST", "/api/v1/namespaces/default/secrets", { body: secretOf("elsewhere") });
  await eventually(() => expect(watching.short()).toEqual(["ADDED b", "MODIFIED b", "DELETED a"]));
  const versions = watching.told.map(({ object }) => Number(object.metadata.resourceVersion));
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  expect(versions.at(-1)).toBeGreaterThan(version);
});

test("tells what is there first when no version is named, and marks its end where asked", async () => {
  const world = await ApiWorld.start();
  await make(world, "b");
  await make(world, "a");
  const plain = watch(world, secretsPath);
  const marked = watch(
    world,
    secretsPath,
    "sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan",
  );
  await eventually(() => expect(plain.short()).toEqual(["ADDED a", "ADDED b"]));
  await eventually(() => expect(marked.told.map(({ type }) => type)).toEqual(["ADDED", "ADDED", "BOOKMARK"]));
  expect(marked.told[2]?.object.metadata.annotations).toEqual({ "k8s.io/initial-events-end": "true" });
});

test("adds and deletes for a client what begins and ceases to match its selector", async () => {
  const world = await ApiWorld.start();
  const watching = watch(world, secretsPath, "labelSelector=x%3Dy");
  await watching.code;
  await make(world, "a");
  await label(world, "a", { x: "y" });
  await label(world, "a", { z: "z" });
  await label(world, "a", { x: null });
  await world.ask("DELETE", `${secretsPath}/a`);
  await make(world, "b", { x: "y" });
  await eventually(() => expect(watching.short()).toEqual(["ADDED a", "MODIFIED a", "DELETED a", "ADDED b"]));
});

test("refuses a version that is forgotten with an error among the events", async () => {
  const world = await ApiWorld.start();
  const { version } = world.api;
  await make(world, "a");
  world.api.compact();
  const watching = watch(world, secretsPath, `resourceVersion=${version}`);
  await eventually(() => expect(watching.end()).toBe("ended"));
  expect(await watching.code).toBe(200);
  expect(watching.told).toMatchObject([{ type: "ERROR", object: { kind: "Status", code: 410, reason: "Expired" } }]);
  expect(watching.told[0]?.object.message).toMatch(/^too old resource version: \d+ \(\d+\)$/);
  const fresh = watch(world, secretsPath, `resourceVersion=${world.api.version}`);
  await make(world, "b");
  await eventually(() => expect(fresh.short()).toEqual(["ADDED b"]));
});

test("refuses it as a whole where a server does so", async () => {
  const world = await ApiWorld.start();
  const { version } = world.api;
  await make(world, "a");
  world.api.compact();
  world.api.faults.next({ verb: "watch" }, { kind: "status", code: 410, reason: "Expired" });
  expect(await watch(world, secretsPath, `resourceVersion=${version}`).code).toBe(410);
});

test("sends bookmarks to who asks, and ends a watch when its time is over", async () => {
  const clock = new ManualClock();
  const world = await ApiWorld.start({ clock, bookmarkMs: 60_000 });
  const asking = watch(
    world,
    secretsPath,
    `allowWatchBookmarks=true&timeoutSeconds=90&resourceVersion=${world.api.version}`,
  );
  const silent = watch(world, secretsPath, `timeoutSeconds=300&resourceVersion=${world.api.version}`);
  await Promise.all([asking.code, silent.code]);
  await world.runPod("elsewhere", "unschedulable");
  clock.advance(60_000);
  await eventually(() => expect(asking.told).toMatchObject([{ type: "BOOKMARK", object: { kind: "Secret" } }]));
  expect(Number(asking.told[0]?.object.metadata.resourceVersion)).toBe(world.api.version);
  clock.advance(30_000);
  await eventually(() => expect(asking.end()).toBe("ended"));
  expect(silent).toMatchObject({ told: [] });
  expect(silent.end()).toBe("open");
});

test("is dropped, silenced, garbled and ended on command", async () => {
  const world = await ApiWorld.start();
  const dropped = watch(world, secretsPath);
  await dropped.code;
  world.api.dropWatches();
  await eventually(() => expect(dropped.end()).toBe("broken"));
  const silenced = watch(world, secretsPath, "allowWatchBookmarks=true");
  await silenced.code;
  world.api.silenceWatches();
  const spoken = watch(world, secretsPath);
  await spoken.code;
  await make(world, "a");
  world.api.sendBookmarks();
  await eventually(() => expect(spoken.short()).toContain("ADDED a"));
  expect(silenced.told).toEqual([]);
  expect(silenced.end()).toBe("open");
  world.api.endWatches();
  await eventually(() => expect([silenced.end(), spoken.end()]).toEqual(["ended", "ended"]));
  expect(world.api.watches).toEqual([]);
});

test("begins, where it is told to, and tells nothing; or tells what is no event", async () => {
  const world = await ApiWorld.start();
  const of = { verb: "watch", resource: "secrets" } as const;
  for (const kind of ["silent", "garbage", "half"] as const) world.api.faults.next(of, { kind });
  const silent = watch(world, secretsPath);
  expect(await silent.code).toBe(200);
  const garbled = await world.ask("GET", `${secretsPath}?watch=true&timeoutSeconds=1`);
  expect(() => JSON.parse(garbled.text) as unknown).toThrow("JSON");
  const broken = watch(world, secretsPath);
  await eventually(() => expect(broken.end()).toBe("broken"));
  await make(world, "a");
  world.api.sendBookmarks();
  const spoken = watch(world, secretsPath);
  await eventually(() => expect(spoken.short()).toEqual(["ADDED a"]));
  expect([silent.told, silent.end()]).toEqual([[], "open"]);
});

test("drops a client that does not read what it is told", async () => {
  const world = await ApiWorld.start({ maxWatchBytes: 100_000 });
  const watching = watch(world, secretsPath);
  watching.pause();
  await watching.code;
  const annotations = { a: "x".repeat(200_000) };
  let count = 0;
  // What the sockets of both ends hold comes on top.
  while (world.api.watches.length > 0 && count < 200)
    await world.ask("POST", secretsPath, { body: { metadata: { name: `s${count++}`, annotations } } });
  expect(world.api.watches).toEqual([]);
});

test("feeds the client's informers, through a compaction too", async () => {
  const api = await startKubernetesApi();
  onTestFinished(() => api.stop());
  const config = new KubeConfig();
  config.loadFromString(api.kubeconfig());
  const core = config.makeApiClient(CoreV1Api);
  const informer = makeInformer<V1Pod>(config, `/api/v1/namespaces/${namespace}/pods`, () =>
    core.listNamespacedPod({ namespace }),
  );
  const phases: string[] = [];
  informer.on("add", ({ metadata }) => phases.push(`add ${metadata?.name}`));
  informer.on("update", ({ status }) => phases.push(`update ${status?.phase}`));
  informer.on("delete", ({ metadata }) => phases.push(`delete ${metadata?.name}`));
  await informer.start();
  onTestFinished(() => informer.stop());
  await core.createNamespacedPod({ namespace, body: podOf("a", "ok") });
  await eventually(() => expect(phases).toContain("update Succeeded"));
  expect(phases.filter((phase, index) => phase !== phases[index - 1])).toEqual([
    "add a",
    "update Pending",
    "update Running",
    "update Succeeded",
  ]);
  api.endWatches();
  api.compact();
  await core.deleteNamespacedPod({ namespace, name: "a" });
  await eventually(() => expect(phases.at(-1)).toBe("delete a"));
});

test("watches one object by its name", async () => {
  const world = await ApiWorld.start();
  const watching = watch(world, podsPath, "fieldSelector=metadata.name%3Da");
  await watching.code;
  await world.runPod("b", "ok");
  await world.runPod("a", "ok");
  await eventually(() => expect(watching.short().length).toBeGreaterThan(3));
  expect(watching.short().every((line) => line.endsWith(" a"))).toBe(true);
});
