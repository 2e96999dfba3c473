import { describe, expect, it } from "vitest";
import { nameOf } from "../../src/sandboxes/kubernetes/names.js";
import { eventually } from "../support/eventually.js";
import { hostOrder } from "../support/host-orders.js";
import { jobs, networkPolicies } from "../support/kubernetes-api/resources.js";
import { KubernetesWorld, namespace } from "../support/kubernetes-world.js";

describe("a host of a cluster", () => {
  it("finds what ran before it was started, and what ended meanwhile", async () => {
    await using world = await KubernetesWorld.open();
    const { id } = world.host;
    const stays = await world.run();
    const goes = await world.run();
    await world.host.stop();
    world.api.registry.delete(
      { resource: jobs, namespace, name: nameOf(goes.ref) },
      { propagationPolicy: "Background" },
    );
    await world.restart();
    expect(world.host.id).toBe(id);
    expect(id).toBe(`kubernetes:${namespace}`);
    await eventually(async () => expect(await world.host.list()).toMatchObject([{ ref: stays.ref, phase: "RUNNING" }]));
  });

  it("takes nothing once it is stopped, however often", async () => {
    await using world = await KubernetesWorld.open();
    const { host } = world;
    await Promise.all([host.stop(), host.stop()]);
    await host.stop();
    expect(host.isAvailable).toBe(false);
    await expect(host.provision(hostOrder())).rejects.toMatchObject({ name: "HostError", isPassing: true });
    await expect(host.remove("sandbox_1", 0)).rejects.toMatchObject({ name: "HostError", isPassing: true });
    await expect(host.list()).rejects.toMatchObject({ name: "HostError", isPassing: true });
    await eventually(() => expect(world.api.watches).toEqual([]));
  });

  it("stops at once while the cluster does not answer", async () => {
    await using world = await KubernetesWorld.open({ timings: { callMs: 60_000 } });
    const { ref } = await world.run();
    world.api.faults.always({}, { kind: "hang" });
    const asked = Promise.allSettled([world.provision(), world.host.list(), world.host.remove(ref, 0)]);
    await eventually(() => expect(world.api.requests.count("delete", "pods")).toBe(1));
    await world.host.stop();
    for (const outcome of await asked) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { name: "HostError", isPassing: true } });
    }
  });

  it("tells what sandboxes use, as far as the cluster does", async () => {
    await using world = await KubernetesWorld.open();
    const { ref } = await world.run();
    await eventually(() => {
      const last = world.reportsOf(ref).at(-1);
      expect(last).toMatchObject({ phase: "RUNNING", peakMemoryBytes: 20 * 2 ** 20 });
      expect(last?.cpuMs).toBeGreaterThan(0);
    });
  });

  it("does not go on asking a cluster without metrics", async () => {
    await using world = await KubernetesWorld.open();
    world.api.access.deny({ resource: "pods.metrics.k8s.io" });
    const { ref } = await world.run();
    await eventually(() => expect(world.api.requests.count("list", "pods.metrics.k8s.io")).toBe(1));
    const other = await world.run();
    await world.host.remove(other.ref, 0);
    await world.until(other.ref, "GONE");
    expect(world.api.requests.count("list", "pods.metrics.k8s.io")).toBe(1);
    expect(world.reportsOf(ref).at(-1)).toMatchObject({ phase: "RUNNING", cpuMs: null });
  });

  it("keeps the network's policies as they are to be", async () => {
    await using world = await KubernetesWorld.open({ timings: { resyncMs: 50 } });
    const names = () => world.api.list(networkPolicies, namespace).map(({ metadata }) => metadata.name);
    await eventually(() => expect(names()).toHaveLength(2));
    for (const name of names()) world.api.registry.delete({ resource: networkPolicies, namespace, name }, {});
    await eventually(() => expect(names()).toHaveLength(2));
  });

  it("runs nothing while the policies cannot be made", async () => {
    await using world = await KubernetesWorld.open();
    await eventually(() => expect(world.api.list(networkPolicies, namespace)).toHaveLength(2));
    world.api.access.deny({ resource: "networkpolicies.networking.k8s.io" });
    const other = world.newHost();
    await other.start();
    await expect(other.provision(hostOrder())).rejects.toMatchObject({ reason: "HOST_FORBIDDEN" });
    expect(world.api.list(jobs, namespace)).toEqual([]);
  });

  it("does not care what the cluster's clock shows", async () => {
    await using world = await KubernetesWorld.open();
    world.api.skewClock(-3_600_000);
    const { ref } = await world.run();
    world.api.skewClock(86_400_000);
    const { ref: other } = await world.provision({ image: "ok" });
    expect((await world.until(other, "SUCCEEDED")).startedAt?.getTime()).toBeGreaterThan(Date.now() + 80_000_000);
    await world.host.remove(ref, 0);
    await world.until(ref, "GONE");
  });
});
