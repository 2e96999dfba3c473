import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { OldAgents, type AgentService } from "../../src/agents/index.js";
import type { Principal } from "../../src/identity/index.js";
import type { Expirer } from "../../src/platform/expirer.js";
import { newId } from "../../src/platform/ids.js";
import { AgentWorld } from "../support/agent-world.js";

const keepMs = 86_400_000;

describe("agents that were removed long ago", () => {
  let world: AgentWorld;
  let service: AgentService;
  let admin: Principal;
  let old: Expirer;

  beforeAll(async () => {
    world = await AgentWorld.open();
    service = await world.replica();
    old = new OldAgents({ database: world.test.database, keepMs });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.rows("DELETE FROM agents");
    admin = await world.tenant();
  });

  /** Of an agent with two events, registered and removed, and more if wanted. */
  async function removed({ hoursAgo = 25, moreEvents = 0 } = {}): Promise<string> {
    const { agent } = await service.register(admin, { name: "worker", capabilities: [] });
    for (let n = 0; n < moreEvents; n++) await service.update(admin, { id: agent.id, version: String(n) });
    await service.remove(admin, agent.id);
    await world.rows("UPDATE agents SET removed_at = now() - $2 * interval '1 hour' WHERE id = $1", [
      agent.id,
      hoursAgo,
    ]);
    return agent.id;
  }

  async function seqsOf(id: string): Promise<number[]> {
    const rows = await world.rows<{ seq: number }>("SELECT seq FROM events WHERE stream_id = $1 ORDER BY seq", [id]);
    return rows.map(({ seq }) => seq);
  }

  it("are deleted with their events and their keys", async () => {
    const id = await removed();
    await world.rows(
      `INSERT INTO api_keys (id, tenant_id, name, role, agent_id, prefix, secret_hash) VALUES ($1, $2, 'key', 'AGENT', $3, 'p', $1)`,
      [newId("key"), admin.tenantId, id],
    );
    expect(await old.expire(100)).toEqual({ deleted: { agents: 1, events: 2 }, isDone: false });
    expect(await old.expire(100)).toEqual({ deleted: { agents: 0, events: 0 }, isDone: true });
    expect(await service.getMany(admin.tenantId, [id])).toEqual(new Map());
    expect(await seqsOf(id)).toEqual([]);
    expect(await world.rows("SELECT id FROM api_keys WHERE agent_id = $1", [id])).toEqual([]);
  });

  it("are not those that were removed since, nor those that are there", async () => {
    const [since, { agent }] = [
      await removed({ hoursAgo: 23 }),
      await service.register(admin, { name: "worker", capabilities: [] }),
    ];
    expect(await old.expire(100)).toMatchObject({ deleted: { agents: 0 }, isDone: true });
    expect([await seqsOf(since), await seqsOf(agent.id)]).toEqual([[1, 2], [1]]);
  });

  it("are deleted several at a time, the longest removed first", async () => {
    const [second, first, third] = [
      await removed({ hoursAgo: 40 }),
      await removed({ hoursAgo: 50 }),
      await removed({ hoursAgo: 30 }),
    ];
    expect(await old.expire(6)).toMatchObject({ deleted: { agents: 2, events: 4 } });
    expect([await seqsOf(first), await seqsOf(second), await seqsOf(third)]).toEqual([[], [], [1, 2]]);
  });

  it("are deleted bit by bit when they have many events, from the end of their streams", async () => {
    const id = await removed({ moreEvents: 10 });
    await old.expire(5);
    expect(await seqsOf(id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await service.getMany(admin.tenantId, [id])).toMatchObject(new Map([[id, { eventSeq: 7 }]]));
    await old.expire(5);
    expect(await seqsOf(id)).toEqual([1, 2]);
    expect(await old.expire(5)).toMatchObject({ deleted: { agents: 1, events: 2 } });
  });

  it("are deleted once by any number of processes", async () => {
    for (let n = 0; n < 8; n++) await removed();
    const answers = await Promise.all(Array.from({ length: 4 }, () => old.expire(100)));
    expect(answers.reduce((sum, { deleted }) => sum + (deleted["agents"] ?? 0), 0)).toBe(8);
  });
});
