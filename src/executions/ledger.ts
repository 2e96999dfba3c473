import { Batcher } from "../platform/batcher.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Execution, ExecutionError } from "./model.js";
import { beginExecutions } from "./sql/begin-executions.sql.js";
import { endExecutions, type KeptExecution } from "./sql/end-executions.sql.js";
import { forgetExecutions } from "./sql/forget-executions.sql.js";

/** What is known of a run as it begins. */
export interface Beginning {
  readonly id: string;
  readonly tenantId: string;
  readonly itemId: string | null;
  readonly releaseId: string | null;
  readonly binarySha256: string;
  readonly taskId: string | null;
  readonly args: readonly string[];
  readonly createdBy: string;
  /** By this process's clock. */
  readonly askedAt: Date;
}

/** How a run ended. */
export interface Ending {
  readonly beginning: Beginning;
  readonly status: "SUCCEEDED" | "FAILED";
  readonly exitCode: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly output: unknown;
  readonly error: ExecutionError | null;
  readonly durationMs: number;
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
  readonly cost: number;
}

interface Noted {
  readonly beginning: Beginning;
  readonly leaseMs: number;
}

interface Written extends Ending {
  /** The output as JSON; null for none. */
  readonly outputText: string | null;
}

const bytesPerWeight = 1_024;
/** A statement has some 8 MiB of the runs' own bytes, twice that as hexadecimal digits. */
const batching = { maxWeight: 8_192, maxRuns: 2, maxWaiting: 10_000 } as const;

/** Writes down runs: calls that come together become one statement. */
export class Ledger {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #beginnings: Batcher<Noted, void>;
  readonly #endings: Batcher<Written, KeptExecution | null>;
  readonly #refused: Batcher<Beginning, void>;

  constructor({ database, clock }: { readonly database: Database; readonly clock: Clock }) {
    this.#database = database;
    this.#clock = clock;
    this.#beginnings = new Batcher({
      ...batching,
      run: (batch) => this.#begin(batch),
      weigh: ({ beginning }) => weightOf(argBytes(beginning)),
    });
    this.#endings = new Batcher({
      ...batching,
      run: (batch) => this.#end(batch),
      weigh: ({ beginning, stdout, stderr, outputText }) =>
        weightOf(argBytes(beginning) + stdout.length + stderr.length + (outputText?.length ?? 0)),
    });
    this.#refused = new Batcher({ ...batching, run: (batch) => this.#forget(batch) });
  }

  /** Notes a run as RUNNING; whoever does not hear of it again in `leaseMs` takes it for lost. */
  begin(beginning: Beginning, leaseMs: number): Promise<void> {
    return this.#beginnings.add({ beginning, leaseMs });
  }

  /** Keeps how it ended, noted before or not. Null when it was given up for lost meanwhile: then it stays so. */
  async end(ending: Ending): Promise<Execution | null> {
    const { output } = ending;
    const outputText = output === null || output === undefined ? null : JSON.stringify(output);
    const kept = await this.#endings.add({ ...ending, outputText });
    return kept && executionOf(ending, kept);
  }

  /** Takes a run back that was noted, and then refused. */
  forget(beginning: Beginning): Promise<void> {
    return this.#refused.add(beginning);
  }

  async #begin(batch: readonly Noted[]): Promise<readonly void[]> {
    const rows = batch.map(({ beginning, leaseMs }) => ({ ...this.#rowOf(beginning), lease_ms: leaseMs }));
    await this.#database.query(beginExecutions, [JSON.stringify(rows)]);
    return batch.map(() => undefined);
  }

  async #end(batch: readonly Written[]): Promise<(KeptExecution | null)[]> {
    const rows = batch.map(({ beginning, status, exitCode, error, durationMs, cpuMs, peakMemoryBytes, cost }) => ({
      ...this.#rowOf(beginning),
      ...{ status, exit_code: exitCode, error, duration_ms: durationMs, cpu_ms: cpuMs, cost },
      peak_memory_bytes: peakMemoryBytes,
    }));
    const kept = await this.#database.query<KeptExecution>(endExecutions, [
      JSON.stringify(rows),
      batch.map(({ stdout }) => stdout),
      batch.map(({ stderr }) => stderr),
      batch.map(({ outputText }) => outputText),
    ]);
    const byId = new Map(kept.map((one) => [one.id, one]));
    return batch.map(({ beginning }) => byId.get(beginning.id) ?? null);
  }

  async #forget(batch: readonly Beginning[]): Promise<readonly void[]> {
    const values = [batch.map(({ id }) => id), batch.map(({ tenantId }) => tenantId)];
    await this.#database.query(forgetExecutions, values);
    return batch.map(() => undefined);
  }

  #rowOf(beginning: Beginning) {
    const { id, tenantId, itemId, releaseId, binarySha256, taskId, args, createdBy, askedAt } = beginning;
    return {
      ...{ id, tenant_id: tenantId, item_id: itemId, release_id: releaseId, binary_sha256: binarySha256 },
      ...{ task_id: taskId, args, created_by: createdBy },
      age_ms: Math.max(0, this.#clock.now().getTime() - askedAt.getTime()),
    };
  }
}

function weightOf(bytes: number): number {
  return 1 + bytes / bytesPerWeight;
}

function argBytes({ args }: Beginning): number {
  return args.reduce((sum, arg) => sum + arg.length, 0);
}

function executionOf({ beginning, ...ending }: Ending, { createdAt, finishedAt }: KeptExecution): Execution {
  const { askedAt: _, ...known } = beginning;
  return { ...known, ...ending, output: ending.output ?? null, createdAt, finishedAt };
}
