import { expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { resources } from "../support/kubernetes-api/index.js";
import {
  jobOf,
  jobsPath,
  ApiWorld,
  namespace,
  podsPath,
  secretOf,
  secretsPath,
} from "../support/kubernetes-api-world.js";
import { ManualClock } from "../support/manual-clock.js";

/** A secret that names others as its owners. */
function owned(name: string, uids: readonly string[], blocks = true): object {
  const ownerReferences = uids.map((uid) => ({
    apiVersion: "v1",
    kind: "Secret",
    name: "owner",
    uid,
    blockOwnerDeletion: blocks,
  }));
  return { metadata: { name, ownerReferences } };
}

async function family(): Promise<{ world: ApiWorld; names: () => string[] }> {
  const world = await ApiWorld.start();
  const { body } = await world.ask("POST", secretsPath, { body: secretOf("owner") });
  await world.ask("POST", secretsPath, { body: owned("child", [body.metadata.uid]) });
  const names = () => world.api.list(resources.secrets).map(({ metadata }) => metadata.name);
  return { world, names };
}

test("deletes at once what nothing keeps, and says so", async () => {
  const world = await ApiWorld.start();
  const { body } = await world.ask("POST", secretsPath, { body: secretOf("a") });
  expect(await world.ask("DELETE", `${secretsPath}/a`)).toMatchObject({
    code: 200,
    body: { kind: "Status", status: "Success", details: { name: "a", kind: "secrets", uid: body.metadata.uid } },
  });
  expect((await world.ask("DELETE", `${secretsPath}/a`)).code).toBe(404);
});

test("deletes only the object that is meant", async () => {
  const world = await ApiWorld.start();
  const { body } = await world.ask("POST", secretsPath, { body: secretOf("a") });
  const by = (preconditions: object) => world.ask("DELETE", `${secretsPath}/a`, { body: { preconditions } });
  expect(await by({ uid: "another" })).toMatchObject({
    code: 409,
    body: { reason: "Conflict", message: expect.stringContaining("Precondition failed: UID") },
  });
  expect((await by({ resourceVersion: "1" })).code).toBe(409);
  expect((await by({ uid: body.metadata.uid, resourceVersion: body.metadata.resourceVersion })).code).toBe(200);
});

test("keeps an object until its finalizers are gone, and lets none be added", async () => {
  const world = await ApiWorld.start();
  await world.ask("POST", secretsPath, { body: { metadata: { name: "a", finalizers: ["muster.dev/kept"] } } });
  const { body } = await world.ask("DELETE", `${secretsPath}/a`);
  expect(body.metadata).toMatchObject({ deletionTimestamp: expect.any(String), deletionGracePeriodSeconds: 0 });
  const type = "application/merge-patch+json";
  const set = (finalizers: readonly string[]) =>
    world.ask("PATCH", `${secretsPath}/a`, { body: { metadata: { finalizers } }, type });
  expect((await set(["muster.dev/kept", "muster.dev/more"])).code).toBe(422);
  expect((await world.ask("GET", `${secretsPath}/a`)).code).toBe(200);
  expect((await set([])).code).toBe(200);
  expect((await world.ask("GET", `${secretsPath}/a`)).code).toBe(404);
});

test("takes the dependents away behind their owner", async () => {
  const { world, names } = await family();
  expect(
    (await world.ask("DELETE", `${secretsPath}/owner`, { body: { propagationPolicy: "Background" } })).body,
  ).toMatchObject({ status: "Success" });
  expect(names()).not.toContain("owner");
  await eventually(() => expect(names()).toEqual([]));
});

test("takes the dependents away before their owner", async () => {
  const { world, names } = await family();
  await world.ask("PATCH", `${secretsPath}/child`, {
    body: { metadata: { finalizers: ["muster.dev/kept"] } },
    type: "application/merge-patch+json",
  });
  const { body } = await world.ask("DELETE", `${secretsPath}/owner`, { body: { propagationPolicy: "Foreground" } });
  expect(body.metadata).toMatchObject({ finalizers: ["foregroundDeletion"], deletionTimestamp: expect.any(String) });
  await eventually(() =>
    expect(
      world.api.list(resources.secrets).find(({ metadata }) => metadata.name === "child")?.metadata.deletionTimestamp,
    ).toBeDefined(),
  );
  expect(names()).toContain("owner");
  await world.ask("PATCH", `${secretsPath}/child`, {
    body: { metadata: { finalizers: null } },
    type: "application/merge-patch+json",
  });
  await eventually(() => expect(names()).toEqual([]));
});

test("waits before an owner's end only for those that block it", async () => {
  const world = await ApiWorld.start();
  const { body } = await world.ask("POST", secretsPath, { body: secretOf("owner") });
  const child = owned("child", [body.metadata.uid], false) as { metadata: object };
  await world.ask("POST", secretsPath, { body: { metadata: { ...child.metadata, finalizers: ["muster.dev/kept"] } } });
  await world.ask("DELETE", `${secretsPath}/owner`, { body: { propagationPolicy: "Foreground" } });
  await eventually(() =>
    expect(world.api.list(resources.secrets).map(({ metadata }) => metadata.name)).toEqual(["child"]),
  );
});

test("leaves orphans, which name their owner no more", async () => {
  const { world, names } = await family();
  await world.ask("DELETE", `${secretsPath}/owner`, { body: { propagationPolicy: "Orphan" } });
  await eventually(() => expect(names()).toEqual(["child"]));
  expect(world.api.list(resources.secrets)[0]?.metadata).not.toHaveProperty("ownerReferences");
});

test("keeps what another owner still has, and takes away what names owners that never were", async () => {
  const world = await ApiWorld.start();
  const [first, second] = await Promise.all(
    ["one", "two"].map(
      async (name) => (await world.ask("POST", secretsPath, { body: secretOf(name) })).body.metadata.uid,
    ),
  );
  await world.ask("POST", secretsPath, { body: owned("child", [first ?? "", second ?? ""]) });
  await world.ask("POST", secretsPath, { body: owned("stray", ["4c2a3f10-0000-4000-8000-000000000000"]) });
  await world.ask("DELETE", `${secretsPath}/one`);
  await eventually(() => {
    const left = world.api.list(resources.secrets);
    expect(left.map(({ metadata }) => metadata.name).toSorted()).toEqual(["child", "two"]);
    expect(
      left.find(({ metadata }) => metadata.name === "child")?.metadata.ownerReferences?.map(({ uid }) => uid),
    ).toEqual([second]);
  });
});

test("leaves the pods of a Job that is deleted without saying how, and warns", async () => {
  const world = await ApiWorld.start();
  await world.ask("POST", jobsPath, { body: jobOf("a", "ok") });
  const pod = await world.podOfJob("a");
  await world.podWhere(pod.metadata.name, ({ status }) => status.phase === "Succeeded");
  const { headers } = await world.ask("DELETE", `${jobsPath}/a`);
  expect(headers["warning"]).toContain("child pods are preserved by default when jobs are deleted");
  await eventually(async () => expect((await world.ask("GET", `${jobsPath}/a`)).code).toBe(404));
  const left = await world.podWhere(pod.metadata.name, ({ metadata }) => metadata.ownerReferences === undefined);
  expect(left.metadata).not.toHaveProperty("deletionTimestamp");
});

test("gives a running pod its grace, which can only be shortened", async () => {
  const clock = new ManualClock();
  const world = await ApiWorld.start({ clock });
  await world.runPod("a", "ignores-term", { terminationGracePeriodSeconds: 20 });
  await eventually(() => {
    clock.advance(0);
    expect(world.api.list(resources.pods)[0]?.status?.["phase"]).toBe("Running");
  });
  const at = clock.now().getTime();
  const whole = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
  const first = await world.ask("DELETE", `${podsPath}/a`);
  expect(first).toMatchObject({
    code: 200,
    body: { kind: "Pod", metadata: { deletionGracePeriodSeconds: 20, deletionTimestamp: whole(at + 20_000) } },
  });
  expect(
    (await world.ask("DELETE", `${podsPath}/a`, { body: { gracePeriodSeconds: 25 } })).body.metadata,
  ).toMatchObject({ deletionGracePeriodSeconds: 20 });
  expect((await world.ask("DELETE", `${podsPath}/a?gracePeriodSeconds=5`)).body.metadata).toMatchObject({
    deletionGracePeriodSeconds: 5,
  });
  await eventually(() => expect(world.api.list(resources.pods)[0]?.metadata.deletionGracePeriodSeconds).toBe(5));
  clock.advance(4_999);
  expect((await world.pod("a"))?.metadata.deletionTimestamp).toBeDefined();
  clock.advance(1);
  await eventually(async () => expect(await world.pod("a")).toBeNull());
});

test("needs no grace for a pod that no node has, that has ended, or that is forced away", async () => {
  const world = await ApiWorld.start();
  for (const [name, image] of [
    ["a", "unschedulable"],
    ["b", "ok"],
    ["c", "forever"],
  ] as const)
    await world.runPod(name, image);
  await world.podWhere("b", ({ status }) => status.phase === "Succeeded");
  await world.podWhere("c", ({ status }) => status.phase === "Running");
  for (const name of ["a", "b"]) await world.ask("DELETE", `${podsPath}/${name}`);
  await world.ask("DELETE", `${podsPath}/c?gracePeriodSeconds=0`);
  expect(world.api.list(resources.pods)).toEqual([]);
});

test("deletes a selection", async () => {
  const world = await ApiWorld.start();
  for (const name of ["a", "b", "c"])
    await world.ask("POST", secretsPath, { body: { metadata: { name, labels: { kept: String(name === "b") } } } });
  const { code, body } = await world.ask("DELETE", `${secretsPath}?labelSelector=kept%3Dfalse`);
  expect({ code, names: body.items.map(({ metadata }) => metadata.name) }).toEqual({ code: 200, names: ["a", "c"] });
  expect(world.api.list(resources.secrets).map(({ metadata }) => metadata.name)).toEqual(["b"]);
});

test("empties a namespace before it is gone, and takes nothing new into it", async () => {
  const world = await ApiWorld.start();
  await world.ask("POST", secretsPath, { body: { metadata: { name: "a", finalizers: ["muster.dev/kept"] } } });
  await world.runPod("b", "forever");
  expect((await world.ask("DELETE", `/api/v1/namespaces/${namespace}`)).code).toBe(200);
  await eventually(async () =>
    expect((await world.ask("GET", `/api/v1/namespaces/${namespace}`)).body).toMatchObject({
      status: { phase: "Terminating" },
    }),
  );
  expect(await world.ask("POST", secretsPath, { body: secretOf("c") })).toMatchObject({
    code: 403,
    body: {
      details: { causes: [{ reason: "NamespaceTerminating" }] },
      message: expect.stringContaining("because it is being terminated"),
    },
  });
  await world.ask("PATCH", `${secretsPath}/a`, {
    body: { metadata: { finalizers: null } },
    type: "application/merge-patch+json",
  });
  await eventually(async () => expect((await world.ask("GET", `/api/v1/namespaces/${namespace}`)).code).toBe(404));
});

test("refuses a way of propagation that there is not", async () => {
  const world = await ApiWorld.start();
  await world.ask("POST", secretsPath, { body: secretOf("a") });
  expect((await world.ask("DELETE", `${secretsPath}/a?propagationPolicy=Sideways`)).code).toBe(422);
});
