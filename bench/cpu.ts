import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Processor time by role, in microseconds. */
export type CpuTimes = Readonly<Record<string, number>>;

/** Of a clock tick, as `getconf CLK_TCK` tells them per second. */
const tickUs = 1e6 / Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/**
 * Processor time that each of these processes, PostgreSQL's of this database and its helpers, and RabbitMQ have used since they
 * started. Linux only.
 */
export function cpuTimes(pids: Readonly<Record<string, number>>, database: string): CpuTimes {
  const byPid = new Map(Object.entries(pids).map(([role, pid]) => [pid, role]));
  const times: Record<string, number> = {};
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    const stat = Number.isInteger(pid) ? statOf(pid) : null;
    const role = stat && (byPid.get(pid) ?? serviceOf(stat, database));
    if (stat && role) times[role] = (times[role] ?? 0) + stat.ticks * tickUs;
  }
  return times;
}

/** What was used between two readings, per task. PostgreSQL's helpers that have ended in between are not in it. */
export function perTask(before: CpuTimes, after: CpuTimes, tasks: number): CpuTimes {
  return Object.fromEntries(
    Object.entries(after).map(([role, us]) => [role, Math.round((us - (before[role] ?? 0)) / tasks)]),
  );
}

/** A server process of PostgreSQL's names its database in its title, a helper what it does. */
function serviceOf({ name, title }: Stat, database: string): string | null {
  if (name === "beam.smp") return "RabbitMQ";
  const isPostgres = name === "postgres" && (title.includes(` ${database} `) || /(writer|checkpointer) *$/.test(title));
  return isPostgres ? "PostgreSQL" : null;
}

interface Stat {
  readonly name: string;
  readonly title: string;
  readonly ticks: number;
}

/** A process that ends meanwhile has no numbers. See proc(5): the name is in brackets, user and system time are 14 and 15. */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return {
      name: text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")),
      title: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "),
      ticks: Number(fields[11]) + Number(fields[12]),
    };
  } catch {
    return null;
  }
}
