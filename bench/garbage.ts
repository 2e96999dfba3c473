import { once } from "node:events";
import { WebSocket } from "ws";

export interface Inspected {
  readonly pid: number;
  /** Its `--inspect-port`. */
  readonly port: number;
}

/**
 * Has a Node process collect all its garbage, over the inspector that it opens on SIGUSR1: what is resident then is in use, and
 * not what a warm-up has left. https://nodejs.org/api/process.html#signal-events,
 * https://chromedevtools.github.io/devtools-protocol/tot/HeapProfiler/#method-collectGarbage
 */
export async function collectGarbage({ pid, port }: Inspected): Promise<void> {
  process.kill(pid, "SIGUSR1");
  const socket = new WebSocket(await inspectorAt(port));
  await once(socket, "open");
  socket.send(JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" }));
  await once(socket, "message");
  socket.close();
  await once(socket, "close");
}

const maxTries = 500;

async function inspectorAt(port: number): Promise<string> {
  for (let tries = 0; tries < maxTries; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null);
    const [target] = answer ? ((await answer.json()) as { readonly webSocketDebuggerUrl: string }[]) : [];
    if (target) return target.webSocketDebuggerUrl;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("the server opens no inspector");
}
