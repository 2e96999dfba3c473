import type { PoolClient } from "pg";
import type { Database, Query } from "../../platform/db/database.js";
import { MusterError, notFound } from "../../platform/errors.js";
import type { InsertedTasks, TaskService } from "../../tasks/index.js";
import { releaseRunKeys } from "../sql/claim-run-keys.sql.js";
import { lockRuns, readInstant } from "../sql/lock-runs.sql.js";
import { saveTurns } from "../sql/save-turns.sql.js";
import { settleRuns } from "../sql/settle-runs.sql.js";
import { Admission } from "./admission.js";
import { advance } from "./advance.js";
import type { FinalStatus } from "./catalogue.js";
import { EngineWorld, type EngineWorldParts } from "./engine-world.js";
import { failStep, runError } from "./failing.js";
import { fold } from "./fold.js";
import { react } from "./react.js";
import { saveValues } from "./rows.js";
import type { RunLoader } from "./run-loader.js";
import { claimKeys } from "./run-keys.js";
import type { RunOrder, RunRecord } from "./run-record.js";
import { isSnapshotDue, toSnapshot } from "./snapshot.js";
import { isFinal, newRunState, stepByKey } from "./state.js";
import { timeoutOf } from "./timeouts.js";
import { Turn } from "./turn.js";
import type { Answer, EngineTurn, TurnItem, TurnOutcome } from "./turn-items.js";
import type { Work } from "./turn-queue.js";

export interface TurnTransaction {
  readonly database: Database;
  readonly loader: RunLoader;
  readonly tasks: Pick<TaskService, "prepareMany" | "insertWithin" | "outputsOf">;
  readonly world: Omit<EngineWorldParts, "tasks" | "client" | "query">;
}

interface Draft {
  readonly record: RunRecord;
  readonly turn: EngineTurn;
  readonly isNew: boolean;
  readonly seqBefore: number;
  displaced: readonly string[];
  answers: Answer[];
  isAtEnd: boolean;
  isEnded: boolean;
}

/** One transaction: the rows of the runs are taken, each has its turn, all is written at once. */
export async function runTurns(parts: TurnTransaction, works: readonly Work<TurnItem>[]): Promise<TurnOutcome[]> {
  const effects: Effects = { inserted: null, touched: [] };
  try {
    const outcomes = await parts.database.transaction((client) => new Transaction(parts, client, effects).run(works));
    effects.inserted?.committed();
    for (const { record } of outcomes) if (record) parts.loader.keep(record);
    return outcomes;
  } catch (error) {
    effects.inserted?.undone();
    for (const id of effects.touched) parts.loader.forget(id);
    throw error;
  }
}

/** What a transaction has done to the process, to be undone when it is rolled back. */
interface Effects {
  inserted: InsertedTasks | null;
  /** Runs whose state in memory it has changed. */
  readonly touched: string[];
}

class Transaction {
  readonly #parts: TurnTransaction;
  readonly #client: PoolClient;
  readonly #query: Query;
  readonly #effects: Effects;
  readonly #admission: Admission;
  readonly #drafts: Draft[] = [];
  /** New runs that their workflow does not want, by id. */
  readonly #refused = new Map<string, MusterError>();
  #at = new Date(0);

  constructor(parts: TurnTransaction, client: PoolClient, effects: Effects) {
    this.#parts = parts;
    this.#client = client;
    this.#effects = effects;
    this.#query = (statement, values) => parts.database.queryWithin(client, statement, values);
    this.#admission = new Admission(this.#query);
  }

  async run(works: readonly Work<TurnItem>[]): Promise<TurnOutcome[]> {
    const existing = await claimKeys(this.#query, works);
    await this.#admission.lock(works);
    const records = await this.#take(works);
    const outcomes: TurnOutcome[] = [];
    for (const work of works) {
      const outcome = await this.#work(work, records.get(work.runId), existing);
      if (outcome) outcomes.push(outcome);
    }
    if (this.#refused.size > 0) await this.#query(releaseRunKeys, [[...this.#refused.keys()]]);
    await this.#write();
    return [...outcomes, ...this.#drafts];
  }

  /** Locks and reads the runs that are there. */
  async #take(works: readonly Work<TurnItem>[]): Promise<Map<string, RunRecord>> {
    const ids = works
      .filter(({ waiting }) => waiting.some(({ item }) => item.type === "FACT"))
      .map(({ runId }) => runId);
    const rows = ids.length > 0 ? await this.#query<{ id: string; seq: number; at: Date }>(lockRuns, [ids]) : [];
    const [instant] = rows.length > 0 ? rows : await this.#query<{ at: Date }>(readInstant, []);
    this.#at = instant?.at ?? new Date();
    return this.#parts.loader.load(this.#query, new Map(rows.map(({ id, seq }) => [id, seq])));
  }

  /** Answers what needs no turn: that the run is not there, or was there before. */
  async #work(
    { runId, waiting }: Work<TurnItem>,
    record: RunRecord | undefined,
    existing: ReadonlyMap<string, string>,
  ): Promise<TurnOutcome | null> {
    const [first] = waiting;
    if (first?.item.type === "ORDER") {
      const { order } = first.item;
      const before = existing.get(order.identity.id) ?? null;
      const refusal = this.#refused.get(before ?? "") ?? null;
      if (before !== null) return undrafted([{ waiting: first, refusal, existing: before }]);
      try {
        const draft = await this.#create(order);
        draft.answers = [{ waiting: first, refusal: null, existing: null }];
        return null;
      } catch (error) {
        if (!(error instanceof MusterError)) throw error;
        this.#refused.set(order.identity.id, error);
        return undrafted([{ waiting: first, refusal: error, existing: null }]);
      }
    }
    const refusal = notFound("run", runId);
    if (!record) return undrafted(waiting.map((one) => ({ waiting: one, refusal, existing: null })));
    await this.#tell(record, waiting);
    return null;
  }

  async #tell(record: RunRecord, waiting: Work<TurnItem>["waiting"]): Promise<void> {
    const draft = this.#draft(record, false);
    for (const one of waiting)
      draft.answers.push({ waiting: one, refusal: await this.#react(draft, one.item), existing: null });
    if (!isFinal(record.state)) draft.isAtEnd = await advance(draft.turn);
    await this.#createSubRuns(draft);
  }

  /** What the run refuses; null for nothing. */
  async #react({ turn, record }: Draft, item: TurnItem): Promise<MusterError | null> {
    if (item.type === "ORDER") return null;
    const { fact, tenantId } = item;
    if (tenantId !== null && tenantId !== record.identity.tenantId) return notFound("run", record.identity.id);
    try {
      const isQueued = record.state.status === "QUEUED" && (fact.type === "ADMIT" || fact.type === "LOOK");
      if (!isQueued) react(turn, fact);
      else if (await this.#admission.isNext(record)) react(turn, { type: "ADMIT" });
      else if (fact.type === "LOOK") react(turn, fact);
      return null;
    } catch (error) {
      if (error instanceof MusterError) return error;
      throw error;
    }
  }

  async #create(order: RunOrder): Promise<Draft> {
    const { identity, origin, plan, parentStep } = order;
    const state = newRunState(identity.id, plan);
    const record = { identity, origin: { ...origin, createdAt: this.#at }, state };
    const { status, displaced } = await this.#admission.admit(record);
    const draft = this.#draft(record, true);
    const { turn } = draft;
    draft.displaced = displaced;
    turn.emit("RUN_CREATED", {
      workflowId: identity.workflowId,
      versionId: identity.versionId,
      version: origin.version,
      status,
      trigger: identity.trigger,
      input: origin.input ?? null,
      by: identity.createdBy,
      ...(status === "RUNNING" ? timeoutOf(turn) : {}),
      ...(identity.parentRunId === null || parentStep === null
        ? {}
        : { parent: { runId: identity.parentRunId, step: parentStep } }),
    });
    draft.isAtEnd = await advance(turn);
    await this.#createSubRuns(draft);
    return draft;
  }

  /** Runs within the run, in the same transaction: neither is there without the other. One that is not wanted fails its step. */
  async #createSubRuns(draft: Draft): Promise<void> {
    const { turn, record } = draft;
    while (turn.subRuns.length > 0) {
      for (const order of turn.subRuns.splice(0)) {
        const refusal = await this.#createSubRun(order);
        const step = refusal ? stepByKey(record.state, order.parentStep ?? "") : undefined;
        if (refusal && step) failStep(turn, step, runError("REFUSED", refusal.message, step.key));
      }
      if (!isFinal(record.state)) draft.isAtEnd = await advance(turn);
    }
  }

  async #createSubRun(order: RunOrder): Promise<MusterError | null> {
    try {
      await this.#create(order);
      return null;
    } catch (error) {
      if (error instanceof MusterError) return error;
      throw error;
    }
  }

  #draft(record: RunRecord, isNew: boolean): Draft {
    const { identity, origin, state } = record;
    this.#effects.touched.push(identity.id);
    const { tasks, world } = this.#parts;
    const turn: EngineTurn = new Turn({
      state,
      origin,
      at: this.#at,
      world: new EngineWorld({ ...world, tasks, client: this.#client, query: this.#query }, record),
    });
    const draft: Draft = {
      record,
      turn,
      isNew,
      seqBefore: state.seq,
      answers: [],
      displaced: [],
      isAtEnd: false,
      isEnded: false,
    };
    this.#drafts.push(draft);
    return draft;
  }

  /** A turn in which nothing happened leaves nothing behind: when its run is looked at next stays as it was. */
  async #write(): Promise<void> {
    const moved = this.#drafts.filter(({ turn }) => turn.events.length > 0);
    if (moved.length > 0) {
      const turns = moved.map(({ record, turn, isNew, seqBefore }) => ({
        record,
        turn,
        isNew,
        snapshot: isSnapshotDue(record.state, seqBefore) ? toSnapshot(record.state) : null,
      }));
      await this.#query(saveTurns, saveValues(turns));
    }
    const tasks = moved.flatMap(({ turn }) => turn.tasks);
    if (tasks.length > 0) this.#effects.inserted = await this.#parts.tasks.insertWithin(this.#client, tasks);
    await this.#settle(this.#drafts.filter(({ isAtEnd }) => isAtEnd));
  }

  /** Status, end, cost and event by PostgreSQL's function; the state follows. */
  async #settle(drafts: readonly Draft[]): Promise<void> {
    if (drafts.length === 0) return;
    const rows = await this.#query<{ id: string; status: FinalStatus; seq: number; cost: number | null }>(settleRuns, [
      JSON.stringify(drafts.map(({ record, turn }) => ({ id: record.identity.id, output: turn.output ?? undefined }))),
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const draft of drafts) {
      const { record, turn } = draft;
      const row = byId.get(record.identity.id);
      if (!row) throw new Error(`Run ${record.identity.id} has ended by its state, but not by its tables`);
      const { error } = record.state;
      const cost = row.cost === null ? {} : { cost: row.cost };
      const place = { seq: row.seq, at: this.#at };
      if (row.status === "COMPLETED")
        fold(record.state, { ...place, type: "RUN_COMPLETED", data: { output: turn.output, ...cost } });
      else if (error) fold(record.state, { ...place, type: `RUN_${row.status}`, data: { error, ...cost } });
      draft.isEnded = true;
    }
  }
}

function undrafted(answers: readonly Answer[]): TurnOutcome {
  return { record: null, turn: null, answers, isEnded: false, displaced: [] };
}
