import { Batcher } from "../platform/batcher.js";
import type { Database } from "../platform/db/database.js";
import { MusterError } from "../platform/errors.js";
import { newId } from "../platform/ids.js";
import { Signal } from "../platform/signal.js";
import type { AgentChanges } from "./changes.js";
import { HeldSessions } from "./held-sessions.js";
import type { OpenedSession, OpenSessionInput, SessionEndReason } from "./inputs.js";
import { endSessions, type SessionEnd } from "./session-ends.js";
import { startSessions, type SessionStart } from "./session-starts.js";
import { checkSession } from "./validate.js";

/** Agents come and go by the thousand when a replica does: they are taken together. */
const batchOptions = { maxWeight: 500, maxRuns: 2, maxWaiting: 200_000 } as const;

/** The sessions that this replica holds. */
export interface AgentSessions {
  open(input: OpenSessionInput): Promise<OpenedSession>;
  close(sessionId: string, reason: SessionEndReason): Promise<void>;
  /** Ends again what could not be ended when PostgreSQL was away. */
  closeOverdue(): Promise<void>;
  /** Ends all that are open here. */
  closeAll(): Promise<void>;
  /** Takes all that are open here for ended, and says so: this replica itself was taken for dead. */
  loseAll(): Promise<void>;
  /** Sessions of this replica that another one has ended. The answer unregisters. */
  onLost(listener: (sessionId: string) => void): () => void;
}

export interface AgentSessionsOptions {
  readonly database: Database;
  readonly changes: AgentChanges;
  readonly replicaId: string;
}

export function createAgentSessions(options: AgentSessionsOptions): AgentSessions {
  const held = new HeldSessions();
  const lost = new Signal<string>();
  const ends = createSessionEnds(options);
  const starts = new Batcher<SessionStart, OpenedSession | MusterError>({
    ...batchOptions,
    run: (batch) => startAll(options, batch),
  });
  const close = (sessionId: string, reason: SessionEndReason): Promise<void> => {
    held.delete(sessionId);
    return ends.end({ sessionId, reason });
  };
  const lose = (sessionIds: readonly string[]): void => {
    for (const sessionId of sessionIds) {
      held.delete(sessionId);
      lost.emit(sessionId);
    }
  };
  options.changes.on((agent) => {
    if (agent.removedAt !== null) lose(held.of(agent.id));
  });
  return {
    async open(input) {
      const start = { ...checkSession(input), sessionId: newId("session") };
      const outcome = await starts.add(start).catch((error: unknown) => {
        // The commit may have gone through although its answer was lost.
        ends.endLater({ sessionId: start.sessionId, reason: "CLOSED" });
        throw error;
      });
      if (outcome instanceof MusterError) throw outcome;
      held.add(start.sessionId, outcome.agent.id);
      return outcome;
    },
    close,
    closeOverdue: ends.endOverdue,
    async closeAll() {
      await Promise.all([ends.endOverdue(), ...held.all().map((sessionId) => close(sessionId, "CLOSED"))]);
    },
    async loseAll() {
      const sessionIds = held.all();
      lose(sessionIds);
      await Promise.all(sessionIds.map((sessionId) => close(sessionId, "REPLICA_LOST")));
    },
    onLost: (listener) => lost.on(listener),
  };
}

interface SessionEnds {
  /** Rejects when PostgreSQL is away; it is then overdue. */
  end(end: SessionEnd): Promise<void>;
  endLater(end: SessionEnd): void;
  endOverdue(): Promise<void>;
}

function createSessionEnds(options: AgentSessionsOptions): SessionEnds {
  const ends = new Batcher<SessionEnd, void>({ ...batchOptions, run: (batch) => endAll(options, batch) });
  // What has to end is kept until it has: else a failed call would leave an agent connected for ever.
  const overdue = new Map<string, SessionEnd>();
  const endLater = (end: SessionEnd): void => void overdue.set(end.sessionId, end);
  const end = async (one: SessionEnd): Promise<void> => {
    endLater(one);
    await ends.add(one);
    overdue.delete(one.sessionId);
  };
  return {
    end,
    endLater,
    endOverdue: async () => {
      await Promise.all([...overdue.values()].map(end));
    },
  };
}

async function startAll(
  { database, changes, replicaId }: AgentSessionsOptions,
  batch: readonly SessionStart[],
): Promise<readonly (OpenedSession | MusterError)[]> {
  const { outcomes, moved } = await database.transaction((client) => startSessions(client, replicaId, batch));
  changes.tell(moved);
  return outcomes;
}

async function endAll(
  { database, changes }: AgentSessionsOptions,
  batch: readonly SessionEnd[],
): Promise<readonly void[]> {
  const { agents } = await database.transaction((client) => endSessions(client, batch));
  changes.tell(agents);
  return batch.map(() => undefined);
}
