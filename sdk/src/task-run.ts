import { defer } from "./deferred.js";
import { messageOf, MusterRequestError, NonRetryableError, TaskAbortError } from "./errors.js";
import type { Logger } from "./logger.js";
import { withFields } from "./logger.js";
import { OutputStream } from "./output-stream.js";
import { ProgressReport } from "./progress-report.js";
import type { Lease, Reports } from "./reports.js";
import type { Assignment, TaskContext } from "./task-context.js";

/** An output beyond this, as UTF-8 JSON, would not fit in a message, and end the socket; the server's own limit is lower. */
const maxOutputBytes = 7 * 1024 * 1024;

export interface TaskRunOptions {
  readonly assignment: Assignment;
  readonly reports: Reports;
  readonly logger: Logger;
  /** Runs the handler. */
  work(context: TaskContext): unknown;
}

/**
 * One accepted try, from the handler's start to the answer of its one report. What many handlers never touch is made on
 * first use: an AbortController alone costs as much as the rest of a short try.
 */
export class TaskRun {
  readonly lease: Lease;
  readonly #options: TaskRunOptions;
  readonly #logger: Logger;
  readonly #settled = defer<void>();
  #abort: AbortController | null = null;
  #output: OutputStream | null = null;
  #progress: ProgressReport | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #cost: number | null = null;
  #concluded = false;

  constructor(options: TaskRunOptions) {
    const { task, leaseToken, attempt } = options.assignment;
    this.#options = options;
    this.lease = { taskId: task.id, leaseToken };
    this.#logger = withFields(options.logger, { taskId: task.id, kind: task.kind, attempt });
  }

  /** Resolves when nothing is left to report: until then the lease is worth a heartbeat. */
  get settled(): Promise<void> {
    return this.#settled.promise;
  }

  /** Runs the handler to its end. Never rejects. */
  async run(): Promise<void> {
    const { task } = this.#options.assignment;
    const expire = (): void =>
      this.abort(new TaskAbortError("TIMEOUT", `The try ran longer than ${task.timeoutMs} ms.`));
    this.#timer = setTimeout(expire, task.timeoutMs);
    try {
      const output = await this.#options.work(this.#context());
      this.#conclude(() => this.#complete(output));
    } catch (error) {
      this.#conclude(() => this.#fail(messageOf(error), !(error instanceof NonRetryableError)));
    }
  }

  /** Tells the handler to stop, and reports at once what nobody else reports. Whatever the handler returns is dropped. */
  abort(reason: TaskAbortError): void {
    const ours = reason.reason === "TIMEOUT" || reason.reason === "STOPPING";
    const first = this.#conclude(ours ? () => this.#fail(reason.message, true) : async () => {});
    if (!first) return;
    this.#logger.debug("Task aborted", { reason: reason.reason, message: reason.message });
    this.#aborting().abort(reason);
  }

  #aborting(): AbortController {
    return (this.#abort ??= new AbortController());
  }

  #context(): TaskContext {
    const { task, attempt } = this.#options.assignment;
    const aborting = (): AbortController => this.#aborting();
    return {
      task,
      attempt,
      get signal() {
        return aborting().signal;
      },
      logger: this.#logger,
      progress: (percent, message) => this.#reportProgress(percent, message ?? null),
      write: (chunk) => this.#write(chunk),
      setCost: (cost) => {
        if (!(cost >= 0 && Number.isFinite(cost))) throw new RangeError("A cost is a number, 0 or more.");
        this.#cost = cost;
      },
    };
  }

  /** The first to conclude decides: the handler, its timeout, a cancel, a lost lease or the agent's stop. */
  #conclude(report: () => Promise<void>): boolean {
    if (this.#concluded) return false;
    this.#concluded = true;
    clearTimeout(this.#timer);
    const unreported = (error: unknown): void => this.#logger.warn("Not reported", { error: messageOf(error) });
    void report()
      .catch(unreported)
      .finally(() => this.#settled.resolve());
    return true;
  }

  async #complete(output: unknown): Promise<void> {
    try {
      const size = sizeOf(output);
      await this.#progress?.flush();
      await this.#output?.flush();
      const result = { ...this.lease, output: output ?? null, cost: this.#cost };
      const { outcome, message, resent } = await this.#options.reports.complete({ result, size });
      if (outcome === "APPLIED") return;
      // An earlier send may have been applied: then this is its echo.
      this.#logger[resent ? "info" : "warn"]("Result not applied", { outcome, message });
    } catch (error) {
      if (error instanceof OutputError || error instanceof MusterRequestError) await this.#fail(messageOf(error), true);
      else throw error;
    }
  }

  async #fail(message: string, retryable: boolean): Promise<void> {
    await this.#progress?.flush();
    await this.#output?.flush().catch(() => {});
    await this.#options.reports.fail(this.lease, { message, retryable });
  }

  async #write(chunk: string): Promise<void> {
    if (this.#concluded) throw this.#abort?.signal.reason ?? new Error("The task has ended.");
    const { reports, assignment } = this.#options;
    this.#output ??= new OutputStream(assignment.task.lastOutputSeq, (pieces, afterSeq) =>
      this.#whileHeld(reports.append(this.lease, pieces, afterSeq)),
    );
    await this.#output.write(chunk);
  }

  #reportProgress(percent: number | null, message: string | null): void {
    if (this.#concluded) return;
    const { reports } = this.#options;
    const untold = (error: unknown): void => this.#logger.debug("Progress not reported", { error: messageOf(error) });
    this.#progress ??= new ProgressReport((latest) =>
      this.#whileHeld(reports.progress(this.lease, latest.percent, latest.message)).catch(untold),
    );
    this.#progress.report(percent, message);
  }

  /** A report that finds the lease gone ends the run. */
  async #whileHeld(report: Promise<void>): Promise<void> {
    try {
      await report;
    } catch (error) {
      const gone =
        error instanceof MusterRequestError && ["STALE_LEASE", "INVALID_STATE", "NOT_FOUND"].includes(error.code);
      if (gone) this.abort(new TaskAbortError("LEASE_LOST", error.message));
      throw error;
    }
  }
}

/** An output that cannot be sent. */
class OutputError extends Error {}

/** Its length as JSON text. Throws OutputError when it is not JSON or too large. */
function sizeOf(output: unknown): number {
  const text = textOf(output);
  // No character takes more than 3 bytes for each UTF-16 unit: most outputs need no exact count.
  const bytes = text.length * 3 <= maxOutputBytes ? 0 : new TextEncoder().encode(text).length;
  if (bytes > maxOutputBytes) throw new OutputError(`The output has ${bytes} bytes, the limit is ${maxOutputBytes}.`);
  return text.length;
}

function textOf(output: unknown): string {
  try {
    return JSON.stringify(output ?? null) ?? "";
  } catch (error) {
    throw new OutputError(`The output is not JSON: ${messageOf(error)}`);
  }
}
