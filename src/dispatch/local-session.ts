import type { Assignment } from "../tasks/index.js";
import type { AgentProfile } from "./profile.js";

/** The sessions that can take the same tasks. */
export type SessionProfile = AgentProfile<LocalSession>;

/** Most assignments in one frame to the agent. */
const maxFrameTasks = 500;
/**
 * Most bytes of a frame, unless one task alone takes more: clients refuse messages beyond a bound of their own, which is 1 MiB
 * where it is least, and what has been written to a slow socket is in memory until it is read.
 */
const maxFrameBytes = 1_048_576;
/** What an assignment takes beside its task's input: ids, token, times, names. */
const envelopeBytes = 512;

/** An agent's session that this process holds: its slots, and the assignments on their way to the socket. */
export class LocalSession implements AsyncIterableIterator<readonly Assignment[]> {
  readonly id: string;
  readonly agentId: string;
  readonly capacity: number;
  readonly prefetch: number;
  profile: SessionProfile;
  /** Whether its agent may be offered work: READY or BUSY. */
  eligible: boolean;
  /** Rises with every change of load or eligibility: what a heap entry was made for. */
  version = 0;
  countedFree = 0;
  /** When it was last given work, as a running number; 0 before the first. Smallest is longest idle. */
  assignedOrder = 0;
  readonly #holding = new Map<string, number>();
  #reserved = 0;
  #closed = false;
  #unsent: Assignment[] = [];
  #waiter: ((result: IteratorResult<readonly Assignment[]>) => void) | null = null;
  readonly #onClose: (session: LocalSession) => Promise<void>;

  constructor(parts: {
    id: string;
    agentId: string;
    capacity: number;
    prefetch: number;
    profile: SessionProfile;
    eligible: boolean;
    onClose: (session: LocalSession) => Promise<void>;
  }) {
    this.id = parts.id;
    this.agentId = parts.agentId;
    this.capacity = parts.capacity;
    this.prefetch = parts.prefetch;
    this.profile = parts.profile;
    this.eligible = parts.eligible;
    this.#onClose = parts.onClose;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Assignments outstanding or being made. */
  get outstanding(): number {
    return this.#holding.size + this.#reserved;
  }

  get isFree(): boolean {
    return this.freeSlots > 0;
  }

  get freeSlots(): number {
    return this.#closed || !this.eligible ? 0 : Math.max(0, this.capacity - this.outstanding);
  }

  /** Share of the slots taken, 0 to 1. */
  get relativeLoad(): number {
    return this.outstanding / this.capacity;
  }

  /** Takes a slot for an assignment that is being made. */
  reserve(order: number): void {
    this.#reserved++;
    this.assignedOrder = order;
  }

  /** Gives the slot of an assignment back that was not made. */
  unreserve(): void {
    this.#reserved--;
  }

  /** Turns a reserved slot into an assignment and sends it. */
  assign(assignment: Assignment, nowMs: number): void {
    this.#reserved--;
    this.#holding.set(assignment.task.id, nowMs);
    this.#unsent.push(assignment);
  }

  /** Counts a task that the agent holds from an earlier session. */
  adopt(taskId: string, nowMs: number): void {
    this.#holding.set(taskId, nowMs);
  }

  /** Frees the task's slot; false when it holds none. */
  release(taskId: string): boolean {
    return this.#holding.delete(taskId);
  }

  /** Tasks held since before a time, for the audit against the database. */
  heldSince(beforeMs: number): string[] {
    return [...this.#holding].filter(([, sinceMs]) => sinceMs < beforeMs).map(([taskId]) => taskId);
  }

  /** Sends what was assigned since the last flush, as one frame; what does not fit into it follows when that is written. */
  flush(): void {
    if (this.#waiter === null || this.#unsent.length === 0) return;
    const waiter = this.#waiter;
    this.#waiter = null;
    waiter({ done: false, value: this.#unsent.splice(0, countForFrame(this.#unsent)) });
  }

  /** Ends the stream; nothing more is offered. */
  close(): void {
    this.#closed = true;
    this.#waiter?.({ done: true, value: undefined });
    this.#waiter = null;
  }

  next(): Promise<IteratorResult<readonly Assignment[]>> {
    if (this.#closed) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#waiter = resolve;
      this.flush();
    });
  }

  async return(): Promise<IteratorResult<readonly Assignment[]>> {
    await this.#onClose(this);
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** How many of them, from the first on, go in one frame: at least one. */
function countForFrame(assignments: readonly Assignment[]): number {
  let bytes = 0;
  const tooMany = assignments.findIndex(({ inputBytes }, index) => {
    bytes += inputBytes + envelopeBytes;
    return index === maxFrameTasks || (index > 0 && bytes > maxFrameBytes);
  });
  return tooMany === -1 ? assignments.length : tooMany;
}
