import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { resources } from "../support/kubernetes-api/index.js";
import { ApiWorld, jobOf, namespace } from "../support/kubernetes-api-world.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Jobs that run to their end and are removed. */
async function runMany({ api }: ApiWorld, from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index++) {
    const target = { resource: resources.jobs, namespace, name: "" };
    api.registry.create(target, jobOf(`j${index}`, "ok", { ttlSecondsAfterFinished: 0 }), { manager: "test" });
    if (index % 50 === 49) await new Promise((resolve) => setImmediate(resolve));
  }
  const left = () => api.list(resources.jobs).length + api.list(resources.pods).length;
  // Thousands of Jobs are work for some seconds, and for many on a busy machine.
  await eventually(() => expect(left()).toBe(0), 50_000);
}

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test("keeps nothing of what is gone", { timeout: 120_000 }, async () => {
  const world = await ApiWorld.start({ maxHistory: 500, maxEvents: 100 });
  await runMany(world, 0, 1_000);
  const before = heapBytes();
  await runMany(world, 1_000, 3_000);
  expect(heapBytes() - before).toBeLessThan(8_000_000);
  // Three namespaces, and the last events.
  expect(world.api.size).toBe(103);
});
