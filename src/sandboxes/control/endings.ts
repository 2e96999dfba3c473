import type { HostReport } from "../host.js";
import type { KeptSandbox, SandboxChange, SandboxFacts } from "../ledger.js";
import { hostKindOf, type SandboxReason } from "../model.js";
import type { Charge } from "./charge.js";

/** What would come to the same if it were tried again: the task's try is its last. */
const lasting: ReadonlySet<SandboxReason> = new Set([
  "IMAGE_INVALID",
  "HOST_FORBIDDEN",
  "HOST_REFUSED",
  "UNTRUSTED",
  "START_FAILED",
]);

/** What says something of the host and nothing of the task: such a try does not count. */
const uncounted: ReadonlySet<SandboxReason> = new Set(["HOST_UNREACHABLE", "HOST_QUOTA"]);

/** Nobody knows how such a one ended. */
const vanished: ReadonlySet<SandboxReason> = new Set(["DELETED", "HOST_LOST", "NODE_LOST"]);

/** Of the log, what a failure tells. */
const maxTailChars = 1_024;

/** What is said of a try whose sandbox has ended before its task: it goes back, or it has failed. */
export type Word =
  | { readonly isCounted: false; readonly message: string }
  | { readonly isCounted: true; readonly message: string; readonly isRetryable: boolean };

export function wordOf({ sandbox, logTail }: Pick<Charge, "sandbox" | "logTail">): Word {
  const { status, readyAt, exitCode } = sandbox;
  const reason = sandbox.reason ?? "EXIT_CODE";
  if (status === "SUCCEEDED") {
    const message = `EXIT_CODE: The program ended with exit code ${exitCode ?? 0} and has not reported of its task.`;
    return { isCounted: true, message: withTail(message, logTail), isRetryable: true };
  }
  const message = `${reason}: ${sandbox.message ?? describe(reason, exitCode)}`;
  if (readyAt === null && uncounted.has(reason)) return { isCounted: false, message };
  return { isCounted: true, message: withTail(message, logTail), isRetryable: !lasting.has(reason) };
}

function withTail(message: string, logTail: string): string {
  const tail = logTail.trim().slice(-maxTailChars);
  return tail === "" ? message : `${message}\n${tail}`;
}

/** In words, where nobody has said more. */
function describe(reason: SandboxReason, exitCode: number | null): string {
  switch (reason) {
    case "EXIT_CODE":
      return `The program ended with exit code ${exitCode ?? "unknown"}.`;
    case "REQUESTED":
      return "Its end was asked for.";
    case "TASK_ENDED":
      return "The task has ended, or somebody else has it.";
    case "DELETED":
    case "HOST_LOST":
    case "NODE_LOST":
      return "What ran it is gone.";
    default:
      return "The sandbox has ended.";
  }
}

/** Whether a container that its host calls failed has not ended, but was taken away. */
export function isVanished({ phase, reason, exitCode }: HostReport): boolean {
  return phase === "FAILED" && exitCode === null && reason !== null && vanished.has(reason);
}

/** The move that follows from how the container ended. */
export function endOf(sandbox: KeptSandbox, outcome: HostReport): SandboxChange {
  const { id } = sandbox;
  if (isVanished(outcome)) return lossOf(sandbox, outcome);
  const facts = factsOf(outcome);
  if (outcome.phase === "SUCCEEDED") return { id, move: "succeed", exitCode: outcome.exitCode ?? 0, facts };
  const reason = outcome.reason ?? "EXIT_CODE";
  return {
    ...{ id, move: "fail", reason, facts, message: outcome.message ?? describe(reason, outcome.exitCode) },
    ...(outcome.exitCode !== null && { exitCode: outcome.exitCode }),
  };
}

/** The move of what is not there any more, though nobody here has ended it. */
export function lossOf(sandbox: KeptSandbox, report: HostReport): SandboxChange {
  const isLocal = hostKindOf(sandbox.host ?? "") === "LOCAL";
  const reason = report.reason ?? (isLocal ? "HOST_LOST" : "DELETED");
  const message = report.message ?? "Its host knows nothing of it any more.";
  return { id: sandbox.id, move: "lose", reason, message, facts: factsOf(report) };
}

/** What a report tells beside where it stands; what it does not know stays as it is. */
export function factsOf({ containerId, connection, cpuMs, peakMemoryBytes }: HostReport): SandboxFacts {
  return {
    ...(containerId !== null && { containerId }),
    ...(connection !== null && { connection }),
    ...(cpuMs !== null && { cpuMs }),
    ...(peakMemoryBytes !== null && { peakMemoryBytes }),
  };
}
