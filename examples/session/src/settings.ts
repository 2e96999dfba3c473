import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Settings {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

/** Something that a person can put right: told in one line. */
export class DemoError extends Error {}

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The same variables as the server's, with the same defaults. */
export async function readSettings(env: Readonly<Record<string, string | undefined>>): Promise<Settings> {
  const url = env["MUSTER_URL"] ?? `http://localhost:${env["PORT"] ?? "4000"}`;
  const email = env["MUSTER_ADMIN_EMAIL"] ?? "admin@muster.local";
  const file = join(env["MUSTER_DATA_DIR"] ?? join(root, ".muster"), "admin-password");
  const password = env["MUSTER_ADMIN_PASSWORD"] ?? (await readPassword(file));
  return { url, email, password };
}

async function readPassword(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch {
    throw new DemoError(
      `No password in ${file}: start the server with "npm start" first, or set MUSTER_ADMIN_PASSWORD.`,
    );
  }
}
