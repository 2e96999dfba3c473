import { afterAll, beforeAll, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { MusterError } from "../../src/platform/errors.js";
import type { SandboxCheck } from "../../src/tasks/index.js";
import type { WorkflowSource } from "../../src/workflows/definition/model.js";
import { eventually } from "../support/eventually.js";
import { refusalOf } from "../support/refusal.js";
import { sandboxAgent } from "../support/sandbox-agent.js";
import { work, WorkflowWorld, type Answer, type WorkflowReplica } from "../support/workflow-world.js";

let world: WorkflowWorld;
let replica: WorkflowReplica;
let by: Principal;
/** What the operator has come to forbid. */
const forbidden = new Set<string>();
let checks = 0;

const checkSandbox: SandboxCheck = (input) => {
  checks++;
  const image = "image" in input ? String(input.image) : "";
  if (forbidden.has(image))
    throw new MusterError("FORBIDDEN", `The image ${image} may not be used.`, {
      ...{ reason: "IMAGE_FORBIDDEN", path: ["image"] },
    });
  return { ...input, checked: true };
};

beforeAll(async () => {
  world = await WorkflowWorld.open();
  replica = await world.replica({ checkSandbox });
  by = await world.tenant(replica);
});
afterAll(() => world?.close());

const call = (image: string) => ({ kind: "work", sandbox: { image } });
const step = (id: string, image: string, more: object = {}) => ({ id, ...call(image), ...more });

async function start(source: WorkflowSource): Promise<string> {
  await world.define(replica, by, source);
  return (await replica.workflows.startRun(by, { workflow: "played", input: null })).id;
}

const ended = (runId: string, status: string) =>
  eventually(async () => expect(await world.statusOf(runId)).toBe(status));

/** The images that the run's tasks ask for, by step, of which undoing is told apart. */
async function imagesOf(runId: string): Promise<string[]> {
  const rows = await world.tasks.rows<{ id: string; step: string; kind: string }>(
    "SELECT id, step_key AS step, kind FROM tasks WHERE run_id = $1 ORDER BY id",
    [runId],
  );
  const specs = await replica.tasks.specsOf<{ image: string; checked: boolean }>(rows.map(({ id }) => id));
  return rows.map(({ id, step: key }) => `${key} ${specs.get(id)?.image} ${specs.get(id)?.checked}`).toSorted();
}

it("asks for a step's sandbox for its task, its items, what is done in its place and what undoes it", async () => {
  const agent = await sandboxAgent(world.tasks, replica, by);
  const answer = ({ task }: { task: { input: unknown } }): Answer =>
    task.input === "fail" ? { error: "no luck" } : { output: null };
  const seen = work(replica, agent, answer);
  const runId = await start({
    steps: [
      step("a", "main", { compensate: call("undo") }),
      { id: "b", type: "forEach", needs: ["a"], items: [1, 2, 3], do: call("item") },
      step("c", "try", {
        needs: ["b"],
        input: "fail",
        onFailure: call("instead"),
      }),
      step("d", "last", { needs: ["c"], input: "fail" }),
    ],
  });
  await ended(runId, "COMPENSATED");
  expect(await imagesOf(runId)).toEqual([
    ...["a main true", "a undo true", "b[0] item true", "b[1] item true", "b[2] item true"],
    ...["c instead true", "c try true", "d last true"],
  ]);
  expect(seen).toHaveLength(8);
  await agent.leave();
});

it("has the tasks of other steps done by other agents", async () => {
  const [agent, other] = [await sandboxAgent(world.tasks, replica, by), await world.tasks.agent(replica, by)];
  const [inside, outside] = [work(replica, agent), work(replica, other)];
  const runId = await start({ steps: [step("a", "main"), { id: "b", kind: "work", needs: ["a"] }] });
  await ended(runId, "COMPLETED");
  expect([inside, outside].map((seen) => seen.map(({ task }) => task.stepKey))).toEqual([["a"], ["b"]]);
  await agent.leave();
  await other.leave();
});

it("looks at the sandbox of many items once", async () => {
  const items = Array.from({ length: 200 }, (_, index) => index);
  checks = 0;
  const runId = await start({ steps: [{ id: "a", type: "forEach", items, do: call("item") }] });
  await eventually(async () => expect(await imagesOf(runId)).toHaveLength(200));
  // As it was defined, and as its items began.
  expect(checks).toBe(2);
  await replica.workflows.cancel(by, { id: runId, compensate: false, reason: null });
});

it("refuses a definition for what the operator forbids, and fails a step for what has been forbidden since", async () => {
  const source: WorkflowSource = { steps: [step("a", "old", { continueOnError: true })] };
  await world.define(replica, by, source);
  forbidden.add("old");
  expect(await refusalOf(replica.workflows.define(by, { name: "other", definition: source }))).toMatchObject({
    ...{ code: "BAD_USER_INPUT", reason: "SANDBOX_REFUSED", path: ["definition", "steps", 0, "sandbox", "image"] },
    message: "The image old may not be used.",
  });
  expect(replica.workflows.check({ definition: source })).toMatchObject([{ reason: "SANDBOX_REFUSED" }]);
  const { id } = await replica.workflows.startRun(by, { workflow: "played", input: null });
  await ended(id, "COMPLETED");
  const [{ data } = { data: {} }] = (await world.eventsOf(id)).filter(({ type }) => type === "STEP_FAILED");
  expect(data).toMatchObject({ error: { class: "REFUSED", message: "The image old may not be used." } });
});

it("is refused where there are none", async () => {
  const without = await world.replica({ roles: ["api"], isOnDuty: false });
  const definition = { steps: [step("a", "main")] };
  expect(without.workflows.check({ definition })).toMatchObject([
    { path: ["steps", 0, "sandbox"], reason: "SANDBOX_REFUSED" },
  ]);
});
