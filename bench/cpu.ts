import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Processor time by role, in microseconds. */
export type CpuTimes = Readonly<Record<string, number>>;

/** Of a clock tick, as `getconf CLK_TCK` tells them per second. */
const tickUs = 1e6 / Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** Processor time that each of these processes, and those of the services by name, have used since they started. Linux only. */
export function cpuTimes(pids: Readonly<Record<string, number>>): CpuTimes {
  const byPid = new Map(Object.entries(pids).map(([role, pid]) => [pid, role]));
  const times: Record<string, number> = {};
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    const stat = Number.isInteger(pid) ? statOf(pid) : null;
    if (!stat) continue;
    const role = byPid.get(pid) ?? serviceOf(stat.name);
    if (role) times[role] = (times[role] ?? 0) + stat.ticks * tickUs;
  }
  return times;
}

/** What was used between two readings, per task. PostgreSQL's helpers that have ended in between are not in it. */
export function perTask(before: CpuTimes, after: CpuTimes, tasks: number): CpuTimes {
  return Object.fromEntries(
    Object.entries(after).map(([role, us]) => [role, Math.round((us - (before[role] ?? 0)) / tasks)]),
  );
}

function serviceOf(name: string): string | undefined {
  if (name === "postgres") return "PostgreSQL";
  return name === "beam.smp" ? "RabbitMQ" : undefined;
}

/** A process that ends meanwhile has no numbers. See proc(5): the name is in brackets, user and system time are 14 and 15. */
function statOf(pid: number): { readonly name: string; readonly ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return {
      name: text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")),
      ticks: Number(fields[11]) + Number(fields[12]),
    };
  } catch {
    return null;
  }
}
