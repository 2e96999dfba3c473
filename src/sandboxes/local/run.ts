import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { constants, getPriority, setPriority } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import type { Account } from "./account.js";
import { workFolder } from "./environment.js";
import { Family, type Usage } from "./family.js";
import { type Guard, processFile } from "./guard.js";
import { LogJournal } from "./log-journal.js";
import { openPipes } from "./pipes.js";
import type { Place } from "./place.js";
import { readStat } from "./process-stat.js";
import type { ProcessTable } from "./process-table.js";
import { notStarted } from "./verdicts.js";

/** What all sandboxes of a host have in common. */
export interface Surroundings {
  readonly place: Place;
  /** Whom they run as; null: as we do. */
  readonly account: Account | null;
  readonly guard: Guard;
  readonly table: ProcessTable;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Program {
  /** Of the sandbox, laid out. */
  readonly folder: string;
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  readonly mark: string;
  readonly storageBytes: number;
}

/** How the first process ended. */
export interface RunEnd {
  /** 128 and the signal's number where it was one. */
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | null;
  readonly at: Date;
  /** False where something of it could not be killed. */
  readonly isComplete: boolean;
}

/** Below the control plane. */
const niceness = 5;
/** The processes of a sandbox, from the spawn until none is left. The first one's end is the end of all, as in a container. */
export class Run {
  readonly pid: number;
  readonly startedAt: Date;
  readonly journal: LogJournal;
  readonly ended: Promise<RunEnd>;
  readonly #family: Family;
  readonly #surroundings: Surroundings;
  readonly #folder: string;

  /** Rejects with a HostError, which is passing where the machine is short of something. */
  static async begin(program: Program, surroundings: Surroundings): Promise<Run> {
    const pipes = openPipes(program.folder, surroundings.account);
    const journal = new LogJournal(pipes.stdout.outer, pipes.stderr.outer, surroundings.clock);
    try {
      const stdio = ["ignore", pipes.stdout.inner, pipes.stderr.inner] as const;
      const child = await startChild(program, stdio, surroundings).finally(() => pipes.closeInner());
      return new Run(child, { program, surroundings, journal });
    } catch (error) {
      await journal.close();
      throw notStarted(error, program.command[0]);
    }
  }

  private constructor(
    child: ChildProcess,
    of: { readonly program: Program; readonly surroundings: Surroundings; readonly journal: LogJournal },
  ) {
    const { program, surroundings, journal } = of;
    // It has one, as it has started.
    this.pid = child.pid as number;
    this.startedAt = surroundings.clock.now();
    this.journal = journal;
    this.#folder = program.folder;
    this.#surroundings = surroundings;
    this.#family = new Family(program.mark, this.pid);
    surroundings.table.add(this.#family);
    surroundings.guard.limit(this.pid, program.storageBytes);
    this.ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        const exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
        resolve(this.#settle({ exitCode, signal, at: surroundings.clock.now() }));
      });
    });
  }

  get usage(): Usage | null {
    return this.#family.usage;
  }

  /** When it was measured last; 0 where nothing can be. */
  get memoryBytes(): number {
    return this.#family.memoryBytes;
  }

  /** After a look at the table of processes. */
  measure(): void {
    this.#family.measure();
  }

  /** Asks all of it to end. */
  async terminate(): Promise<void> {
    await this.#surroundings.table.look(false);
    this.#family.signal("SIGTERM");
  }

  /** Ends all of it. */
  kill(): void {
    this.#family.signal("SIGKILL");
  }

  /** Ends what is left once the first process has ended; false when some of it cannot be. */
  async clear(): Promise<boolean> {
    const { table } = this.#surroundings;
    const isComplete = await this.#family.kill(() => table.look(true));
    if (isComplete) {
      table.remove(this.#family);
      await rm(join(this.#folder, processFile), { force: true });
    }
    return isComplete;
  }

  async #settle(how: Omit<RunEnd, "isComplete">): Promise<RunEnd> {
    this.journal.expectEnd();
    return { ...how, isComplete: await this.clear() };
  }
}

/** Resolves with a process that has started. */
async function startChild(
  { folder, command, environment }: Program,
  stdio: readonly ["ignore", number, number],
  { account, place }: Surroundings,
): Promise<ChildProcess> {
  const [file, ...args] = command;
  // Detached: with a session and a group of its own.
  const child = spawn(file, args, {
    ...account,
    cwd: join(folder, workFolder),
    env: environment,
    detached: true,
    stdio: [...stdio],
  });
  if (child.pid !== undefined) {
    writeDown(join(folder, processFile), child, place);
    favourOthers(child.pid);
  }
  await once(child, "spawn");
  return child;
}

/** For whoever has to end it should we not be there. At once: until then, only its mark tells that it is ours. */
function writeDown(file: string, child: ChildProcess, { life }: Place): void {
  try {
    writeFileSync(file, `${child.pid} ${readStat(child.pid ?? 0)?.startTicks ?? ""} ${life}\n`);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

/** Of processor and memory: short of memory, the kernel ends this one and not ours. It may have ended already. */
function favourOthers(pid: number): void {
  try {
    setPriority(pid, Math.min(getPriority() + niceness, 19));
  } catch {
    return;
  }
  writeFile(`/proc/${pid}/oom_score_adj`, "1000").catch(() => undefined);
}
