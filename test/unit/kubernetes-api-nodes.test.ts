import { expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { resources, type Pod } from "../support/kubernetes-api/index.js";
import { ApiWorld, namespace, podsPath } from "../support/kubernetes-api-world.js";
import { ManualClock } from "../support/manual-clock.js";

/** https://kubernetes.io/docs/concepts/architecture/nodes/ */

test("is not heard of any more when its node is lost, then deleted, and gone with the node", async () => {
  const clock = new ManualClock();
  const world = await ApiWorld.start({ clock, evictionMs: 300_000 });
  await world.runPod("a", "forever");
  const find = (): Pod | undefined => world.api.list(resources.pods, namespace)[0] as Pod | undefined;
  await eventually(() => (clock.advance(0), expect(find()?.status.phase).toBe("Running")));
  world.api.killNode("node-1");
  expect(find()?.status.conditions).toContainEqual(
    expect.objectContaining({ type: "Ready", status: "False", reason: "NodeNotReady" }),
  );
  clock.advance(300_000);
  expect(find()?.metadata.deletionTimestamp).toBeDefined();
  expect(find()?.status.conditions).toContainEqual(
    expect.objectContaining({ type: "DisruptionTarget", reason: "DeletionByTaintManager" }),
  );
  clock.advance(60_000);
  expect(find()?.status.phase).toBe("Running");
  world.api.removeNode("node-1");
  expect(find()).toBeUndefined();
});

test("goes on where it was when its node comes back", async () => {
  const world = await ApiWorld.start();
  await world.runPod("a", "forever");
  await world.podWhere("a", ({ status }) => status.phase === "Running");
  world.api.killNode("node-1");
  await world.ask("DELETE", `${podsPath}/a?gracePeriodSeconds=1`);
  expect(await world.pod("a")).not.toBeNull();
  world.api.restoreNode("node-1");
  await eventually(async () => expect(await world.pod("a")).toBeNull());
});

test("loses its node as its image says, and takes no further pod until it is back", async () => {
  const world = await ApiWorld.start();
  await world.runPod("a", "node-lost");
  await world.podWhere(
    "a",
    ({ status }) => status.conditions?.some(({ reason }) => reason === "NodeNotReady") === true,
  );
  await world.runPod("b", "ok");
  await world.podWhere("b", ({ status }) => status.conditions?.[0]?.reason === "Unschedulable");
  world.api.restoreNode("node-1");
  await world.podWhere("b", ({ status }) => status.phase === "Succeeded");
});

test("spreads pods over nodes", async () => {
  const world = await ApiWorld.start({ nodes: ["node-1", "node-2"] });
  for (const name of ["a", "b"]) await world.runPod(name, "forever");
  const nodes = await Promise.all(
    ["a", "b"].map(
      async (name) => (await world.podWhere(name, ({ spec }) => spec.nodeName !== undefined)).spec.nodeName,
    ),
  );
  expect(new Set(nodes)).toEqual(new Set(["node-1", "node-2"]));
});
