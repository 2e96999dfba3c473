import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.js";
import { HeldClock } from "../support/held-clock.js";
import { hostOrder } from "../support/host-orders.js";
import type { Fault } from "../support/kubernetes-api/index.js";
import { jobs, secrets } from "../support/kubernetes-api/resources.js";
import { kubernetesConfig, KubernetesWorld, namespace } from "../support/kubernetes-world.js";

const applyJob = { verb: "patch", resource: "jobs.batch" } as const;
const applySecret = { verb: "patch", resource: "secrets" } as const;

/** The base policies are there, and nothing is asked any more but by the test. */
async function settled(options: Parameters<typeof KubernetesWorld.open>[0] = {}): Promise<KubernetesWorld> {
  const world = await KubernetesWorld.open(options);
  await eventually(() => {
    expect(world.api.requests.count("patch", "networkpolicies.networking.k8s.io")).toBe(2);
    expect(world.api.watches).toHaveLength(2);
  });
  return world;
}

describe("a call", () => {
  it.each<[string, Fault]>([
    ["429 with a time to wait", { kind: "status", code: 429, retryAfterSeconds: 0 }],
    ["500", { kind: "status", code: 500 }],
    ["503", { kind: "status", code: 503 }],
    ["504", { kind: "status", code: 504 }],
    ["a conflict", { kind: "status", code: 409, reason: "Conflict", message: "the object has been modified" }],
    ["a reset connection", { kind: "reset" }],
    ["a lost answer", { kind: "lost" }],
    ["half an answer", { kind: "half" }],
    ["a refusal of the credentials", { kind: "status", code: 401, reason: "Unauthorized" }],
  ])("is made again after %s, and the sandbox is made once", async (_, fault) => {
    await using world = await settled();
    world.api.faults.next(applyJob, fault);
    world.api.faults.next(applySecret, fault);
    const { ref } = await world.run();
    expect(world.api.requests.count("patch", "jobs.batch")).toBe(2);
    expect(world.api.requests.count("patch", "secrets")).toBe(2);
    expect(world.api.list(jobs, namespace)).toHaveLength(1);
    world.api.faults.next({ verb: "delete", resource: "jobs.batch" }, fault);
    await world.host.remove(ref, 0);
    await world.until(ref, "GONE");
  });

  it("is given up when there is no answer for long, and made again", async () => {
    const callMs = 15_000;
    const clock = new HeldClock(callMs);
    await using world = await settled({ clock, timings: { callMs } });
    world.api.faults.next(applyJob, { kind: "hang" });
    const running = world.run();
    await eventually(() => expect(world.api.requests.count("patch", "jobs.batch")).toBe(1));
    clock.advance(callMs);
    await running;
    expect(world.api.requests.count("patch", "jobs.batch")).toBe(2);
  });

  it.each<[string, Fault]>([
    ["429s", { kind: "status", code: 429, retryAfterSeconds: 0 }],
    ["500s", { kind: "status", code: 500 }],
    ["resets", { kind: "reset" }],
    ["a proxy's pages", { kind: "garbage" }],
  ])("is given up as HOST_UNREACHABLE after some %s, which may pass", async (_, fault) => {
    await using world = await settled({ limits: { tries: 3 } });
    world.api.faults.always(applyJob, fault);
    await expect(world.provision()).rejects.toMatchObject({ reason: "HOST_UNREACHABLE", isPassing: true });
    expect(world.api.requests.count("patch", "jobs.batch")).toBe(fault.kind === "garbage" ? 1 : 3);
    world.api.faults.clear();
    await world.run();
  });

  it("is not made again before the server wants it, and tells the caller where that is late", async () => {
    await using world = await settled();
    world.api.faults.next(applyJob, { kind: "status", code: 429, retryAfterSeconds: 30 });
    const refused = world.provision();
    await expect(refused).rejects.toMatchObject({ reason: "HOST_UNREACHABLE", isPassing: true, retryAfterMs: 30_000 });
    expect(world.api.requests.count("patch", "jobs.batch")).toBe(1);
  });

  it.each<[string, Fault, string, boolean]>([
    ["403", { kind: "status", code: 403, message: "jobs is forbidden" }, "HOST_FORBIDDEN", false],
    ["403 of a quota", { kind: "status", code: 403, message: "forbidden: exceeded quota: q" }, "HOST_QUOTA", true],
    ["400", { kind: "status", code: 400, message: "said" }, "HOST_REFUSED", false],
    ["404", { kind: "status", code: 404, message: 'namespaces "x" not found' }, "HOST_REFUSED", false],
    ["413", { kind: "status", code: 413, message: "too large" }, "HOST_REFUSED", false],
    ["422", { kind: "status", code: 422, message: "said" }, "HOST_REFUSED", false],
  ])("is made once where it is refused with %s", async (_, fault, reason, isPassing) => {
    await using world = await settled();
    world.api.faults.always(applyJob, fault);
    const message = fault.kind === "status" ? fault.message : "";
    await expect(world.provision()).rejects.toMatchObject({ reason, isPassing, message });
    expect(world.api.requests.count("patch", "jobs.batch")).toBe(1);
    expect(world.host.isAvailable).toBe(true);
  });

  it("is refused in a namespace that is not there", async () => {
    await using world = await KubernetesWorld.open({ config: { namespace: "elsewhere" } });
    expect(world.host.id).toBe("kubernetes:elsewhere");
    await expect(world.provision()).rejects.toMatchObject({ reason: "HOST_REFUSED", isPassing: false });
  });

  it("is made with credentials that are read anew when they are refused", async () => {
    const folder = await mkdtemp(join(tmpdir(), "muster-kubeconfig-"));
    await using world = await settled();
    const tokenFile = join(folder, "token");
    await writeFile(tokenFile, world.api.access.token);
    const auth = `auth-provider:\n        name: tokenFile\n        config:\n          tokenFile: ${tokenFile}`;
    const text = Buffer.from(kubernetesConfig(world.api).kubeConfigData ?? "", "base64").toString();
    const kubeConfig = join(folder, "config");
    await writeFile(kubeConfig, text.replace(/token: .*/, auth));
    const host = world.newHost({ kubeConfigData: null, kubeConfig });
    await host.start();
    await host.provision(hostOrder());
    world.api.access.rotateToken("another");
    await expect(host.provision(hostOrder())).rejects.toMatchObject({ reason: "HOST_FORBIDDEN", isPassing: false });
    await writeFile(tokenFile, "another");
    await eventually(() => host.provision(hostOrder()));
    await rm(folder, { recursive: true });
  });

  it("does not have more under way than it may, nor more waiting", async () => {
    await using world = await settled({ limits: { orders: 2, maxWaiting: 3 } });
    world.api.faults.delayMs = 20;
    const made = await Promise.allSettled(Array.from({ length: 8 }, () => world.provision()));
    const refused = made.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({ reason: { reason: "HOST_UNREACHABLE", isPassing: true } });
    expect(world.api.list(secrets, namespace)).toHaveLength(5);
  });

  it("keeps to a pace", async () => {
    await using world = await settled({ limits: { callsPerSecond: 50 } });
    const startedAtMs = performance.now();
    await Promise.all(Array.from({ length: 10 }, () => world.provision()));
    // Twenty calls, of which five may be made at once.
    expect(performance.now() - startedAtMs).toBeGreaterThan(250);
  });
});

describe("the circuit", () => {
  const limits = { tries: 2, failuresToOpen: 4 };

  it("opens when the server is away, lets it alone, and closes when a probe is answered", async () => {
    await using world = await settled({ limits });
    const { ref } = await world.run();
    await world.api.refuseConnections();
    for (let turn = 0; turn < 2; turn++) {
      await expect(world.provision()).rejects.toMatchObject({ reason: "HOST_UNREACHABLE", isPassing: true });
    }
    await eventually(() => expect(world.host.isAvailable).toBe(false));
    await expect(world.host.list()).rejects.toMatchObject({ reason: "HOST_UNREACHABLE", isPassing: true });
    await world.api.acceptConnections();
    await eventually(() => expect(world.host.isAvailable).toBe(true));
    await world.run();
    expect((await world.host.list()).map(({ phase }) => phase)).toEqual(["RUNNING", "RUNNING"]);
    expect(world.reportsOf(ref).at(-1)).toMatchObject({ phase: "RUNNING" });
  });

  it("refuses without a call while it is open", async () => {
    await using world = await settled({ limits, timings: { probeMs: 3_600_000, retryMaxMs: 3_600_000 } });
    const heal = world.api.faults.always(applyJob, { kind: "status", code: 503 });
    for (let turn = 0; turn < 2; turn++) await expect(world.provision()).rejects.toThrow();
    expect(world.host.isAvailable).toBe(false);
    heal();
    const before = world.api.requests.total;
    await expect(world.provision()).rejects.toMatchObject({ reason: "HOST_UNREACHABLE", isPassing: true });
    expect(world.api.requests.total).toBe(before);
  });

  it("does not open for refusals", async () => {
    await using world = await settled({ limits });
    world.api.access.deny({ resource: "jobs.batch", verb: "patch" });
    for (let turn = 0; turn < 6; turn++)
      await expect(world.provision()).rejects.toMatchObject({ reason: "HOST_FORBIDDEN" });
    expect(world.host.isAvailable).toBe(true);
  });
});

describe("a start", () => {
  it("goes well while the cluster is away, which is waited for", async () => {
    await using world = await settled();
    await world.api.refuseConnections();
    const host = world.newHost();
    await host.start();
    await expect(host.provision(hostOrder())).rejects.toMatchObject({ reason: "HOST_UNREACHABLE", isPassing: true });
    await world.api.acceptConnections();
    await eventually(() => host.provision(hostOrder()));
  });

  it("reaches a cluster by TLS, by its own authority only", async () => {
    await using world = await KubernetesWorld.open({ api: { isSecure: true } });
    await world.run();
    const text = Buffer.from(kubernetesConfig(world.api).kubeConfigData ?? "", "base64").toString();
    const strange = text.replace(/ *certificate-authority-data: .*\n/, "");
    const host = world.newHost({ kubeConfigData: Buffer.from(strange).toString("base64") });
    await host.start();
    await expect(host.provision(hostOrder())).rejects.toMatchObject({ reason: "HOST_UNREACHABLE" });
  });
});
