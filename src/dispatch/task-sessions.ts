import type { Principal } from "../identity/index.js";
import type { Clock } from "../platform/clock.js";
import { unavailable, type MusterError } from "../platform/errors.js";
import type { Log } from "../platform/log.js";
import { Mailbox } from "../platform/mailbox.js";
import { Repeater } from "../platform/repeater.js";
import type { Assignment, TaskService } from "../tasks/index.js";

const auditMs = 5_000;
/** Sessions looked after in one statement. */
const auditBatch = 1_000;
/** Of a task: a socket that broke is noticed later than its program comes back. Beyond it the oldest ends. */
const maxPerTask = 8;

interface TaskSession {
  readonly taskId: string;
  readonly leaseToken: string;
  readonly frames: Mailbox<readonly Assignment[]>;
}

interface TaskSessionsParts {
  readonly tasks: Pick<TaskService, "assignments" | "signals">;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What those get who work on one task alone: its assignment as it is held, once, and again after each reconnect. Somebody else
 * dispatches, and holds the slot. A stream ends with its lease: at once when that ends here, within five seconds elsewhere.
 */
export class TaskSessions {
  readonly #parts: TaskSessionsParts;
  /** By task, the oldest first. */
  readonly #sessions = new Map<string, Set<TaskSession>>();
  readonly #auditor: Repeater;
  #unregister: () => void = () => undefined;
  #stopped = false;

  constructor(parts: TaskSessionsParts) {
    this.#parts = parts;
    const { clock, log } = parts;
    this.#auditor = new Repeater({ name: "task session audit", clock, log, run: () => this.#audit() });
  }

  start(): void {
    this.#unregister = this.#parts.tasks.signals.released.on((leases) => {
      const ended = leases.flatMap(({ taskId }) => [...(this.#sessions.get(taskId) ?? [])]);
      if (ended.length > 0) void this.#endLost(ended).catch((error: unknown) => this.#leaveToAudit(error));
    });
    this.#auditor.start();
  }

  /** Not as if their tasks had ended: whoever reads them is to come back. */
  async stop(): Promise<void> {
    this.#unregister();
    await this.#auditor.stop();
    this.#stopped = true;
    for (const { frames } of this.#all()) frames.fail(stopping());
  }

  /** Ends without a word where the agent does not hold the task. */
  async open(agent: Principal, taskId: string): Promise<AsyncIterableIterator<readonly Assignment[]>> {
    const assignment = await this.#parts.tasks.assignments.heldBy(agent, taskId);
    if (this.#stopped) throw stopping();
    const frames = new Mailbox<readonly Assignment[]>(1, () => this.#forget(session));
    const session: TaskSession = { taskId, leaseToken: assignment?.leaseToken ?? "", frames };
    if (!assignment) {
      await frames.return();
      return frames;
    }
    frames.put([assignment]);
    await this.#keep(session);
    return frames;
  }

  async #keep(session: TaskSession): Promise<void> {
    const others = this.#sessions.get(session.taskId) ?? new Set();
    this.#sessions.set(session.taskId, others.add(session));
    const [oldest] = others;
    if (oldest && others.size > maxPerTask) await oldest.frames.return();
  }

  #forget(session: TaskSession): void {
    const others = this.#sessions.get(session.taskId);
    others?.delete(session);
    if (others?.size === 0) this.#sessions.delete(session.taskId);
  }

  #all(): TaskSession[] {
    return [...this.#sessions.values()].flatMap((sessions) => [...sessions]);
  }

  async #audit(): Promise<number> {
    const sessions = this.#all();
    for (let from = 0; from < sessions.length; from += auditBatch) {
      await this.#endLost(sessions.slice(from, from + auditBatch));
    }
    return auditMs;
  }

  async #endLost(sessions: readonly TaskSession[]): Promise<void> {
    const held = await this.#parts.tasks.assignments.stillLeased(sessions);
    await Promise.all(sessions.filter(({ leaseToken }) => !held.has(leaseToken)).map(({ frames }) => frames.return()));
  }

  #leaveToAudit(error: unknown): void {
    this.#parts.log.warn({ err: error }, "streams of leases that have ended are left to the audit");
  }
}

function stopping(): MusterError {
  return unavailable("This process is stopping; connect again.", "DISPATCHER_STOPPING");
}
