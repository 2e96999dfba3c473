import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { AgentChanges } from "../../src/agents/changes.js";
import type { AgentService, Registration } from "../../src/agents/index.js";
import { createAgentMoves } from "../../src/agents/moves.js";
import { run } from "../../src/agents/store.js";
import type { Principal } from "../../src/identity/index.js";
import type { Database } from "../../src/platform/db/index.js";
import { AgentWorld, connect, register } from "../support/agent-world.js";
import { refusalOf } from "../support/refusal.js";

let world: AgentWorld;
let agents: AgentService;
let admin: Principal;

beforeAll(async () => {
  world = await AgentWorld.open();
  agents = await world.replica();
  admin = await world.tenant();
});

afterAll(() => world.close());

async function statusOf({ agent }: Registration): Promise<string | undefined> {
  return (await agents.get(admin.tenantId, agent.id))?.status;
}

async function sessionIdsOf({ agent }: Registration): Promise<string[] | undefined> {
  return (await agents.sessionsOf(admin.tenantId, [agent.id])).get(agent.id)?.map(({ id }) => id);
}

describe("sessions", () => {
  it("make an agent READY with the first and OFFLINE with the last", async () => {
    const target = await register(agents, admin);
    const first = await connect(agents, target, 4);
    expect(first.agent).toMatchObject({ status: "READY", lastSeenAt: expect.any(Date) });
    const { tenantId, id: agentId } = target.agent;
    expect(first.session).toMatchObject({ tenantId, agentId, capacity: 4, kinds: null, connectedAt: expect.any(Date) });
    const second = await agents.openSession({ tenantId, agentId, capacity: 2_000, kinds: ["a", "b"] });
    expect(second).toMatchObject({ agent: { status: "READY", eventSeq: 2 }, session: { kinds: ["a", "b"] } });
    expect(await sessionIdsOf(target)).toEqual([first.session.id, second.session.id]);
    expect(await agents.session(tenantId, second.session.id)).toEqual(second.session);
    expect(await agents.session((await world.tenant()).tenantId, second.session.id)).toBeNull();
    expect(await agents.session(tenantId, "session_\0")).toBeNull();
    await agents.closeSession(first.session.id, "CLOSED");
    expect(await statusOf(target)).toBe("READY");
    await agents.closeSession(second.session.id, "CLOSED");
    await agents.closeSession(second.session.id, "CLOSED");
    expect(await statusOf(target)).toBe("OFFLINE");
    expect(await world.eventsOf(agentId)).toMatchObject([
      { type: "AGENT_REGISTERED" },
      { type: "AGENT_CONNECTED", data: { sessionId: first.session.id } },
      { type: "AGENT_DISCONNECTED", data: { reason: "CLOSED" } },
    ]);
  });

  it("come and go under an agent that a person holds", async () => {
    const target = await register(agents, admin);
    await agents.pause(admin, target.agent.id);
    const { session, agent } = await connect(agents, target);
    expect(agent.status).toBe("PAUSED");
    await agents.closeSession(session.id, "CLOSED");
    expect(await statusOf(target)).toBe("PAUSED");
    await agents.resume(admin, target.agent.id);
    expect(await statusOf(target)).toBe("OFFLINE");
  });

  it("leave a draining agent draining until the last one ends", async () => {
    const target = await register(agents, admin);
    const first = await connect(agents, target);
    await agents.drain(admin, target.agent.id);
    const second = await connect(agents, target);
    expect(second.agent.status).toBe("DRAINING");
    await agents.closeSession(first.session.id, "CLOSED");
    expect(await statusOf(target)).toBe("DRAINING");
    await agents.closeSession(second.session.id, "CLOSED");
    expect(await statusOf(target)).toBe("OFFLINE");
  });

  it("heal a fault when a new one begins", async () => {
    const target = await register(agents, admin);
    await connect(agents, target);
    await agents.fault([{ agentId: target.agent.id, reason: "ACK_TIMEOUT" }]);
    expect((await connect(agents, target)).agent).toMatchObject({ status: "READY", statusReason: null });
  });

  it("are at most 100 per agent, however many begin at once", async () => {
    const target = await register(agents, admin);
    const outcomes = await Promise.allSettled(Array.from({ length: 130 }, () => connect(agents, target)));
    const refusals = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refusals).toHaveLength(30);
    expect(refusals[0]?.reason).toMatchObject({ code: "QUOTA_EXCEEDED", reason: "SESSION_QUOTA_EXCEEDED" });
    expect(await sessionIdsOf(target)).toHaveLength(100);
    const [one = ""] = (await sessionIdsOf(target)) ?? [];
    await agents.closeSession(one, "CLOSED");
    await connect(agents, target);
  });

  it("begin and end together with those of others, each with its own outcome", async () => {
    const fleet = await Promise.all(Array.from({ length: 40 }, () => register(agents, admin)));
    const stranger = await world.tenant();
    const [victim] = fleet as [Registration];
    const foreign = agents.openSession({
      tenantId: stranger.tenantId,
      agentId: victim.agent.id,
      capacity: 1,
      kinds: null,
    });
    const [opened, refusal] = await Promise.all([
      Promise.all(fleet.map((target) => connect(agents, target))),
      refusalOf(foreign),
    ]);
    expect(refusal).toMatchObject({ code: "NOT_FOUND" });
    expect(opened.map(({ session }) => session.agentId)).toEqual(fleet.map(({ agent }) => agent.id));
    await Promise.all(opened.map(({ session }) => agents.closeSession(session.id, "CLOSED")));
    const found = await agents.getMany(
      admin.tenantId,
      fleet.map(({ agent }) => agent.id),
    );
    expect(new Set([...found.values()].map(({ status, eventSeq }) => `${status} ${eventSeq}`))).toEqual(
      new Set(["OFFLINE 3"]),
    );
  });

  it.each([
    [{ capacity: 0 }, ["capacity"]],
    [{ capacity: 2_001 }, ["capacity"]],
    [{ capacity: 1.5 }, ["capacity"]],
    [{ kinds: ["ok", "not ok"] }, ["kinds", 1]],
    [{ kinds: Array.from({ length: 101 }, (_, index) => `k${index}`) }, ["kinds"]],
  ])("refuse %j", async (bad, path) => {
    const target = await register(agents, admin);
    const input = { tenantId: admin.tenantId, agentId: target.agent.id, capacity: 1, kinds: null, ...bad };
    expect(await refusalOf(agents.openSession(input))).toMatchObject({ code: "BAD_USER_INPUT", path });
    expect(await statusOf(target)).toBe("CREATED");
  });
});

describe("heartbeats", () => {
  /**
   * Beats in a moment in which the last write, and the fault, are so long ago: within a transaction no time passes. Answers
   * whether the time was written.
   */
  const beatAfter = (agentId: string, seconds: number, loads: readonly (number | null)[]): Promise<boolean> =>
    world.test.database.transaction(async (client) => {
      await client.query(
        `UPDATE agents SET last_seen_at = now() - $2::float8 * interval '1 second',
          faulted_at = now() - $2::float8 * interval '1 second' WHERE id = $1`,
        [agentId, seconds],
      );
      const database = { query: (statement, values) => run(client, statement, values) } as Database;
      const { reportLoad } = createAgentMoves({
        database,
        changes: { tell: () => undefined } as unknown as AgentChanges,
      });
      await Promise.all(loads.map((load) => reportLoad([{ agentId, load }])));
      const written = "SELECT last_seen_at > now() - interval '0.1 second' AS written FROM agents WHERE id = $1";
      return (await client.query<{ written: boolean }>(written, [agentId])).rows[0]?.written ?? false;
    });

  it("write load and time at most once a second, without an event", async () => {
    const target = await register(agents, admin);
    const agentId = target.agent.id;
    await agents.reportLoad([{ agentId, load: 0.25 }]);
    const first = await agents.get(admin.tenantId, agentId);
    expect(first).toMatchObject({ load: 0.25, lastSeenAt: expect.any(Date), eventSeq: 1 });
    const many = Array.from({ length: 50 }, () => 0.9);
    expect(await beatAfter(agentId, 0.9, many)).toBe(false);
    expect(await agents.get(admin.tenantId, agentId)).toEqual({ ...first, lastSeenAt: expect.any(Date) });
    expect(await beatAfter(agentId, 1.1, [null])).toBe(true);
    expect(await agents.get(admin.tenantId, agentId)).toMatchObject({ load: 0.25 });
    expect(await beatAfter(agentId, 1.1, [0])).toBe(true);
    expect(await agents.get(admin.tenantId, agentId)).toMatchObject({ load: 0, eventSeq: 1 });
  });

  it("heal at once an agent that was silent", async () => {
    const target = await register(agents, admin);
    await connect(agents, target);
    await agents.fault([{ agentId: target.agent.id, reason: "LEASE_LOST" }]);
    await agents.reportLoad([{ agentId: target.agent.id, load: null }]);
    expect(await statusOf(target)).toBe("READY");
    expect((await world.eventTypesOf(target.agent.id)).at(-1)).toBe("AGENT_RECOVERED");
  });

  it("do not heal a deaf agent until a minute has passed", async () => {
    const target = await register(agents, admin);
    await connect(agents, target);
    const agentId = target.agent.id;
    await agents.fault([{ agentId, reason: "ACK_TIMEOUT" }]);
    await agents.reportLoad([{ agentId, load: null }]);
    await beatAfter(agentId, 58, [null]);
    expect(await statusOf(target)).toBe("FAULTED");
    await beatAfter(agentId, 61, [null]);
    expect(await statusOf(target)).toBe("READY");
  });

  it("write what no index holds, so that the row stays on its page", async () => {
    const indexed = await world.rows<{ column: string }>(
      `SELECT DISTINCT a.attname AS column FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
       WHERE i.indrelid = 'agents'::regclass`,
    );
    expect(indexed.map(({ column }) => column).sort()).toEqual(["id", "name", "removed_at", "tenant_id"]);
  });
});

describe("what other replicas hear", () => {
  it("is every change but READY <-> BUSY, in order, without the repetition of what they know", async () => {
    const other = await world.replica();
    const target = await register(agents, admin);
    const seen: [string, number][][] = [[], []];
    const stops = [agents, other].map((replica, index) =>
      replica.onAgentChanged((agent) => {
        // The registration is older than the listeners, and may be under way still.
        if (agent.id === target.agent.id && agent.eventSeq > 1) seen[index]?.push([agent.status, agent.eventSeq]);
      }),
    );
    await connect(agents, target);
    await agents.setSaturation([{ agentId: target.agent.id, saturated: true }]);
    await other.pause(admin, target.agent.id);
    await agents.resume(admin, target.agent.id);
    await agents.update(admin, { id: target.agent.id, capabilities: ["new"] });
    const told = [
      ["READY", 2],
      ["PAUSED", 4],
      ["READY", 5],
      ["READY", 6],
    ];
    await vi.waitFor(() => expect(seen).toEqual([told, told]));
    for (const stop of stops) stop();
    await other.stop();
  });

  it("is a whole agent", async () => {
    const other = await world.replica();
    const heard: unknown[] = [];
    other.onAgentChanged((agent) => heard.push(agent));
    const { agent } = await connect(agents, await register(agents, admin));
    await vi.waitFor(() => expect(heard).toContainEqual(agent));
    await other.stop();
  });
});
