import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const launcher = "sdk/src/sandbox/launcher.ts";

export interface SandboxAgentProcess {
  /** What it has written to its standard error so far. */
  readonly log: () => string;
  readonly exitCode: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

const running = new Set<ReturnType<typeof spawn>>();

// Whatever becomes of the tests, no launcher outlives them.
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** `muster-sandbox-agent` with a script for Node as its program, as the container of a sandbox would run it. */
export function startSandboxAgent(env: Readonly<Record<string, string>>, script: string): SandboxAgentProcess {
  const words = ["--import", "tsx", launcher, process.execPath, "-e", script];
  const all = { PATH: process.env["PATH"], ...env };
  const child = spawn(process.execPath, words, { cwd: root, env: all, stdio: ["ignore", "ignore", "pipe"] });
  running.add(child);
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const exitCode = once(child, "close").then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return { log: () => log, exitCode, kill: (signal) => void child.kill(signal) };
}
