import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

export interface ProcessUsage {
  readonly cpuNanos: number;
  readonly memoryBytes: number;
}

const pageBytes = 4_096;
const tickNanos = 10_000_000;

/** Of a process and all that it has started; null once it is gone, and on machines without /proc. */
export async function usageOf(pid: number): Promise<ProcessUsage | null> {
  const own = await readOne(pid);
  if (!own) return null;
  const children = await Promise.all((await childrenOf(pid)).map(usageOf));
  return children.reduce<ProcessUsage>(
    (sum, child) => ({
      cpuNanos: sum.cpuNanos + (child?.cpuNanos ?? 0),
      memoryBytes: sum.memoryBytes + (child?.memoryBytes ?? 0),
    }),
    own,
  );
}

async function readOne(pid: number): Promise<ProcessUsage | null> {
  try {
    const fields = (await readFile(`/proc/${pid}/stat`, "latin1")).replace(/^.*\) /, "").split(" ");
    const [user = 0, system = 0] = fields.slice(11, 13).map(Number);
    const pages = Number((await readFile(`/proc/${pid}/statm`, "latin1")).split(" ")[1]);
    return { cpuNanos: (user + system) * tickNanos, memoryBytes: pages * pageBytes };
  } catch {
    return null;
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "latin1").catch(() => "");
  return text
    .split(" ")
    .filter((each) => each.trim() !== "")
    .map(Number);
}

/** Of all files below a folder; what goes away meanwhile counts for nothing. */
export async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map((file) =>
      stat(join(file.parentPath, file.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
