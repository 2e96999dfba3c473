import { parseAddress } from "../address.js";
import { AgentSession, type Command } from "../agent-session.js";
import { Connection } from "../connection.js";
import { defer } from "../deferred.js";
import { TaskAbortError } from "../errors.js";
import { Heart } from "../heart.js";
import type { Link } from "../link.js";
import type { Logger } from "../logger.js";
import { Reports } from "../reports.js";
import type { Assignment, TaskContext, TaskHandler } from "../task-context.js";
import { settlesWithin } from "../wait.js";
import type { WebSocketConstructor } from "../web-socket.js";
import { Workload } from "../workload.js";

export interface SandboxedTaskOptions {
  readonly url: string;
  readonly key: string;
  readonly taskId: string;
  readonly logger: Logger;
  readonly graceMs: number;
  readonly heartbeatMs: number;
  readonly requestTimeoutMs: number;
  readonly reconnect: { readonly baseMs: number; readonly capMs: number };
  readonly webSocket: WebSocketConstructor | undefined;
}

/**
 * How it ended:
 * - `DONE`: the handler has returned or thrown, and that was reported;
 * - `GONE`: the task is not this sandbox's any more: it was cancelled, has ended, or is tried elsewhere;
 * - `STOPPED`: by `signal`;
 * - `REFUSED`: by the server, for good; see `error`.
 */
export interface SandboxedEnd {
  readonly reason: "DONE" | "GONE" | "STOPPED" | "REFUSED";
  /** Why it was refused. */
  readonly error: Error | null;
}

const gone: SandboxedEnd = { reason: "GONE", error: null };
/** After the grace has run out, the report of what was aborted may take this long. */
const lastReportMs = 2_000;

/** The one task of a sandbox, from the first attempt to connect to the answer of its report. */
export class SandboxedTask {
  readonly #handler: TaskHandler;
  readonly #options: SandboxedTaskOptions;
  readonly #connection: Connection;
  readonly #workload: Workload;
  readonly #heart: Heart;
  /** Why there is nothing to wait for any more; `DONE` when what was taken is settled. */
  readonly #over = defer<SandboxedEnd>();
  /** Of the try that this sandbox is for: the first that it is given. */
  #leaseToken: string | null = null;
  #handling: Promise<unknown> | null = null;
  #context: TaskContext | null = null;

  constructor(handler: TaskHandler, options: SandboxedTaskOptions) {
    const { url, key: token, logger, requestTimeoutMs: timeoutMs, heartbeatMs: intervalMs } = options;
    this.#handler = handler;
    this.#options = options;
    this.#connection = new Connection({
      ...{ url: parseAddress(url).socket, token, logger, timeoutMs },
      ...{ reconnect: options.reconnect, webSocket: options.webSocket },
      onLink: (link) => this.#onLink(link),
      onFatal: (error) => this.#over.resolve({ reason: "REFUSED", error }),
    });
    const reports = new Reports(this.#connection);
    this.#workload = new Workload({
      ...{ concurrency: 1, reports, logger },
      // A program that is started is not to be taken back.
      acceptFirst: true,
      workFor: (assignment) => (context) => this.#handle(assignment, context),
    });
    const { workload, connection } = { workload: this.#workload, connection: this.#connection };
    this.#heart = new Heart({ connection, reports, workload, logger, intervalMs, load: () => workload.load });
  }

  /** Never rejects. */
  async run(): Promise<SandboxedEnd> {
    this.#connection.open();
    this.#heart.start();
    const end = await this.#over.promise;
    const isReported = end.reason === "DONE" || (await this.#leave(end));
    // One that was aborted may take its time, though nothing is left to report.
    if (this.#handling !== null) await settlesWithin(this.#handling, this.#options.graceMs);
    this.#heart.stop();
    await this.#connection.close();
    return this.#judge(end, isReported);
  }

  stop(): void {
    this.#over.resolve({ reason: "STOPPED", error: null });
  }

  #onLink(link: Link): void {
    void this.#heart.beat();
    // It ends with its link.
    void new AgentSession({
      link,
      variables: { capacity: 1 },
      logger: this.#options.logger,
      onAssignments: (assignments) => this.#take(assignments),
      onCommand: (command) => this.#obey(command),
      onDone: () => this.#over.resolve(gone),
      onRefused: (error) => this.#over.resolve({ reason: "REFUSED", error }),
    });
  }

  /** What this sandbox has is given again after each reconnect; what comes under another lease is another sandbox's. */
  #take(assignments: readonly Assignment[]): void {
    const [assignment] = assignments.filter(({ task }) => task.id === this.#options.taskId);
    if (assignment === undefined || assignment.leaseToken === this.#leaseToken) return;
    if (this.#leaseToken !== null) return this.#over.resolve(gone);
    this.#leaseToken = assignment.leaseToken;
    this.#workload.offer([assignment]);
    this.#workload.close();
    void this.#workload.settles(Infinity).then(() => this.#over.resolve({ reason: "DONE", error: null }));
  }

  #handle(assignment: Assignment, context: TaskContext): Promise<unknown> {
    this.#context = context;
    const handling = (async () => this.#handler(assignment.task.input, context))();
    this.#handling = handling;
    return handling;
  }

  #obey(command: Command): void {
    if (command.__typename !== "CancelTask") return;
    this.#workload.abort(command.taskId, new TaskAbortError("CANCELLED", command.reason));
  }

  /**
   * Takes nothing more. What runs may finish when it was stopped, and is aborted at once when it is wanted no more. Answers whether
   * all that there was to say was said.
   */
  async #leave({ reason, error }: SandboxedEnd): Promise<boolean> {
    const { graceMs } = this.#options;
    this.#workload.close();
    if (reason !== "STOPPED") {
      const why = error?.message ?? "The task ended or went to another try.";
      this.#workload.abortAll(new TaskAbortError("LEASE_LOST", why));
    } else if (!(await this.#workload.settles(graceMs))) {
      this.#workload.abortAll(new TaskAbortError("STOPPING", "The sandbox was stopped before the task was done."));
    }
    return (await this.#workload.settles(lastReportMs)) && reason !== "REFUSED";
  }

  /** What came of the handler counts, however the sandbox was left meanwhile. */
  #judge(end: SandboxedEnd, isReported: boolean): SandboxedEnd {
    if (this.#context === null) return end.reason === "DONE" ? gone : end;
    const { aborted, reason } = this.#context.signal;
    const why = aborted && reason instanceof TaskAbortError ? reason.reason : null;
    if (why === null || why === "TIMEOUT") return isReported ? { reason: "DONE", error: null } : end;
    return end.reason === "DONE" || why === "CANCELLED" ? gone : end;
  }
}
