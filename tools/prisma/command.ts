import { spawn, spawnSync, type StdioOptions } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Outcome {
  readonly code: number | null;
  /** Both outputs, where they were piped. */
  readonly output: string;
}

export interface CommandOptions {
  /** The database to work on; the environment's `DATABASE_URL` unless said. */
  readonly databaseUrl?: string;
  /** The caller's own outputs unless said. */
  readonly stdio?: StdioOptions;
}

const folder = fileURLToPath(new URL(".", import.meta.url));
const prisma = fileURLToPath(new URL("../../prisma/", import.meta.url));
const cli = `${folder}node_modules/prisma/build/index.js`;

export const migrationsFolder = `${prisma}migrations`;
export const schemaFile = `${prisma}schema.prisma`;

/** Whether Prisma's CLI is installed here. */
export function isInstalled(): boolean {
  return existsSync(cli);
}

/** Installs it as the lock file says. Its scripts would download a native engine, so they stay off. */
export function install(): void {
  const options = ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status } = spawnSync("npm", options, { stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) throw new Error("Prisma's CLI could not be installed.");
}

/** Runs Prisma's own CLI on Muster's schema and migrations, with the engine of `engine/` and without a call home. */
export async function runPrisma(words: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
  const { databaseUrl, stdio = "inherit" } = options;
  const env = {
    ...process.env,
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    PRISMA_SCHEMA_ENGINE_BINARY: `${folder}engine/schema-engine.mjs`,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  const child = spawn(process.execPath, [cli, ...words, "--config", `${folder}prisma.config.mjs`], { env, stdio });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}
