import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentCursor, type AgentFilter, type AgentOrder, type AgentService } from "../../src/agents/index.js";
import type { Principal } from "../../src/identity/index.js";
import { AgentWorld, connect } from "../support/agent-world.js";
import { refusalOf } from "../support/refusal.js";

let world: AgentWorld;
let agents: AgentService;
let admin: Principal;
/** In the order of registration; names repeat. */
const names = ["beta", "alpha", "beta", "50%_off", "beta", "Alpha", "gamma\\x", "beta"];
const ids: string[] = [];

beforeAll(async () => {
  world = await AgentWorld.open();
  agents = await world.replica();
  admin = await world.tenant();
  for (const [index, name] of names.entries()) {
    const capabilities = index % 2 === 0 ? ["text", "even"] : ["text"];
    const labels = { zone: index < 4 ? "eu" : "us", parity: index % 2 === 0 ? "even" : "odd" };
    ids.push((await agents.register(admin, { name, capabilities, labels })).agent.id);
  }
  const stranger = await world.tenant();
  await agents.register(stranger, { name: "beta", capabilities: ["text"] });
});

afterAll(() => world.close());

/** All ids of a list, read by pages of a size. */
async function walk(first: number, orderBy?: AgentOrder, filter?: AgentFilter): Promise<string[]> {
  const seen: string[] = [];
  let after: string | null = null;
  for (;;) {
    const page = await agents.list(admin.tenantId, { page: { first, after }, orderBy, filter });
    seen.push(...page.items.map(({ id }) => id));
    expect(page.hasPreviousPage).toBe(after !== null);
    const last = page.items.at(-1);
    if (!page.hasNextPage || !last) return seen;
    after = agentCursor(orderBy)(last);
  }
}

const listed = async (filter: AgentFilter): Promise<number[]> =>
  (await walk(100, undefined, filter)).map((id) => ids.indexOf(id));

describe("listing agents", () => {
  it.each([1, 2, 3, 7, 8, 100])("meets each agent once, oldest first, by pages of %d", async (first) => {
    expect(await walk(first)).toEqual(ids);
    expect(await walk(first, { field: "CREATED_AT", direction: "DESC" })).toEqual(ids.toReversed());
  });

  it.each([1, 2, 3, 7, 8, 100])(
    "goes through equal names without loss or repetition, by pages of %d",
    async (first) => {
      const ascending = await walk(first, { field: "NAME", direction: "ASC" });
      expect(ascending.toSorted()).toEqual(ids.toSorted());
      expect(ascending.filter((id) => names[ids.indexOf(id)] === "beta")).toEqual(
        [0, 2, 4, 7].map((index) => ids[index]),
      );
      expect(await walk(first, { field: "NAME", direction: "DESC" })).toEqual(ascending.toReversed());
    },
  );

  it("refuses a cursor of another order, a made-up one and a bad size", async () => {
    const [agent] = (await agents.list(admin.tenantId, { page: { first: 1 } })).items;
    const after = agent && agentCursor({ field: "NAME", direction: "ASC" })(agent);
    const bad = [{ after }, { after: "zzz" }, { after: "" }].map((page) =>
      refusalOf(agents.list(admin.tenantId, { page })),
    );
    for (const refusal of await Promise.all(bad))
      expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", path: ["after"] });
    expect(await refusalOf(agents.list(admin.tenantId, { page: { first: 101 } }))).toMatchObject({ path: ["first"] });
  });

  it("filters by capabilities, labels and both", async () => {
    expect(await listed({ capabilities: ["even"] })).toEqual([0, 2, 4, 6]);
    expect(await listed({ capabilities: ["even", "text"] })).toEqual([0, 2, 4, 6]);
    expect(await listed({ labels: { zone: "us" } })).toEqual([4, 5, 6, 7]);
    expect(await listed({ labels: { zone: "us", parity: "even" }, capabilities: ["text"] })).toEqual([4, 6]);
    expect(await listed({ capabilities: ["odd"] })).toEqual([]);
    expect(await listed({ capabilities: [], labels: {} })).toHaveLength(names.length);
  });

  it("finds text in names in any case, and takes the signs of a pattern for themselves", async () => {
    expect(await listed({ nameContains: "ALPH" })).toEqual([1, 5]);
    expect(await listed({ nameContains: "%" })).toEqual([3]);
    expect(await listed({ nameContains: "_" })).toEqual([3]);
    expect(await listed({ nameContains: "\\" })).toEqual([6]);
    expect(await listed({ nameContains: "" })).toHaveLength(names.length);
  });

  it("filters by any of some statuses", async () => {
    const target = await agents.get(admin.tenantId, ids[2] ?? "");
    if (!target) throw new Error("was registered");
    await connect(agents, { agent: target, apiKey: "" });
    expect(await listed({ status: ["READY"] })).toEqual([2]);
    expect(await listed({ status: ["READY", "CREATED"] })).toHaveLength(names.length);
    expect(await listed({ status: ["FAULTED"] })).toEqual([]);
    expect(await listed({ status: [] })).toEqual([]);
  });

  it("refuses a bad filter with its place", async () => {
    const bad = (filter: AgentFilter) => refusalOf(agents.list(admin.tenantId, { page: {}, filter }));
    expect(await bad({ labels: { a: 1 } })).toMatchObject({ code: "BAD_USER_INPUT", path: ["filter", "labels", "a"] });
    expect(await bad({ capabilities: ["a b"] })).toMatchObject({ path: ["filter", "capabilities", 0] });
    expect(await bad({ nameContains: "a\0" })).toMatchObject({ path: ["filter", "nameContains"] });
  });

  it("pages through a filtered list", async () => {
    expect(await walk(1, { field: "NAME", direction: "DESC" }, { capabilities: ["even"] })).toHaveLength(4);
  });

  it.each([
    ["CREATED_AT", "agents_tenant_id_id_idx"],
    ["NAME", "agents_tenant_id_name_id_idx"],
  ] as const)("walks an index when sorted by %s", async (field, index) => {
    const { listAgents } = await import("../../src/agents/sql/list-agents.sql.js");
    const { text } = listAgents({ field, direction: "ASC", continued: true });
    const plan = await world.test.database.transaction(async (client) => {
      await client.query(
        "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off",
      );
      const keys = field === "NAME" ? ["beta", ids[0]] : [ids[0]];
      const { rows } = await client.query(`EXPLAIN ${text}`, [admin.tenantId, 21, null, null, null, null, ...keys]);
      return JSON.stringify(rows);
    });
    expect(plan).toContain(index);
  });
});
