import { notFound } from "../../platform/errors.js";
import type { Metrics } from "../../platform/metrics.js";
import { createEngineMetrics, type EngineMetrics } from "./engine-metrics.js";
import type { RunFact } from "./facts.js";
import { toWorkflowRun, type RunOrder, type Started } from "./run-record.js";
import { TurnQueue, type Work } from "./turn-queue.js";
import type { TurnItem, TurnOutcome } from "./turn-items.js";
import { runTurns, type TurnTransaction } from "./turn-transaction.js";
import type { WorkflowRun } from "../model.js";

export interface TurnsParts extends TurnTransaction {
  /** What is to be done once turns are committed. Must not throw. */
  readonly after: (outcomes: readonly TurnOutcome[]) => void;
  readonly metrics?: Metrics | undefined;
}

const maxRunsPerTurn = 100;
/** Each holds a connection, and may need another one for a moment. */
const maxTurns = 2;
const maxWaiting = 100_000;

/** Everything that changes a run comes through here: each run one turn after the other, several runs in one transaction. */
export class Turns {
  readonly #parts: TurnsParts;
  readonly #queue: TurnQueue<TurnItem>;
  readonly #metrics: EngineMetrics;

  constructor(parts: TurnsParts) {
    this.#parts = parts;
    this.#queue = new TurnQueue({ run: (works) => this.#run(works), maxRuns: maxRunsPerTurn, maxTurns, maxWaiting });
    this.#metrics = createEngineMetrics(parts.metrics, () => this.#queue.waiting);
  }

  /** Resolves with the run as it is after the turn. `tenantId`: whose it must be, null for whoever's. Throws what the run refuses. */
  async tell(runId: string, fact: RunFact, tenantId: string | null = null): Promise<WorkflowRun> {
    let told: WorkflowRun | undefined;
    await this.#queue.add(runId, { type: "FACT", fact, tenantId, done: (run) => void (told = run) });
    if (!told) throw notFound("run", runId);
    return told;
  }

  async start(order: RunOrder): Promise<Started> {
    let started: Started | undefined;
    await this.#queue.add(order.identity.id, { type: "ORDER", order, done: (one) => void (started = one) });
    if (!started) throw new Error(`Run ${order.identity.id} was neither started nor refused`);
    return started;
  }

  /** Resolves when no turn is under way. */
  settled(): Promise<void> {
    return this.#queue.settled();
  }

  async #run(works: readonly Work<TurnItem>[]): Promise<void> {
    const startedAtMs = performance.now();
    const outcomes = await runTurns(this.#parts, works);
    this.#metrics.onTurns(outcomes, (performance.now() - startedAtMs) / 1_000);
    for (const outcome of outcomes) settle(outcome);
    this.#parts.after(outcomes);
  }
}

function settle({ answers, record }: TurnOutcome): void {
  const run = record ? toWorkflowRun(record) : null;
  for (const { waiting, refusal, existing } of answers) {
    if (refusal) waiting.reject(refusal);
    else {
      tell(waiting.item, run, existing);
      waiting.resolve();
    }
  }
}

function tell(item: TurnItem, run: WorkflowRun | null, existing: string | null): void {
  if (item.type === "FACT") {
    if (run) item.done(run);
  } else if (existing !== null) item.done({ runId: existing, isNew: false });
  else if (run) item.done({ run, isNew: true });
}
