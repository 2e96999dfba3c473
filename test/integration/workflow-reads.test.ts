import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import type { Page } from "../../src/platform/page.js";
import { type WorkflowReader } from "../../src/workflows/reading/reader.js";
import { runCursor, versionCursor, workflowCursor, type WorkflowRun } from "../../src/workflows/index.js";
import { refusalOf } from "../support/refusal.js";
import { WorkflowRows, type PlacedVersion } from "../support/workflow-rows.js";

let world: WorkflowRows;
let reader: WorkflowReader;
let admin: Principal;
let other: Principal;

beforeAll(async () => {
  world = await WorkflowRows.open();
  ({ reader } = world);
  admin = await world.tenant();
  other = await world.tenant();
});
afterAll(() => world.close());

/** All pages of a list, put together. */
async function pages<Row>(
  read: (after: string | null) => Promise<Page<Row>>,
  cursorOf: (row: Row) => string,
): Promise<Row[]> {
  const found: Row[] = [];
  for (let after: string | null = null; ;) {
    const page = await read(after);
    expect(page.hasPreviousPage).toBe(after !== null);
    found.push(...page.items);
    const last = page.items.at(-1);
    if (!page.hasNextPage || !last) return found;
    after = cursorOf(last);
  }
}

describe("workflows", () => {
  it("are found by name and by id, by their own tenant only", async () => {
    const { workflow } = await world.version(admin.tenantId, "found", [{ id: "a" }]);
    const { tenantId } = admin;
    expect(await reader.get(tenantId, "found")).toEqual(workflow);
    expect(await reader.get(tenantId, workflow.id)).toEqual(workflow);
    expect(await reader.getMany(tenantId, [workflow.id, "nonsense"])).toEqual(new Map([[workflow.id, workflow]]));
    for (const name of ["found", workflow.id, "nonsense", "nul\0", "x".repeat(1_000)])
      expect(await reader.get(other.tenantId, name)).toBeNull();
    expect((await reader.getMany(other.tenantId, [workflow.id])).size).toBe(0);
  });

  it("come by name, page by page, with part of a name in any case", async () => {
    const by = await world.tenant();
    for (const name of ["b_1", "A", "c", "a%b", "B-2"]) await world.version(by.tenantId, name, [{ id: "a" }]);
    const names = async (nameContains: string | null, first: number) =>
      (await pages((after) => reader.list(by.tenantId, { page: { first, after }, nameContains }), workflowCursor)).map(
        ({ name }) => name,
      );
    for (const first of [1, 2, 100]) expect(await names(null, first)).toEqual(["A", "B-2", "a%b", "b_1", "c"]);
    expect(await names("b", 1)).toEqual(["B-2", "a%b", "b_1"]);
    expect(await names("%", 10)).toEqual(["a%b"]);
    expect(await names("_", 10)).toEqual(["b_1"]);
    expect(await refusalOf(reader.list(by.tenantId, { page: {}, nameContains: "\0" }))).toMatchObject({
      code: "BAD_USER_INPUT",
      path: ["nameContains"],
    });
  });

  it("have versions, the newest first, whose definitions are read by themselves", async () => {
    const { tenantId } = admin;
    for (const description of ["one", "two", "three"])
      await world.version(tenantId, "grown", [{ id: "a" }], { description });
    const workflow = await reader.get(tenantId, "grown");
    if (!workflow) throw new Error("it is not there");
    const found = await pages((after) => reader.versions(tenantId, workflow.id, { first: 2, after }), versionCursor);
    expect(found.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(found[0]).not.toHaveProperty("definition");
    const latest = await reader.latestVersions(tenantId, [workflow.id]);
    expect(latest.get(workflow.id)).toEqual(found[0]);
    expect(await reader.version(tenantId, workflow.id, 2)).toEqual(found[1]);
    expect(await reader.version(tenantId, workflow.id, 4)).toBeNull();
    const ids = found.map(({ id }) => id);
    expect([...(await reader.versionsById(tenantId, ids)).keys()].toSorted()).toEqual(ids.toSorted());
    const [, second = ""] = ids;
    expect((await reader.definitions(tenantId, [second])).get(second)).toMatchObject({ description: "two" });
    expect(await reader.descriptions(tenantId, [workflow.id])).toEqual(new Map([[workflow.id, "three"]]));
    for (const map of [
      await reader.versionsById(other.tenantId, ids),
      await reader.definitions(other.tenantId, ids),
      await reader.latestVersions(other.tenantId, [workflow.id]),
      await reader.descriptions(other.tenantId, [workflow.id]),
    ])
      expect(map.size).toBe(0);
    expect((await reader.versions(other.tenantId, workflow.id, {})).items).toEqual([]);
  });

  it("give two versions to compare, and name the argument of what is not there", async () => {
    const { tenantId } = admin;
    for (let count = 0; count < 2; count++) await world.version(tenantId, "pair", [{ id: "a" }]);
    expect(await reader.versionPair(tenantId, "pair", { from: 2, to: 1 })).toMatchObject({
      from: { number: 2 },
      to: { number: 1 },
    });
    for (const [name, numbers, path] of [
      ["nope", { from: 1, to: 2 }, ["workflow"]],
      ["pair", { from: 3, to: 2 }, ["from"]],
      ["pair", { from: 1, to: 0 }, ["to"]],
    ] as const) {
      expect(await refusalOf(reader.versionPair(tenantId, name, numbers))).toMatchObject({ code: "NOT_FOUND", path });
    }
  });

  it.each(["WyJ3b3JrZmxvd1ZlcnNpb25zLm51bWJlci5kZXNjIiwieCJd", "nonsense"])(
    "refuse a cursor that somebody made up: %s",
    async (after) => {
      const refused = refusalOf(reader.versions(admin.tenantId, newId("workflow"), { after }));
      expect(await refused).toMatchObject({ code: "BAD_USER_INPUT", reason: "CURSOR_INVALID", path: ["after"] });
    },
  );
});

describe("listing runs", () => {
  const triggerId = newId("trigger");
  const statuses = ["QUEUED", "RUNNING", "COMPLETED", "FAILED"] as const;
  let tenantId: string;
  let versions: readonly PlacedVersion[];
  let all: readonly WorkflowRun[];

  beforeAll(async () => {
    ({ tenantId } = await world.tenant());
    versions = [
      await world.version(tenantId, "one", [{ id: "a" }]),
      await world.version(tenantId, "two", [{ id: "a" }]),
    ];
    const runs: WorkflowRun[] = [];
    for (let n = 0; n < 24; n++) {
      const status = statuses[n % 4] ?? "QUEUED";
      const finished = status === "COMPLETED" || status === "FAILED";
      const version = versions[n % 2];
      if (!version) throw new Error("there are two");
      runs.push(
        await world.run(version, {
          ...{ status, finished_at: finished ? new Date() : null, created_at: new Date(1_800_000_000_000 + n * 1_000) },
          ...{ labels: n % 3 ? {} : { team: "x", no: String(n) }, trigger_id: n % 5 ? null : triggerId },
        }),
      );
    }
    all = runs;
  });

  const ids = (runs: readonly WorkflowRun[]) => runs.map(({ id }) => id);
  const listed = async (filter: object, first = 100, more: object = {}) =>
    ids(await pages((after) => reader.runs(tenantId, { page: { first, after }, filter, ...more }), runCursor));
  const wanted = (holds: (run: WorkflowRun, n: number) => boolean) => ids(all.filter(holds)).toReversed();

  it.each([1, 7, 24, 25])("gives each run once, newest first, over pages of %i", async (first) => {
    expect(await listed({}, first)).toEqual(wanted(() => true));
  });

  it.each<[string, object, (run: WorkflowRun, n: number) => boolean]>([
    ["one status", { status: ["RUNNING"] }, (_run, n) => n % 4 === 1],
    ["some statuses", { status: ["FAILED", "QUEUED", "FAILED"] }, (_run, n) => n % 4 === 3 || n % 4 === 0],
    ["no status", { status: [] }, () => false],
    ["a workflow by name", { workflow: "two" }, (_run, n) => n % 2 === 1],
    ["a workflow that is not there", { workflow: "nope" }, () => false],
    ["a trigger", { triggerId }, (_run, n) => n % 5 === 0],
    ["labels", { labels: { team: "x" } }, (_run, n) => n % 3 === 0],
    ["all of the labels", { labels: { team: "x", no: "3" } }, (_run, n) => n === 3],
    ["no labels", { labels: {} }, () => true],
    [
      "a time",
      { createdAfter: new Date(1_800_000_005_000), createdBefore: new Date(1_800_000_008_000) },
      (_run, n) => n >= 5 && n < 8,
    ],
    [
      "all of it",
      { status: ["COMPLETED", "QUEUED"], workflow: "one", labels: { team: "x" } },
      (_run, n) => n % 2 === 0 && n % 3 === 0,
    ],
  ])("knows %s", async (_what, filter, holds) => {
    for (const first of [2, 100]) expect(await listed(filter, first)).toEqual(wanted(holds));
  });

  it("knows a workflow by id, in the filter and as the workflow whose runs they are", async () => {
    const id = versions[1]?.workflow.id ?? "";
    const odd = wanted((_run, n) => n % 2 === 1);
    expect(await listed({ workflow: id })).toEqual(odd);
    expect(await listed({}, 5, { workflowId: id })).toEqual(odd);
    expect(await listed({ workflow: "one" }, 5, { workflowId: id })).toEqual([]);
  });

  it("reads of each run what is asked for, and its id", async () => {
    const select = new Set(["status", "priority"] as const);
    const { items } = await reader.runs(tenantId, { page: { first: 1 }, select });
    const [run] = items;
    expect(run).toMatchObject({ id: all.at(-1)?.id, status: "FAILED", priority: "NORMAL" });
    expect(() => run?.input).toThrow("was asked for, but not read");
  });

  it("shows nothing to another tenant", async () => {
    expect((await reader.runs(other.tenantId, { page: {} })).items).toEqual([]);
    expect((await reader.runs(other.tenantId, { page: {}, filter: { workflow: "one" } })).items).toEqual([]);
    const workflowId = versions[0]?.workflow.id ?? "";
    expect((await reader.runs(other.tenantId, { page: {}, workflowId })).items).toEqual([]);
    expect((await reader.runsById(other.tenantId, ids(all))).size).toBe(0);
  });

  it.each([
    [{ triggerId: "nonsense" }, ["filter", "triggerId"]],
    [{ workflow: "\0" }, ["filter", "workflow"]],
    [{ labels: { a: 1 } }, ["filter", "labels", "a"]],
    [{ labels: [] }, ["filter", "labels"]],
  ])("refuses the filter %j where it is wrong", async (filter, path) => {
    expect(await refusalOf(reader.runs(tenantId, { page: {}, filter }))).toMatchObject({
      code: "BAD_USER_INPUT",
      path,
    });
  });
});
