import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** One folder of `prisma/migrations`. */
export interface Migration {
  /** The folder's name: time and purpose. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file in hex, as Prisma keeps it. */
  readonly checksum: string;
}

/** A row of Prisma's own table that was not rolled back. */
export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  /** null: under way, or failed. */
  readonly finishedAt: Date | null;
}

/** The database cannot be brought to the migrations that this release has. Its message says what to do. */
export class MigrationError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "MigrationError";
  }
}

/** The migrations in `folder`, in the order in which they are to be applied. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * The migrations still to be applied. Throws a MigrationError when one failed before or was changed after it was applied.
 * Migrations that only the database knows are those of a newer release, beside which this one may still run.
 */
export function selectPending(migrations: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const failed = applied.find(({ finishedAt }) => finishedAt === null);
  if (failed) {
    throw new MigrationError(
      `Migration ${failed.name} has failed before. Repair what it left, then settle it with "prisma migrate resolve".`,
    );
  }
  const checksums = new Map(applied.map(({ name, checksum }) => [name, checksum]));
  const modified = migrations.find(({ name, checksum }) => (checksums.get(name) ?? checksum) !== checksum);
  if (modified) {
    throw new MigrationError(`Migration ${modified.name} was modified after it was applied. Restore its file.`);
  }
  return migrations.filter(({ name }) => !checksums.has(name));
}
