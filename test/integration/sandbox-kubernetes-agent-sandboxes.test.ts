import { describe, expect, it } from "vitest";
import { nameOf } from "../../src/sandboxes/kubernetes/names.js";
import { eventually } from "../support/eventually.js";
import { hostOrder } from "../support/host-orders.js";
import { jobs, pods, sandboxes, secrets } from "../support/kubernetes-api/resources.js";
import { KubernetesWorld, namespace } from "../support/kubernetes-world.js";

const agentSandbox = { api: { hasSandboxes: true }, config: { sandboxApi: "agent-sandbox" } } as const;

describe("a Sandbox in place of a Job", () => {
  it("comes up, runs, is removed, and leaves nothing behind", async () => {
    await using world = await KubernetesWorld.open(agentSandbox);
    const { ref } = await world.run({ files: [{ path: "a", base64: "YQ==" }] });
    expect(world.api.list(jobs, namespace)).toEqual([]);
    expect(await world.host.list()).toMatchObject([{ ref, phase: "RUNNING", connection: { pod: nameOf(ref) } }]);
    await world.host.remove(ref, 0);
    await world.until(ref, "GONE");
    for (const kind of [sandboxes, pods, secrets]) expect(world.api.list(kind, namespace)).toEqual([]);
  });

  it("is found by a second order", async () => {
    await using world = await KubernetesWorld.open(agentSandbox);
    const order = hostOrder();
    await world.host.provision(order);
    await world.host.provision(order);
    expect(world.api.list(sandboxes, namespace)).toHaveLength(1);
  });

  it("ends as its pod does", async () => {
    await using world = await KubernetesWorld.open(agentSandbox);
    const { ref } = await world.provision({ image: "exit-3" });
    expect(await world.until(ref, "FAILED")).toMatchObject({ reason: "EXIT_CODE", exitCode: 3 });
  });

  it("has FAILED when its pod vanished, whatever comes in its place", async () => {
    await using world = await KubernetesWorld.open(agentSandbox);
    const { ref } = await world.run();
    world.api.deletePod(namespace, nameOf(ref), 0);
    expect(await world.until(ref, "FAILED")).toMatchObject({ reason: "DELETED" });
    // Heard of after what came in its place.
    await world.run();
    expect(world.api.list(pods, namespace)).toHaveLength(2);
    expect(world.phasesOf(ref).at(-1)).toBe("FAILED");
    await world.host.remove(ref, 0);
    await world.until(ref, "GONE");
  });

  it("is shut down by the cluster's clock", async () => {
    await using world = await KubernetesWorld.open(agentSandbox);
    world.api.skewClock(86_400_000);
    await world.host.list();
    await world.provision({ maxAgeMs: 60_000 });
    const [made] = world.api.list(sandboxes, namespace);
    const shutdownMs = Date.parse(String(made?.spec?.["shutdownTime"]));
    expect(Math.abs(shutdownMs - Date.now() - 86_400_000 - 120_000)).toBeLessThan(20_000);
  });
});

describe("what sandboxes are made of", () => {
  it("is found out where the cluster may choose", async () => {
    await using world = await KubernetesWorld.open({ api: { hasSandboxes: true }, config: { sandboxApi: "auto" } });
    await eventually(() => world.provision());
    expect(world.api.list(sandboxes, namespace)).toHaveLength(1);
    world.api.offer({ sandboxes: false });
    await world.restart();
    await eventually(() => world.provision());
    expect(world.api.list(jobs, namespace)).toHaveLength(1);
  });

  it("is not guessed while the cluster is away", async () => {
    await using world = await KubernetesWorld.open({ api: { hasSandboxes: true }, config: { sandboxApi: "auto" } });
    await world.api.refuseConnections();
    await world.restart();
    await expect(world.provision()).rejects.toMatchObject({ reason: "HOST_UNREACHABLE", isPassing: true });
    await world.api.acceptConnections();
    await eventually(() => world.provision());
    expect(world.api.list(sandboxes, namespace)).toHaveLength(1);
  });
});
