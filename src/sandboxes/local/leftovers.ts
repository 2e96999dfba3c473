import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../../platform/log.js";
import { processFile } from "./guard.js";
import { discard, type Place, readRefs } from "./place.js";
import { isAlive, readPids, readStat, readVariable, send } from "./process-stat.js";
import { markVariable } from "./process-table.js";

const rounds = 100;
const pauseMs = 20;

/**
 * Ends and removes what an earlier host has left in the place. Its guard does the former already, unless both were killed at once; where
 * there is no /proc, only the guard: nobody knows then whether a pid still means the same process.
 */
export async function clearLeftovers(place: Place, log: Log): Promise<void> {
  const refs = await readRefs(place);
  if (refs.length === 0) return;
  log.warn({ count: refs.length }, "an earlier process has left sandboxes; they are removed");
  // Twice in a row: one that is about to become another program has no mark for a moment.
  for (let round = 0, quiet = 0; round < rounds && quiet < 2; round++) {
    const left = [...(await findLeaders(place, refs)), ...(await findMarked(refs))];
    quiet = left.length === 0 ? quiet + 1 : 0;
    for (const pid of left) send(pid, "SIGKILL");
    await pause(pauseMs);
  }
  for (const ref of refs) {
    await discard(place, ref).catch((error: unknown) => log.error({ err: error, ref }, "a sandbox cannot be removed"));
  }
}

/** Groups whose first process is the one that was started then; as `kill` takes them. */
async function findLeaders({ path }: Place, refs: readonly string[]): Promise<number[]> {
  if (readPids() === null) return [];
  const found: number[] = [];
  for (const ref of refs) {
    const text = await readFile(join(path, ref, processFile), "utf8").catch(() => "");
    const [pid = "0", startTicks = ""] = text.split(" ");
    if (isAlive(Number(pid), startTicks)) found.push(-Number(pid));
  }
  return found;
}

async function findMarked(refs: readonly string[]): Promise<number[]> {
  const left = new Set(refs);
  const found: number[] = [];
  for (const pid of readPids() ?? []) {
    const [ref = ""] = ((await readVariable(pid, markVariable)) ?? "").split("@");
    if (left.has(ref) && readStat(pid)?.isDead === false) found.push(pid);
  }
  return found;
}
