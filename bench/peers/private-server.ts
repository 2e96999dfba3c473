import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ServerOrder {
  readonly command: string;
  readonly words: (folder: string) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Asked until it is true; what it throws means no. */
  readonly isReady: () => Promise<boolean>;
}

export interface PrivateServer {
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

const retryMs = 50;
const patienceMs = 30_000;

/** A server with a folder of its own below the temporary one: never the one that the machine runs. */
export async function startPrivateServer(order: ServerOrder): Promise<PrivateServer> {
  const folder = await mkdtemp(join(tmpdir(), "muster-bench-peer-"));
  const env = { ...process.env, ...order.environment };
  const child = spawn(order.command, order.words(folder), { env, cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(child, "exit").catch((error: unknown) => [String(error)]);
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const failed = ended.then(([code]) => Promise.reject(new Error(`${order.command} ended with ${code}`)));
  failed.catch(() => undefined);
  try {
    await Promise.race([failed, becomeReady(order)]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

async function becomeReady({ command, isReady }: ServerOrder): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (!(await isReady().catch(() => false))) {
    if (performance.now() > endMs) throw new Error(`${command} is not ready after ${patienceMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

/** Ports that nobody listens on now. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
