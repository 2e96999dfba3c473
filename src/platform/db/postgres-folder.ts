import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { chown, lstat, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { EmbeddedPostgresError } from "./embedded-postgres-error.js";
import type { Account } from "./postgres-account.js";
import type { Binaries } from "./postgres-binaries.js";

/** A folder of data, whom PostgreSQL works on it as, and with which programs. */
export interface PostgresFolder {
  readonly path: string;
  readonly account: Account;
  readonly binaries: Binaries;
}

export const superuser = "muster";
/** What the programs see: no PG* variable of whoever started us, and log lines in English. */
export const programEnvironment = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C" };
/** PostgreSQL puts its name into a socket's. No port is opened. */
export const socketPort = 5432;

/** The shortest limit among our platforms: macOS; Linux allows 107. */
const maxSocketBytes = 103;
const draftMark = ".draft-";
/** Older drafts are of a process that was killed; a younger one may be another process's work. */
const abandonedMs = 10 * 60_000;

/**
 * The folder as PostgreSQL is to name it; it is to be started in it. The folder of root may lie below a closed one, through
 * which `nobody` finds no way; the link to the current folder needs none.
 */
export function pathForPrograms({ path, account }: PostgresFolder): string {
  return account.uid !== undefined && process.platform === "linux" ? "/proc/self/cwd" : path;
}

/** Makes the folder with an empty cluster in it, unless it is there. Killed at any point, it leaves the folder or nothing. */
export async function ensureFolder(folder: PostgresFolder): Promise<void> {
  const { path, account } = folder;
  await removeAbandoned(path);
  if (await stat(join(path, "PG_VERSION")).catch(() => undefined)) return;
  const draft = `${path}${draftMark}${randomUUID()}`;
  await mkdir(draft, { recursive: true, mode: 0o700 });
  try {
    await giveTo(account, draft);
    await initialise({ ...folder, path: draft });
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was faster: it is for the server's own lock to say who may use the folder.
    if (!(error instanceof Error && "code" in error && error.code === "ENOTEMPTY")) throw error;
  }
}

/** Where the socket is: in the folder, or in one beside the other temporary ones when that makes too long a name. */
export async function ensureSocketFolder({ path, account }: PostgresFolder): Promise<string> {
  if (Buffer.byteLength(join(path, `.s.PGSQL.${socketPort}`)) <= maxSocketBytes) return path;
  const folder = join(tmpdir(), `muster-${createHash("sha256").update(path).digest("hex").slice(0, 16)}`);
  await mkdir(folder, { mode: 0o700 }).then(
    () => giveTo(account, folder),
    () => undefined,
  );
  const { uid } = await lstat(folder);
  if (uid !== (account.uid ?? process.getuid?.()))
    throw new EmbeddedPostgresError(`${folder} belongs to somebody else.`);
  return folder;
}

/** Once the server has ended. A killed process leaves it to the next one. */
export async function removeSocketFolder({ path }: PostgresFolder, socketFolder: string): Promise<void> {
  if (socketFolder !== path) await rm(socketFolder, { recursive: true, force: true });
}

async function giveTo({ uid, gid }: Account, path: string): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

async function initialise(folder: PostgresFolder): Promise<void> {
  const options = [`--username=${superuser}`, "--auth=trust", "--encoding=UTF8", "--locale=C"];
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const child = spawn(folder.binaries.initdb, ["-D", pathForPrograms(folder), ...options, ...locale], {
    ...folder.account,
    cwd: folder.path,
    env: programEnvironment,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exit = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
  const [code, complaint] = await Promise.all([exit, text(child.stderr)]);
  if (code !== 0)
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL could not be initialised: ${complaint.trim()}. Set DATABASE_URL to do without.`,
    );
}

async function removeAbandoned(path: string): Promise<void> {
  const entries = await readdir(dirname(path)).catch(() => []);
  for (const entry of entries.filter((name) => name.startsWith(basename(path) + draftMark))) {
    const draft = join(dirname(path), entry);
    const age = Date.now() - (await stat(draft).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > abandonedMs) await rm(draft, { recursive: true, force: true });
  }
}

/** Makes the rename survive a power cut: PostgreSQL syncs what is inside only. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
