import { Acceptance, type Lease } from "./acceptance.js";
import { Batch } from "./batch.js";
import type { Connection } from "./connection.js";
import { MusterRequestError } from "./errors.js";
import {
  AcceptTasksDocument,
  AppendTaskOutputDocument,
  CompleteTasksDocument,
  HeartbeatDocument,
  RejectTasksDocument,
  ReportTaskFailureDocument,
  ReportTaskProgressDocument,
  type LeaseOutcome,
  type TaskResultInput,
} from "./generated/graphql.js";
import { afterThisTurn } from "./turn.js";

/** What became of a report; `resent` tells that an earlier send of it, whose answer was lost, may have been applied. */
export interface ReportOutcome {
  readonly outcome: LeaseOutcome;
  readonly message: string | null;
  readonly resent: boolean;
}

/** A result with its length as JSON text, in characters: roughly its bytes. */
export interface SizedResult {
  readonly result: TaskResultInput;
  readonly size: number;
}

/** The server takes this many leases in one message. */
export const maxLeases = 1_000;
/** As many results go in one message, and as many characters: well below the server's limits. */
const maxResults = 500;
const maxResultsSize = 1024 * 1024;
/** What the server keeps of an error's message and of a progress message. */
const maxErrorLength = 4_000;
const maxProgressLength = 1_000;

/** What an agent says of its leases. Each report waits for the connection and is sent again until it is answered. */
export class Reports {
  readonly #connection: Pick<Connection, "execute">;
  readonly #results: Batch<SizedResult, ReportOutcome | MusterRequestError>;
  /** The accept that goes out at the end of this turn. */
  #gathered: Acceptance | null = null;
  /** Whether a result is ready whose accept is in `#gathered`. */
  #resultFollows = false;

  constructor(connection: Pick<Connection, "execute">) {
    this.#connection = connection;
    this.#results = new Batch({
      maxItems: maxResults,
      maxSize: maxResultsSize,
      sizeOf: ({ size }) => size,
      send: (items) => {
        // Among them may be results of what is not accepted yet.
        this.#sendAccepts();
        return this.#complete(items.map(({ result }) => result));
      },
    });
  }

  /**
   * Accepts the leases, at most `maxLeases`, in one message with all others of this turn. Results that are ready by then
   * go right behind it, though others may be under way: the server makes one statement of an accept and its result.
   */
  accept(leases: readonly Lease[]): Acceptance {
    if (this.#gathered !== null && this.#gathered.leases.length + leases.length > maxLeases) this.#sendAccepts();
    const acceptance = (this.#gathered ??= this.#gather());
    acceptance.add(leases);
    return acceptance;
  }

  /** Hands assignments back. */
  async reject(leases: readonly Lease[], reason: string): Promise<void> {
    await this.#connection.execute(RejectTasksDocument, { leases: leases.map((lease) => ({ ...lease, reason })) });
  }

  /** Extends the leases. Answers an outcome per lease: what is not APPLIED is lost. */
  async heartbeat(activeLeases: readonly Lease[], load: number | null): Promise<readonly LeaseOutcome[]> {
    const { data } = await this.#connection.execute(HeartbeatDocument, { input: { activeLeases, load } });
    return data.heartbeat.results.map(({ outcome }) => outcome);
  }

  /**
   * Reports a result, together with others that are ready; it need not wait for its accept's answer. Answers, and does not
   * reject with, the MusterRequestError that refuses it.
   */
  async complete(result: SizedResult, acceptance: Acceptance): Promise<ReportOutcome | MusterRequestError> {
    const overtakes = !acceptance.isAnswered;
    this.#resultFollows ||= acceptance === this.#gathered;
    const first = await this.#results.add(result);
    if (!overtakes || first instanceof MusterRequestError || first.outcome !== "INVALID_STATE") return first;
    // It may have come to the server before the accept, which is sent again after a failure.
    await acceptance.answered;
    if (!acceptance.holds(result.result)) return first;
    const second = await this.#results.add(result);
    return second instanceof MusterRequestError ? second : { ...second, resent: first.resent || second.resent };
  }

  /** Reports a failed try. Rejects with MusterRequestError, as for a stale lease. */
  async fail(lease: Lease, failure: { readonly message: string; readonly retryable: boolean }): Promise<void> {
    const errorMessage = failure.message.slice(0, maxErrorLength) || "The handler failed without a message.";
    const input = { ...lease, errorMessage, retryable: failure.retryable };
    await this.#connection.execute(ReportTaskFailureDocument, { input });
  }

  async progress(lease: Lease, percent: number | null, message: string | null): Promise<void> {
    const input = { ...lease, percent, message: message?.slice(0, maxProgressLength) ?? null };
    await this.#connection.execute(ReportTaskProgressDocument, { input });
  }

  /** Stores the chunks behind the position, once however often they are sent. */
  async append(lease: Lease, chunks: readonly string[], afterSeq: number): Promise<void> {
    await this.#connection.execute(AppendTaskOutputDocument, { input: { ...lease, chunks, afterSeq } });
  }

  #gather(): Acceptance {
    afterThisTurn(() => {
      const follows = this.#resultFollows;
      this.#sendAccepts();
      if (follows) this.#results.flush();
    });
    return new Acceptance();
  }

  #sendAccepts(): void {
    const gathered = this.#gathered;
    if (gathered === null) return;
    this.#gathered = null;
    this.#resultFollows = false;
    void this.#accept(gathered.leases).then(
      (outcomes) => gathered.answer(outcomes),
      (error: unknown) => gathered.fail(error),
    );
  }

  async #accept(leases: readonly Lease[]): Promise<readonly LeaseOutcome[]> {
    const { data, resent } = await this.#connection.execute(AcceptTasksDocument, { leases });
    const outcomes = data.acceptTasks.results.map(({ outcome }) => outcome);
    // What the unanswered first accept started is not there to accept again: a heartbeat tells whether it is ours.
    const doubtful = resent ? leases.filter((_, index) => outcomes[index] === "INVALID_STATE") : [];
    if (doubtful.length === 0) return outcomes;
    const held = await this.heartbeat(doubtful, null);
    const ours = new Set(doubtful.filter((_, index) => held[index] === "APPLIED"));
    return leases.map((lease, index) => (ours.has(lease) ? "APPLIED" : (outcomes[index] ?? "NOT_FOUND")));
  }

  /** One bad result must not take the others with it: of a refused batch each half is sent again. */
  async #complete(results: readonly TaskResultInput[]): Promise<readonly (ReportOutcome | MusterRequestError)[]> {
    try {
      const { data, resent } = await this.#connection.execute(CompleteTasksDocument, { results });
      return data.completeTasks.results.map(({ outcome, message }) => ({ outcome, message: message ?? null, resent }));
    } catch (error) {
      if (!(error instanceof MusterRequestError)) throw error;
      if (results.length === 1) return [error];
      const half = Math.ceil(results.length / 2);
      return [...(await this.#complete(results.slice(0, half))), ...(await this.#complete(results.slice(half)))];
    }
  }
}
