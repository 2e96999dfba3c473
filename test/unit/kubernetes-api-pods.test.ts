import { expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { resources, type ObjectMeta, type Pod } from "../support/kubernetes-api/index.js";
import { ApiWorld, podOf, podsPath, secretOf, secretsPath } from "../support/kubernetes-api-world.js";
import { ManualClock } from "../support/manual-clock.js";

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/ */

function waitingOf({ status }: Pod): string | undefined {
  return status.containerStatuses?.[0]?.state.waiting?.reason;
}

function messagesIn(world: ApiWorld): string[] {
  return world.api.list(resources.events).map((event) => `${String(event["reason"])}: ${String(event["message"])}`);
}

test("runs a container: pending, creating, running, ended", async () => {
  const world = await ApiWorld.start();
  await world.runPod("a", "registry.example:5000/team/ok:1.0");
  const ended = await world.podWhere("a", ({ status }) => status.phase === "Succeeded");
  expect(ended.spec.nodeName).toBe("node-1");
  expect(ended.status).toMatchObject({
    podIP: expect.stringMatching(/^10\.244\./),
    startTime: expect.any(String),
    containerStatuses: [
      {
        name: "main",
        ready: false,
        restartCount: 0,
        containerID: expect.stringMatching(/^containerd:\/\/[0-9a-f]{64}$/),
        imageID: expect.stringMatching(/^registry.example:5000\/team\/ok@sha256:[0-9a-f]{64}$/),
        state: {
          terminated: {
            exitCode: 0,
            reason: "Completed",
            startedAt: expect.any(String),
            finishedAt: expect.any(String),
          },
        },
      },
    ],
  });
  expect(ended.status.conditions?.map(({ type, status }) => `${type} ${status}`).toSorted()).toEqual([
    "ContainersReady False",
    "Initialized True",
    "PodReadyToStartContainers False",
    "PodScheduled True",
    "Ready False",
  ]);
});

test.each([
  ["exit-3", { exitCode: 3, reason: "Error" }],
  ["oom", { exitCode: 137, reason: "OOMKilled" }],
  [
    "start-error",
    { exitCode: 128, reason: "StartError", message: expect.stringContaining("no such file or directory") },
  ],
])("fails as %s says", async (image, terminated) => {
  const world = await ApiWorld.start();
  await world.runPod("a", image);
  const { status } = await world.podWhere("a", (pod) => pod.status.phase === "Failed");
  expect(status.containerStatuses?.[0]?.state).toMatchObject({ terminated });
});

test("cannot pull an image, and tries again later each time", async () => {
  const clock = new ManualClock();
  const world = await ApiWorld.start({ clock });
  await world.runPod("a", "pull-error");
  const waits = async (reason: string) => {
    const pod = await eventually(async () => {
      clock.advance(0);
      const found = await world.pod("a");
      expect(found && waitingOf(found)).toBe(reason);
      return found as Pod;
    });
    expect(pod.status.phase).toBe("Pending");
    return pod.status.containerStatuses?.[0]?.state.waiting?.message;
  };
  expect(await waits("ErrImagePull")).toMatch(
    /^failed to pull and unpack image "docker.io\/library\/pull-error:latest": /,
  );
  clock.advance(5_000);
  expect(await waits("ImagePullBackOff")).toMatch(/^Back-off pulling image "pull-error"/);
  clock.advance(10_000);
  await waits("ErrImagePull");
});

test.each(["invalid-image", "Not/AnImage", "a b", "https://example.org/x"])(
  "takes %s for no image's name",
  async (image) => {
    const world = await ApiWorld.start();
    await world.runPod("a", image);
    const { status } = await world.podWhere("a", (pod) => waitingOf(pod) === "InvalidImageName");
    expect(status.phase).toBe("Pending");
  },
);

test("starts a container that fails again and again, where it is to be restarted", async () => {
  const clock = new ManualClock();
  const world = await ApiWorld.start({ clock });
  await world.runPod("a", "crash-loop", { restartPolicy: "Always" });
  const push = async (check: (pod: Pod) => void, byMs = 0) =>
    eventually(async () => {
      clock.advance(byMs);
      const pod = await world.pod("a");
      expect(pod).not.toBeNull();
      check(pod as Pod);
    });
  await push(({ status }) => expect(status.containerStatuses?.[0]?.state.terminated?.exitCode).toBe(1));
  clock.advance(2_500);
  await push((pod) => {
    expect(waitingOf(pod)).toBe("CrashLoopBackOff");
    expect(pod.status.phase).toBe("Running");
    expect(pod.status.containerStatuses?.[0]).toMatchObject({
      restartCount: 0,
      lastState: { terminated: { exitCode: 1 } },
    });
  });
  clock.advance(10_000);
  await push(({ status }) => expect(status.containerStatuses?.[0]).toMatchObject({ restartCount: 1 }));
  await world.runPod("b", "crash-loop");
  await push(() =>
    expect(world.api.list(resources.pods).find(({ metadata }) => metadata.name === "b")?.status).toMatchObject({
      phase: "Failed",
    }),
  );
});

test("waits for a node that takes it", async () => {
  const world = await ApiWorld.start();
  await world.runPod("a", "unschedulable");
  const { spec, status } = await world.podWhere("a", (pod) => pod.status.conditions !== undefined);
  expect(spec).not.toHaveProperty("nodeName");
  expect(status).toMatchObject({
    phase: "Pending",
    conditions: [
      {
        type: "PodScheduled",
        status: "False",
        reason: "Unschedulable",
        message: expect.stringContaining("0/1 nodes are available"),
      },
    ],
  });
});

test.each([
  ["evicted", /^The node was low on resource: memory/],
  ["evicted-storage", /^Pod ephemeral local storage usage exceeds the total limit of containers 2Gi/],
])("is thrown out as %s says", async (image, message) => {
  const world = await ApiWorld.start();
  const resource = { limits: { "ephemeral-storage": "2Gi" } };
  await world.runPod("a", "", { containers: [{ name: "main", image, resources: resource }] });
  const { status } = await world.podWhere("a", (pod) => pod.status.phase === "Failed");
  expect(status).toMatchObject({ reason: "Evicted", message: expect.stringMatching(message) });
  expect(status.containerStatuses?.[0]?.state.terminated).toMatchObject({ exitCode: 137 });
  expect(status.conditions).toContainEqual(
    expect.objectContaining({ type: "DisruptionTarget", reason: "TerminationByKubelet" }),
  );
});

test("runs without being ready", async () => {
  const world = await ApiWorld.start();
  await world.runPod("a", "never-ready");
  await world.runPod("b", "forever");
  const ready = ({ status }: Pod) => status.conditions?.find(({ type }) => type === "Ready");
  await world.podWhere("b", (pod) => ready(pod)?.status === "True");
  const pod = await world.podWhere(
    "a",
    ({ status }) => status.phase === "Running" && status.containerStatuses?.[0]?.ready === false,
  );
  expect(ready(pod)).toMatchObject({ status: "False", reason: "ContainersNotReady" });
});

test("waits for secrets that its variables need, and for their keys", async () => {
  const world = await ApiWorld.start();
  const env = [{ name: "KEY", valueFrom: { secretKeyRef: { name: "s", key: "key" } } }];
  await world.runPod("a", "", { containers: [{ name: "main", image: "ok", env }] });
  const { status } = await world.podWhere("a", (pod) => waitingOf(pod) === "CreateContainerConfigError");
  expect(status.containerStatuses?.[0]?.state.waiting?.message).toBe('secret "s" not found');
  await world.ask("POST", secretsPath, { body: secretOf("s", { other: "1" }) });
  await world.runPod("b", "", { containers: [{ name: "main", image: "ok", env }] });
  const second = await world.podWhere("b", (pod) => waitingOf(pod) === "CreateContainerConfigError");
  expect(second.status.containerStatuses?.[0]?.state.waiting?.message).toBe(
    "couldn't find key key in Secret muster-sandboxes/s",
  );
  await world.ask("PATCH", `${secretsPath}/s`, {
    body: { stringData: { key: "2" } },
    type: "application/merge-patch+json",
  });
  for (const name of ["a", "b"]) await world.podWhere(name, (pod) => pod.status.phase === "Succeeded");
});

test("waits for secrets that it mounts, which only events tell", async () => {
  const world = await ApiWorld.start();
  const volumes = [{ name: "files", secret: { secretName: "s" } }];
  await world.runPod("a", "ok", { volumes });
  await eventually(() =>
    expect(messagesIn(world)).toContain(
      'FailedMount: MountVolume.SetUp failed for volume "files" : secret "s" not found',
    ),
  );
  expect(waitingOf((await world.pod("a")) as Pod)).toBe("ContainerCreating");
  await world.ask("POST", secretsPath, { body: secretOf("s") });
  await world.podWhere("a", (pod) => pod.status.phase === "Succeeded");
});

test("ends by SIGTERM, or by SIGKILL when its grace is over", async () => {
  const world = await ApiWorld.start();
  const exits: number[] = [];
  const finalizers = ["muster.dev/kept"];
  for (const [name, image] of [
    ["a", "forever"],
    ["b", "ignores-term"],
  ] as const) {
    const body = podOf(name, image, { terminationGracePeriodSeconds: 1 }) as { metadata: Partial<ObjectMeta> };
    await world.ask("POST", podsPath, { body: { ...body, metadata: { name, finalizers } } });
    await world.podWhere(name, ({ status }) => status.phase === "Running");
    await world.ask("DELETE", `${podsPath}/${name}`);
    const { status } = await world.podWhere(name, (pod) => pod.status.phase === "Failed");
    exits.push(status.containerStatuses?.[0]?.state.terminated?.exitCode ?? 0);
  }
  expect(exits).toEqual([143, 137]);
});

test("ends when it is active for too long itself", async () => {
  const world = await ApiWorld.start();
  await world.runPod("a", "forever", { activeDeadlineSeconds: 1 });
  const { status } = await world.podWhere("a", (pod) => pod.status.phase === "Failed");
  expect(status).toMatchObject({
    reason: "DeadlineExceeded",
    message: "Pod was active on the node longer than the specified deadline",
  });
});

test("fares as a test's own script says", async () => {
  const world = await ApiWorld.start({
    behave: ({ metadata }) => (metadata.name === "a" ? { runMs: 0, exitCode: 42 } : null),
  });
  await world.runPod("a", "ok");
  await world.runPod("b", "ok");
  expect(
    (await world.podWhere("a", ({ status }) => status.phase === "Failed")).status.containerStatuses?.[0]?.state
      .terminated?.exitCode,
  ).toBe(42);
  await world.podWhere("b", ({ status }) => status.phase === "Succeeded");
});
