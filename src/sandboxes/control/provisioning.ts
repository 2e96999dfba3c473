import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import { HostError, type SandboxHost } from "../host.js";
import type { KeptSandbox, SandboxChange, SandboxLedger } from "../ledger.js";
import type { WarmPool } from "../pool.js";
import { backoffMs } from "./backoff.js";
import type { BuiltInAgents } from "./built-in-agents.js";
import type { Charge } from "./charge.js";
import type { LedgerTime } from "./ledger-time.js";
import { orderOf } from "./orders.js";
import { isRefusal } from "./outages.js";
import type { ControllerConfig, ControllerNeighbours } from "./parts.js";

export interface ProvisioningParts {
  readonly ledger: Pick<SandboxLedger, "setHostRef">;
  readonly host: SandboxHost;
  readonly pool: Pick<WarmPool, "take">;
  readonly identity: ControllerNeighbours["identity"];
  readonly builtIns: BuiltInAgents;
  readonly clock: Clock;
  readonly ledgerTime: LedgerTime;
  readonly log: Log;
  readonly random: () => number;
  readonly config: ControllerConfig;
}

/** What came of it: it is on its host, it stands elsewhere by now, or it is moved on. */
export type Provisioned =
  | { readonly hostRef: string; readonly isOurs: boolean }
  | { readonly change: SandboxChange; readonly delayMs: number };

const postpone = { firstMs: 1_000, maxMs: 300_000 } as const;
/** A key and a container outlive what they are for by that: clocks differ, and ends take their time. */
const marginMs = 300_000;

/**
 * Has a sandbox made. Each step finds what an earlier attempt has left: the key is derived, the pool answers the same for the same
 * sandbox, and the host makes good what is missing; so that whoever adopts it begins anew. Throws where that is to be done later.
 */
export async function provision(parts: ProvisioningParts, charge: Charge): Promise<Provisioned> {
  const { sandbox } = charge;
  const refusal = await findRefusal(parts, charge);
  if (refusal) return { change: refusal, delayMs: 0 };
  const maxAgeMs = maxAgeOf(parts, sandbox);
  const key = await issueKey(parts, sandbox, maxAgeMs);
  if (typeof key === "object" && key !== null) return { change: key, delayMs: 0 };
  try {
    const hostRef = await place(parts, sandbox, { apiKey: key, maxAgeMs });
    return { hostRef, isOurs: await parts.ledger.setHostRef(sandbox.id, hostRef) };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return afterHostError(parts, sandbox, error);
  }
}

function maxAgeOf({ ledgerTime, config }: ProvisioningParts, { deadlineAt, spec }: KeptSandbox): number {
  const leftMs = Math.max(0, (deadlineAt?.getTime() ?? 0) - ledgerTime.nowMs());
  return leftMs + spec.timeoutMs + config.graceMs + marginMs;
}

async function place(
  { host, pool, config }: ProvisioningParts,
  sandbox: KeptSandbox,
  details: { readonly apiKey: string | null; readonly maxAgeMs: number },
): Promise<string> {
  const warm = await pool.take(sandbox);
  if (warm !== null) return warm;
  await host.provision(orderOf(sandbox, { ...details, url: config.url() }));
  return sandbox.id;
}

/** What its program works with; null where it is for no task and no agent. A change where it cannot have one. */
async function issueKey(
  { identity, builtIns, ledgerTime }: ProvisioningParts,
  sandbox: KeptSandbox,
  maxAgeMs: number,
): Promise<string | SandboxChange | null> {
  const { id, tenantId, taskId, agentId } = sandbox;
  if (taskId === null && agentId === null) return null;
  const expiresAt = new Date(ledgerTime.nowMs() + maxAgeMs);
  const worker = agentId ?? (await builtIns.of(tenantId)).id;
  try {
    return await identity.issueSandboxKey({ tenantId, sandboxId: id, agentId: worker, taskId, expiresAt });
  } catch (error) {
    // Of a task another try has one by now: that this one is lost is about to be noticed.
    if (!isRefusal(error) || taskId !== null) throw error;
    if (error.code === "NOT_FOUND") return failed(sandbox, "AGENT_REMOVED", "Its agent was removed.");
    return failed(sandbox, "START_FAILED", error.message);
  }
}

/** Without isolation there runs only what the operator answers for: its own sandboxes, of its own releases. */
async function findRefusal(
  { host, identity, config }: ProvisioningParts,
  { sandbox, isForeign }: Charge,
): Promise<SandboxChange | null> {
  if (host.isolates || config.allowUntrusted) return null;
  const { id, tenantId, releaseId } = sandbox;
  if (isForeign === true) return failed(sandbox, "UNTRUSTED", "This host does not run what other tenants publish.");
  if (!(await identity.getTenant(tenantId))?.isOperator)
    return failed(sandbox, "UNTRUSTED", "This host runs sandboxes of the operator's tenant alone.");
  if (releaseId === null || isForeign === false) return null;
  // Of whom the release is has been forgotten with the process that had begun it: the next try finds it out again.
  return { id, move: "lose", reason: "HOST_LOST", message: "The process that had begun it is gone." };
}

function failed({ id }: KeptSandbox, reason: NonNullable<SandboxChange["reason"]>, message: string): SandboxChange {
  return { id, move: "fail", reason, message };
}

/** At the least, by so many postponements. */
function waitedMs(postponements: number): number {
  let waited = 0;
  for (let count = 0; count < postponements; count++) waited += backoffMs(count, postpone, () => 0);
  return waited;
}

/** What passes is tried again, later each time, as long as it may take to be ready. */
function afterHostError(parts: ProvisioningParts, sandbox: KeptSandbox, error: HostError): Provisioned {
  const { reason, message, isPassing, retryAfterMs } = error;
  const { config, random, log } = parts;
  log.info({ err: error, sandboxId: sandbox.id, reason }, "a sandbox was not taken by its host");
  if (!isPassing) return { change: failed(sandbox, reason, message), delayMs: 0 };
  const delayMs = Math.max(backoffMs(sandbox.postponements, postpone, random), retryAfterMs ?? 0);
  // Each order has a time of its own to be ready in; what was waited for between them is told by their number.
  const isTooLate = waitedMs(sandbox.postponements) + delayMs > config.readyTimeoutMs;
  if (isTooLate) return { change: failed(sandbox, reason, message), delayMs: 0 };
  return { change: { id: sandbox.id, move: "postpone", reason, message, delayMs }, delayMs };
}
