import type { Database } from "../platform/db/database.js";
import { countTasks } from "./sql/count-tasks.sql.js";
import type { TaskStatus } from "./states.js";

export interface PoolStats {
  readonly pool: string;
  readonly kind: string;
  readonly requiredCapabilities: readonly string[];
  readonly scheduled: number;
  readonly queued: number;
  readonly assigned: number;
  readonly running: number;
  readonly oldestWaitMs: number | null;
}

export interface QueueStats {
  readonly pools: readonly PoolStats[];
  readonly quarantined: number;
  readonly oldestWaitMs: number | null;
}

interface CountRow {
  readonly status: TaskStatus;
  readonly poolId: string;
  readonly kind: string;
  readonly capabilities: readonly string[];
  readonly count: number;
  readonly oldestWaitMs: number | null;
}

const maxPools = 100;

/** Depth of a tenant's queues, deepest pool first. Each status is counted up to 10,000 tasks. */
export async function readQueueStats(database: Database, tenantId: string): Promise<QueueStats> {
  const rows = await database.query<CountRow>(countTasks, [tenantId]);
  const pools = new Map<string, PoolStats>();
  for (const row of rows.filter(({ status }) => status !== "QUARANTINED")) {
    const stats = pools.get(row.poolId) ?? emptyPool(row);
    pools.set(row.poolId, {
      ...stats,
      [row.status.toLowerCase()]: row.count,
      oldestWaitMs: row.oldestWaitMs ?? stats.oldestWaitMs,
    });
  }
  const waits = [...pools.values()].flatMap(({ oldestWaitMs }) => oldestWaitMs ?? []);
  return {
    pools: [...pools.values()].toSorted((a, b) => depth(b) - depth(a)).slice(0, maxPools),
    quarantined: rows.filter(({ status }) => status === "QUARANTINED").reduce((sum, { count }) => sum + count, 0),
    oldestWaitMs: waits.length > 0 ? Math.max(...waits) : null,
  };
}

function emptyPool({ poolId, kind, capabilities }: CountRow): PoolStats {
  return {
    pool: poolId,
    kind,
    requiredCapabilities: capabilities,
    scheduled: 0,
    queued: 0,
    assigned: 0,
    running: 0,
    oldestWaitMs: null,
  };
}

function depth({ scheduled, queued, assigned, running }: PoolStats): number {
  return scheduled + queued + assigned + running;
}
