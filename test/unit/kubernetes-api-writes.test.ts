import { expect, test } from "vitest";
import {
  jobOf,
  jobsPath,
  ApiWorld,
  namespace,
  podOf,
  podsPath,
  secretOf,
  secretsPath,
} from "../support/kubernetes-api-world.js";

const policies = `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;
const merge = "application/merge-patch+json";
const strategic = "application/strategic-merge-patch+json";
const json = "application/json-patch+json";

test("gives an object what only the server knows", async () => {
  const world = await ApiWorld.start();
  world.api.skewClock(3_600_000);
  const { code, body } = await world.ask("POST", secretsPath, { body: secretOf("a", { key: "text" }) });
  expect({ code, body }).toMatchObject({
    code: 201,
    body: { type: "Opaque", data: { key: Buffer.from("text").toString("base64") }, metadata: { namespace } },
  });
  expect(body).not.toHaveProperty("stringData");
  const { metadata } = body;
  expect(metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
  expect(metadata.creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(Date.parse(metadata.creationTimestamp)).toBeGreaterThan(Date.now() + 3_000_000);
  const second = await world.ask("POST", secretsPath, { body: secretOf("b") });
  expect(Number(second.body.metadata.resourceVersion)).toBeGreaterThan(Number(metadata.resourceVersion));
});

test("makes a name of generateName, and takes no second object of a name", async () => {
  const world = await ApiWorld.start();
  const body = { metadata: { generateName: "made-" } };
  const names = await Promise.all(
    [1, 2].map(async () => (await world.ask("POST", secretsPath, { body })).body.metadata.name),
  );
  expect(new Set(names).size).toBe(2);
  expect(names[0]).toMatch(/^made-[a-z0-9]{5}$/);
  await world.ask("POST", secretsPath, { body: secretOf("a") });
  expect(await world.ask("POST", secretsPath, { body: secretOf("a") })).toMatchObject({
    code: 409,
    body: { reason: "AlreadyExists", message: 'secrets "a" already exists', details: { name: "a", kind: "secrets" } },
  });
});

test.each([
  ["Big_Name", /lowercase RFC 1123 subdomain/],
  ["-a", /lowercase RFC 1123 subdomain/],
  ["a".repeat(254), /must be no more than 253 bytes/],
])("takes no secret called %s", async (name, message) => {
  const world = await ApiWorld.start();
  const reply = await world.ask("POST", secretsPath, { body: secretOf(name) });
  expect(reply).toMatchObject({ code: 422, body: { reason: "Invalid", message: expect.stringMatching(message) } });
  expect(reply.body).toMatchObject({ details: { causes: [{ field: "metadata.name", reason: "FieldValueInvalid" }] } });
});

test("takes no Job whose pods could not carry its name, nor labels that are none", async () => {
  const world = await ApiWorld.start();
  expect((await world.ask("POST", jobsPath, { body: jobOf("a".repeat(64), "ok") })).body.message).toContain(
    "metadata.name: Invalid value",
  );
  const container = { name: "c".repeat(64), image: "ok" };
  expect((await world.runPod("a", "", { containers: [container] })).body.message).toContain(
    "must be no more than 63 bytes",
  );
  for (const labels of [{ a: "not good" }, { a: "x".repeat(64) }, { "/a": "b" }, { "a b": "c" }]) {
    const reply = await world.ask("POST", secretsPath, { body: { metadata: { name: "a", labels } } });
    expect(reply).toMatchObject({ code: 422, body: { details: { causes: [{ field: "metadata.labels" }] } } });
  }
  expect(
    (await world.ask("POST", secretsPath, { body: { metadata: { name: "a", labels: { "a.b/c": "" } } } })).code,
  ).toBe(201);
});

test.each([
  [
    { spec: { containers: [{ name: "main", image: "ok", comand: [] }] } },
    400,
    /unknown field "spec.containers\[0\].comand"/,
  ],
  [{ spec: { containers: [{ name: "main", image: 7 }] } }, 400, /spec.containers\[0\].image: expected string/],
  [{ spec: { containers: [] } }, 422, /spec.containers: Required value/],
  [{ spec: { containers: [{ name: "main" }] } }, 422, /spec.containers\[0\].image: Required value/],
  [{ spec: { containers: [{ image: "ok" }] } }, 422, /spec.containers\[0\].name: Required value/],
  [
    { spec: { containers: [{ name: "a", image: "b", volumeMounts: [{ name: "v", mountPath: "/v" }] }] } },
    422,
    /Not found: "v"/,
  ],
  [
    { spec: { containers: [{ name: "a", image: "b", resources: { requests: { cpu: "2" }, limits: { cpu: "1" } } }] } },
    422,
    /must be less than or equal to cpu limit/,
  ],
  [{ spec: { containers: [{ name: "a", image: "b" }], volumes: [{ name: "v" }] } }, 422, /must specify a volume type/],
  [
    { spec: { containers: [{ name: "a", image: "b", resources: { limits: { memory: "much" } } }] } },
    400,
    /expected a quantity/,
  ],
])("takes no pod with %j", async (parts, code, message) => {
  const world = await ApiWorld.start();
  const body = { metadata: { name: "a" }, ...parts };
  expect(await world.ask("POST", podsPath, { body })).toMatchObject({
    code,
    body: { message: expect.stringMatching(message) },
  });
});

test("takes no Job whose pods are restarted for ever, no secret that is not base64, no network that is none", async () => {
  const world = await ApiWorld.start();
  const template = { spec: { containers: [{ name: "main", image: "ok" }] } };
  expect(await world.ask("POST", jobsPath, { body: jobOf("a", "ok", { template }) })).toMatchObject({
    code: 422,
    body: { message: expect.stringContaining("spec.template.spec.restartPolicy") },
  });
  const secret = { metadata: { name: "a" }, data: { key: "not base64!" } };
  expect(await world.ask("POST", secretsPath, { body: secret })).toMatchObject({
    code: 400,
    body: { message: expect.stringContaining("illegal base64") },
  });
  const big = secretOf("a", { key: "x".repeat(1_048_577) });
  expect(await world.ask("POST", secretsPath, { body: big })).toMatchObject({
    code: 422,
    body: { message: expect.stringContaining("Too long") },
  });
  const egress = [{ to: [{ ipBlock: { cidr: "10.0.0.0/33" } }] }];
  expect(
    await world.ask("POST", policies, { body: { metadata: { name: "a" }, spec: { podSelector: {}, egress } } }),
  ).toMatchObject({
    code: 422,
    body: { message: expect.stringContaining("spec.egress[0].to[0].ipBlock.cidr") },
  });
});

test("refuses what it would not do as a cluster does, instead of leaving it undone", async () => {
  const world = await ApiWorld.start();
  const initContainers = [{ name: "first", image: "ok" }];
  expect(await world.runPod("a", "ok", { initContainers })).toMatchObject({
    code: 501,
    body: { message: "the double of Kubernetes does not do initContainers" },
  });
  const job = jobOf("a", "ok", { completionMode: "Indexed", completions: 2 });
  expect((await world.ask("POST", jobsPath, { body: job })).code).toBe(501);
});

test("refuses a body beyond three megabytes, and one that is no JSON", async () => {
  const world = await ApiWorld.start();
  const annotations = { a: "x".repeat(3 * 1_024 * 1_024) };
  expect((await world.ask("POST", secretsPath, { body: { metadata: { name: "a", annotations } } })).code).toBe(413);
  expect((await world.ask("POST", secretsPath, { body: "{" })).code).toBe(400);
  const elsewhere = { apiVersion: "v1", kind: "Secret", metadata: { name: "a", namespace: "default" } };
  expect((await world.ask("POST", secretsPath, { body: elsewhere })).code).toBe(400);
  expect((await world.ask("POST", secretsPath, { body: podOf("a", "ok") })).code).toBe(400);
});

test("fills in what a client leaves out", async () => {
  const world = await ApiWorld.start();
  const { body } = await world.ask("POST", jobsPath, { body: jobOf("a", "repo/agent") });
  const { uid } = body.metadata;
  expect(body).toMatchObject({
    metadata: { generation: 1 },
    spec: {
      parallelism: 1,
      completions: 1,
      suspend: false,
      selector: { matchLabels: { "batch.kubernetes.io/controller-uid": uid } },
      template: {
        metadata: { labels: { "controller-uid": uid, "job-name": "a" } },
        spec: { containers: [{ imagePullPolicy: "Always" }], terminationGracePeriodSeconds: 30 },
      },
    },
  });
  const pod = await world.ask("POST", podsPath, {
    body: podOf("b", "repo/agent:1", {
      containers: [{ name: "main", image: "repo/agent:1", resources: { limits: { cpu: "1" } } }],
    }),
  });
  expect(pod.body).toMatchObject({
    spec: {
      serviceAccountName: "default",
      containers: [{ imagePullPolicy: "IfNotPresent", resources: { requests: { cpu: "1" } } }],
    },
    status: { phase: "Pending", qosClass: "Burstable" },
  });
});

test("replaces only what has not been written meanwhile", async () => {
  const world = await ApiWorld.start();
  const first = (await world.ask("POST", secretsPath, { body: secretOf("a", { key: "1" }) })).body as Record<
    string,
    unknown
  >;
  expect((await world.ask("PUT", `${secretsPath}/a`, { body: { ...first, stringData: { key: "2" } } })).code).toBe(200);
  expect(await world.ask("PUT", `${secretsPath}/a`, { body: { ...first, stringData: { key: "3" } } })).toMatchObject({
    code: 409,
    body: { reason: "Conflict", message: expect.stringContaining("the object has been modified") },
  });
  const blind = { metadata: { name: "a" }, stringData: { key: "4" } };
  expect((await world.ask("PUT", `${secretsPath}/a`, { body: blind })).code).toBe(200);
  expect((await world.ask("PUT", `${secretsPath}/none`, { body: { metadata: { name: "none" } } })).code).toBe(404);
  expect((await world.ask("PUT", `${secretsPath}/a`, { body: { metadata: { name: "b" } } })).code).toBe(400);
});

test("writes nothing where nothing changes, nor in a dry run", async () => {
  const world = await ApiWorld.start();
  const first = (await world.ask("POST", secretsPath, { body: secretOf("a", { key: "1" }) })).body as Record<
    string,
    unknown
  >;
  const { version } = world.api;
  const same = await world.ask("PUT", `${secretsPath}/a`, { body: first });
  expect(same.body.metadata).toEqual(first.metadata);
  await world.ask("PATCH", `${secretsPath}/a?dryRun=All`, { body: { metadata: { labels: { a: "b" } } }, type: merge });
  await world.ask("POST", `${secretsPath}?dryRun=All`, { body: secretOf("b") });
  await world.ask("DELETE", `${secretsPath}/a`, { body: { dryRun: ["All"] } });
  expect(world.api.version).toBe(version);
});

test("patches as a merge, by items, and by operations", async () => {
  const world = await ApiWorld.start();
  const labels = { a: "1", b: "2" };
  await world.ask("POST", podsPath, { body: { ...podOf("a", "forever"), metadata: { name: "a", labels } } });
  const merged = await world.ask("PATCH", `${podsPath}/a`, {
    body: { metadata: { labels: { a: null, c: "3" } } },
    type: merge,
  });
  expect(merged.body).toMatchObject({ metadata: { labels: { b: "2", c: "3" } } });
  expect(merged.body.metadata.labels).not.toHaveProperty("a");
  const image = { spec: { containers: [{ name: "main", image: "forever:2" }] } };
  expect((await world.ask("PATCH", `${podsPath}/a`, { body: image, type: strategic })).body).toMatchObject({
    spec: { containers: [{ name: "main", image: "forever:2", terminationMessagePolicy: "File" }] },
  });
  const operations = [
    { op: "test", path: "/metadata/labels/b", value: "2" },
    { op: "replace", path: "/metadata/labels/b", value: "3" },
    { op: "add", path: "/metadata/labels/x~1y", value: "4" },
    { op: "remove", path: "/metadata/labels/c" },
  ];
  expect((await world.ask("PATCH", `${podsPath}/a`, { body: operations, type: json })).body.metadata.labels).toEqual({
    b: "3",
    "x/y": "4",
  });
  expect((await world.ask("PATCH", `${podsPath}/a`, { body: [operations[0]], type: json })).code).toBe(422);
  expect((await world.ask("PATCH", `${podsPath}/a`, { body: {}, type: "application/json" })).code).toBe(415);
});

test("keeps what may not change", async () => {
  const world = await ApiWorld.start();
  await world.ask("POST", jobsPath, { body: jobOf("a", "forever") });
  await world.runPod("b", "forever");
  await world.ask("POST", secretsPath, { body: { ...secretOf("c", { key: "1" }), immutable: true } });
  const patch = (path: string, body: object) => world.ask("PATCH", path, { body, type: merge });
  expect(
    await patch(`${jobsPath}/a`, { spec: { template: { spec: { terminationGracePeriodSeconds: 5 } } } }),
  ).toMatchObject({
    code: 422,
    body: {
      message: expect.stringMatching(
        /^Job\.batch "a" is invalid: spec\.template: Invalid value: .*: field is immutable$/,
      ),
    },
  });
  expect((await patch(`${jobsPath}/a`, { spec: { selector: { matchLabels: { a: "b" } } } })).code).toBe(422);
  expect((await patch(`${jobsPath}/a`, { spec: { suspend: true, backoffLimit: 3 } })).code).toBe(200);
  expect((await patch(`${podsPath}/b`, { spec: { hostname: "other" } })).body).toMatchObject({
    message: expect.stringContaining("pod updates may not change fields other than"),
  });
  expect((await patch(`${secretsPath}/c`, { stringData: { key: "2" } })).code).toBe(422);
  expect((await patch(`${secretsPath}/c`, { type: "other" })).code).toBe(422);
});

test("counts the generations of a spec, and takes status by its own path only", async () => {
  const world = await ApiWorld.start({ behave: () => ({ unschedulable: "no room" }) });
  await world.ask("POST", jobsPath, { body: jobOf("a", "forever") });
  const patch = (path: string, body: object) => world.ask("PATCH", path, { body, type: merge });
  expect((await patch(`${jobsPath}/a`, { metadata: { labels: { a: "b" } } })).body).toMatchObject({
    metadata: { generation: 1 },
  });
  expect((await patch(`${jobsPath}/a`, { spec: { backoffLimit: 2 } })).body).toMatchObject({
    metadata: { generation: 2 },
  });
  expect((await patch(`${jobsPath}/a`, { status: { succeeded: 7 } })).body["status"]).not.toHaveProperty("succeeded");
  const { body } = await patch(`${jobsPath}/a/status`, { status: { succeeded: 7 }, spec: { backoffLimit: 9 } });
  expect(body).toMatchObject({ spec: { backoffLimit: 2 }, status: { succeeded: 7 }, metadata: { generation: 2 } });
});
