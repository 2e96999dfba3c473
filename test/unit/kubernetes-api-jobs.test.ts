import {
  BatchV1Api,
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  type V1Job,
} from "@kubernetes/client-node";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startKubernetesApi, type KubernetesApi } from "../support/kubernetes-api/index.js";
import { eventually } from "../support/eventually.js";

let api: KubernetesApi;
let core: CoreV1Api;
let batch: BatchV1Api;
const namespace = "muster-sandboxes";

beforeEach(async () => {
  api = await startKubernetesApi();
  const config = new KubeConfig();
  config.loadFromString(api.kubeconfig());
  core = config.makeApiClient(CoreV1Api);
  batch = config.makeApiClient(BatchV1Api);
});
afterEach(() => api.stop());

function job(name: string, image: string): V1Job {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name },
    spec: { backoffLimit: 0, template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image }] } } },
  };
}

test("runs a Job to its end", async () => {
  await batch.createNamespacedJob({ namespace, body: job("a", "ok") });
  await eventually(async () => {
    const { status } = await batch.readNamespacedJob({ namespace, name: "a" });
    expect(status).toMatchObject({ succeeded: 1 });
    expect(status?.conditions?.map(({ type }) => type)).toEqual(["SuccessCriteriaMet", "Complete"]);
  });
  const { items } = await core.listNamespacedPod({ namespace, labelSelector: "job-name=a" });
  expect(items[0]?.status?.phase).toBe("Succeeded");
});

test("applies a Job, fails, deletes", async () => {
  const apply = () =>
    batch.patchNamespacedJob(
      { namespace, name: "b", body: job("b", "exit-3"), fieldManager: "muster", force: true },
      setHeaderOptions("Content-Type", PatchStrategy.ServerSideApply),
    );
  await apply();
  await eventually(async () => {
    const { status } = await batch.readNamespacedJob({ namespace, name: "b" });
    expect(status?.conditions?.map(({ type }) => type)).toEqual(["FailureTarget", "Failed"]);
  });
  const before = await batch.readNamespacedJob({ namespace, name: "b" });
  const after = await apply();
  expect(after.metadata?.resourceVersion).toBe(before.metadata?.resourceVersion);
  await batch.deleteNamespacedJob({
    namespace,
    name: "b",
    body: { propagationPolicy: "Foreground", gracePeriodSeconds: 1 },
  });
  await eventually(async () => {
    const { items } = await core.listNamespacedPod({ namespace });
    expect(items).toEqual([]);
    await expect(batch.readNamespacedJob({ namespace, name: "b" })).rejects.toMatchObject({ code: 404 });
  });
});
test("deletes a running one", async () => {
  await batch.createNamespacedJob({ namespace, body: job("c", "muster-agent:latest") });
  await eventually(async () => {
    const { status } = await batch.readNamespacedJob({ namespace, name: "c" });
    expect(status?.ready).toBe(1);
  });
  await batch.deleteNamespacedJob({ namespace, name: "c", propagationPolicy: "Background", gracePeriodSeconds: 1 });
  await eventually(async () => {
    const { items } = await core.listNamespacedPod({ namespace });
    expect(items).toEqual([]);
  });
});
