import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const script = fileURLToPath(new URL("local-host-owner.ts", import.meta.url));
const loader = import.meta.resolve("tsx");

export interface LocalHostProcess {
  readonly pid: number;
  /** The next lines that its sandboxes print, as numbers; rejects with its complaint when it ends before. */
  numbers(count: number): Promise<number[]>;
  /** Resolves when it is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** A process of its own with a local host, in which each of the scripts runs; as `uid`, or as the tests do. Ends with the running test. */
export function startLocalHost(directory: string, scripts: readonly string[], uid?: number): LocalHostProcess {
  const child = spawn(process.execPath, ["--import", loader, script, directory, ...scripts], {
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const ended = once(child, "close");
  onTestFinished(() => void child.kill("SIGKILL"));
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    // Node is there, so that the spawn cannot fail.
    pid: child.pid ?? 0,
    async numbers(count) {
      const found: number[] = [];
      while (found.length < count) {
        const { done, value } = await lines.next();
        if (done) throw new Error(`It ended: ${complaint}`);
        found.push(Number(value));
      }
      return found;
    },
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}
