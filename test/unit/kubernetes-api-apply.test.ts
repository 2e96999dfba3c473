import { expect, test } from "vitest";
import type { ObjectMeta } from "../support/kubernetes-api/index.js";
import { jobOf, jobsPath, ApiWorld, secretsPath } from "../support/kubernetes-api-world.js";

/** https://kubernetes.io/docs/reference/using-api/server-side-apply/ */

function secret(data: Readonly<Record<string, string>>, metadata: object = {}): object {
  const encoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString("base64")]);
  return { apiVersion: "v1", kind: "Secret", metadata: { name: "a", ...metadata }, data: Object.fromEntries(encoded) };
}

function managersOf({ managedFields = [] }: ObjectMeta): string[] {
  return managedFields.map(({ manager, operation }) => `${manager} ${operation}`);
}

test("makes an object that is not there, and finds it the next time", async () => {
  const world = await ApiWorld.start();
  const first = await world.apply(`${jobsPath}/a`, jobOf("a", "forever"));
  expect(first.code).toBe(201);
  expect(first.body.metadata.managedFields).toEqual([
    expect.objectContaining({
      manager: "muster",
      operation: "Apply",
      apiVersion: "batch/v1",
      fieldsType: "FieldsV1",
      fieldsV1: {
        "f:spec": {
          "f:backoffLimit": {},
          "f:template": {
            "f:spec": {
              "f:restartPolicy": {},
              "f:containers": { 'k:{"name":"main"}': { ".": {}, "f:name": {}, "f:image": {} } },
            },
          },
        },
      },
    }),
  ]);
  const again = await world.apply(`${jobsPath}/a`, jobOf("a", "forever"));
  expect(again.code).toBe(200);
  expect(again.body.metadata.uid).toBe(first.body.metadata.uid);
});

test("writes nothing when the same is applied again", async () => {
  const world = await ApiWorld.start();
  const first = await world.apply(`${secretsPath}/a`, secret({ key: "1" }));
  const { version } = world.api;
  expect((await world.apply(`${secretsPath}/a`, secret({ key: "1" }))).body.metadata).toEqual(first.body.metadata);
  expect(world.api.version).toBe(version);
});

test("removes what the manager applied before and does not now", async () => {
  const world = await ApiWorld.start();
  await world.apply(`${secretsPath}/a`, secret({ kept: "1", gone: "2" }, { labels: { a: "b" } }));
  const { body } = await world.apply(`${secretsPath}/a`, secret({ kept: "1" }));
  expect(Object.keys(body["data"] as object)).toEqual(["kept"]);
  expect(body.metadata).not.toHaveProperty("labels");
});

test("leaves to each manager what it applies", async () => {
  const world = await ApiWorld.start();
  await world.apply(`${secretsPath}/a`, secret({ ours: "1" }));
  await world.apply(`${secretsPath}/a`, secret({ theirs: "2" }), { manager: "other" });
  const { body } = await world.apply(`${secretsPath}/a`, secret({ further: "3" }));
  expect(Object.keys(body["data"] as object).toSorted()).toEqual(["further", "theirs"]);
  expect(managersOf(body.metadata).toSorted()).toEqual(["muster Apply", "other Apply"]);
});

test("refuses what another manager wants otherwise, and takes it over when forced", async () => {
  const world = await ApiWorld.start();
  await world.apply(`${secretsPath}/a`, secret({ key: "1" }), { manager: "other" });
  expect(await world.apply(`${secretsPath}/a`, secret({ key: "2" }))).toMatchObject({
    code: 409,
    body: {
      reason: "Conflict",
      message: 'Apply failed with 1 conflict: conflict with "other": .data.key',
      details: { causes: [{ reason: "FieldManagerConflict", field: ".data.key" }] },
    },
  });
  const { code, body } = await world.apply(`${secretsPath}/a`, secret({ key: "2" }), { force: true });
  expect({ code, data: body["data"] }).toEqual({ code: 200, data: { key: Buffer.from("2").toString("base64") } });
  expect(managersOf(body.metadata)).toEqual(["muster Apply"]);
});

test("shares a field among managers that want the same of it", async () => {
  const world = await ApiWorld.start();
  await world.apply(`${secretsPath}/a`, secret({ key: "1" }), { manager: "other" });
  expect((await world.apply(`${secretsPath}/a`, secret({ key: "1" }))).code).toBe(200);
  const { body } = await world.apply(`${secretsPath}/a`, secret({}));
  expect(Object.keys(body["data"] as object)).toEqual(["key"]);
});

test("conflicts with what was written by other means", async () => {
  const world = await ApiWorld.start();
  await world.apply(`${jobsPath}/a`, jobOf("a", "forever", { suspend: true }));
  const type = "application/merge-patch+json";
  await world.ask("PATCH", `${jobsPath}/a?fieldManager=kubectl-edit`, { body: { spec: { suspend: false } }, type });
  const { code, body } = await world.apply(`${jobsPath}/a`, jobOf("a", "forever", { suspend: true }));
  expect(code).toBe(409);
  expect(body.message).toBe('Apply failed with 1 conflict: conflict with "kubectl-edit" using batch/v1: .spec.suspend');
});

test("merges lists by the identity of their items, and replaces other lists", async () => {
  const world = await ApiWorld.start();
  const container = (env: readonly object[]): object => {
    const template = {
      spec: { restartPolicy: "Never", containers: [{ name: "main", image: "forever", args: ["a", "b"], env }] },
    };
    return jobOf("a", "", { suspend: true, template });
  };
  const dry = async (body: object, manager: string) => world.apply(`${jobsPath}/a`, body, { manager });
  await dry(container([{ name: "A", value: "1" }]), "muster");
  // A second manager that adds a variable would change the template, which a Job does not allow.
  const { code, body } = await dry(container([{ name: "B", value: "2" }]), "other");
  expect(code).toBe(422);
  expect(body.message).toContain('"env":[{"name":"A","value":"1"},{"name":"B","value":"2"}]');
  expect(body.message).toContain('"args":["a","b"]');
});

test("does not let a Job's template be applied otherwise", async () => {
  const world = await ApiWorld.start();
  await world.apply(`${jobsPath}/a`, jobOf("a", "forever"));
  expect(await world.apply(`${jobsPath}/a`, jobOf("a", "ok"), { force: true })).toMatchObject({
    code: 422,
    body: { reason: "Invalid", message: expect.stringContaining("spec.template: Invalid value") },
  });
});

test("takes no apply without a manager, of another name, with managed fields or unknown ones", async () => {
  const world = await ApiWorld.start();
  const type = "application/apply-patch+yaml";
  expect(await world.ask("PATCH", `${secretsPath}/a`, { body: secret({}), type })).toMatchObject({
    code: 422,
    body: { message: expect.stringContaining("fieldManager: Required value: is required for apply patch") },
  });
  expect((await world.apply(`${secretsPath}/b`, secret({}))).code).toBe(400);
  expect((await world.apply(`${secretsPath}/a`, secret({}, { managedFields: [] }))).body.message).toBe(
    "metadata.managedFields must be nil",
  );
  expect((await world.apply(`${secretsPath}/a`, { ...secret({}), datum: {} })).body.message).toContain(
    'unknown field "datum"',
  );
  expect((await world.apply(`${secretsPath}/a`, { data: {} })).code).toBe(400);
  const merge = await world.ask("PATCH", `${secretsPath}/a?force=true`, {
    body: {},
    type: "application/merge-patch+json",
  });
  expect(merge.body.message).toContain("force: Forbidden");
});

test("takes YAML", async () => {
  const world = await ApiWorld.start();
  const body = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n  key: text\n";
  const reply = await world.apply(`${secretsPath}/a`, body);
  expect(reply).toMatchObject({ code: 201, body: { data: { key: Buffer.from("text").toString("base64") } } });
});

test("applies only to the version and the object that it names", async () => {
  const world = await ApiWorld.start();
  const { body } = await world.apply(`${secretsPath}/a`, secret({ key: "1" }));
  const { uid, resourceVersion } = body.metadata;
  expect((await world.apply(`${secretsPath}/a`, secret({ key: "2" }, { resourceVersion, uid }))).code).toBe(200);
  expect((await world.apply(`${secretsPath}/a`, secret({ key: "3" }, { resourceVersion }))).code).toBe(409);
  expect((await world.apply(`${secretsPath}/a`, secret({ key: "3" }, { uid: "another" }))).code).toBe(409);
});
