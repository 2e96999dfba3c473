import type { StreamHead } from "../events/index.js";
import type { Principal } from "../identity/index.js";
import { Batcher } from "../platform/batcher.js";
import type { Database } from "../platform/db/database.js";
import { badInput, MusterError } from "../platform/errors.js";
import { checkStorable } from "../platform/labels.js";
import { storable } from "./json-value.js";
import { headsOf, type Announce, type MovedLease } from "./lease-moves.js";
import { explain, heldBy, keyOfLease, refusal, type HeldLease } from "./lease-outcomes.js";
import type { Lease, LeaseResult } from "./model.js";
import { appendOutput } from "./sql/append-output.sql.js";
import { explainOutput } from "./sql/explain-output.sql.js";
import { reportProgress } from "./sql/report-progress.sql.js";

export interface ProgressReport extends Lease {
  readonly percent?: number | null | undefined;
  readonly message?: string | null | undefined;
}

export interface OutputReport extends Lease {
  readonly chunks: readonly string[];
  /** Number of the last chunk before these: what this try has stored behind it already is not stored again. */
  readonly afterSeq?: number | null | undefined;
}

interface HeldReport extends HeldLease {
  readonly percent: number | null;
  readonly message: string | null;
}

interface OutputStanding {
  readonly lastSeq: number;
  readonly isEarlier: boolean;
}

const maxChunksPerCall = 1_000;
const maxChunkBytes = 65_536;
const maxChunksPerTask = 100_000;

/** What a running agent says beside its result: progress and output. */
export class Reports {
  readonly #database: Database;
  readonly #announce: Announce;
  readonly #announceOutput: (heads: readonly StreamHead[]) => void;
  readonly #progress: Batcher<HeldReport, boolean>;

  constructor(parts: {
    database: Database;
    announce: Announce;
    announceOutput: (heads: readonly StreamHead[]) => void;
  }) {
    this.#database = parts.database;
    this.#announce = parts.announce;
    this.#announceOutput = parts.announceOutput;
    this.#progress = new Batcher({
      run: (reports) => this.#report(reports),
      maxWeight: 500,
      maxRuns: 1,
      maxWaiting: 20_000,
    });
  }

  /** Throws NOT_FOUND, STALE_LEASE or INVALID_STATE where the lease does not hold. */
  async progress(agent: Principal, { percent, message, ...shown }: ProgressReport): Promise<void> {
    if (percent !== null && percent !== undefined && !(percent >= 0 && percent <= 100)) {
      throw badInput("A percentage is 0 to 100.", ["percent"], "NUMBER_OUT_OF_RANGE");
    }
    const lease = heldBy(agent, shown);
    const text = message === null || message === undefined ? null : storable(message, 1_000);
    const applied = await this.#progress.add({ ...lease, percent: percent ?? null, message: text });
    if (!applied) await this.#refuse(lease);
  }

  /**
   * Answers the number of the last of these chunks. Throws as `progress` does, QUOTA_EXCEEDED when the task has no room, and
   * BAD_USER_INPUT at `["afterSeq"]` when chunks are missing up to there, or an earlier try has written behind it.
   */
  async output(agent: Principal, { chunks, afterSeq = null, ...shown }: OutputReport): Promise<number> {
    checkChunks(chunks);
    const lease = heldBy(agent, shown);
    // Beyond the last that there can be all positions are alike, and PostgreSQL's integers end somewhere.
    const after = afterSeq && Math.min(afterSeq, maxChunksPerTask + 1);
    const [moved] = await this.#database.query<{ taskId: string; tenantId: string; seq: number }>(appendOutput, [
      lease.taskId,
      lease.leaseToken,
      lease.agentId,
      chunks,
      maxChunksPerTask,
      after,
    ]);
    if (!moved) return this.#refuseOutput(lease, after, chunks.length);
    this.#announceOutput([{ tenantId: moved.tenantId, streamId: moved.taskId, seq: moved.seq }]);
    return moved.seq;
  }

  async #report(reports: readonly HeldReport[]): Promise<boolean[]> {
    // A row moves once per statement: of several reports on a task the last is told, and all are answered alike.
    const latest = new Map(reports.map((report) => [keyOfLease(report), report]));
    const rows = [...latest.values()].map(({ taskId, leaseToken, agentId, percent, message }) => ({
      task_id: taskId,
      lease_token: leaseToken,
      agent_id: agentId,
      percent,
      message,
    }));
    const moved = await this.#database.query<MovedLease>(reportProgress, [JSON.stringify(rows)]);
    this.#announce(headsOf(moved));
    const applied = new Set(moved.map(keyOfLease));
    return reports.map((report) => applied.has(keyOfLease(report)));
  }

  async #refuseOutput(lease: HeldLease, afterSeq: number | null, count: number): Promise<never> {
    const result = await this.#outcomeOf(lease);
    if (result.outcome !== "INVALID_STATE" || result.message !== "The task is RUNNING.") throw refusal(result);
    if (afterSeq === null) throw outputFull();
    const [output] = await this.#database.query<OutputStanding>(explainOutput, [lease.taskId, afterSeq]);
    throw positionRefusal(afterSeq, count, output);
  }

  async #refuse(lease: HeldLease): Promise<never> {
    throw refusal(await this.#outcomeOf(lease));
  }

  async #outcomeOf(lease: HeldLease): Promise<LeaseResult> {
    const [result] = await explain(this.#database, [lease], []);
    return result ?? { taskId: lease.taskId, outcome: "NOT_FOUND", message: null };
  }
}

/** The lease holds: so it is the position, or there is no room. What was missing may have come meanwhile. */
function positionRefusal(afterSeq: number, count: number, output: OutputStanding | undefined): MusterError {
  if (output?.isEarlier) {
    return badInput("An earlier try has written output behind this position.", ["afterSeq"], "OUTPUT_OF_EARLIER_TRY");
  }
  const lastSeq = output?.lastSeq ?? 0;
  if (afterSeq <= lastSeq && afterSeq + count > maxChunksPerTask) return outputFull();
  return badInput(`The last chunk had the position ${lastSeq}.`, ["afterSeq"], "OUTPUT_GAP");
}

function outputFull(): MusterError {
  return new MusterError("QUOTA_EXCEEDED", `A task's output has at most ${maxChunksPerTask} chunks.`, {
    reason: "TASK_OUTPUT_FULL",
    path: ["chunks"],
  });
}

function checkChunks(chunks: readonly string[]): void {
  if (chunks.length < 1 || chunks.length > maxChunksPerCall) {
    throw badInput(`1 to ${maxChunksPerCall} chunks at a time.`, ["chunks"], "LIST_TOO_LONG");
  }
  for (const [index, chunk] of chunks.entries()) {
    if (Buffer.byteLength(chunk) > maxChunkBytes) {
      throw new MusterError("PAYLOAD_TOO_LARGE", `A chunk has at most ${maxChunkBytes} bytes.`, {
        reason: "CHUNK_TOO_LARGE",
        path: ["chunks", index],
      });
    }
    checkStorable(chunk, ["chunks", index]);
  }
}
