import { setImmediate as breathe } from "node:timers/promises";
import { SharedReads } from "../../platform/shared-reads.js";
import type { Family } from "./family.js";
import { type ProcessStat, readPids, readStat, readVariable } from "./process-stat.js";

/** Carried by each process of a sandbox: `<ref>@<life of the host>`. */
export const markVariable = "MUSTER_SANDBOX_REF";

/** Between two breaths of the event loop: 3 ms. */
const pidsAtOnce = 256;

interface Known {
  readonly family: Family | null;
  readonly startTicks: string;
  /** Asked for its mark in vain: it may not have had its environment yet. */
  readonly isUnsure: boolean;
}

interface Stranger {
  readonly stat: ProcessStat;
  readonly isUnsure: boolean;
}

/**
 * Which processes of this machine belong to which sandbox: by its group and session, by descent, and by a variable of their environment.
 * What is once found stays found, whatever it does later. Not found is a process that within one look left its session, lost its parent
 * and emptied its environment; nor, unless we are root, one that runs a set-uid program in a session of its own.
 */
export class ProcessTable {
  readonly #families = new Map<string, Family>();
  /** What was found out of each process that was there at the last look; others are not asked again. */
  readonly #known = new Map<number, Known>();
  readonly #looks = new SharedReads<boolean>();

  add(family: Family): void {
    this.#families.set(family.mark, family);
  }

  remove(family: Family): void {
    this.#families.delete(family.mark);
    for (const [pid, known] of this.#known) if (known.family === family) this.#known.delete(pid);
  }

  /**
   * Brings all families up to date; false where there is no /proc. `isThorough`: asks those again that belonged to none, whose pids may
   * have been given out anew.
   */
  look(isThorough: boolean): Promise<boolean> {
    return this.#looks.get(String(isThorough), () => this.#look(isThorough));
  }

  async #look(isThorough: boolean): Promise<boolean> {
    const pids = readPids();
    if (pids === null) return false;
    const present = new Set(pids);
    for (const [pid, { family }] of this.#known) {
      if (!present.has(pid)) this.#forget(pid, family);
    }
    const strangers: Stranger[] = [];
    for (let start = 0; start < pids.length; start += pidsAtOnce) {
      const found = pids.slice(start, start + pidsAtOnce).map((pid) => this.#visit(pid, isThorough));
      for (const stranger of await Promise.all(found)) if (stranger) strangers.push(stranger);
      await breathe();
    }
    this.#adopt(strangers);
    return true;
  }

  /** What it gives back may yet be of a family, by its parent. */
  async #visit(pid: number, isThorough: boolean): Promise<Stranger | null> {
    const known = this.#known.get(pid);
    if (known?.family === null && !known.isUnsure && !isThorough) return null;
    const stat = readStat(pid);
    const isSame = stat !== null && known?.startTicks === stat.startTicks;
    if (isSame && known.family) {
      known.family.keep(stat);
      return null;
    }
    if (isSame && !known.isUnsure) return { stat, isUnsure: false };
    if (known && !isSame) this.#forget(pid, known.family);
    if (!stat) return null;
    const mark = await readVariable(pid, markVariable);
    const family = this.#families.get(mark ?? "");
    if (family) this.#keep(stat, family);
    // Those that never have an environment, as the kernel's own, are not asked for ever.
    return family ? null : { stat, isUnsure: mark === null && !isSame };
  }

  /** Children of those that are adopted are adopted next. */
  #adopt(strangers: readonly Stranger[]): void {
    const families = [...this.#families.values()];
    for (let rest = strangers; ;) {
      const left = rest.filter(({ stat }) => {
        const family = families.find((one) => one.isRelated(stat));
        if (family) this.#keep(stat, family);
        return family === undefined;
      });
      if (left.length === rest.length) break;
      rest = left;
    }
    for (const { stat, isUnsure } of strangers) {
      if (this.#known.get(stat.pid)?.family) continue;
      this.#known.set(stat.pid, { family: null, startTicks: stat.startTicks, isUnsure });
    }
  }

  #keep(stat: ProcessStat, family: Family): void {
    this.#known.set(stat.pid, { family, startTicks: stat.startTicks, isUnsure: false });
    family.keep(stat);
  }

  #forget(pid: number, family: Family | null): void {
    this.#known.delete(pid);
    family?.drop(pid);
  }
}
