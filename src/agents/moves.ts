import type { Principal } from "../identity/index.js";
import { Batcher } from "../platform/batcher.js";
import type { Database, Statement } from "../platform/db/database.js";
import { MusterError } from "../platform/errors.js";
import type { AgentChanges } from "./changes.js";
import { lockWithinReach } from "./declarations.js";
import type { Beat, Fault, Saturation } from "./inputs.js";
import type { Agent } from "./model.js";
import { drainAgents } from "./sql/drain-agents.sql.js";
import { faultAgents } from "./sql/fault-agents.sql.js";
import { freeAgents } from "./sql/free-agents.sql.js";
import { pauseAgents } from "./sql/pause-agents.sql.js";
import { recoverAgents } from "./sql/recover-agents.sql.js";
import { releaseAgents } from "./sql/release-agents.sql.js";
import { resumeAgents } from "./sql/resume-agents.sql.js";
import { reviveAgents } from "./sql/revive-agents.sql.js";
import { saturateAgents } from "./sql/saturate-agents.sql.js";
import { touchAgents } from "./sql/touch-agents.sql.js";
import { run } from "./store.js";

/** The moves that a person makes, and those that follow from how an agent works. */
export interface AgentMoves {
  pause(principal: Principal, id: string): Promise<Agent>;
  resume(principal: Principal, id: string): Promise<Agent>;
  drain(principal: Principal, id: string): Promise<Agent>;
  setSaturation(changes: readonly Saturation[]): Promise<void>;
  fault(faults: readonly Fault[]): Promise<void>;
  recover(agentIds: readonly string[]): Promise<void>;
  reportLoad(beats: readonly Beat[]): Promise<void>;
}

export interface AgentMovesOptions {
  readonly database: Database;
  readonly changes: AgentChanges;
}

export function createAgentMoves({ database, changes }: AgentMovesOptions): AgentMoves {
  const moveByPerson = async (principal: Principal, id: string, statements: readonly Statement[]): Promise<Agent> => {
    const moved = await decide(database, { principal, id, statements });
    changes.tell([moved]);
    return moved;
  };
  const moveMany = (statement: Statement, ids: readonly string[], notes: readonly string[] = []): Promise<Agent[]> =>
    ids.length === 0 ? Promise.resolve([]) : database.query<Agent>(statement, [ids, notes]);
  const beat = async (beats: readonly Beat[]): Promise<void> => {
    const loads = new Map(beats.map(({ agentId, load }) => [agentId, load]));
    const faulted = await database.query<{ id: string }>(touchAgents, [[...loads.keys()], [...loads.values()]]);
    changes.tell(
      await moveMany(
        reviveAgents,
        faulted.map(({ id }) => id),
      ),
    );
  };
  const beats = new Batcher<Beat, void>({
    run: async (batch) => {
      await beat(batch);
      return batch.map(() => undefined);
    },
    maxWeight: 1_000,
    maxRuns: 1,
    maxWaiting: 100_000,
  });
  return {
    pause: (principal, id) => moveByPerson(principal, id, [pauseAgents]),
    resume: (principal, id) => moveByPerson(principal, id, [resumeAgents, releaseAgents]),
    drain: (principal, id) => moveByPerson(principal, id, [drainAgents]),
    async setSaturation(saturations) {
      const wanted = new Map(saturations.map(({ agentId, saturated }) => [agentId, saturated]));
      const withState = (state: boolean): string[] => [...wanted.keys()].filter((id) => wanted.get(id) === state);
      changes.tellFollowers(await moveMany(saturateAgents, withState(true)));
      changes.tellFollowers(await moveMany(freeAgents, withState(false)));
    },
    async fault(faults) {
      const reasons = new Map(faults.map(({ agentId, reason }) => [agentId, reason]));
      changes.tell(await moveMany(faultAgents, [...reasons.keys()], [...reasons.values()]));
    },
    async recover(agentIds) {
      changes.tell(await moveMany(recoverAgents, [...new Set(agentIds)]));
    },
    async reportLoad(newBeats) {
      await Promise.all(newBeats.map((one) => beats.add(one)));
    },
  };
}

interface Decision {
  readonly principal: Principal;
  readonly id: string;
  /** Tried in order: the first that moves the agent decides. */
  readonly statements: readonly Statement[];
}

/** The agent is locked first, so that what a person is told of its state is true, and its sessions are known for sure. */
function decide(database: Database, { principal, id, statements }: Decision): Promise<Agent> {
  return database.transaction(async (client) => {
    const agent = await lockWithinReach(client, principal, id);
    for (const statement of statements) {
      const [moved] = await run<Agent>(client, statement, [[id], [principal.id]]);
      if (moved) return moved;
    }
    throw new MusterError("INVALID_STATE", `The agent is ${agent.status}: that is not possible now.`, {
      reason: "AGENT_STATE_INVALID",
      path: ["id"],
    });
  });
}
