import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";

/** What the kernel tells of a process, at one moment. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Since the machine started, in ticks: with the pid it names a process for good, as pids are given out again. */
  readonly startTicks: string;
  /** Of its own and of those children that it has waited for. */
  readonly cpuMs: number;
  /** It has ended, and only its parent has not heard. */
  readonly isDead: boolean;
}

/** /proc counts in hundredths of a second on every architecture, whatever the kernel itself does. */
const msPerTick = 10;
/** Fields of `man 5 proc_pid_stat`, counted from the state, which is its third. */
const field = { state: 0, parent: 1, group: 2, session: 3, cpu: [11, 12, 13, 14], start: 19 } as const;

/** Null where there is no such process (any more). At once: the kernel answers from memory, in 10 µs; by the thread pool it took 150. */
export function readStat(pid: number): ProcessStat | null {
  const text = readNow(`/proc/${pid}/stat`);
  if (text === "") return null;
  // The name before may hold anything, blanks and brackets too.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const number = (index: number): number => Number(fields[index]);
  return {
    pid,
    parent: number(field.parent),
    group: number(field.group),
    session: number(field.session),
    startTicks: fields[field.start] ?? "",
    cpuMs: field.cpu.reduce((sum, index) => sum + number(index), 0) * msPerTick,
    isDead: fields[field.state] === "Z" || fields[field.state] === "X",
  };
}

/** Of what is in memory now and what was at most; 0 for what has ended. */
export function readMemory(pid: number): { readonly bytes: number; readonly peakBytes: number } {
  const text = readNow(`/proc/${pid}/status`);
  const kib = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)?.[1] ?? 0);
  return { bytes: kib("VmRSS") * 1024, peakBytes: kib("VmHWM") * 1024 };
}

/**
 * The value of a variable that the process was started with, empty where it has none; null where nothing can be read: it belongs to
 * somebody else, has no memory (any more), or is just about to become another program. Not at once: it is read from the process's own
 * memory, for which the kernel may have to wait.
 */
export async function readVariable(pid: number, name: string): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
  if (text === "") return null;
  const start = `\0${text}`.indexOf(`\0${name}=`);
  if (start < 0) return "";
  const end = text.indexOf("\0", start);
  return text.slice(start + name.length + 1, end < 0 ? undefined : end);
}

/** Null where there is no /proc, as on macOS. */
export function readPids(): readonly number[] | null {
  try {
    const pids = readdirSync("/proc")
      .map(Number)
      .filter((pid) => pid > 0);
    return pids.length === 0 ? null : pids;
  } catch {
    return null;
  }
}

function readNow(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

/** Whether it is the process that had this pid at that time, and lives. Where there is no /proc, whether any has it. */
export function isAlive(pid: number, startTicks: string): boolean {
  const stat = readStat(pid);
  if (stat) return !stat.isDead && stat.startTicks === startTicks;
  return readStat(process.pid) === null && exists(pid);
}

function exists(pid: number): boolean {
  return send(pid, 0);
}

/** To a process, or with a negative number to a group. False where there is nobody. */
export function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    // It is there, but somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
