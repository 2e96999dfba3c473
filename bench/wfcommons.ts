import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { criticalPathOf, type TimedStep } from "./critical-path.js";
import { startFleet, type Fleet } from "./fleet-process.js";
import { secondsSince } from "./figures.js";
import { startServer } from "./server.js";
import { definitionOf, parseInstance, stepsOf, type Instance } from "./wf-instance.js";
import { define, run } from "./workflow-runs.js";
import { leave, prepare, register, type Bench } from "./workloads.js";

/**
 * `npx tsx bench/wfcommons.ts FILE... [--speed N]`: runs recorded graphs, from a folder of WfFormat instances from
 * https://wfcommons.org, with tasks that take as long as they did when they were recorded, N times as fast (100 unless
 * said). There is a slot for every task, so what a run takes beyond its critical path is the engine's, the agents' and
 * their timers'.
 */
const { positionals: files, values } = parseArgs({
  allowPositionals: true,
  options: { speed: { type: "string", default: "100" } },
});
const speed = Number(values.speed);
if (files.length === 0 || !(speed > 0)) throw new Error("give the files of instances, and a speed above 0 if any");

/** An agent's most. */
const slotsPerAgent = 1_000;
/** A task's most, in case of a slow speed. */
const defaultTimeoutMs = 24 * 3_600_000;

const instances = await Promise.all(
  files.map(async (file) => parseInstance(JSON.parse(await readFile(file, "utf8")) as unknown)),
);
const server = await startServer();
try {
  const bench = await prepare(server);
  await bench.client.defineTaskKind({ name: "simulated", defaultTimeoutMs });
  const fleet = await openFleet(bench, Math.max(...instances.map(({ tasks }) => tasks.length)));
  for (const [index, instance] of instances.entries()) {
    process.stdout.write(`${await measure(bench, instance, `instance${index}`)}\n`);
  }
  await fleet.stop();
  await leave(bench);
} finally {
  await server.stop();
}
process.exit(0);

async function openFleet(bench: Bench, slots: number): Promise<Fleet> {
  const keys = await register(bench, Math.ceil(slots / slotsPerAgent));
  const concurrency = Math.min(slots, slotsPerAgent);
  return startFleet({ url: bench.server.url, keys, concurrency, prefetch: 0, kind: "simulated" });
}

/** Without task times first: that is a warm-up, and tells what the graph alone takes. */
async function measure(bench: Bench, instance: Instance, workflow: string): Promise<string> {
  const steps = stepsOf(instance, speed);
  const emptyMs = await makespanOf(bench, workflow, stepsOf(instance, Infinity));
  const makespanMs = await makespanOf(bench, workflow, steps);
  const path = criticalPathOf(steps);
  const overheadMs = makespanMs - path.ms;
  const recorded = instance.makespanMs === null ? "" : `; as recorded ${told(instance.makespanMs / speed)}`;
  return [
    `${instance.name}: ${steps.length} steps, ${path.steps} of them on the critical path, ${speed} × as fast`,
    `  makespan ${told(makespanMs)}, critical path ${told(path.ms)}${recorded}`,
    `  overhead ${told(overheadMs)}, ${(overheadMs / path.steps).toFixed(1)} ms per step of the path; ${told(emptyMs)} without task times`,
  ].join("\n");
}

/** From before the call that starts the run until it is seen to have ended, which is looked for every 5 ms. */
async function makespanOf({ client }: Bench, workflow: string, steps: readonly TimedStep[]): Promise<number> {
  await define(client, workflow, definitionOf(steps));
  const startMs = performance.now();
  await run(client, { workflow });
  return secondsSince(startMs) * 1_000;
}

function told(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
