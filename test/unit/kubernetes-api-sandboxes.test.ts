import { expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { resources, type KubeObject, type KubernetesApiOptions, type Pod } from "../support/kubernetes-api/index.js";
import { ApiWorld, podsPath } from "../support/kubernetes-api-world.js";
import { ManualClock } from "../support/manual-clock.js";

/** https://github.com/kubernetes-sigs/agent-sandbox, docs/api.md */
const path = "/apis/agents.x-k8s.io/v1alpha1/namespaces/muster-sandboxes/sandboxes";

function sandboxOf(name: string, image: string, spec: object = {}): object {
  const podTemplate = {
    metadata: { labels: { a: "b" } },
    spec: { restartPolicy: "Never", containers: [{ name: "main", image }] },
  };
  return {
    apiVersion: "agents.x-k8s.io/v1alpha1",
    kind: "Sandbox",
    metadata: { name },
    spec: { podTemplate, ...spec },
  };
}

async function started(
  body: object,
  options: KubernetesApiOptions = {},
): Promise<{ world: ApiWorld; find: () => KubeObject | undefined; ready: () => unknown }> {
  const world = await ApiWorld.start({ hasSandboxes: true, ...options });
  expect((await world.ask("POST", path, { body })).code).toBe(201);
  const find = () => world.api.list(resources.sandboxes)[0];
  return { world, find, ready: () => (find()?.status?.["conditions"] as readonly object[] | undefined)?.[0] };
}

test("makes a pod of the Sandbox's name, and is ready with it", async () => {
  const { world, find, ready } = await started(sandboxOf("a", "forever"));
  await eventually(() => expect(ready()).toMatchObject({ type: "Ready", status: "True", reason: "DependenciesReady" }));
  const pod = (await world.pod("a")) as Pod;
  expect(pod.metadata).toMatchObject({
    labels: { a: "b" },
    ownerReferences: [{ kind: "Sandbox", name: "a", controller: true }],
  });
  expect(find()).toMatchObject({
    spec: { replicas: 1, shutdownPolicy: "Retain" },
    status: { replicas: 1, podIPs: [pod.status.podIP] },
  });
});

test("makes the pod again when it is deleted", async () => {
  const { world, ready } = await started(sandboxOf("a", "forever"));
  await eventually(() => expect(ready()).toMatchObject({ status: "True" }));
  const before = (await world.pod("a"))?.metadata.uid;
  world.api.deletePod("muster-sandboxes", "a", 0);
  await world.podWhere("a", ({ metadata }) => metadata.uid !== before);
});

test("has no pod without replicas", async () => {
  const { world, ready } = await started(sandboxOf("a", "forever"));
  await eventually(() => expect(ready()).toMatchObject({ status: "True" }));
  await world.ask("PATCH", `${path}/a`, { body: { spec: { replicas: 0 } }, type: "application/merge-patch+json" });
  await eventually(async () => expect(await world.pod("a")).toBeNull());
  await eventually(() => expect(ready()).toMatchObject({ status: "False" }));
});

test("takes its pod away at the shutdown time, and is kept or not", async () => {
  for (const shutdownPolicy of ["Retain", "Delete"]) {
    const clock = new ManualClock();
    const shutdownTime = new Date(clock.now().getTime() + 1_000).toISOString();
    const body = sandboxOf("a", "forever", { shutdownTime, shutdownPolicy });
    const { world, find, ready } = await started(body, { clock });
    await eventually(() => {
      clock.advance(0);
      expect(ready()).toMatchObject({ status: "True" });
    });
    clock.advance(1_000);
    await eventually(async () => expect(await world.pod("a")).toBeNull());
    if (shutdownPolicy === "Delete") expect(find()).toBeUndefined();
    else expect(ready()).toMatchObject({ status: "False", reason: "SandboxExpired" });
  }
});

test("goes with its pod", async () => {
  const { world, ready } = await started(sandboxOf("a", "forever"));
  await eventually(() => expect(ready()).toMatchObject({ status: "True" }));
  await world.ask("DELETE", `${path}/a`, { body: { propagationPolicy: "Foreground" } });
  await eventually(async () =>
    expect([(await world.ask("GET", podsPath)).body.items, world.api.list(resources.sandboxes)]).toEqual([[], []]),
  );
});

test("tells why there is no pod", async () => {
  const world = await ApiWorld.start({ hasSandboxes: true });
  const quotas = "/api/v1/namespaces/muster-sandboxes/resourcequotas";
  await world.ask("POST", quotas, { body: { metadata: { name: "none" }, spec: { hard: { pods: "0" } } } });
  await world.ask("POST", path, { body: sandboxOf("a", "ok") });
  await eventually(() =>
    expect(world.api.list(resources.sandboxes)[0]?.status).toMatchObject({
      conditions: [{ status: "False", message: expect.stringContaining("exceeded quota: none") }],
    }),
  );
  await world.ask("DELETE", `${quotas}/none`);
  await world.podWhere("a", ({ status }) => status.phase === "Succeeded");
});

test.each([
  [{ replicas: 2 }, 422],
  [{ shutdownPolicy: "Maybe" }, 422],
  [{ shutdownTime: "soon" }, 422],
  [{ lifecycle: {} }, 400],
  [{ podTemplate: { spec: { containers: [{ name: "main", image: "ok", bogus: 1 }] } } }, 400],
  [{ podTemplate: { metadata: { name: "a" }, spec: { containers: [] } } }, 400],
])("takes no Sandbox with %j", async (spec, code) => {
  const world = await ApiWorld.start({ hasSandboxes: true });
  expect((await world.ask("POST", path, { body: sandboxOf("a", "ok", spec) })).code).toBe(code);
});

test("is replaced only by who says which version it has seen, and merged by no strategy", async () => {
  const { world } = await started(sandboxOf("a", "forever"));
  expect((await world.ask("PUT", `${path}/a`, { body: sandboxOf("a", "ok") })).code).toBe(422);
  const type = "application/strategic-merge-patch+json";
  expect((await world.ask("PATCH", `${path}/a`, { body: { spec: { replicas: 0 } }, type })).code).toBe(415);
  expect((await world.apply(`${path}/a`, sandboxOf("a", "forever"))).code).toBe(200);
});
