import TinyQueue from "tinyqueue";
import { isBuiltInCapability } from "../agents/index.js";
import type { TaskPool } from "../tasks/index.js";

/** What a profile has to know of a session. */
export interface Seat {
  readonly capacity: number;
  /** Of the capacity, what is for tasks that wait at the agent. */
  readonly prefetch: number;
  /** Slots that work may be given to now. */
  readonly freeSlots: number;
  readonly isFree: boolean;
  readonly relativeLoad: number;
  readonly assignedOrder: number;
  version: number;
  /** The profile's own note: with how many free slots it has counted this one. */
  countedFree: number;
}

/** Over how long the pace at which slots become free is averaged. */
const paceMs = 100;

interface Entry<Session extends Seat> {
  readonly session: Session;
  readonly version: number;
  readonly load: number;
  readonly order: number;
}

function before(a: Entry<Seat>, b: Entry<Seat>): number {
  return a.load - b.load || a.order - b.order;
}

/**
 * Sessions that can take the same tasks: one tenant, the same capabilities, the same kinds. Keeps the free ones in a heap by
 * relative load, then by longest idle. An entry whose session has changed since is stale and dropped when it comes up, so a
 * change costs one push, whatever the number of sessions.
 */
export class AgentProfile<Session extends Seat> {
  readonly tenantId: string;
  readonly capabilities: ReadonlySet<string>;
  /** As the sessions name them; null for all. A name that ends in `*` stands for all that begin so. */
  readonly kinds: ReadonlySet<string> | null;
  readonly #prefixes: readonly string[];
  /** Of a built-in agent: what it does has to require one of these, else it would take what ordinary agents are for. */
  readonly #builtIn: readonly string[];
  readonly sessions = new Set<Session>();
  /** Set when work had to be sent away for want of a free slot: the next free slot asks for it again. */
  starved = false;
  #heap = new TinyQueue<Entry<Session>>([], before);
  #prefetch = 0;
  #freeSlots = 0;
  /** Slots that became free, each weighing less the longer ago: a time constant of `paceMs`. */
  #freed = 0;
  #freedAtMs = 0;
  #givenAtMs = -Infinity;

  constructor(tenantId: string, capabilities: readonly string[], kinds: readonly string[] | null) {
    this.tenantId = tenantId;
    this.capabilities = new Set(capabilities);
    this.#builtIn = capabilities.filter(isBuiltInCapability);
    this.kinds = kinds && new Set(kinds);
    this.#prefixes = (kinds ?? []).filter((kind) => kind.endsWith("*")).map((kind) => kind.slice(0, -1));
  }

  static keyOf(tenantId: string, capabilities: readonly string[], kinds: readonly string[] | null): string {
    return JSON.stringify([tenantId, capabilities.toSorted(), kinds && kinds.toSorted()]);
  }

  canTake(pool: TaskPool): boolean {
    return (
      pool.tenantId === this.tenantId &&
      this.#takes(pool.kind) &&
      pool.capabilities.every((name) => this.capabilities.has(name)) &&
      (this.#builtIn.length === 0 || this.#builtIn.some((name) => pool.capabilities.includes(name)))
    );
  }

  /** One look where no name ends in `*`: a look per such name otherwise. */
  #takes(kind: string): boolean {
    if (this.kinds === null || this.kinds.has(kind)) return true;
    return this.#prefixes.some((prefix) => kind.startsWith(prefix));
  }

  get capacity(): number {
    let sum = 0;
    for (const session of this.sessions) sum += session.capacity;
    return sum;
  }

  /** Slots for tasks that wait at their agents, free or not. */
  get prefetch(): number {
    return this.#prefetch;
  }

  /** Slots that work may be given to now. */
  get freeSlots(): number {
    return this.#freeSlots;
  }

  add(session: Session): void {
    this.sessions.add(session);
    this.#prefetch += session.prefetch;
    this.update(session);
  }

  remove(session: Session): void {
    if (this.sessions.delete(session)) this.#prefetch -= session.prefetch;
    this.update(session);
  }

  /** A slot was given work. */
  noteGiven(nowMs: number): void {
    this.#givenAtMs = nowMs;
  }

  /** A task was done with: its slot is free. */
  noteFreed(nowMs: number): void {
    this.#freed = this.#fading(nowMs) + 1;
    this.#freedAtMs = nowMs;
  }

  /**
   * At what pace slots have become free of late, per millisecond. Infinity while that is not known: work was given out just
   * now, and none had come back for long before.
   */
  freedPerMs(nowMs: number): number {
    const perMs = this.#fading(nowMs) / paceMs;
    return perMs < 0.01 && nowMs - this.#givenAtMs < paceMs / 2 ? Infinity : perMs;
  }

  #fading(nowMs: number): number {
    return nowMs === this.#freedAtMs ? this.#freed : this.#freed * Math.exp((this.#freedAtMs - nowMs) / paceMs);
  }

  /** To be told after every change of a session's load or eligibility. */
  update(session: Session): void {
    session.version++;
    const free = this.sessions.has(session) ? session.freeSlots : 0;
    this.#freeSlots += free - session.countedFree;
    session.countedFree = free;
    if (!session.isFree) return;
    this.#heap.push({ session, version: session.version, load: session.relativeLoad, order: session.assignedOrder });
    if (this.#heap.length > 64 + this.sessions.size * 4) this.#rebuild();
  }

  /** The free session with the least relative load, among equals the longest idle; null when none is free. */
  best(): Session | null {
    for (;;) {
      const entry = this.#heap.peek();
      if (!entry) return null;
      if (entry.version === entry.session.version && entry.session.isFree) return entry.session;
      this.#heap.pop();
    }
  }

  #rebuild(): void {
    const entries = [...this.sessions]
      .filter(({ isFree }) => isFree)
      .map((session) => ({
        session,
        version: session.version,
        load: session.relativeLoad,
        order: session.assignedOrder,
      }));
    this.#heap = new TinyQueue(entries, before);
  }
}

/** The better of two free sessions, by the same rule. */
export function better<Session extends Seat>(a: Session | null, b: Session | null): Session | null {
  if (!a || !b) return a ?? b;
  return (a.relativeLoad - b.relativeLoad || a.assignedOrder - b.assignedOrder) <= 0 ? a : b;
}
