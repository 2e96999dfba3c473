import type { Principal } from "../identity/index.js";
import type { Database } from "../platform/db/database.js";
import { MusterError } from "../platform/errors.js";
import { isId } from "../platform/ids.js";
import { isStorable } from "../platform/labels.js";
import type { Lease, LeaseResult } from "./model.js";
import { explainLeases } from "./sql/explain-leases.sql.js";
import type { TaskStatus } from "./states.js";

/** A lease as an agent shows it. */
export interface HeldLease extends Lease {
  readonly tenantId: string;
  readonly agentId: string;
}

interface Standing {
  readonly id: string;
  readonly leaseToken: string | null;
  readonly status: TaskStatus;
}

/** Whether the agent may work on the task, should it hold its lease: with a key that is for one task, on that one alone. */
export function isWithinReach({ taskId: only = null }: Principal, taskId: string): boolean {
  return only === null || only === taskId;
}

/**
 * The lease as the agent shows it. Text that PostgreSQL cannot take becomes empty: it names nothing and holds nothing. Beyond the
 * agent's reach it is nobody's, in no tenant: so it holds nothing, and reads as not found.
 */
export function heldBy(agent: Principal, { taskId, leaseToken }: Lease): HeldLease {
  const kept = (text: string): string => (isStorable(text) ? text : "");
  const shown = { taskId: kept(taskId), leaseToken: kept(leaseToken) };
  if (!isWithinReach(agent, taskId)) return { ...shown, tenantId: "", agentId: "" };
  return { ...shown, tenantId: agent.tenantId, agentId: agent.id };
}

export function keyOfLease({ taskId, leaseToken }: { taskId: string; leaseToken: string | null }): string {
  return `${taskId} ${leaseToken}`;
}

/** The first mention of each lease. */
export function firstOfEach<Held extends HeldLease>(leases: readonly Held[]): Held[] {
  const seen = new Map<string, Held>();
  for (const lease of leases) {
    const key = keyOfLease(lease);
    if (!seen.has(key)) seen.set(key, lease);
  }
  return [...seen.values()];
}

/**
 * One result per lease: APPLIED for the first mention of each that moved; for the others, why not. Reads the database only
 * when something did not move.
 */
export async function explain(
  database: Database,
  leases: readonly HeldLease[],
  moved: readonly { taskId: string; leaseToken: string | null }[],
): Promise<LeaseResult[]> {
  const applied = new Set(moved.map(keyOfLease));
  const verdicts = leases.map((lease) => applied.delete(keyOfLease(lease)));
  const refused = leases.filter((_lease, index) => !verdicts[index]);
  const standings = await standingsOf(database, refused);
  return leases.map((lease, index) =>
    verdicts[index]
      ? { taskId: lease.taskId, outcome: "APPLIED", message: null }
      : verdict(lease, standings.get(`${lease.tenantId} ${lease.taskId}`)),
  );
}

async function standingsOf(database: Database, leases: readonly HeldLease[]): Promise<Map<string, Standing>> {
  const known = leases.filter(({ taskId }) => isId("task", taskId));
  const standings = new Map<string, Standing>();
  if (known.length === 0) return standings;
  const rows = await database.query<Standing & { tenantId: string }>(explainLeases, [
    known.map(({ taskId }) => taskId),
    known.map(({ tenantId }) => tenantId),
  ]);
  for (const row of rows) standings.set(`${row.tenantId} ${row.id}`, row);
  return standings;
}

function verdict({ taskId, leaseToken }: Lease, standing: Standing | undefined): LeaseResult {
  if (!standing) return { taskId, outcome: "NOT_FOUND", message: "No such task." };
  // A token that is still the task's own was spent on the move that brought the task here.
  if (standing.leaseToken === leaseToken)
    return { taskId, outcome: "INVALID_STATE", message: `The task is ${standing.status}.` };
  return { taskId, outcome: "STALE_LEASE", message: "Another try has taken over, or the lease has ended." };
}

/** The error of a call about one lease, for an outcome that a batch would answer. */
export function refusal({ taskId, outcome, message }: LeaseResult): MusterError {
  const text = message ?? "The lease does not hold.";
  if (outcome === "NOT_FOUND")
    return new MusterError("NOT_FOUND", `No task ${taskId}.`, { reason: "TASK_NOT_FOUND", path: ["taskId"] });
  if (outcome === "STALE_LEASE")
    return new MusterError("STALE_LEASE", text, { reason: "LEASE_STALE", path: ["leaseToken"] });
  return new MusterError("INVALID_STATE", text, { reason: "TASK_STATE_INVALID", path: ["taskId"] });
}
