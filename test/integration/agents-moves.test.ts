import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  agentMoves,
  agentStatuses,
  mayMove,
  type AgentMove,
  type AgentService,
  type AgentStatus,
} from "../../src/agents/index.js";
import type { Registration } from "../../src/agents/index.js";
import type { Principal } from "../../src/identity/index.js";
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

/** An agent that stands where the test wants it, whatever the way there. */
async function standing(status: AgentStatus, sessions: number): Promise<Registration & { sessionIds: string[] }> {
  const registration = await register(agents, admin);
  const sessionIds: string[] = [];
  for (let count = 0; count < sessions; count++) sessionIds.push((await connect(agents, registration)).session.id);
  await world.rows('UPDATE agents SET status = $2::"AgentStatus" WHERE id = $1', [registration.agent.id, status]);
  return { ...registration, sessionIds };
}

interface Cause {
  /** Sessions that the agent has before. */
  readonly sessions: number;
  readonly byPerson: boolean;
  readonly event: string;
  readonly run: (to: Registration & { sessionIds: string[] }) => Promise<unknown>;
}

const causes: Record<AgentMove, Cause> = {
  connect: { sessions: 0, byPerson: false, event: "AGENT_CONNECTED", run: (to) => connect(agents, to) },
  saturate: {
    sessions: 1,
    byPerson: false,
    event: "AGENT_SATURATED",
    run: ({ agent }) => agents.setSaturation([{ agentId: agent.id, saturated: true }]),
  },
  free: {
    sessions: 1,
    byPerson: false,
    event: "AGENT_FREED",
    run: ({ agent }) => agents.setSaturation([{ agentId: agent.id, saturated: false }]),
  },
  pause: { sessions: 1, byPerson: true, event: "AGENT_PAUSED", run: ({ agent }) => agents.pause(admin, agent.id) },
  resume: { sessions: 1, byPerson: true, event: "AGENT_RESUMED", run: ({ agent }) => agents.resume(admin, agent.id) },
  release: { sessions: 0, byPerson: true, event: "AGENT_RESUMED", run: ({ agent }) => agents.resume(admin, agent.id) },
  drain: { sessions: 1, byPerson: true, event: "AGENT_DRAINING", run: ({ agent }) => agents.drain(admin, agent.id) },
  disconnect: {
    sessions: 1,
    byPerson: false,
    event: "AGENT_DISCONNECTED",
    run: ({ sessionIds: [id = ""] }) => agents.closeSession(id, "CLOSED"),
  },
  fault: {
    sessions: 1,
    byPerson: false,
    event: "AGENT_FAULTED",
    run: ({ agent }) => agents.fault([{ agentId: agent.id, reason: "ACK_TIMEOUT" }]),
  },
  recover: { sessions: 1, byPerson: false, event: "AGENT_RECOVERED", run: ({ agent }) => agents.recover([agent.id]) },
};

const cases = (Object.keys(agentMoves) as AgentMove[]).flatMap((move) =>
  agentStatuses.map((from) => [move, from] as const),
);

describe("the moves of an agent", () => {
  it.each(cases.filter(([move, from]) => mayMove(move, from)))(
    "%s: takes a %s agent along, with one event",
    async (move, from) => {
      const { sessions, run, event } = causes[move];
      const target = await standing(from, sessions);
      const before = await world.eventsOf(target.agent.id);
      world.neighbours.heads.length = 0;
      await run(target);
      const after = await agents.get(admin.tenantId, target.agent.id);
      expect(after).toMatchObject({ status: agentMoves[move].to, eventSeq: before.length + 1 });
      const events = await world.eventsOf(target.agent.id);
      expect(events.slice(before.length)).toMatchObject([{ seq: before.length + 1, type: event }]);
      const { id: streamId, tenantId } = target.agent;
      expect(world.neighbours.heads).toEqual([{ streamId, tenantId, seq: before.length + 1 }]);
    },
  );

  it.each(cases.filter(([move, from]) => !mayMove(move, from)))(
    "%s: leaves a %s agent as it is",
    async (move, from) => {
      const { sessions, run, byPerson } = causes[move];
      const target = await standing(from, sessions);
      const before = await world.eventsOf(target.agent.id);
      if (byPerson) {
        expect(await refusalOf(run(target))).toMatchObject({
          code: "INVALID_STATE",
          reason: "AGENT_STATE_INVALID",
          path: ["id"],
        });
      } else {
        await run(target);
      }
      expect(await agents.get(admin.tenantId, target.agent.id)).toMatchObject({
        status: from,
        eventSeq: before.length,
      });
      expect(await world.eventsOf(target.agent.id)).toEqual(before);
    },
  );
});

describe("what a move writes", () => {
  it("says who held, drained and released an agent", async () => {
    const target = await standing("READY", 1);
    await agents.pause(admin, target.agent.id);
    await agents.resume(admin, target.agent.id);
    await agents.drain(admin, target.agent.id);
    const by = admin.id;
    expect((await world.eventsOf(target.agent.id)).slice(2).map(({ data }) => data)).toEqual([{ by }, { by }, { by }]);
  });

  it("keeps the reason of a fault until the agent is well", async () => {
    const target = await standing("READY", 1);
    await agents.fault([{ agentId: target.agent.id, reason: "LEASE_LOST" }]);
    expect(await agents.get(admin.tenantId, target.agent.id)).toMatchObject({
      status: "FAULTED",
      statusReason: "LEASE_LOST",
    });
    await agents.recover([target.agent.id]);
    expect(await agents.get(admin.tenantId, target.agent.id)).toMatchObject({ status: "READY", statusReason: null });
  });

  it("moves many agents at once, each by its own reason, and passes over the unknown", async () => {
    const [one, two] = [await standing("READY", 1), await standing("BUSY", 1)];
    await agents.fault([
      { agentId: one.agent.id, reason: "ACK_TIMEOUT" },
      { agentId: two.agent.id, reason: "LEASE_LOST" },
      { agentId: "agent_of_nobody", reason: "LEASE_LOST" },
    ]);
    const found = await agents.getMany(admin.tenantId, [one.agent.id, two.agent.id]);
    expect([one, two].map(({ agent }) => found.get(agent.id)?.statusReason)).toEqual(["ACK_TIMEOUT", "LEASE_LOST"]);
  });

  it("takes the last word on an agent that is named twice", async () => {
    const target = await standing("READY", 1);
    const agentId = target.agent.id;
    await agents.setSaturation([
      { agentId, saturated: true },
      { agentId, saturated: false },
    ]);
    expect(await agents.get(admin.tenantId, agentId)).toMatchObject({ status: "READY", eventSeq: 2 });
  });

  it("lets a removed agent rest", async () => {
    const target = await standing("READY", 1);
    await agents.remove(admin, target.agent.id);
    const events = await world.eventsOf(target.agent.id);
    const agentId = target.agent.id;
    await agents.fault([{ agentId, reason: "LEASE_LOST" }]);
    await agents.setSaturation([{ agentId, saturated: true }]);
    await agents.recover([agentId]);
    await agents.reportLoad([{ agentId, load: 1 }]);
    for (const call of [agents.pause, agents.resume, agents.drain, agents.remove]) {
      expect(await refusalOf(call(admin, agentId))).toMatchObject({ code: "NOT_FOUND", path: ["id"] });
    }
    expect(await world.eventsOf(agentId)).toEqual(events);
  });
});
