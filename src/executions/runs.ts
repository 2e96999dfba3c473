import type { AgentCall, AgentOutcome, AgentRuns } from "../marketplace/index.js";
import type { Clock } from "../platform/clock.js";
import { unavailable } from "../platform/errors.js";
import { newId } from "../platform/ids.js";
import type { Log } from "../platform/log.js";
import type { ExecutionMetrics } from "./execution-metrics.js";
import type { Beginning, Ending, Ledger } from "./ledger.js";
import type { Execution } from "./model.js";
import type { Subject } from "./subjects.js";
import { marginMs, type Vigil } from "./vigil.js";

/** A run, whoever asks for it. */
export interface RunOrder {
  readonly tenantId: string;
  readonly subject: Subject;
  readonly call: Omit<AgentCall, "owner" | "binary" | "manifest" | "signal">;
  readonly createdBy: string;
  readonly taskId: string | null;
  /** Ends the run as CANCELLED. */
  readonly signal?: AbortSignal | undefined;
}

export interface ExecutionRunsParts {
  readonly agentRuns: Pick<AgentRuns, "run" | "limitsOf">;
  readonly ledger: Ledger;
  readonly vigil: Vigil;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: ExecutionMetrics;
  /** What a second of a run costs beside its item's price. */
  readonly costPerSecond: number;
  /** What became of a run that was given up for lost while it ran. */
  readonly find: (tenantId: string, id: string) => Promise<Execution | null>;
}

/** A run that takes no longer is written down once, as it ends: half of the work, and nobody could have looked at it before. */
const noteAfterMs = 20;

/** Runs modules and keeps how they ended. What is refused leaves nothing. */
export class ExecutionRuns {
  readonly #parts: ExecutionRunsParts;
  readonly #underWay = new Map<Promise<unknown>, AbortController>();
  #stopped = false;

  constructor(parts: ExecutionRunsParts) {
    this.#parts = parts;
  }

  get count(): number {
    return this.#underWay.size;
  }

  /** Ends all that runs, and resolves when that is written down. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const abort of this.#underWay.values()) abort.abort();
    await Promise.allSettled(this.#underWay.keys());
  }

  /** Answers how it ended. Rejects as AgentRuns does where it was not run; UNAVAILABLE when its end could not be kept. */
  async run(order: RunOrder): Promise<Execution> {
    if (this.#stopped) throw unavailable("This process is stopping; try again.", "EXECUTIONS_STOPPING");
    const abort = new AbortController();
    const follow = (): void => abort.abort();
    if (order.signal?.aborted) follow();
    else order.signal?.addEventListener("abort", follow);
    const run = this.#run(order, abort.signal);
    this.#underWay.set(run, abort);
    try {
      return await run;
    } finally {
      this.#underWay.delete(run);
      order.signal?.removeEventListener("abort", follow);
    }
  }

  async #run(order: RunOrder, signal: AbortSignal): Promise<Execution> {
    const { binary, manifest } = order.subject;
    const call: AgentCall = { ...order.call, owner: order.tenantId, binary, manifest, signal };
    const beginning = beginningOf(order, this.#parts.clock.now());
    const leaseMs = this.#parts.agentRuns.limitsOf(call).timeoutMs + marginMs;
    const note = this.#noteLater(beginning, leaseMs);
    this.#parts.vigil.watch(beginning.id, leaseMs);
    try {
      const outcome = await this.#parts.agentRuns.run(call).catch(async (error: unknown) => {
        await note.takeBack();
        throw error;
      });
      await note.settled();
      return await this.#keep(beginning, outcome, order.subject.pricePerRun);
    } finally {
      this.#parts.vigil.unwatch(beginning.id);
    }
  }

  async #keep(beginning: Beginning, outcome: AgentOutcome, pricePerRun: number): Promise<Execution> {
    const { failure, ...ended } = { ...outcome, output: outcome.failure ? null : outcome.output };
    const status = failure ? "FAILED" : "SUCCEEDED";
    const cost = pricePerRun + (ended.durationMs / 1_000) * this.#parts.costPerSecond;
    const ending: Ending = { ...ended, beginning, status, error: failure, cost };
    const kept = (await this.#parts.ledger.end(ending)) ?? (await this.#parts.find(beginning.tenantId, beginning.id));
    if (!kept) throw new Error(`Execution ${beginning.id} is gone before its end could be kept`);
    if (kept.status !== "LOST") this.#parts.metrics.onEnded(status, ended.durationMs);
    return kept;
  }

  /** Notes the run as RUNNING when it takes long enough to be seen. A note that fails does no harm: the end is kept all the same. */
  #noteLater(beginning: Beginning, leaseMs: number): Note {
    const { clock, ledger, log } = this.#parts;
    let noting: Promise<void> | null = null;
    const cancel = clock.after(noteAfterMs, () => {
      noting = ledger.begin(beginning, leaseMs).catch((error: unknown) => {
        log.warn({ err: error, executionId: beginning.id }, "a run is not noted until it ends");
      });
    });
    return {
      async settled() {
        cancel();
        await noting;
      },
      async takeBack() {
        cancel();
        if (noting === null) return;
        await noting;
        await ledger.forget(beginning).catch((error: unknown) => {
          log.warn({ err: error, executionId: beginning.id }, "a refused run stays until it is given up for lost");
        });
      },
    };
  }
}

interface Note {
  /** Resolves when it is certain that nothing more is noted. */
  settled(): Promise<void>;
  takeBack(): Promise<void>;
}

function beginningOf({ tenantId, subject, call, createdBy, taskId }: RunOrder, askedAt: Date): Beginning {
  const { itemId, releaseId, binary } = subject;
  const id = newId("execution");
  return { id, tenantId, itemId, releaseId, binarySha256: binary.sha256, taskId, args: call.args, createdBy, askedAt };
}
