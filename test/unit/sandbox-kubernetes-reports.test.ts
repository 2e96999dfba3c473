import { describe, expect, it } from "vitest";
import { agentSandboxes } from "../../src/sandboxes/kubernetes/agent-sandboxes.js";
import { podFactsOf, type PodFacts, type WorkloadFacts } from "../../src/sandboxes/kubernetes/facts.js";
import type { Condition, KubePod } from "../../src/sandboxes/kubernetes/objects.js";
import { reportOf, type Standing } from "../../src/sandboxes/kubernetes/reports.js";
import { jobs } from "../../src/sandboxes/kubernetes/workload.js";

const labels = { "muster.dev/ref": "sandbox_1" };
const settings = { runtimeClass: null, pullSecrets: [], nodeSelector: [], tolerations: [] };
const deletionTimestamp = "2026-11-27T08:10:00Z";
const startedAt = "2026-11-27T08:00:00Z";
const finishedAt = "2026-11-27T08:01:00Z";

function job(conditions: readonly Condition[] = [], metadata: object = {}): WorkloadFacts | null {
  return jobs("n", settings).factsOf({
    metadata: { name: "muster-1", uid: "j", labels, ...metadata },
    status: { conditions },
  } as object);
}

function pod(status: KubePod["status"], metadata: object = {}): PodFacts | null {
  return podFactsOf({ metadata: { name: "muster-1-x", uid: "p", labels, ...metadata }, ...(status && { status }) });
}

type State = NonNullable<NonNullable<NonNullable<KubePod["status"]>["containerStatuses"]>[number]["state"]>;

function podWith(state: State, more: KubePod["status"] = {}, metadata: object = {}): PodFacts | null {
  const containerStatuses = [
    { name: "istio-proxy", state: { running: {} } },
    { name: "sandbox", containerID: "containerd://1", state },
  ];
  return pod({ podIP: "10.0.0.1", phase: "Running", containerStatuses, ...more }, metadata);
}

function waiting(reason: string, message = "said"): PodFacts | null {
  return podWith({ waiting: { reason, message } }, { phase: "Pending" });
}

function ended(exitCode: number, reason: string, more: KubePod["status"] = {}, metadata: object = {}): PodFacts | null {
  return podWith(
    { terminated: { exitCode, reason, startedAt, finishedAt } },
    { phase: exitCode === 0 ? "Succeeded" : "Failed", ...more },
    metadata,
  );
}

function report(of: Partial<Standing>) {
  return reportOf({
    ...{ ref: "sandbox_1", namespace: "n", workload: job(), pod: null, lastPod: null, stuck: null, usage: null },
    ...{ hasVerdicts: true, isRemoved: false, hasEnded: false },
    ...of,
  });
}

const failed = (reason: string, message = "said"): Condition[] => [{ type: "Failed", status: "True", reason, message }];
const disrupted = (reason: string) => ({ conditions: [{ type: "DisruptionTarget", status: "True", reason }] });

describe("a sandbox on its way", () => {
  it("is STARTING without a pod, suspended too, and tells why the cluster makes none", () => {
    expect(report({})).toMatchObject({ phase: "STARTING", reason: null, connection: null });
    const stuck = { reason: "HOST_QUOTA", message: "exceeded quota" } as const;
    expect(report({ stuck })).toMatchObject({ phase: "STARTING", ...stuck });
  });

  it.each([
    ["ErrImagePull", "IMAGE_PULL_FAILED"],
    ["ImagePullBackOff", "IMAGE_PULL_FAILED"],
    ["InvalidImageName", "IMAGE_INVALID"],
    ["CreateContainerConfigError", "START_FAILED"],
    ["CreateContainerError", "START_FAILED"],
    ["RunContainerError", "START_FAILED"],
  ])("is STARTING while its container waits as %s: %s", (waits, reason) => {
    const { containerId, ...said } = report({ pod: waiting(waits) });
    expect(said).toMatchObject({ phase: "STARTING", reason, message: "said", startedAt: null });
    expect(containerId).toBeNull();
  });

  it.each(["ContainerCreating", "PodInitializing", "SomethingNew"])("is STARTING as usual as %s", (waits) => {
    expect(report({ pod: waiting(waits) })).toMatchObject({ phase: "STARTING", reason: null, message: null });
  });

  it("is STARTING as usual while its Secret is on its way", () => {
    const missing = waiting("CreateContainerConfigError", 'secret "muster-sandbox-1" not found');
    expect(report({ pod: missing })).toMatchObject({ phase: "STARTING", reason: null });
  });

  it("is STARTING while no machine takes it", () => {
    const placed = { type: "PodScheduled", status: "False", reason: "Unschedulable", message: "0/3 nodes" };
    const said = { phase: "STARTING", reason: "UNSCHEDULABLE", message: "0/3 nodes" };
    expect(report({ pod: pod({ phase: "Pending", conditions: [placed] }) })).toMatchObject(said);
    const gated = { ...placed, reason: "SchedulingGated" };
    expect(report({ pod: pod({ phase: "Pending", conditions: [gated] }) })).toMatchObject({ reason: null });
  });

  it("is RUNNING with where and since when, whatever other containers do", () => {
    expect(report({ pod: podWith({ running: { startedAt } }) })).toEqual({
      ...{
        ref: "sandbox_1",
        phase: "RUNNING",
        reason: null,
        message: null,
        exitCode: null,
        containerId: "containerd://1",
      },
      connection: { namespace: "n", pod: "muster-1-x", container: "sandbox", address: "10.0.0.1" },
      ...{ startedAt: new Date(startedAt), finishedAt: null, cpuMs: null, peakMemoryBytes: null },
    });
  });

  it("is told of by its pod alone, which may be heard of first", () => {
    expect(report({ workload: null, pod: podWith({ running: {} }) })).toMatchObject({ phase: "RUNNING" });
    expect(report({ workload: null, pod: waiting("ContainerCreating") })).toMatchObject({ phase: "STARTING" });
  });

  it("is still RUNNING when its Job has failed and how its pod ended is not heard of", () => {
    const workload = job(failed("BackoffLimitExceeded"));
    expect(report({ workload, pod: podWith({ running: {} }) })).toMatchObject({ phase: "RUNNING" });
  });
});

describe("a sandbox that has ended", () => {
  it("has SUCCEEDED with exit code 0, as its pod or its Job tells", () => {
    const well = { phase: "SUCCEEDED", reason: null, message: null, exitCode: 0 };
    expect(report({ pod: ended(0, "Completed") })).toMatchObject({ ...well, finishedAt: new Date(finishedAt) });
    expect(report({ pod: podWith({ terminated: { exitCode: 0 } }) })).toMatchObject(well);
    const workload = job([{ type: "Complete", status: "True" }]);
    expect(report({ workload })).toMatchObject(well);
    expect(report({ workload, pod: podWith({ running: {} }) })).toMatchObject({ phase: "SUCCEEDED" });
  });

  it.each([
    ["its exit code", ended(3, "Error"), "EXIT_CODE", "It ended with exit code 3."],
    ["too much memory", ended(137, "OOMKilled"), "OUT_OF_MEMORY", "It ended as OOMKilled."],
    ["no such program", ended(128, "StartError"), "START_FAILED", "It ended as StartError."],
    ["no such program, to docker", ended(127, "ContainerCannotRun"), "START_FAILED", "It ended as ContainerCannotRun."],
    [
      "a container that is lost",
      ended(137, "ContainerStatusUnknown"),
      "NODE_LOST",
      "It ended as ContainerStatusUnknown.",
    ],
    [
      "eviction",
      pod({ phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." }),
      "EVICTED",
      "The node was low on resource: memory.",
    ],
    [
      "low disk of the machine",
      pod({
        phase: "Failed",
        reason: "Evicted",
        message:
          "The node was low on resource: ephemeral-storage. Container x was using 1Gi, which exceeds its request of 0.",
      }),
      "EVICTED",
      null,
    ],
    [
      "too much disk",
      pod({ phase: "Failed", reason: "Evicted", message: 'Usage of EmptyDir volume "tmp" exceeds the limit "1Gi". ' }),
      "OUT_OF_STORAGE",
      'Usage of EmptyDir volume "tmp" exceeds the limit "1Gi".',
    ],
    [
      "too much disk, after its container ended",
      ended(137, "Error", {
        reason: "Evicted",
        message: "Pod ephemeral local storage usage exceeds the total limit of containers 1Gi.",
      }),
      "OUT_OF_STORAGE",
      null,
    ],
    ["its own deadline", pod({ phase: "Failed", reason: "DeadlineExceeded" }), "DEADLINE_EXCEEDED", "DeadlineExceeded"],
    ["its machine's end", pod({ phase: "Failed", reason: "NodeLost" }), "NODE_LOST", "NodeLost"],
    [
      "its machine's shutdown",
      pod({ phase: "Failed", reason: "Terminated", message: "imminent node shutdown" }),
      "NODE_LOST",
      "imminent node shutdown",
    ],
    ["a machine that did not take it", pod({ phase: "Failed", reason: "OutOfcpu" }), "UNSCHEDULABLE", "OutOfcpu"],
    ["preemption", ended(143, "Error", disrupted("PreemptionByScheduler")), "EVICTED", "PreemptionByScheduler"],
    ["nobody knows what", pod({ phase: "Failed" }), "START_FAILED", null],
  ] as const)("has FAILED by %s", (_, of, reason, message) => {
    const said = report({ pod: of });
    expect(said).toMatchObject({ phase: "FAILED", reason });
    if (message !== null) expect(said.message).toBe(message);
  });

  it("has FAILED when its container ends again and again", () => {
    expect(report({ pod: waiting("CrashLoopBackOff") })).toMatchObject({ phase: "FAILED", reason: "CRASH_LOOP" });
  });

  it.each([
    ["no pod", null],
    ["a pod that is being deleted", podWith({ running: {} }, {}, { deletionTimestamp })],
    ["a pod that was killed for it", ended(137, "Error", {}, { deletionTimestamp })],
  ])("has FAILED by its Job's deadline, with %s", (_, of) => {
    const workload = job(failed("DeadlineExceeded", "Job was active longer than specified deadline"));
    const reason = "DEADLINE_EXCEEDED";
    const message = "Job was active longer than specified deadline";
    expect(report({ workload, pod: of })).toMatchObject({ phase: "FAILED", reason, message });
    expect(report({ workload, lastPod: of })).toMatchObject({ phase: "FAILED", reason, message });
  });

  it("says of a long message as much as a sandbox keeps", () => {
    const { message } = report({ pod: waiting("ErrImagePull", `a\n${"b".repeat(1000)}`) });
    expect(message).toMatch(/^a b+…$/);
    expect(message).toHaveLength(500);
  });
});

describe("a sandbox that somebody else ends", () => {
  const running = podWith({ running: {} }, {}, { deletionTimestamp });

  it("is ENDING, and DELETED once its Job says that it has failed", () => {
    expect(report({ pod: running })).toMatchObject({ phase: "ENDING", reason: "DELETED" });
    const killed = ended(143, "Error", {}, { deletionTimestamp });
    expect(report({ pod: killed })).toMatchObject({ phase: "ENDING", exitCode: 143 });
    expect(report({ lastPod: killed })).toMatchObject({ phase: "ENDING" });
    const workload = job(failed("BackoffLimitExceeded"));
    expect(report({ workload, lastPod: killed })).toMatchObject({ phase: "FAILED", reason: "DELETED", exitCode: 143 });
    expect(report({ workload, lastPod: running })).toMatchObject({ phase: "FAILED", reason: "DELETED" });
    expect(report({ workload })).toMatchObject({ phase: "FAILED", reason: "DELETED", connection: null });
  });

  it("is EVICTED where the cluster has moved it out", () => {
    const evicted = podWith({ running: {} }, disrupted("EvictionByEvictionAPI"), { deletionTimestamp });
    expect(report({ pod: evicted })).toMatchObject({ phase: "ENDING", reason: "EVICTED" });
    const workload = job(failed("BackoffLimitExceeded"));
    expect(report({ workload, lastPod: evicted })).toMatchObject({ phase: "FAILED", reason: "EVICTED" });
  });

  it.each(["DeletionByTaintManager", "DeletionByPodGC"])("has FAILED at once where its machine is lost: %s", (why) => {
    const lost = podWith({ running: {} }, disrupted(why), { deletionTimestamp });
    expect(report({ pod: lost })).toMatchObject({ phase: "FAILED", reason: "NODE_LOST" });
  });

  it("has SUCCEEDED when it ended well before", () => {
    expect(report({ pod: ended(0, "Completed", {}, { deletionTimestamp }) })).toMatchObject({ phase: "SUCCEEDED" });
    expect(report({ lastPod: ended(0, "Completed") })).toMatchObject({ phase: "SUCCEEDED" });
  });
});

describe("a sandbox that is removed", () => {
  it("is ENDING as long as there is something of it", () => {
    const workload = job([], { deletionTimestamp });
    expect(report({ workload, pod: podWith({ running: {} }) })).toMatchObject({ phase: "ENDING", reason: null });
    expect(report({ workload, pod: ended(143, "Error") })).toMatchObject({ phase: "ENDING", exitCode: 143 });
    expect(report({ workload: null, pod: podWith({ running: {} }, {}, { deletionTimestamp }) })).toMatchObject({
      phase: "ENDING",
    });
  });

  it("is ENDING from when Muster asked for it, whatever comes of that meanwhile", () => {
    for (const workload of [job(), job(failed("BackoffLimitExceeded"))])
      for (const of of [podWith({ running: {} }), ended(143, "Error"), null])
        expect(report({ workload, pod: of, isRemoved: true })).toMatchObject({ phase: "ENDING", reason: null });
  });

  it("is GONE then, and DELETED where Muster has not asked for it", () => {
    expect(report({ workload: null, isRemoved: true })).toMatchObject({ phase: "GONE", reason: null, message: null });
    expect(report({ workload: null, hasEnded: true })).toMatchObject({ phase: "GONE", reason: null });
    expect(report({ workload: null })).toMatchObject({ phase: "GONE", reason: "DELETED" });
  });
});

describe("a Sandbox of agents.x-k8s.io", () => {
  const factsOf = (conditions: readonly Condition[]) =>
    agentSandboxes("n", settings).factsOf({ metadata: { uid: "s", labels }, status: { conditions } } as object);

  it("has FAILED by its deadline when it is shut down", () => {
    const workload = factsOf([{ type: "Ready", status: "False", reason: "SandboxExpired", message: "said" }]);
    expect(report({ workload, hasVerdicts: false })).toMatchObject({ phase: "FAILED", reason: "DEADLINE_EXCEEDED" });
    expect(factsOf([{ type: "Ready", status: "False", reason: "DependenciesNotReady" }])?.verdict).toBeNull();
  });

  it("has FAILED when its pod vanished: it says nothing of that itself", () => {
    const standing = { workload: factsOf([]), hasVerdicts: false, lastPod: podWith({ running: {} }) };
    expect(report(standing)).toMatchObject({ phase: "FAILED", reason: "DELETED" });
  });
});

describe("what is not ours", () => {
  it("is left alone", () => {
    expect(podFactsOf({ metadata: { name: "other" } })).toBeNull();
    expect(jobs("n", settings).factsOf({ metadata: { name: "other", labels: {} } })).toBeNull();
  });
});
