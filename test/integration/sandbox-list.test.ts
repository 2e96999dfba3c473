import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { firstIdAt, newId } from "../../src/platform/ids.js";
import type { SandboxDesk } from "../../src/sandboxes/desk.js";
import { sandboxCursor, type Sandbox, type SandboxListing, type SandboxStatus } from "../../src/sandboxes/index.js";
import { refusalOf } from "../support/refusal.js";
import { specOf } from "../support/sandbox-specs.js";
import { SandboxWorld } from "../support/sandbox-world.js";

let world: SandboxWorld;
let desk: SandboxDesk;
let admin: Principal;

beforeAll(async () => {
  world = await SandboxWorld.open();
  desk = world.desk();
});
afterAll(() => world.close());
beforeEach(async () => {
  admin = await world.tenant();
});

interface Row {
  readonly status?: SandboxStatus;
  readonly taskId?: string;
  readonly agentId?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** One row, as if it had been made then. */
async function insert(at: Date, { status = "FAILED", taskId, agentId, labels = {} }: Row = {}): Promise<string> {
  const id = firstIdAt("sandbox", at) + newId("sandbox").slice(-16);
  await world.rows(
    `INSERT INTO sandboxes (id, tenant_id, status, task_id, agent_id, spec, labels, created_by, created_at, host, finished_at)
     VALUES ($1, $2, $3::"SandboxStatus", $4, $5, $6, $7, 'u', $8, 'h', CASE WHEN $3 IN ('FAILED', 'LOST') THEN now() END)`,
    [id, admin.tenantId, status, taskId ?? null, agentId ?? null, JSON.stringify(specOf({ labels })), labels, at],
  );
  return id;
}

const list = (listing: SandboxListing = {}) => desk.list(admin.tenantId, listing);
const idsOf = ({ items }: { items: readonly Sandbox[] }): string[] => items.map(({ id }) => id);
const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

describe("the list of sandboxes", () => {
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
      after = sandboxCursor(last);
    }
    expect(seen).toEqual(ids);
  });

  it("is of some statuses, a task, an agent, labels, a time, and of all of these together", async () => {
    const [taskId, agentId] = [newId("task"), newId("agent")];
    const a = await insert(at(1), { taskId, labels: { team: "a", tier: "1" } });
    const b = await insert(at(2), { status: "READY", agentId, labels: { team: "a" } });
    const c = await insert(at(3), { status: "LOST", taskId, labels: { team: "b" } });
    const d = await insert(at(4));
    const of = async (filter: SandboxListing["filter"]) => idsOf(await list({ filter }));
    expect(await of({ status: ["LOST", "READY", "LOST"] })).toEqual([c, b]);
    expect(await of({ status: [] })).toEqual([]);
    expect(await of({ taskId })).toEqual([c, a]);
    expect(await of({ agentId })).toEqual([b]);
    expect(await of({ labels: { team: "a" } })).toEqual([b, a]);
    expect(await of({ labels: { team: "a", tier: "1" } })).toEqual([a]);
    expect(await of({ labels: {} })).toEqual([d, c, b, a]);
    expect(await of({ createdAfter: at(2), createdBefore: at(4) })).toEqual([c, b]);
    expect(await of({ createdAfter: at(3) })).toEqual([d, c]);
    const all = { status: ["FAILED", "LOST"], taskId, labels: { team: "a" }, createdBefore: at(3) } as const;
    expect(await of(all)).toEqual([a]);
    expect(await of({ ...all, agentId })).toEqual([]);
    for (const none of [{ taskId: "\0" }, { agentId: "x" }, { taskId: newId("task") }])
      expect(await of(none)).toEqual([]);
  });

  it("refuses a bad size, a strange cursor and labels that are none", async () => {
    expect(await refusalOf(list({ first: 101 }))).toMatchObject({ path: ["first"] });
    expect(await refusalOf(list({ after: "x" }))).toMatchObject({ reason: "CURSOR_INVALID" });
    const refusal = await refusalOf(list({ filter: { labels: { a: 1 } } }));
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", path: ["filter", "labels", "a"] });
  });

  it("is its tenant's alone, as is all that is read", async () => {
    const taskId = newId("task");
    const id = await insert(at(1), { taskId });
    const { tenantId } = await world.tenant();
    expect(idsOf(await desk.list(tenantId, {}))).toEqual([]);
    expect(idsOf(await desk.list(tenantId, { filter: { taskId, status: ["FAILED"] } }))).toEqual([]);
    expect(await desk.getMany(tenantId, [id])).toEqual(new Map());
    expect(await desk.ofTasks(tenantId, [taskId])).toEqual(new Map());
    expect([...(await desk.getMany(admin.tenantId, [id, id, "\0", newId("sandbox")])).keys()]).toEqual([id]);
    expect((await desk.ofTasks(admin.tenantId, [taskId, taskId, "\0", newId("task")])).get(taskId)?.id).toBe(id);
  });

  it("has the newest sandbox of each task", async () => {
    const [first, second] = [newId("task"), newId("task")];
    await insert(at(1), { taskId: first });
    const newest = await insert(at(3), { taskId: first, status: "READY" });
    const other = await insert(at(2), { taskId: second });
    const found = await desk.ofTasks(admin.tenantId, [first, second]);
    expect(found.size).toBe(2);
    expect([found.get(first)?.id, found.get(second)?.id]).toEqual([newest, other]);
  });

  it("reads of each what is shown of it, and no contents: a page of large ones is small", async () => {
    const contents = randomBytes(128 * 1024).toString("base64");
    const files = Array.from({ length: 4 }, (_, index) => ({ path: `in/${index}.bin`, base64: contents }));
    const env = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`V${index}`, "x".repeat(30_000)]));
    const command = ["sh", "-c", "x"];
    const spec = specOf({
      image: "a:1",
      command,
      args: ["y"],
      env,
      files,
      labels: { team: "a" },
      network: { egress: ["10.0.0.0/8"] },
    });
    await world.rows(
      `INSERT INTO sandboxes (id, tenant_id, spec, created_by)
       SELECT 'sandbox_0' || lpad(n::text, 25, '0'), $1, $2, 'u' FROM generate_series(1, 100) n`,
      [admin.tenantId, JSON.stringify(spec)],
    );
    const page = await list({ first: 100 });
    expect(page.items).toHaveLength(100);
    expect(page.items[0]?.spec).toEqual({
      ...spec,
      env: Object.fromEntries(Object.keys(env).map((name) => [name, ""])),
      files: files.map(({ path }) => ({ path, base64: "" })),
    });
    expect(JSON.stringify(page).length).toBeLessThan(200_000);
  });
});
