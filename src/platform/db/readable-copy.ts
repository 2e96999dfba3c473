import { createHash, randomUUID } from "node:crypto";
import { access, constants, cp, lstat, mkdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.js";

const cacheFolder = "/var/cache";
const writableByOthers = 0o022;

/** A copy of a package that every account can read: `complete`d, made once per version and kept. */
export async function copyForAll(home: string, complete: (copy: string) => Promise<void>): Promise<string> {
  const parent = await access(cacheFolder, constants.W_OK).then(() => cacheFolder, tmpdir);
  const copy = join(parent, `muster-postgres-${await fingerprint(home)}`);
  if (await isOurs(copy)) return copy;
  const draft = `${copy}.${randomUUID()}`;
  await mkdir(draft);
  await cp(home, draft, { recursive: true, verbatimSymlinks: true });
  await complete(draft);
  // Fails when another process was faster with the same copy.
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  return copy;
}

/** Of name, platform and version. */
async function fingerprint(home: string): Promise<string> {
  const manifest = await readFile(join(home, "package.json"));
  return createHash("sha256").update(manifest).digest("hex").slice(0, 16);
}

/** Whether the copy is there. One that somebody else has made or can change is not to be run. */
async function isOurs(copy: string): Promise<boolean> {
  const found = await lstat(copy).catch(() => undefined);
  if (!found) return false;
  const ours = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & writableByOthers) === 0;
  if (!ours) throw new EmbeddedPostgresError(`${copy} belongs to somebody else. Remove it, or set DATABASE_URL.`);
  return true;
}
