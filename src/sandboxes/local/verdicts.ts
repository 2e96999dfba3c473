import { HostError, type HostOrder } from "../host.js";
import type { SandboxReason } from "../model.js";
import { bytesQuantity } from "../quantities.js";

/** Why something has failed. */
export interface Verdict {
  readonly reason: SandboxReason;
  readonly message: string;
}

/** The machine is short of something, which passes. */
const scarce = new Set(["EAGAIN", "ENOMEM", "EMFILE", "ENFILE", "ENOSPC", "EDQUOT"]);

export const verdicts = {
  outOfMemory: ({ memoryBytes }: HostOrder): Verdict => ({
    reason: "OUT_OF_MEMORY",
    message: `It used more than ${bytesQuantity(memoryBytes)} of memory.`,
  }),
  outOfStorage: ({ storageBytes }: HostOrder): Verdict => ({
    reason: "OUT_OF_STORAGE",
    message: `It used more than ${bytesQuantity(storageBytes)} of disk.`,
  }),
  tooOld: ({ maxAgeMs }: HostOrder): Verdict => ({
    reason: "DEADLINE_EXCEEDED",
    message: `It was not done after ${maxAgeMs} ms.`,
  }),
  hostStopped: { reason: "HOST_LOST", message: "The process of Muster that it belonged to has ended." },
} as const;

/** Of the first process's own end; null where it went well. */
export function verdictOf(end: { readonly exitCode: number; readonly signal: NodeJS.Signals | null }): Verdict | null {
  if (end.signal === "SIGXFSZ") return { reason: "OUT_OF_STORAGE", message: "It wrote a file that is too large." };
  if (end.signal) return { reason: "EXIT_CODE", message: `The program was ended by ${end.signal}.` };
  return end.exitCode === 0 ? null : { reason: "EXIT_CODE", message: `The program ended with ${end.exitCode}.` };
}

/** Why no program was started. */
export function notStarted(error: unknown, program: string): HostError {
  const code = codeOf(error);
  if (scarce.has(code)) return short(error, code);
  const name = JSON.stringify(program);
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: `There is no program ${name}, or nothing that could run it.`,
    EACCES: `The program ${name} may not be run.`,
    ENOEXEC: `${name} is no program.`,
    E2BIG: `Arguments and environment of ${name} are too long.`,
  };
  const message = reasons[code] ?? `The program ${name} does not start: ${String(error)}`;
  return new HostError("START_FAILED", message, { isPassing: false, cause: error });
}

/** Why it did not come as far as to start one. */
export function notPrepared(error: unknown): HostError {
  if (error instanceof HostError) return error;
  const code = codeOf(error);
  if (scarce.has(code)) return short(error, code);
  return new HostError("START_FAILED", `Its folder cannot be made: ${String(error)}`, {
    isPassing: true,
    cause: error,
  });
}

function short(cause: unknown, code: string): HostError {
  return new HostError("HOST_QUOTA", `The machine is short of what a process needs: ${code}.`, {
    isPassing: true,
    cause,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
