import type { Logger } from "../logger.js";
import { quietLogger } from "../logger.js";
import type { TaskHandler } from "../task-context.js";
import type { WebSocketConstructor } from "../web-socket.js";
import { SandboxedTask, type SandboxedEnd } from "./sandboxed-task.js";

export interface RunSandboxedOptions {
  /** `process.env`: of it MUSTER_URL, MUSTER_API_KEY and MUSTER_TASK_ID, which every sandbox of a task has. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where to write; warnings and errors to the console unless said. */
  readonly logger?: Logger;
  /** Ends it early: a handler that runs then has `graceMs` to return. */
  readonly signal?: AbortSignal;
  /** How long a handler may take to return once it is no longer wanted, 5,000 ms unless said. */
  readonly graceMs?: number;
  /** Longest time between heartbeats, 10,000 ms unless said: a third of the server's lease. */
  readonly heartbeatMs?: number;
  /** Longest wait for an answer before the connection is given up, 30,000 ms unless said. */
  readonly requestTimeoutMs?: number;
  /** Waits between attempts to connect: from 100 ms, growing with jitter to 10,000 ms, unless said. */
  readonly reconnect?: { readonly baseMs?: number; readonly capMs?: number };
  /** A WebSocket of your own; unless given the `ws` package on Node. */
  readonly webSocket?: WebSocketConstructor;
}

/**
 * For a program in a sandbox: takes the one task that the sandbox is for, runs the handler, reports, and resolves. It survives
 * a lost connection as an agent does, and does not outlive the task: then the handler is aborted. Throws a TypeError when
 * the environment is not that of a task's sandbox; rejects with nothing else.
 *
 * @example
 * await runSandboxed((input: { name: string }) => `Hello ${input.name}`, { env: process.env });
 */
export async function runSandboxed<Input = unknown, Output = unknown>(
  handler: TaskHandler<Input, Output>,
  options: RunSandboxedOptions,
): Promise<SandboxedEnd> {
  const { logger = quietLogger, reconnect = {}, signal, graceMs = 5_000 } = options;
  const task = new SandboxedTask(handler as TaskHandler, {
    url: named(options, "MUSTER_URL"),
    key: named(options, "MUSTER_API_KEY"),
    taskId: named(options, "MUSTER_TASK_ID"),
    logger,
    graceMs,
    heartbeatMs: options.heartbeatMs ?? 10_000,
    requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
    reconnect: { baseMs: reconnect.baseMs ?? 100, capMs: reconnect.capMs ?? 10_000 },
    webSocket: options.webSocket,
  });
  const stop = (): void => task.stop();
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted === true) stop();
  try {
    return await task.run();
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

function named({ env }: RunSandboxedOptions, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") throw new TypeError(`${name} is not set: this is no sandbox of a task.`);
  return value;
}
