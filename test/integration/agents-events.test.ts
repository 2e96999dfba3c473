import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  agentMoves,
  type AgentService,
  type AgentStatus,
  type OpenedSession,
  type Registration,
} from "../../src/agents/index.js";
import type { Principal } from "../../src/identity/index.js";
import { MusterError } from "../../src/platform/errors.js";
import { AgentWorld, connect, register, type LoggedEvent } from "../support/agent-world.js";

let world: AgentWorld;
let replicas: AgentService[];
let admin: Principal;

beforeAll(async () => {
  world = await AgentWorld.open();
  replicas = [await world.replica(), await world.replica(), await world.replica()];
  admin = await world.tenant();
});

afterAll(() => world.close());

/** A reproducible series of numbers from 0 to below `bound`. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** INVALID_STATE is an answer: another move was first. */
async function tolerate(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof MusterError) || error.code !== "INVALID_STATE") throw error;
  });
}

const statusAfter: Record<string, readonly AgentStatus[]> = {
  AGENT_REGISTERED: ["CREATED"],
  AGENT_UPDATED: [],
  AGENT_CONNECTED: [agentMoves.connect.to],
  AGENT_SATURATED: [agentMoves.saturate.to],
  AGENT_FREED: [agentMoves.free.to],
  AGENT_PAUSED: [agentMoves.pause.to],
  AGENT_RESUMED: [agentMoves.resume.to, agentMoves.release.to],
  AGENT_DRAINING: [agentMoves.drain.to],
  AGENT_DISCONNECTED: [agentMoves.disconnect.to],
  AGENT_FAULTED: [agentMoves.fault.to],
  AGENT_RECOVERED: [agentMoves.recover.to],
};

function expectGapless(events: readonly LoggedEvent[]): void {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
}

describe("the events of agents", () => {
  it("stay gapless and agree with where the agents stand when replicas move many at once", async () => {
    const first = replicas[0] as AgentService;
    const fleet = await Promise.all(Array.from({ length: 6 }, () => register(first, admin)));
    const ids = fleet.map(({ agent }) => agent.id);
    const open: OpenedSession[] = [];
    const roll = dice(42);
    const some = (): string[] => ids.filter(() => roll(2) === 0);
    const act = async (agents: AgentService): Promise<void> => {
      const target = fleet[roll(fleet.length)] as Registration;
      switch (roll(10)) {
        case 0:
        case 1:
          return void open.push(await connect(agents, target));
        case 2:
        case 3: {
          const [ended] = open.splice(roll(Math.max(open.length, 1)), 1);
          return ended && agents.closeSession(ended.session.id, "CLOSED");
        }
        case 4:
          return tolerate(agents.pause(admin, target.agent.id));
        case 5:
          return tolerate(agents.resume(admin, target.agent.id));
        case 6:
          return tolerate(agents.drain(admin, target.agent.id));
        case 7:
          return agents.setSaturation(some().map((agentId) => ({ agentId, saturated: roll(2) === 0 })));
        case 8:
          return agents.fault(some().map((agentId) => ({ agentId, reason: "LEASE_LOST" })));
        default:
          return agents.reportLoad(some().map((agentId) => ({ agentId, load: 0.5 })));
      }
    };
    for (let round = 0; round < 25; round++) {
      await Promise.all(Array.from({ length: 30 }, () => act(replicas[roll(3)] as AgentService)));
    }
    const [found, sessions] = [await first.getMany(admin.tenantId, ids), await first.sessionsOf(admin.tenantId, ids)];
    let told = 0;
    for (const id of ids) {
      const events = await world.eventsOf(id);
      told += events.length;
      expectGapless(events);
      const agent = found.get(id);
      expect(agent?.eventSeq).toBe(events.length);
      expect(statusAfter[events.at(-1)?.type ?? ""]).toContain(agent?.status);
      const isConnected = (sessions.get(id)?.length ?? 0) > 0;
      if (agent?.status !== "PAUSED") expect(agent?.status === "OFFLINE").toBe(!isConnected);
    }
    // An agent that is paused early and held has few; together they have moved a lot.
    expect(told).toBeGreaterThan(20 * ids.length);
  });

  it("follow only from where the agent stood, one after the other", async () => {
    const rows = await world.rows<{ stream_id: string; type: string }>(
      "SELECT stream_id, type FROM events ORDER BY stream_id, seq",
    );
    const standings = new Map<string, readonly AgentStatus[]>();
    for (const { stream_id: id, type } of rows) {
      const moves = Object.entries(agentMoves).filter(([, { to }]) => statusAfter[type]?.includes(to));
      const from = standings.get(id);
      if (from)
        expect(
          moves.some(([, move]) => from.some((status) => (move.from as readonly AgentStatus[]).includes(status))),
        ).toBe(true);
      standings.set(id, statusAfter[type] ?? []);
    }
    expect(rows.length).toBeGreaterThan(100);
  });

  it("keep seq gapless when one agent is moved by all at once", async () => {
    const [first] = replicas as [AgentService];
    const target = await register(first, admin);
    await connect(first, target);
    const agentId = target.agent.id;
    const calls = Array.from({ length: 200 }, (_call, index) =>
      (replicas[index % 3] as AgentService).setSaturation([{ agentId, saturated: index % 2 === 0 }]),
    );
    await Promise.all(calls);
    const events = await world.eventsOf(agentId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
    const turns = events.slice(2).map(({ type }) => type);
    expect(turns).toEqual(turns.map((_type, index) => (index % 2 === 0 ? "AGENT_SATURATED" : "AGENT_FREED")));
    expect(turns.length).toBeGreaterThan(0);
  });
});
