import { LRUCache } from "lru-cache";
import type { Clock } from "../../platform/clock.js";
import type { HostReport } from "../host.js";
import type { KeptSandbox } from "../ledger.js";
import { Charge } from "./charge.js";
import { Places } from "../../workers/index.js";

/** Of those of the pool that are not sandboxes yet, what was said last. */
const maxWarmReports = 5_000;

/** All sandboxes that this process looks after, and the places for them. */
export class Charges {
  readonly room: Places;
  readonly #clock: Clock;
  readonly #onFree: () => void;
  readonly #byId = new Map<string, Charge>();
  readonly #byRef = new Map<string, Charge>();
  readonly #byTask = new Map<string, Set<Charge>>();
  readonly #warm = new LRUCache<string, HostReport>({ max: maxWarmReports });
  readonly #waiting = new Set<() => void>();

  /** `onFree`: called when one has left, and there is room. */
  constructor(clock: Clock, maxCount: number, onFree: () => void) {
    this.room = new Places(clock, maxCount);
    this.#clock = clock;
    this.#onFree = onFree;
  }

  get count(): number {
    return this.#byId.size;
  }

  all(): Charge[] {
    return [...this.#byId.values()];
  }

  get(id: string): Charge | undefined {
    return this.#byId.get(id);
  }

  ofRef(ref: string): Charge | undefined {
    return this.#byRef.get(ref);
  }

  ofTask(taskId: string): Charge[] {
    return [...(this.#byTask.get(taskId) ?? [])];
  }

  countIn(...statuses: readonly KeptSandbox["status"][]): number {
    let count = 0;
    for (const { status } of this.#byId.values()) if (statuses.includes(status)) count++;
    return count;
  }

  /** It has a place already, which it leaves when it is dropped; where it is known, the place is left at once. */
  add(sandbox: KeptSandbox, isForeign: boolean | null): Charge {
    const known = this.#byId.get(sandbox.id);
    if (known) {
      this.room.leave();
      this.learn(known, sandbox);
      return known;
    }
    const charge = new Charge(sandbox, isForeign);
    this.#byId.set(sandbox.id, charge);
    this.#noteRef(charge);
    if (sandbox.taskId !== null) {
      const those = this.#byTask.get(sandbox.taskId);
      if (those) those.add(charge);
      else this.#byTask.set(sandbox.taskId, new Set([charge]));
    }
    return charge;
  }

  /** What the ledger has of it. */
  learn(charge: Charge, row: KeptSandbox): void {
    charge.learn(row);
    this.#noteRef(charge);
  }

  /** What the host says of what it knows by this; null where it is no sandbox of this process. */
  hear(report: HostReport): Charge | null {
    const charge = this.#byRef.get(report.ref);
    if (charge) charge.hear(report, this.#clock.now().getTime());
    else if (isWarm(report.ref)) this.#warm.set(report.ref, report);
    return charge ?? null;
  }

  drop(charge: Charge): void {
    const { id, taskId } = charge.sandbox;
    if (this.#byId.get(id) !== charge) return;
    charge.isLeft = true;
    this.#byId.delete(id);
    for (const ref of [id, charge.ref]) if (this.#byRef.get(ref) === charge) this.#byRef.delete(ref);
    if (taskId !== null) this.#forgetTask(taskId, charge);
    this.room.leave();
    if (this.room.free > 0) this.#onFree();
    if (this.#byId.size === 0) for (const tell of this.#waiting) tell();
  }

  /** Resolves when there is none left. */
  async empty(): Promise<void> {
    if (this.#byId.size > 0) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Its host may know it by its own id, or by that of the one from the pool. */
  #noteRef(charge: Charge): void {
    if (charge.isLeft) return;
    this.#byRef.set(charge.sandbox.id, charge);
    this.#byRef.set(charge.ref, charge);
    // It ran before it was this sandbox, and has no reason to be reported again.
    const warm = this.#warm.get(charge.ref);
    if (!warm) return;
    this.#warm.delete(charge.ref);
    charge.hear(warm, this.#clock.now().getTime());
  }

  #forgetTask(taskId: string, charge: Charge): void {
    const those = this.#byTask.get(taskId);
    those?.delete(charge);
    if (those?.size === 0) this.#byTask.delete(taskId);
  }
}

export function isWarm(ref: string): boolean {
  return ref.startsWith("warm_");
}
