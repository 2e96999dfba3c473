import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AgentService } from "../../src/agents/index.js";
import { deleteSilentReplicas } from "../../src/agents/sql/sweep-sessions.sql.js";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import { AgentWorld, connect, register } from "../support/agent-world.js";
import { eventually } from "../support/eventually.js";
import { ManualClock } from "../support/manual-clock.js";

let world: AgentWorld;
let admin: Principal;
let clock: ManualClock;

beforeEach(async () => {
  world = await AgentWorld.open();
  admin = await world.tenant();
  clock = new ManualClock();
});

afterEach(() => world.close());

interface Replica {
  readonly id: string;
  readonly agents: AgentService;
}

/** A replica whose clock the test holds. */
async function replica(): Promise<Replica> {
  const id = newId("replica");
  return { id, agents: await world.replica({ clock, replicaId: id }) };
}

const silenced = "UPDATE replicas SET seen_at = now() - $2::integer * interval '1 second' WHERE id = $1";

/** As if a replica had not been seen for a while. */
function silence({ id }: Replica, seconds = 21): Promise<unknown> {
  return world.rows(silenced, [id, seconds]);
}

/** The ids of those that a replica would take for dead at that very moment: within a transaction no time passes. */
function foundSilent(by: Replica, one: Replica, seconds: number): Promise<string[]> {
  return world.test.database.transaction(async (client) => {
    await client.query(silenced, [one.id, seconds]);
    const { rows } = await client.query<{ id: string }>(deleteSilentReplicas.text, [by.id]);
    return rows.map(({ id }) => id);
  });
}

async function seenAgoOf({ id }: Replica): Promise<number | undefined> {
  const sql = "SELECT extract(epoch FROM now() - seen_at)::float8 AS seconds FROM replicas WHERE id = $1";
  return (await world.rows<{ seconds: number }>(sql, [id]))[0]?.seconds;
}

const replicaIds = async (): Promise<string[]> =>
  (await world.rows<{ id: string }>("SELECT id FROM replicas")).map(({ id }) => id);

describe("a replica", () => {
  it("is known from its start to its end, and says every 5 s that it lives", async () => {
    const one = await replica();
    expect(await world.rows("SELECT id, roles FROM replicas")).toEqual([{ id: one.id, roles: ["api"] }]);
    for (let beat = 0; beat < 3; beat++) {
      await silence(one, 15);
      clock.advance(5_000);
      await eventually(async () => expect(await seenAgoOf(one)).toBeLessThan(10));
    }
    await one.agents.stop();
    await one.agents.stop();
    expect(await replicaIds()).toEqual([]);
  });

  it("ends its sessions when it stops, and those of no other", async () => {
    const [one, two] = [await replica(), await replica()];
    const [here, there] = [await register(one.agents, admin), await register(one.agents, admin)];
    await connect(one.agents, here);
    await connect(one.agents, here);
    const { session } = await connect(two.agents, there);
    await one.agents.stop();
    const sessions = await two.agents.sessionsOf(admin.tenantId, [here.agent.id, there.agent.id]);
    expect([...sessions.values()].flat().map(({ id }) => id)).toEqual([session.id]);
    expect((await world.eventsOf(here.agent.id)).at(-1)).toMatchObject({
      type: "AGENT_DISCONNECTED",
      data: { reason: "CLOSED" },
    });
    expect(await two.agents.get(admin.tenantId, there.agent.id)).toMatchObject({ status: "READY" });
  });
});

describe("the sweep", () => {
  it("ends the sessions of a replica that was not seen for 20 s, and moves agents without another one", async () => {
    const [dead, live] = [await replica(), await replica()];
    const [lonely, twice, held] = await Promise.all([1, 2, 3].map(() => register(live.agents, admin)));
    if (!lonely || !twice || !held) throw new Error("three were registered");
    const lost = [(await connect(dead.agents, lonely)).session.id, (await connect(dead.agents, twice)).session.id];
    await connect(live.agents, twice);
    await live.agents.pause(admin, held.agent.id);
    lost.push((await connect(dead.agents, held)).session.id);
    expect(await foundSilent(live, dead, 19)).toEqual([]);
    await silence(dead, 10);
    expect(await live.agents.sweepReplicas()).toEqual([]);
    await silence(dead);
    expect((await live.agents.sweepReplicas()).sort()).toEqual(lost.sort());
    expect(await live.agents.sweepReplicas()).toEqual([]);
    const found = await live.agents.getMany(
      admin.tenantId,
      [lonely, twice, held].map(({ agent }) => agent.id),
    );
    expect([lonely, twice, held].map(({ agent }) => found.get(agent.id)?.status)).toEqual([
      "OFFLINE",
      "READY",
      "PAUSED",
    ]);
    const last = (await world.eventsOf(lonely.agent.id)).at(-1);
    expect(last).toMatchObject({ type: "AGENT_DISCONNECTED", data: { reason: "REPLICA_LOST" } });
    expect(await replicaIds()).toEqual([live.id]);
  });

  it("ends each session once when all replicas sweep at once", async () => {
    const [dead, one, two] = [await replica(), await replica(), await replica()];
    const fleet = await Promise.all(Array.from({ length: 30 }, () => register(one.agents, admin)));
    const opened = await Promise.all(fleet.map((target) => connect(dead.agents, target)));
    await silence(dead);
    const swept = (await Promise.all([one, two, one, two].map(({ agents }) => agents.sweepReplicas()))).flat();
    swept.push(...(await one.agents.sweepReplicas()));
    expect(swept.sort()).toEqual(opened.map(({ session }) => session.id).sort());
    for (const { agent } of fleet) {
      expect(await world.eventTypesOf(agent.id)).toEqual(["AGENT_REGISTERED", "AGENT_CONNECTED", "AGENT_DISCONNECTED"]);
    }
  });

  it("goes on past one batch", async () => {
    const [dead, live] = [await replica(), await replica()];
    const target = await register(live.agents, admin);
    await connect(dead.agents, target);
    await world.rows(
      `INSERT INTO agents (id, tenant_id, name, capabilities, status)
       SELECT 'agent_' || lpad(n::text, 26, '0'), $1, 'many', '{}', 'READY' FROM generate_series(1, 1200) n`,
      [admin.tenantId],
    );
    await world.rows(
      `INSERT INTO agent_sessions (id, tenant_id, agent_id, replica_id, capacity)
       SELECT 'session_' || lpad(n::text, 26, '0'), $1, 'agent_' || lpad(n::text, 26, '0'), $2, 1 FROM generate_series(1, 1200) n`,
      [admin.tenantId, dead.id],
    );
    await silence(dead);
    expect(await live.agents.sweepReplicas()).toHaveLength(1_201);
    const offline = await world.rows(
      "SELECT count(*)::integer AS count FROM agents WHERE status = 'OFFLINE' AND event_seq > 0",
    );
    expect(offline).toEqual([{ count: 1_201 }]);
  });

  it("waits while this replica itself could not say that it lives, and lets all show themselves first", async () => {
    const [one, other] = [await replica(), await replica()];
    const query = vi.spyOn(world.test.database, "query").mockRejectedValue(new Error("away"));
    clock.advance(5_000);
    await vi.waitFor(() => expect(query).toHaveBeenCalledTimes(2));
    clock.advance(9_000);
    query.mockRestore();
    await silence(other);
    expect(await one.agents.sweepReplicas()).toEqual([]);
    expect(await replicaIds()).toContain(other.id);
  });
});

describe("a replica that was taken for dead and lives", () => {
  it("makes itself known again, gives its sessions up and says so", async () => {
    const [one, other] = [await replica(), await replica()];
    const [target, late] = [await register(other.agents, admin), await register(other.agents, admin)];
    const lost: string[] = [];
    one.agents.onSessionLost((sessionId) => lost.push(sessionId));
    const { session } = await connect(one.agents, target);
    await silence(one);
    expect(await other.agents.sweepReplicas()).toEqual([session.id]);
    const { session: next } = await connect(one.agents, late);
    clock.advance(5_000);
    await eventually(() => expect(lost).toEqual([session.id, next.id]));
    await eventually(async () =>
      expect(await other.agents.sessionsOf(admin.tenantId, [late.agent.id])).toEqual(new Map()),
    );
    expect((await replicaIds()).sort()).toEqual([one.id, other.id].sort());
    expect((await connect(one.agents, target)).agent.status).toBe("READY");
    expect(await other.agents.sweepReplicas()).toEqual([]);
  });

  it("ends, once PostgreSQL is back, the sessions that it could not end", async () => {
    const one = await replica();
    const target = await register(one.agents, admin);
    const { session } = await connect(one.agents, target);
    const broken = vi.spyOn(world.test.database, "transaction").mockRejectedValue(new Error("away"));
    await expect(one.agents.closeSession(session.id, "CLOSED")).rejects.toThrow("away");
    broken.mockRestore();
    clock.advance(5_000);
    await eventually(async () => {
      expect(await one.agents.get(admin.tenantId, target.agent.id)).toMatchObject({ status: "OFFLINE" });
    });
  });
});
