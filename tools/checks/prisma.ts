import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install, isInstalled, runPrisma } from "../prisma/command.js";
import type { Check, Finding } from "./check.js";
import { findFailure, runNode } from "./command.js";

const generated = "src/generated/prisma";

/** The migrations make what schema.prisma says, and the client is what it generates. */
export const prisma: Check = {
  name: "prisma",
  run: async (root) => {
    if (!isInstalled()) install();
    return [...(await findMigrationDrift(root)), ...(await findClientDrift(root))];
  },
};

async function findMigrationDrift(root: string): Promise<readonly Finding[]> {
  // A server that the tests may use spares the start of an embedded one.
  const url = process.env["DATABASE_URL"] ?? process.env["MUSTER_TEST_DATABASE_URL"];
  if (url !== undefined) process.env["DATABASE_URL"] = url;
  const ending = await runNode("node_modules/tsx/dist/cli.mjs", ["tools/prisma/drift.ts"], root);
  return findFailure("prisma/migrations", ending);
}

/** Generates beside a copy of the schema, so that the output lands at the same relative place. */
export async function findClientDrift(root: string): Promise<readonly Finding[]> {
  const scratch = await mkdtemp(join(tmpdir(), "muster-client-"));
  try {
    const schema = join(scratch, "prisma/schema.prisma");
    await cp(join(root, "prisma/schema.prisma"), schema);
    const ending = await runPrisma(["generate", "--schema", schema], { stdio: ["ignore", "pipe", "pipe"] });
    if (ending.code !== 0) return findFailure("prisma/schema.prisma", ending);
    const [wanted, kept] = await Promise.all([readTree(join(scratch, generated)), readTree(join(root, generated))]);
    const files = [...new Set([...wanted.keys(), ...kept.keys()])].filter(
      (file) => wanted.get(file) !== kept.get(file),
    );
    return files.map((file) => ({
      file: `${generated}/${file}`,
      message: "is not what Prisma generates: npm run codegen",
    }));
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function readTree(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return new Map(files.map((file, index) => [file.slice(folder.length + 1), texts[index] ?? ""]));
}
