import type { HostLogChunk } from "../../src/sandboxes/host.js";
import type {
  Keeping,
  KeptSandbox,
  LedgerConfig,
  NewSandbox,
  SandboxChange,
  SandboxFacts,
  SandboxLedger,
  TaskTry,
} from "../../src/sandboxes/ledger.js";
import type { Sandbox, SandboxReason, SandboxSpec } from "../../src/sandboxes/model.js";
import { hasEnded, mayMove, sandboxMoves, type SandboxMove } from "../../src/sandboxes/states.js";
import { newId } from "../../src/platform/ids.js";
import type { ManualClock } from "./manual-clock.js";

export const plainSpec: SandboxSpec = {
  ...{ image: "muster-agent:latest", command: null, args: [], env: {}, files: [], egress: [], labels: {} },
  ...{ cpuMillis: 500, memoryBytes: 2 ** 29, storageBytes: 2 ** 30, timeoutMs: 3_600_000 },
};

type Row = { -readonly [Key in keyof KeptSandbox]: KeptSandbox[Key] } & { nextTryAt: number };

/** The ledger's promises kept in memory: the guards of the table of states, shares, owners, what waits and until when. */
export class MemoryLedger implements SandboxLedger {
  /** Of the processes that are alive. */
  readonly replicas = new Set<string>();
  /** All moves, in their order. */
  readonly moves: { readonly id: string; readonly move: SandboxMove; readonly reason: SandboxReason | null }[] = [];
  readonly logs = new Map<string, HostLogChunk[]>();
  /** How often facts were noted. */
  notes = 0;
  findEnded: (taskIds: readonly string[]) => Set<string> = () => new Set();
  readonly #rows = new Map<string, Row>();
  readonly #clock: ManualClock;
  readonly #config: LedgerConfig;

  constructor(clock: ManualClock, config: Partial<LedgerConfig> = {}) {
    this.#clock = clock;
    this.#config = { costPerCpuSecond: 0, readyTimeoutMs: 300_000, maxPerTenant: 1_000, ...config };
  }

  get all(): KeptSandbox[] {
    return [...this.#rows.values()].map((row) => ({ ...row }));
  }

  get(id: string): KeptSandbox {
    const row = this.#rows.get(id);
    if (!row) throw new Error(`no sandbox ${id}`);
    return { ...row };
  }

  /** As the door does it: begins its end, or drops it where it waits. */
  terminate(id: string): KeptSandbox {
    const row = this.#row(id);
    const move = row.status === "PENDING" ? "drop" : "terminate";
    this.#apply({ id, move, reason: "REQUESTED", by: "user" });
    return this.get(id);
  }

  /** As if it had been read up to there. */
  change(id: string, changes: Partial<KeptSandbox>): void {
    Object.assign(this.#row(id), changes);
  }

  /** A sandbox as it is asked for; for nobody and no task unless said. */
  request(input: Partial<NewSandbox> = {}): KeptSandbox {
    const id = newId("sandbox");
    const asked = { tenantId: "tenant", spec: plainSpec, taskId: null, agentId: null, releaseId: null };
    const fresh = { createdBy: "user", idempotencyKey: null, inputHash: null };
    this.#rows.set(id, this.#pending({ ...asked, ...fresh, id, ...input }));
    return this.get(id);
  }

  async insert(sandbox: NewSandbox): Promise<Sandbox> {
    return this.request(sandbox);
  }

  async claim(keeping: Keeping, limit: number): Promise<KeptSandbox[]> {
    const claimed: KeptSandbox[] = [];
    const waiting = [...this.#rows.values()].filter(({ status, taskId }) => status === "PENDING" && taskId === null);
    for (const row of waiting.toSorted((a, b) => a.nextTryAt - b.nextTryAt)) {
      if (claimed.length === limit || row.nextTryAt > this.#nowMs()) break;
      if (this.#hasShare(row.tenantId)) claimed.push(this.#provision(row, keeping, null));
    }
    return claimed;
  }

  async beginTask(keeping: Keeping, attempt: TaskTry): Promise<KeptSandbox | null> {
    const { leaseToken, taskId, tenantId } = attempt;
    const ofTask = [...this.#rows.values()].filter((row) => row.taskId === taskId);
    const same = ofTask.find((row) => row.leaseToken === leaseToken && row.status !== "PENDING");
    if (same) return { ...same };
    if (!this.#hasShare(tenantId)) return null;
    const waiting = ofTask.find(({ status }) => status === "PENDING");
    const row = waiting ?? this.#row(this.request(attempt).id);
    return this.#provision(row, keeping, leaseToken);
  }

  async move(changes: readonly SandboxChange[]): Promise<KeptSandbox[]> {
    return changes.flatMap((change) => this.#apply(change) ?? []);
  }

  async note(facts: readonly (SandboxFacts & { readonly id: string })[]): Promise<void> {
    for (const { id, ...rest } of facts) {
      this.notes++;
      this.#setFacts(this.#row(id), rest);
    }
  }

  async setHostRef(id: string, hostRef: string): Promise<boolean> {
    const row = this.#row(id);
    if (row.host === null || row.releasedAt !== null) return false;
    row.hostRef = hostRef;
    row.isFromPool = hostRef !== id;
    return row.status === "PROVISIONING";
  }

  async adopt({ host, ownerId }: Keeping, limit: number): Promise<KeptSandbox[]> {
    const free = [...this.#rows.values()].filter(
      (row) =>
        row.host === host &&
        row.releasedAt === null &&
        (host.startsWith("local:") ? row.ownerId !== ownerId : row.ownerId === null || !this.replicas.has(row.ownerId)),
    );
    return free.slice(0, limit).map((row) => ({ ...Object.assign(row, { ownerId }) }));
  }

  async disown(ownerId: string): Promise<void> {
    for (const row of this.#rows.values()) if (row.ownerId === ownerId) row.ownerId = null;
  }

  async kept({ host, ownerId }: Keeping, after: string, limit: number): Promise<KeptSandbox[]> {
    return this.all
      .filter((row) => row.host === host && row.ownerId === ownerId && row.releasedAt === null && row.id > after)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  /** As if it had been on another host. */
  takeTo(host: string, ownerId: string): void {
    for (const row of this.#rows.values()) if (row.ownerId === ownerId) Object.assign(row, { host });
  }

  async abandoned(host: string, limit: number): Promise<KeptSandbox[]> {
    return this.all
      .filter((row) => row.host?.startsWith("local:") && row.host !== host && row.releasedAt === null)
      .filter(({ ownerId }) => ownerId === null || !this.replicas.has(ownerId))
      .slice(0, limit);
  }

  async knownRefs(_host: string, refs: readonly string[]): Promise<Set<string>> {
    const kept = [...this.#rows.values()].filter(({ releasedAt }) => releasedAt === null);
    const known = new Set(kept.flatMap(({ id, hostRef }) => [id, hostRef]));
    return new Set(refs.filter((ref) => known.has(ref)));
  }

  async release(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const row = this.#row(id);
      if (!hasEnded(row.status)) throw new Error(`${id} is ${row.status} and cannot be released`);
      row.releasedAt ??= this.#clock.now();
    }
  }

  async appendLog(id: string, chunks: readonly HostLogChunk[], maxBytes: number): Promise<boolean> {
    const row = this.#row(id);
    const kept = this.logs.get(id) ?? [];
    this.logs.set(id, kept);
    for (const chunk of chunks) {
      if (Number(chunk.cursor) <= Number(row.logCursor ?? 0)) continue;
      const bytes = Buffer.byteLength(chunk.text);
      if (row.logBytes + bytes > maxBytes) row.isLogCut = true;
      if (row.isLogCut) break;
      kept.push(chunk);
      row.logBytes += bytes;
      row.logSeq++;
    }
    const last = chunks.at(-1)?.cursor ?? "0";
    if (Number(last) > Number(row.logCursor ?? 0)) row.logCursor = last;
    return !row.isLogCut;
  }

  async dropOfEndedTasks(limit: number): Promise<number> {
    const waiting = [...this.#rows.values()].filter(({ status, taskId }) => status === "PENDING" && taskId !== null);
    const ended = this.findEnded(waiting.flatMap(({ taskId }) => taskId ?? []));
    const dropped = waiting.filter(({ taskId }) => ended.has(taskId ?? "")).slice(0, limit);
    for (const { id } of dropped) this.#apply({ id, move: "drop", reason: "TASK_ENDED" });
    return dropped.length;
  }

  logText(id: string): string {
    return (this.logs.get(id) ?? []).map(({ text }) => text).join("");
  }

  #row(id: string): Row {
    const row = this.#rows.get(id);
    if (!row) throw new Error(`no sandbox ${id}`);
    return row;
  }

  #hasShare(tenantId: string): boolean {
    const active = [...this.#rows.values()].filter(
      (row) => row.tenantId === tenantId && ["PROVISIONING", "READY", "TERMINATING"].includes(row.status),
    );
    return active.length < this.#config.maxPerTenant;
  }

  #provision(row: Row, { host, ownerId }: Keeping, leaseToken: string | null): KeptSandbox {
    const now = this.#clock.now();
    const deadlineAt = new Date(now.getTime() + this.#config.readyTimeoutMs);
    this.#apply({ id: row.id, move: "provision" });
    return { ...Object.assign(row, { host, ownerId, leaseToken, deadlineAt, provisioningAt: now }) };
  }

  #apply({ id, move, reason, message, exitCode, delayMs, facts }: SandboxChange): KeptSandbox | null {
    const row = this.#row(id);
    if (!mayMove(move, row.status)) return null;
    const now = this.#clock.now();
    row.status = sandboxMoves[move].to;
    row.eventSeq++;
    this.moves.push({ id, move, reason: reason ?? null });
    if (reason !== undefined) row.reason = reason;
    if (message !== undefined) row.message = message;
    if (exitCode !== undefined) row.exitCode = exitCode;
    if (facts) this.#setFacts(row, facts);
    if (move === "postpone") {
      Object.assign(row, { host: null, hostRef: null, ownerId: null, deadlineAt: null, provisioningAt: null });
      Object.assign(row, { reason: null, message: null, postponements: row.postponements + 1 });
      row.nextTryAt = now.getTime() + (delayMs ?? 0);
    }
    if (move === "ready") {
      Object.assign(row, { readyAt: now, deadlineAt: new Date(now.getTime() + row.spec.timeoutMs) });
      Object.assign(row, { reason: null, message: null });
    }
    if (hasEnded(row.status)) {
      Object.assign(row, { finishedAt: now, deadlineAt: null, releasedAt: row.host === null ? now : null });
    }
    return { ...row };
  }

  #setFacts(row: Row, facts: SandboxFacts): void {
    for (const [name, value] of Object.entries(facts)) if (value !== undefined) Object.assign(row, { [name]: value });
  }

  #pending(asked: NewSandbox): Row {
    const now = this.#clock.now();
    return {
      ...asked,
      ...{ status: "PENDING", reason: null, message: null, host: null, isFromPool: false, containerId: null },
      ...{ connection: null, exitCode: null, cpuMs: null, peakMemoryBytes: null, cost: null, eventSeq: 1, logSeq: 0 },
      ...{ logBytes: 0, isLogCut: false, createdAt: now, provisioningAt: null, readyAt: null, finishedAt: null },
      ...{ leaseToken: null, hostRef: null, ownerId: null, deadlineAt: null, logCursor: null, postponements: 0 },
      ...{ releasedAt: null, nextTryAt: now.getTime() },
    };
  }

  #nowMs(): number {
    return this.#clock.now().getTime();
  }
}
