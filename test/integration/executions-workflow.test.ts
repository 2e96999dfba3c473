import { afterAll, beforeAll, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { systemClock } from "../../src/platform/clock.js";
import { silentLog } from "../../src/platform/log.js";
import { createWorkflowService, type WorkflowRun, type WorkflowService } from "../../src/workflows/index.js";
import { eventually } from "../support/eventually.js";
import { ExecutionWorld, type ExecutionReplica } from "../support/execution-world.js";
import { command, echo } from "../support/wasm-modules.js";

let world: ExecutionWorld;
let replica: ExecutionReplica;
let workflows: WorkflowService;
let admin: Principal;

beforeAll(async () => {
  world = await ExecutionWorld.open();
  replica = await world.replica();
  const { database, broker } = world.tasks.services;
  workflows = createWorkflowService({
    ...{ database, broker, clock: systemClock, log: silentLog, events: replica.events, tasks: replica.tasks },
    ...{ identity: world.tasks.identity, isOnDuty: true, maxTaskBytes: 262_144 },
  });
  await workflows.start();
  admin = await world.tenant();
  for (const [name, module] of [
    ["acme/echo", echo],
    ["acme/fail", command("(call $proc_exit (i32.const 3))")],
  ] as const) {
    await replica.tasks.defineKind(admin, {
      ...{ name: `wasm:${name}`, requiredCapabilities: ["muster:wasm"], defaultMaxRetries: 0 },
    });
    world.shelf.install(admin, await world.shelf.publish(admin, { name, module, pricePerRun: 1 }));
  }
});
afterAll(async () => {
  await workflows.stop();
  await world.close();
});

async function run(name: string, definition: unknown, input: unknown): Promise<WorkflowRun | undefined> {
  await workflows.define(admin, { name, definition });
  const { id } = await workflows.startRun(admin, { workflow: name, input });
  return eventually(async () => {
    const found = (await workflows.runsById(admin.tenantId, [id])).get(id);
    expect(found?.finishedAt).toBeTruthy();
    return found;
  });
}

it("does the steps of a run whose kinds are installed, and hands outputs on", async () => {
  const steps = [
    { id: "a", kind: "wasm:acme/echo", input: { n: "${input.n}" } },
    { id: "b", kind: "wasm:acme/echo", needs: ["a"], input: { again: "${steps.a.output.n}" } },
  ];
  const done = await run("pipe", { steps, output: "${steps.b.output}" }, { n: 7 });
  expect(done).toMatchObject({ status: "COMPLETED", output: { again: 7 } });
  expect(done?.cost).toBeGreaterThan(2);
});

it("fails a run whose module fails", async () => {
  const failed = await run("fails", { steps: [{ id: "a", kind: "wasm:acme/fail", retry: { attempts: 1 } }] }, {});
  expect(failed).toMatchObject({ status: "FAILED" });
  expect(JSON.stringify(failed?.error)).toContain("EXIT_CODE");
});
