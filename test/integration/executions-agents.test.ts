import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AgentService } from "../../src/agents/index.js";
import { findAgent } from "../../src/agents/sql/find-agents.sql.js";
import { ensureAgent } from "../../src/agents/sql/ensure-agent.sql.js";
import type { Principal } from "../../src/identity/index.js";
import { isId } from "../../src/platform/ids.js";
import { AgentWorld, asAgent } from "../support/agent-world.js";
import { genericPlanOf } from "../support/plan.js";
import { refusalOf } from "../support/refusal.js";

describe("built-in agents", () => {
  let world: AgentWorld;
  let agents: AgentService;
  let admin: Principal;

  beforeAll(async () => {
    world = await AgentWorld.open();
    agents = await world.replica();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    admin = await world.tenant();
  });

  it("are registered once, by whoever asks first, and have no key", async () => {
    const replicas = [agents, await world.replica(), await world.replica()];
    const all = await Promise.all([...replicas, ...replicas].map((one) => one.ensureBuiltIn(admin.tenantId, "wasm")));
    const [first] = all;
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(first).toMatchObject({
      ...{ tenantId: admin.tenantId, name: "muster-wasm", capabilities: ["muster:wasm"], status: "CREATED" },
      ...{ labels: { "muster:built-in": "wasm" }, removedAt: null },
    });
    expect(await world.eventTypesOf(first?.id ?? "")).toEqual(["AGENT_REGISTERED"]);
    expect(world.neighbours.issuedFor).not.toContain(first?.id);
    expect((await agents.list(admin.tenantId, { page: {} })).items).toEqual([first]);
    expect((await agents.ensureBuiltIn((await world.tenant()).tenantId, "wasm")).id).not.toBe(first?.id);
  });

  it("are one of each kind for a tenant", async () => {
    const [wasm, sandbox] = await Promise.all([
      agents.ensureBuiltIn(admin.tenantId, "wasm"),
      agents.ensureBuiltIn(admin.tenantId, "sandbox"),
    ]);
    expect(sandbox).toMatchObject({
      ...{ tenantId: admin.tenantId, name: "muster-sandbox", capabilities: ["muster:sandbox"], status: "CREATED" },
      ...{ labels: { "muster:built-in": "sandbox" }, removedAt: null },
    });
    expect(isId("agent", sandbox.id)).toBe(true);
    expect(sandbox.id).not.toBe(wasm.id);
    expect(await agents.ensureBuiltIn(admin.tenantId, "sandbox")).toEqual(sandbox);
    expect((await agents.ensureBuiltIn((await world.tenant()).tenantId, "sandbox")).id).not.toBe(sandbox.id);
  });

  it.each(["wasm", "sandbox"] as const)(
    "can be paused and resumed, and neither changed nor removed: %s",
    async (what) => {
      const { id } = await agents.ensureBuiltIn(admin.tenantId, what);
      for (const attempt of [() => agents.update(admin, { id, capabilities: [] }), () => agents.remove(admin, id)])
        expect(await refusalOf(attempt())).toMatchObject({
          code: "INVALID_STATE",
          reason: "AGENT_BUILT_IN",
          path: ["id"],
        });
      expect(await agents.pause(admin, id)).toMatchObject({ status: "PAUSED" });
      expect(await agents.resume(admin, id)).toMatchObject({ status: "OFFLINE" });
      expect(world.neighbours.revokedFor).not.toContain(id);
      const other = await world.tenant();
      expect(await refusalOf(agents.remove(other, id))).toMatchObject({ code: "NOT_FOUND" });
    },
  );

  it.each(["muster:wasm", "muster:sandbox", "muster:"])("are the only ones with a capability as %s", async (theirs) => {
    const claim = { name: "a", capabilities: ["text", theirs] };
    const refused = { code: "BAD_USER_INPUT", reason: "NAME_RESERVED", path: ["capabilities", 1] };
    expect(await refusalOf(agents.register(admin, claim))).toMatchObject(refused);
    const own = await agents.register(admin, { name: "a", capabilities: ["text", "musterish", "a/muster:b"] });
    const change = agents.update(asAgent(own), { capabilities: claim.capabilities });
    expect(await refusalOf(change)).toMatchObject(refused);
  });

  it("may say with a * what kinds they take, as others may", async () => {
    const { id: agentId } = await agents.ensureBuiltIn(admin.tenantId, "wasm");
    const open = (kinds: readonly string[]) =>
      agents.openSession({ tenantId: admin.tenantId, agentId, capacity: 1, kinds });
    const { session } = await open(["wasm:*", "echo", "wasm:*"]);
    expect(session.kinds).toEqual(["wasm:*", "echo"]);
    for (const wrong of ["*", "a*b", "a**", "*a", "a b*"])
      expect(await refusalOf(open(["a", wrong]))).toMatchObject({ reason: "NAME_INVALID", path: ["kinds", 1] });
  });

  it("are found by their id", async () => {
    const plan = await genericPlanOf(world.test.database, ensureAgent, ["a", "t", "n", [], null, "{}", "a"]);
    expect(plan).toContain("agents_pkey");
    expect(plan).not.toContain("Seq Scan on agents");
    expect(await genericPlanOf(world.test.database, findAgent, ["a"])).toContain("agents_pkey");
  });
});
