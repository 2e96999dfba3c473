import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pollMs = 50;

export type Environment = Readonly<Record<string, string>>;

/** How a process ended: one of the two is null. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One run of `main.js`. */
export interface ServerProcess {
  readonly pid: number;
  /** Where it serves, or is going to. */
  readonly url: string;
  /** What it has written so far, to either stream. */
  readonly output: string;
  readonly ended: Promise<ProcessEnd>;
  /** Resolves when `/readyz` is green; rejects with what it has written when it ends before. */
  ready(): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<ProcessEnd>;
}

const running = new Set<ChildProcess>();

// Whatever becomes of the tests, no server outlives them.
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** Starts a server with this environment and no other; on a free port unless `PORT` says which. */
export async function startServer(environment: Environment): Promise<ServerProcess> {
  const port = environment["PORT"] ?? String(await freePort());
  const env = { PATH: process.env["PATH"], MUSTER_HOST: "127.0.0.1", ...environment, PORT: port };
  const child = spawn(process.execPath, entryPoint(), { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const url = `http://127.0.0.1:${port}`;
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  let hasEnded = false;
  const ended = once(child, "close").then(([code, signal]): ProcessEnd => {
    hasEnded = true;
    running.delete(child);
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  return {
    // Node is there, so that the spawn cannot fail.
    pid: child.pid ?? 0,
    url,
    get output() {
      return output;
    },
    ended,
    async ready() {
      while (!(await isReady(url))) {
        if (hasEnded) throw new Error(`The server ended before it was ready:\n${output}`);
        await pause(pollMs);
      }
    },
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`).catch(() => null);
  await response?.body?.cancel();
  return response?.ok ?? false;
}

/** Below the ports that a system gives out by itself: none of them goes to somebody else before its server is there. */
const lowestPort = 20_000;
/** Of each worker of the tests, so that no two are given the same. */
const portsPerWorker = 1_000;
const worker = Number(process.env["VITEST_POOL_ID"] ?? 0) % 12;
let portsGiven = randomInt(portsPerWorker);

/** To listen on, now or later, and again after an end: nobody else is given it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowestPort + worker * portsPerWorker + ((portsGiven += 1) % portsPerWorker);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  await new Promise((resolve) => server.close(resolve));
  return true;
}

let chosen: readonly string[] | undefined;

/** The build, which starts twice as fast, where it is one of the present sources; else the sources themselves. */
function entryPoint(): readonly string[] {
  chosen ??= isBuilt() ? ["dist/src/main.js"] : ["--import", "tsx", "src/main.ts"];
  return chosen;
}

function isBuilt(): boolean {
  const stamp = join(root, "dist", ".server-built");
  if (!existsSync(stamp)) return false;
  const builtAtMs = statSync(stamp).mtimeMs;
  const sources = ["src", "resolvers"].flatMap((folder) => filesIn(join(root, folder)));
  return sources.every((file) => statSync(file).mtimeMs <= builtAtMs);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
}
