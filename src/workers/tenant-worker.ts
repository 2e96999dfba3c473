import type { AgentService, BuiltIn } from "../agents/index.js";
import type { DispatchService } from "../dispatch/index.js";
import type { Principal } from "../identity/index.js";
import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import type { Assignment } from "../tasks/index.js";
import type { AbortReason, Job } from "./job.js";
import { pause } from "../platform/pause.js";

export interface TenantWorkerParts {
  readonly what: BuiltIn;
  readonly agents: Pick<AgentService, "ensureBuiltIn" | "recover" | "watchCommands">;
  readonly dispatch: Pick<DispatchService, "openSession">;
  readonly clock: Clock;
  readonly log: Log;
  /** Kinds of tasks that it takes; null for all that require what the agent has. */
  readonly kinds: readonly string[] | null;
  /** Tasks at a time. */
  readonly capacity: number;
  /** Must not throw, nor wait: `work` is called next. */
  readonly createJob: (agent: Principal, assignment: Assignment) => Job;
  /** A task was cancelled, whether its job is still under way here, or was ever. Must not throw. */
  readonly onCancelled?: ((taskId: string) => void) | undefined;
  /** The session has ended, and not by `close`. */
  readonly onEnded: (worker: TenantWorker) => void;
}

type Session = Awaited<ReturnType<DispatchService["openSession"]>>;

const watchAgainMs = 1_000;

/** A tenant's built-in agent in this process: a session of it, and the tasks that it does. */
export class TenantWorker {
  readonly agent: Principal;
  readonly #parts: TenantWorkerParts;
  readonly #session: Session;
  readonly #jobs = new Map<Job, Promise<void>>();
  readonly #closed = new AbortController();
  #commands: ReturnType<AgentService["watchCommands"]> | null = null;
  readonly #loops: Promise<unknown>;
  #closing: Promise<void> | null = null;

  private constructor(parts: TenantWorkerParts, agent: Principal, session: Session) {
    this.#parts = parts;
    this.agent = agent;
    this.#session = session;
    this.#loops = Promise.all([this.#takeWork(), this.#heed()]);
  }

  /** Begins a session of the tenant's agent, which is registered if it is the first. */
  static async open(parts: TenantWorkerParts, tenantId: string): Promise<TenantWorker> {
    const { id, status } = await parts.agents.ensureBuiltIn(tenantId, parts.what);
    const agent: Principal = { kind: "agent", id, tenantId, role: "AGENT", credentialId: id, expiresAt: null };
    const session = await parts.dispatch.openSession(agent, parts);
    const worker = new TenantWorker(parts, agent, session);
    if (status === "FAULTED") await worker.recover();
    return worker;
  }

  /** Jobs whose leases are to be extended. */
  get accepted(): Job[] {
    return [...this.#jobs.keys()].filter(({ isAccepted }) => isAccepted);
  }

  /** Takes nothing more, and hands back what is not begun; may be called again. What runs goes on. Never rejects. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  abort(reason: AbortReason): void {
    for (const job of this.#jobs.keys()) job.abort(reason);
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#jobs.values());
  }

  /** Another process of the agent let a lease pass; this one is well. Never rejects. */
  async recover(): Promise<void> {
    const { agents, log } = this.#parts;
    await agents.recover([this.agent.id]).catch((error: unknown) => {
      log.warn({ err: error, agentId: this.agent.id }, "a built-in agent stays faulted until its next session");
    });
  }

  async #close(): Promise<void> {
    this.#closed.abort();
    for (const job of this.#jobs.keys()) job.dropIfWaiting();
    // Each of them ends a loop, and does not fail: what the database did not hear the sweep of sessions makes good.
    await Promise.allSettled([this.#session.return?.(), this.#commands?.return?.()]);
    await this.#loops;
  }

  async #takeWork(): Promise<void> {
    try {
      for await (const assignments of this.#session) for (const one of assignments) this.#begin(one);
    } catch (error) {
      this.#parts.log.warn({ err: error, agentId: this.agent.id }, "the session of a built-in agent failed");
    }
    if (!this.#closed.signal.aborted) this.#parts.onEnded(this);
  }

  #begin(assignment: Assignment): void {
    const job = this.#parts.createJob(this.agent, assignment);
    const work = job.work().finally(() => this.#jobs.delete(job));
    this.#jobs.set(job, work);
  }

  /** Commands are a courtesy: what is missed here the next heartbeat tells. */
  async #heed(): Promise<void> {
    const { agents, clock, log } = this.#parts;
    const { signal } = this.#closed;
    while (!signal.aborted) {
      try {
        this.#commands = agents.watchCommands(this.agent.id);
        for await (const command of this.#commands) if (command.type === "CancelTask") this.#cancel(command.taskId);
        return;
      } catch (error) {
        log.warn({ err: error, agentId: this.agent.id }, "commands to a built-in agent are watched again");
        await pause(clock, watchAgainMs, signal);
      }
    }
  }

  #cancel(taskId: string): void {
    for (const job of this.#jobs.keys()) if (job.lease.taskId === taskId) job.abort("CANCELLED");
    this.#parts.onCancelled?.(taskId);
  }
}
