import type { Acceptance, Lease } from "./acceptance.js";
import { messageOf, MusterRequestError, NonRetryableError, TaskAbortError } from "./errors.js";
import type { Logger } from "./logger.js";
import { withFields } from "./logger.js";
import { OutputStream } from "./output-stream.js";
import { ProgressReport } from "./progress-report.js";
import type { Reports, SizedResult } from "./reports.js";
import type { Assignment, TaskContext } from "./task-context.js";

/** An output beyond this, as UTF-8 JSON, would not fit in a message, and end the socket; the server's own limit is lower. */
const maxOutputBytes = 7 * 1024 * 1024;

export type Work = (context: TaskContext) => unknown;

/** A task that this agent may accept, and what would run it. */
export interface Offer {
  readonly assignment: Assignment;
  readonly lease: Lease;
  readonly work: Work;
  /** When it came, by `performance.now()`. */
  readonly offeredAt: number;
}

/** What the runs of one accept share. */
export interface RunHost {
  readonly reports: Reports;
  readonly logger: Logger;
  readonly acceptance: Acceptance;
  /** The handler has returned. */
  onReturn(): void;
  /** Nothing is left to report: until then the lease is worth a heartbeat. */
  onSettle(run: TaskRun): void;
}

/**
 * One try, from the handler's start to the answer of its one report; its accept may be on the way meanwhile. What many
 * handlers never touch is made on first use: an AbortController alone costs as much as the rest of a short try.
 */
export class TaskRun {
  readonly #offer: Offer;
  readonly #host: RunHost;
  #tagged: Logger | null = null;
  #abort: AbortController | null = null;
  #output: OutputStream | null = null;
  #progress: ProgressReport | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #cost: number | null = null;
  #concluded = false;

  constructor(offer: Offer, host: RunHost) {
    this.#offer = offer;
    this.#host = host;
  }

  get lease(): Lease {
    return this.#offer.lease;
  }

  /** Whether the accept was answered, and the task is this agent's. */
  get isHeld(): boolean {
    return this.#host.acceptance.holds(this.lease);
  }

  /** Runs the handler to its end. Never rejects. */
  async run(): Promise<void> {
    try {
      const output = await this.#offer.work(this.#context());
      this.#conclude(() => this.#complete(output));
    } catch (error) {
      this.#conclude(() => this.#fail(messageOf(error), !(error instanceof NonRetryableError)));
    }
    this.#host.onReturn();
  }

  /** Aborts the handler when its time, counted from `startedAt` on the monotonic clock, has run out. */
  limit(startedAt: number): void {
    if (this.#concluded) return;
    const { timeoutMs } = this.#offer.assignment.task;
    const expire = (): void => this.abort(new TaskAbortError("TIMEOUT", `The try ran longer than ${timeoutMs} ms.`));
    // Whole milliseconds: Node keeps a list for each duration.
    this.#timer = setTimeout(expire, timeoutMs - Math.floor(performance.now() - startedAt));
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

  get #logger(): Logger {
    const { task, attempt } = this.#offer.assignment;
    return (this.#tagged ??= withFields(this.#host.logger, { taskId: task.id, kind: task.kind, attempt }));
  }

  #context(): TaskContext {
    const { task, attempt } = this.#offer.assignment;
    const aborting = (): AbortController => this.#aborting();
    const logger = (): Logger => this.#logger;
    return {
      task,
      attempt,
      get signal() {
        return aborting().signal;
      },
      get logger() {
        return logger();
      },
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
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    void this.#report(report);
    return true;
  }

  async #report(report: () => Promise<void>): Promise<void> {
    try {
      await report();
    } catch (error) {
      this.#logger.warn("Not reported", { error: messageOf(error) });
    } finally {
      this.#host.onSettle(this);
    }
  }

  async #complete(output: unknown): Promise<void> {
    try {
      const size = sizeOf(output);
      if (this.#progress !== null) await this.#progress.flush();
      if (this.#output !== null) await this.#output.flush();
      await this.#send({ result: { ...this.lease, output: output ?? null, cost: this.#cost }, size });
    } catch (error) {
      if (error instanceof OutputError || error instanceof MusterRequestError) await this.#fail(messageOf(error), true);
      else if (!this.#isRefused) throw error;
    }
  }

  async #send(result: SizedResult): Promise<void> {
    const { reports, acceptance } = this.#host;
    if (this.#isRefused) return;
    const answer = await reports.complete(result, acceptance);
    if (answer instanceof MusterRequestError) throw answer;
    const { outcome, message, resent } = answer;
    if (outcome === "APPLIED") return;
    // An earlier send may have been applied: then this is its echo. And what was taken back is nothing to wonder at.
    const expected = resent || !this.isHeld;
    this.#logger[expected ? "info" : "warn"]("Result not applied", { outcome, message });
  }

  async #fail(message: string, retryable: boolean): Promise<void> {
    const { reports, acceptance } = this.#host;
    await this.#progress?.flush();
    await this.#output?.flush().catch(() => {});
    await acceptance.answered;
    if (this.isHeld) await reports.fail(this.lease, { message, retryable });
  }

  async #write(chunk: string): Promise<void> {
    if (this.#concluded) throw this.#abort?.signal.reason ?? new Error("The task has ended.");
    const { reports } = this.#host;
    this.#output ??= new OutputStream(this.#offer.assignment.task.lastOutputSeq, (pieces, afterSeq) =>
      this.#whileHeld(() => reports.append(this.lease, pieces, afterSeq)),
    );
    await this.#output.write(chunk);
  }

  #reportProgress(percent: number | null, message: string | null): void {
    if (this.#concluded) return;
    const { reports } = this.#host;
    const untold = (error: unknown): void => this.#logger.debug("Progress not reported", { error: messageOf(error) });
    this.#progress ??= new ProgressReport((latest) =>
      this.#whileHeld(() => reports.progress(this.lease, latest.percent, latest.message)).catch(untold),
    );
    this.#progress.report(percent, message);
  }

  /** Whether the accept was answered, and the task is not this agent's. */
  get #isRefused(): boolean {
    return this.#host.acceptance.isAnswered && !this.isHeld;
  }

  /** Reports once the task is accepted. A report that finds the lease gone ends the run. */
  async #whileHeld(report: () => Promise<void>): Promise<void> {
    await this.#host.acceptance.answered;
    if (!this.isHeld) throw this.#abort?.signal.reason ?? new Error("The task was not accepted.");
    try {
      await report();
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
