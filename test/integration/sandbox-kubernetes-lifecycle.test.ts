import { describe, expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import { nameOf } from "../../src/sandboxes/kubernetes/names.js";
import { eventually } from "../support/eventually.js";
import { hostOrder } from "../support/host-orders.js";
import { jobs, networkPolicies, pods, resourceQuotas, secrets } from "../support/kubernetes-api/resources.js";
import { KubernetesWorld, namespace } from "../support/kubernetes-world.js";

const file = { path: "in/a.txt", base64: Buffer.from("a").toString("base64") };

describe("a sandbox on a cluster", () => {
  it("comes up, runs, is removed, and leaves nothing behind", async () => {
    await using world = await KubernetesWorld.open();
    const { ref, pod } = await world.run({ files: [file], egress: ["10.0.0.0/8"] });
    expect(await world.host.list()).toMatchObject([{ ref, phase: "RUNNING", connection: { namespace, pod } }]);
    await world.host.remove(ref, 0);
    expect(await world.until(ref, "GONE")).toMatchObject({ reason: null });
    expect(world.phasesOf(ref)).toEqual(["STARTING", "RUNNING", "ENDING", "GONE"]);
    expect(await world.host.list()).toEqual([]);
    for (const kind of [jobs, pods, secrets]) expect(world.api.list(kind, namespace)).toEqual([]);
    expect(
      world.api
        .list(networkPolicies, namespace)
        .map(({ metadata }) => metadata.name)
        .toSorted(),
    ).toEqual(["muster-allow-muster", "muster-deny-all"]);
  });

  it("takes two calls, and one to end what has ended", async () => {
    await using world = await KubernetesWorld.open();
    await eventually(() => expect(world.api.requests.count("patch", "networkpolicies.networking.k8s.io")).toBe(2));
    const { ref } = await world.provision({ image: "ok" });
    await world.until(ref, "SUCCEEDED");
    await world.host.remove(ref, 0);
    await world.until(ref, "GONE");
    const { requests } = world.api;
    expect(requests.count("patch", "jobs.batch") + requests.count("patch", "secrets")).toBe(2);
    expect(requests.count("delete", "jobs.batch") + requests.count("delete", "pods")).toBe(1);
    expect(requests.count("patch", "networkpolicies.networking.k8s.io")).toBe(2);
  });

  it.each([
    ["ok", "SUCCEEDED", null, 0],
    ["exit-3", "FAILED", "EXIT_CODE", 3],
    ["oom", "FAILED", "OUT_OF_MEMORY", 137],
    ["start-error", "FAILED", "START_FAILED", 128],
    ["evicted", "FAILED", "EVICTED", null],
    ["evicted-storage", "FAILED", "OUT_OF_STORAGE", null],
  ] as const)("of the image %s has %s: %s", async (image, phase, reason, exitCode) => {
    await using world = await KubernetesWorld.open();
    const { ref } = await world.provision({ image });
    const report = await world.until(ref, phase);
    expect(report.reason).toBe(reason);
    if (exitCode !== null) expect(report.exitCode).toBe(exitCode);
    expect(await world.host.list()).toMatchObject([{ ref, phase, reason }]);
  });

  it.each([
    ["pull-error", "IMAGE_PULL_FAILED"],
    ["invalid-image", "IMAGE_INVALID"],
    ["create-error", "START_FAILED"],
    ["unschedulable", "UNSCHEDULABLE"],
  ] as const)("of the image %s is kept from starting: %s", async (image, reason) => {
    await using world = await KubernetesWorld.open();
    const { ref } = await world.provision({ image });
    await eventually(() => expect(world.reportsOf(ref).at(-1)).toMatchObject({ phase: "STARTING", reason }));
    await world.host.remove(ref, 0);
    await world.until(ref, "GONE");
  });

  it("has FAILED when it is older than it may be", async () => {
    await using world = await KubernetesWorld.open();
    const { ref } = await world.provision({ maxAgeMs: 1_000 });
    expect(await world.until(ref, "FAILED")).toMatchObject({ reason: "DEADLINE_EXCEEDED" });
  });

  it("has FAILED when its machine is lost, and can be removed then", async () => {
    await using world = await KubernetesWorld.open({ api: { evictionMs: 50 } });
    const { ref } = await world.run();
    world.api.killNode("node-1");
    expect(await world.until(ref, "FAILED")).toMatchObject({ reason: "NODE_LOST" });
    await world.host.remove(ref, 60_000);
    await world.until(ref, "GONE");
  });

  it("has FAILED when somebody deletes its pod", async () => {
    await using world = await KubernetesWorld.open();
    const { ref, pod } = await world.run();
    world.api.deletePod(namespace, pod, 1);
    expect(await world.until(ref, "FAILED")).toMatchObject({ reason: "DELETED" });
    expect(await world.host.list()).toMatchObject([{ ref, phase: "FAILED", reason: "DELETED" }]);
  });

  it("is GONE as DELETED when somebody deletes its Job", async () => {
    await using world = await KubernetesWorld.open();
    const { ref } = await world.run();
    world.api.registry.delete({ resource: jobs, namespace, name: nameOf(ref) }, { propagationPolicy: "Background" });
    expect(await world.until(ref, "GONE")).toMatchObject({ reason: "DELETED" });
  });

  it("is told of as it ended before anybody looked", async () => {
    await using world = await KubernetesWorld.open();
    const { ref } = await world.provision({ image: "exit-3" });
    await world.until(ref, "FAILED");
    const [pod] = world.api.list(pods, namespace);
    await world.host.stop();
    world.api.deletePod(namespace, pod?.metadata.name ?? "", 0);
    world.host = world.newHost();
    await world.host.start();
    await eventually(() => expect(world.reportsOf(ref).at(-1)).toMatchObject({ phase: "FAILED", reason: "DELETED" }));
  });
});

describe("an order", () => {
  it("finds what is there, from another process too", async () => {
    await using world = await KubernetesWorld.open();
    const other = world.newHost();
    await other.start();
    const order = hostOrder({ files: [file] });
    await Promise.all([world.host.provision(order), other.provision(order), world.host.provision(order)]);
    await world.until(order.ref, "RUNNING");
    await other.provision({ ...order, image: "another", secrets: { MUSTER_API_KEY: "another" } });
    for (const kind of [jobs, pods, secrets]) expect(world.api.list(kind, namespace)).toHaveLength(1);
    expect(world.api.list(jobs, namespace)[0]).toMatchObject({
      spec: { template: { spec: { containers: [{ image: order.image }] } } },
    });
  });

  it("makes good what a process that died in the midst of it left out", async () => {
    await using world = await KubernetesWorld.open();
    const order = hostOrder();
    const heal = world.api.access.deny({ resource: "secrets" });
    await expect(world.host.provision(order)).rejects.toMatchObject({ reason: "HOST_FORBIDDEN", isPassing: false });
    await eventually(() =>
      expect(world.reportsOf(order.ref).at(-1)).toMatchObject({ phase: "STARTING", reason: null }),
    );
    heal();
    await world.restart();
    await world.host.provision(order);
    await world.until(order.ref, "RUNNING");
  });

  it("is refused for good where the cluster refuses it, and the secret is not told", async () => {
    await using world = await KubernetesWorld.open();
    const secret = "NO=NAME";
    const order = hostOrder({ env: { [secret]: "x" }, secrets: { MUSTER_API_KEY: secret } });
    const refused = world.host.provision(order);
    await expect(refused).rejects.toMatchObject({ name: "HostError", reason: "HOST_REFUSED", isPassing: false });
    await expect(refused).rejects.toThrow("[secret]");
    await world.host.remove(order.ref, 0);
    await world.until(order.ref, "GONE");
  });

  it("is refused before anything is made where a network is none", async () => {
    await using world = await KubernetesWorld.open();
    await expect(world.provision({ egress: ["example.com"] })).rejects.toMatchObject({ reason: "HOST_REFUSED" });
    expect(world.api.list(jobs, namespace)).toEqual([]);
  });

  it("is refused until what it had before is gone", async () => {
    await using world = await KubernetesWorld.open({ api: { behave: () => ({ runMs: null, ignoresTerm: true }) } });
    const order = await world.run();
    await world.host.remove(order.ref, 60_000);
    await expect(world.host.provision(order)).rejects.toMatchObject({ isPassing: true });
    await world.host.remove(order.ref, 0);
    await world.until(order.ref, "GONE");
    await world.host.provision(order);
    await world.until(order.ref, "RUNNING");
  });

  it("gets word of a quota that has no room for its Job, or for its pod", async () => {
    await using world = await KubernetesWorld.open();
    const quota = (hard: object) =>
      world.api.registry.create(
        { resource: resourceQuotas, namespace, name: "" },
        { metadata: { name: "q" }, spec: { hard } },
        { manager: "test" },
      );
    quota({ "count/jobs.batch": "0" });
    await expect(world.provision()).rejects.toMatchObject({ reason: "HOST_QUOTA", isPassing: true });
    world.api.registry.delete({ resource: resourceQuotas, namespace, name: "q" }, {});
    quota({ pods: "0" });
    const { ref } = await world.provision();
    await eventually(() =>
      expect(world.reportsOf(ref).at(-1)).toMatchObject({ phase: "STARTING", reason: "HOST_QUOTA" }),
    );
    expect(world.reportsOf(ref).at(-1)?.message).toContain("exceeded quota");
  });
});

describe("the end of a sandbox", () => {
  it("is asked for in vain of what was never there, and that is told", async () => {
    await using world = await KubernetesWorld.open();
    const ref = newId("sandbox");
    await world.host.remove(ref, 1_000);
    expect(await world.until(ref, "GONE")).toMatchObject({ reason: null, exitCode: null });
  });

  it("gives as much time as was said, and less when asked again", async () => {
    await using world = await KubernetesWorld.open({ api: { behave: () => ({ runMs: null, ignoresTerm: true }) } });
    const { ref } = await world.run();
    await world.host.remove(ref, 45_000);
    const [pod] = world.api.list(pods, namespace);
    expect(pod?.metadata.deletionGracePeriodSeconds).toBe(45);
    await world.until(ref, "ENDING");
    await world.host.remove(ref, 0);
    await world.until(ref, "GONE");
    expect(world.phasesOf(ref)).toEqual(["STARTING", "RUNNING", "ENDING", "GONE"]);
  });

  it("takes a pod that has outlived its Job", async () => {
    await using world = await KubernetesWorld.open();
    const { ref } = await world.run();
    world.api.registry.delete({ resource: jobs, namespace, name: nameOf(ref) }, { propagationPolicy: "Orphan" });
    await eventually(() => expect(world.api.list(jobs, namespace)).toEqual([]));
    expect(await world.host.list()).toMatchObject([{ ref, phase: "RUNNING" }]);
    await world.host.remove(ref, 0);
    await world.until(ref, "GONE");
    expect(world.api.list(pods, namespace)).toEqual([]);
  });
});
