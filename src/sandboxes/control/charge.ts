import type { HostReport } from "../host.js";
import type { KeptSandbox } from "../ledger.js";
import type { SandboxReason } from "../model.js";
import type { SandboxStatus } from "../states.js";

/** Of the try that a sandbox is for. ENDED: its task is done with, or the lease was spent. LOST: somebody else has the task, or nobody. */
export type TaskStanding = "NONE" | "OPEN" | "ENDED" | "LOST";

/** Why it is to end before its time. `lose`: its host goes with this process. */
export interface EndWish {
  readonly move: "terminate" | "lose";
  readonly reason: SandboxReason;
  readonly message: string;
}

/** What can be done for a sandbox; each may fail, and is then done again after a while of its own. */
export type Deed =
  | "begin"
  | "provision"
  | "move"
  | "collect"
  | "note"
  | "probe"
  | "remove"
  | "settle"
  | "revoke"
  | "release";

/** A sandbox that this process looks after: all that is known of it here. What is lost with the process can be found out again. */
export class Charge {
  sandbox: KeptSandbox;
  /** The last that its host has said. */
  report: HostReport | null = null;
  /** How its container ended: kept, since a host may forget it right after. */
  outcome: HostReport | null = null;
  /** By the process's clock: since when the host names this trouble while it is starting. */
  stuckSinceMs = 0;
  /** Whether its host has been asked for it. */
  isPlaced: boolean;
  /** Whether what runs is another tenant's; null when that is not known here. */
  isForeign: boolean | null;
  task: TaskStanding;
  /** By the process's clock; 0 while the task has not ended. */
  taskEndedAtMs = 0;
  /** Whether the agent inside is known to have accepted its task. */
  isTaken = false;
  /** By the process's clock: when its lease was last held. */
  heldAtMs = Number.NEGATIVE_INFINITY;
  /** Whether all of its log is collected that will be. */
  isLogDone = false;
  /** The end of what it has written, for who asks why it failed. */
  logTail = "";
  isSettled: boolean;
  isRevoked: boolean;
  wish: EndWish | null = null;
  usageNotedAtMs = Number.NEGATIVE_INFINITY;
  /** By the process's clock: when something is due again that is not to be done at once. */
  readonly notBeforeMs = new Map<Deed, number>();
  readonly failures = new Map<Deed, number>();
  /** By the process's clock: when it is to be looked at though nothing happens. */
  dueAtMs = Infinity;
  isAttended = false;
  wantsAttention = false;
  /** Whether its row is to be read again: somebody else has moved it. */
  isOutdated = false;
  isLeft = false;

  constructor(sandbox: KeptSandbox, isForeign: boolean | null) {
    this.sandbox = sandbox;
    this.isForeign = isForeign;
    this.isPlaced = sandbox.hostRef !== null;
    this.task = sandbox.leaseToken === null ? "NONE" : "OPEN";
    this.isSettled = sandbox.leaseToken === null;
    this.isRevoked = sandbox.taskId === null && sandbox.agentId === null;
  }

  /** What its host knows it by. */
  get ref(): string {
    return this.sandbox.hostRef ?? this.sandbox.id;
  }

  get status(): SandboxStatus {
    return this.sandbox.status;
  }

  get isGone(): boolean {
    return this.report?.phase === "GONE";
  }

  /** Whether its container runs, as far as is known. */
  get isRunning(): boolean {
    return this.status === "READY" || this.status === "TERMINATING";
  }

  /** The row as it was read: an older one than is known changes nothing. */
  learn(row: KeptSandbox): void {
    if (row.eventSeq < this.sandbox.eventSeq) return;
    const isSame = row.eventSeq === this.sandbox.eventSeq;
    this.sandbox = isSame ? { ...row, hostRef: row.hostRef ?? this.sandbox.hostRef } : row;
    if (this.sandbox.hostRef !== null) this.isPlaced = true;
    this.isOutdated = false;
  }

  hear(report: HostReport, nowMs: number): void {
    const isNewTrouble = report.reason !== this.report?.reason || this.report?.phase !== "STARTING";
    if (report.phase === "STARTING" && isNewTrouble) this.stuckSinceMs = nowMs;
    if (report.phase === "SUCCEEDED" || report.phase === "FAILED") this.outcome = report;
    this.report = report;
  }

  /** What was heard of an earlier order says nothing of the next. */
  forgetHost(): void {
    this.report = null;
    this.outcome = null;
    this.isPlaced = false;
  }

  taskEnded(nowMs: number): void {
    if (this.task !== "OPEN") return;
    this.task = "ENDED";
    this.taskEndedAtMs = nowMs;
  }
}
