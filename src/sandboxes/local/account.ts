import { stat } from "node:fs/promises";
import { dirname, isAbsolute, resolve } from "node:path";

/** Whom sandboxes run as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Nobody's: it owns nothing on the machine but sandboxes. Not that of `nobody`, 65534, whom the embedded PostgreSQL runs as where we are
 * root: a sandbox could read its files and speak to it.
 */
export const sandboxAccount: Account = { uid: 65_533, gid: 65_533 };

const readableByOthers = 0o004;
const passableByOthers = 0o001;

/** Whether an account that owns nothing there can use all of these: read a file, pass through a folder. */
export async function areOpenToAll(paths: readonly string[]): Promise<boolean> {
  const open = await Promise.all(paths.filter((path) => isAbsolute(path)).map(isOpenToAll));
  return open.every(Boolean);
}

async function isOpenToAll(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  const wanted = found?.isDirectory() ? passableByOthers : readableByOthers;
  // What is not there keeps nobody out: it fails for all.
  if (found && (found.mode & wanted) === 0) return false;
  const parent = dirname(resolve(path));
  return parent === path || isOpenToAll(parent);
}
