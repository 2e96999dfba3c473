import { BatchV1Api, KubeConfig, VersionApi } from "@kubernetes/client-node";
import { expect, onTestFinished, test } from "vitest";
import { resources, startKubernetesApi } from "../support/kubernetes-api/index.js";
import { jobOf, jobsPath, ApiWorld, namespace, podOf, podsPath, secretsPath } from "../support/kubernetes-api-world.js";

test("serves TLS that a client with its kubeconfig trusts, and no other", async () => {
  const api = await startKubernetesApi();
  onTestFinished(() => api.stop());
  const config = new KubeConfig();
  config.loadFromString(api.kubeconfig());
  expect(await config.makeApiClient(VersionApi).getCode()).toMatchObject({ major: "1" });
  await expect(fetch(`${api.url}/version`)).rejects.toThrow("fetch failed");
});

test("knows nobody without the token", async () => {
  const world = await ApiWorld.start();
  for (const token of [null, "another"]) {
    const { code, body } = await world.ask("GET", podsPath, { token });
    expect({ code, body }).toMatchObject({
      code: 401,
      body: { kind: "Status", reason: "Unauthorized", status: "Failure" },
    });
  }
  expect((await world.ask("GET", podsPath)).code).toBe(200);
  world.api.access.rotateToken("fresh");
  expect((await world.ask("GET", podsPath)).code).toBe(200);
  expect((await world.ask("GET", podsPath, { token: "stale" })).code).toBe(401);
});

test("refuses what is denied in the words of the real server", async () => {
  const world = await ApiWorld.start();
  const allow = world.api.access.deny({ verb: "create", resource: "jobs.batch" });
  const { code, body } = await world.ask("POST", jobsPath, { body: jobOf("a", "ok") });
  expect({ code, body }).toMatchObject({
    code: 403,
    body: {
      reason: "Forbidden",
      message:
        'jobs.batch is forbidden: User "system:serviceaccount:muster:muster" cannot create resource "jobs" in API group "batch" in the namespace "muster-sandboxes"',
      details: { group: "batch", kind: "jobs" },
    },
  });
  expect((await world.ask("POST", podsPath, { body: podOf("a", "ok") })).code).toBe(201);
  allow();
  expect((await world.ask("POST", jobsPath, { body: jobOf("a", "ok") })).code).toBe(201);
});

test("tells the subresource and the scope of what is denied", async () => {
  const world = await ApiWorld.start();
  world.api.access.deny({ resource: "pods/log" });
  world.api.access.deny({ resource: "namespaces", verb: "list" });
  await world.runPod("a", "ok");
  expect((await world.ask("GET", `${podsPath}/a/log`)).body).toMatchObject({
    message:
      expect.stringContaining('pods "a" is forbidden') && expect.stringContaining('cannot get resource "pods/log"'),
  });
  expect((await world.ask("GET", "/api/v1/namespaces")).body).toMatchObject({
    message: expect.stringMatching(/ at the cluster scope$/),
  });
  expect((await world.ask("GET", "/api/v1/namespaces/default")).code).toBe(200);
});

test("answers NotFound for what it does not have: paths, kinds, namespaces, names", async () => {
  const world = await ApiWorld.start();
  for (const path of [
    "/apis/apps/v1/deployments",
    "/api/v2/pods",
    `${podsPath}/a/exec`,
    "/nothing",
    "/apis/metrics.k8s.io/v2",
  ])
    expect(await world.ask("GET", path)).toMatchObject({ code: 404, body: { reason: "NotFound" } });
  expect((await world.ask("GET", `${podsPath}/a`)).body).toMatchObject({
    message: 'pods "a" not found',
    details: { name: "a", kind: "pods" },
  });
  expect(await world.ask("POST", "/api/v1/namespaces/elsewhere/pods", { body: podOf("a", "ok") })).toMatchObject({
    code: 404,
    body: { message: 'namespaces "elsewhere" not found' },
  });
});

test("does not allow methods that a resource has not", async () => {
  const world = await ApiWorld.start();
  expect(await world.ask("POST", `${podsPath}/a`, { body: podOf("a", "ok") })).toMatchObject({
    code: 405,
    body: { reason: "MethodNotAllowed" },
  });
  expect((await world.ask("DELETE", "/api/v1/namespaces")).code).toBe(405);
  expect(
    (await world.ask("POST", `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`, { body: {} })).code,
  ).toBe(405);
});

test("tells what it offers, as it is switched", async () => {
  const world = await ApiWorld.start();
  const groups = async (): Promise<string[]> => {
    const { body } = await world.ask("GET", "/apis");
    return (body as unknown as { groups: { name: string }[] }).groups.map(({ name }) => name);
  };
  expect(await groups()).toEqual(["batch", "networking.k8s.io", "metrics.k8s.io"]);
  expect((await world.ask("GET", "/apis/agents.x-k8s.io/v1alpha1")).code).toBe(404);
  world.api.offer({ metrics: false, sandboxes: true });
  expect(await groups()).toEqual(["batch", "networking.k8s.io", "agents.x-k8s.io"]);
  expect((await world.ask("GET", "/apis/agents.x-k8s.io/v1alpha1")).body).toMatchObject({
    resources: expect.arrayContaining([
      expect.objectContaining({ name: "sandboxes", kind: "Sandbox", namespaced: true }),
    ]),
  });
  expect((await world.ask("GET", `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`)).code).toBe(404);
  const listed = await world.ask("GET", "/apis/batch/v1");
  expect(listed.body).toMatchObject({
    groupVersion: "batch/v1",
    resources: [{ name: "jobs" }, { name: "jobs/status" }],
  });
});

test("counts what is asked by verb and resource", async () => {
  const world = await ApiWorld.start();
  await world.runPod("a", "ok");
  await world.ask("GET", podsPath);
  await world.ask("GET", `${podsPath}/a/log`);
  await world.ask("GET", `${secretsPath}/a`);
  expect(world.api.requests.count("create", "pods")).toBe(1);
  expect(world.api.requests.count("list", "pods")).toBe(1);
  expect(world.api.requests.count("get", "pods/log")).toBe(1);
  expect(world.api.requests.count("list", "secrets")).toBe(0);
  expect(world.api.requests.count("get", "secrets")).toBe(1);
  expect(world.api.requests.total).toBe(4);
  world.api.requests.reset();
  expect(world.api.requests.all()).toEqual({});
});

test("holds a namespace to its quotas, for Jobs at once and for their pods behind them", async () => {
  const world = await ApiWorld.start();
  const quota = {
    metadata: { name: "small" },
    spec: { hard: { "count/jobs.batch": "1", pods: "1", "limits.memory": "1Gi" } },
  };
  await world.ask("POST", `/api/v1/namespaces/${namespace}/resourcequotas`, { body: quota });
  const limited = { limits: { memory: "512Mi" } };
  const spec = { containers: [{ name: "main", image: "forever", resources: limited }] };
  expect((await world.ask("POST", podsPath, { body: podOf("a", "", spec) })).code).toBe(201);
  expect(await world.ask("POST", podsPath, { body: podOf("b", "", spec) })).toMatchObject({
    code: 403,
    body: { message: 'pods "b" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1' },
  });
  expect(await world.ask("POST", podsPath, { body: podOf("b", "ok") })).toMatchObject({
    code: 403,
    body: { message: 'pods "b" is forbidden: failed quota: small: must specify limits.memory' },
  });
  expect((await world.ask("POST", jobsPath, { body: jobOf("a", "ok") })).code).toBe(201);
  expect((await world.ask("POST", jobsPath, { body: jobOf("b", "ok") })).body).toMatchObject({
    message: expect.stringContaining("exceeded quota: small, requested: count/jobs.batch=1, used: count/jobs.batch=1"),
  });
  await expect
    .poll(() => world.api.list(resources.events).map((event) => event["message"]))
    .toContainEqual(expect.stringMatching(/^Error creating: pods "a-.*" is forbidden: failed quota/));
});

test("makes room again when a pod has ended", async () => {
  const world = await ApiWorld.start();
  const quota = { metadata: { name: "small" }, spec: { hard: { pods: "1" } } };
  await world.ask("POST", `/api/v1/namespaces/${namespace}/resourcequotas`, { body: quota });
  await world.runPod("a", "ok");
  await world.podWhere("a", ({ status }) => status.phase === "Succeeded");
  expect((await world.runPod("b", "ok")).code).toBe(201);
});

test("is read and written by the client's own classes", async () => {
  const world = await ApiWorld.start();
  const config = new KubeConfig();
  config.loadFromString(world.api.kubeconfig());
  const batch = config.makeApiClient(BatchV1Api);
  const made = await batch.createNamespacedJob({ namespace, body: jobOf("a", "ok") });
  expect(made.metadata?.creationTimestamp).toBeInstanceOf(Date);
  expect(made.spec?.template.metadata?.labels).toMatchObject({ "job-name": "a", "batch.kubernetes.io/job-name": "a" });
  await expect(batch.createNamespacedJob({ namespace, body: jobOf("a", "ok") })).rejects.toMatchObject({ code: 409 });
});
