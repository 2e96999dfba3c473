import type { Database, Query } from "../platform/db/database.js";
import { within } from "../platform/db/within.js";
import { MusterError } from "../platform/errors.js";
import { keyReused } from "../platform/idempotency-keys.js";
import type { NewSandbox } from "./ledger.js";
import type { Sandbox } from "./model.js";
import { findRequest, type FoundRequest } from "./sql/find-request.sql.js";
import { findSandboxes } from "./sql/find-sandboxes.sql.js";
import { insertSandbox } from "./sql/insert-sandbox.sql.js";
import { keySandbox } from "./sql/key-sandbox.sql.js";
import { lockShares } from "./sql/lock-shares.sql.js";

/** What a request is known by. */
type RequestIdentity = Pick<NewSandbox, "tenantId" | "taskId" | "idempotencyKey" | "inputHash">;

interface KnownRequest {
  /** That was made for the same key and input. */
  readonly known: Sandbox | null;
  /** Whether the task has a sandbox. */
  readonly isTaskTaken: boolean;
  readonly waiting: number;
}

/** PostgreSQL's integers. */
const maxCount = 2 ** 31 - 1;

/** What there is before a request is followed. Throws CONFLICT at `["idempotencyKey"]` where the key had another input. */
export async function lookUp(query: Query, request: RequestIdentity, maxWaiting: number): Promise<KnownRequest> {
  const { found, known } = await find(query, request, maxWaiting);
  return { known, isTaskTaken: found.taskSandboxId !== null, waiting: found.waiting };
}

export function refuseWaiting(maxWaiting: number): MusterError {
  return new MusterError("QUOTA_EXCEEDED", `At most ${maxWaiting} sandboxes of a tenant may wait.`, {
    reason: "SANDBOX_QUOTA",
  });
}

/**
 * Adds a sandbox that waits, counted and keyed under the lock of its tenant's share. The one that is there for the same key is the answer;
 * and for a task the one that the task has got meanwhile: its try may begin as soon as it asks for a place, before anybody has come to this.
 * `isNew` tells whether it was made here.
 */
export function addSandbox(
  database: Database,
  sandbox: NewSandbox,
  maxWaiting: number,
): Promise<{ readonly sandbox: Sandbox; readonly isNew: boolean }> {
  const { id, tenantId, spec, taskId, agentId, releaseId, createdBy, idempotencyKey, inputHash } = sandbox;
  return within(database, async (query) => {
    await query(lockShares, [[tenantId]]);
    const { found, known } = await find(query, sandbox, maxWaiting);
    if (known) return { sandbox: known, isNew: false };
    if (found.taskSandboxId !== null) {
      const taken = await get(query, tenantId, found.taskSandboxId);
      if (idempotencyKey !== null) await query(keySandbox, [taken.id, tenantId, idempotencyKey, inputHash]);
      return { sandbox: taken, isNew: false };
    }
    if (found.waiting >= maxWaiting) throw refuseWaiting(maxWaiting);
    const { labels } = spec;
    const [added] = await query<Sandbox>(insertSandbox, [
      ...[id, tenantId, JSON.stringify(spec), JSON.stringify(labels), taskId, agentId, releaseId, createdBy],
      ...[idempotencyKey, inputHash],
    ]);
    if (!added) throw new Error("insert-sandbox answers one row.");
    return { sandbox: added, isNew: true };
  });
}

async function find(
  query: Query,
  { tenantId, taskId, idempotencyKey, inputHash }: RequestIdentity,
  maxWaiting: number,
): Promise<{ readonly found: FoundRequest; readonly known: Sandbox | null }> {
  const values = [tenantId, idempotencyKey, taskId, Math.min(maxWaiting, maxCount)];
  const [found] = await query<FoundRequest>(findRequest, values);
  if (!found) throw new Error("find-sandbox-request answers one row.");
  if (found.keyedId === null) return { found, known: null };
  if (found.inputHash !== inputHash) throw keyReused(["idempotencyKey"]);
  return { found, known: await get(query, tenantId, found.keyedId) };
}

async function get(query: Query, tenantId: string, id: string): Promise<Sandbox> {
  const [sandbox] = await query<Sandbox>(findSandboxes, [tenantId, [id]]);
  if (!sandbox) throw new Error(`The sandbox ${id} is gone`);
  return sandbox;
}
