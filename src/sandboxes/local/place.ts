import { createHash, randomUUID } from "node:crypto";
import { chmod, link, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Account, areOpenToAll } from "./account.js";
import { isAlive, readStat } from "./process-stat.js";
import { removeTree } from "./remove-tree.js";

/** The folder of one host. No other process uses it as long as this one lives. */
export interface Place {
  /** Where the folders of its sandboxes are. */
  readonly path: string;
  /** The same for whoever has the place next. */
  readonly hostId: string;
  /** Of this host object: marks what is its own among what an earlier one has left. */
  readonly life: string;
  leave(): Promise<void>;
}

/** More processes on one machine share no directory. */
const maxPlaces = 64;
const writableByOthers = 0o022;
const ownerFile = "owner";
const trashFolder = "trash";

/**
 * Takes the first place below `directory` that no living process has: one process finds its own again after a restart, and several on one
 * machine that share a directory do not touch each other's sandboxes.
 */
export async function takePlace(directory: string, account: Account | null): Promise<Place> {
  for (let number = 0; number < maxPlaces; number++) {
    const home = join(directory, String(number));
    await mkdir(home, { recursive: true });
    await chmod(home, account ? 0o711 : 0o700);
    const life = randomUUID();
    if (!(await own(home, life))) continue;
    const path = await findReachable(home, account);
    await removeTree(join(path, trashFolder));
    await mkdir(join(path, trashFolder), { mode: 0o700 });
    const leave = async (): Promise<void> => {
      if (path !== home) await removeTree(path);
      await rm(join(home, ownerFile), { force: true });
    };
    return { path, life, hostId: await readHostId(home), leave };
  }
  throw new Error(`${maxPlaces} processes use ${directory} already.`);
}

/** Of the sandboxes in a place: names of folders. */
export async function readRefs({ path }: Place): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && entry.name !== trashFolder).map(({ name }) => name);
}

/** Takes the folder of a sandbox away. It is moved where no sandbox can follow before it is walked through. */
export async function discard({ path }: Place, ref: string): Promise<void> {
  const trash = join(path, trashFolder, `${ref}.${randomUUID()}`);
  const isThere = await rename(join(path, ref), trash).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
  if (isThere) await removeTree(trash);
}

/** Where `account` cannot go, as it lies below a closed folder, there is another place of the same name among the temporary folders. */
async function findReachable(home: string, account: Account | null): Promise<string> {
  const name = `muster-sandboxes-${createHash("sha256").update(resolve(home)).digest("hex").slice(0, 16)}`;
  const other = join(tmpdir(), name);
  if (!account || (await areOpenToAll([resolve(home)]))) return home;
  await mkdir(other, { recursive: true, mode: 0o711 });
  const found = await lstat(other);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & writableByOthers) !== 0) {
    throw new Error(`${other} belongs to somebody else.`);
  }
  return other;
}

/** Whether it is ours now. A killed owner is known by its pid and its start, so that a pid that was given out anew keeps nobody out. */
async function own(path: string, life: string): Promise<boolean> {
  const file = join(path, ownerFile);
  const claim = `${file}.${life}`;
  await writeFile(claim, `${process.pid} ${readStat(process.pid)?.startTicks ?? ""} ${life}\n`);
  try {
    if (await isLinked(claim, file)) return true;
    const found = await readFile(file, "utf8").catch(() => "");
    const [pid = "", startTicks = ""] = found.split(" ");
    if (isAlive(Number(pid), startTicks)) return false;
    await clear(file, found, life);
    return await isLinked(claim, file);
  } finally {
    await rm(claim, { force: true });
  }
}

/** Another process may have cleared it at the same moment and made it its own: what was not meant is put back. */
async function clear(file: string, expected: string, life: string): Promise<void> {
  const aside = `${file}.old.${life}`;
  await rename(file, aside).catch(() => undefined);
  const found = await readFile(aside, "utf8").catch(() => expected);
  if (found !== expected) await isLinked(aside, file);
  await rm(aside, { force: true });
}

function isLinked(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    () => false,
  );
}

async function readHostId(path: string): Promise<string> {
  const file = join(path, "host-id");
  const kept = await readFile(file, "utf8").catch(() => "");
  if (/^[0-9a-f-]{36}$/.test(kept.trim())) return kept.trim();
  const id = randomUUID();
  await writeFile(`${file}.new`, `${id}\n`);
  await rename(`${file}.new`, file);
  return id;
}
