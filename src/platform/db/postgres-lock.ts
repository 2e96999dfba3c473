import { readdir, readlink, realpath, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** Whether a server answers at `url`: one that is coming up or shutting down does not. */
export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Removes the server's lock file when no process works in the folder any more. PostgreSQL takes a lock for held when its
 * process id exists, be it that of a dead process that nobody reaped (in a container without init) or one given out anew.
 * Where there is no /proc the file is left as it is.
 */
export async function removeStaleLock(folder: string): Promise<void> {
  const file = join(folder, "postmaster.pid");
  const found = await identify(file);
  if (found === undefined || (await hasProcess(folder))) return;
  // Another process may have started a server meanwhile, whose file this is then.
  if ((await identify(file)) === found) await rm(file, { force: true });
}

async function identify(file: string): Promise<string | undefined> {
  const stats = await stat(file, { bigint: true }).catch(() => undefined);
  return stats && `${stats.ino} ${stats.mtimeNs}`;
}

/** Every process of a server has the folder as its current one; a dead process has none, a foreign one hides it. */
async function hasProcess(folder: string): Promise<boolean> {
  const path = await realpath(folder);
  const processes = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(processes.map((id) => readlink(`/proc/${id}/cwd`).catch(() => undefined)));
  return processes.length === 0 || folders.includes(path);
}
