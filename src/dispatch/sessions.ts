import type { Agent, AgentService } from "../agents/index.js";
import type { Principal } from "../identity/index.js";
import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import type { Assignment, ReleasedLease, TaskService } from "../tasks/index.js";
import type { Dispatcher } from "./dispatcher.js";
import { LocalSession } from "./local-session.js";
import type { LocalSlots } from "./local-slots.js";
import type { PoolDirectory } from "./pool-directory.js";
import type { Saturation } from "./saturation.js";

/** Topic on which processes tell of leases that ended there, of sessions that are held elsewhere. */
const releasedTopic = "leases.released";
const auditMs = 5_000;
/** A lease this old is worth a question whether it is still one. */
const auditAgeMs = 10_000;

export interface SessionsParts {
  readonly agents: AgentService;
  readonly tasks: TaskService;
  readonly broker: Broker;
  readonly dispatcher: Dispatcher;
  readonly directory: PoolDirectory;
  readonly saturation: Saturation;
  readonly clock: Clock;
  readonly log: Log;
  /** Counts the slots of the sessions. */
  readonly slots: LocalSlots;
}

/** What an agent asks for. */
export interface SessionWish {
  /** Most assignments outstanding. */
  readonly capacity: number;
  /** How many of them may wait at the agent for a free handler. */
  readonly prefetch: number;
  /** The kinds that it takes; null for all. */
  readonly kinds: readonly string[] | null;
}

/** The agents' sessions that this process holds, and whatever changes their slots. */
export class Sessions {
  readonly #parts: SessionsParts;
  readonly #sessions = new Map<string, LocalSession>();
  readonly #byAgent = new Map<string, Set<LocalSession>>();
  readonly #faulted = new Set<string>();
  /** Sessions that are being opened or ended. */
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #auditor: Repeater;
  #ends: (() => unknown)[] = [];

  constructor(parts: SessionsParts) {
    this.#parts = parts;
    this.#auditor = new Repeater({ name: "lease audit", clock: parts.clock, log: parts.log, run: () => this.#audit() });
  }

  get count(): number {
    return this.#sessions.size;
  }

  async start(): Promise<void> {
    const { agents, broker, tasks } = this.#parts;
    this.#ends = [
      tasks.signals.released.on((leases) => this.#released(leases)),
      tasks.signals.accepted.on((leases) => this.#alive(leases)),
      agents.onAgentChanged((agent) => this.#agentChanged(agent)),
      agents.onSessionLost((sessionId) => this.#lost(sessionId)),
      await broker.subscribe(releasedTopic, (body) => this.#heard(body)),
    ];
    this.#auditor.start();
  }

  /** Ends every session: assignments not accepted go back to the queue at once. */
  async stop(): Promise<void> {
    await this.#auditor.stop();
    while (this.#sessions.size > 0 || this.#underWay.size > 0) {
      await Promise.allSettled([
        ...this.#underWay,
        ...[...this.#sessions.values()].map((session) => this.#close(session)),
      ]);
    }
    for (const end of this.#ends.splice(0)) await end();
  }

  /** Opens a session of the agent that asks; the answer streams its assignments and ends it on `return`. */
  open(agent: Principal, wish: SessionWish): Promise<AsyncIterableIterator<readonly Assignment[]>> {
    return this.#track(this.#open(agent, wish));
  }

  async #open(agent: Principal, { capacity, prefetch, kinds }: SessionWish): Promise<LocalSession> {
    const { agents, directory, dispatcher, slots, tasks, clock } = this.#parts;
    const { tenantId } = agent;
    const opened = await agents.openSession({ tenantId, agentId: agent.id, capacity, kinds });
    const session = new LocalSession({
      id: opened.session.id,
      agentId: agent.id,
      capacity,
      prefetch,
      profile: dispatcher.profileOf(tenantId, opened.agent.capabilities, kinds),
      eligible: isEligible(opened.agent),
      onClose: (one) => this.#close(one),
    });
    this.#sessions.set(session.id, session);
    slots.add(tenantId, capacity);
    const siblings = this.#byAgent.get(agent.id);
    if (siblings) siblings.add(session);
    else this.#byAgent.set(agent.id, new Set([session]));
    try {
      await directory.watch(tenantId);
      for (const taskId of await tasks.assignments.adopt(agent.id, session.id))
        session.adopt(taskId, clock.now().getTime());
      // It may have been lost meanwhile.
      if (!session.closed) dispatcher.add(session);
    } catch (error) {
      await this.#close(session);
      throw error;
    }
    this.#noteSaturation(agent.id);
    return session;
  }

  /** Somebody else has ended it: its stream ends, which its reader does not answer with `return`. */
  #lost(sessionId: string): void {
    const session = this.#sessions.get(sessionId);
    if (session) void this.#close(session);
  }

  async #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  async #close(session: LocalSession): Promise<void> {
    if (this.#sessions.delete(session.id)) await this.#track(this.#end(session));
  }

  async #end(session: LocalSession): Promise<void> {
    const { agents, directory, dispatcher, saturation, slots, tasks, log } = this.#parts;
    session.close();
    slots.add(session.profile.tenantId, -session.capacity);
    dispatcher.remove(session);
    const siblings = this.#byAgent.get(session.agentId);
    siblings?.delete(session);
    if (siblings?.size === 0) {
      this.#byAgent.delete(session.agentId);
      this.#faulted.delete(session.agentId);
      saturation.forget(session.agentId);
    }
    // Each is repaired by somebody else when it fails here: the sweep of sessions, the ack timeout, the next refresh.
    const endings = [
      agents.closeSession(session.id, "CLOSED"),
      tasks.expiry.releaseSessions([{ sessionId: session.id, agentId: session.agentId }]),
      directory.unwatch(session.profile.tenantId),
    ];
    for (const ending of await Promise.allSettled(endings)) {
      if (ending.status === "rejected")
        log.warn({ err: ending.reason, sessionId: session.id }, "a session was not ended cleanly");
    }
  }

  #released(leases: readonly ReleasedLease[]): void {
    const elsewhere: [string, string][] = [];
    for (const { taskId, sessionId, agentId, by } of leases) {
      if (!this.#release(sessionId, taskId)) elsewhere.push([sessionId, taskId]);
      if (by === "COMPLETED") this.#recover(agentId);
    }
    if (elsewhere.length > 0) this.#parts.broker.broadcast(releasedTopic, JSON.stringify(elsewhere));
  }

  #heard(body: string): void {
    for (const [sessionId, taskId] of JSON.parse(body) as [string, string][]) this.#release(sessionId, taskId);
  }

  /** Frees the slot; false when the session is not held here. */
  #release(sessionId: string, taskId: string): boolean {
    const session = this.#sessions.get(sessionId);
    if (!session) return false;
    if (session.release(taskId)) {
      session.profile.noteFreed(this.#parts.clock.now().getTime());
      this.#parts.dispatcher.changed(session);
      this.#noteSaturation(session.agentId);
    }
    return true;
  }

  #alive(leases: readonly { readonly agentId: string | null }[]): void {
    for (const { agentId } of leases) {
      if (agentId === null) continue;
      this.#recover(agentId);
      this.#noteSaturation(agentId);
    }
  }

  #recover(agentId: string): void {
    if (!this.#faulted.delete(agentId)) return;
    this.#parts.agents.recover([agentId]).catch((error: unknown) => {
      this.#faulted.add(agentId);
      this.#parts.log.warn({ err: error, agentId }, "a faulted agent recovers with its next sign of life");
    });
  }

  #noteSaturation(agentId: string): void {
    const sessions = this.#byAgent.get(agentId);
    if (sessions)
      this.#parts.saturation.note(
        agentId,
        [...sessions].every(({ outstanding, capacity }) => outstanding >= capacity),
      );
  }

  #agentChanged(agent: Agent): void {
    const sessions = this.#byAgent.get(agent.id);
    if (!sessions) return;
    if (agent.status === "FAULTED") this.#faulted.add(agent.id);
    else this.#faulted.delete(agent.id);
    for (const session of sessions) this.#update(session, agent);
  }

  #update(session: LocalSession, agent: Agent): void {
    const { dispatcher, saturation } = this.#parts;
    const kinds = session.profile.kinds && [...session.profile.kinds];
    const profile = dispatcher.profileOf(agent.tenantId, agent.capabilities, kinds);
    const eligible = isEligible(agent);
    if (profile === session.profile && eligible === session.eligible) return;
    saturation.forget(agent.id);
    dispatcher.remove(session);
    session.profile = dispatcher.profileOf(agent.tenantId, agent.capabilities, kinds);
    session.eligible = eligible;
    dispatcher.add(session);
    void this.#parts.directory.refresh(agent.tenantId);
  }

  /** Frees slots whose lease has ended without this process being told. */
  async #audit(): Promise<number> {
    const { clock, tasks } = this.#parts;
    const beforeMs = clock.now().getTime() - auditAgeMs;
    const held = [...this.#sessions.values()].flatMap((session) =>
      session.heldSince(beforeMs).map((taskId) => ({ taskId, sessionId: session.id })),
    );
    if (held.length > 0) {
      const still = await tasks.assignments.stillHeld(held);
      for (const { taskId, sessionId } of held) if (!still.has(taskId)) this.#release(sessionId, taskId);
    }
    return auditMs;
  }
}

function isEligible({ status, removedAt }: Agent): boolean {
  return removedAt === null && (status === "READY" || status === "BUSY");
}
