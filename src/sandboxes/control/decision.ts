import type { HostReport } from "../host.js";
import type { SandboxChange, SandboxFacts } from "../ledger.js";
import type { SandboxReason } from "../model.js";
import type { Charge, Deed } from "./charge.js";
import { endOf, factsOf, isVanished, lossOf } from "./endings.js";

/** What is to be done next for a sandbox. `leave`: it is not this process's any more. */
export type Step =
  | { readonly do: "wait"; readonly untilMs: number }
  | { readonly do: "leave" }
  | { readonly do: "move"; readonly change: SandboxChange }
  /** `waitMs`: for what its host has yet to tell of its log. */
  | { readonly do: "collect"; readonly waitMs: number }
  | { readonly do: "note"; readonly facts: SandboxFacts }
  | { readonly do: "remove"; readonly graceMs: number }
  | { readonly do: Exclude<Deed, "move" | "collect" | "note" | "remove"> };

/** The time by the process's clock, and by the ledger's, which set the deadlines. */
export interface Now {
  readonly ms: number;
  readonly ledgerMs: number;
}

export interface Limits {
  /** What is ended gets this long to end by itself. */
  readonly graceMs: number;
  /** In that time from its start the agent inside has to accept its task. */
  readonly acceptMs: number;
}

/** Of a container that has ended, the rest of its log. */
const logWaitMs = 10_000;
/** Usage changes all the time. */
const noteUsageEveryMs = 15_000;

/** What keeps a container from starting and will not pass by itself, by how long it is borne with, in milliseconds. */
const patience: Partial<Record<SandboxReason, number>> = {
  IMAGE_INVALID: 0,
  HOST_FORBIDDEN: 30_000,
  HOST_REFUSED: 30_000,
  IMAGE_PULL_FAILED: 60_000,
  START_FAILED: 60_000,
  CRASH_LOOP: 60_000,
};

/**
 * What follows from where a sandbox stands in the ledger, what its host has said last and how its task is. Nothing else decides: so
 * what was missed, in a crash or since somebody was away, is made good as soon as all three are known again.
 */
export function decide(charge: Charge, now: Now, limits: Limits): Step {
  const step = wanted(charge, now, limits);
  if (step.do === "wait" || step.do === "leave") return step;
  const notBeforeMs = charge.notBeforeMs.get(step.do) ?? 0;
  return notBeforeMs > now.ms ? { do: "wait", untilMs: notBeforeMs } : step;
}

function wanted(charge: Charge, now: Now, limits: Limits): Step {
  switch (charge.status) {
    case "PENDING":
      return charge.task === "OPEN" && charge.wish === null ? { do: "begin" } : { do: "leave" };
    case "PROVISIONING":
      // One that has ended is on its host, whether whoever asked for it lived to say so or not.
      return early(charge) ?? (charge.isPlaced || charge.outcome ? awaited(charge, now) : unplaced(charge, now));
    case "READY":
      return early(charge) ?? running(charge, now, limits);
    case "TERMINATING":
      return ending(charge, limits);
    default:
      return ended(charge, now, limits);
  }
}

/** An end before its time, which does not ask where its container stands. */
function early(charge: Charge): Step | null {
  const { id } = charge.sandbox;
  const { wish, task } = charge;
  // How it ended by itself says more, and says it to the task too.
  if (charge.outcome) return null;
  if (wish?.move === "lose") return logged(charge, 0, { ...wish, id });
  if (wish) return { do: "move", change: { ...wish, id } };
  if (task === "LOST" || (task === "ENDED" && charge.status === "PROVISIONING")) return taskEnded(charge);
  return null;
}

function unplaced({ sandbox }: Charge, now: Now): Step {
  return isOverdue(sandbox, now) ? late(sandbox.id, null) : { do: "provision" };
}

function awaited(charge: Charge, now: Now): Step {
  const { sandbox, report } = charge;
  const end = ofHost(charge);
  if (end) return end;
  if (report?.phase === "RUNNING") {
    return { do: "move", change: { id: sandbox.id, move: "ready", facts: factsOf(report) } };
  }
  const trouble = report?.phase === "STARTING" ? report : null;
  if (isOverdue(sandbox, now)) return late(sandbox.id, trouble);
  const bearMs = trouble?.reason ? (patience[trouble.reason] ?? Infinity) : Infinity;
  const giveUpAtMs = charge.stuckSinceMs + bearMs;
  if (trouble?.reason && giveUpAtMs <= now.ms) {
    const message = trouble.message ?? "It cannot be started.";
    return { do: "move", change: { id: sandbox.id, move: "fail", reason: trouble.reason, message } };
  }
  return { do: "wait", untilMs: Math.min(giveUpAtMs, overdueAtMs(sandbox, now)) };
}

function running(charge: Charge, now: Now, { graceMs, acceptMs }: Limits): Step {
  const { sandbox } = charge;
  const { id } = sandbox;
  const end = ofHost(charge);
  if (end) return end;
  if (isOverdue(sandbox, now)) {
    const message = `It has run for ${sandbox.spec.timeoutMs} ms, as long as it may.`;
    return logged(charge, 0, { id, move: "fail", reason: "DEADLINE_EXCEEDED", message });
  }
  const endAtMs = charge.task === "ENDED" ? charge.taskEndedAtMs + graceMs : Infinity;
  if (endAtMs <= now.ms) return taskEnded(charge);
  const isAsked = charge.task === "OPEN" && !charge.isTaken;
  const askAtMs = isAsked ? now.ms + (sandbox.readyAt?.getTime() ?? now.ledgerMs) + acceptMs - now.ledgerMs : Infinity;
  if (askAtMs <= now.ms && isDue(charge, "probe", now)) return { do: "probe" };
  const noteAtMs = noteDueAtMs(charge, now);
  if (noteAtMs <= now.ms && charge.report) return { do: "note", facts: factsOf(charge.report) };
  const probeAtMs = Math.max(askAtMs, charge.notBeforeMs.get("probe") ?? 0);
  return { do: "wait", untilMs: Math.min(endAtMs, probeAtMs, noteAtMs, overdueAtMs(sandbox, now)) };
}

function ending(charge: Charge, { graceMs }: Limits): Step {
  // What it has written in its grace may still be on its way.
  if (charge.isGone) return logged(charge, logWaitMs, { id: charge.sandbox.id, move: "terminated" });
  return { do: "remove", graceMs };
}

/** Its task gets its word, its key goes, and when its host has nothing of it left it is forgotten. Each as soon as it can be. */
function ended(charge: Charge, now: Now, { graceMs }: Limits): Step {
  const steps: Step[] = [];
  if (!charge.isSettled) steps.push({ do: "settle" });
  else if (!charge.isRevoked) steps.push({ do: "revoke" });
  else if (charge.isGone) steps.push({ do: "release" });
  // What still runs is ended last: its program would tell its task that it was ended, and not why.
  if (charge.outcome && !charge.isGone) steps.unshift({ do: "remove", graceMs: 0 });
  else if (!charge.isGone) steps.push({ do: "remove", graceMs });
  const due = steps.find((step) => isDue(charge, step.do as Deed, now));
  const nextMs = steps.map((step) => charge.notBeforeMs.get(step.do as Deed) ?? 0);
  return due ?? { do: "wait", untilMs: Math.min(...nextMs, Infinity) };
}

/** What follows when the container has ended, or is gone. */
function ofHost(charge: Charge): Step | null {
  const { outcome } = charge;
  if (outcome) return logged(charge, isVanished(outcome) ? 0 : logWaitMs, endOf(charge.sandbox, outcome));
  if (charge.report && charge.isGone) return logged(charge, 0, lossOf(charge.sandbox, charge.report));
  return null;
}

/** Who follows a log is told that there is no more when the sandbox has ended: so the log comes first. */
function logged(charge: Charge, waitMs: number, change: SandboxChange): Step {
  return charge.isLogDone ? { do: "move", change } : { do: "collect", waitMs };
}

function taskEnded({ sandbox: { id } }: Charge): Step {
  const message = "Its task has ended, or is no longer its own.";
  return { do: "move", change: { id, move: "terminate", reason: "TASK_ENDED", message } };
}

function late(id: string, trouble: HostReport | null): Step {
  const { reason, message } = trouble ?? { reason: null, message: null };
  // That says nothing of the sandbox, and does not count for its task.
  if (reason === "HOST_QUOTA" || reason === "HOST_UNREACHABLE")
    return { do: "move", change: { id, move: "fail", reason, message: message ?? "It was not ready in time." } };
  const why = [reason, message].filter((part) => part !== null).join(": ");
  const said = why === "" ? "It was not ready in time." : `It was not ready in time: ${why}`;
  return { do: "move", change: { id, move: "fail", reason: "PROVISIONING_TIMEOUT", message: said } };
}

function isDue(charge: Charge, deed: Deed, now: Now): boolean {
  return (charge.notBeforeMs.get(deed) ?? 0) <= now.ms;
}

function isOverdue(sandbox: Charge["sandbox"], now: Now): boolean {
  return overdueAtMs(sandbox, now) <= now.ms;
}

/** By the process's clock. */
function overdueAtMs({ deadlineAt }: Charge["sandbox"], now: Now): number {
  return deadlineAt === null ? Infinity : deadlineAt.getTime() - now.ledgerMs + now.ms;
}

/** When the ledger is to be told what the host says of a container that runs; Infinity while it knows. */
function noteDueAtMs({ sandbox, report, usageNotedAtMs, notBeforeMs }: Charge, now: Now): number {
  if (report?.phase !== "RUNNING") return Infinity;
  const facts = factsOf(report);
  const onceMore = notBeforeMs.get("note") ?? 0;
  const isMoved =
    (facts.containerId !== undefined && facts.containerId !== sandbox.containerId) ||
    (facts.connection !== undefined && JSON.stringify(facts.connection) !== JSON.stringify(sandbox.connection));
  if (isMoved) return Math.max(now.ms, onceMore);
  const isUsed =
    (facts.cpuMs !== undefined && facts.cpuMs !== sandbox.cpuMs) ||
    (facts.peakMemoryBytes !== undefined && facts.peakMemoryBytes !== sandbox.peakMemoryBytes);
  return isUsed ? Math.max(usageNotedAtMs + noteUsageEveryMs, onceMore) : Infinity;
}
