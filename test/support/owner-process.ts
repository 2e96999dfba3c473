import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A process of its own that runs an embedded PostgreSQL. */
export interface OwnerProcess {
  /** Of the database, once it runs; rejects with the process's complaint when it ends before. */
  readonly url: Promise<string>;
  /** Resolves when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface OwnerOptions {
  readonly dataDir: string;
  /** Whom to run it as; the tests' own account unless said. */
  readonly uid?: number;
  /** Whether it kills itself in the middle of its preparations. */
  readonly diesEarly?: boolean;
  /** The script, where another copy of the project is to be used. */
  readonly script?: string;
}

const ownScript = fileURLToPath(new URL("embedded-owner.ts", import.meta.url));
const loader = import.meta.resolve("tsx");

export function startOwner({ dataDir, uid, diesEarly = false, script = ownScript }: OwnerOptions): OwnerProcess {
  const child = spawn(process.execPath, ["--import", loader, script, dataDir, ...(diesEarly ? ["early"] : [])], {
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const ended = once(child, "close");
  const url = firstLine(child);
  // For tests that kill it before they ask.
  url.catch(() => undefined);
  return {
    url,
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once("close", () => reject(new Error(complaint)));
  });
}
