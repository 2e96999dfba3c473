import { expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { resources, type Job, type Pod } from "../support/kubernetes-api/index.js";
import { jobOf, jobsPath, ApiWorld, podsPath } from "../support/kubernetes-api-world.js";
import { ManualClock } from "../support/manual-clock.js";

/** https://kubernetes.io/docs/concepts/workloads/controllers/job/ */

const merge = "application/merge-patch+json";

function jobIn(world: ApiWorld, name = "a"): Job | undefined {
  return world.api.list(resources.jobs).find(({ metadata }) => metadata.name === name) as Job | undefined;
}

function podsIn(world: ApiWorld): Pod[] {
  return world.api.list(resources.pods) as Pod[];
}

function conditionsOf(job: Job | undefined): string[] {
  return (job?.status.conditions ?? []).map(({ type, status, reason }) => `${type} ${status} ${reason}`);
}

/** With a clock that only moves when told, what is due at once needs a push. */
async function held(
  image: string,
  spec: object = {},
): Promise<{ world: ApiWorld; clock: ManualClock; settle: (check: () => void) => Promise<void> }> {
  const clock = new ManualClock();
  const world = await ApiWorld.start({ clock });
  await world.ask("POST", jobsPath, { body: jobOf("a", image, spec) });
  const settle = (check: () => void) =>
    eventually(() => {
      clock.advance(0);
      check();
    });
  return { world, clock, settle };
}

test("runs a pod to its end, and counts it", async () => {
  const world = await ApiWorld.start();
  await world.ask("POST", jobsPath, { body: jobOf("a", "ok") });
  await eventually(() =>
    expect(conditionsOf(jobIn(world))).toEqual([
      "SuccessCriteriaMet True CompletionsReached",
      "Complete True CompletionsReached",
    ]),
  );
  expect(jobIn(world)?.status).toMatchObject({
    succeeded: 1,
    ready: 0,
    startTime: expect.any(String),
    completionTime: expect.any(String),
  });
  expect(jobIn(world)?.status).not.toHaveProperty("active");
  const [pod] = podsIn(world);
  expect(pod?.metadata).toMatchObject({
    name: expect.stringMatching(/^a-[a-z0-9]{5}$/),
    generateName: "a-",
    labels: { "job-name": "a", "batch.kubernetes.io/controller-uid": jobIn(world)?.metadata.uid },
    ownerReferences: [{ kind: "Job", name: "a", controller: true, blockOwnerDeletion: true }],
  });
  await eventually(() => expect(podsIn(world)[0]?.metadata).not.toHaveProperty("finalizers"));
});

test("fails beyond its backoff limit", async () => {
  const world = await ApiWorld.start();
  await world.ask("POST", jobsPath, { body: jobOf("a", "exit-3") });
  await eventually(() =>
    expect(conditionsOf(jobIn(world))).toEqual([
      "FailureTarget True BackoffLimitExceeded",
      "Failed True BackoffLimitExceeded",
    ]),
  );
  expect(jobIn(world)?.status).toMatchObject({ failed: 1 });
  expect(podsIn(world)).toHaveLength(1);
});

test("makes another pod for one that failed, later each time", async () => {
  const { world, clock, settle } = await held("exit-1", { backoffLimit: 2 });
  await settle(() => expect(jobIn(world)?.status.failed).toBe(1));
  clock.advance(9_999);
  await settle(() => expect(podsIn(world)).toHaveLength(1));
  clock.advance(1);
  await settle(() => expect(jobIn(world)?.status.failed).toBe(2));
  clock.advance(19_999);
  await settle(() => expect(podsIn(world)).toHaveLength(2));
  clock.advance(1);
  await settle(() => expect(jobIn(world)?.status.failed).toBe(3));
  await settle(() => expect(conditionsOf(jobIn(world))).toContain("Failed True BackoffLimitExceeded"));
});

test("ends a Job that is active for too long, and deletes its pod", async () => {
  const { world, clock, settle } = await held("forever", { activeDeadlineSeconds: 60 });
  await settle(() => expect(jobIn(world)?.status).toMatchObject({ active: 1, ready: 1 }));
  clock.advance(58_000);
  await settle(() => expect(conditionsOf(jobIn(world))).toEqual([]));
  clock.advance(2_000);
  await settle(() =>
    expect(conditionsOf(jobIn(world))).toEqual(["FailureTarget True DeadlineExceeded", "Failed True DeadlineExceeded"]),
  );
  expect(jobIn(world)?.status.conditions?.[1]?.message).toBe("Job was active longer than specified deadline");
  await settle(() => expect(podsIn(world)).toEqual([]));
});

test("has failed for good only when its pod has ended", async () => {
  const { world, clock, settle } = await held("ignores-term", { activeDeadlineSeconds: 10 });
  await settle(() => expect(jobIn(world)?.status.ready).toBe(1));
  clock.advance(10_000);
  await settle(() => expect(jobIn(world)?.status).toMatchObject({ terminating: 1, failed: 1 }));
  expect(conditionsOf(jobIn(world))).toEqual(["FailureTarget True DeadlineExceeded"]);
  clock.advance(30_000);
  await settle(() => expect(conditionsOf(jobIn(world))).toContain("Failed True DeadlineExceeded"));
});

test("is gone with its pods so long after it has finished", async () => {
  const { world, clock, settle } = await held("ok", { ttlSecondsAfterFinished: 30 });
  await settle(() => expect(conditionsOf(jobIn(world))).toHaveLength(2));
  clock.advance(28_000);
  await settle(() => expect(jobIn(world)).toBeDefined());
  clock.advance(3_000);
  await settle(() => expect([...podsIn(world), ...world.api.list(resources.jobs)]).toEqual([]));
});

test("has no pod while it is suspended, and time only from its resumption", async () => {
  const { world, clock, settle } = await held("forever", { suspend: true, activeDeadlineSeconds: 60 });
  await settle(() => expect(conditionsOf(jobIn(world))).toEqual(["Suspended True JobSuspended"]));
  expect(jobIn(world)?.status).not.toHaveProperty("startTime");
  expect(podsIn(world)).toEqual([]);
  clock.advance(120_000);
  await world.ask("PATCH", `${jobsPath}/a`, { body: { spec: { suspend: false } }, type: merge });
  await settle(() => expect(jobIn(world)?.status).toMatchObject({ ready: 1 }));
  expect(conditionsOf(jobIn(world))).toEqual(["Suspended False JobResumed"]);
  await world.ask("PATCH", `${jobsPath}/a`, { body: { spec: { suspend: true } }, type: merge });
  await settle(() => expect(podsIn(world)).toEqual([]));
});

test("takes a pod that is deleted by hand for failed", async () => {
  const world = await ApiWorld.start();
  await world.ask("POST", jobsPath, { body: jobOf("a", "forever") });
  const { metadata } = await world.podOfJob("a");
  await world.podWhere(metadata.name, ({ status }) => status.phase === "Running");
  world.api.deletePod("muster-sandboxes", metadata.name, 1);
  await eventually(() => expect(conditionsOf(jobIn(world))).toContain("Failed True BackoffLimitExceeded"));
  await eventually(async () => expect(await world.pod(metadata.name)).toBeNull());
});

test("goes with its pods, and after them where asked", async () => {
  for (const propagationPolicy of ["Background", "Foreground"]) {
    const world = await ApiWorld.start();
    await world.ask("POST", jobsPath, { body: jobOf("a", "forever") });
    const { metadata } = await world.podOfJob("a");
    await world.podWhere(metadata.name, ({ status }) => status.phase === "Running");
    await world.ask("DELETE", `${jobsPath}/a`, { body: { propagationPolicy } });
    await eventually(() => expect([...podsIn(world), ...world.api.list(resources.jobs)]).toEqual([]));
  }
});

test("has its pod only when a quota allows it", async () => {
  const { world, clock, settle } = await held("ok", { suspend: true });
  const quotas = "/api/v1/namespaces/muster-sandboxes/resourcequotas";
  await world.ask("POST", quotas, { body: { metadata: { name: "none" }, spec: { hard: { pods: "0" } } } });
  await world.ask("PATCH", `${jobsPath}/a`, { body: { spec: { suspend: false } }, type: merge });
  const messages = () => world.api.list(resources.events).map((event) => String(event["message"]));
  await settle(() => expect(messages().join()).toContain("Error creating: pods"));
  expect(podsIn(world)).toEqual([]);
  await world.ask("DELETE", `${quotas}/none`);
  clock.advance(1_000);
  await settle(() => expect(conditionsOf(jobIn(world))).toContain("Complete True CompletionsReached"));
});

test("keeps pods that a Job is deleted without for whoever adopts them", async () => {
  const world = await ApiWorld.start();
  await world.ask("POST", jobsPath, { body: jobOf("a", "forever") });
  const { metadata } = await world.podOfJob("a");
  await world.ask("DELETE", `${jobsPath}/a`, { body: { propagationPolicy: "Orphan" } });
  const pod = await world.podWhere(metadata.name, (each) => each.metadata.finalizers === undefined);
  expect(pod.metadata).not.toHaveProperty("deletionTimestamp");
  expect((await world.ask("GET", `${podsPath}/${metadata.name}`)).code).toBe(200);
});
