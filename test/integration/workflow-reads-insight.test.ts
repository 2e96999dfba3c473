import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import type { WorkflowReader } from "../../src/workflows/reading/reader.js";
import { chainOf, type BareStep } from "../support/bare-plans.js";
import { refusalOf } from "../support/refusal.js";
import { WorkflowRows, type PlacedVersion } from "../support/workflow-rows.js";

const now = new Date();
const before = (ms: number): Date => new Date(now.getTime() - ms);
const took = (ms: number, status = "COMPLETED") => ({
  status,
  started_at: before(10_000 + ms),
  finished_at: before(10_000),
});
const completed = (ms: number, more: object = {}) => ({ ...took(ms), ...more });

const diamond: BareStep[] = [
  { id: "a" },
  { id: "slow", needs: ["a"] },
  { id: "fast", needs: ["a"] },
  { id: "b", needs: ["slow", "fast"] },
];

let world: WorkflowRows;
let reader: WorkflowReader;
let tenantId: string;

beforeAll(async () => {
  world = await WorkflowRows.open({ now: () => now, after: () => () => {} });
  ({ reader } = world);
  ({ tenantId } = await world.tenant());
});
afterAll(() => world.close());

describe("how far runs are", () => {
  let version: PlacedVersion;

  beforeAll(async () => {
    version = await world.version(tenantId, "usual", diamond);
    const steps = (ms: number) => ({ a: took(ms), slow: took(ms * 5), fast: took(ms), b: took(ms * 3) });
    for (const ms of [900, 1_000, 1_100]) await world.run(version, completed(9_000), steps(ms));
    // These say nothing of how long it takes.
    await world.run(version, completed(1, { status: "FAILED" }), { a: took(1), slow: took(1, "FAILED") });
    await world.run(version, {}, { a: took(1) });
  });

  it("follows from the median of what completed runs took", async () => {
    const running = { status: "RUNNING", started_at: before(2_000) };
    const run = await world.run(version, { started_at: before(3_000) }, { a: took(1_000), slow: running });
    expect(await reader.outlooks(tenantId, [run])).toEqual([
      { percent: 10, estimatedEndAt: new Date(now.getTime() + 6_000) },
    ]);
    const [path = []] = await reader.criticalPaths(tenantId, [run]);
    expect(path.map(({ key, status }) => `${key} ${status}`)).toEqual(["a COMPLETED", "slow RUNNING", "b PENDING"]);
  });

  it("is told of many at once, in their order, without a look at those that have ended", async () => {
    const ended = await world.run(version, completed(5));
    const fresh = await world.run(version, { status: "QUEUED" });
    const unknown = await world.run(await world.version(tenantId, "fresh", diamond), {}, { a: took(5) });
    expect(await reader.outlooks(tenantId, [ended, fresh, unknown, ended])).toEqual([
      { percent: 100, estimatedEndAt: null },
      { percent: 0, estimatedEndAt: new Date(now.getTime() + 9_000) },
      { percent: 25, estimatedEndAt: null },
      { percent: 100, estimatedEndAt: null },
    ]);
  });

  it("counts items under their step", async () => {
    const fanned = await world.version(tenantId, "fanned", [
      { id: "each", type: "forEach" },
      { id: "b", needs: ["each"] },
    ]);
    const items = { "each[0]": took(5), "each[1]": took(5, "FAILED"), "each[2]": { status: "RUNNING" }, "each[3]": {} };
    const run = await world.run(fanned, {}, { each: { status: "RUNNING", started_at: before(1_000) }, ...items });
    expect(await reader.outlooks(tenantId, [run])).toMatchObject([{ percent: 25 }]);
  });

  it("is told of a chain of 10,000 steps", async () => {
    const chain = chainOf(10_000);
    const large = await world.version(tenantId, "large", chain);
    const run = await world.run({ ...large, steps: [] }, { step_count: 10_000 });
    const rows = chain.map(({ id: key }, ordinal) => {
      const place = { id: newId("step"), run_id: run.id, tenant_id: tenantId, ordinal, key, phase: "MAIN", attempt: 0 };
      return { ...place, ...(ordinal < 2_500 ? took(1) : { status: "PENDING", started_at: null, finished_at: null }) };
    });
    await world.insert("workflow_steps", rows);
    expect(await reader.outlooks(tenantId, [run])).toEqual([{ percent: 25, estimatedEndAt: null }]);
    const [path = []] = await reader.criticalPaths(tenantId, [run]);
    expect(path).toHaveLength(10_000);
    expect(path.map(({ ordinal }) => ordinal)).toEqual(chain.map((_step, ordinal) => ordinal));
  });
});

describe("the stats of a workflow", () => {
  it("are those of the runs that were created in the days", async () => {
    const version = await world.version(tenantId, "stats", diamond);
    const days = (count: number) => ({ created_at: before(count * 86_400_000) });
    for (let n = 1; n <= 20; n++) {
      const steps = {
        a: took(n * 10),
        slow: took(n * 100),
        fast: took(n, n % 2 ? "FAILED" : "COMPLETED"),
        b: took(5, "CANCELLED"),
      };
      await world.run(version, completed(n * 1_000, { cost: 0.5, ...days(1) }), steps);
    }
    await world.run(version, completed(1, { status: "FAILED", ...days(2) }));
    await world.run(version, completed(1, { status: "CANCELLED", cost: 1, ...days(2) }));
    await world.run(version, { status: "RUNNING", ...days(2) });
    await world.run(version, completed(90_000, days(5)));
    const stats = await reader.stats(tenantId, version.workflow.id, 3);
    expect(stats).toMatchObject({ runs: 23, open: 1, completed: 20, failed: 2, cost: 11, durationP50Ms: 10_500 });
    expect(stats.successRate).toBeCloseTo(20 / 22);
    expect(stats.durationP95Ms).toBeCloseTo(19_050);
    expect(stats.slowestSteps).toEqual([
      { key: "slow", runs: 20, failed: 0, durationP50Ms: 1_050, durationP95Ms: expect.closeTo(1_905) },
      { key: "a", runs: 20, failed: 0, durationP50Ms: 105, durationP95Ms: expect.closeTo(190.5) },
      { key: "fast", runs: 20, failed: 10, durationP50Ms: 10.5, durationP95Ms: expect.closeTo(19.05) },
    ]);
    expect(await reader.stats(tenantId, version.workflow.id, 7)).toMatchObject({ runs: 24, completed: 21 });
  });

  it("name ten steps at the most, items not among them", async () => {
    const steps: BareStep[] = [...chainOf(12), { id: "each", type: "forEach" }];
    const version = await world.version(tenantId, "many", steps);
    const each = Object.fromEntries(steps.map(({ id }, n) => [id, took(100 - n)]));
    await world.run(version, completed(1), { ...each, "each[0]": took(50_000) });
    const { slowestSteps } = await reader.stats(tenantId, version.workflow.id, 1);
    expect(slowestSteps.map(({ key }) => key)).toEqual(chainOf(10).map(({ id }) => id));
  });

  it("are empty where nothing ran, and for another tenant", async () => {
    const { workflow } = await world.version(tenantId, "idle", diamond);
    const nothing = { runs: 0, open: 0, completed: 0, failed: 0, successRate: null, cost: 0, slowestSteps: [] };
    expect(await reader.stats(tenantId, workflow.id, 90)).toMatchObject(nothing);
    const { tenantId: strangerId } = await world.tenant();
    const busy = await reader.get(tenantId, "stats");
    expect(await reader.stats(strangerId, busy?.id ?? "", 90)).toMatchObject(nothing);
  });

  it.each([0, 91, 1.5])("are refused for %d days", async (days) => {
    const refused = refusalOf(reader.stats(tenantId, newId("workflow"), days));
    expect(await refused).toMatchObject({ code: "BAD_USER_INPUT", path: ["days"] });
  });
});
