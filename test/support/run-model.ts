/** A step as the model knows it: a task, or a join that ends at once. */
export interface ModelStep {
  readonly id: string;
  readonly isJoin: boolean;
  readonly needs: readonly string[];
  readonly isWanted: boolean;
  readonly continueOnError: boolean;
  readonly hasFallback: boolean;
  readonly hasCompensation: boolean;
}

/** What ends: the open task of a step, or a person cancels the run. GIVE_UP: it failed for good while the run stopped. */
export type ModelAction =
  | { readonly type: "END"; readonly step: string; readonly isGood: boolean }
  | { readonly type: "GIVE_UP"; readonly step: string }
  /** The turn in which the run stopped had not begun what the model takes to be begun: `begun` are those that were. */
  | { readonly type: "STOPPED"; readonly begun: ReadonlySet<string> }
  | { readonly type: "CANCEL"; readonly compensate: boolean };

/**
 * What a run must come to, told as simply as can be: no log, no counters, everything looked at again and again. Tasks that are
 * told to end when the run stops stay open until an END tells how they ended.
 */
export class RunModel {
  readonly status = new Map<string, string>();
  /** Steps with an open task. */
  readonly open = new Set<string>();
  readonly undone: string[] = [];
  runStatus = "RUNNING";
  readonly #steps: readonly ModelStep[];
  readonly #inFallback = new Set<string>();
  readonly #completed: string[] = [];
  #outcome: "FAIL" | "CANCEL" | null = null;
  #compensates = true;

  constructor(steps: readonly ModelStep[]) {
    this.#steps = steps;
    for (const { id } of steps) this.status.set(id, "PENDING");
    this.#settle();
  }

  apply(action: ModelAction): void {
    if (action.type === "CANCEL") this.#stop("CANCEL", action.compensate);
    else if (action.type === "GIVE_UP") this.#giveUp(action.step);
    else if (action.type === "STOPPED") this.#leaveOut(action.begun);
    else if (this.runStatus === "COMPENSATING") this.#undo(action.step, action.isGood);
    else this.#end(action.step, action.isGood);
    this.#settle();
  }

  #end(id: string, isGood: boolean): void {
    const step = this.#steps.find((one) => one.id === id);
    if (!step) return;
    this.open.delete(id);
    if (isGood) this.#complete(id);
    else if (this.runStatus === "STOPPING") this.status.set(id, "CANCELLED");
    else if (step.hasFallback && !this.#inFallback.has(id)) {
      this.#inFallback.add(id);
      this.open.add(id);
    } else {
      this.status.set(id, "FAILED");
      if (!step.continueOnError) this.#stop("FAIL", true);
    }
  }

  #giveUp(id: string): void {
    this.open.delete(id);
    this.status.set(id, "FAILED");
  }

  #leaveOut(begun: ReadonlySet<string>): void {
    for (const id of this.open) {
      if (begun.has(id)) continue;
      this.open.delete(id);
      this.status.set(id, "CANCELLED");
    }
  }

  #complete(id: string): void {
    this.status.set(id, "COMPLETED");
    this.#completed.push(id);
  }

  #undo(id: string, isGood: boolean): void {
    this.open.delete(id);
    this.status.set(id, isGood ? "COMPENSATED" : "COMPENSATION_FAILED");
    if (isGood) this.undone.push(id);
  }

  #stop(outcome: "FAIL" | "CANCEL", compensates: boolean): void {
    if (this.runStatus !== "RUNNING") return;
    this.runStatus = "STOPPING";
    this.#outcome = outcome;
    this.#compensates = compensates;
    for (const [id, status] of this.status) if (status === "PENDING") this.status.set(id, "CANCELLED");
  }

  #settle(): void {
    if (this.runStatus === "RUNNING") while (this.#steps.some((step) => this.#begin(step)));
    if (this.open.size > 0) return;
    if (this.runStatus === "RUNNING") this.runStatus = "COMPLETED";
    else if (this.runStatus === "STOPPING" || this.runStatus === "COMPENSATING") this.#undoNext();
  }

  /** Whether anything changed. */
  #begin(step: ModelStep): boolean {
    const { id, needs, isJoin, isWanted } = step;
    const ends = needs.map((need) => this.status.get(need));
    if (this.status.get(id) !== "PENDING" || needs.some((need) => !this.#hasEnded(need))) return false;
    if (needs.length > 0 && ends.every((status) => status === "SKIPPED")) this.status.set(id, "SKIPPED");
    else if (!isWanted) this.status.set(id, "SKIPPED");
    else if (isJoin) this.#complete(id);
    else {
      this.status.set(id, "RUNNING");
      this.open.add(id);
    }
    return true;
  }

  #hasEnded(id: string): boolean {
    const status = this.status.get(id);
    if (status === "FAILED") return this.#steps.some((step) => step.id === id && step.continueOnError);
    return status === "COMPLETED" || status === "SKIPPED";
  }

  #undoNext(): void {
    const next = this.#completed.findLast(
      (id) => this.status.get(id) === "COMPLETED" && this.#steps.some((step) => step.id === id && step.hasCompensation),
    );
    if (this.#compensates && next !== undefined) {
      this.runStatus = "COMPENSATING";
      this.status.set(next, "COMPENSATING");
      this.open.add(next);
      return;
    }
    const statuses = [...this.status.values()];
    if (statuses.includes("COMPENSATION_FAILED")) this.runStatus = "COMPENSATION_FAILED";
    else if (statuses.includes("COMPENSATED")) this.runStatus = "COMPENSATED";
    else this.runStatus = this.#outcome === "CANCEL" ? "CANCELLED" : "FAILED";
  }
}
