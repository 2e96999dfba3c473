import type { EventService } from "../events/index.js";
import type { Database, Statement } from "../platform/db/database.js";
import { within } from "../platform/db/within.js";
import { newId } from "../platform/ids.js";
import { storable } from "../tasks/index.js";
import { batchesOf, changeRow, factsRow, type ChangeBatch, type ChangeMove } from "./changes.js";
import { addSandbox } from "./creation.js";
import type { HostLogChunk } from "./host.js";
import type {
  Keeping,
  KeptSandbox,
  LedgerConfig,
  NewSandbox,
  SandboxChange,
  SandboxFacts,
  SandboxLedger,
  TaskTry,
} from "./ledger.js";
import type { Sandbox } from "./model.js";
import type { SandboxNeighbours } from "./neighbours.js";
import { adoptSandboxes } from "./sql/adopt-sandboxes.sql.js";
import { appendLog, type AppendedLog } from "./sql/append-log.sql.js";
import { beginTaskSandbox } from "./sql/begin-task-sandbox.sql.js";
import { claimSandboxes } from "./sql/claim-sandboxes.sql.js";
import { disownSandboxes } from "./sql/disown-sandboxes.sql.js";
import { dropSandboxes } from "./sql/drop-sandboxes.sql.js";
import { failSandboxes } from "./sql/fail-sandboxes.sql.js";
import { findAbandonedSandboxes } from "./sql/find-abandoned-sandboxes.sql.js";
import { findKeptSandboxes } from "./sql/find-kept-sandboxes.sql.js";
import { findPendingOfTasks, type PendingOfTask } from "./sql/find-pending-of-tasks.sql.js";
import { findWaitingTenants } from "./sql/find-waiting-tenants.sql.js";
import { finishSandboxes } from "./sql/finish-sandboxes.sql.js";
import { knowRefs } from "./sql/know-refs.sql.js";
import { lockShares } from "./sql/lock-shares.sql.js";
import { loseSandboxes } from "./sql/lose-sandboxes.sql.js";
import { noteSandboxes } from "./sql/note-sandboxes.sql.js";
import { postponeSandboxes } from "./sql/postpone-sandboxes.sql.js";
import { readySandboxes } from "./sql/ready-sandboxes.sql.js";
import { releaseSandboxes } from "./sql/release-sandboxes.sql.js";
import { setHostRef } from "./sql/set-host-ref.sql.js";
import { succeedSandboxes } from "./sql/succeed-sandboxes.sql.js";
import { terminateSandboxes } from "./sql/terminate-sandboxes.sql.js";

export interface PostgresLedgerParts {
  readonly database: Database;
  readonly events: Pick<EventService, "announce" | "announceLogs">;
  readonly tasks: Pick<SandboxNeighbours["tasks"], "ended">;
  readonly config: LedgerConfig;
}

interface MoveStatement {
  readonly statement: Statement;
  /** An end has a cost, which is reckoned with a rate. */
  readonly isEnd: boolean;
}

const statements: Readonly<Record<ChangeMove, MoveStatement>> = {
  postpone: { statement: postponeSandboxes, isEnd: false },
  ready: { statement: readySandboxes, isEnd: false },
  succeed: { statement: succeedSandboxes, isEnd: true },
  fail: { statement: failSandboxes, isEnd: true },
  terminate: { statement: terminateSandboxes, isEnd: false },
  drop: { statement: dropSandboxes, isEnd: true },
  terminated: { statement: finishSandboxes, isEnd: true },
  lose: { statement: loseSandboxes, isEnd: true },
};

/** Where the walk over those that wait for their tasks begins. */
const start = { nextTryAt: "-infinity", id: "" } as const;

/**
 * The ledger in PostgreSQL, by whose clock all happens. `spec` is whole in what it answers of sandboxes that are not ready yet, as their hosts have to be
 * told of it; of others it is without what files hold and variables say. Followers of events are told after the commit.
 */
export class PostgresLedger implements SandboxLedger {
  readonly #parts: PostgresLedgerParts;
  #lookedAt: { readonly nextTryAt: string; readonly id: string } = start;

  constructor(parts: PostgresLedgerParts) {
    this.#parts = parts;
  }

  async insert(sandbox: NewSandbox, maxWaiting: number): Promise<Sandbox> {
    const added = await addSandbox(this.#parts.database, sandbox, maxWaiting);
    if (added.isNew) this.#announce([added.sandbox]);
    return added.sandbox;
  }

  /** As the ledger says; a tenant that waits has its turn before one that has more under way, whoever asked first. */
  async claim({ host, ownerId }: Keeping, limit: number): Promise<KeptSandbox[]> {
    const { database, config } = this.#parts;
    const { maxPerTenant, readyTimeoutMs } = config;
    const waiting = await database.query<{ id: string }>(findWaitingTenants, [maxPerTenant, limit]);
    if (waiting.length === 0) return [];
    const tenants = waiting.map(({ id }) => id);
    const claimed = await within(database, async (query) => {
      await query(lockShares, [tenants]);
      const values = [tenants, limit, maxPerTenant, host, ownerId, readyTimeoutMs];
      return query<KeptSandbox>(claimSandboxes, values);
    });
    return this.#announce(claimed);
  }

  /** As the ledger says. One that has ended already is the answer as well: a lease gets no second one. */
  async beginTask({ host, ownerId }: Keeping, attempt: TaskTry): Promise<KeptSandbox | null> {
    const { database, config } = this.#parts;
    const { tenantId, taskId, leaseToken, spec, releaseId, createdBy } = attempt;
    const values = [
      ...[tenantId, taskId, leaseToken, JSON.stringify(spec), JSON.stringify(spec.labels), releaseId, createdBy],
      ...[newId("sandbox"), host, ownerId, config.readyTimeoutMs, config.maxPerTenant],
    ];
    const [begun] = await within(database, async (query) => {
      await query(lockShares, [[tenantId]]);
      return query<KeptSandbox>(beginTaskSandbox, values);
    });
    return begun ? (this.#announce([begun])[0] ?? null) : null;
  }

  /** Each move that is among them is one statement; changes of one sandbox are made in their order. */
  async move(changes: readonly SandboxChange[]): Promise<KeptSandbox[]> {
    const moved: KeptSandbox[] = [];
    for (const batch of batchesOf(changes)) moved.push(...this.#announce(await this.#moveBatch(batch)));
    return moved;
  }

  async note(facts: readonly (SandboxFacts & { readonly id: string })[]): Promise<void> {
    // A row is written once by a statement: of each sandbox what was told last of each fact.
    const latest = new Map<string, SandboxFacts>();
    for (const { id, ...told } of facts) latest.set(id, { ...latest.get(id), ...givenOf(told) });
    if (latest.size === 0) return;
    const rows = [...latest].map(([id, told]) => ({ id, ...factsRow(told) }));
    await this.#parts.database.query(noteSandboxes, [JSON.stringify(rows)]);
  }

  /** Kept also where it has moved on meanwhile, so that whoever cleans up after it knows where. */
  async setHostRef(id: string, hostRef: string): Promise<boolean> {
    const [kept] = await this.#parts.database.query<{ isProvisioning: boolean }>(setHostRef, [id, hostRef]);
    return kept?.isProvisioning ?? false;
  }

  adopt({ host, ownerId }: Keeping, limit: number): Promise<KeptSandbox[]> {
    return this.#parts.database.query<KeptSandbox>(adoptSandboxes, [host, ownerId, limit]);
  }

  async disown(ownerId: string): Promise<void> {
    await this.#parts.database.query(disownSandboxes, [ownerId]);
  }

  kept({ host, ownerId }: Keeping, after: string, limit: number): Promise<KeptSandbox[]> {
    return this.#parts.database.query<KeptSandbox>(findKeptSandboxes, [host, ownerId, after, limit]);
  }

  abandoned(host: string, limit: number): Promise<KeptSandbox[]> {
    return this.#parts.database.query<KeptSandbox>(findAbandonedSandboxes, [host, limit]);
  }

  async knownRefs(host: string, refs: readonly string[]): Promise<Set<string>> {
    if (refs.length === 0) return new Set();
    const known = await this.#parts.database.query<{ ref: string }>(knowRefs, [host, refs]);
    return new Set(known.map(({ ref }) => ref));
  }

  async release(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#parts.database.query(releaseSandboxes, [ids]);
  }

  /** Once more with the same chunks it changes nothing: what is behind the kept cursor alone is new. */
  async appendLog(id: string, chunks: readonly HostLogChunk[], maxBytes: number): Promise<boolean> {
    const texts = chunks.map(({ text }) => storable(text, text.length));
    const [log] = await this.#parts.database.query<AppendedLog>(appendLog, [
      ...[id, chunks.map(({ stream }) => (stream === "STDOUT" ? 0 : 1)), texts],
      ...[chunks.map(({ cursor }) => cursor), maxBytes],
    ]);
    if (!log) return false;
    this.#parts.events.announceLogs([{ tenantId: log.tenantId, streamId: id, seq: log.logSeq }]);
    return !log.isLogCut;
  }

  /** Looks at up to `limit` of them, and goes on where it has stopped the next time: a task may wait for long. */
  async dropOfEndedTasks(limit: number): Promise<number> {
    const { database, tasks } = this.#parts;
    const { nextTryAt, id } = this.#lookedAt;
    const waiting = await database.query<PendingOfTask>(findPendingOfTasks, [nextTryAt, id, limit]);
    const last = waiting.at(-1);
    this.#lookedAt = last && waiting.length === limit ? last : start;
    if (waiting.length === 0) return 0;
    const ended = await tasks.ended([...new Set(waiting.map(({ taskId }) => taskId))]);
    const left = waiting.filter(({ taskId }) => ended.has(taskId));
    const message = "Its task has ended without it.";
    const dropped = await this.move(left.map((one) => ({ id: one.id, move: "drop", reason: "TASK_ENDED", message })));
    return dropped.length;
  }

  #moveBatch({ move, changes }: ChangeBatch): Promise<KeptSandbox[]> {
    const { database, config } = this.#parts;
    const { statement, isEnd } = statements[move];
    const rows = JSON.stringify(changes.map(changeRow));
    return database.query<KeptSandbox>(statement, isEnd ? [rows, config.costPerCpuSecond] : [rows]);
  }

  #announce<Row extends Sandbox>(rows: readonly Row[]): Row[] {
    const heads = rows.map(({ id, tenantId, eventSeq }) => ({ tenantId, streamId: id, seq: eventSeq }));
    if (heads.length > 0) this.#parts.events.announce(heads);
    return [...rows];
  }
}

function givenOf(facts: SandboxFacts): SandboxFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined && fact !== null));
}
