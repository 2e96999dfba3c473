import { expect, test } from "vitest";
import { resources } from "../support/kubernetes-api/index.js";
import { ObjectStore } from "../support/kubernetes-api/store.js";
import { ApiWorld, podOf, podsPath, secretOf, secretsPath, type Said } from "../support/kubernetes-api-world.js";

function namesOf({ items }: Said): string[] {
  return items.map(({ metadata }) => metadata.name);
}

async function withSecrets(count: number): Promise<ApiWorld> {
  const world = await ApiWorld.start();
  for (let index = 0; index < count; index++) {
    const labels = { app: index % 2 === 0 ? "even" : "odd", ...(index === 0 && { first: "" }) };
    await world.ask("POST", secretsPath, {
      body: { ...secretOf(`s${index}`), metadata: { name: `s${index}`, labels } },
    });
  }
  return world;
}

test.each([
  ["app=even", ["s0", "s2"]],
  ["app==even", ["s0", "s2"]],
  ["app!=even", ["s1", "s3"]],
  ["app in (odd, other)", ["s1", "s3"]],
  ["app notin (odd)", ["s0", "s2"]],
  ["first", ["s0"]],
  ["!first", ["s1", "s2", "s3"]],
  ["app=even,!first", ["s2"]],
  ["absent!=x", ["s0", "s1", "s2", "s3"]],
  ["absent notin (x)", ["s0", "s1", "s2", "s3"]],
  ["first=", ["s0"]],
])("selects by labels %s", async (selector, names) => {
  const world = await withSecrets(4);
  const { body } = await world.ask("GET", `${secretsPath}?labelSelector=${encodeURIComponent(selector)}`);
  expect(namesOf(body)).toEqual(names);
});

test("refuses selectors that are none", async () => {
  const world = await ApiWorld.start();
  for (const selector of ["a=b=c", "a in x", "=b", "a,,b"])
    expect(
      (await world.ask("GET", `${secretsPath}?labelSelector=${encodeURIComponent(selector)}`)).code,
      selector,
    ).toBe(400);
  expect((await world.ask("GET", `${secretsPath}?fieldSelector=data.key%3Dx`)).body.message).toBe(
    "field label not supported: data.key",
  );
});

test("selects by name and by phase", async () => {
  const world = await ApiWorld.start();
  await world.runPod("a", "ok");
  await world.runPod("b", "forever");
  await world.podWhere("a", ({ status }) => status.phase === "Succeeded");
  await world.podWhere("b", ({ status }) => status.phase === "Running");
  const list = async (selector: string) =>
    namesOf((await world.ask("GET", `${podsPath}?fieldSelector=${encodeURIComponent(selector)}`)).body);
  expect(await list("metadata.name=b")).toEqual(["b"]);
  expect(await list("status.phase=Succeeded")).toEqual(["a"]);
  expect(await list("status.phase!=Succeeded,metadata.namespace=muster-sandboxes")).toEqual(["b"]);
});

test("lists one namespace or all, with the version that a watch goes on from", async () => {
  const world = await withSecrets(1);
  await world.ask("POST", "/api/v1/namespaces/default/secrets", { body: secretOf("elsewhere") });
  expect(namesOf((await world.ask("GET", secretsPath)).body)).toEqual(["s0"]);
  const all = await world.ask("GET", "/api/v1/secrets");
  expect(namesOf(all.body)).toEqual(["elsewhere", "s0"]);
  expect(all.body).toMatchObject({
    kind: "SecretList",
    apiVersion: "v1",
    metadata: { resourceVersion: String(world.api.version) },
  });
});

test("gives pages of one moment, whatever is written meanwhile", async () => {
  const world = await withSecrets(5);
  const first = await world.ask("GET", `${secretsPath}?limit=2`);
  expect(namesOf(first.body)).toEqual(["s0", "s1"]);
  expect(first.body.metadata).toMatchObject({ remainingItemCount: 3 });
  await world.ask("DELETE", `${secretsPath}/s3`);
  await world.ask("POST", secretsPath, { body: secretOf("s2a") });
  const second = await world.ask("GET", `${secretsPath}?limit=2&continue=${first.body.metadata.continue}`);
  expect(namesOf(second.body)).toEqual(["s2", "s3"]);
  expect(second.body.metadata.resourceVersion).toBe(first.body.metadata.resourceVersion);
  const third = await world.ask("GET", `${secretsPath}?limit=2&continue=${second.body.metadata.continue}`);
  expect(namesOf(third.body)).toEqual(["s4"]);
  expect(third.body.metadata).not.toHaveProperty("continue");
});

test("refuses a page whose moment is forgotten, and tells how to go on with newer ones", async () => {
  const world = await withSecrets(4);
  const first = await world.ask("GET", `${secretsPath}?limit=2`);
  await world.ask("DELETE", `${secretsPath}/s2`);
  world.api.compact();
  const second = await world.ask("GET", `${secretsPath}?limit=2&continue=${first.body.metadata.continue}`);
  expect(second).toMatchObject({
    code: 410,
    body: { reason: "Expired", message: expect.stringMatching(/^The provided continue parameter is too old/) },
  });
  const third = await world.ask("GET", `${secretsPath}?continue=${second.body.metadata.continue}`);
  expect(namesOf(third.body)).toEqual(["s3"]);
  expect((await world.ask("GET", `${secretsPath}?continue=nonsense`)).code).toBe(400);
});

test("does not list what is not yet, nor exactly what is forgotten", async () => {
  const world = await withSecrets(2);
  const { version } = world.api;
  expect(await world.ask("GET", `${secretsPath}?resourceVersion=${version + 1}`)).toMatchObject({
    code: 504,
    body: { details: { causes: [{ reason: "ResourceVersionTooLarge" }] } },
  });
  const exactly = `${secretsPath}?resourceVersion=${version - 1}&resourceVersionMatch=Exact`;
  expect(namesOf((await world.ask("GET", exactly)).body)).toEqual(["s0"]);
  world.api.compact();
  expect((await world.ask("GET", exactly)).code).toBe(410);
});

test("answers what pods use while they run, where there is a metrics server", async () => {
  const world = await ApiWorld.start();
  await world.ask("POST", podsPath, { body: podOf("a", "forever") });
  await world.podWhere("a", ({ status }) => status.phase === "Running");
  const path = "/apis/metrics.k8s.io/v1beta1/namespaces/muster-sandboxes/pods";
  expect((await world.ask("GET", `${path}/a`)).body).toMatchObject({
    kind: "PodMetrics",
    window: "15s",
    containers: [{ name: "main", usage: { cpu: "10000000n", memory: "20480Ki" } }],
  });
  expect(namesOf((await world.ask("GET", path)).body)).toEqual(["a"]);
  expect((await world.ask("GET", `${path}/b`)).code).toBe(404);
});

test("keeps a bounded history, however much is written", () => {
  const store = new ObjectStore(100);
  const object = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "a", namespace: "n", uid: "u", resourceVersion: "", creationTimestamp: "" },
  };
  for (let index = 0; index < 200_000; index++) {
    store.put(resources.secrets, { ...object, metadata: { ...object.metadata, name: `a${index}` } });
    store.remove(resources.secrets, { ...object, metadata: { ...object.metadata, name: `a${index}` } });
  }
  expect(store.size).toBe(0);
  const kept = store.changesSince(0);
  expect(kept.length).toBeGreaterThanOrEqual(100);
  expect(kept.length).toBeLessThan(200);
  expect(kept[0]?.version).toBe(store.compactedVersion + 1);
});
