import type { Principal } from "../../identity/index.js";
import type { Clock } from "../../platform/clock.js";
import type { Lease, LeaseResult } from "../../tasks/index.js";
import type { BuiltInAgents } from "./built-in-agents.js";
import type { Charge } from "./charge.js";
import { wordOf } from "./endings.js";
import { isRefusal } from "./outages.js";
import type { ControllerNeighbours } from "./parts.js";
import { pause } from "../../platform/pause.js";

export interface SettlementParts {
  readonly tasks: Pick<ControllerNeighbours["tasks"], "accept" | "reject" | "fail" | "ended">;
  readonly builtIns: BuiltInAgents;
  readonly clock: Clock;
}

/** A completion that the program sent as its last deed may still be on its way. */
const raceMs = 2_000;

/**
 * Says of the try of a sandbox that has ended what there is to say, unless its program has said it. Once more, it changes nothing: the
 * lease token holds for one word. Rejects when it could not be said, or `signal` aborted before.
 */
export async function settle(parts: SettlementParts, charge: Charge, signal: AbortSignal): Promise<void> {
  const lease = leaseOf(charge);
  if (!lease || charge.task !== "OPEN") return;
  const { builtIns, clock, tasks } = parts;
  const hasEnded = charge.sandbox.readyAt !== null && (charge.outcome !== null || charge.isGone);
  if (hasEnded && charge.wish?.move !== "lose") await pause(clock, raceMs, signal);
  if (signal.aborted) throw new Error("It is left to whoever looks after it next.");
  if ((await tasks.ended([lease.taskId])).has(lease.taskId)) return;
  const agent = await builtIns.of(charge.sandbox.tenantId);
  const word = wordOf(charge);
  if (!word.isCounted && (await handBack(tasks, agent, { ...lease, reason: word.message }))) return;
  const isRetryable = word.isCounted ? word.isRetryable : true;
  await fail(tasks, agent, { lease, message: word.message, isRetryable });
}

/**
 * Whether the agent inside has accepted its task. There is no asking but by accepting it in its place: where that goes, the agent had not,
 * and has failed its try.
 */
export async function isTaken(
  { tasks, builtIns }: SettlementParts,
  charge: Charge,
  acceptMs: number,
): Promise<boolean> {
  const lease = leaseOf(charge);
  if (!lease) return true;
  const agent = await builtIns.of(charge.sandbox.tenantId);
  const [result] = await tasks.accept(agent, [lease]);
  if (result?.outcome !== "APPLIED") return true;
  const message = `START_FAILED: The program has not accepted its task within ${acceptMs} ms.`;
  await fail(tasks, agent, { lease, message, isRetryable: true });
  return false;
}

/** A try fails while it runs, so that it begins if it has not yet. What does not hold any more is nobody's concern here. */
export async function fail(
  tasks: Pick<SettlementParts["tasks"], "accept" | "fail">,
  agent: Principal,
  word: { readonly lease: Lease; readonly message: string; readonly isRetryable: boolean },
): Promise<void> {
  try {
    await tasks.accept(agent, [word.lease]);
    await tasks.fail(agent, { ...word.lease, errorMessage: word.message, retryable: word.isRetryable });
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

/** Whether it is not ours any more; false where it has begun, and so cannot go back. */
async function handBack(
  tasks: Pick<SettlementParts["tasks"], "reject">,
  agent: Principal,
  rejection: Lease & { readonly reason: string },
): Promise<boolean> {
  const [result]: (LeaseResult | undefined)[] = await tasks.reject(agent, [rejection]);
  return result?.outcome !== "INVALID_STATE";
}

/** Of the try that the sandbox is for; null for one without. */
export function leaseOf({ sandbox: { taskId, leaseToken } }: Charge): Lease | null {
  return taskId === null || leaseToken === null ? null : { taskId, leaseToken };
}
