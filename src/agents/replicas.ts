import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import type { Service } from "../platform/service.js";
import type { AgentChanges } from "./changes.js";
import { endOrphanedSessions } from "./session-ends.js";
import type { AgentSessions } from "./sessions.js";
import { deleteSilentReplicas } from "./sql/sweep-sessions.sql.js";
import { deleteReplica, insertReplica, touchReplica } from "./sql/touch-replica.sql.js";
import { Vigil } from "./vigil.js";

const beatMs = 5_000;

/** That this replica lives, and what becomes of the sessions of one that does not. */
export interface Replicas extends Service {
  /** Answers the ids of the sessions that it ended. */
  sweep(): Promise<string[]>;
}

export interface ReplicasOptions {
  readonly database: Database;
  readonly changes: AgentChanges;
  readonly sessions: AgentSessions;
  readonly clock: Clock;
  readonly log: Log;
  readonly replicaId: string;
  readonly roles: readonly string[];
}

export function createReplicas(options: ReplicasOptions): Replicas {
  const { clock, database, log, replicaId, roles } = options;
  const vigil = new Vigil(clock);
  const run = (): Promise<number> => beat(options, vigil);
  const repeater = new Repeater({ name: "replica heartbeat", clock, log, run });
  let isKnown = false;
  return {
    name: "replicas",
    async start() {
      await database.query(insertReplica, [replicaId, roles]);
      isKnown = true;
      vigil.beaten();
      repeater.start();
    },
    async stop() {
      await repeater.stop();
      if (!isKnown) return;
      isKnown = false;
      await leave(options);
    },
    sweep: async () => (vigil.mayJudge() ? sweep(options) : []),
  };
}

async function beat({ database, log, replicaId, roles, sessions }: ReplicasOptions, vigil: Vigil): Promise<number> {
  const [known] = await database.query(touchReplica, [replicaId]);
  vigil.beaten();
  if (!known) {
    log.warn("this replica was taken for dead: its sessions begin anew");
    await database.query(insertReplica, [replicaId, roles]);
    await sessions.loseAll();
  }
  await sessions.closeOverdue();
  return beatMs;
}

async function leave({ database, log, replicaId, sessions }: ReplicasOptions): Promise<void> {
  try {
    await sessions.closeAll();
    await database.query(deleteReplica, [replicaId]);
  } catch (error) {
    log.warn({ err: error }, "replica could not sign off: its sessions end when it is found silent");
  }
}

async function sweep({ changes, database, log, replicaId }: ReplicasOptions): Promise<string[]> {
  const silent = await database.query<{ id: string }>(deleteSilentReplicas, [replicaId]);
  if (silent.length > 0)
    log.warn({ replicaIds: silent.map(({ id }) => id) }, "replicas are silent: their sessions end");
  const sessionIds: string[] = [];
  for (;;) {
    const ended = await database.transaction(endOrphanedSessions);
    if (ended.sessionIds.length === 0) return sessionIds;
    sessionIds.push(...ended.sessionIds);
    changes.tell(ended.agents);
  }
}
