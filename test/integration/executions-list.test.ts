import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { executionCursor, OldExecutions, type Execution, type ExecutionListing } from "../../src/executions/index.js";
import { listStatement } from "../../src/executions/listing.js";
import { beginExecutions } from "../../src/executions/sql/begin-executions.sql.js";
import { endExecutions } from "../../src/executions/sql/end-executions.sql.js";
import { expireExecutions, findFirstExecution } from "../../src/executions/sql/expire-executions.sql.js";
import { findExecutions } from "../../src/executions/sql/find-executions.sql.js";
import { forgetExecutions } from "../../src/executions/sql/forget-executions.sql.js";
import { extendExecutions, loseExecutions } from "../../src/executions/sql/lose-executions.sql.js";
import type { Principal } from "../../src/identity/index.js";
import { firstIdAt, newId } from "../../src/platform/ids.js";
import { ExecutionWorld, type ExecutionReplica, type Published } from "../support/execution-world.js";
import { ManualClock } from "../support/manual-clock.js";
import { genericPlanOf } from "../support/plan.js";
import { refusalOf } from "../support/refusal.js";
import { hello } from "../support/wasm-modules.js";

const dayMs = 86_400_000;

let world: ExecutionWorld;
let replica: ExecutionReplica;
let admin: Principal;
let item: Published;

beforeAll(async () => {
  world = await ExecutionWorld.open();
  replica = await world.replica({ roles: ["api", "dispatcher"] });
});
afterAll(() => world.close());
beforeEach(async () => {
  admin = await world.tenant();
  item = await world.shelf.publish(admin, { name: `acme/${admin.tenantId}`, module: hello });
});

/** One row, as if it had been made then. */
async function insert(
  at: Date,
  more: { status?: string; itemId?: string; stdoutBytes?: number } = {},
): Promise<string> {
  const id = firstIdAt("execution", at) + newId("execution").slice(-16);
  const { status = "SUCCEEDED", itemId = null, stdoutBytes = 0 } = more;
  await world.rows(
    `INSERT INTO executions (id, tenant_id, item_id, binary_sha256, status, stdout, created_by, created_at, deadline_at, finished_at)
     VALUES ($1, $2, $3, 'x', $4::"ExecutionStatus", decode(repeat('ab', $5), 'hex'), 'u', $6, now() + interval '1 hour',
       CASE WHEN $4 = 'RUNNING' THEN NULL ELSE $6::timestamptz END)`,
    [id, admin.tenantId, itemId, status, stdoutBytes, at],
  );
  return id;
}

const list = (listing: ExecutionListing = {}) => replica.executions.list(admin.tenantId, listing);
const idsOf = ({ items }: { items: readonly Execution[] }): string[] => items.map(({ id }) => id);
const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

describe("the list of executions", () => {
  it("has pages, newest first, to its end", async () => {
    const ids: string[] = [];
    for (let second = 0; second < 5; second++) ids.unshift(await insert(at(second)));
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 1; ; pages++) {
      const page = await list({ first: 2, after });
      seen.push(...idsOf(page));
      const last = page.items.at(-1);
      expect(page.hasPreviousPage).toBe(pages > 1);
      if (!page.hasNextPage || !last) break;
      after = executionCursor(last);
    }
    expect(seen).toEqual(ids);
  });

  it("is of some statuses, of an item, of a time, and of all of these together", async () => {
    const a = await insert(at(1), { status: "FAILED", itemId: item.itemId });
    const b = await insert(at(2), { status: "RUNNING" });
    const c = await insert(at(3), { status: "LOST", itemId: item.itemId });
    const d = await insert(at(4));
    expect(idsOf(await list({ filter: { status: ["LOST", "RUNNING", "LOST"] } }))).toEqual([c, b]);
    expect(idsOf(await list({ filter: { status: [] } }))).toEqual([]);
    expect(idsOf(await list({ filter: { item: item.name } }))).toEqual([c, a]);
    expect(idsOf(await list({ filter: { item: item.itemId } }))).toEqual([c, a]);
    expect(idsOf(await list({ filter: { createdAfter: at(2), createdBefore: at(4) } }))).toEqual([c, b]);
    expect(idsOf(await list({ filter: { createdAfter: at(3) } }))).toEqual([d, c]);
    const filter = { status: ["FAILED", "LOST"], item: item.name, createdBefore: at(3) } as const;
    expect(idsOf(await list({ filter }))).toEqual([a]);
  });

  it("refuses what names no item, a bad size and a strange cursor", async () => {
    for (const unknown of ["acme/none", "\0", "x".repeat(5_000)]) {
      const refusal = await refusalOf(list({ filter: { item: unknown } }));
      expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "ITEM_NOT_FOUND", path: ["filter", "item"] });
    }
    expect(await refusalOf(list({ first: 101 }))).toMatchObject({ path: ["first"] });
    expect(await refusalOf(list({ after: "x" }))).toMatchObject({ reason: "CURSOR_INVALID" });
  });

  it("reads a bounded number of bytes: a page is shorter then, and not the last", async () => {
    const ids: string[] = [];
    for (let second = 0; second < 6; second++) ids.unshift(await insert(at(second), { stdoutBytes: 3_000_000 }));
    const first = await list();
    expect(idsOf(first)).toEqual(ids.slice(0, 2));
    expect(first.hasNextPage).toBe(true);
    const [, last] = first.items;
    expect(idsOf(await list({ after: last ? executionCursor(last) : null }))).toEqual(ids.slice(2, 4));
  });
});

describe("executions that have ended long ago", () => {
  /** As it would be two days after all that is made here. */
  const expirer = () => {
    const clock = new ManualClock(new Date(at(0).getTime() + 2 * dayMs));
    return new OldExecutions({ database: world.tasks.services.database, clock, keepMs: dayMs });
  };

  async function expire(maxRows: number, by = expirer()): Promise<number> {
    for (let deleted = 0; ;) {
      const done = await by.expire(maxRows);
      deleted += done.deleted.executions ?? 0;
      if (done.isDone) return deleted;
    }
  }

  beforeEach(() => world.rows("DELETE FROM executions"));

  it("are deleted a few at a time; what runs and what is young stays", async () => {
    for (let second = 0; second < 7; second++) await insert(at(second));
    const running = await insert(at(3), { status: "RUNNING" });
    const young = await insert(new Date());
    expect(await expirer().expire(3)).toMatchObject({ deleted: { executions: 3 }, isDone: false });
    expect(await expire(3)).toBe(4);
    expect(idsOf(await list())).toEqual([young, running]);
  });

  it("are deleted once by any number of processes", async () => {
    for (let second = 0; second < 30; second++) await insert(at(second));
    const all = await Promise.all([expire(4), expire(4), expire(4)]);
    expect(all.reduce((sum, one) => sum + one)).toBe(30);
  });
});

describe("the statements of executions", () => {
  const ids = ["execution_1", "execution_2"];
  const shape = { tenantId: "t", page: { first: 20, after: null }, itemId: null };
  const pages: [string, Parameters<typeof listStatement>[0], string][] = [
    ["all", shape, "executions_tenant_id_id_idx"],
    ["further on", { ...shape, page: { first: 20, after: ["execution_1"] } }, "executions_tenant_id_id_idx"],
    ["by status", { ...shape, status: ["RUNNING", "FAILED"] }, "executions_tenant_id_status_id_idx"],
    ["by item", { ...shape, itemId: "item_1" }, "executions_item_idx"],
    ["by time", { ...shape, createdAfter: at(0), createdBefore: at(1) }, "executions_tenant_id_id_idx"],
  ];

  let planted = false;
  beforeEach(async () => {
    if (planted) return;
    planted = true;
    const tenants = await Promise.all(Array.from({ length: 30 }, () => world.tenant()));
    // Each tenant has all statuses, and runs that have an item.
    await world.rows(
      `INSERT INTO executions (id, tenant_id, item_id, binary_sha256, status, created_by, deadline_at, finished_at)
       SELECT 'execution_' || n, ($1::text[])[1 + n % 30], CASE WHEN n % 7 = 0 THEN $2 END, 'x',
         (enum_range(NULL::"ExecutionStatus"))[1 + n / 30 % 4], 'u', now(), CASE WHEN n / 30 % 4 > 0 THEN now() END
       FROM generate_series(1, 6000) n`,
      [tenants.map(({ tenantId }) => tenantId), item.itemId],
    );
    await world.rows("ANALYZE executions");
  });

  it.each([
    [beginExecutions, ["[]"], []],
    [endExecutions, ["[]", [], [], []], []],
    [forgetExecutions, [ids, ids], ["executions_pkey"]],
    [extendExecutions, [ids, 1], ["executions_pkey"]],
    [loseExecutions, [10, "{}"], ["executions_running_idx", "executions_pkey"]],
    [findExecutions, ["t", ids], ["executions_tenant_id_id_idx"]],
    [findFirstExecution, [], ["executions_pkey"]],
    [expireExecutions, ["a", "b", 1, 10], ["executions_pkey"]],
  ])("find their rows by an index: $name", async (statement, values, indexes) => {
    const plan = await genericPlanOf(world.tasks.services.database, statement, values);
    expect(plan).not.toMatch(/Seq Scan on executions/);
    for (const index of indexes) expect(plan).toContain(index);
  });

  it.each(pages)("find a page by an index: %s", async (_what, of, index) => {
    const { statement, values } = listStatement(of);
    const texts = values.map((value) => (value instanceof Date ? value.toISOString() : (value as string | number)));
    const plan = await genericPlanOf(world.tasks.services.database, statement, texts);
    expect(plan).not.toMatch(/Seq Scan on executions/);
    expect(plan).toContain(index);
  });
});
