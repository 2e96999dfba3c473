import { setTimeout as pause } from "node:timers/promises";
import { type ProcessStat, readMemory, send } from "./process-stat.js";

export interface Usage {
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
}

/** A process that cannot be ended (it hangs in the kernel) is given up after as many rounds: some five seconds. */
const killRounds = 60;
const maxPauseMs = 100;

/** All processes of a sandbox: those of the group that it was started as, and those that have left it and are still known. */
export class Family {
  readonly #members = new Map<number, ProcessStat>();
  /** Of those that have ended without a parent here that counts them in. */
  #lostCpuMs = 0;
  #usage: Usage | null = null;
  #memoryBytes = 0;

  constructor(
    /** Value of the variable that each process of it was started with, unless somebody has taken it away. */
    readonly mark: string,
    /** Of the first process, and so of its group and its session. */
    readonly pid: number,
  ) {}

  /** As far as it was measured; null before, and where there is no /proc. */
  get usage(): Usage | null {
    return this.#usage;
  }

  /** What it had in memory when it was measured last. Memory that processes share counts for each of them. */
  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  /** By where it stands; by its mark it is told elsewhere. */
  isRelated({ pid, parent, group, session }: ProcessStat): boolean {
    return pid === this.pid || group === this.pid || session === this.pid || this.#members.has(parent);
  }

  keep(stat: ProcessStat): void {
    this.#members.set(stat.pid, stat);
  }

  drop(pid: number): void {
    const last = this.#members.get(pid);
    if (!last) return;
    this.#members.delete(pid);
    if (!this.#members.has(last.parent)) this.#lostCpuMs += last.cpuMs;
  }

  measure(): void {
    const memory = [...this.#members.keys()].map(readMemory);
    if (memory.length === 0) return;
    this.#memoryBytes = memory.reduce((sum, { bytes }) => sum + bytes, 0);
    const cpuMs = [...this.#members.values()].reduce((sum, stat) => sum + stat.cpuMs, this.#lostCpuMs);
    this.#usage = {
      cpuMs: Math.max(cpuMs, this.#usage?.cpuMs ?? 0),
      peakMemoryBytes: Math.max(
        this.#memoryBytes,
        this.#usage?.peakMemoryBytes ?? 0,
        ...memory.map(({ peakBytes }) => peakBytes),
      ),
    };
  }

  signal(signal: NodeJS.Signals): void {
    send(-this.pid, signal);
    for (const { pid, group } of this.#living) if (group !== this.pid) send(pid, signal);
  }

  /**
   * Ends all of it, by a signal that nobody can ignore, until `look`, which reads the table of processes anew, shows none: what is about
   * to fork may have one more each time. False when some cannot be ended.
   */
  async kill(look: () => Promise<boolean>): Promise<boolean> {
    send(-this.pid, "SIGKILL");
    for (let round = 0; round < killRounds; round++) {
      const isKnown = await look();
      if (isKnown ? this.#living.length === 0 : !send(-this.pid, "SIGKILL")) return true;
      // By their own ids: those of the group may be the last that keep its number from being given out anew.
      for (const { pid } of this.#living) send(pid, "SIGKILL");
      await pause(Math.min(maxPauseMs, round * 5));
    }
    return false;
  }

  get #living(): readonly ProcessStat[] {
    return [...this.#members.values()].filter(({ isDead }) => !isDead);
  }
}
